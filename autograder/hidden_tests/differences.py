"""Telling a formula from a numerical derivative, by what a backward function returns.

A numerical derivative (one-sided, two-sided, by complex steps) has to compute the cost again and
again, so it looks at things that the formula has no use for. The traps poison just those.
"""

from collections.abc import Callable

import numpy as np

from autograder.hidden_tests import network
from autograder.hidden_tests.gradients import BLOCKS, backward_arguments, block_error
from autograder.hidden_tests.rubric import Unacceptable
from replacing import replaced

BIASES_IN_CACHE = (3, 7, 11)
FAR_OFF = 17.0
"""What is added to biases that nobody should look at. (Not NaN: 0 times it would be NaN.)"""


def refuse_difference_of_costs(student: Callable) -> None:
    """Refuse a ``backward_propagation(x, theta)`` that measures the slope of theta * x.

    The slope is x, whatever theta and whatever ``forward_propagation`` returns: both are NaN here.

    Raises
    ------
    Unacceptable
        If the answer becomes NaN too, though it is x otherwise.
    """
    x = 0.37
    if not np.isclose(_item(student(x, 1.9)), x, rtol=1e-3):
        return  # wrong anyway, which is the affair of the lines
    try:
        with replaced(student, forward_propagation=lambda x, theta: np.nan):
            blind = _item(student(x, np.nan))
    except Exception:  # it works on numbers: that it stops at NaN shows that it looks at them
        blind = np.nan
    if np.isnan(blind):
        raise Unacceptable("It depends on theta or on forward_propagation, as the slope does not.")


def refuse_differences_of_costs(student: Callable, rng: np.random.Generator) -> None:
    """Refuse a ``backward_propagation_n(X, Y, cache)`` that measures slopes.

    The chain rule needs no bias: those in the cache are moved, and nothing may change. And one
    hidden unit is put a billionth above its kink: a finite difference straddles it.

    Raises
    ------
    Unacceptable
        If gradients that are fine otherwise are not so in one of these traps.
    """
    case = _kink_case(rng)
    X, Y, cache = backward_arguments(case)
    poisoned = [a + FAR_OFF if i in BIASES_IN_CACHE else a for i, a in enumerate(cache)]
    answer, blind = student(*backward_arguments(case)), student(X, Y, tuple(poisoned))
    if not isinstance(answer, dict):
        return  # wrong anyway, which is the affair of the lines
    names = [f"d{block}" for block in BLOCKS if f"d{block}" in answer]
    if not isinstance(blind, dict) or not all(_is_same(answer[n], blind.get(n)) for n in names):
        raise Unacceptable("It runs the forward pass again: what it needs is in the cache.")
    above, at_kink = (with_unit_above_kink(case, height) for height in (1e-3, 1e-9))
    beside, trapped = (student(*backward_arguments(each)) for each in (above, at_kink))
    for block in BLOCKS:
        if _is_right(beside, above, block) and not _is_right(trapped, at_kink, block):
            raise Unacceptable(f"d{block} is a difference: it straddles a kink of ReLU.")


def _is_same(one: object, other: object) -> bool:
    try:
        return np.array_equal(one, other, equal_nan=True)
    except TypeError:  # there is no NaN among what is no number
        return np.array_equal(one, other)


def _is_right(answer: object, case: network.Case, block: str) -> bool:
    try:
        return block_error(answer, case, block) < 1e-4
    except AssertionError:  # there is no such block, or it is not an array of the right shape
        return False


def _kink_case(rng: np.random.Generator) -> network.Case:
    """Draw a case in which the same units are active a little above the kink and at it."""
    while True:
        case = network.random_case(rng, (4, 5, 3, 1), 3)
        patterns = [
            network.forward(*with_unit_above_kink(case, height))[1][4] > 0
            for height in (1e-3, 1e-9)
        ]
        if np.array_equal(*patterns):
            return case


def with_unit_above_kink(case: network.Case, height: float) -> network.Case:
    """Put a unit of layer 2 so far above zero, on an example it is active on.

    Parameters
    ----------
    case : of a three-layer network. It is not changed. height : the unit's Z2.
    """
    _, cache = network.forward(*case)
    Z2 = cache[4]
    unit, example = np.unravel_index(np.argmax(Z2), Z2.shape)
    b2 = case.parameters["b2"].copy()
    b2[unit] -= Z2[unit, example] - height
    return case._replace(parameters={**case.parameters, "b2": b2})


def _item(answer: object) -> float:
    return float(np.asarray(answer).item())


def needs_no_cost(student: Callable) -> bool:
    """Tell whether a ``backward_propagation(x, theta)`` is a formula without a doubt.

    It is if its slopes are exact, which differences by short steps are not, and are so where
    theta * x overflows, which differences by long or complex steps are not; whatever the cost is
    replaced by. (Theta times 0 may be a term of the formula, so that theta cannot be NaN.)
    """
    thetas = (0.37, -8.1, 5.3e5, complex(1e308, 1e308))
    try:
        with replaced(student, forward_propagation=lambda x, theta: np.nan):
            slopes = np.array([student(x, theta) for theta in thetas for x in (37.1, -0.3)])
    except Exception:  # it insists on real numbers, say
        return False
    right = np.tile([37.1, -0.3], len(thetas))
    return slopes.shape == right.shape and bool(np.allclose(slopes, right, rtol=1e-15, atol=0))
