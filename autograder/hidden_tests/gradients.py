"""Judging the dictionary of gradients that a backward function returned, one quantity at a time.

A parameter block is right if it agrees with the numerical gradient of our cost. Where a step
before it (dZ3, dA2, ...) is wrong, it is right if it follows from the student's own dZ: that
mistake was charged with the steps, and is not charged again.
"""

from copy import deepcopy

import numpy as np

from autograder.hidden_tests import decoys, network
from autograder.hidden_tests.answers import as_block
from gradcheck import numerical_gradient, relative_error

BLOCKS = ("W1", "b1", "W2", "b2", "W3", "b3")
STEPS = ("dZ3", "dA2", "dZ2", "dA1", "dZ1")
CLOSE = 1e-6
"""Relative error up to which a block is right; honest formulas are off by about 1e-15."""

Answer = dict[str, np.ndarray]


def backward_arguments(case: network.Case) -> tuple:
    """Return X, Y and the cache: copies, so that nothing done to them reaches the next call."""
    _, cache = network.forward(*case)
    return deepcopy((case.X, case.Y, cache))


def block_error(answer: Answer, case: network.Case, block: str) -> float:
    """Return the relative error of one parameter block against complex-step derivatives."""
    X, Y, parameters = case
    slopes = numerical_gradient(
        lambda moved: network.cost(X, Y, {**parameters, **moved}), {block: parameters[block]}
    )[block]
    return relative_error(as_block(answer, f"d{block}", slopes.shape), slopes)


def expect_block(answer: Answer, case: network.Case, block: str) -> None:
    """Fail, with the reason, if a parameter block is wrong."""
    error = block_error(answer, case, block)
    if error < CLOSE or _follows_from_own_step(answer, case, block):
        return
    raise AssertionError(
        f"it disagrees with the numerical gradient of {case.describe()}: "
        f"the ratio is {error:.2g}, where a correct one gives about 1e-15"
    )


def expect_steps(answer: Answer, case: network.Case) -> None:
    """Fail, naming the first one, if a step between is wrong.

    1/m may be folded into dZ3, and so into all of them, if dW3 is not divided by m once more.
    """
    first_wrong = first_wrong_step(answer, case)
    assert not first_wrong, f"{first_wrong} is wrong for {case.describe()}"


def first_wrong_step(answer: Answer, case: network.Case) -> str | None:
    """Return the first wrong step on the way back, or None."""
    right, m = decoys.right_gradients(case), case.X.shape[1]
    scales = {m: (1.0,), 1: (1 / m,), None: (1.0, 1 / m)}[_divisor(answer, case)]
    first_wrong = [
        next((step for step in STEPS if _error(answer, step, scale * right[step]) > CLOSE), None)
        for scale in scales
    ]
    return None if None in first_wrong else max(first_wrong, key=STEPS.index)


def _follows_from_own_step(answer: Answer, case: network.Case, block: str) -> bool:
    """Tell whether a block is what the student's own, wrong dZ leads to."""
    _, cache = network.forward(*case)
    try:
        own = as_block(answer, f"dZ{block[1]}", cache[4 * int(block[1]) - 4].shape)
        is_misled = first_wrong_step(answer, case) is not None and own.any()
        if not (is_misled and _is_multiple(answer, case)):
            return False
    except AssertionError:
        return False
    inputs = (case.X, cache[1], cache[5])[int(block[1]) - 1]
    summed = own @ inputs.T if block[0] == "W" else own.sum(axis=1, keepdims=True)
    divisor = _divisor(answer, case) or case.X.shape[1]
    return _error(answer, f"d{block}", summed / divisor) < CLOSE


def _is_multiple(answer: Answer, case: network.Case) -> bool:
    """Tell whether dZ3 is the true one but for a factor: not zeros, not made up."""
    true = decoys.right_gradients(case)["dZ3"]
    own = as_block(answer, "dZ3", true.shape)
    factor = np.vdot(own, true) / np.vdot(true, true)
    return factor != 0 and relative_error(own, factor * true) < CLOSE


def _divisor(answer: Answer, case: network.Case) -> int | None:
    """Return what the student divides dW3 by: m, or 1 if dZ3 is divided already, or None."""
    _, cache = network.forward(*case)
    m, A2 = case.X.shape[1], cache[5]
    summed = as_block(answer, "dZ3", (1, m)) @ A2.T
    return next((d for d in (m, 1) if _error(answer, "dW3", summed / d) < CLOSE), None)


def _error(answer: Answer, key: str, expected: np.ndarray) -> float:
    return relative_error(as_block(answer, key, expected.shape), expected)
