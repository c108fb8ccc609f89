"""The proof of a notebook's hidden tests: what they make of right, wrong and mutated solutions."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course import CourseError
from autograder.proof.diagnosis import Diagnosis
from autograder.proof.kill_matrix import Matrix
from autograder.proof.mutation_run import Fate, MutantOutcome
from autograder.proof.pairs import PairOutcome
from autograder.proof.repeats import Repeats

NAMED_AT_LEAST = 0.95
"""The share of wrong gradients of which the feedback must name the cause."""


@dataclass
class Proof:
    """Everything that was found out about the hidden tests of one notebook."""

    notebook: str
    matrices: list[Matrix]
    mutants: list[MutantOutcome] = field(default_factory=list)
    """Empty if none were asked for."""
    pairs: list[PairOutcome] | None = None
    """None if none were asked for; empty if no two bugs can be in one submission."""
    repeats: Repeats | None = None
    """None if none were asked for."""
    gaps: list[str] = field(default_factory=list)
    """What is missing from the catalogue, in words: without it nothing is proven."""

    @property
    def bugs(self) -> int:
        """Return the number of wrong solutions in the catalogue."""
        return len({row.variant.name for matrix in self.matrices for row in matrix.bugs})

    @property
    def right(self) -> int:
        """Return the number of right solutions in the catalogue."""
        return len({row.variant.name for matrix in self.matrices for row in matrix.right})

    @property
    def noticed(self) -> int:
        """Return how many wrong solutions the self-checks notice."""
        rows = [row for matrix in self.matrices for row in matrix.bugs]
        return len({row.variant.name for row in rows if row.self_check})

    @property
    def diagnoses(self) -> Counter[Diagnosis]:
        """Return how often the feedback names the cause of a wrong gradient."""
        rows = [row for matrix in self.matrices for row in matrix.bugs]
        return Counter(row.diagnosis for row in rows if row.diagnosis)

    @property
    def fates(self) -> Counter[Fate]:
        """Return how many mutants had each fate."""
        return Counter(outcome.fate for outcome in self.mutants)

    def problems(self) -> Iterator[str]:
        """Yield in words what speaks against the hidden tests; nothing if they are proven."""
        yield from (f"{self.notebook}: {gap}" for gap in self.gaps)
        yield from self._of_variants()
        yield from self._of_mutants()
        for outcome in self.pairs or []:
            if not outcome.as_it_must_be:
                yield f"{self.notebook}: {outcome}"
        if self.repeats:
            yield from self.repeats.wrong

    def _of_variants(self) -> Iterator[str]:
        for matrix in self.matrices:
            for row in matrix.rows:
                name = f"{self.notebook}: {row.variant.name} ({row.variant.reason})"
                if row.judgement.crashed:
                    yield f"{name} cannot be judged for {row.item}: {row.judgement.trouble}"
                elif not row.as_expected:
                    got, due = row.judgement.points, row.expected
                    yield f"{name} got {got:g} points for {row.item}, and must get {due:g}"
                if row.diagnosis == Diagnosis.WRONG:
                    yield f"{name}: the feedback names another cause than /{row.variant.cause}/"
                if row.is_right and row.self_check:
                    yield f"{name} is right, and the self-check of {row.item} refuses it"
        found = self.diagnoses
        if found[Diagnosis.NAMED] < NAMED_AT_LEAST * found.total():
            yield (
                f"{self.notebook}: the feedback names the cause of only "
                f"{found[Diagnosis.NAMED]} of {found.total()} wrong gradients"
            )

    def _of_mutants(self) -> Iterator[str]:
        said = {
            Fate.SURVIVED: "survived: {0.mutant}; it is not the reference on {0.difference}",
            Fate.REFUSED: "does the same as the reference, and lost '{0.line}': {0.mutant}",
            Fate.CRASHED: "cannot be judged, {0.line}: {0.mutant}",
        }
        for outcome in self.mutants:
            if outcome.fate.is_bad:
                yield f"{self.notebook}: this mutant {said[outcome.fate].format(outcome)}"


def counts(proofs: list[Proof]) -> Iterator[tuple[str, ...]]:
    """Yield the cells of the README's table, a row for each notebook and one of totals."""
    rows = []
    for proof in proofs:
        fates, found = proof.fates, proof.diagnoses
        rows.append(
            (
                proof.bugs,
                proof.right,
                fates.total(),
                fates[Fate.CAUGHT],
                fates[Fate.EQUIVALENT],
                found[Diagnosis.NAMED],
                found.total(),
                proof.noticed,
            )
        )
        yield f"`{proof.notebook}`", *_cells(rows[-1])
    if len(rows) > 1:
        yield "all", *_cells(tuple(map(sum, zip(*rows))))


def _cells(row: tuple[int, ...]) -> tuple[str, ...]:
    bugs, right, mutants, caught, equivalent, named, gradients, noticed = row
    return (
        str(bugs),
        str(right),
        f"{mutants:,}",
        f"{caught:,} + {equivalent:,}",
        f"{named} of {gradients}",
        f"{noticed} of {bugs}",
    )


HEADINGS = (
    "notebook",
    "wrong solutions, all caught",
    "right ones, none refused",
    "mutants",
    "caught + equal on 200 random calls",
    "wrong gradients whose cause is named",
    "wrong solutions noticed by the self-checks",
)


def as_markdown(proofs: list[Proof]) -> str:
    """Return the table of counts, as it stands in the README."""
    rows = [HEADINGS, ("---",) * len(HEADINGS), *counts(proofs)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


MARKS = ("<!-- counts: autograder variants --mutants --readme README.md -->", "<!-- /counts -->")


def renew_counts(readme: Path, proofs: list[Proof]) -> None:
    """Write the table of counts between its marks in a Markdown file.

    Raises
    ------
    CourseError
        If the marks are not there.
    """
    begin, end = MARKS
    text = readme.read_text(encoding="utf-8")
    if begin not in text or end not in text:
        raise CourseError(f"{readme} has no place for the counts: write {begin} and {end}")
    before, after = text.split(begin)[0], text.split(end)[1]
    readme.write_text(f"{before}{begin}\n{as_markdown(proofs)}\n{end}{after}", encoding="utf-8")
