"""A chain's cost and its structured gradient agree with autograd and with plain complex steps."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from gradcheck_cases import ACTIVATIONS, chain_of, random_network
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.networks import REGIMES, draw
from chain import Chain, count_layers
from derivatives import complex_slope, numerical_gradient
from gradcheck import check_gradients

SEEDS = st.integers(0, 2**32 - 1)
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")  # networks that saturate


def a_chain(rng, activation="relu", dims=(4, 5, 3, 1), m=6, lambd=0.0, keep_prob=1.0):
    """Return a chain, with as many outputs as wanted, and parameters for it."""
    parameters = {}
    for layer in range(1, len(dims)):
        parameters[f"W{layer}"] = 0.6 * rng.normal(size=(dims[layer], dims[layer - 1]))
        parameters[f"b{layer}"] = rng.normal(size=(dims[layer], 1))
    masks = {k: rng.random((dims[k], m)) < keep_prob for k in range(1, len(dims) - 1)}
    X, Y = rng.normal(size=(dims[0], m)), rng.integers(0, 2, (dims[-1], m))
    chain = Chain(X, Y, activation, lambd, masks if keep_prob < 1 else None, keep_prob)
    return chain, parameters


def cost_for_autograd(parameters, chain):
    """The same cost, written for another library."""
    activations = {
        "relu": lambda Z: anp.maximum(Z, 0),
        "tanh": anp.tanh,
        "sigmoid": lambda Z: 0.5 * (1 + anp.tanh(Z / 2)),
    }
    A, layers = chain.X, len(parameters) // 2
    for layer in range(1, layers + 1):
        Z = anp.dot(parameters[f"W{layer}"], A) + parameters[f"b{layer}"]
        A = activations[chain.activation if layer < layers else "sigmoid"](Z)
        if layer in chain.masks:
            A = A * chain.masks[layer] / chain.keep_prob
    entropy = -anp.sum(chain.Y * anp.log(A) + (1 - chain.Y) * anp.log(1 - A))
    squares = sum(anp.sum(parameters[f"W{k}"] ** 2) for k in range(1, layers + 1))
    return (entropy + chain.lambd / 2 * squares) / chain.m


VARIETIES = pytest.mark.parametrize(
    "variety",
    [
        {},
        {"dims": (3, 1)},
        {"dims": (2, 4, 3, 2, 1), "m": 1},
        {"dims": (4, 5, 3)},
        {"lambd": 0.7},
        {"keep_prob": 0.6},
        {"lambd": 0.7, "keep_prob": 0.8, "dims": (4, 6, 5, 2)},
    ],
    ids=["plain", "one layer", "four layers", "three outputs", "L2", "dropout", "all of it"],
)


@VARIETIES
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("seed", range(3))
def test_cost_and_gradient_agree_with_autograd(activation, variety, seed):
    chain, parameters = a_chain(np.random.default_rng(seed), activation, **variety)

    value = chain(parameters)
    gradient = chain.numerical_gradient(parameters, list(parameters))

    right, slopes = autograd.value_and_grad(cost_for_autograd)(parameters, chain)
    assert value == pytest.approx(right, rel=1e-12)
    assert list(gradient) == list(parameters)
    for name in parameters:
        np.testing.assert_allclose(gradient[name], slopes[name], rtol=1e-8, atol=1e-12)


@VARIETIES
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_short_way_agrees_with_complex_steps_entry_by_entry(activation, variety):
    chain, parameters = a_chain(np.random.default_rng(7), activation, **variety)

    short = numerical_gradient(chain, parameters)

    plain = numerical_gradient(lambda p: chain(p), parameters)
    for name in parameters:
        np.testing.assert_allclose(short[name], plain[name], rtol=1e-11, atol=1e-15)


@pytest.mark.parametrize("regime", REGIMES)
@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_cost_and_steps_agree_with_an_independent_network(regime, seed):
    network, parameters = random_network(seed, regime)
    value = network.cost(parameters)
    assume(np.isfinite(value))
    assume(np.abs(network.forward(parameters)[0][-1]).max() < 15)  # log(1 - A) loses digits
    chain = chain_of(network)

    here = chain.forward(parameters)

    assert chain(parameters) == here.cost
    assert here.cost == pytest.approx(value, rel=1e-8)
    for ours, theirs in zip((here.Z, here.H, here.A), network.forward(parameters)):
        for a, b in zip(ours, theirs):
            np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-15)


def test_a_hand_worked_cost_and_gradient():
    # z = 2 for the one example, labelled 1: J = log(1 + e^-2), dJ/dz = 1 / (1 + e^-2) - 1
    chain = Chain(np.array([[2.0]]), np.array([[1.0]]))
    parameters = {"W1": np.array([[1.0]]), "b1": np.array([[0.0]])}

    gradient = numerical_gradient(chain, parameters)

    assert chain(parameters) == pytest.approx(np.log(1 + np.exp(-2)), rel=1e-15)
    assert gradient["b1"].item() == pytest.approx(1 / (1 + np.exp(-2)) - 1, rel=1e-14)
    assert gradient["W1"].item() == pytest.approx(2 / (1 + np.exp(-2)) - 2, rel=1e-14)


def test_a_hand_worked_l2_term():
    chain = Chain(np.zeros((1, 2)), np.array([[1, 0]]), lambd=0.5)
    parameters = {"W1": np.array([[3.0]]), "b1": np.array([[0.0]])}

    gradient = numerical_gradient(chain, parameters)

    # log 2 from the entropy, and 0.5 / (2 · 2) · 9
    assert chain(parameters) == pytest.approx(np.log(2) + 9 / 8, rel=1e-15)
    assert gradient["W1"].item() == pytest.approx(0.5 / 2 * 3, rel=1e-14)
    assert gradient["b1"].item() == pytest.approx(0, abs=1e-15)


@pytest.mark.parametrize("z", [40.0, 800.0, 1e5])
@pytest.mark.parametrize("label", [0.0, 1.0])
def test_saturated_outputs_stay_finite_and_exact(z, label):
    chain = Chain(np.array([[z, -z]]), np.array([[label, 1 - label]]))
    parameters = {"W1": np.array([[1.0]]), "b1": np.array([[0.0]])}

    value, gradient = chain(parameters), numerical_gradient(chain, parameters)

    right = z if label == 0 else np.exp(-z)
    assert value == pytest.approx(right, rel=1e-14, abs=0)
    slope = z if label == 0 else -z * np.exp(-z)
    assert gradient["W1"].item() == pytest.approx(slope, rel=1e-13, abs=0)


def test_gradients_of_saturated_outputs_can_be_judged():
    rng = np.random.default_rng(0)
    chain, parameters = a_chain(rng, dims=(3, 4, 1), m=5)
    parameters = {name: 30 * block for name, block in parameters.items()}

    report = check_gradients(chain, lambda p: autograd_safe_gradient(chain, p), parameters)

    assert np.isfinite(chain(parameters))
    assert report.wrong == []


def autograd_safe_gradient(chain, p):
    """Backpropagation by hand, for ReLU and one hidden layer."""
    here = chain.forward(p)
    dZ2 = (here.A[2] - chain.Y) / chain.m
    dZ1 = (p["W2"].T @ dZ2) * (here.Z[1] > 0)
    sums = {f"db{k}": dZ.sum(axis=1, keepdims=True) for k, dZ in ((1, dZ1), (2, dZ2))}
    return {"dW1": dZ1 @ chain.X.T, "dW2": dZ2 @ here.A[1].T, **sums}


def test_only_the_blocks_asked_for_are_measured():
    chain, parameters = a_chain(np.random.default_rng(0))

    gradient = numerical_gradient(chain, parameters, ["b2", "W1"])

    assert list(gradient) == ["b2", "W1"]
    assert gradient["W1"].shape == (5, 4)


def test_large_layers_go_through_in_parts(monkeypatch):
    chain, parameters = a_chain(np.random.default_rng(0), "tanh", keep_prob=0.8)
    whole = numerical_gradient(chain, parameters)

    monkeypatch.setattr("chain.CHUNK", 1)

    parts = numerical_gradient(chain, parameters)
    for name in parameters:
        np.testing.assert_allclose(parts[name], whole[name], rtol=1e-12, atol=1e-16)


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, activation=st.sampled_from(ACTIVATIONS))
def test_it_is_complex_safe(seed, activation):
    chain, parameters = a_chain(np.random.default_rng(seed), activation, lambd=0.3)
    rng = np.random.default_rng(seed)
    direction = {name: rng.normal(size=block.shape) for name, block in parameters.items()}

    slope = complex_slope(chain, parameters, direction)

    gradient = numerical_gradient(chain, parameters)
    right = sum(np.vdot(gradient[name], direction[name]) for name in parameters)
    assert slope == pytest.approx(right, rel=1e-9, abs=1e-12)


def test_labels_may_be_flat_for_one_output():
    X, Y = np.ones((2, 3)), np.array([1, 0, 1])
    parameters = {"W1": np.array([[0.5, -1.0]]), "b1": np.array([[0.2]])}

    assert Chain(X, Y)(parameters) == Chain(X, Y.reshape(1, 3))(parameters)


def test_masks_may_be_booleans_or_numbers():
    rng = np.random.default_rng(0)
    chain, parameters = a_chain(rng, keep_prob=0.5)
    numbers = {layer: mask * 1.0 for layer, mask in chain.masks.items()}

    other = Chain(chain.X, chain.Y, masks=numbers, keep_prob=0.5)

    assert other(parameters) == chain(parameters)


def test_the_parameters_are_left_alone():
    chain, parameters = a_chain(np.random.default_rng(0), lambd=0.3)
    before = {name: block.copy() for name, block in parameters.items()}

    chain(parameters)
    numerical_gradient(chain, parameters)

    for name in parameters:
        np.testing.assert_array_equal(parameters[name], before[name])


# -- errors --------------------------------------------------------------------------------------


def test_an_unknown_activation_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"swish.*relu.*tanh.*sigmoid"):
        Chain(np.ones((1, 1)), np.ones((1, 1)), "swish")


@pytest.mark.parametrize(
    "names",
    [[], ["W1"], ["W1", "b2"], ["W1", "b1", "W3", "b3"], ["W1", "b1", "gamma1"], ["W0", "b0"]],
    ids=", ".join,
)
def test_parameters_of_no_chain_are_refused_by_name(names):
    parameters = {name: np.ones((1, 1)) for name in names}

    with pytest.raises(ValueError, match="W1, b1") as caught:
        count_layers(parameters)

    assert all(name in str(caught.value) for name in names)


@pytest.mark.parametrize("layers", [1, 2, 5])
def test_layers_are_counted_in_any_order(layers):
    names = [f"{kind}{k}" for kind in "bW" for k in range(layers, 0, -1)]

    assert count_layers(dict.fromkeys(names)) == layers


def test_labels_that_do_not_fit_the_examples_are_refused():
    with pytest.raises(ValueError):
        Chain(np.ones((2, 3)), np.ones(4))


@pytest.mark.parametrize(
    ("masks", "keep_prob"),
    [({1: np.ones((5, 2))}, 0.8), ({1: np.ones((9, 3))}, 0.8)],
    ids=["other examples", "other units"],
)
def test_masks_that_do_not_fit_are_refused_when_used(masks, keep_prob):
    network, parameters = draw(np.random.default_rng(0), "He with biases")
    chain = Chain(network.X, network.Y, masks=masks, keep_prob=keep_prob)

    with pytest.raises(ValueError):
        chain(parameters)
