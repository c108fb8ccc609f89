"""Does the feedback name the cause of a wrong gradient, and never another one?"""

import enum
import re

from autograder.proof.judging import Judgement
from autograder.variants.variant import Variant

NAMES_A_CAUSE = re.compile(
    r"× (what|the)|\d times |sign turned|not (masked|divided|subtracted|scaled)|divided by"
    r"|summed over|lacks|terms? (too many|with)|too many|zero everywhere|transpose|dropped|keepdims"
    r"|mistake is|in place of|slope of|masked|is multiplied|counts example|has the L2|is made from"
    r"|is [A-Z]\w* itself"
)
"""What a reason says if it names a cause, and does not only say that something is wrong."""
NAMES_NONE = re.compile(
    r"unknown reasons|^\w+ is wrong( \(|$)|no multiple|not in proportion"
    r"|it has the shape \([\d, ]*\), but \w+ has \([\d, ]*\)( \(|$)"
)
"""What a reason says if it tells a symptom only."""


class Diagnosis(enum.StrEnum):
    """How well the printed reasons name the mistake that was put in."""

    NAMED = "named"
    UNNAMED = "not named"
    """The points are lost, and no reason says why."""
    WRONG = "wrong"
    """A reason names a cause that is not the one."""


def diagnose(variant: Variant, judgement: Judgement) -> Diagnosis | None:
    """Return how well a mistake is named; None if the variant is no wrong gradient.

    Parameters
    ----------
    variant : with its ``cause``, a pattern. judgement : with the reasons printed.
    """
    if not variant.cause:
        return None
    reasons = [line.reason or "" for line in judgement.lost]
    if any(
        NAMES_A_CAUSE.search(reason) and not re.search(variant.cause, reason)
        for reason in reasons
        if "because" not in reason
    ):
        return Diagnosis.WRONG
    named = any(
        re.search(variant.cause, reason) and not NAMES_NONE.search(reason) for reason in reasons
    )
    return Diagnosis.NAMED if named else Diagnosis.UNNAMED
