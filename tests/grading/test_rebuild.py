"""The notebook that is run is the instructor's, with the student's answers in it."""

import time

import nbformat
import pytest
from handed_cells import (
    GIVEN,
    HANDED,
    SOLVED,
    SOLVED_CELLS,
    STUB,
    WRONG,
    changed,
    handed_in,
    solution_of,
    source,
    texts,
    tiny,
    without_marks,
)

from autograder.grading import rebuild as module
from autograder.grading.reading import HandedCell
from autograder.grading.rebuild import rebuild
from autograder.proof import notebooks

# What is honest


@pytest.mark.parametrize("name", notebooks.NOTEBOOKS)
def test_the_release_gives_the_source_with_stubs_and_nothing_to_say(name):
    original, release = notebooks.source(name), notebooks.release(name)

    rebuilt = rebuild(original, handed_in(release))

    assert rebuilt.notes == []
    assert not rebuilt.is_foreign
    nbformat.validate(rebuilt.notebook)
    assert original == notebooks.source(name)
    for cell, ours, theirs in zip(rebuilt.notebook.cells, original.cells, release.cells):
        is_solution = ours.metadata.get("nbgrader", {}).get("solution")
        assert cell == (theirs if is_solution else ours)


@pytest.mark.parametrize("name", notebooks.NOTEBOOKS)
@pytest.mark.parametrize("strip", [False, True])
def test_answers_arrive_even_without_marks_and_ids(name, strip):
    release, reference = notebooks.release(name), notebooks.reference(name)
    for cell, solved in zip(release.cells, reference.cells):
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = solved.source
    handed = handed_in(release)

    rebuilt = rebuild(notebooks.source(name), without_marks(handed) if strip else handed)

    assert len(rebuilt.notebook.cells) == len(release.cells)
    assert len(rebuilt.notes) == strip
    for cell, solved in zip(rebuilt.notebook.cells, reference.cells):
        if cell.metadata.get("nbgrader", {}).get("solution"):
            assert cell.source == solved.source
            assert cell.id in rebuilt.by_student


def test_own_cells_stay_where_they_are_without_any_metadata():
    own = [HandedCell("code", f"own_{n} = 1", "made_up", "odd id!") for n in range(3)]
    handed = [own[0], *SOLVED_CELLS[:3], own[1], HandedCell("markdown", "mine"), *SOLVED_CELLS[3:]]

    rebuilt = rebuild(source(), [*handed, own[2], HandedCell("raw", "x"), HandedCell("code", " ")])

    ids = [cell.id for cell in rebuilt.notebook.cells]
    ours = ["words", "imports", "double", "play", "test_double"]
    mine = [f"student-{n}" for n in range(1, 5)]
    assert ids == [mine[0], *ours[:3], mine[1], mine[2], *ours[3:], mine[3]]
    assert texts(rebuilt)[4:6] == ["own_1 = 1", "mine"]
    assert all(not cell.metadata for cell in rebuilt.notebook.cells if cell.id in mine)
    assert rebuilt.by_student == {*mine, "double", "play"}
    assert rebuilt.notes == []


def test_a_cell_to_play_with_is_as_the_student_left_it():
    rebuilt = rebuild(source(), changed(HANDED, 3, "double(7)"))

    assert texts(rebuilt)[3] == "double(7)"
    assert rebuilt.notes == []


def test_our_own_words_turned_into_code_are_the_students_code():
    rebuilt = rebuild(source(), [HandedCell("code", "mine = 1", None, "words"), *HANDED[1:]])

    assert texts(rebuilt)[:2] == ["mine = 1", "Double it."]


# What was changed


def test_a_changed_test_a_deleted_cell_and_a_retyped_one_are_ours_again():
    handed = [
        HandedCell("code", SOLVED, "double", "double"),
        HandedCell("markdown", GIVEN.text, "imports", "imports"),
        HandedCell("code", "assert True", "test_double", "test_double"),
    ]

    rebuilt = rebuild(source(), handed)

    ours = [cell.source for cell in source().cells]
    assert texts(rebuilt) == [*ours[:2], SOLVED, *ours[3:]]
    [note] = rebuilt.notes
    assert "'imports', 'test_double' had been changed or deleted" in note
    assert rebuild(source(), SOLVED_CELLS[:-1]).notes == [
        "The cell 'test_double' had been changed or deleted; it is as you wrote it again."
    ]


def test_a_solution_that_became_something_else_is_code_again():
    rebuilt = rebuild(source(), [HandedCell("raw", SOLVED, "double")])

    assert solution_of(rebuilt).cell_type == "code"
    assert solution_of(rebuilt).source == SOLVED


def test_a_missing_solution_comes_back_as_it_was_handed_out():
    rebuilt = rebuild(source(), [*HANDED[:2], *HANDED[3:]])

    assert solution_of(rebuilt).source == STUB
    assert rebuilt.is_foreign
    assert rebuilt.found == set()


def test_one_missing_solution_of_two_is_told(tmp_path):
    original = tiny("another", tmp_path)

    rebuilt = rebuild(original, [HandedCell("code", "def triple(x): return 3 * x", "triple")])

    assert "The cell 'double' is missing; it was put back without an answer." in rebuilt.notes
    assert rebuilt.found == {"triple"}
    assert not rebuilt.is_foreign


def test_a_solution_without_a_region_is_cleared_like_nbgrader_does():
    original = source()
    original.cells[2].source = "def double(x):\n    return 2 * x"
    original.cells[0].metadata = original.cells[2].metadata | {
        "nbgrader": original.cells[2].metadata.nbgrader | {"grade_id": "why", "grade": True}
    }

    rebuilt = rebuild(original, [])

    assert texts(rebuilt)[0] == "YOUR ANSWER HERE"
    assert texts(rebuilt)[2] == "# YOUR CODE HERE\nraise NotImplementedError()"


def test_an_answer_in_words_is_taken():
    original = source()
    original.cells[0].metadata = original.cells[2].metadata | {
        "nbgrader": original.cells[2].metadata.nbgrader | {"grade_id": "why", "grade": True}
    }
    handed = [HandedCell("markdown", "Because.", "why", "words"), *HANDED[1:]]

    rebuilt = rebuild(original, handed)

    assert rebuilt.notebook.cells[0].source == "Because."
    assert rebuilt.notebook.cells[0].metadata == original.cells[0].metadata
    assert rebuilt.notes == []


@pytest.mark.parametrize("handed", [[], [HandedCell("code", "x = 1", "other", "other")]])
def test_another_notebook_is_told_from_one_without_marks(handed):
    rebuilt = rebuild(source(), handed)

    assert rebuilt.is_foreign
    assert rebuilt.notes == ["None of the exercises is in it: it may be another notebook."]


# Limits


def test_too_many_and_too_long_cells_are_left_out():
    extra = [HandedCell("code", f"x = {n}") for n in range(module.MAX_EXTRA_CELLS + 3)]
    long = HandedCell("code", "#" + "é" * 500_000)

    rebuilt = rebuild(source(), [*SOLVED_CELLS, long, *extra])

    assert len(rebuilt.notebook.cells) == 5 + module.MAX_EXTRA_CELLS
    assert rebuilt.notes[0].startswith("4 of the student's own cells were left out")


def test_all_cells_together_have_a_limit():
    extra = [HandedCell("code", "#" + "x" * 900_000)] * 9

    assert len(rebuild(source(), [*SOLVED_CELLS, *extra]).notebook.cells) == 5 + 5


def test_too_long_an_answer_is_left_out():
    rebuilt = rebuild(source(), changed(HANDED, 2, SOLVED + "#" * 1_000_000))

    assert solution_of(rebuilt).source == STUB
    assert "'double' is too long" in rebuilt.notes[0]
    assert "double" not in rebuilt.by_student


@pytest.mark.parametrize("name", ["double", None])
def test_thousands_of_versions_do_not_take_long(name):
    text = WRONG + "\n" + "x = [1, 2, 3]\n" * 280
    handed = [HandedCell("code", text, name)] * 4999

    start = time.monotonic()
    rebuilt = rebuild(source(), [HandedCell("code", SOLVED, name), *handed])

    assert time.monotonic() - start < 10
    assert solution_of(rebuilt).source == text
