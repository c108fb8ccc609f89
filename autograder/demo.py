"""A sample class, from a clever student to a file that is no notebook, in a scratch course."""

import shutil
from pathlib import Path

import nbformat

from autograder.build import build, new_course
from autograder.course import Course, CourseError
from autograder.variants.gradient_checking import PLANTED
from autograder.variants.submissions import changed_submission, hand_in, reference_submission
from autograder.variants.variant import Change, Edit

ASSIGNMENT = NOTEBOOK = "gradient_checking"
MARKER = ".autograder-demo"

BOTH_PLANTED, DW2_LEFT, _ = PLANTED
SAMPLE_CLASS: dict[str, tuple[Change, ...]] = {
    "reference": (),
    "planted_bugs_left": BOTH_PLANTED.changes,
    "half_fixed": DW2_LEFT.changes,
    "raises": (
        Edit("gradient_check_n", "theta_plus[i] += epsilon", "theta_plus[i, 1] += epsilon"),
    ),
    "loops_forever": (
        Edit("gradient_check", "    J_plus =", "    while True:\n        pass\n    J_plus ="),
    ),
}
"""Students who changed the reference. Two more hand in the untouched release and no notebook."""


def new_demo_course(root: Path) -> Course:
    """Make the demo's course directory; one that a demo made before is replaced.

    Raises
    ------
    CourseError
        If there is something else at that place.
    """
    if root.exists() and not root.is_dir():
        raise CourseError(f"{root} is a file; name a folder with --course")
    if root.exists():
        if not (root / MARKER).exists() and any(root.iterdir()):
            raise CourseError(f"{root} is not a demo course; name another folder with --course")
        for entry in root.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    course = new_course(root)
    (root / MARKER).touch()
    # The sample class has an endless loop in it, and nobody wants to watch it for long.
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("\nc.ExecutePreprocessor.timeout = 10\n")
    return course


def hand_in_sample_class(course: Course) -> None:
    """Build the assignment and put the sample class's work into ``submitted/``."""
    build(ASSIGNMENT, course)
    reference = reference_submission(course, ASSIGNMENT, NOTEBOOK)
    for student, changes in SAMPLE_CLASS.items():
        text = nbformat.writes(changed_submission(reference, changes))
        hand_in(course, ASSIGNMENT, student, {NOTEBOOK: text})
    hand_in(course, ASSIGNMENT, "untouched", {})
    hand_in(course, ASSIGNMENT, "not_json", {NOTEBOOK: '{"cells": [ my laptop died here'})
