"""Random calls of the deep-network notebook's functions, to tell whether a change matters."""

from itertools import pairwise

import numpy as np

from autograder.hidden_tests import network
from autograder.variants.calls import Call, Draw
from autograder.variants.gradient_checking_inputs import (
    DEFAULT_EPSILON,
    NOISE,
    Blocks,
    claimed,
    examples,
    noise,
    random_cost,
    random_epsilon,
    random_network,
    with_a_tiny_block,
)
from deep_network import L_model_backward, L_model_forward

ACTIVATIONS = ("tanh", "relu", "sigmoid")
MOST = 45
"""Parameters of a network that is checked: from 50 on there may be a progress bar."""


def _dims(rng: np.random.Generator, depths: tuple[int, ...], outputs: int | None = 1) -> list[int]:
    """Draw layer sizes, often all alike; ``outputs`` None stands for any number."""
    sizes = rng.integers(1, 5, int(rng.choice(depths)) + 1)
    if rng.random() < 0.3:
        sizes[:] = sizes[0]
    return [*sizes[:-1].tolist(), outputs or int(sizes[-1])]


def _blocks(rng: np.random.Generator, dims: list[int]) -> Blocks:
    """Draw W1, b1, W2, ... of any numbers."""
    blocks = {}
    for layer in range(1, len(dims)):
        blocks[f"W{layer}"] = rng.standard_normal((dims[layer], dims[layer - 1]))
        blocks[f"b{layer}"] = rng.standard_normal((dims[layer], 1))
    return blocks


def _in_any_order(rng: np.random.Generator, blocks: Blocks) -> Blocks:
    """Return the same dictionary, filled in another order more often than not."""
    names = list(blocks)
    if rng.random() < 0.7:
        rng.shuffle(names)
    return {name: blocks[name] for name in names}


def _size(dims: list[int]) -> int:
    return sum(n_out * (n_in + 1) for n_in, n_out in pairwise(dims))


def _dictionary_to_vector(rng: np.random.Generator) -> Call:
    dims = _dims(rng, (1, 2, 3, 4, 5, 11), outputs=None)
    return Call((_in_any_order(rng, _blocks(rng, dims)),))


def _gradients_to_vector(rng: np.random.Generator) -> Call:
    dims = _dims(rng, (1, 2, 3, 4, 5, 11), outputs=None)
    gradients = {f"d{name}": block for name, block in _blocks(rng, dims).items()}
    m = examples(rng)
    gradients |= {f"dA{layer}": rng.standard_normal((n, m)) for layer, n in enumerate(dims[:-1])}
    return Call((_in_any_order(rng, gradients),))


def _vector_to_dictionary(rng: np.random.Generator) -> Call:
    dims = _dims(rng, (1, 2, 3, 4, 5, 11), outputs=None)
    return Call((3 * rng.standard_normal((_size(dims), 1)), dims))


def _forward_prop_cost(rng: np.random.Generator) -> Call:
    case = random_network(rng, _dims(rng, (1, 2, 3, 4, 6)), examples(rng))
    activation = str(rng.choice(ACTIVATIONS))
    arguments = (case.X, _in_any_order(rng, case.parameters), case.Y)
    how = rng.integers(3)
    if how == 0:
        return Call((*arguments, activation))
    return Call(arguments, {"hidden_layers_activation_fn": activation} if how == 1 else {})


def _gradient_check(rng: np.random.Generator) -> Call:
    dims = _dims(rng, (1, 2, 2, 3, 4))
    while _size(dims) > MOST:
        dims = _dims(rng, (1, 2, 2, 3, 4))
    case = random_network(rng, dims, examples(rng))
    activation = str(rng.choice(ACTIVATIONS))
    is_told = rng.random() < 0.7
    stand_ins = {}
    if rng.random() < 0.6:
        options = random_epsilon(rng)
        if rng.random() < 0.3:
            case = case._replace(parameters=with_a_tiny_block(rng, case.parameters))
        cost = random_cost(rng, case.parameters, options.get("epsilon", DEFAULT_EPSILON))
        known = float(np.sum(case.X)), float(np.sum(case.Y)), activation if is_told else "tanh"

        def forward_prop_cost(X, parameters, Y, hidden_layers_activation_fn="tanh"):
            # Other examples, labels or another activation: another cost.
            moved = np.sum(X) - known[0] + 3 * (np.sum(Y) - known[1])
            return cost(parameters) * (1 + moved + (hidden_layers_activation_fn != known[2]))

        stand_ins = {"forward_prop_cost": forward_prop_cost}
        right = cost.slopes(case.parameters)
        AL, caches = L_model_forward(case.X, case.parameters)
        steps = L_model_backward(AL, case.Y, caches)
        right |= {name: block for name, block in steps.items() if name.startswith("dA")}
        gradients = claimed(rng, right)
        apart = noise(cost, gradients, case.parameters)
    else:
        options = random_epsilon(rng, (1e-7, 1e-6, 1e-5))
        gradients = claimed(rng, _gradients(case, activation if is_told else "tanh"))
        apart = NOISE
    if is_told:
        options["hidden_layers_activation_fn"] = activation
    return Call((case.parameters, gradients, case.X, case.Y, dims), options, stand_ins, **apart)


def _gradients(case: network.Case, activation: str) -> Blocks:
    AL, caches = L_model_forward(case.X, case.parameters, activation)
    return L_model_backward(AL, case.Y, caches, activation)


INPUTS: dict[str, Draw] = {
    "dictionary_to_vector": _dictionary_to_vector,
    "vector_to_dictionary": _vector_to_dictionary,
    "gradients_to_vector": _gradients_to_vector,
    "forward_prop_cost": _forward_prop_cost,
    "gradient_check": _gradient_check,
}
"""For each graded item, what draws a call."""
