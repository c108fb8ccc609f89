"""The two mistakes planted in ``backward_propagation_n``: dW2 doubled, db1 four times too large."""

import numpy as np

from autograder.hidden_tests import decoys, network
from autograder.hidden_tests.answers import as_block
from autograder.hidden_tests.gradients import CLOSE
from autograder.hidden_tests.rubric import Unacceptable
from derivatives import relative_error

CONDITION = "at least one of the two planted mistakes must be mended"


def expect_one_mended(answer: object, case: network.Case) -> None:
    """Refuse an answer in which both dW2 and db1 are what the function handed out makes of dZ.

    Parameters
    ----------
    answer : what the student's function returned. case : the network it was asked about.

    Raises
    ------
    Unacceptable
        If both are as they were, or are not there, or have another shape.
    """
    handed_out = [_as_handed_out(dZ, case) for dZ in _backward_steps(answer, case)]
    if not any(
        all(_is_another(answer, key, planted[key]) for planted in handed_out)
        for key in ("dW2", "db1")
    ):
        raise Unacceptable("Neither dW2 nor db1 is mended.")


Steps = dict[str, np.ndarray]


def _backward_steps(answer: object, case: network.Case) -> tuple[Steps, Steps]:
    """Return dZ2 and dZ1 as they should be and as they were returned, which may be altered."""
    right = decoys.right_gradients(case)
    return right, {key: _own_or(right[key], answer, key) for key in ("dZ2", "dZ1")}


def _as_handed_out(dZ: Steps, case: network.Case) -> dict[str, np.ndarray]:
    """Return dW2 and db1 as the function handed out makes them of these steps."""
    _, cache = network.forward(*case)
    m = case.X.shape[1]
    return {
        "dW2": 2 / m * dZ["dZ2"] @ cache[1].T,
        "db1": 4 / m * dZ["dZ1"].sum(axis=1, keepdims=True),
    }


def _own_or(right: np.ndarray, answer: object, key: str) -> np.ndarray:
    try:
        own = as_block(answer, key, right.shape)
    except AssertionError:
        return right
    return own if np.any(own) else right


def _is_another(answer: object, key: str, value: np.ndarray) -> bool:
    """Tell whether there is a block of the right shape under a key, and not this one."""
    try:
        return relative_error(as_block(answer, key, value.shape), value) >= CLOSE
    except AssertionError:
        return False
