"""Does the feedback name the cause of a wrong gradient, and never another one?"""

import enum
import re

from autograder.proof.judging import Judgement
from autograder.variants.variant import Variant

SYMPTOM = re.compile(
    r"d\w+ is wrong|d\w+ is wrong( throughout| in .*|), for unknown reasons"
    r"|d\w+: it has the shape \([\d, ]*\), but \w+ has \([\d, ]*\)"
    r"|d\w+ should have the shape \([\d, ]*\), not \([\d, ]*\)"
    r"|d\w+ is (not in proportion to|no multiple of) [\w.@* ]*"
    r"|what lambd adds is wrong: ([^;]* is wrong [^;]*, for unknown reasons(; |$))*"
    r"|the gradients of single examples do not add up to that of all"
)
"""A reason that says where something is wrong, and not what; from its beginning to its end."""
CASE = re.compile(r" \((a [\d-]+ network with .*|m = \d+, lambd = [\d.]+)\)$")
FOLLOWS = re.compile(r"d\w+ is wrong because (d\w+) is; it follows from \1")


class Diagnosis(enum.StrEnum):
    """How well the printed reasons name the mistake that was put in."""

    NAMED = "named"
    UNNAMED = "not named"
    """The points are lost, and no reason says why."""
    WRONG = "wrong"
    """A reason names a cause that is not the one."""


def diagnose(variant: Variant, judgement: Judgement) -> Diagnosis | None:
    """Return how well a mistake is named; None if the variant is no wrong gradient.

    Every reason that is printed must name the mistake, or blame a step of which another one says
    what is wrong with it, or tell no more than a symptom. Anything else names a wrong cause. Where
    several causes fit the numbers, a reason has them all, and the mistake is to be among them.

    Parameters
    ----------
    variant : with its ``cause``, a pattern. judgement : with the reasons printed.
    """
    if not variant.cause:
        return None
    reasons = [CASE.sub("", line.reason or "") for line in judgement.lost]
    naming = [reason for reason in reasons if not SYMPTOM.fullmatch(reason)]
    right = [
        reason
        for reason in naming
        if any(re.search(variant.cause, each) for each in _alternatives(reason))
    ]
    others = [reason for reason in naming if reason not in right]
    if not all(_leads_to(reason, right) for reason in others):
        return Diagnosis.WRONG
    return Diagnosis.NAMED if right else Diagnosis.UNNAMED


def _alternatives(reason: str) -> list[str]:
    """Return a reason, and by itself each of the causes that it has: "dW2 is …, or has …"."""
    first, *others = reason.split(", or ")
    subject = re.match(r"(?:.*: )?(d\w+) ", first)
    return [reason, *(f"{subject[1]} {other}" for other in others if subject)]


def _leads_to(reason: str, right: list[str]) -> bool:
    """Tell whether a reason blames a quantity of which a right reason says what is wrong."""
    blamed = FOLLOWS.fullmatch(reason)
    return bool(blamed) and any(re.match(rf"{blamed[1]}\b", other) for other in right)
