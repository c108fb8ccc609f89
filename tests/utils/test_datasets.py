"""The small data sets are what their scripts draw, and are what the assignments say they are."""

import sys
from itertools import pairwise
from pathlib import Path

import h5py
import numpy as np
import pytest
from sklearn.datasets import make_circles as circles_of_scikit_learn

DATASETS = Path(__file__).parents[2] / "utils" / "datasets"
sys.path.append(str(DATASETS))  # the scripts import each other, as scripts in one folder do

import make_circles  # noqa: E402
import make_pitch  # noqa: E402
from writing import write_arrays  # noqa: E402

SCRIPTS = pytest.mark.parametrize("script", [make_circles, make_pitch], ids=["circles", "pitch"])


def contents(path):
    with h5py.File(path) as file:
        return {name: file[name][()] for name in file}


@SCRIPTS
def test_the_committed_file_is_what_the_script_draws(script):
    drawn = script.datasets()

    committed = contents(script.FILE)

    assert sorted(committed) == sorted(drawn) == ["test_x", "test_y", "train_x", "train_y"]
    for name, array in drawn.items():
        assert committed[name].dtype == array.dtype
        # Cosines and logarithms may differ in the last bit from machine to machine.
        np.testing.assert_allclose(committed[name], array, rtol=0, atol=1e-15)


@SCRIPTS
def test_drawing_leaves_the_global_generator_alone(script):
    np.random.seed(5)
    before = np.random.get_state()[1].copy()

    script.datasets()

    np.testing.assert_array_equal(np.random.get_state()[1], before)


@pytest.mark.parametrize("part", ["train", "test"])
def test_circles_are_those_of_scikit_learn(part):
    data = make_circles.datasets()

    x, y = circles_of_scikit_learn(
        n_samples={"train": 300, "test": 100}[part],
        noise=0.05,
        random_state={"train": 1, "test": 2}[part],
    )

    np.testing.assert_allclose(data[f"{part}_x"], x, rtol=0, atol=1e-15)
    np.testing.assert_array_equal(data[f"{part}_y"], y)


@pytest.mark.parametrize(("n", "noise", "factor"), [(7, 0.05, 0.8), (40, 0.0, 0.3)])
def test_other_circles_are_those_of_scikit_learn_too(n, noise, factor):
    x, y = make_circles.circles(n, noise, seed=5, factor=factor)

    right = circles_of_scikit_learn(n_samples=n, noise=noise, random_state=5, factor=factor)
    np.testing.assert_allclose(x, right[0], rtol=0, atol=1e-15)
    np.testing.assert_array_equal(y, right[1])


@pytest.mark.parametrize(
    ("script", "train", "test"), [(make_circles, 300, 100), (make_pitch, 211, 200)]
)
def test_files_hold_as_many_points_as_the_assignments_say(script, train, test):
    data = contents(script.FILE)

    assert {name: array.shape for name, array in data.items()} == {
        "train_x": (train, 2),
        "train_y": (train,),
        "test_x": (test, 2),
        "test_y": (test,),
    }
    assert data["train_x"].dtype == data["test_x"].dtype == np.float64
    assert data["train_y"].dtype == data["test_y"].dtype == np.int64


@pytest.mark.parametrize("part", ["train", "test"])
@SCRIPTS
def test_both_labels_make_up_about_half_each(script, part):
    labels = contents(script.FILE)[f"{part}_y"]

    assert set(labels) == {0, 1}
    assert 0.4 <= labels.mean() <= 0.6


@pytest.mark.parametrize("part", ["train", "test"])
def test_kicks_come_down_all_over_the_pitch_and_not_beside_it(part):
    x = contents(make_pitch.FILE)[f"{part}_x"]

    half = np.array([make_pitch.HALF_LENGTH, make_pitch.HALF_WIDTH])
    assert (np.abs(x) <= half).all()
    assert (x.min(axis=0) < -0.9 * half).all()
    assert (x.max(axis=0) > 0.9 * half).all()
    assert len(np.unique(x, axis=0)) == len(x)


def rule_is_right(x, y):
    return (x[:, 0] < make_pitch.border(x[:, 1])) == y


@pytest.mark.parametrize(("part", "percent"), [("train", 92.4), ("test", 94.0)])
def test_the_rule_is_right_for_as_many_kicks_as_the_script_says(part, percent):
    data = contents(make_pitch.FILE)

    right = rule_is_right(data[f"{part}_x"], data[f"{part}_y"])

    assert 100 * right.mean() == pytest.approx(percent, abs=0.05)


def test_the_rule_is_right_for_as_many_of_all_kicks_as_the_script_says():
    x, y = make_pitch.pitch(200_000, seed=0)

    assert 100 * rule_is_right(x, y).mean() == pytest.approx(93.6, abs=0.2)


def test_most_of_what_the_noise_turns_lies_at_the_border_or_is_spread_over_both_areas():
    x, y = make_pitch.pitch(200_000, seed=0)
    turned = ~rule_is_right(x, y)
    depth = make_pitch.border(x[:, 1]) - x[:, 0]

    def share(is_here):
        return turned[is_here].mean()

    assert share(np.abs(depth) < 0.002) == pytest.approx(0.47, abs=0.05)
    assert share(depth > 0.2) == pytest.approx(make_pitch.DEEP, abs=0.004)
    assert share(depth < -0.2) == pytest.approx(make_pitch.DEEP, abs=0.004)


@pytest.mark.parametrize("n", [1, 2, 5])
@pytest.mark.parametrize("seed", range(8))
def test_a_pitch_of_few_kicks_has_as_many_as_wanted(n, seed):
    x, y = make_pitch.pitch(n, seed)

    assert x.shape == (n, 2)
    assert y.shape == (n,)


def test_arrays_come_out_of_a_file_as_they_went_in(tmp_path):
    rng = np.random.default_rng(0)
    arrays = {
        "large": rng.normal(size=(70, 30)),
        "bytes": rng.integers(0, 256, (9, 64, 64, 3), dtype=np.uint8),
        "small": np.array([3, 1, 2]),
        "text": np.array([b"non-cat", b"cat"]),
        "number": np.array(2.5),
    }

    write_arrays(tmp_path / "arrays.h5", arrays)

    found = contents(tmp_path / "arrays.h5")
    assert sorted(found) == sorted(arrays)
    for name, array in arrays.items():
        np.testing.assert_array_equal(found[name], array)
        assert np.asarray(found[name]).dtype == array.dtype


@SCRIPTS
def test_the_same_arrays_give_the_same_bytes(script, tmp_path):
    arrays = script.datasets()

    write_arrays(tmp_path / "one.h5", arrays)
    write_arrays(tmp_path / "two.h5", arrays)

    assert (tmp_path / "one.h5").read_bytes() == (tmp_path / "two.h5").read_bytes()


def test_a_file_holds_no_times(tmp_path):
    write_arrays(tmp_path / "arrays.h5", {"x": np.zeros(1000)})

    with h5py.File(tmp_path / "arrays.h5") as file:
        assert h5py.h5o.get_info(file["x"].id).mtime == 0
        assert h5py.h5o.get_info(file.id).mtime == 0


def test_large_arrays_are_compressed_and_small_ones_are_not(tmp_path):
    write_arrays(tmp_path / "arrays.h5", {"large": np.zeros(1000), "small": np.zeros(10)})

    with h5py.File(tmp_path / "arrays.h5") as file:
        assert file["large"].compression == "gzip"
        assert file["large"].shuffle
        assert file["small"].compression is None


def test_a_failed_write_leaves_the_old_file_as_it_was(tmp_path):
    path = tmp_path / "arrays.h5"
    write_arrays(path, {"x": np.arange(3)})

    with pytest.raises(TypeError):
        write_arrays(path, {"x": np.arange(4), "y": np.array([object()])})

    np.testing.assert_array_equal(contents(path)["x"], [0, 1, 2])


def accuracies_after_training(data, lambd=0.0, keep_prob=1.0, mask_seed=0):
    """Train 2-20-3-1 as the assignment does; return the training and the test accuracy in %."""
    generator, masks = np.random.RandomState(3), np.random.RandomState(mask_seed)
    dims = [2, 20, 3, 1]
    W = [generator.randn(n, n_in) / np.sqrt(n_in) for n_in, n in pairwise(dims)]
    b = [np.zeros((n, 1)) for n in dims[1:]]
    X, Y = data["train_x"].T, data["train_y"]
    m = len(Y)

    def forward(X, is_dropping):
        A, scales = [X], []
        for k in range(2):
            Z = np.maximum(W[k] @ A[-1] + b[k], 0)
            scales.append((masks.rand(*Z.shape) < keep_prob) / keep_prob if is_dropping else 1)
            A.append(Z * scales[-1])
        return A, scales, 1 / (1 + np.exp(-(W[2] @ A[2] + b[2])))

    for _ in range(30000):
        A, scales, A3 = forward(X, keep_prob < 1)
        dZ = (A3 - Y) / m
        for k in (2, 1, 0):
            dW, db = dZ @ A[k].T + lambd / m * W[k], dZ.sum(axis=1, keepdims=True)
            if k:
                dZ = (W[k].T @ dZ) * scales[k - 1] * (A[k] > 0)
            W[k] -= 0.3 * dW
            b[k] -= 0.3 * db

    def accuracy(part):
        answer = forward(data[f"{part}_x"].T, False)[2] > 0.5
        return 100 * np.mean(answer == data[f"{part}_y"])

    return accuracy("train"), accuracy("test")


@pytest.mark.slow
def test_on_the_pitch_a_plain_network_overfits_and_a_regularized_one_does_not():
    data = contents(make_pitch.FILE)

    train, plain = accuracies_after_training(data)
    regularized = [accuracies_after_training(data, lambd=0.7)]
    regularized += [accuracies_after_training(data, keep_prob=0.86, mask_seed=k) for k in range(3)]

    assert train - plain >= 5
    for _, test in regularized:
        assert test - plain >= 3
