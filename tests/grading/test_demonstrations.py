"""Demonstrations are not run for grading, and nobody but the author makes a cell one."""

import nbformat
import pytest
import tiny_assignment
from tiny_assignment import ASSIGNMENT

from autograder.build import new_course
from autograder.build.source import build_source
from autograder.grading.class_grading import grade_submission
from autograder.grading.skip_demonstrations import MESSAGE
from autograder.variants.submissions import hand_in, reference_submission

NOTEBOOK = "another"
FULL = 7


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with one notebook: two graded items, and a demonstration between them."""
    root = tmp_path_factory.mktemp("demonstrations")
    course = new_course(root / "course")
    authored = tiny_assignment.write(root / "assignments")
    build_source(authored, course.root / "source" / ASSIGNMENT, notebooks=[NOTEBOOK])
    course.generate_release(ASSIGNMENT)
    return course


def cell_of(notebook, name):
    (cell,) = [cell for cell in notebook.cells if cell.id == name]
    return cell


def verdict_on(course, student, change, blank=False):
    notebook = reference_submission(course, ASSIGNMENT, NOTEBOOK)
    if blank:
        path = course.root / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
        notebook = nbformat.read(path, 4)
    change(notebook)
    hand_in(course, ASSIGNMENT, student, {NOTEBOOK: nbformat.writes(notebook)})
    return grade_submission(course, ASSIGNMENT, student)


def autograded(course, student):
    return course.root / "autograded" / student / ASSIGNMENT


def untag(notebook):
    del cell_of(notebook, "watch").metadata["tags"]


def edit_demonstration(notebook):
    cell_of(notebook, "watch").source = "open('watched', 'w').close()\n1 / 0"


@pytest.mark.parametrize("change", [lambda notebook: None, untag, edit_demonstration])
def test_a_demonstration_is_not_run_and_says_so(course, change):
    verdict = verdict_on(course, "ada", change)

    assert verdict.total == FULL
    assert not (autograded(course, "ada") / "watched").exists()
    graded = nbformat.read(autograded(course, "ada") / f"{NOTEBOOK}.ipynb", 4)
    (output,) = cell_of(graded, "watch").outputs
    assert output.text == f"{MESSAGE}\n"


def test_nothing_in_the_graded_notebook_tells_how_to_have_a_cell_skipped(course):
    verdict_on(course, "ada", lambda notebook: None)

    text = (autograded(course, "ada") / f"{NOTEBOOK}.ipynb").read_text()
    assert course.nbgrader.config.Execute.skip_cells_with_tag not in text


def tag_everything(notebook):
    for cell in notebook.cells:
        cell.metadata["tags"] = ["demonstration", "skip-execution"]


def tag_tests(notebook):
    for cell in notebook.cells:
        if cell.id.startswith("test_"):
            cell.metadata["tags"] = ["demonstration"]


def test_takes_the_name_of_the_demonstration(notebook):
    notebook.cells = [cell for cell in notebook.cells if cell.id != "watch"]
    cell_of(notebook, "test_double").metadata.nbgrader.grade_id = "watch"


def demonstration_is_graded(notebook):
    cell_of(notebook, "watch").metadata.nbgrader.update(grade=True, points=7)


test_takes_the_name_of_the_demonstration.__test__ = False


@pytest.mark.parametrize(
    "change",
    [tag_everything, tag_tests, test_takes_the_name_of_the_demonstration, demonstration_is_graded],
)
def test_blank_work_earns_nothing_whatever_is_called_a_demonstration(course, change):
    assert verdict_on(course, "bob", change, blank=True).total == 0


def test_a_solution_that_is_tagged_is_run_all_the_same(course):
    assert verdict_on(course, "carl", tag_everything).total == FULL


def test_a_demonstration_deleted_or_doubled_gives_no_point_away(course):
    def delete(notebook):
        notebook.cells = [cell for cell in notebook.cells if cell.id != "watch"]

    def double(notebook):
        copy = nbformat.from_dict(cell_of(notebook, "watch"))
        copy.id = "copy"
        notebook.cells.append(copy)

    assert verdict_on(course, "dora", delete).total == FULL
    assert verdict_on(course, "emil", double, blank=True).total == 0
