"""An assignment of two notebooks: each is graded by itself, and so are items of the same name."""

import io

import nbformat
import pytest
import tiny_assignment
from rich.console import Console
from tiny_assignment import ASSIGNMENT

from autograder.build import new_course
from autograder.build.source import build_source
from autograder.grading.class_grading import (
    grade_class,
    grade_submission,
    max_scores,
    read_verdicts,
)
from autograder.grading.feedback import write_feedback
from autograder.sandbox.isolation import probe
from autograder.tables import class_tables
from autograder.variants.submissions import changed_submission, hand_in, reference_submission
from autograder.variants.variant import Edit, Rewrite

TINY = {"double": 3}
ANOTHER = {"triple": 2, "double": 5}


def broken(course, student, notebook, text="{"):
    (course.root / "submitted" / student / ASSIGNMENT / f"{notebook}.ipynb").write_text(text)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The course, and the verdicts on a class by student."""
    root = tmp_path_factory.mktemp("several")
    course = new_course(root / "course", probe().level)
    build_source(tiny_assignment.write(root / "assignments"), course.root / "source" / ASSIGNMENT)
    course.generate_release(ASSIGNMENT)
    tiny = reference_submission(course, ASSIGNMENT, "tiny")
    another = reference_submission(course, ASSIGNMENT, "another")

    def submit(student, tiny_changes=(), another_changes=()):
        work = {
            "tiny": changed_submission(tiny, tiny_changes),
            "another": changed_submission(another, another_changes),
        }
        texts = {name: nbformat.writes(notebook) for name, notebook in work.items()}
        return hand_in(course, ASSIGNMENT, student, texts)

    submit("ada")
    submit("bob", another_changes=[Edit("double", "2 * x", "2 * int(x)")])
    submit("carl_half")
    broken(course, "carl_half", "tiny")
    folder = submit("dora_renames")
    (folder / "another.ipynb").rename(folder / "another (1).ipynb")
    submit("emil_kills", [Rewrite("double", "import os\nos._exit(1)")])
    (submit("gil_forgets") / "another.ipynb").unlink()
    submit("fay_nothing")
    broken(course, "fay_nothing", "tiny")
    broken(course, "fay_nothing", "another", '{"cells": []}')
    verdicts = {verdict.student: verdict for verdict in grade_class(course, ASSIGNMENT)}
    return course, verdicts


def test_the_notebook_of_the_assignments_name_comes_first(graded):
    full = max_scores(graded[0], ASSIGNMENT)

    assert full == {"tiny": TINY, "another": ANOTHER}
    assert list(full) == ["tiny", "another"]
    assert list(full["another"]) == ["triple", "double"]


def test_items_of_the_same_name_are_kept_apart(graded):
    verdicts = graded[1]

    assert verdicts["ada"].scores == {"tiny": TINY, "another": ANOTHER}
    assert verdicts["ada"].total == 10
    assert verdicts["bob"].scores == {"tiny": TINY, "another": {"triple": 2, "double": 0}}


@pytest.mark.parametrize(
    ("student", "graded_notebook", "points", "lost", "words"),
    [
        ("carl_half", "another", ANOTHER, "tiny", "tiny.ipynb is not JSON (line 1"),
        ("gil_forgets", "tiny", TINY, "another", "another.ipynb is missing."),
    ],
)
def test_a_notebook_that_cannot_be_graded_costs_the_others_nothing(
    graded, student, graded_notebook, points, lost, words
):
    verdict = graded[1][student]

    assert verdict.scores == {graded_notebook: points}
    assert list(verdict.faults) == [lost]
    assert words in verdict.faults[lost]
    assert verdict.fault is None


def test_a_renamed_notebook_is_graded_beside_the_others(graded):
    verdict = graded[1]["dora_renames"]

    assert verdict.scores == {"tiny": TINY, "another": ANOTHER}
    assert verdict.note == "another.ipynb was missing; another (1).ipynb was graded in its place."


def test_code_that_kills_its_process_costs_its_own_item_only(graded):
    verdict = graded[1]["emil_kills"]

    assert verdict.scores == {"tiny": {"double": 0}, "another": ANOTHER}
    assert verdict.faults == {}


def test_a_submission_without_any_notebook_that_can_be_graded_is_not_graded(graded):
    verdict = graded[1]["fay_nothing"]

    assert verdict.scores == {}
    assert "tiny.ipynb is not JSON" in verdict.fault
    assert "another.ipynb has none of the exercises in it" in verdict.fault


def test_the_gradebook_says_the_same(graded):
    course, verdicts = graded

    with course.nbgrader.gradebook as gradebook:
        for student, verdict in verdicts.items():
            assert gradebook.find_submission(ASSIGNMENT, student).score == verdict.total


def test_every_notebook_has_its_feedback_page_also_when_asked_for_later(graded):
    course, verdicts = graded

    remembered = {verdict.student: verdict for verdict in read_verdicts(course, ASSIGNMENT)}
    pages = write_feedback(course, ASSIGNMENT, remembered["carl_half"])

    assert {name: v.scores for name, v in remembered.items()} == {
        name: v.scores for name, v in verdicts.items()
    }
    texts = {page.name: page.read_text() for page in pages}
    assert texts.keys() == {"tiny.html", "another.html"}
    assert "could not be graded" in texts["tiny.html"]
    assert "could not be graded" not in texts["another.html"]


def test_the_tables_fit_eighty_columns_and_end_with_the_totals(graded):
    course, verdicts = graded
    console = Console(file=io.StringIO(), width=80)

    for table in class_tables(ASSIGNMENT, list(verdicts.values()), max_scores(course, ASSIGNMENT)):
        console.print(table)

    lines = console.file.getvalue().splitlines()
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines if "│" in line]
    assert [row for row in rows if row[0] == "bob"] == [
        ["bob", "3", "3"],
        ["bob", "2", "0", "2"],
        ["bob", "3", "2", "5"],
    ]
    assert [row for row in rows if row[0] == "carl_half"] == [
        ["carl_half", "—", "not graded"],
        ["carl_half", "2", "5", "7"],
        ["carl_half", "—", "7", "7"],
    ]
    assert [row[-1] for row in rows if row[0] == "fay_nothing"] == ["not graded"] * 3
    assert "tiny: all notebooks" in " ".join(lines)
    assert max(map(len, lines)) <= 80


def test_a_failed_regrade_of_one_notebook_leaves_no_old_mark_and_no_old_notebook(graded):
    course, verdicts = graded
    assert verdicts["bob"].scores["tiny"] == TINY

    broken(course, "bob", "tiny")
    verdict = grade_submission(course, ASSIGNMENT, "bob")

    assert verdict.scores == {"another": {"triple": 2, "double": 0}}
    assert not (course.root / "autograded" / "bob" / ASSIGNMENT / "tiny.ipynb").exists()
    with course.nbgrader.gradebook as gradebook:
        assert gradebook.find_submission_notebook("tiny", ASSIGNMENT, "bob").score == 0
        assert gradebook.find_submission_notebook("tiny", ASSIGNMENT, "bob").needs_manual_grade
