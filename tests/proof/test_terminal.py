"""The proof in the terminal: it fits, and says where the holes are."""

import io
from dataclasses import replace

from hand_made_proof import bug, matrix, outcome, proof, right
from rich.console import Console

from autograder.proof.diagnosis import Diagnosis
from autograder.proof.mutation_run import Fate
from autograder.proof.pairs import PairOutcome
from autograder.proof.repeats import Repeats
from autograder.proof.terminal import (
    kill_table,
    mutants_table,
    redundant_lines,
    slowest_table,
    summary,
)

THIRTEEN = {f"a line of the rubric whose title is long, number {n}": n for n in range(13)}


def printed(renderable, width=80):
    stream = io.StringIO()
    Console(file=stream, width=width).print(renderable)
    return stream.getvalue()


def rows_with(text, name):
    return [line for line in text.splitlines() if line.startswith(name)]


def test_thirteen_lines_fit_in_80_columns():
    titles = list(THIRTEEN)
    name = "a_wrong_solution_with_a_very_long_name_indeed_that_goes_on"

    text = printed(
        kill_table(matrix(bug(name, *titles, diagnosis=Diagnosis.NAMED), lines=THIRTEEN))
    )

    assert max(map(len, text.splitlines())) <= 80
    assert "…" not in text
    assert text.count("✗") == 13 + 1, "one of them in the legend"
    assert all(part in text for part in (name[:16], name[-8:]))


def test_a_cross_stands_under_the_line_that_was_lost():
    text = printed(kill_table(matrix(bug("halves", "is right", points=4), bug("slow", "is fast"))))

    heading = next(line for line in text.splitlines() if "points" in line)
    halves, slow = rows_with(text, "halves")[0], rows_with(text, "slow")[0]
    assert halves.index("✗") == heading.index(" 2 ") + 1
    assert slow.index("✗") == heading.index(" 3 ") + 1
    assert " 3 is fast (4)" in text
    assert " 1 condition: must be ours" in text


def test_of_the_right_solutions_only_refused_ones_stand_in_the_table():
    rows = bug("halves", "is right"), right("adds"), right("shifts", "is fast", points=6)

    text = printed(kill_table(matrix(*rows)))

    assert "adds" not in text
    assert "6, not 10" in rows_with(text, "shifts is right")[0]
    assert "arithmetic: double, 1 wrong solution, 2 right ones, 1 refused" in text


def test_what_could_not_be_judged_says_why():
    assert "[it hung]" in printed(kill_table(matrix(bug("endless", trouble="[it hung]"))))


def test_a_redundant_line_is_said_to_be_so():
    rows = bug("halves", "is right"), bug("slow", "is right", "is fast")

    idle, needless = rows_with(printed(redundant_lines([matrix(*rows)]), 140), "arithmetic")

    assert "condition: must be ours  finds none of these wrong solutions" in idle
    assert "is fast" in needless
    assert "the one wrong solution it finds is found by another, too" in needless


def test_that_no_line_is_redundant_is_said_too():
    lines = {"is right": 6, "is fast": 4}

    text = printed(
        redundant_lines([matrix(bug("a", "is right"), bug("b", "is fast"), lines=lines)])
    )

    assert "every line finds something" in text


def test_the_slowest_lines_come_first():
    text = printed(slowest_table([matrix()], number=2))

    assert [line.split("  ")[0] for line in text.splitlines() if " ms" in line] == [
        "200 ms",
        "100 ms",
    ]


def test_mutants_are_counted_by_item_and_together():
    fates = [Fate.CAUGHT] * 3 + [Fate.SURVIVED] + [Fate.EQUIVALENT] * 2
    proofs = [proof(mutants=map(outcome, fates)), proof(), proof(mutants=[outcome(Fate.CAUGHT)])]

    text = printed(mutants_table(proofs))

    first, second = rows_with(text, "arithmetic: double")
    assert first.split()[2:] == ["6", "3", "2", "1"]
    assert second.split()[2:] == ["1", "1"]
    assert rows_with(text, "all")[0].split() == ["all", "7", "4", "2", "1"]


def test_the_summary_begins_with_what_is_wrong_and_names_it():
    rows = bug("halves", "is right"), bug("missed", points=10), right("adds")

    lines = printed(summary([proof(*rows)]), width=120).splitlines()

    assert lines[0].startswith("✗ Of 2 wrong solutions 1 is not caught.")
    assert lines[1].startswith("✓ Of 1 right solution none is refused.")
    assert "missed (why missed) got 10 points" in lines[-1]


def test_the_summary_names_the_call_on_which_a_survivor_differs():
    text = printed(summary([proof(mutants=[outcome(Fate.SURVIVED, difference="double(2)")])]), 120)

    assert "survived: double, line 7: 2 * x  →  3 * x; it is not the reference on double(2)" in text


def test_of_very_many_problems_some_are_printed():
    lines = printed(summary([proof(*(bug(f"b{n}", points=10) for n in range(45)))])).splitlines()

    assert len([line for line in lines if "got 10 points" in line]) == 40
    assert lines[-1].startswith("· … and 5 more")


def test_titles_and_legends_are_not_as_narrow_as_their_table():
    text = printed(kill_table(matrix(bug("a", "is right"), right("b"))))

    assert "arithmetic: double, 1 wrong solution, 1 right one, none refused\n" in text
    assert "self ✓: the self-check, which students see, notices it, too\n" in text


def test_that_no_two_bugs_can_meet_is_no_praise():
    lonely = replace(proof(bug("halves", "is right")), pairs=[])

    text = printed(summary([lonely]), 120)

    assert "– arithmetic: no two of these bugs can be in one submission" in text


def test_pairs_and_repeats_are_counted():
    first, second = bug("a").variant, bug("b").variant
    pairs = [
        PairOutcome(first, second, "double", alone=4, together=4),
        PairOutcome(first, first, "double", alone=4, together=6),
        PairOutcome(second, second, "double", alone=4, together=6, declared=6),
    ]
    shown = replace(proof(), pairs=pairs, repeats=Repeats(2, 30, []))

    text = printed(summary([shown]), 120)

    assert "✗ Of 3 pairs of bugs 1 costs more than is allowed; 1 costs more than the sum" in text
    assert "✓ On 30 fresh draws of the hidden inputs 2 solutions got no verdict other" in text


def test_a_hidden_test_that_raised_has_a_column_of_its_own():
    fine, broken = proof(mutants=[outcome(Fate.CAUGHT)]), proof(mutants=[outcome(Fate.CRASHED)])

    assert "crashed" not in printed(mutants_table([fine]))
    assert "crashed" in printed(mutants_table([fine, broken]))


def test_brackets_are_no_markup():
    row = bug("halves", "[red]is", points=10)

    text = printed(kill_table(matrix(row, lines={"[red]is": 10})))

    assert "[red]is" in text
