"""A class with broken submissions in it is graded to the end, and nobody pays for another."""

import nbformat
import pytest
from conftest import ASSIGNMENT, NOTEBOOK

from autograder.build import build, new_course
from autograder.course import Course, CourseError
from autograder.grading.class_grading import (
    grade_class,
    grade_submission,
    max_scores,
    read_verdicts,
)
from autograder.grading.feedback import write_feedback
from autograder.variants.submissions import changed_submission, hand_in, reference_submission
from autograder.variants.variant import Edit

FULL = 100


def without_cell(notebook, cell_id):
    notebook.cells = [cell for cell in notebook.cells if cell.id != cell_id]


def two_cells_deleted(notebook):
    without_cell(notebook, "gradient_check")
    without_cell(notebook, "test_gradient_check")


def cell_twice(notebook, cell_id):
    (index,) = [i for i, cell in enumerate(notebook.cells) if cell.id == cell_id]
    copy = nbformat.from_dict(notebook.cells[index])
    copy.id = "copy"
    notebook.cells.insert(index, copy)


def stripped_of_metadata(notebook):
    for cell in notebook.cells:
        cell.metadata = {}


def test_cell_as_markdown(notebook):
    (cell,) = [cell for cell in notebook.cells if cell.id == "test_gradient_check"]
    cell.cell_type = "markdown"
    del cell["outputs"], cell["execution_count"]


def tests_overwritten(notebook):
    for cell in notebook.cells:
        if cell.id.startswith("test_"):
            cell.source = "100.0"


def killed_kernel(notebook):
    (cell,) = [cell for cell in notebook.cells if cell.id == "gradient_check"]
    cell.source = "import os\nos._exit(1)"


def everything_tagged(notebook):
    for cell in notebook.cells:
        cell.metadata.tags = ["skip-execution", "no-such-tag"]


def function_1_loops(notebook):
    (cell,) = [cell for cell in notebook.cells if cell.id == "forward_propagation"]
    cell.source = "def forward_propagation(x, theta):\n    while True:\n        pass"


def function_2_exits(notebook):
    (cell,) = [cell for cell in notebook.cells if cell.id == "backward_propagation"]
    cell.source = "def backward_propagation(x, theta):\n    raise SystemExit"


BROKEN = {
    "cell_twice": (lambda nb: cell_twice(nb, "gradient_check"), "more than once"),
    "killed_kernel": (killed_kernel, "Kernel died"),
    "two_deleted": (two_cells_deleted, "lacks the cell 'gradient_check', 'test_gradient_check'"),
    "stripped": (stripped_of_metadata, "has lost the marks"),
}
ODD_BUT_GRADED = {
    "deleted_test": lambda nb: without_cell(nb, "test_gradient_check"),
    "retyped_test": test_cell_as_markdown,
    "extra_cells": lambda nb: nb.cells.append(nbformat.v4.new_code_cell("1 / 0")),
}
BLANK = {"tests_overwritten": tests_overwritten, "everything_tagged": everything_tagged}
ONE_SLIP = {
    "function_1_loops": (function_1_loops, "forward_propagation"),
    "function_2_exits": (function_2_exits, "backward_propagation"),
}
BROKEN_FILES = {"empty": (b"", "is not JSON"), "latin": (b"\xe9", "not UTF-8")}

test_cell_as_markdown.__test__ = tests_overwritten.__test__ = False


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The verdicts on a class, by student, and the course."""
    course = new_course(tmp_path_factory.mktemp("class"))
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write("\nc.ExecutePreprocessor.timeout = 10\n")
    build(ASSIGNMENT, course, notebooks=[NOTEBOOK])
    reference = reference_submission(course, ASSIGNMENT, NOTEBOOK)

    def submit(student, change):
        notebook = nbformat.from_dict(reference)
        change(notebook)
        hand_in(course, ASSIGNMENT, student, {NOTEBOOK: nbformat.writes(notebook)})

    for student, (change, _) in BROKEN.items():
        submit(student, change)
    for student, change in ODD_BUT_GRADED.items():
        submit(student, change)
    for student, (content, _) in BROKEN_FILES.items():
        folder = hand_in(course, ASSIGNMENT, student, {})
        (folder / f"{NOTEBOOK}.ipynb").write_bytes(content)
    submit("b[ac]d", lambda notebook: None)
    submit("no_imports", lambda notebook: without_cell(notebook, "imports"))
    submit("own_numpy", lambda notebook: None)
    (course.root / "submitted" / "own_numpy" / ASSIGNMENT / "numpy.py").write_text("")
    linked = hand_in(course, ASSIGNMENT, "linked", {})
    (linked / f"{NOTEBOOK}.ipynb").unlink()
    solution = course.root / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    (linked / f"{NOTEBOOK}.ipynb").symlink_to(solution)
    renamed = hand_in(course, ASSIGNMENT, "renamed", {})
    (renamed / f"{NOTEBOOK}.ipynb").rename(renamed / "my homework.ipynb")
    blank = nbformat.read(course.root / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", 4)
    for student, change in BLANK.items():
        changed = nbformat.from_dict(blank)
        change(changed)
        hand_in(course, ASSIGNMENT, student, {NOTEBOOK: nbformat.writes(changed)})
    for student, (change, _) in ONE_SLIP.items():
        submit(student, change)
    hand_in(course, ASSIGNMENT, "zoe_last", {NOTEBOOK: nbformat.writes(reference)})
    verdicts = {verdict.student: verdict for verdict in grade_class(course, ASSIGNMENT)}
    return course, verdicts


def test_everybody_gets_a_verdict(graded):
    course, verdicts = graded

    assert list(verdicts) == course.students(ASSIGNMENT)
    assert verdicts["zoe_last"].total == FULL


@pytest.mark.parametrize("student", [*BROKEN, *BROKEN_FILES, "renamed"])
def test_what_cannot_be_graded_is_explained(graded, student):
    words = {**BROKEN, **BROKEN_FILES, "renamed": (None, "found instead: my homework.ipynb")}
    verdict = graded[1][student]

    assert verdict.scores == {}
    assert words[student][1] in verdict.fault


@pytest.mark.parametrize("student", ODD_BUT_GRADED)
def test_what_can_be_mended_is_graded_in_full(graded, student):
    verdict = graded[1][student]

    assert verdict.fault is None
    assert verdict.total == FULL


@pytest.mark.parametrize("student", BLANK)
def test_blank_work_earns_nothing_whatever_was_done_to_the_tests(graded, student):
    assert graded[1][student].total == 0


@pytest.mark.parametrize("student", ONE_SLIP)
def test_a_function_that_loops_or_exits_costs_its_own_item_only(graded, student):
    item = ONE_SLIP[student][1]

    full = max_scores(graded[0], ASSIGNMENT)[NOTEBOOK]
    assert graded[1][student].scores == {NOTEBOOK: {**full, item: 0}}


def test_the_gradebook_says_the_same(graded):
    course, verdicts = graded

    with course.nbgrader.gradebook as gradebook:
        for student, verdict in verdicts.items():
            assert gradebook.find_submission(ASSIGNMENT, student).score == verdict.total


def test_everybody_gets_a_feedback_page(graded):
    course, verdicts = graded

    for student in ("cell_twice", "deleted_test"):
        (page,) = write_feedback(course, ASSIGNMENT, verdicts[student])
        text = page.read_text()
        assert page.name == f"{NOTEBOOK}.html"
        if verdicts[student].fault:
            assert "could not be graded" in text
            assert "more than once" in text
        else:
            assert "gradient_check_n: 30 of 30 points" in text
            assert "HIDDEN TESTS" not in text
            assert "hidden_tests" not in text


def test_feedback_written_later_still_knows_why(graded):
    course, verdicts = graded

    remembered = {verdict.student: verdict for verdict in read_verdicts(course, ASSIGNMENT)}

    assert remembered.keys() == verdicts.keys()
    for student, verdict in verdicts.items():
        assert remembered[student].faults == verdict.faults
        assert remembered[student].scores == verdict.scores
    assert "Kernel died" in remembered["killed_kernel"].fault


def test_what_a_grader_should_know_is_noted(graded):
    verdicts = graded[1]

    assert "lacks the cell 'imports'" in verdicts["no_imports"].note
    assert "numpy.py" in verdicts["own_numpy"].note
    assert verdicts["zoe_last"].note is None


def test_names_with_wildcards_and_links_are_not_handed_to_nbgrader(graded):
    verdicts = graded[1]

    assert "rename it" in verdicts["b[ac]d"].fault
    assert "symbolic link" in verdicts["linked"].fault


def test_a_failed_regrade_leaves_no_old_mark(course):
    reference = reference_submission(course, ASSIGNMENT, NOTEBOOK)
    hand_in(course, ASSIGNMENT, "ada", {NOTEBOOK: nbformat.writes(reference)})
    assert grade_submission(course, ASSIGNMENT, "ada").total == FULL

    hand_in(course, ASSIGNMENT, "ada", {NOTEBOOK: "gone"})
    verdict = grade_submission(course, ASSIGNMENT, "ada")

    assert "not JSON" in verdict.fault
    with course.nbgrader.gradebook as gradebook:
        submission = gradebook.find_submission(ASSIGNMENT, "ada")
        assert submission.score == 0
        assert submission.needs_manual_grade


def test_stderr_and_warnings_of_a_right_solution_cost_nothing(course):
    reference = reference_submission(course, ASSIGNMENT, NOTEBOOK)
    noisy = Edit(
        "gradient_check",
        "    J_plus =",
        "    import sys, warnings\n    warnings.warn('slow')\n"
        "    print('careful', file=sys.stderr)\n    J_plus =",
    )
    text = nbformat.writes(changed_submission(reference, [noisy]))
    hand_in(course, ASSIGNMENT, "ada", {NOTEBOOK: text})

    assert grade_submission(course, ASSIGNMENT, "ada").total == FULL


def test_items_come_in_the_order_of_the_notebook(graded):
    assert list(max_scores(graded[0], ASSIGNMENT)[NOTEBOOK].items()) == [
        ("forward_propagation", 10),
        ("backward_propagation", 10),
        ("gradient_check", 20),
        ("gradient_check_n", 30),
        ("backward_propagation_n", 30),
    ]


def test_nothing_to_grade_is_said(course):
    with pytest.raises(CourseError, match="nothing submitted"):
        list(grade_class(course, ASSIGNMENT))
    with pytest.raises(CourseError, match="there is no assignment 'gradient_cheking'"):
        list(grade_class(course, "gradient_cheking"))
    with pytest.raises(CourseError, match="by bob"):
        list(grade_class(course, ASSIGNMENT, ["bob"]))


def test_a_folder_that_is_no_course_is_refused(tmp_path):
    with pytest.raises(CourseError, match="has no nbgrader_config"):
        Course(tmp_path)
