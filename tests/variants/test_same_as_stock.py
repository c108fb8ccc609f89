"""Every honest solution gets, item by item, the marks that stock nbgrader gives it."""

import os

import nbformat
import pytest
from conftest import NOTEBOOK

from autograder.build import build, new_course
from autograder.build.source import demonstrations
from autograder.course import Course
from autograder.grading.class_grading import grade_class
from autograder.proof.notebooks import ASSIGNMENTS, NOTEBOOKS, catalogue, points
from autograder.variants.submissions import changed_submission, hand_in, reference_submission

STOCK = """
from nbconvert.exporters import NotebookExporter

c.Autograde.exporter_class = NotebookExporter
c.Autograde.autograde_preprocessors = Autograde.autograde_preprocessors.default()
c.ExecutePreprocessor.timeout = 60
"""
"""nbgrader's own way of grading: everything in the student's kernel."""
STEP = int(os.environ.get("AUTOGRADER_STOCK_STEP", 9))
"""Every which variant goes through stock nbgrader, at 3 seconds each; 1 for all of them."""
NAMED = ["planted_bugs_left", "dW2_times_2", "right_m_folded"]


def stock_marks(root, notebook, variants):
    """Return student → item → points, by stock nbgrader, for variants and the untouched release."""
    assignment = ASSIGNMENTS[notebook]
    course = new_course(root)
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(STOCK)
    course = Course(root)
    build(assignment, course, notebooks=[notebook])
    reference = reference_submission(course, assignment, notebook)
    source = nbformat.read(root / "source" / assignment / f"{notebook}.ipynb", 4)
    left_out = demonstrations(source)  # stock would run them, for minutes
    for variant in variants:
        submission = changed_submission(reference, variant.changes)
        submission.cells = [cell for cell in submission.cells if cell.id not in left_out]
        hand_in(course, assignment, variant.name, {notebook: nbformat.writes(submission)})
    untouched = nbformat.read(root / "release" / assignment / f"{notebook}.ipynb", 4)
    untouched.cells = [cell for cell in untouched.cells if cell.id not in left_out]
    hand_in(course, assignment, "untouched", {notebook: nbformat.writes(untouched)})
    return {v.student: v.scores.get(notebook) or v.fault for v in grade_class(course, assignment)}


def expected(notebook, variants):
    """Return the same as the catalogue has it, which is what the sandbox gives."""
    full = points(notebook)
    marks = {variant.name: {**full, **variant.marks} for variant in variants}
    return marks | {"untouched": dict.fromkeys(full, 0)}


def test_stock_nbgrader_gives_the_named_variants_the_same_marks(tmp_path):
    variants = [v for v in catalogue(NOTEBOOK).VARIANTS if v.name in NAMED]

    assert stock_marks(tmp_path, NOTEBOOK, variants) == expected(NOTEBOOK, variants)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(2))
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_stock_nbgrader_gives_variants_the_same_marks(notebook, part, tmp_path):
    variants = catalogue(notebook).VARIANTS[part * STEP :: 2 * STEP]

    assert stock_marks(tmp_path, notebook, variants) == expected(notebook, variants)
