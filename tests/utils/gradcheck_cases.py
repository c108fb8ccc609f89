"""Costs and networks that several test modules check gradients of."""

from collections.abc import Callable, Mapping

import numpy as np

from benchmarks.networks import REGIMES, Bug, Network, draw
from chain import Chain
from derivatives import relative_error

Arrays = dict[str, np.ndarray]

W = np.array([[0.3, -1.2, 0.8], [0.5, 0.1, -0.7]])
"""A parameter for :func:`cost` and :func:`gradients`."""

ACTIVATIONS = ("relu", "tanh", "sigmoid")
QUICK_REGIMES = tuple(regime for regime in REGIMES if regime != "trained")


def cost(parameters: Mapping[str, np.ndarray]) -> float:
    """Return a smooth cost, complex-safe."""
    return np.sum(np.tanh(parameters["W"]) ** 2)


def gradients(parameters: Mapping[str, np.ndarray]) -> Arrays:
    """Return its gradient, right."""
    A = np.tanh(parameters["W"])
    return {"dW": 2 * A * (1 - A**2)}


def chain_of(network: Network) -> Chain:
    """Return the chain with the same cost as a network."""
    return Chain(
        network.X, network.Y, network.activation, network.lambd, network.masks, network.keep_prob
    )


def random_network(seed: int, regime: str) -> tuple[Network, Arrays]:
    """Return a network of 1 to 4 layers with anything in it that the course has."""
    rng = np.random.default_rng([seed, REGIMES.index(regime)])
    dims = (*(int(n) for n in rng.integers(1, 6, rng.integers(1, 5))), 1)
    return draw(
        rng,
        regime,
        str(rng.choice(["relu", "relu", "tanh", "sigmoid"])),
        dims,
        m=int(rng.integers(1, 7)),
        lambd=float(rng.choice([0, 0.1, 0.7, 10])),
        keep_prob=float(rng.choice([1, 1, 0.6, 0.86])),
    )


def answering(network: Network, bug: Bug | None = None, steps: bool = True) -> Callable:
    """Return a gradient function, with dZ and dA in its answer or without."""

    def answer(parameters: Mapping[str, np.ndarray]) -> Arrays:
        given = network.gradients(parameters, bug)
        return {key: x for key, x in given.items() if steps or key[1] in "Wb"}

    return answer


def changed(function: Callable, change: Callable[[Arrays], object]) -> Callable:
    """Return a gradient function whose answer is changed in place before it is given."""

    def answer(parameters: Mapping[str, np.ndarray]) -> Arrays:
        given = function(parameters)
        change(given)
        return given

    return answer


def visibly_wrong(network: Network, parameters: Arrays, bug: Bug) -> set[str]:
    """Return the parameters whose gradient a bug spoils by more than the cost is rounded."""
    right, wrong = network.gradients(parameters), network.gradients(parameters, bug)
    rounding = 1e-13 * abs(network.cost(parameters))
    seen = set()
    for name, parameter in parameters.items():
        a, d = right[f"d{name}"], wrong[f"d{name}"]
        if a.shape != d.shape:
            seen.add(name)
        elif relative_error(a, d) > 1e-3:
            size = np.sqrt(np.mean(parameter**2)) or 0.01
            if size * np.linalg.norm(a - d) > rounding:
                seen.add(name)
    return seen


def untouched(network: Network, bug: Bug) -> set[str]:
    """Return the parameters whose gradient a bug cannot reach."""
    kind, layer = bug.quantity[1], int(bug.quantity[2:])
    names = {f"{block}{k}" for block in "Wb" for k in range(1, network.last + 1)}
    if kind in "Wb":
        return names - {bug.quantity[1:]}
    return {name for name in names if int(name[1:]) > layer}
