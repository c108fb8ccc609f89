"""The complex-step gradient agrees with autograd and with pencil and paper."""

import builtins
import sys
import types

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivatives import (
    NotComplexSafe,
    complex_slope,
    number,
    numerical_gradient,
    progress,
    quiet_numpy,
    real_slope,
    relative_error,
)

SEEDS = st.integers(0, 2**32 - 1)


def tanh_cost(parameters, numpy=np):
    hidden = numpy.tanh(parameters["W"] @ numpy.array([[0.3, -1.0], [0.7, 0.2]]) + parameters["b"])
    return numpy.sum(hidden**2 + numpy.exp(hidden))


@given(SEEDS)
def test_it_agrees_with_autograd(seed):
    rng = np.random.default_rng(seed)
    parameters = {"W": rng.normal(size=(3, 2)), "b": rng.normal(size=(3, 1))}

    gradient = numerical_gradient(tanh_cost, parameters)

    expected = autograd.grad(lambda p: tanh_cost(p, anp))(parameters)
    for name in parameters:
        np.testing.assert_allclose(gradient[name], expected[name], rtol=1e-12, atol=1e-14)


def test_a_cubic_is_differentiated_exactly():
    gradient = numerical_gradient(lambda p: np.sum(p["t"] ** 3), {"t": np.array([2.0, -1.0])})

    np.testing.assert_allclose(gradient["t"], [12, 3], rtol=1e-15)


@pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 3), (2, 1, 3), (0, 2)])
def test_the_gradient_has_the_shape_of_the_parameter(shape):
    parameter = np.full(shape, 1.5)

    gradient = numerical_gradient(lambda p: np.sum(p["t"] ** 2), {"t": parameter})

    assert gradient["t"].shape == shape
    np.testing.assert_allclose(gradient["t"], 2 * parameter, rtol=1e-15)


def test_only_the_blocks_asked_for_are_measured():
    parameters = {"s": np.array([2.0]), "t": np.array([3.0])}

    gradient = numerical_gradient(lambda p: np.sum(p["s"] * p["t"]), parameters, ["t"])

    assert list(gradient) == ["t"]
    assert gradient["t"].tolist() == [2.0]


def test_the_parameters_are_left_alone():
    parameters = {"t": np.array([2.0])}

    numerical_gradient(lambda p: np.sum(p["t"] ** 2), parameters)

    assert parameters["t"].tolist() == [2.0]
    assert parameters["t"].dtype == float


def test_a_cost_may_rebind_the_names_it_is_given():
    def cost(p):
        p["t"] = p["t"] * 2
        return np.sum(p["t"] ** 2)

    gradient = numerical_gradient(cost, {"t": np.array([1.0, 3.0])})

    np.testing.assert_allclose(gradient["t"], [8, 24], rtol=1e-14)


@pytest.mark.parametrize(
    "cost",
    [
        lambda p: np.linalg.norm(p["t"]),
        lambda p: np.sqrt(np.sum(np.abs(p["t"]) ** 2)),
        lambda p: float(np.sqrt(np.sum(p["t"] ** 2))),
        lambda p: np.sqrt(np.sum(p["t"].astype(float) ** 2)),
        lambda p: sum(float(t) ** 2 for t in p["t"]) ** 0.5,
    ],
    ids=["norm", "abs", "float", "astype", "float of entries"],
)
def test_a_cost_that_drops_the_imaginary_part_is_differentiated_by_differences(cost):
    gradient = numerical_gradient(cost, {"t": np.array([3.0, 4.0])})

    np.testing.assert_allclose(gradient["t"], [0.6, 0.8], rtol=1e-8)


def test_a_cost_that_fails_on_real_numbers_too_says_so_itself():
    def cost(p):
        raise KeyError("no such layer")

    with pytest.raises(KeyError, match="no such layer"):
        numerical_gradient(cost, {"t": np.array([3.0])})


def test_a_cost_with_a_gradient_of_its_own_is_asked_for_it():
    class Cost:
        def __call__(self, p):
            raise AssertionError

        def numerical_gradient(self, parameters, blocks):
            return {name: 7 * parameters[name] for name in blocks}

    gradient = numerical_gradient(Cost(), {"s": np.array([1.0]), "t": np.array([2.0])}, ["t"])

    assert {name: block.tolist() for name, block in gradient.items()} == {"t": [14.0]}


# -- slopes along directions ---------------------------------------------------------------------


@given(SEEDS)
def test_a_complex_slope_is_the_gradient_times_the_direction(seed):
    rng = np.random.default_rng(seed)
    parameters = {"W": rng.normal(size=(3, 2)), "b": rng.normal(size=(3, 1))}
    direction = {"W": rng.normal(size=(3, 2)), "b": rng.normal(size=(3, 1))}

    slope = complex_slope(tanh_cost, parameters, direction)

    gradient = autograd.grad(lambda p: tanh_cost(p, anp))(parameters)
    expected = sum(np.vdot(gradient[name], direction[name]) for name in parameters)
    assert slope == pytest.approx(expected, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(
    "cost",
    [
        lambda p: np.linalg.norm(p["t"]),
        lambda p: float(np.sum(p["t"])),
        lambda p: np.sum(p["t"].astype(float)),
        lambda p: sum(sorted(p["t"])) if p["t"][0] > "" else 0,
    ],
    ids=["real result", "float", "astype", "an error"],
)
def test_a_cost_that_is_not_complex_safe_is_recognised(cost):
    parameters = {"t": np.array([3.0, 4.0])}

    with quiet_numpy(), pytest.raises(NotComplexSafe):
        complex_slope(cost, parameters, parameters)


def smooth_cost(offset, k, numpy=np):
    return lambda p: offset + numpy.sum(3 + numpy.sin(k * p["t"])) + numpy.sum(numpy.exp(p["t"]))


@given(SEEDS)
def test_the_bound_of_a_real_slope_holds_on_smooth_costs(seed):
    rng = np.random.default_rng(seed)
    t, v = rng.normal(size=3), rng.normal(size=3)
    offset, k = 10 ** rng.uniform(-3, 6), 10 ** rng.uniform(-1, 2)

    slope = real_slope(smooth_cost(offset, k), {"t": t}, {"t": v})

    right = np.vdot(v, k * np.cos(k * t) + np.exp(t))
    assert abs(slope.value - right) <= slope.error


@given(SEEDS)
def test_the_bound_of_a_real_slope_holds_beside_kinks(seed):
    rng = np.random.default_rng(seed)
    t, v = rng.normal(size=3), rng.normal(size=3)
    kinks = t + v * rng.choice([-1, 1], 3) * 10 ** rng.uniform(-9, 0, 3)
    weights, offset = 10 ** rng.uniform(-4, 1, 3), 10 ** rng.uniform(0, 4)

    slope = real_slope(
        lambda p: offset + np.sum(weights * np.abs(p["t"] - kinks)) + np.sum(np.exp(p["t"])),
        {"t": t},
        {"t": v},
    )

    right = np.vdot(v, weights * np.sign(t - kinks) + np.exp(t))
    assert abs(slope.value - right) <= slope.error


def test_the_bound_of_a_real_slope_is_of_use():
    slope = real_slope(smooth_cost(1.0, 2.0), {"t": np.array([0.3])}, {"t": np.array([1.0])})

    assert slope.error < 1e-7 * abs(slope.value)


def test_a_kink_within_every_step_makes_the_bound_large():
    slope = real_slope(
        lambda p: 1 + np.sum(np.maximum(p["t"], 0)), {"t": np.array([1e-12])}, {"t": np.ones(1)}
    )

    assert slope.error > 0.4  # the slopes to both sides are 0 and 1


def test_a_cost_that_has_underflowed_to_zero_tells_nothing():
    slope = real_slope(lambda p: 0.0, {"t": np.ones(2)}, {"t": np.ones(2)})

    assert slope.error == np.inf


def test_a_cost_that_is_not_finite_tells_nothing():
    with quiet_numpy():
        slope = real_slope(lambda p: np.log(-p["t"][0]), {"t": np.ones(1)}, {"t": np.ones(1)})

    assert slope.error == np.inf


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2, 2),
        (2.5, 2.5),
        (np.array([[3.0]]), 3),
        (np.float32(1.5), 1.5),
        (True, 1),
        (1 + 2j, 1 + 2j),
    ],
)
def test_one_number_may_come_in_many_forms(value, expected):
    assert number(value) == expected


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.ones((2, 3)), r"one number.*\(2, 3\)"),
        ([1.0, 2.0], r"one number.*\(2,\)"),
        ("hello", "one number.*hello"),
        (None, "one number.*None"),
    ],
)
def test_what_is_not_one_number_is_refused_in_words(value, words):
    with pytest.raises(ValueError, match=words):
        number(value)


# -- progress ------------------------------------------------------------------------------------


def test_without_tqdm_there_is_no_bar_and_nothing_else_is_missing(monkeypatch):
    real_import = builtins.__import__

    def without_tqdm(name, *rest, **options):
        if name.startswith("tqdm"):
            raise ImportError(name)
        return real_import(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", without_tqdm)

    assert list(progress(iter("abc"), "spelling", 3)) == ["a", "b", "c"]
    gradient = numerical_gradient(lambda p: np.sum(p["t"] ** 2), {"t": np.array([2.0])})
    assert gradient["t"].tolist() == [4.0]


def test_with_tqdm_every_entry_counts(monkeypatch):
    seen = []

    def tqdm(items, words, total, **options):
        items = list(items)
        seen.append((words, total, len(items)))
        return items

    monkeypatch.setitem(sys.modules, "tqdm", types.ModuleType("tqdm"))
    monkeypatch.setitem(sys.modules, "tqdm.auto", types.SimpleNamespace(tqdm=tqdm))

    numerical_gradient(
        lambda p: np.sum(p["s"]) + np.sum(p["t"]), {"s": np.ones(60), "t": np.ones(2)}
    )

    assert seen == [("differentiating", 62, 62)]


# -- the classic ratio ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_", "numerical", "expected"),
    [
        ([3.0, 4.0], [3.0, 4.0], 0),
        ([2.0], [1.0], 1 / 3),
        ([-1.0], [1.0], 1),
        ([0.0], [0.0], 0),
        ([1e-12], [2e-12], 1 / 3),
        ([2e-200], [1e-200], 1 / 3),
        ([2e200], [1e200], 1 / 3),
        ([3.0, 0.0], [0.0, 4.0], 5 / 7),
        ([], [], 0),
        ([np.nan], [1.0], np.inf),
        ([1.0], [np.inf], np.inf),
        ([np.inf], [np.inf], np.inf),
    ],
)
def test_the_relative_error_is_the_classic_ratio(given_, numerical, expected):
    assert relative_error(np.array(given_), np.array(numerical)) == pytest.approx(expected)


def test_shapes_that_would_broadcast_are_refused():
    with pytest.raises(ValueError, match=r"\(3,\) and \(3, 1\)"):
        relative_error(np.zeros(3), np.zeros((3, 1)))
