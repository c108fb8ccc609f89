"""The pitch tells the story of the regularization notebook, with the reference solutions."""

import numpy as np
import pytest

from autograder.proof import notebooks
from reg_utils import load_2D_dataset, predict_dec

TRAIN_X, TRAIN_Y, TEST_X, TEST_Y = load_2D_dataset(is_plot=False)


@pytest.fixture(scope="module")
def notebook():
    return notebooks.functions("regularization")


@pytest.fixture(scope="module")
def plain(notebook):
    return accuracies(notebook, {})


def accuracies(notebook, options):
    """Accuracy on training and test set, in percent, after training in full."""
    parameters = notebook.model(TRAIN_X, TRAIN_Y, print_cost=False, is_plot=False, **options)
    sets = ((TRAIN_X, TRAIN_Y), (TEST_X, TEST_Y))
    return [100 * np.mean(predict_dec(parameters, X) == Y) for X, Y in sets]


@pytest.mark.slow
def test_the_plain_network_overfits(plain):
    on_train, on_test = plain

    assert on_train - on_test >= 3
    # Rounding decides which single points it runs after: no two machines agree on the digits.
    assert 92 <= on_train <= 97
    assert 83 <= on_test <= 89


@pytest.mark.slow
def test_L2_is_better_on_the_test_set(notebook, plain):
    regularized = accuracies(notebook, {"lambd": 0.7})

    assert regularized[1] - plain[1] >= 1.5
    np.testing.assert_allclose(regularized, [91.5, 92.0], atol=1.5)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [None, 0, 7])
def test_dropout_is_better_on_the_test_set_whatever_the_masks(seed, notebook, plain, monkeypatch):
    if seed is not None:
        rng = np.random.default_rng(seed)
        monkeypatch.setattr(np.random, "rand", lambda *shape: rng.random(shape))

    regularized = accuracies(notebook, {"keep_prob": 0.86})

    assert regularized[1] - plain[1] >= 1.5
    if seed is None:
        np.testing.assert_allclose(regularized, [92.9, 93.5], atol=1.5)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"lambd": 0.7, "keep_prob": 0.86}, "choose one"),
        ({"lambd": -1}, "must be 0 or more"),
        ({"keep_prob": 0}, "not a probability above 0"),
        ({"keep_prob": 1.2}, "not a probability above 0"),
    ],
)
def test_what_does_not_go_together_is_refused(notebook, options, words):
    with pytest.raises(ValueError, match=words):
        notebook.model(TRAIN_X, TRAIN_Y, num_iterations=1, is_plot=False, **options)


def test_weights_shrink_under_L2(notebook):
    options = {"num_iterations": 2000, "print_cost": False, "is_plot": False}
    weights = [
        notebook.model(TRAIN_X, TRAIN_Y, lambd=lambd, **options)["W1"] for lambd in (0, 0.7, 7)
    ]

    lengths = [np.linalg.norm(W) for W in weights]
    assert lengths[0] > lengths[1] > lengths[2]
