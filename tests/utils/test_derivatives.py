"""The complex-step gradient agrees with autograd and with pencil and paper."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivatives import numerical_gradient, relative_error


def tanh_cost(parameters, numpy=np):
    hidden = numpy.tanh(parameters["W"] @ numpy.array([[0.3, -1.0], [0.7, 0.2]]) + parameters["b"])
    return numpy.sum(hidden**2 + numpy.exp(hidden))


@given(st.integers(0, 2**32 - 1))
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


def test_the_parameters_are_left_alone():
    parameters = {"t": np.array([2.0])}

    numerical_gradient(lambda p: np.sum(p["t"] ** 2), parameters)

    assert parameters["t"].tolist() == [2.0]
    assert parameters["t"].dtype == float


def test_a_cost_that_drops_the_imaginary_part_is_differentiated_by_differences():
    gradient = numerical_gradient(lambda p: np.linalg.norm(p["t"]), {"t": np.array([3.0, 4.0])})

    np.testing.assert_allclose(gradient["t"], [0.6, 0.8], rtol=1e-8)


@pytest.mark.parametrize(
    ("given_", "numerical", "expected"),
    [
        ([3.0, 4.0], [3.0, 4.0], 0),
        ([2.0], [1.0], 1 / 3),
        ([-1.0], [1.0], 1),
        ([0.0], [0.0], 0),
        ([1e-12], [2e-12], 1 / 3),
        ([np.nan], [1.0], np.inf),
        ([1.0], [np.inf], np.inf),
    ],
)
def test_the_relative_error_is_the_classic_ratio(given_, numerical, expected):
    assert relative_error(np.array(given_), np.array(numerical)) == pytest.approx(expected)


def test_shapes_that_would_broadcast_are_refused():
    with pytest.raises(ValueError, match=r"\(3,\) and \(3, 1\)"):
        relative_error(np.zeros(3), np.zeros((3, 1)))
