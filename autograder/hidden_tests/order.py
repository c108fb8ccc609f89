"""Asking once more, with the examples in another order: what was looked up does not follow."""

from collections.abc import Callable

import numpy as np

from autograder.hidden_tests.rubric import Unacceptable

CONDITION = "the answer must not depend on the order of the examples"
RIGHT, WRONG = 1e-6, 1e-3
"""Relative errors below which an answer is right, and above which it is beyond doubt wrong."""


def refuse_dependence(
    error: Callable[[np.ndarray], float], m: int, rng: np.random.Generator
) -> None:
    """Refuse a function that is right about some examples, but not in another order.

    Where it is wrong about them in the usual order as well, from the start or when it is asked
    again, the order is not what it depends on: that is the affair of the lines. And so is where
    no answer comes.

    Parameters
    ----------
    error : from an order of the examples to the relative error of the answer.
    m : how many examples there are. rng : draws the other order.

    Raises
    ------
    Unacceptable
        If the other order makes a right answer a wrong one.
    """
    usual, other = np.arange(m), rng.permutation(m)
    if np.array_equal(usual, other):
        other = other[::-1]
    try:
        if error(usual) > RIGHT:
            return
    except AssertionError:  # nothing came that could be read: the affair of the lines
        return
    try:
        found = error(other)
    except AssertionError:  # nothing came that could be read, for whatever reason
        raise
    except Exception:
        found = np.inf
    if not found <= WRONG and error(usual) <= RIGHT:
        raise Unacceptable("It is right about some examples, and not in another order.")
