"""A class of broken and odd submissions: each gets the marks that its work deserves, and words.

What is odd about them is in ``odd_files.py``, ``odd_cells.py``, ``odd_code.py`` and
``odd_folders.py``. All are graded in one go, by the pipeline as it is.
"""

import functools
import re

import nbformat
import nbgrader.api
import odd_cells
import odd_code
import odd_files
import odd_folders
import pytest
from odd_course import ASSIGNMENT, FULL, NOTEBOOK, Odd, small_course, submit
from odd_folders import nothing_odd

from autograder.grading.class_grading import grade_class, read_verdicts
from autograder.grading.feedback import write_feedback

NAMES = ["-rf $HOME; 100%", "<b>Jörg", 'o\'hara, "j."', "x" * 180, "李小龍"]
HONEST = {name: Odd(nothing_odd, True) for name in NAMES}
"""Honest students with odd names; the last one comes after everybody else."""
CLASS = HONEST | odd_files.ODD | odd_cells.ODD | odd_code.ODD | odd_folders.ODD
GRADED = [student for student, odd in CLASS.items() if odd.is_graded]
REFUSED = [student for student, odd in CLASS.items() if not odd.is_graded]
SHOWN = [student for student, odd in CLASS.items() if odd.page]
OURS = re.compile("/autograder/|trusted_tests|sandbox/worker|packages/(nbgrader|nbclient)|HIDDEN")
"""What would be seen of the grader in a traceback of its own."""


@pytest.fixture(scope="module", autouse=True)
def one_database_engine():
    """nbgrader makes a new one at every turn: half of the time goes into preparing its queries."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nbgrader.api, "create_engine", functools.cache(nbgrader.api.create_engine))
        yield


@pytest.fixture(scope="module")
def graded(one_database_engine, tmp_path_factory):
    """The course, and the verdicts by student."""
    course = small_course(tmp_path_factory.mktemp("odd"))
    for student, odd in CLASS.items():
        submit(course, student, odd.hand_in)
    return course, {verdict.student: verdict for verdict in grade_class(course, ASSIGNMENT)}


@pytest.fixture(scope="module")
def pages(graded):
    """The text of each student's feedback page."""
    course, verdicts = graded
    return {
        student: [page.read_text() for page in write_feedback(course, ASSIGNMENT, verdict)]
        for student, verdict in verdicts.items()
    }


def test_everybody_gets_a_verdict(graded):
    assert graded[1].keys() == CLASS.keys()


@pytest.mark.parametrize("student", HONEST)
def test_the_others_cost_an_honest_student_nothing(graded, student):
    verdict = graded[1][student]

    assert verdict.scores == {NOTEBOOK: FULL}
    assert verdict.note is None


@pytest.mark.parametrize("student", GRADED)
def test_what_can_be_read_gets_the_marks_that_the_work_deserves(graded, student):
    verdict, odd = graded[1][student], CLASS[student]

    assert verdict.faults == {}
    assert verdict.scores == {NOTEBOOK: FULL | odd.marks}


@pytest.mark.parametrize("student", GRADED)
def test_what_is_odd_about_a_graded_submission_is_noted(graded, student):
    note, told = graded[1][student].note, CLASS[student].told

    assert told in note if told else note is None


@pytest.mark.parametrize("student", REFUSED)
def test_what_cannot_be_graded_is_told_in_words(graded, student):
    verdict = graded[1][student]

    assert verdict.scores == {}
    assert CLASS[student].told in verdict.fault
    assert re.search(r"[^.][.?]$", verdict.fault), "a whole sentence"
    assert "Traceback" not in verdict.fault
    assert "nbgrader gave up" not in verdict.fault


def test_the_gradebook_says_the_same(graded):
    course, verdicts = graded

    with course.nbgrader.gradebook as gradebook:
        for student, verdict in verdicts.items():
            submission = gradebook.find_submission(ASSIGNMENT, student)
            assert submission.score == verdict.total
            assert submission.needs_manual_grade == bool(verdict.faults)


def test_so_do_the_verdicts_that_are_read_later(graded):
    course, verdicts = graded

    later = {verdict.student: verdict for verdict in read_verdicts(course, ASSIGNMENT)}

    assert {name: verdict.scores for name, verdict in later.items()} == {
        name: verdict.scores for name, verdict in verdicts.items()
    }
    assert {name: verdict.faults for name, verdict in later.items()} == {
        name: verdict.faults for name, verdict in verdicts.items()
    }


def test_everybody_gets_one_feedback_page_that_shows_nothing_of_the_grader(pages):
    for student, texts in pages.items():
        assert len(texts) == 1, student
        assert not OURS.search(texts[0]), student


@pytest.mark.parametrize("student", SHOWN)
def test_the_page_says_what_the_code_did(pages, student):
    assert CLASS[student].page in pages[student][0]


def test_the_page_of_what_cannot_be_graded_says_so(pages):
    for student in REFUSED:
        assert "could not be graded" in pages[student][0]


def test_nothing_of_a_students_runs_on_a_page(pages):
    assert "<script>alert(1)" not in pages["own_figures"][0]


def test_what_was_handed_in_is_left_as_it_was(graded):
    folder = graded[0].root / "submitted" / "renamed" / ASSIGNMENT

    assert [path.name for path in folder.glob("*.ipynb")] == ["my homework (final).ipynb"]


def test_the_graded_notebook_is_the_instructors(graded):
    course = graded[0]
    ours = nbformat.read(course.root / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", 4)
    names = {cell.id for cell in ours.cells}

    for student in GRADED:
        path = course.root / "autograded" / student / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
        theirs = nbformat.read(path, 4)
        assert [cell.id for cell in theirs.cells if cell.id in names] == [
            cell.id for cell in ours.cells
        ]
