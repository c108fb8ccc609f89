"""Telling a formula from a finite difference, by what a backward function returns."""

import numpy as np

from autograder.hidden_tests import network
from autograder.hidden_tests.rubric import Unacceptable

EXACT = 1e-11
"""Relative error up to which a derivative by formula counts as right; a central difference with
the best possible epsilon is off by 1e-10."""


def refuse_difference(ordinary: float, trapped: float, what: str) -> None:
    """Refuse what is near the truth on ordinary inputs, yet not exact, or wrong in a trap.

    A formula that is right on ordinary inputs is right in the trap too, and a wrong one is not
    near anywhere: only a difference quotient is caught here.

    Parameters
    ----------
    ordinary, trapped : relative errors on inputs of both kinds. what : the name of the derivative.

    Raises
    ------
    Unacceptable
        If it looks like a difference quotient.
    """
    if ordinary < 1e-4 and (ordinary > EXACT or trapped > 1e-4):
        raise Unacceptable(f"{what} is as inexact as a finite difference.")


def with_unit_near_kink(case: network.Case) -> network.Case:
    """Set the trap: put a unit of layer 2 a billionth above zero on an example it is active on.

    The chain rule sees its slope there, while a step longer than 1e-9 straddles the kink and a
    shorter one has no digits left.

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
