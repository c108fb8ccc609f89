"""The kill matrix tells which line finds which bug; a proof tells what speaks against the tests."""

import pytest

from autograder.course import CourseError
from autograder.hidden_tests.rubric import Line
from autograder.proof import notebooks
from autograder.proof.diagnosis import diagnose
from autograder.proof.judging import Judgement, judge
from autograder.proof.kill_matrix import Matrix, Row, matrices, rows_of
from autograder.proof.pairs import PairOutcome
from autograder.proof.repeats import Repeats
from autograder.proof.result import MARKS, Proof, as_markdown, renew_counts
from autograder.proof.self_checks import self_check, visible_test
from autograder.variants.variant import Rewrite, Variant, edited

NOTEBOOK, ITEM = "gradient_checking", "forward_propagation"
RIGHT = edited("right_turned", "the other order", ITEM, "theta * x", "x * theta")
WRONG = edited("plus", "adds", ITEM, "theta * x", "theta + x", 0)


def row(name, *lost, points=0.0, marks=None, cause="", self_check=False):
    """A row of an item worth 10 points, with the lines of these titles lost."""
    lines = [Line(title, 5, f"{title} is wrong") for title in lost]
    variant = Variant(name, "made up", (), {"f": points} if marks is None else marks, cause)
    judgement = Judgement("f", points, lines)
    return Row(variant, "f", 10.0, judgement, self_check, diagnose(variant, judgement))


def matrix(*rows, titles=("one", "two")):
    return Matrix("made_up", "f", [Line(title, 5) for title in titles], list(rows))


def test_a_variant_is_judged_for_the_items_that_it_touches():
    rows = rows_of(NOTEBOOK, WRONG)

    assert [(row.item, row.judgement.points, row.self_check) for row in rows] == [(ITEM, 0.0, True)]
    assert rows[0].as_expected and rows[0].is_bug


def test_a_right_solution_loses_nothing():
    (found,) = rows_of(NOTEBOOK, RIGHT)

    assert (found.lost, found.self_check, found.is_bug, found.as_expected) == (
        set(), False, False, True,
    )  # fmt: skip


def test_a_matrix_has_a_column_for_each_condition_and_line_of_the_rubric():
    (found,) = matrices(NOTEBOOK, rows_of(NOTEBOOK, WRONG))

    assert [line.points for line in found.columns] == [6, 4]
    assert found.killed_by(found.columns[0].title) == found.bugs


def test_a_bug_of_another_item_is_no_right_solution():
    elsewhere = row("elsewhere", points=10.0, marks={"g": 0})
    found = matrix(row("bug", "one"), row("fine", points=10.0, marks={}), elsewhere)

    assert [row.variant.name for row in found.right] == ["fine"]
    assert [row.variant.name for row in found.not_bugs] == ["fine", "elsewhere"]
    assert Proof("made_up", [found]).right == 1


def test_a_line_that_finds_nothing_of_its_own_is_redundant():
    found = matrix(row("a", "one", "two"), row("b", "one"), titles=("one", "two", "three"))

    assert [line.title for line in found.redundant] == ["two", "three"]
    assert [line.title for line in found.idle] == ["three"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (row("generous", points=10.0, marks={"f": 5}), "generous (made up) got 10 points for f"),
        (row("strict", "one", points=5.0, marks={}), "strict (made up) got 5 points for f"),
        (row("fine", points=10.0, marks={}, self_check=True), "the self-check of f refuses it"),
    ],
)
def test_what_speaks_against_the_tests_is_said(wrong, words):
    problems = list(Proof("made_up", [matrix(wrong)]).problems())

    assert words in "\n".join(problems)


def test_that_a_hidden_test_raised_is_said_even_if_no_points_are_due():
    judgement = Judgement("f", 0.0, trouble="the hidden test itself raised KeyError", crashed=True)
    wrong = Variant("wrong", "", (), {"f": 0})
    crashed = Row(wrong, "f", 10.0, judgement, self_check=False)

    (problem,) = Proof("made_up", [matrix(crashed)]).problems()

    assert problem.endswith("cannot be judged for f: the hidden test itself raised KeyError")


def test_pairs_repeats_and_gaps_may_speak_against_the_tests():
    pair = PairOutcome(WRONG, RIGHT, "f", alone=5, together=7)
    repeats = Repeats(2, 3, ["made_up: plus, f with seed 1: it got 3 points"])

    proof = Proof("made_up", [], pairs=[pair], repeats=repeats, gaps=["there is nothing"])

    assert list(proof.problems()) == [
        "made_up: there is nothing",
        f"made_up: {pair}",
        "made_up: plus, f with seed 1: it got 3 points",
    ]


def test_nothing_speaks_against_tests_that_work():
    rows = row("bug", "one", points=5.0), row("fine", points=10.0, marks={})

    assert list(Proof("made_up", [matrix(*rows)]).problems()) == []


def test_an_endless_loop_is_stopped_and_earns_nothing():
    endless = Rewrite(ITEM, f"def {ITEM}(x, theta):\n    while True:\n        pass")

    judgement = judge(NOTEBOOK, ITEM, (endless,), seconds=0.5)

    assert (judgement.points, judgement.trouble) == (0.0, "it took longer than 0.5 seconds")


def test_what_waits_for_ever_is_stopped_too():
    asleep = Rewrite(ITEM, f"import time\ndef {ITEM}(x, theta):\n    time.sleep(60)")

    judgement = judge(NOTEBOOK, ITEM, (asleep,), seconds=0.03)

    assert judgement.trouble == "it took longer than 0.03 seconds"


def test_a_cell_that_raises_earns_nothing():
    judgement = judge(NOTEBOOK, ITEM, (Rewrite(ITEM, "1 / 0"),))

    assert judgement.points == 0.0
    assert "ZeroDivisionError" in judgement.trouble


def test_judging_may_stop_at_the_first_line_that_is_lost():
    judgement = judge(NOTEBOOK, ITEM, WRONG.changes, first_loss_only=True)

    assert len(judgement.lines) == 1


def test_the_table_of_counts_is_written_between_its_marks(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{MARKS[0]}\nold\n{MARKS[1]}\nafter\n")
    proofs = [Proof("made_up", [matrix(row("bug", "one", points=5.0, self_check=True))])]

    renew_counts(readme, proofs)

    text = readme.read_text()
    assert "old" not in text
    assert as_markdown(proofs) in text
    assert text.startswith("before\n") and text.endswith("\nafter\n")


def test_a_file_without_the_marks_is_left_as_it_is(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("nothing")

    with pytest.raises(CourseError, match="no place for the counts"):
        renew_counts(readme, [])
    assert readme.read_text() == "nothing"


SOLVED = [
    (notebook, item) for notebook in notebooks.NOTEBOOKS for item in notebooks.points(notebook)
]


@pytest.mark.parametrize(("notebook", "item"), SOLVED)
def test_no_self_check_reveals_a_line_of_the_solution(notebook, item):
    """Neither its text, nor whatever it says of any bug in the catalogue."""
    cell = next(cell for cell in notebooks.reference(notebook).cells if cell.id == item)
    given = next(cell for cell in notebooks.release(notebook).cells if cell.id == item)
    hidden = {_dense(line) for line in cell.source.split("\n")} - {
        _dense(line) for line in given.source.split("\n")
    }
    telling = {line for line in hidden if len(line) > 7}  # an "else:" tells nothing
    bugs = [v for v in notebooks.catalogue(notebook).BUGGED if item in v.marks]

    said = {v.name: _dense(self_check(notebook, item, v.changes)[1]) for v in bugs}
    said["the text itself"] = _dense(visible_test(notebook, item))

    assert telling
    assert [(name, line) for name, text in said.items() for line in telling if line in text] == []


def _dense(text):
    return "".join(text.split())
