"""A sample class, from a clever student to a file that is no notebook, in a scratch course."""

import shutil
from pathlib import Path

import nbformat

from autograder.build import build, new_course
from autograder.course import Course, CourseError
from autograder.proof.notebooks import catalogue
from autograder.variants.gradient_checking import PLANTED
from autograder.variants.submissions import changed_submission, hand_in, reference_submission
from autograder.variants.variant import Change, Edit, Rewrite, Variant

MARKER = ".autograder-demo"

BOTH_PLANTED, DW2_LEFT, _ = PLANTED
GRADIENT_CHECKING: dict[str, tuple[Change, ...]] = {
    "planted_bugs_left": BOTH_PLANTED.changes,
    "half_fixed": DW2_LEFT.changes,
    "raises": (
        Edit("gradient_check_n", "theta_plus[i] += epsilon", "theta_plus[i, 1] += epsilon"),
    ),
    "loops_forever": (
        Edit("gradient_check", "    J_plus =", "    while True:\n        pass\n    J_plus ="),
    ),
}
"""What these students changed in the reference of the gradient-checking notebook."""

STUDENTS = ("reference", *GRADIENT_CHECKING)
"""Two more hand in the untouched release, and what is no notebook."""


def new_demo_course(root: Path, isolation: str | None = None) -> Course:
    """Make the demo's course directory; one that a demo made before is replaced.

    Parameters
    ----------
    root : where. isolation : how the sample class is to be kept apart.

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
    course = new_course(root, isolation)
    (root / MARKER).touch()
    # The sample class has an endless loop in it, and nobody wants to watch it for long.
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("\nc.ExecuteInSandbox.timeout = 10\n")
    return course


def hand_in_sample_class(course: Course, assignment: str) -> None:
    """Build an assignment and put the sample class's work into ``submitted/``."""
    build(assignment, course)
    references = {
        notebook: reference_submission(course, assignment, notebook)
        for notebook in course.notebooks(assignment)
    }
    for student in STUDENTS:
        work = {
            notebook: nbformat.writes(changed_submission(reference, changes_of(student, notebook)))
            for notebook, reference in references.items()
        }
        folder = hand_in(course, assignment, student, work)
        if student == "loops_forever":
            for notebook in course.notebooks(assignment)[1:]:
                (folder / f"{notebook}.ipynb").unlink()  # no time left for it
    hand_in(course, assignment, "untouched", {})
    broken = '{"cells": [ my laptop died here'
    hand_in(course, assignment, "not_json", dict.fromkeys(references, broken))


def changes_of(student: str, notebook: str) -> tuple[Change, ...]:
    """Return what a student changed in the reference of a notebook."""
    if notebook == "gradient_checking":
        return GRADIENT_CHECKING.get(student, ())
    bugs = _one_bug_per_item(notebook)
    if student == "half_fixed":
        return bugs[-1].changes
    if student == "planted_bugs_left":
        return tuple(change for bug in bugs for change in bug.changes)
    if student == "raises":
        function = bugs[0].changes[0].function
        return (Rewrite(function, f"\ndef {function}(*given, **named):\n    return given[99]"),)
    return ()


def _one_bug_per_item(notebook: str) -> list[Variant]:
    """Return for each graded item the first of its bugged variants that earns part of it."""
    found: dict[str, Variant] = {}
    for variant in catalogue(notebook).VARIANTS:
        for item, points in variant.marks.items():
            if points and len(variant.changes) == 1:
                found.setdefault(item, variant)
    return list(found.values())
