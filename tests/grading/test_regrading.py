"""A mark from an earlier run never outlives a grading that failed, ours or stock nbgrader's."""

import csv

import nbformat
import pytest
import tiny_assignment
from nbgrader.apps import ExportApp
from nbgrader.plugins import CsvExportPlugin
from tiny_assignment import ASSIGNMENT

from autograder.build import new_course
from autograder.build.source import build_source
from autograder.grading.class_grading import grade_submission, read_verdicts
from autograder.sandbox.isolation import probe
from autograder.variants.submissions import hand_in, reference_submission

NOTEBOOK = "another"
FULL = 7
GONE_WRONG = {
    "not_json": b"{",
    "empty": b"",
    "another_notebook": b'{"cells": [{"cell_type": "code", "source": "1"}]}',
    "nested": b"[" * 100_000,
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course in which each student has got full marks for one notebook."""
    root = tmp_path_factory.mktemp("regrading")
    course = new_course(root / "course", probe().level)
    authored = tiny_assignment.write(root / "assignments")
    build_source(authored, course.root / "source" / ASSIGNMENT, notebooks=[NOTEBOOK])
    course.generate_release(ASSIGNMENT)
    return course


def with_full_marks(course, student):
    """Grade right work of a student's, and return the file to put something else into."""
    reference = reference_submission(course, ASSIGNMENT, NOTEBOOK)
    folder = hand_in(course, ASSIGNMENT, student, {NOTEBOOK: nbformat.writes(reference)})
    assert grade_submission(course, ASSIGNMENT, student).total == FULL
    assert exported(course)[student] == FULL
    return folder / f"{NOTEBOOK}.ipynb"


def exported(course):
    """Return student → score as ``nbgrader export`` writes them."""
    plugin = CsvExportPlugin(parent=ExportApp())
    plugin.to = str(course.root / "grades.csv")
    with course.nbgrader.gradebook as gradebook:
        plugin.export(gradebook)
    with open(plugin.to) as table:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(table)}


def grade_in_gradebook(course, student):
    with course.nbgrader.gradebook as gradebook:
        submission = gradebook.find_submission(ASSIGNMENT, student)
        return submission.score, submission.needs_manual_grade


@pytest.mark.parametrize("student", GONE_WRONG)
def test_our_regrade_that_fails_leaves_no_old_mark(course, student):
    with_full_marks(course, student).write_bytes(GONE_WRONG[student])

    assert grade_submission(course, ASSIGNMENT, student).fault

    assert grade_in_gradebook(course, student) == (0, True)
    assert exported(course)[student] == 0
    [later] = [v for v in read_verdicts(course, ASSIGNMENT) if v.student == student]
    assert later.scores == {}
    assert not list((course.root / "autograded" / student / ASSIGNMENT).glob("*"))


def test_our_regrade_of_a_folder_that_became_a_file_leaves_none_either(course):
    folder = with_full_marks(course, "ada").parent
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("homework")

    assert grade_submission(course, ASSIGNMENT, "ada").fault

    assert grade_in_gradebook(course, "ada") == (0, True)


@pytest.mark.parametrize("student", ["not_json", "empty", "nested"])
def test_a_stock_regrade_that_fails_leaves_no_old_mark(course, student):
    student = f"stock_{student}"
    with_full_marks(course, student).write_bytes(GONE_WRONG[student.removeprefix("stock_")])

    result = course.nbgrader.autograde(ASSIGNMENT, student, force=True)

    assert not result["success"]
    assert "Unreadable: is " in result["log"]
    assert grade_in_gradebook(course, student) == (0, True)
    assert exported(course)[student] == 0


def test_a_stock_regrade_of_something_else_gives_what_it_is_worth(course):
    with_full_marks(course, "bob").write_bytes(GONE_WRONG["another_notebook"])

    assert course.nbgrader.autograde(ASSIGNMENT, "bob", force=True)["success"]

    assert grade_in_gradebook(course, "bob") == (0, False)
    assert exported(course)["bob"] == 0


def test_a_stock_regrade_through_a_link_leaves_no_old_mark(course):
    path = with_full_marks(course, "carl")
    path.rename(course.root / "elsewhere.ipynb")
    path.symlink_to(course.root / "elsewhere.ipynb")

    assert not course.nbgrader.autograde(ASSIGNMENT, "carl", force=True)["success"]

    assert grade_in_gradebook(course, "carl") == (0, True)


def test_a_manual_mark_stays(course):
    path = with_full_marks(course, "dora")
    with course.nbgrader.gradebook as gradebook:
        grade = gradebook.find_grade("test_double", NOTEBOOK, ASSIGNMENT, "dora")
        grade.manual_score = 4
        gradebook.db.commit()
    path.write_bytes(b"{")

    assert grade_submission(course, ASSIGNMENT, "dora").fault

    assert grade_in_gradebook(course, "dora")[0] == 4
