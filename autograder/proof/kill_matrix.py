"""The kill matrix: which line of a rubric finds which wrong solution."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from autograder.hidden_tests.rubric import Line
from autograder.proof import notebooks
from autograder.proof.diagnosis import Diagnosis, diagnose
from autograder.proof.judging import Judgement, judge
from autograder.proof.self_checks import noticed_by_self_check
from autograder.variants.variant import Variant


@dataclass(frozen=True)
class Row:
    """One variant, as the hidden test of one item sees it."""

    variant: Variant
    item: str
    full: float
    """What the item is worth."""
    judgement: Judgement
    self_check: bool
    """Whether the self-check cell of the item, which students see, notices that it is wrong."""
    diagnosis: Diagnosis | None = None
    """How well the feedback names the cause; None where there is no wrong gradient."""

    @property
    def expected(self) -> float:
        """Return the points that it must get."""
        return self.variant.marks.get(self.item, self.full)

    @property
    def is_bug(self) -> bool:
        """Tell whether it must lose points here."""
        return self.expected < self.full

    @property
    def is_right(self) -> bool:
        """Tell whether it is a right solution, and not just one that is wrong elsewhere."""
        return not self.variant.marks

    @property
    def as_expected(self) -> bool:
        """Tell whether it got exactly what it must get."""
        return self.judgement.points == self.expected and not self.judgement.crashed

    @property
    def lost(self) -> set[str]:
        """Return the titles of the lines and conditions that it lost."""
        return {line.title for line in self.judgement.lost}


@dataclass
class Matrix:
    """All variants of one graded item against the lines of its rubric."""

    notebook: str
    item: str
    columns: list[Line]
    """Conditions, which are worth no points of their own, then lines, as the reference has them."""
    rows: list[Row] = field(default_factory=list)

    @property
    def bugs(self) -> list[Row]:
        """Return the wrong solutions."""
        return [row for row in self.rows if row.is_bug]

    @property
    def right(self) -> list[Row]:
        """Return the right solutions: not those that are wrong in another item."""
        return [row for row in self.rows if row.is_right]

    @property
    def not_bugs(self) -> list[Row]:
        """Return the solutions that must get all points: right ones, or wrong elsewhere."""
        return [row for row in self.rows if not row.is_bug]

    def killed_by(self, title: str) -> list[Row]:
        """Return the bugs that a line finds."""
        return [row for row in self.bugs if title in row.lost]

    def killed_by_none_but(self, title: str) -> list[Row]:
        """Return the bugs that only this line finds."""
        return [row for row in self.bugs if row.lost == {title}]

    @property
    def redundant(self) -> list[Line]:
        """Return the lines without which every bug would still be found."""
        return [line for line in self.columns if not self.killed_by_none_but(line.title)]

    @property
    def idle(self) -> list[Line]:
        """Return the lines that find no bug at all."""
        return [line for line in self.columns if not self.killed_by(line.title)]


def rows_of(notebook: str, variant: Variant, seed: int | None = None) -> list[Row]:
    """Judge one variant: a row for each graded item that it changes or must lose points for.

    Parameters
    ----------
    notebook : its name. variant : from its catalogue. seed : of the hidden inputs.
    """
    full = notebooks.points(notebook)
    rows = []
    for item in notebooks.touched_items(notebook, variant):
        judgement = judge(notebook, item, variant.changes, seed)
        noticed = noticed_by_self_check(notebook, item, variant.changes)
        found = diagnose(variant, judgement)
        rows.append(Row(variant, item, full[item], judgement, noticed, found))
    return rows


def matrices(notebook: str, rows: Iterable[Row]) -> list[Matrix]:
    """Return a matrix for each graded item of a notebook that has rows."""
    rows = list(rows)
    found = []
    for item in notebooks.points(notebook):
        mine = [row for row in rows if row.item == item]
        if mine:
            reference = judge(notebook, item, ())
            columns = [*reference.conditions, *reference.lines]
            found.append(Matrix(notebook, item, columns, mine))
    return found
