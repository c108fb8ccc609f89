"""The same verdict on whatever inputs: variants judged again and again on fresh ones."""

import random
from dataclasses import dataclass

from autograder.proof import notebooks
from autograder.proof.diagnosis import Diagnosis, diagnose
from autograder.proof.judging import judge
from autograder.variants.variant import Variant

AT_A_TIME = 10
"""Seeds in one task, so that a progress bar moves."""


@dataclass(frozen=True)
class Repeats:
    """What became of some variants on fresh draws."""

    variants: int
    times: int
    """How many draws there were for each of them."""
    wrong: list[str]
    """In words: the verdicts and the causes that were not what they must be."""


def fresh_seeds(count: int) -> list[list[int]]:
    """Return seeds of hidden inputs that nobody has seen before, in portions."""
    seeds = [random.SystemRandom().randrange(2**32) for _ in range(count)]
    return [seeds[i : i + AT_A_TIME] for i in range(0, count, AT_A_TIME)]


def wrong_verdicts(notebook: str, variant: Variant, seeds: list[int]) -> list[str]:
    """Judge a variant on several draws, and return in words what is not as it must be.

    These are points, and the cause of a wrong gradient in the feedback: another one, or none.

    Parameters
    ----------
    notebook : its name. variant : from its catalogue. seeds : of the hidden inputs.
    """
    found = (
        (item, seed, _wrong(notebook, variant, item, seed))
        for item in notebooks.touched_items(notebook, variant)
        for seed in seeds
    )
    return [
        f"{notebook}: {variant.name}, {item} with seed {seed}: {wrong}"
        for item, seed, wrong in found
        if wrong
    ]


def _wrong(notebook: str, variant: Variant, item: str, seed: int) -> str:
    judgement = judge(notebook, item, variant.changes, seed)
    due = variant.marks.get(item, notebooks.points(notebook)[item])
    if judgement.crashed:
        return judgement.trouble
    if judgement.points != due:
        return f"it got {judgement.points:g} points, and must get {due:g}"
    if item not in variant.marks:
        return ""
    words = {
        Diagnosis.WRONG: f"the feedback names another cause than /{variant.cause}/",
        Diagnosis.UNNAMED: f"the feedback does not name the cause /{variant.cause}/",
    }
    return words.get(diagnose(variant, judgement), "")
