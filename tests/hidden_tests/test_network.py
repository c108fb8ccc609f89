"""The reference network agrees with autograd, and random cases are as well posed as they claim."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from autograder.hidden_tests import network
from chain import Chain
from test_cases import gradient_check_n_test_case

DIMS = [(4, 5, 3, 1), (3, 1), (2, 3, 1), (2, 4, 3, 2, 1)]


def cost_for_autograd(parameters, X, Y):
    """The same network, written for another library."""
    A, layers = X, len(parameters) // 2
    for layer in range(1, layers + 1):
        Z = anp.dot(parameters[f"W{layer}"], A) + parameters[f"b{layer}"]
        A = anp.maximum(Z, 0) if layer < layers else 0.5 * (1 + anp.tanh(Z / 2))
    return -anp.mean(Y * anp.log(A) + (1 - Y) * anp.log(1 - A))


@pytest.mark.parametrize("dims", DIMS)
@pytest.mark.parametrize("seed", range(5))
def test_cost_and_gradients_agree_with_autograd(dims, seed):
    case = network.random_case(np.random.default_rng(seed), dims, m=6)

    cost, cache = network.forward(*case)
    gradients = network.backward(case.X, case.Y, cache)

    value, expected = autograd.value_and_grad(cost_for_autograd)(case.parameters, case.X, case.Y)
    assert cost == pytest.approx(value, rel=1e-12)
    for name in case.parameters:
        np.testing.assert_allclose(gradients[f"d{name}"], expected[name], rtol=1e-9, atol=1e-13)


def test_the_classic_case_costs_what_is_published():
    X, Y, parameters = gradient_check_n_test_case()

    cost, cache = network.forward(X, Y, parameters)

    assert len(cache) == 12
    assert cost == pytest.approx(cost_for_autograd(parameters, X, Y), rel=1e-9)


def test_it_agrees_with_the_forward_pass_of_the_notebook(solutions):
    case = network.random_case(np.random.default_rng(3), (4, 5, 3, 1), m=5)

    ours, cache = network.forward(*case)
    theirs, their_cache = solutions.forward_propagation_n(case.X, case.Y, case.parameters)

    assert ours == pytest.approx(theirs, rel=1e-14)
    for a, b in zip(cache, their_cache):
        np.testing.assert_allclose(a, b, rtol=1e-14)


@pytest.mark.parametrize("m", [1, 2, 9])
def test_random_cases_show_every_mistake(m):
    case = network.random_case(np.random.default_rng(m), (4, 5, 3, 1), m)

    _, cache = network.forward(*case)
    gradients = network.backward(case.X, case.Y, cache)

    assert all(np.linalg.norm(gradients[f"d{name}"]) > 1e-2 for name in case.parameters)
    assert gradients["dW1"][0, 0] != 0
    assert min(np.abs(cache[0]).min(), np.abs(cache[4]).min()) > 1e-3


def test_a_case_tells_its_sizes():
    case = network.random_case(np.random.default_rng(0), (4, 5, 3, 1), 1)

    assert case.describe() == "a 4-5-3-1 network with m = 1 example"


@pytest.mark.parametrize("dims", DIMS)
def test_the_chain_that_grading_rests_on_is_the_same_network(dims):
    case = network.random_case(np.random.default_rng(3), dims, 4)
    chain = Chain(case.X, case.Y)
    gradients = network.backward(case.X, case.Y, network.forward(*case)[1])

    measured = chain.numerical_gradient(case.parameters, case.parameters)

    assert chain(case.parameters) == pytest.approx(network.cost(*case), rel=1e-12)
    for name in case.parameters:
        np.testing.assert_allclose(measured[name], gradients[f"d{name}"], rtol=1e-9, atol=1e-15)
