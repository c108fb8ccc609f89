"""Gradients and costs made for a purpose, to be put before a student's gradient check."""

from collections.abc import Callable, Iterator

import numpy as np

from autograder.hidden_tests import network
from derivatives import relative_error

Gradients = dict[str, np.ndarray]

STEEPNESS = 1e4
"""Of a sine whose one-sided slope at epsilon = 1e-7 is off by 8e-4, the two-sided one by 2e-7."""


def right_gradients(case: network.Case) -> Gradients:
    """Return the gradients of a case by the chain rule, in the notebook's 11 keys."""
    _, cache = network.forward(*case)
    return network.backward(case.X, case.Y, cache)


def wrong_gradients(right: Gradients) -> Iterator[tuple[str, Gradients]]:
    """Yield gradients with one mistake each, after the mistake in words."""
    for mistake, factors in {
        "dW2 doubled": {"dW2": 2},
        "db1 times four": {"db1": 4},
        "dW2 doubled and db1 times four": {"dW2": 2, "db1": 4},
        "db2 doubled": {"db2": 2},
        "the sign of dW3 turned": {"dW3": -1},
        "dW1 left at zero": {"dW1": 0},
        "db3 halved": {"db3": 0.5},
        "dW1 off by a twentieth": {"dW1": 1.05},
    }.items():
        yield mistake, {name: value * factors.get(name, 1) for name, value in right.items()}


def one_wrong_entry(right: Gradients) -> Iterator[tuple[str, Gradients]]:
    """Yield gradients with one entry of one parameter block wrong, after its name.

    The entry is zero, as a loop that leaves it out has it, or 0.1 where zero would not show.
    """
    for name in ("dW1", "db1", "dW2", "db2", "dW3", "db3"):
        visible = 1e-3 * np.linalg.norm(right[name])
        for index in np.ndindex(right[name].shape):
            wrong = right[name].copy()
            wrong[index] = 0 if abs(wrong[index]) > visible else 0.1
            yield f"{name}[{index[0]}, {index[1]}]", {**right, name: wrong}


def classic_ratio(wrong: Gradients, right: Gradients) -> float:
    """Return the ratio that a classic check gives for ``wrong`` where ``right`` is measured."""
    names = ["dW1", "db1", "dW2", "db2", "dW3", "db3"]
    stacked = [np.concatenate([np.ravel(d[name]) for name in names]) for d in (wrong, right)]
    return relative_error(*stacked)


def tilted(case: network.Case) -> tuple[Callable, Gradients]:
    """Return the cost plus the sum of all parameters, and its gradients: each larger by 1."""

    def cost(X, Y, parameters):
        value, cache = network.forward(X, Y, parameters)
        return value + _sum(parameters), cache

    right = right_gradients(case)
    return cost, {f"d{name}": right[f"d{name}"] + 1 for name in case.parameters}


def straight(case: network.Case) -> tuple[Callable, Gradients]:
    """Return a cost that is linear in all parameters, and its gradients: those of the case.

    Measured in whatever way, its slopes come out right, to rounding.
    """
    right = right_gradients(case)

    def cost(X, Y, parameters):
        _, cache = network.forward(X, Y, parameters)
        return sum(np.sum(right[f"d{name}"] * b) for name, b in parameters.items()), cache

    return cost, right


def steep(case: network.Case) -> tuple[Callable, Gradients]:
    """Return a steep sine of the sum of all parameters, and its gradients at the case.

    A step to one side only shows in it, and so do nudges that are not taken back.
    """
    base = _sum(case.parameters)

    def cost(X, Y, parameters):
        _, cache = network.forward(X, Y, parameters)
        return np.sin(STEEPNESS * (_sum(parameters) - base) + 1), cache

    slope = STEEPNESS * np.cos(1)
    return cost, {f"d{name}": np.full(b.shape, slope) for name, b in case.parameters.items()}


def _sum(parameters: network.Parameters) -> float:
    return sum(np.sum(block) for block in parameters.values())
