"""Feedback on a wrong gradient names the mistake, and never another one."""

from collections.abc import Mapping

import numpy as np
import pytest

from autograder.hidden_tests.rubric import Line
from autograder.proof import notebooks
from autograder.proof.diagnosis import Diagnosis, diagnose
from autograder.proof.equivalence import alike, observe
from autograder.proof.judging import Judgement, judge
from autograder.variants.variant import Variant

GRADIENTS = [
    ("gradient_checking", "backward_propagation"),
    ("gradient_checking", "backward_propagation_n"),
    ("regularization", "backward_propagation_with_regularization"),
    ("regularization", "backward_propagation_with_dropout"),
    ("debugging", "cost_and_gradient"),
]
"""The graded functions that return a gradient."""
COST = {"the cost without penalty", "what lambd adds to the cost"}
"""Lines of which the gradient is none: it may fit a wrong cost, and be right for that."""
FOLLOWS = "db1 is wrong because {0} is; it follows from {0} (a 4-5-3-1 network with m = 3 examples)"


def judged(*reasons):
    return Judgement("f", 0.0, [Line("line", 1, reason) for reason in reasons])


@pytest.mark.parametrize(
    ("reasons", "expected"),
    [
        (["dW2 is 2 × what dZ2 gives"], Diagnosis.NAMED),
        (["dW2 is wrong throughout, for unknown reasons"], Diagnosis.UNNAMED),
        (["dW2: it has the shape (1, 5), but W2 has (1, 3)"], Diagnosis.UNNAMED),
        (["dW3 is 2 × what dZ3 gives"], Diagnosis.WRONG),
        (["dW2 is not averaged, or is 2 × what dZ2 gives"], Diagnosis.NAMED),
        (["something adds to dW2: dW2 is made up, or is 2 ×, or is 3 ×"], Diagnosis.NAMED),
        (["dW2 is not averaged, or is 3 × what dZ2 gives"], Diagnosis.WRONG),
        (["dW2 is 2 × what dZ2 gives", "dZ1 is not masked by the ReLU"], Diagnosis.WRONG),
        (["dW2 is 2 × what dZ2 gives", "db2 is wrong"], Diagnosis.NAMED),
        (["dW2 is 2 × what dZ2 gives", FOLLOWS.format("dW2")], Diagnosis.NAMED),
        (["dW2 is 2 × what dZ2 gives", FOLLOWS.format("dZ1")], Diagnosis.WRONG),
        (["dW2 is 2 × what dZ2 gives", "a sentence that nobody foresaw"], Diagnosis.WRONG),
    ],
)
def test_a_diagnosis_names_the_cause_or_does_not_or_names_another(reasons, expected):
    variant = Variant("dW2_doubled", "", (), {"f": 5}, cause="dW2 is 2 ×")

    assert diagnose(variant, judged(*reasons)) == expected


def test_what_is_no_wrong_gradient_needs_no_diagnosis():
    assert diagnose(Variant("plus", "", (), {"f": 5}), judged("it is 3, not 4")) is None


@pytest.mark.parametrize(("notebook", "item"), GRADIENTS)
def test_every_wrong_gradient_of_the_catalogue_says_what_must_be_named(notebook, item):
    silent = [v for v in notebooks.catalogue(notebook).BUGGED if item in v.marks and not v.cause]

    overlooked = [v.name for v in silent if returns_a_wrong_gradient(notebook, item, v)]

    assert overlooked == []


def returns_a_wrong_gradient(notebook, item, variant):
    """Tell whether a variant returns all that it must, in the right form, but other numbers.

    Not if it is refused for the way in which it came by them, or returns the same for every call.
    """
    judgement = judge(notebook, item, variant.changes)
    if judgement.trouble or any(line.reason for line in judgement.conditions):
        return False
    if {line.title for line in judgement.lost} <= COST:
        return False
    reference, changed = (
        getattr(notebooks.functions(notebook, changes), item) for changes in ((), variant.changes)
    )
    differs, answers = False, []
    for seed in range(4):
        call = notebooks.random_calls(notebook, item)(np.random.default_rng(seed))
        right, found = (gradients(observe(f, call, seed).result) for f in (reference, changed))
        if found is None or not right.keys() <= found.keys():
            return False
        if any(np.shape(found[key]) != np.shape(right[key]) for key in right):
            return False
        answers.append({key: found[key] for key in right})
        differs |= not alike(right, answers[-1], call)
    return differs and not all(alike(answers[0], answer, call) for answer in answers)


def gradients(result):
    """Return the numbers of a gradient by name; None if there are none."""
    if isinstance(result, Mapping):
        return result
    if isinstance(result, tuple) and len(result) == 2:  # a cost, and a vector
        result = result[1]
    is_number = isinstance(result, float | int | np.number | np.ndarray)
    return {"gradient": result} if is_number else None
