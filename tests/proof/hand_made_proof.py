"""Proofs made by hand, to be shown: nothing is judged."""

from autograder.hidden_tests.rubric import Line
from autograder.proof.judging import Judgement
from autograder.proof.kill_matrix import Matrix, Row
from autograder.proof.mutation import Mutant
from autograder.proof.mutation_run import Fate, MutantOutcome
from autograder.proof.result import Proof
from autograder.variants.variant import Variant

LINES = {"must be ours": 0, "is right": 6, "is fast": 4}
"""Title → points of the lines of the hand-made item; the first one is a condition."""


def matrix(*rows: Row, lines: dict[str, float] = LINES, item: str = "double") -> Matrix:
    columns = [
        Line(title, points, None, seconds=number / 10)
        for number, (title, points) in enumerate(lines.items())
    ]
    return Matrix("arithmetic", item, columns, list(rows))


def bug(name: str, *lost: str, points=0, must_get=0, reason="too little", **more) -> Row:
    """A wrong solution that lost some lines."""
    return _row(Variant(name, f"why {name}", (), {"double": must_get}), lost, points, reason, more)


def right(name: str, *lost: str, points=10, reason="too little", **more) -> Row:
    return _row(Variant(name, f"why {name}", ()), lost, points, reason, more)


def _row(variant, lost, points, reason, more) -> Row:
    lines = [Line(title, 1, reason) for title in lost]
    judgement = Judgement("double", points, lines, trouble=more.pop("trouble", ""))
    return Row(variant, "double", 10, judgement, **{"self_check": False} | more)


def outcome(fate: Fate, before="2 * x", after="3 * x", line="", difference="") -> MutantOutcome:
    mutant = Mutant("double", "another_constant", 7, before, after, f"def double(x): {after}")
    return MutantOutcome(mutant, fate, line, difference)


def proof(*rows: Row, mutants=(), lines: dict[str, float] = LINES) -> Proof:
    return Proof("arithmetic", [matrix(*rows, lines=lines)], list(mutants))
