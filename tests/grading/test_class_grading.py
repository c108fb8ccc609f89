"""A class with broken submissions in it is graded to the end, and nobody pays for another."""

import os
from pathlib import Path

import nbformat
import pytest
from conftest import ASSIGNMENT, NOTEBOOK

from autograder.build import build, new_course
from autograder.course import Course, CourseError
from autograder.grading.class_grading import (
    grade_class,
    max_scores,
    read_verdicts,
)
from autograder.grading.feedback import write_feedback
from autograder.sandbox.isolation import probe
from autograder.variants.submissions import hand_in, reference_submission

FULL = 100


def without_cell(notebook, cell_id):
    notebook.cells = [cell for cell in notebook.cells if cell.id != cell_id]


def without_cells(notebook):
    for name in ("imports", "gradient_check", "test_gradient_check"):
        without_cell(notebook, name)


def cell_twice(notebook):
    (index,) = [i for i, cell in enumerate(notebook.cells) if cell.id == "gradient_check"]
    copy = nbformat.from_dict(notebook.cells[index])
    copy.id = "copy"
    notebook.cells.insert(index, copy)


def stripped_of_metadata(notebook):
    for cell in notebook.cells:
        cell.metadata = {}


def tests_overwritten(notebook):
    for cell in notebook.cells:
        if cell.id.startswith("test_"):
            cell.source = "100.0"


def everything_tagged(notebook):
    for cell in notebook.cells:
        cell.metadata.tags = ["skip-execution", "no-such-tag"]


def noisy(notebook):
    (cell,) = [cell for cell in notebook.cells if cell.id == "gradient_check"]
    talk = "import sys, warnings\n    warnings.warn('slow')\n    print('!', file=sys.stderr)"
    cell.source = cell.source.replace("    J_plus =", f"    {talk}\n    J_plus =", 1)
    assert talk in cell.source


def written(cell_id, source):
    def change(notebook):
        (cell,) = [cell for cell in notebook.cells if cell.id == cell_id]
        cell.source = source

    return change


LOOP = "def forward_propagation(x, theta):\n    while True:\n        pass"
EXIT = "def backward_propagation(x, theta):\n    raise SystemExit"
PARTLY = {
    "cells_deleted": (without_cells, {"gradient_check": 0}),
    "killed_process": (written("gradient_check", "import os\nos._exit(1)"), {"gradient_check": 0}),
    "loops": (written("forward_propagation", LOOP), {"forward_propagation": 0}),
    "exits": (written("backward_propagation", EXIT), {"backward_propagation": 0}),
}
"""What a student did, and the items that do not get all points for it."""
MENDED = {
    "cell_twice": (cell_twice, "'gradient_check' was there in several versions"),
    "stripped": (stripped_of_metadata, "had lost nbgrader's mark"),
    "no_imports": (lambda nb: without_cell(nb, "imports"), "'imports' had been changed or deleted"),
    "noisy": (noisy, None),
    "extra_cells": (lambda nb: nb.cells.append(nbformat.v4.new_code_cell("1 / 0")), None),
}
BLANK = {"tests_overwritten": tests_overwritten, "everything_tagged": everything_tagged}
BROKEN_FILES = {"empty": (b"", "is empty."), "not_json": (b"\xe9", "is not JSON (line 1")}

tests_overwritten.__test__ = False


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The verdicts on a class, by student, and the course."""
    course = new_course(tmp_path_factory.mktemp("class"), probe().level)
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write("\nc.ExecuteInSandbox.timeout = 2\n")
    build(ASSIGNMENT, course, notebooks=[NOTEBOOK])
    reference = reference_submission(course, ASSIGNMENT, NOTEBOOK)
    blank = nbformat.read(course.root / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", 4)

    def submit(student, change, made_from=reference):
        notebook = nbformat.from_dict(made_from)
        change(notebook)
        hand_in(course, ASSIGNMENT, student, {NOTEBOOK: nbformat.writes(notebook)})

    for student, (change, _) in [*PARTLY.items(), *MENDED.items()]:
        submit(student, change)
    for student, change in BLANK.items():
        submit(student, change, made_from=blank)
    for student, (content, _) in BROKEN_FILES.items():
        folder = hand_in(course, ASSIGNMENT, student, {})
        (folder / f"{NOTEBOOK}.ipynb").write_bytes(content)
    submit("b[ac]d", lambda notebook: None)
    submit("own_numpy", lambda notebook: None)
    (course.root / "submitted" / "own_numpy" / ASSIGNMENT / "numpy.py").write_text("")
    linked = hand_in(course, ASSIGNMENT, "linked", {})
    (linked / f"{NOTEBOOK}.ipynb").unlink()
    solution = course.root / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    (linked / f"{NOTEBOOK}.ipynb").symlink_to(solution)
    submit("renamed", lambda notebook: None)
    renamed = course.root / "submitted" / "renamed" / ASSIGNMENT
    (renamed / f"{NOTEBOOK}.ipynb").rename(renamed / "my homework.ipynb")
    submit("zoe_last", lambda notebook: None)
    verdicts = {verdict.student: verdict for verdict in grade_class(course, ASSIGNMENT)}
    return course, verdicts


def test_everybody_gets_a_verdict(graded):
    course, verdicts = graded

    assert list(verdicts) == course.students(ASSIGNMENT)
    assert verdicts["zoe_last"].total == FULL


@pytest.mark.parametrize("student", BROKEN_FILES)
def test_what_cannot_be_graded_is_explained(graded, student):
    verdict = graded[1][student]

    assert verdict.scores == {}
    assert verdict.fault.startswith(f"{NOTEBOOK}.ipynb {BROKEN_FILES[student][1]}")


@pytest.mark.parametrize("student", MENDED)
def test_what_can_be_mended_is_graded_in_full_and_noted(graded, student):
    verdict, words = graded[1][student], MENDED[student][1]

    assert verdict.fault is None
    assert verdict.total == FULL
    assert words in verdict.note if words else verdict.note is None


@pytest.mark.parametrize("student", BLANK)
def test_blank_work_earns_nothing_whatever_was_done_to_the_tests(graded, student):
    assert graded[1][student].total == 0


@pytest.mark.parametrize("student", PARTLY)
def test_what_loops_exits_or_is_gone_costs_its_own_item_only(graded, student):
    full = max_scores(graded[0], ASSIGNMENT)[NOTEBOOK]

    assert graded[1][student].scores == {NOTEBOOK: full | PARTLY[student][1]}


def test_a_renamed_notebook_is_graded_where_it_is(graded):
    verdict = graded[1]["renamed"]

    assert verdict.total == FULL
    assert "my homework.ipynb was graded in its place" in verdict.note


def test_the_gradebook_says_the_same(graded):
    course, verdicts = graded

    with course.nbgrader.gradebook as gradebook:
        for student, verdict in verdicts.items():
            assert gradebook.find_submission(ASSIGNMENT, student).score == verdict.total


def test_everybody_gets_a_feedback_page(graded):
    course, verdicts = graded

    (refused,) = write_feedback(course, ASSIGNMENT, verdicts["empty"])
    (page,) = write_feedback(course, ASSIGNMENT, verdicts["loops"])

    assert refused.name == page.name == f"{NOTEBOOK}.html"
    assert "could not be graded" in refused.read_text()
    assert "is empty." in refused.read_text()
    assert "gradient_check_n: 30 of 30 points" in page.read_text()
    assert "did not come to an end within 2 seconds" in page.read_text()
    assert "HIDDEN TESTS" not in page.read_text()
    assert "hidden_tests" not in page.read_text()


def test_feedback_written_later_still_knows_why(graded):
    course, verdicts = graded

    remembered = {verdict.student: verdict for verdict in read_verdicts(course, ASSIGNMENT)}

    assert remembered.keys() == verdicts.keys()
    for student, verdict in verdicts.items():
        assert remembered[student].faults == verdict.faults
        assert remembered[student].scores == verdict.scores


def test_what_a_grader_should_know_is_noted(graded):
    verdicts = graded[1]

    assert "numpy.py" in verdicts["own_numpy"].note
    assert verdicts["zoe_last"].note is None


def test_names_with_wildcards_and_links_are_not_handed_to_nbgrader(graded):
    verdicts = graded[1]

    assert "rename it" in verdicts["b[ac]d"].fault
    assert "symbolic link" in verdicts["linked"].fault


def test_items_come_in_the_order_of_the_notebook(graded):
    assert list(max_scores(graded[0], ASSIGNMENT)[NOTEBOOK].items()) == [
        ("forward_propagation", 10),
        ("backward_propagation", 10),
        ("gradient_check", 20),
        ("gradient_check_n", 30),
        ("backward_propagation_n", 30),
    ]


def test_nothing_to_grade_is_said(tiny_course):
    with pytest.raises(CourseError, match="nothing submitted"):
        list(grade_class(tiny_course, "tiny"))
    with pytest.raises(CourseError, match="there is no assignment 'tinny'"):
        list(grade_class(tiny_course, "tinny"))
    with pytest.raises(CourseError, match="by bob"):
        list(grade_class(tiny_course, "tiny", ["bob"]))


def test_a_notebook_that_is_locked_costs_nobody_else_anything(tiny_course, monkeypatch):
    for student in ("ada", "bob"):
        hand_in(tiny_course, "tiny", student, {})
    open_it = Path.open

    def refuse(path, *arguments, **options):
        if "submitted/ada" in path.as_posix():
            raise PermissionError(13, "Permission denied", str(path))
        return open_it(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    locked, other = grade_class(tiny_course, "tiny")

    assert "tiny.ipynb could not be opened (Permission denied" in locked.fault
    assert other.fault is None


def test_a_name_that_is_no_text_is_said(tiny_course):
    os.makedirs(os.fsencode(tiny_course.root / "submitted") + b"/J\xf6rg/tiny")

    with pytest.raises(CourseError, match=r"not UTF-8: 'J\\udcf6rg'; rename it"):
        list(grade_class(tiny_course, "tiny"))


def test_a_folder_that_is_no_course_is_refused(tmp_path):
    with pytest.raises(CourseError, match="has no nbgrader_config"):
        Course(tmp_path)
