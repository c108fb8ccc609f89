"""The known results of the initialization notebook come out, with its own functions."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autograder.proof import notebooks
from init_utils import backward_propagation, forward_propagation, load_dataset, predict_dec, train

NOTEBOOK = "initialization"
LAYERS = [2, 10, 5, 1]


@pytest.fixture(scope="module")
def functions():
    return notebooks.functions(NOTEBOOK)


@pytest.fixture(scope="module")
def circles():
    return load_dataset(is_plot=False)


def trained_from(start, circles):
    train_X, train_Y, test_X, test_Y = circles
    parameters, costs = train(train_X, train_Y, start, 0.01, 15_000, print_cost=False)
    accuracies = [
        np.mean(predict_dec(parameters, X) == Y) for X, Y in ((train_X, train_Y), (test_X, test_Y))
    ]
    return parameters, costs, accuracies


@pytest.mark.parametrize(
    ("initializer", "accuracies", "first_cost", "last_cost"),
    [
        ("zeros", [0.5, 0.5], np.log(2), np.log(2)),
        ("random", [0.83, 0.86], 1773.58595, 0.382797),
        ("he", [298 / 300, 0.96], 0.88305374634, 0.0735789596),
    ],
)
def test_the_known_accuracies_come_out(
    initializer, accuracies, first_cost, last_cost, functions, circles
):
    start = getattr(functions, f"initialize_parameters_{initializer}")(LAYERS)

    _, costs, found = trained_from(start, circles)

    assert found == pytest.approx(accuracies, abs=1e-9)
    assert costs[0] == pytest.approx(first_cost, rel=1e-6)
    assert costs[-1] == pytest.approx(last_cost, rel=1e-3)
    assert len(costs) == 15


def test_the_numbers_in_the_text_are_those_of_the_seed(functions):
    random, he = functions.initialize_parameters_random, functions.initialize_parameters_he

    assert random([3, 2, 1])["W1"][0, 0] == pytest.approx(17.88628473)
    assert he([2, 4, 1])["W1"][0, 0] == pytest.approx(1.78862847)


def test_with_zeros_no_gradient_reaches_a_weight(functions, circles):
    train_X, train_Y, *_ = circles
    _, cache = forward_propagation(train_X, functions.initialize_parameters_zeros(LAYERS))

    gradients = backward_propagation(train_X, train_Y, cache)

    for name in ("W1", "b1", "W2", "b2", "W3", "b3"):
        assert np.abs(gradients[f"d{name}"]).max() < 1e-12


def test_from_equal_weights_the_units_stay_equal_and_noise_sets_them_free(functions, circles):
    same = functions.constant_start(LAYERS, 0.5)

    stuck, _, (accuracy, _) = trained_from(same, circles)
    freed, _, (better, _) = trained_from(functions.with_noise(same, 0.1), circles)

    assert np.ptp(stuck["W1"], axis=0).max() < 1e-12
    assert np.ptp(stuck["W2"]) < 1e-12
    assert np.abs(stuck["W1"] - 0.5).max() > 1e-3  # they do move, all together
    assert accuracy < 0.6
    assert np.ptp(freed["W1"], axis=0).min() > 1
    assert better > 0.8


def test_a_large_start_is_saturated_and_stays_near(functions, circles):
    start = functions.initialize_parameters_random(LAYERS)
    A3, _ = forward_propagation(circles[0], start)

    trained, _, _ = trained_from(start, circles)

    assert np.all((A3 == 0) | (A3 == 1))
    for name in ("W1", "W2", "W3"):
        assert np.linalg.norm(trained[name] - start[name]) < 0.35 * np.linalg.norm(start[name])


def test_he_keeps_the_signal_through_relu_and_xavier_halves_it(functions):
    deep, inputs = [400] * 11, np.random.default_rng(0).standard_normal((400, 300))
    he = functions.initialize_parameters_he(deep)
    xavier = functions.scaled(he, np.sqrt(1 / 2))

    kept = [np.mean(A**2) for A in functions.activations(he, inputs, functions.relu)]
    halved = [np.mean(A**2) for A in functions.activations(xavier, inputs, functions.relu)]
    tanh = [np.mean(A**2) for A in functions.activations(he, inputs, np.tanh)]

    assert min(kept) > 0.5 and max(kept) < 2
    np.testing.assert_allclose(halved, kept * 0.5 ** np.arange(1, 11), rtol=1e-9)
    assert tanh[-1] == pytest.approx(0.3, abs=0.02)


def test_an_unknown_initialization_is_refused_in_words(functions, circles):
    with pytest.raises(ValueError, match="no initialization 'xavier': take 'zeros', 'random' or"):
        functions.model(*circles[:2], initialization="xavier")


def test_the_model_draws_and_prints_only_when_told(functions, circles, capsys):
    plt.close("all")

    parameters = functions.model(
        *circles[:2], num_iterations=3, print_cost=False, is_plot=False, initialization="he"
    )

    assert [block.shape for block in parameters.values()] == [
        (10, 2), (10, 1), (5, 10), (5, 1), (1, 5), (1, 1)
    ]  # fmt: skip
    assert capsys.readouterr().out == ""
    assert not plt.get_fignums()
