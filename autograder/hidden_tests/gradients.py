"""Judging the dictionary of gradients that a backward function returns, one quantity at a time.

A parameter block is right if the gradient checker says so. Where one step before it (dZ3, dA2,
...) is wrong, it is right if it follows from the student's own dZ: that mistake is charged with
the steps, and is not charged again.
"""

import contextlib
from collections.abc import Callable
from copy import deepcopy

import numpy as np

from autograder.hidden_tests import decoys, network
from autograder.hidden_tests.answers import as_block
from chain import Chain
from derivatives import numerical_gradient, relative_error
from gradcheck import check_gradients
from gradcheck_causes import in_words

BLOCKS = ("W1", "b1", "W2", "b2", "W3", "b3")
STEPS = ("dZ3", "dA2", "dZ2", "dA1", "dZ1")
CLOSE = 1e-6
"""Relative error up to which a block is right; honest formulas are off by about 1e-15."""

Answer = dict[str, np.ndarray]


def backward_arguments(case: network.Case) -> tuple:
    """Return X, Y and the cache: copies, so that nothing done to them reaches the next call."""
    _, cache = network.forward(*case)
    return deepcopy((case.X, case.Y, cache))


def blocks_in(answer: object, case: network.Case) -> Answer:
    """Return the parameter blocks of an answer that have the right shapes, as arrays of their own.

    Parameters
    ----------
    answer : what the student's function returned. case : the network it was asked about.
    """
    blocks = {}
    for block in BLOCKS:
        with contextlib.suppress(AssertionError):
            key = f"d{block}"
            blocks[key] = as_block(answer, key, case.parameters[block].shape)
    return blocks


def block_error(answer: Answer, case: network.Case, block: str) -> float:
    """Return the relative error of one parameter block against complex-step derivatives."""
    slopes = numerical_gradient(Chain(case.X, case.Y), case.parameters, [block])[block]
    return relative_error(as_block(answer, f"d{block}", slopes.shape), slopes)


def largest_error(answer: Answer, right: Answer) -> float:
    """Return the relative error of the worst parameter block."""
    return max(
        relative_error(as_block(answer, f"d{block}", right[f"d{block}"].shape), right[f"d{block}"])
        for block in BLOCKS
    )


def _copied(answer: Answer) -> Answer:
    return {k: v.copy() if isinstance(v, np.ndarray) else v for k, v in answer.items()}


class Judgement:
    """What the gradient checker says of a backward function on one case.

    Parameters
    ----------
    student : ``backward_propagation_n(X, Y, cache) -> gradients``. Whatever it raises is raised.
    case : the network; it is checked at its parameters and at others near them.
    chain : its cost; the plain cross-entropy unless told.
    arguments : what ``student`` is called with on a case; ``X, Y, cache`` unless told.
    """

    def __init__(
        self,
        student: Callable,
        case: network.Case,
        chain: Chain | None = None,
        arguments: Callable[[network.Case], tuple] = backward_arguments,
    ) -> None:
        self.case, self.answers = case, []
        chain, visited, raised = chain or Chain(case.X, case.Y), [], []

        def gradients(parameters: network.Parameters) -> Answer:
            try:
                answer = student(*arguments(case._replace(parameters=parameters)))
            except Exception as error:
                raised.append(error)
                raise
            visited.append(parameters)
            # A copy: the next call may write into the same arrays.
            self.answers.append(_copied(answer) if isinstance(answer, dict) else answer)
            return answer

        self.report = check_gradients(chain, gradients, case.parameters)
        if raised:
            raise raised[0]  # at other parameters only, which the check lets pass
        self.causes = {}
        if not isinstance(self.answers[0], dict):
            return  # each block says so
        # Steps may be wrong where no block is: they are judged in any case.
        steps = self.report.steps or chain.diagnose(visited[:2], self.answers[:2], wrong=()).causes
        self.causes = {step: causes for step, causes in steps.items() if step in STEPS}

    def expect_block(self, block: str) -> None:
        """Fail, naming the cause, if a parameter block is wrong in itself."""
        answer, key = self.answers[0], f"d{block}"
        if not isinstance(answer, dict) or key not in answer:
            as_block(answer, key, self.case.parameters[block].shape)
        found = self.report.blocks[block]
        if found.verdict == "right" or self._is_carried_forward(block):
            return
        raise AssertionError(f"{found.words} ({self.case.describe()})")

    def expect_steps(self) -> None:
        """Fail, naming the first one and its cause, if a step does not follow from the one before.

        1/m may be folded into dZ3 if the dW and db are not divided by m once more.
        """
        right = decoys.right_gradients(self.case)
        for step in STEPS:
            as_block(self.answers[0], step, right[step].shape)
        for step, causes in self.causes.items():
            words = in_words(step, causes) or f"{step} is wrong"
            raise AssertionError(f"{words} ({self.case.describe()})")

    def _is_carried_forward(self, block: str) -> bool:
        """Tell whether a block is only wrong because of wrong steps before it.

        Several wrong steps are slips if it is known of all but one of them what is wrong, and if
        they do not cancel out: then the chain was right, and the dictionary is not. From a dZ of
        zeros nothing follows, unless it is known what made them zeros.
        """
        found = self.report.blocks[block]
        dZ = self.answers[0].get(f"dZ{block[1]}", 0)
        kinds = {cause.kind for cause in self.causes.get(found.carried, ())}
        unknown = [step for step, causes in self.causes.items() if not causes]
        are_slips = len(self.causes) <= 1 or (len(unknown) <= 1 and not self._cancel_out())
        says_something = np.any(dZ) or kinds - {"zero"}
        return bool(found.carried and not found.causes and are_slips and says_something)

    def _cancel_out(self) -> bool:
        """Tell whether a block after the first wrong step is right all the same."""
        first = min(STEPS.index(step) for step in self.causes)
        after = [f"{kind}{step[2]}" for step in STEPS[first:] for kind in "Wb"]
        return any(self.report.blocks[block].verdict == "right" for block in after)
