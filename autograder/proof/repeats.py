"""The same verdict on whatever inputs: variants judged again and again on fresh ones."""

import random

from autograder.proof import notebooks
from autograder.proof.judging import judge
from autograder.variants.variant import Variant

AT_A_TIME = 10
"""Seeds in one task, so that a progress bar moves."""


def fresh_seeds(count: int) -> list[list[int]]:
    """Return seeds of hidden inputs that nobody has seen before, in portions."""
    seeds = [random.SystemRandom().randrange(2**32) for _ in range(count)]
    return [seeds[i : i + AT_A_TIME] for i in range(0, count, AT_A_TIME)]


def wrong_verdicts(notebook: str, variant: Variant, seeds: list[int]) -> list[str]:
    """Judge a variant on several draws, and return in words where it got other points than it must.

    Parameters
    ----------
    notebook : its name. variant : from its catalogue. seeds : of the hidden inputs.
    """
    full = notebooks.points(notebook)
    touched = {change.function for change in variant.changes} | set(variant.marks)
    wrong = []
    for item in touched & full.keys():
        due = variant.marks.get(item, full[item])
        for seed in seeds:
            got = judge(notebook, item, variant.changes, seed).points
            if got != due:
                wrong.append(
                    f"{notebook}: {variant.name} got {got:g} points for {item} with seed {seed}, "
                    f"and must get {due:g}"
                )
    return wrong
