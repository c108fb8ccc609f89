"""Of several versions of an answer one counts; and it is found without nbgrader's marks."""

import pytest
from handed_cells import (
    GIVEN,
    HANDED,
    PLAY,
    SOLVED,
    SOLVED_CELLS,
    STUB,
    WRONG,
    changed,
    solution_of,
    source,
    texts,
    tiny,
    without_marks,
)

from autograder.grading.reading import HandedCell
from autograder.grading.rebuild import rebuild

# Several versions of one solution


def versions(*given):
    cells = [HandedCell("code", text, "double", f"copy-{n}") for n, text in enumerate(given)]
    return [*HANDED[:2], *cells, *HANDED[3:]]


@pytest.mark.parametrize(
    ("given", "graded", "others"),
    [
        ([STUB, SOLVED], SOLVED, []),
        ([SOLVED, STUB], SOLVED, []),
        ([SOLVED, STUB.replace("YOUR", "MY")], SOLVED, []),
        ([SOLVED, STUB.replace("raise", "print(x)\n    raise")], SOLVED, []),
        ([STUB, STUB], STUB, []),
        ([WRONG, SOLVED], SOLVED, [WRONG]),
        ([SOLVED, WRONG], WRONG, [SOLVED]),
        ([SOLVED, "def double(x):\n    return (x"], SOLVED, []),
        ([SOLVED, "print(double(4))"], SOLVED, ["print(double(4))"]),
        (["def helper(): pass", SOLVED], SOLVED, ["def helper(): pass"]),
        (["", SOLVED], SOLVED, []),
    ],
)
def test_the_last_version_with_work_in_it_counts(given, graded, others):
    rebuilt = rebuild(source(), versions(*given))

    assert solution_of(rebuilt).source == graded
    extra = [cell for cell in rebuilt.notebook.cells if cell.id.startswith("student")]
    assert [cell.source for cell in extra] == others
    assert all(not cell.metadata for cell in extra)
    assert "The cell 'double' was there in several versions" in rebuilt.notes[0]


def test_nothing_that_stood_earlier_replaces_the_version_that_counts():
    handed = [*HANDED[3:], *versions(WRONG, SOLVED)[2:4]]

    rebuilt = rebuild(source(), handed)

    assert texts(rebuilt).index(WRONG) < texts(rebuilt).index(SOLVED)


def test_a_version_put_out_of_action_does_not_count():
    handed = [*HANDED[:2], HandedCell("code", SOLVED, "double"), HandedCell("raw", WRONG, "double")]
    handed += HANDED[3:]

    assert solution_of(rebuild(source(), handed)).source == SOLVED


def test_copies_of_our_own_cells_are_dropped():
    rebuilt = rebuild(source(), [*SOLVED_CELLS, SOLVED_CELLS[-1], GIVEN])

    assert len(rebuilt.notebook.cells) == 5
    assert rebuilt.notes == []


def test_an_untouched_cell_of_ours_is_preferred_to_a_changed_copy():
    copy = HandedCell("code", "double(5)", "test_double", "test_double")

    assert rebuild(source(), [*SOLVED_CELLS[:4], copy, SOLVED_CELLS[4]]).notes == []


def test_a_cell_to_play_with_can_be_copied():
    copies = [HandedCell("code", "double(5)", None, "play"), HandedCell("raw", "", None, "play")]

    rebuilt = rebuild(source(), [*SOLVED_CELLS[:4], *copies, SOLVED_CELLS[4]])

    assert texts(rebuilt)[3:5] == [PLAY.text, "double(5)"]


def test_an_answer_in_the_place_of_a_test_is_none():
    handed = [*HANDED[:2], *HANDED[3:4], HandedCell("code", SOLVED, "test_double")]

    assert rebuild(source(), handed).is_foreign


# Marks that got lost


def test_the_copy_with_work_in_it_counts_without_marks_too():
    rebuilt = rebuild(source(), without_marks([*HANDED[:3], *SOLVED_CELLS[2:]]))

    assert len(rebuilt.notebook.cells) == 5
    assert solution_of(rebuilt).source == SOLVED


def test_a_helper_of_several_solutions_tells_nothing(tmp_path):
    original = tiny("another", tmp_path)
    helper = "def helper(): pass\n"
    for cell in original.cells:
        if cell.metadata.nbgrader.solution:
            cell.source = helper + cell.source

    rebuilt = rebuild(original, [HandedCell("code", helper + "def triple(x): pass", "triple")])

    assert rebuilt.found == {"triple"}


def test_a_solution_is_recognised_by_its_id():
    rebuilt = rebuild(source(), [HandedCell("code", SOLVED, None, "double"), *HANDED[3:], GIVEN])

    assert solution_of(rebuilt).source == SOLVED
    [note] = rebuilt.notes
    assert note == "The cell 'double' had lost nbgrader's mark and was recognised by its cell id."


@pytest.mark.parametrize(
    "text",
    [SOLVED, "%%time\n" + SOLVED, SOLVED + "\n!ls\n(", "import os\n\n" + SOLVED],
)
def test_a_solution_is_recognised_by_its_function(text):
    rebuilt = rebuild(source(), without_marks(changed(HANDED, 2, text)))

    assert len(rebuilt.notebook.cells) == 5
    assert solution_of(rebuilt).source == text
    [note] = rebuilt.notes
    assert "recognised by the function that it defines" in note


def test_the_version_in_its_place_is_preferred_to_a_later_experiment():
    handed = without_marks([*SOLVED_CELLS, HandedCell("code", WRONG)])

    rebuilt = rebuild(source(), handed)

    assert solution_of(rebuilt).source == SOLVED
    assert WRONG not in texts(rebuilt)


def test_a_cell_merged_from_two_solutions_stands_for_both(tmp_path):
    both = "def triple(x):\n    return 3 * x\n\n" + SOLVED

    rebuilt = rebuild(tiny("another", tmp_path), [HandedCell("code", both, "triple")])

    assert solution_of(rebuilt, "triple").source == solution_of(rebuilt, "double").source == both


def test_a_solution_written_into_another_cell_stays_there_while_the_stub_is_in_its_place():
    rebuilt = rebuild(source(), [*HANDED[:3], HandedCell("code", SOLVED), *HANDED[3:]])

    assert texts(rebuilt)[2:4] == [STUB, SOLVED]
