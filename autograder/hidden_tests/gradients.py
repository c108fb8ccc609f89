"""Judging the dictionary of gradients that a backward function returned, one quantity at a time.

A parameter block is right if it agrees with the numerical gradient of our cost. Where one step
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
    if error < CLOSE or _is_carried_forward(answer, case, block):
        return
    raise AssertionError(
        f"it disagrees with the numerical gradient of {case.describe()}: "
        f"the ratio is {error:.2g}, where a correct one gives about 1e-15"
    )


def expect_steps(answer: Answer, case: network.Case) -> None:
    """Fail, naming the first one, if a step between does not follow from the one before it.

    1/m may be folded into dZ3 if the dW and db are not divided by m once more.
    """
    wrong = OwnSteps(answer, case).wrong
    assert not wrong, f"{wrong[0]} is wrong for {case.describe()}"


class OwnSteps:
    """The student's dZ3, dA2, dZ2, dA1 and dZ1, each judged by the student's own one before it.

    Parameters
    ----------
    answer : what the backward function returned. case : what it was given.

    Raises
    ------
    AssertionError
        If a step is missing or wrongly shaped.
    """

    def __init__(self, answer: Answer, case: network.Case) -> None:
        right, m = decoys.right_gradients(case), case.X.shape[1]
        _, (Z1, A1, _, _, Z2, A2, W2, _, _, _, W3, _) = network.forward(*case)
        self.answer, self.inputs = answer, {"1": case.X, "2": A1, "3": A2}
        self.steps = {step: as_block(answer, step, right[step].shape) for step in STEPS}
        dZ3, dA2, dZ2, dA1, dZ1 = self.steps.values()
        folded = _close(dZ3, right["dZ3"] / m) and self._count(1) > self._count(m)
        self.divisor = 1 if folded else m
        follows = {
            "dZ3": _close(dZ3, right["dZ3"] / (m if folded else 1)),
            "dA2": _close(dA2, W3.T @ dZ3),
            "dZ2": _close(dZ2, dA2 * (Z2 > 0)),
            "dA1": _close(dA1, W2.T @ dZ2),
            "dZ1": _close(dZ1, dA1 * (Z1 > 0)),
        }
        self.wrong = [step for step in STEPS if not follows[step]]

    def lead_to(self, block: str, divisor: int) -> bool:
        """Tell whether a parameter block is what the student's own dZ gives, divided so."""
        dZ = self.steps[f"dZ{block[1]}"]
        summed = dZ @ self.inputs[block[1]].T if block[0] == "W" else dZ.sum(axis=1, keepdims=True)
        try:
            return _close(as_block(self.answer, f"d{block}", summed.shape), summed / divisor)
        except AssertionError:  # not there, or wrongly shaped
            return False

    def _count(self, divisor: int) -> int:
        return sum(self.lead_to(block, divisor) for block in BLOCKS)


def _is_carried_forward(answer: Answer, case: network.Case, block: str) -> bool:
    """Tell whether a block is only wrong because of one wrong step before it.

    With two or more wrong steps the answer is not a chain with a slip in it, and with a dZ of
    zeros there is nothing to follow.
    """
    try:
        own = OwnSteps(answer, case)
        is_misled = len(own.wrong) == 1 and own.steps[f"dZ{block[1]}"].any()
        return is_misled and own.lead_to(block, own.divisor)
    except AssertionError:  # a step is not there to follow from
        return False


def _close(given: np.ndarray, expected: np.ndarray) -> bool:
    return relative_error(given, expected) < CLOSE
