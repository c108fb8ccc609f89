"""Fast training takes the same steps as slow training, and loses nothing when it is stopped."""

import numpy as np
import pytest

from backpropagation import backward_propagation
from network import cross_entropy, forward_propagation, update_parameters
from training import EVERY, train, train_with


def start(dims=(2, 6, 4, 1), m=20, scale=1.0, seed=0):
    rng = np.random.default_rng(seed)
    parameters = {}
    for layer in range(1, len(dims)):
        parameters[f"W{layer}"] = rng.standard_normal((dims[layer], dims[layer - 1])) * scale
        parameters[f"b{layer}"] = rng.standard_normal((dims[layer], 1)) * 0.1
    X = rng.standard_normal((dims[0], m))
    return X, rng.integers(0, 2, (1, m)), parameters


def slow_training(X, Y, parameters, learning_rate, num_iterations):
    parameters = dict(parameters)
    for _ in range(num_iterations):
        _, cache = forward_propagation(X, parameters)
        update_parameters(parameters, backward_propagation(X, Y, cache), learning_rate)
    return parameters


@pytest.mark.parametrize("dims", [(2, 6, 4, 1), (3, 1), (2, 5, 1), (4, 3, 3, 3, 1)])
def test_fast_training_takes_the_steps_of_slow_training(dims):
    X, Y, parameters = start(dims)

    fast, _ = train(X, Y, parameters, 0.1, 200, print_cost=False)

    for name, block in slow_training(X, Y, parameters, 0.1, 200).items():
        np.testing.assert_allclose(fast[name], block, rtol=1e-9, atol=1e-12)
        assert fast[name].shape == parameters[name].shape


def test_training_with_functions_of_ones_own_takes_the_same_steps():
    X, Y, parameters = start()

    def gradients(parameters):
        A3, cache = forward_propagation(X, parameters)
        return A3, backward_propagation(X, Y, cache)

    def cost(A3, parameters):
        return cross_entropy(A3, Y)

    own, own_costs = train_with(gradients, cost, parameters, 0.1, 1200, print_cost=False)

    fast, costs = train(X, Y, parameters, 0.1, 1200, print_cost=False)
    np.testing.assert_allclose(own_costs, costs, rtol=1e-9)
    for name in parameters:
        np.testing.assert_allclose(own[name], fast[name], rtol=1e-7, atol=1e-10)


def test_the_start_is_not_changed():
    X, Y, parameters = start()
    before = {name: block.copy() for name, block in parameters.items()}

    train(X, Y, parameters, 0.5, 3, print_cost=False)

    for name in parameters:
        np.testing.assert_array_equal(parameters[name], before[name])


def test_costs_are_recorded_every_thousand_iterations(capsys):
    X, Y, parameters = start()
    A3, _ = forward_propagation(X, parameters)

    _, costs = train(X, Y, parameters, 0.1, 2 * EVERY + 1, print_cost=True)

    assert len(costs) == 3
    assert costs[0] == pytest.approx(cross_entropy(A3, Y))
    assert costs[2] < costs[1] < costs[0]
    assert f"Cost after iteration 0: {costs[0]:.6f}" in capsys.readouterr().out


def test_costs_stay_finite_and_silent_with_large_weights(capsys):
    X, Y, parameters = start(scale=300.0)

    with np.errstate(over="raise", invalid="raise", divide="raise"):
        _, costs = train(X, Y, parameters, 0.01, EVERY + 1, print_cost=True)

    assert np.isfinite(costs).all()
    assert costs[0] > 100
    assert capsys.readouterr().err == ""


def test_an_interrupt_keeps_the_parameters_and_the_costs_so_far(capsys):
    X, Y, parameters = start()
    calls = []

    def gradients(parameters):
        calls.append(1)
        if len(calls) == 1500:
            raise KeyboardInterrupt
        A3, cache = forward_propagation(X, parameters)
        return A3, backward_propagation(X, Y, cache)

    def cost(A3, parameters):
        return cross_entropy(A3, Y)

    stopped, costs = train_with(gradients, cost, parameters, 0.1, 9000, print_cost=False)

    assert len(costs) == 2
    assert "Interrupted after 1499 of 9000 iterations" in capsys.readouterr().out
    for name, block in slow_training(X, Y, parameters, 0.1, 1499).items():
        np.testing.assert_allclose(stopped[name], block, rtol=1e-7, atol=1e-10)
