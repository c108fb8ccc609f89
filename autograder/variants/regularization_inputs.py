"""Random calls of the regularization notebook's functions, to tell whether a change matters."""

import numpy as np

from autograder.hidden_tests import network
from autograder.variants.calls import Call, Draw
from autograder.variants.gradient_checking_inputs import examples, random_network, three_layers


def _lambd(rng: np.random.Generator) -> float:
    if rng.random() < 0.3:
        return float(rng.choice([0, 0.7, 1]))
    return rng.uniform(0.05, 3) * float(rng.choice([1, 20]))


def _keep_prob(rng: np.random.Generator) -> float:
    return 1.0 if rng.random() < 0.1 else rng.uniform(0.15, 1)


def _case(rng: np.random.Generator) -> network.Case:
    return random_network(rng, three_layers(rng), examples(rng))


def _compute_cost_with_regularization(rng: np.random.Generator) -> Call:
    case = _case(rng)
    # The cost does not ask whether the outputs belong to the parameters.
    A3 = 1 / (1 + np.exp(-rng.uniform(-1, 1, case.Y.shape) * rng.choice([2, 12])))
    return Call((A3, case.Y, case.parameters, _lambd(rng)))


def _backward_propagation_with_regularization(rng: np.random.Generator) -> Call:
    case = _case(rng)
    return Call((case.X, case.Y, network.forward(*case)[1], _lambd(rng)))


def _forward_propagation_with_dropout(rng: np.random.Generator) -> Call:
    case = _case(rng)
    how, keep_prob = rng.integers(3), _keep_prob(rng)
    if how == 0:
        return Call((case.X, case.parameters, keep_prob))
    return Call((case.X, case.parameters), {"keep_prob": keep_prob} if how == 1 else {})


def _backward_propagation_with_dropout(rng: np.random.Generator) -> Call:
    case, keep_prob = _case(rng), _keep_prob(rng)
    A, cache = case.X, ()
    for layer in (1, 2):
        W, b = case.parameters[f"W{layer}"], case.parameters[f"b{layer}"]
        Z = W @ A + b
        D = rng.random(Z.shape) < keep_prob
        A = np.maximum(Z, 0) * D / keep_prob
        cache += (Z, D, A, W, b)
    W, b = case.parameters["W3"], case.parameters["b3"]
    Z = W @ A + b
    cache += (Z, 1 / (1 + np.exp(-Z)), W, b)
    if rng.random() < 0.3:  # masks of numbers do as well
        cache = tuple(a.astype(float) if a.dtype == bool else a for a in cache)
    return Call((case.X, case.Y, cache, keep_prob))


INPUTS: dict[str, Draw] = {
    "compute_cost_with_regularization": _compute_cost_with_regularization,
    "backward_propagation_with_regularization": _backward_propagation_with_regularization,
    "forward_propagation_with_dropout": _forward_propagation_with_dropout,
    "backward_propagation_with_dropout": _backward_propagation_with_dropout,
}
"""For each graded item, what draws a call."""
