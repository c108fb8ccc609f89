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


def refuse_difference_of_costs(student: Callable) -> None:
    """Refuse a ``backward_propagation(x, theta)`` that measures the slope of theta * x.

    The slope is x, whatever theta and whatever ``forward_propagation`` returns: both are NaN here.

    Raises
    ------
    Unacceptable
        If the answer becomes NaN too, though it is x otherwise.
    """
    x = 0.37
    if abs(float(student(x, 1.9)) - x) > 1e-3:
        return  # wrong anyway, which is the affair of the lines
    with replaced(student, forward_propagation=lambda x, theta: np.nan):
        blind = float(student(x, np.nan))
    if np.isnan(blind):
        raise Unacceptable("It depends on theta or on forward_propagation, as the slope does not.")


def refuse_differences_of_costs(student: Callable, rng: np.random.Generator) -> None:
    """Refuse a ``backward_propagation_n(X, Y, cache)`` that measures slopes.

    The chain rule needs no bias: the biases in the cache are NaN. And one hidden unit is a
    billionth above its kink: a finite difference straddles it.

    Raises
    ------
    Unacceptable
        If gradients that are fine otherwise are not so in one of these traps.
    """
    case = network.random_case(rng, (4, 5, 3, 1), 3)
    X, Y, cache = backward_arguments(case)
    poisoned = [np.full_like(a, np.nan) if i in BIASES_IN_CACHE else a for i, a in enumerate(cache)]
    answer, blind = student(*backward_arguments(case)), student(X, Y, tuple(poisoned))
    if _finite(answer) and not _finite(blind):
        raise Unacceptable("It runs the forward pass again: what it needs is in the cache.")
    near_kink = with_unit_near_kink(case)
    trapped = student(*backward_arguments(near_kink))
    for block in BLOCKS:
        straddles = block_error(trapped, near_kink, block) > 1e-4
        if straddles and block_error(answer, case, block) < 1e-4:
            raise Unacceptable(f"d{block} is a difference: it straddles a kink of ReLU.")


def with_unit_near_kink(case: network.Case) -> network.Case:
    """Put a unit of layer 2 a billionth above zero on an example it is active on.

    Parameters
    ----------
    case : of a three-layer network. It is not changed.
    """
    _, cache = network.forward(*case)
    Z2 = cache[4]
    unit, example = np.unravel_index(np.argmax(Z2), Z2.shape)
    b2 = case.parameters["b2"].copy()
    b2[unit] -= Z2[unit, example] - 1e-9
    return case._replace(parameters={**case.parameters, "b2": b2})


def _finite(answer: dict[str, np.ndarray]) -> bool:
    return all(np.isfinite(np.asarray(answer[f"d{block}"], float)).all() for block in BLOCKS)
