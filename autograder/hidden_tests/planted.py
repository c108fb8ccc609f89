"""The two mistakes planted in ``backward_propagation_n``: dW2 doubled, db1 four times too large.

Both are told from the dZ that they are made of. Which dZ that was, the dictionary alone does not
say: there it may have been altered afterwards. But db2 and dW1, the other blocks of the two layers,
come from the same dZ2 and dZ1. If one of them is right, its dZ was right, whatever is returned
under that name; otherwise some step before went wrong, and the dZ returned is the one that counts.
So dW2 = dZ2 · A1ᵀ / m is mended even if dZ2 has been doubled by a mistake in dZ3; and who alters
steps in the dictionary of the function handed out gains nothing without losing another block, too.
"""

import numpy as np

from autograder.hidden_tests import decoys, network
from autograder.hidden_tests.answers import as_array, as_block
from autograder.hidden_tests.gradients import CLOSE
from autograder.hidden_tests.rubric import Unacceptable
from derivatives import relative_error

CONDITION = "at least one of the two planted mistakes must be mended"


def expect_one_mended(answer: object, case: network.Case) -> None:
    """Refuse an answer in which both dW2 and db1 are what the function handed out makes of dZ.

    A block that is not there, or holds other numbers, is not as it was handed out: it loses its
    own line, and no more.

    Parameters
    ----------
    answer : what the student's function returned. case : the network it was asked about.

    Raises
    ------
    Unacceptable
        If both are as they were, in whatever shape.
    """
    right, (_, cache) = decoys.right_gradients(case), network.forward(*case)
    m = case.X.shape[1]
    dZ2 = _step_taken(answer, right, "dZ2", beside="db2")
    dZ1 = _step_taken(answer, right, "dZ1", beside="dW1")
    handed_out = {"dW2": 2 / m * dZ2 @ cache[1].T, "db1": 4 / m * dZ1.sum(axis=1)}
    if all(_has_numbers(answer, key, planted) for key, planted in handed_out.items()):
        raise Unacceptable("Neither dW2 nor db1 is mended.")


def _step_taken(answer: object, right: decoys.Gradients, key: str, beside: str) -> np.ndarray:
    """Return the dZ of a layer that a block beside the planted one comes from.

    It is the right one, too, if none is returned or only zeros, of which nothing could be told.
    """
    try:
        own = as_block(answer, key, right[key].shape)
    except AssertionError:
        return right[key]
    was_right = _has_numbers(answer, beside, right[beside])
    return right[key] if was_right or not np.any(own) else own


def _has_numbers(answer: object, key: str, expected: np.ndarray) -> bool:
    """Tell whether a block holds some numbers, be it transposed or flat."""
    try:
        found = as_array(answer, key)
    except AssertionError:
        return False
    return found.size == expected.size and any(
        relative_error(found.ravel(), expected.ravel(order)) < CLOSE for order in "CF"
    )
