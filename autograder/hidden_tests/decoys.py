"""Gradients and costs made for a purpose, to be put before a student's gradient check."""

import functools
import re
from collections.abc import Callable, Iterator

import numpy as np

from autograder.hidden_tests import network
from derivatives import relative_error

Gradients = dict[str, np.ndarray]
Cost = Callable[[np.ndarray, np.ndarray, network.Parameters], float]
"""Of X, Y and parameters."""

CURVATURE = 1e5
"""Of a parabola: with epsilon = 1e-7 a one-sided slope is off by 5e-3, a two-sided one never."""

TILT = 1.0
"""How much larger all slopes of a tilted cost are."""

TINY = 1e-3
"""Below this the measurement of a slope may be off by more than 1e-5 of it: with epsilon = 1e-7 the
rounding of costs makes it uncertain by 1e-9 as a rule, by 1e-7 where an output is near 0 or 1."""


def right_gradients(case: network.Case) -> Gradients:
    """Return the gradients of a case by the chain rule, in the notebook's 11 keys."""
    _, cache = network.forward(*case)
    return network.backward(case.X, case.Y, cache)


def cases_that_tell_steps(rng: np.random.Generator) -> list[network.Case]:
    """Draw cases in which no block is right or zero by chance if a step before it is wrong.

    A ReLU mask that is turned round leaves something of each dZ: from zeros nothing follows, and it
    could not be told whether the rest is right. And of either label, where it occurs, an example
    counts in all blocks: what is wrong for this label only shows in each.
    """
    while True:
        cases = list(network.random_cases(rng))
        if all(_has_silent_units(case) and _has_both_labels_in_all_blocks(case) for case in cases):
            return cases


def cases_with_clear_slopes(rng: np.random.Generator) -> list[network.Case]:
    """Draw 4-5-3-1 networks whose :func:`slopes_are_clear`."""
    return [_case_with_clear_slopes(rng, m) for m in (3, 1, 8)]


def _case_with_clear_slopes(rng: np.random.Generator, m: int) -> network.Case:
    while True:
        case = network.random_case(rng, (4, 5, 3, 1), m)
        if slopes_are_clear(right_gradients(case)):
            return case


def slopes_are_clear(right: Gradients) -> bool:
    """Tell whether no slope is so small that rounding shows in its measurement, tilted or not.

    A check that goes by the ratios of single entries would call right gradients wrong or not, as
    the draw had it. For the same reason there must be positive and negative slopes: a check that
    measures a single entry is never right in the sign of all.
    """
    slopes = np.concatenate([np.ravel(right[name]) for name in _blocks(right)])
    slopes = slopes[slopes != 0]  # 0 is that of a silent unit, and measured exactly
    clear = min(np.abs(slopes).min(), np.abs(slopes + TILT).min()) > TINY
    return bool(clear and slopes.min() < 0 < slopes.max())


def wrong_gradients(right: Gradients) -> dict[str, Gradients]:
    """Return gradients with one mistake each, under the mistake in words.

    Mistakes in layers that the network does not have are left out.
    """
    last = len(_blocks(right)) // 2
    mistakes = {
        "dW2 doubled": {"dW2": 2},
        "db1 times four": {"db1": 4},
        "dW2 doubled and db1 times four": {"dW2": 2, "db1": 4},
        "db2 doubled": {"db2": 2},
        "the sign of the last dW turned": {f"dW{last}": -1},
        "dW1 left at zero": {"dW1": 0},
        "the last db halved": {f"db{last}": 0.5},
        "dW1 off by a twentieth": {"dW1": 1.05},
    }
    return {
        mistake: {name: value * factors.get(name, 1) for name, value in right.items()}
        for mistake, factors in mistakes.items()
        if factors.keys() <= right.keys()
    }


def one_wrong_entry(
    right: Gradients, rng: np.random.Generator, others: int
) -> Iterator[tuple[str, Gradients]]:
    """Yield gradients with one entry of one parameter block wrong, after its name.

    The entry is zero, as a loop that leaves it out has it, or 0.1 where zero would not show.

    Parameters
    ----------
    right : the gradients without a mistake. Every corner of every block is wrong once, the first
        and the last entry among them. rng : draws the others. others : how many of these.
    """
    corners, between = [], []
    for name in _blocks(right):
        last = np.subtract(right[name].shape, 1)
        for index in np.ndindex(right[name].shape):
            is_corner = all(i in (0, end) for i, end in zip(index, last))
            (corners if is_corner else between).append((name, index))
    drawn = rng.permutation(len(between))[:others]
    for name, index in corners + [between[place] for place in sorted(drawn)]:
        visible = 1e-3 * np.linalg.norm(right[name])
        wrong = right[name].copy()
        wrong[index] = 0 if abs(wrong[index]) > visible else 0.1
        yield f"{name}[{index[0]}, {index[1]}]", {**right, name: wrong}


def classic_ratio(wrong: Gradients, right: Gradients) -> float:
    """Return the ratio that a classic check gives for ``wrong`` where ``right`` is measured."""
    names = _blocks(right)
    stacked = [np.concatenate([np.ravel(d[name]) for name in names]) for d in (wrong, right)]
    return relative_error(*stacked)


def tilted(cost: Cost, right: Gradients) -> tuple[Cost, Gradients]:
    """Return a cost plus the sum of all parameters, and its gradients: each larger by 1."""
    gradients = {name: right[name] + TILT for name in _blocks(right)}
    return lambda X, Y, parameters: cost(X, Y, parameters) + TILT * _sum(parameters), gradients


def scaled(factor: float, cost: Cost, gradients: Gradients) -> tuple[Cost, Gradients]:
    """Return a cost and gradients, right or wrong, times a factor: no ratio changes with it."""
    return (
        lambda X, Y, parameters: factor * cost(X, Y, parameters),
        {name: factor * value for name, value in gradients.items()},
    )


def straight(right: Gradients) -> Cost:
    """Return a cost that is linear in all parameters, and has just these gradients.

    Measured in whatever way, its slopes come out right, to rounding.
    """

    def cost(X, Y, parameters):
        return sum(np.sum(right[f"d{name}"] * block) for name, block in parameters.items())

    return cost


def bent(parameters: network.Parameters) -> tuple[Cost, Gradients]:
    """Return a parabola of the sum of all parameters, and its gradients at these ones.

    A step to one side only shows in it, and so do nudges that are not taken back.
    """
    return _of_the_sum(parameters, bend)


def bend(moved: float, slope: float) -> float:
    """Return a parabola that has this slope at zero."""
    return slope * moved + CURVATURE / 2 * moved**2


def steep(parameters: network.Parameters, steepness: float) -> tuple[Cost, Gradients]:
    """Return a steep sine of the sum of all parameters, and its gradients at these ones.

    How far off its measured slopes are tells the step.
    """
    return _of_the_sum(parameters, functools.partial(wave, steepness))


def wave(steepness: float, moved: float, slope: float) -> float:
    """Return a sine that has this slope at zero, where its phase is 1.

    It is never negative: a check may insist on that, as costs are.
    """
    height = slope / (steepness * np.cos(1))
    return height * (1 + np.sin(steepness * moved + 1))


def _of_the_sum(
    parameters: network.Parameters, function: Callable[[float, float], float]
) -> tuple[Cost, Gradients]:
    """Return a cost of how far the sum of all parameters is moved, and its gradients at these ones.

    The gradients have the length one half: with and without the division by two lengths, a ratio
    is small.

    Parameters
    ----------
    parameters : where the sum is not moved. function : of how far it is, and the slope at zero.
    """
    base, count = _sum(parameters), sum(block.size for block in parameters.values())
    slope = 0.5 / np.sqrt(count)
    gradients = {f"d{name}": np.full(block.shape, slope) for name, block in parameters.items()}
    return lambda X, Y, moved: function(_sum(moved) - base, slope), gradients


def _has_silent_units(case: network.Case) -> bool:
    _, (_, A1, _, _, _, A2, W2, *_) = network.forward(*case)
    right = right_gradients(case)
    turned = right["dA2"] * (A2 <= 0)
    return all(map(np.any, (turned, (W2.T @ turned) * (A1 > 0), right["dA1"] * (A1 <= 0))))


def _has_both_labels_in_all_blocks(case: network.Case) -> bool:
    reaches_layer_1 = right_gradients(case)["dZ1"].any(axis=0)
    labels = case.Y.ravel()
    return set(labels[reaches_layer_1]) == set(labels)


def _blocks(gradients: Gradients) -> list[str]:
    """Return dW1, db1, dW2, ... as far as they are there; not dZ1 or dA1."""
    names = [name for name in gradients if re.fullmatch(r"d[Wb]\d+", name)]
    return sorted(names, key=lambda name: (int(name[2:]), name))


def _sum(parameters: network.Parameters) -> float:
    return sum(np.sum(block) for block in parameters.values())
