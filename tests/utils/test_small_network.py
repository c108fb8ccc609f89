"""The small network against autograd, hand-worked values and another way to compute the same."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gc_utils
import init_utils
import reg_utils
from backpropagation import backward_propagation
from network import (
    cross_entropy,
    forward_propagation,
    predict,
    predict_dec,
    relu,
    sigmoid,
    update_parameters,
)


def case(dims=(3, 5, 4, 1), m=7, seed=0):
    rng = np.random.default_rng(seed)
    parameters = {}
    for layer in range(1, len(dims)):
        parameters[f"W{layer}"] = rng.standard_normal((dims[layer], dims[layer - 1]))
        parameters[f"b{layer}"] = rng.standard_normal((dims[layer], 1))
    return rng.standard_normal((dims[0], m)), rng.integers(0, 2, (1, m)), parameters


def test_a_network_worked_by_hand():
    parameters = {"W1": np.array([[1.0], [-1.0]]), "b1": np.array([[0.0], [1.0]])}
    parameters |= {"W2": np.array([[2.0, 3.0]]), "b2": np.array([[-1.0]])}

    A, cache = forward_propagation(np.array([[0.5, 4.0]]), parameters)

    # x = 0.5: relu(0.5), relu(0.5) -> 2·0.5 + 3·0.5 - 1 = 1.5; x = 4: 4, 0 -> 7
    np.testing.assert_allclose(cache[4], [[1.5, 7.0]])
    np.testing.assert_allclose(A, 1 / (1 + np.exp([[-1.5, -7.0]])))


@pytest.mark.parametrize("dims", [(3, 5, 4, 1), (2, 1), (4, 3, 1), (2, 6, 5, 4, 3, 1)])
def test_the_gradients_are_those_of_autograd(dims):
    X, Y, parameters = case(dims)

    def cost(parameters):
        A = X
        for layer in range(1, len(dims)):
            Z = anp.dot(parameters[f"W{layer}"], A) + parameters[f"b{layer}"]
            A = anp.maximum(Z, 0) if layer < len(dims) - 1 else 1 / (1 + anp.exp(-Z))
        return -anp.mean(Y * anp.log(A) + (1 - Y) * anp.log(1 - A))

    A, cache = forward_propagation(X, parameters)
    grads = backward_propagation(X, Y, cache)

    assert cross_entropy(A, Y) == pytest.approx(cost(parameters))
    for name, slope in autograd.grad(cost)(parameters).items():
        np.testing.assert_allclose(grads[f"d{name}"], slope, rtol=1e-6, atol=1e-12)


def test_the_backward_pass_returns_the_classic_eleven_arrays():
    X, Y, parameters = case()

    grads = backward_propagation(X, Y, forward_propagation(X, parameters)[1])

    names = "dZ3 dW3 db3 dA2 dZ2 dW2 db2 dA1 dZ1 dW1 db1"
    assert " ".join(grads) == names


@given(st.lists(st.sampled_from([0.0, 1e-320, 1e-17, 0.3, 1 - 1e-16, 1.0]), min_size=1))
def test_the_cost_is_finite_for_every_output(outputs):
    A = np.array([outputs])

    for label in (0, 1):
        with np.errstate(all="raise", under="ignore"):
            assert np.isfinite(cross_entropy(A, np.full(A.shape, label)))


def test_only_outputs_of_exactly_0_and_1_are_moved():
    A, Y = np.array([[1e-300, 0.25, 1 - 1e-15]]), np.array([[1, 0, 0]])

    expected = -(np.log(1e-300) + np.log(0.75) + np.log(1 - (1 - 1e-15))) / 3
    assert cross_entropy(A, Y) == pytest.approx(expected, rel=1e-15)


def test_a_wrong_output_of_one_costs_as_much_as_the_nearest_number():
    one_wrong = cross_entropy(np.array([[1.0]]), np.array([[0]]))

    assert one_wrong == pytest.approx(53 * np.log(2))


def test_a_step_goes_down_the_gradient_and_spares_the_arrays():
    start = np.array([[1.0, 2.0]])
    parameters = {"W1": start, "b1": np.array([[0.5]])}
    grads = {"dW1": np.array([[10.0, -10.0]]), "db1": np.array([[1.0]]), "dZ1": None}

    updated = update_parameters(parameters, grads, learning_rate=0.1)

    np.testing.assert_allclose(updated["W1"], [[0.0, 3.0]])
    np.testing.assert_allclose(updated["b1"], [[0.4]])
    np.testing.assert_array_equal(start, [[1.0, 2.0]])


def test_predictions_are_right_where_the_output_is_on_the_side_of_the_label(capsys):
    parameters = {"W1": np.array([[1.0]]), "b1": np.array([[0.0]])}
    X = np.array([[-2.0, -1.0, 1.0, 2.0]])

    labels = predict(X, np.array([0, 1, 1, 1]), parameters)

    np.testing.assert_array_equal(labels, [[0, 0, 1, 1]])
    np.testing.assert_array_equal(predict_dec(parameters, X), [[False, False, True, True]])
    assert capsys.readouterr().out == "Accuracy: 0.7500\n"


@pytest.mark.parametrize("x", [-800.0, -1.5, 0.0, 3, 800.0])
def test_sigmoid_and_relu_of_numbers(x):
    with np.errstate(all="raise", under="ignore"):
        assert sigmoid(x) == pytest.approx(1 / 2 + np.tanh(x / 2) / 2, abs=1e-15)
        assert relu(x) == max(0, x)


def test_the_helper_modules_share_one_network():
    assert gc_utils.sigmoid is init_utils.sigmoid is reg_utils.sigmoid is sigmoid
    assert init_utils.backward_propagation is reg_utils.backward_propagation
    assert init_utils.compute_loss is reg_utils.compute_cost is cross_entropy
