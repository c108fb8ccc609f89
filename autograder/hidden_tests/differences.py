"""Telling a formula from a numerical derivative, by what a backward function returns.

A numerical derivative (one-sided, two-sided, by complex steps) has to compute the cost again and
again, so it looks at things that the formula has no use for. The traps poison just those.
"""

from collections.abc import Callable, Sequence

import numpy as np

from autograder.hidden_tests import network
from autograder.hidden_tests.answers import as_block
from autograder.hidden_tests.gradients import BLOCKS, Answer, backward_arguments, block_error
from autograder.hidden_tests.rubric import Unacceptable
from derivatives import relative_error
from replacing import replaced

BIASES_IN_CACHE = (3, 7, 11)
FAR_OFF = 17.0
"""What is added to biases that nobody should look at. (Not NaN: 0 times it would be NaN.)"""


def refuse_difference_of_costs(student: Callable) -> None:
    """Refuse a ``backward_propagation(x, theta)`` that measures the slope of theta * x.

    The slope is x, whatever theta and whatever ``forward_propagation`` returns: both are NaN here,
    in their imaginary parts, too.

    Raises
    ------
    Unacceptable
        If the answer becomes NaN too, though it is x otherwise.
    """
    x = 0.37
    if not np.isclose(_item(student(x, 1.9)), x, rtol=1e-3):
        return  # wrong anyway, which is the affair of the lines
    try:
        with replaced(student, forward_propagation=lambda x, theta: complex(np.nan, np.nan)):
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
    answer = student(*backward_arguments(case))
    if not isinstance(answer, dict):
        return  # wrong anyway, which is the affair of the lines
    if not _has_no_use_for_biases(student, case, answer):
        raise Unacceptable("It runs the forward pass again: what it needs is in the cache.")
    above, at_kink = (with_unit_above_kink(case, height) for height in (1e-3, 1e-9))
    beside, trapped = (student(*backward_arguments(each)) for each in (above, at_kink))
    for block in BLOCKS:
        if _is_right(beside, above, block) and not _is_right(trapped, at_kink, block):
            raise Unacceptable(f"d{block} is a difference: it straddles a kink of ReLU.")


def _has_no_use_for_biases(student: Callable, case: network.Case, answer: dict) -> bool:
    """Tell whether the gradients are the same with other biases in the cache.

    A function may insist that Z be W A + b, and stop. Then the output alone is another one, and
    what was right must follow it: costs of a forward pass would not. (What asks of the output that
    it be that of the forward pass, too, is taken for one.)
    """
    X, Y, cache = backward_arguments(case)
    poisoned = [a + FAR_OFF if i in BIASES_IN_CACHE else a for i, a in enumerate(cache)]
    try:
        blind = student(X, Y, tuple(poisoned))
    except AssertionError:
        *others, A3, W3, b3 = backward_arguments(case)[2]
        moved = (*others, 0.8 * A3 + 0.1, W3, b3)
        right, due = network.backward(*backward_arguments(case)), network.backward(X, Y, moved)
        return _follows(answer, student(X, Y, moved), right, due)
    names = [f"d{block}" for block in BLOCKS if f"d{block}" in answer]
    return isinstance(blind, dict) and all(_is_same(answer[n], blind.get(n)) for n in names)


def _follows(answer: dict, found: object, right: Answer, due: Answer) -> bool:
    """Tell whether the gradients that are right in one answer are what is due in another."""
    for name in (f"d{block}" for block in BLOCKS):
        if _is_close(answer, name, right[name]) and not _is_close(found, name, due[name]):
            return False
    return True


def _is_close(answer: object, name: str, expected: np.ndarray) -> bool:
    try:
        return relative_error(as_block(answer, name, expected.shape), expected) < 1e-4
    except AssertionError:  # there is no such block, or it is not an array of the right shape
        return False


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
    replaced by. (Theta times 0 may be a term of the formula, so that theta cannot be NaN.) One
    that stops at complex numbers must be exact for an x so small that x times a short step is
    zero. (By a complex step of 1, written out, the slope is exact: that one is let pass.)
    """
    try:
        with replaced(student, forward_propagation=lambda x, theta: 17.0):
            if not _are_exact(student, (0.37, -8.1, 5.3e5, 1e308), (37.1, -0.3)):
                return False
            try:
                student(37.1, complex(1e308, 1e308))
            except (AssertionError, TypeError, ValueError):
                return _are_exact(student, (0.37, -8.1), (5e-324, -1e-322))
            return _are_exact(student, (complex(1e308, 1e308),), (37.1, -0.3))
    except Exception:
        return False


def _are_exact(student: Callable, thetas: Sequence[complex], xs: Sequence[float]) -> bool:
    slopes = np.array([student(x, theta) for theta in thetas for x in xs])
    right = np.tile(xs, len(thetas))
    return slopes.shape == right.shape and bool(np.allclose(slopes, right, rtol=1e-15, atol=0))
