"""The given deep network agrees with other libraries, and stays finite where outputs saturate."""

import warnings

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from chain import Chain
from deep_network import L_model_backward, L_model_forward, compute_cost, initialize_parameters
from derivatives import numerical_gradient

DIMS = [[3, 1], [4, 3, 1], [6, 4, 3, 1], [5, 4, 3, 3, 2, 1]]
ACTIVATIONS = {
    "relu": lambda Z: anp.maximum(Z, 0),
    "tanh": anp.tanh,
    "sigmoid": lambda Z: 1 / (1 + anp.exp(-Z)),
}


def case(dims, m, seed=0):
    """X, Y and parameters with biases that are not zero."""
    rng = np.random.default_rng(seed)
    parameters = {
        name: block + 0.3 * rng.standard_normal(block.shape)
        for name, block in initialize_parameters(dims).items()
    }
    return rng.standard_normal((dims[0], m)), rng.integers(0, 2, (1, m)), parameters


def gradients_of(X, Y, parameters, activation):
    AL, caches = L_model_forward(X, parameters, activation)
    return L_model_backward(AL, Y, caches, activation)


def cost_for_autograd(parameters, X, Y, activation):
    """The same network, written for another library."""
    A, layers = X, len(parameters) // 2
    for layer in range(1, layers + 1):
        Z = anp.dot(parameters[f"W{layer}"], A) + parameters[f"b{layer}"]
        A = ACTIVATIONS[activation](Z) if layer < layers else 1 / (1 + anp.exp(-Z))
    return -anp.mean(Y * anp.log(A) + (1 - Y) * anp.log(1 - A))


@pytest.mark.parametrize("m", [1, 6])
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("dims", DIMS)
def test_cost_and_gradients_agree_with_autograd(dims, activation, m):
    X, Y, parameters = case(dims, m)

    AL, _ = L_model_forward(X, parameters, activation)
    gradients = gradients_of(X, Y, parameters, activation)

    value, expected = autograd.value_and_grad(cost_for_autograd)(parameters, X, Y, activation)
    assert compute_cost(AL, Y) == pytest.approx(value, rel=1e-12)
    for name in parameters:
        np.testing.assert_allclose(gradients[f"d{name}"], expected[name], rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("dims", DIMS)
def test_gradients_agree_with_complex_steps(dims, activation):
    X, Y, parameters = case(dims, m=4, seed=1)

    gradients = gradients_of(X, Y, parameters, activation)

    slopes = numerical_gradient(Chain(X, Y, activation), parameters)
    for name in parameters:
        np.testing.assert_allclose(gradients[f"d{name}"], slopes[name], rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_dA_is_the_slope_of_the_sum_over_the_examples_in_A(layer):
    """The network is cut in two: what follows layer l is a network with the input A_l."""
    X, Y, parameters = case([4, 3, 2, 1], m=5)
    gradients = gradients_of(X, Y, parameters, "tanh")
    rest = {
        f"{name[0]}{int(name[1]) - layer}": block
        for name, block in parameters.items()
        if int(name[1]) > layer
    }
    A = X
    for below in range(1, layer + 1):
        A = np.tanh(parameters[f"W{below}"] @ A + parameters[f"b{below}"])

    slopes = autograd.grad(lambda A: cost_for_autograd(rest, A, Y, "tanh"))(A)

    np.testing.assert_allclose(gradients[f"dA{layer}"], 5 * slopes, rtol=1e-10)


def test_the_keys_come_from_the_last_layer_to_the_first():
    X, Y, parameters = case([4, 3, 2, 1], m=2)

    gradients = gradients_of(X, Y, parameters, "relu")

    assert list(gradients) == ["dW3", "db3", "dA2", "dW2", "db2", "dA1", "dW1", "db1", "dA0"]


def test_hidden_layers_have_relu_unless_told():
    X, Y, parameters = case([4, 3, 1], m=3)

    AL, caches = L_model_forward(X, parameters)
    gradients = L_model_backward(AL, Y, caches)

    expected, _ = L_model_forward(X, parameters, "relu")
    np.testing.assert_array_equal(AL, expected)
    np.testing.assert_array_equal(gradients["dW1"], gradients_of(X, Y, parameters, "relu")["dW1"])


def test_one_unit_worked_by_hand():
    parameters = {"W1": np.array([[2.0]]), "b1": np.array([[-1.0]])}
    X, Y = np.array([[0.5, 1.0]]), np.array([[1, 0]])

    AL, caches = L_model_forward(X, parameters)
    gradients = L_model_backward(AL, Y, caches)

    a = 1 / (1 + np.exp(-1))  # of the second example; that of the first is one half
    np.testing.assert_allclose(AL, [[0.5, a]])
    assert compute_cost(AL, Y) == pytest.approx((np.log(2) - np.log(1 - a)) / 2)
    assert gradients["db1"].item() == pytest.approx((-0.5 + a) / 2)
    assert gradients["dW1"].item() == pytest.approx((-0.25 + a) / 2)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_saturated_outputs_give_finite_costs_and_gradients_without_a_warning(activation):
    X, Y, parameters = case([4, 3, 1], m=6)
    parameters["W2"] *= 1e4
    parameters["b2"] += 1e4 * np.arange(6).mean()

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        AL, caches = L_model_forward(1e3 * X, parameters, activation)
        cost = compute_cost(AL, Y)
        gradients = L_model_backward(AL, Y, caches, activation)

    assert np.isin(AL, [0, 1]).any()
    assert np.isfinite(cost)
    assert cost > 1
    assert all(np.isfinite(block).all() for block in gradients.values())


@pytest.mark.parametrize("dims", DIMS)
def test_parameters_have_the_right_shapes_and_are_the_same_every_time(dims):
    parameters, again = initialize_parameters(dims), initialize_parameters(dims)

    assert len(parameters) == 2 * (len(dims) - 1)
    for layer in range(1, len(dims)):
        assert parameters[f"W{layer}"].shape == (dims[layer], dims[layer - 1])
        assert np.array_equal(parameters[f"b{layer}"], np.zeros((dims[layer], 1)))
        assert np.array_equal(parameters[f"W{layer}"], again[f"W{layer}"])


def test_weights_have_the_variance_of_their_fan_in():
    parameters = initialize_parameters([400, 300, 200])

    assert parameters["W1"].std() * np.sqrt(400) == pytest.approx(1, rel=0.02)
    assert parameters["W2"].std() * np.sqrt(300) == pytest.approx(1, rel=0.02)


def test_nothing_that_is_handed_over_is_changed():
    X, Y, parameters = case([4, 3, 1], m=3)
    before = {name: block.copy() for name, block in parameters.items()}, X.copy(), Y.copy()

    gradients_of(X, Y, parameters, "relu")

    for name, block in parameters.items():
        np.testing.assert_array_equal(block, before[0][name])
    np.testing.assert_array_equal(X, before[1])
    np.testing.assert_array_equal(Y, before[2])


def test_an_unknown_activation_is_refused_with_the_known_ones():
    X, Y, parameters = case([4, 3, 1], m=3)
    AL, caches = L_model_forward(X, parameters)

    with pytest.raises(ValueError, match="'swish' is not one of relu, tanh, sigmoid"):
        L_model_forward(X, parameters, "swish")
    with pytest.raises(ValueError, match="'swish' is not one of relu, tanh, sigmoid"):
        L_model_backward(AL, Y, caches, "swish")
