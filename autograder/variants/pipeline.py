"""Variants through the real pipeline: build, hand in, nbgrader, gradebook."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.build import build, new_course
from autograder.grading.class_grading import grade_class, max_scores
from autograder.sandbox.isolation import probe
from autograder.variants.submissions import changed_submission, hand_in, reference_submission
from autograder.variants.variant import Variant


@dataclass
class Outcome:
    """Expected and actual points of one variant, per graded item."""

    variant: Variant
    expected: dict[str, float]
    actual: dict[str, float]
    fault: str | None = None

    @property
    def as_expected(self) -> bool:
        """Tell whether every item got exactly the points that it must get."""
        return self.actual == self.expected


def run_variants(assignment: str, notebook: str, variants: Sequence[Variant]) -> Iterator[Outcome]:
    """Grade variants as if students had handed them in, and yield each outcome.

    Parameters
    ----------
    assignment, notebook : names. variants : what to hand in; the course is a scratch directory
        with this one notebook in it.
    """
    with tempfile.TemporaryDirectory() as folder:
        # Our own code needs no sandbox, and gets one where there is one.
        course = new_course(Path(folder), probe().level)
        build(assignment, course, notebooks=[notebook])
        reference = reference_submission(course, assignment, notebook)
        for variant in variants:
            submission = changed_submission(reference, variant.changes)
            hand_in(course, assignment, variant.name, {notebook: nbformat.writes(submission)})
        full = max_scores(course, assignment)[notebook]
        names = [variant.name for variant in variants]
        for variant, verdict in zip(variants, grade_class(course, assignment, names)):
            expected = {**full, **variant.marks}
            yield Outcome(variant, expected, verdict.scores.get(notebook, {}), verdict.fault)
