"""What a proof says, in words: for the page and for the terminal alike."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from autograder.hidden_tests.rubric import Line
from autograder.proof.diagnosis import Diagnosis
from autograder.proof.kill_matrix import Matrix, Row
from autograder.proof.mutation_run import CALLS, Fate
from autograder.proof.result import NAMED_AT_LEAST, Proof


@dataclass(frozen=True)
class Sentence:
    """A finding."""

    text: str
    good: bool | None = True
    """Whether it is what the author of the tests hopes for; None if nothing is known."""


def most_urgent_first(proofs: list[Proof]) -> list[Sentence]:
    """Return the sentences on some proofs: first what is wrong, then what nobody knows."""
    order = (False, None, True)
    return sorted(sentences(proofs), key=lambda sentence: order.index(sentence.good))


def sentences(proofs: list[Proof]) -> Iterator[Sentence]:
    """Yield what was found out about all hidden tests together, one finding at a time.

    Parameters
    ----------
    proofs : one for each notebook.
    """
    bugs, right = sum(proof.bugs for proof in proofs), sum(proof.right for proof in proofs)
    missed = _number_of(proofs, _is_missed)
    refused = _number_of(proofs, _is_refused)
    odd = _number_of(
        proofs, lambda row: not (row.as_expected or _is_missed(row) or _is_refused(row))
    )
    if bugs:
        yield _finding(bugs, "wrong solution", "all are caught", missed, "not caught")
    if right:
        yield _finding(right, "right solution", "none is refused", refused, "refused")
    if any(proof.gaps for proof in proofs):
        yield Sentence("The catalogue lacks solutions that a proof needs.", good=False)
    if odd:
        yield Sentence(f"{counted(odd, 'wrong solution')} got other points than due.", good=False)
    yield from _on_mutants(proofs)
    yield from _on_causes(proofs)
    yield from _on_pairs(proofs)
    yield from _on_repeats(proofs)
    if bugs:
        unjust = _number_of(proofs, lambda row: row.is_right and row.self_check)
        noticed = f"notice {sum(proof.noticed for proof in proofs):,} of {bugs:,} wrong solutions"
        tail = f", and refuse {counted(unjust, 'right one')}" if unjust else ""
        yield Sentence(f"The self-checks, which students see, {noticed}{tail}.", good=not unjust)


def _number_of(proofs: list[Proof], holds: Callable[[Row], bool]) -> int:
    """Return how many variants have a row of which something holds."""
    return len(
        {
            (proof.notebook, row.variant.name)
            for proof in proofs
            for matrix in proof.matrices
            for row in matrix.rows
            if holds(row)
        }
    )


def _is_missed(row: Row) -> bool:
    return row.is_bug and row.judgement.points >= row.full


def _is_refused(row: Row) -> bool:
    return row.is_right and row.judgement.points < row.full


def _finding(total: int, what: str, praise: str, bad: int, blame: str) -> Sentence:
    verdict = f"{_are(bad)} {blame}" if bad else praise
    return Sentence(f"Of {counted(total, what)} {verdict}.", good=not bad)


def _on_mutants(proofs: list[Proof]) -> Iterator[Sentence]:
    fates = sum((proof.fates for proof in proofs), Counter())
    if not fates:
        return
    words = {
        Fate.SURVIVED: "not caught",
        Fate.REFUSED: "refused and yet right",
        Fate.CRASHED: "not judged, for the hidden test itself raised",
    }
    text = f"Of {counted(fates.total(), 'mutant')} {_are(fates[Fate.CAUGHT])} caught and "
    text += f"{_are(fates[Fate.EQUIVALENT])} equal to the reference on {CALLS} random calls"
    bad = [f"; {_are(fates[fate])} {words[fate]}" for fate in words if fates[fate]]
    yield Sentence(f"{text}{''.join(bad)}.", good=not bad)


def _on_causes(proofs: list[Proof]) -> Iterator[Sentence]:
    found = sum((proof.diagnoses for proof in proofs), Counter())
    if not found:
        return
    named, wrong, total = found[Diagnosis.NAMED], found[Diagnosis.WRONG], found.total()
    text = f"The feedback names the cause of {named:,} of {counted(total, 'wrong gradient')}"
    text += f", and another cause than the true one of {wrong:,}." if wrong else "."
    enough = all(
        proof.diagnoses[Diagnosis.NAMED] >= NAMED_AT_LEAST * proof.diagnoses.total()
        for proof in proofs
    )
    yield Sentence(text, good=enough and not wrong)


def _on_pairs(proofs: list[Proof]) -> Iterator[Sentence]:
    for proof in proofs:
        if proof.pairs == []:
            text = "no two of these bugs can be in one submission; no pair was judged"
            yield Sentence(f"{proof.notebook}: {text}.", good=None)
    outcomes = [(proof.notebook, pair) for proof in proofs for pair in proof.pairs or []]
    if not outcomes:
        return
    total = len({(notebook, pair.first.name, pair.second.name) for notebook, pair in outcomes})
    wrong = sum(not pair.as_it_must_be for _, pair in outcomes)
    known = sum(pair.as_it_must_be and pair.together > pair.alone for _, pair in outcomes)
    text = f"Of {counted(total, 'pair')} of bugs {_cost(wrong)} more than is allowed"
    if known:
        text += f"; {_cost(known)} more than the sum, as declared"
    yield Sentence(f"{text}.", good=not wrong)


def _cost(number: int) -> str:
    return f"{number or 'none'} {'costs' if number < 2 else 'cost'}"


def _on_repeats(proofs: list[Proof]) -> Iterator[Sentence]:
    repeated = [proof.repeats for proof in proofs if proof.repeats]
    if not repeated:
        return
    solutions = counted(sum(each.variants for each in repeated), "solution")
    wrong = sum(len(each.wrong) for each in repeated)
    text = f"On {counted(repeated[0].times, 'fresh draw')} of the hidden inputs {solutions} got "
    text += f"{counted(wrong, 'verdict') if wrong else 'no verdict'} other than due."
    yield Sentence(text, good=not wrong)


def _are(number: int) -> str:
    return f"{number:,} {'is' if number == 1 else 'are'}"


def counted(number: int, what: str) -> str:
    """Return "1 mutant", "1,200 mutants"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def duration(seconds: float) -> str:
    """Return a time as it is easily compared: in milliseconds up to a second."""
    if seconds >= 1:
        return f"{seconds:.1f} s"
    return f"{1000 * seconds:.0f} ms" if seconds >= 0.001 else "< 1 ms"


def is_condition(line: Line) -> bool:
    """Tell whether a column of a matrix is a condition: it is worth no points of its own."""
    return not line.points


def in_pattern(matrix: Matrix, rows: list[Row]) -> list[Row]:
    """Return rows in an order that shows what belongs together: by the lines that they lost.

    Parameters
    ----------
    matrix : gives the order of the lines. rows : some of its rows; those with other points than
        they must get come first.
    """
    titles = [line.title for line in matrix.columns]

    def place(row: Row) -> tuple:
        return row.as_expected, [title not in row.lost for title in titles], row.variant.name

    return sorted(rows, key=place)


def slowest(matrices: list[Matrix], number: int = 10) -> list[tuple[Matrix, Line]]:
    """Return the lines that take longest to judge the reference, slowest first."""
    lines = [(matrix, line) for matrix in matrices for line in matrix.columns]
    return sorted(lines, key=lambda pair: -pair[1].seconds)[:number]


def finds_nothing_of_its_own(matrix: Matrix) -> Iterator[tuple[Line, str]]:
    """Yield the lines that could be left out, as far as the wrong solutions go, and why."""
    idle = {line.title for line in matrix.idle}
    for line in matrix.redundant:
        found = len(matrix.killed_by(line.title))
        if line.title in idle:
            yield line, "finds none of these wrong solutions"
        elif found == 1:
            yield line, "the one wrong solution it finds is found by another, too"
        else:
            yield line, f"each of the {found} wrong solutions it finds is found by another, too"
