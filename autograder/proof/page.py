"""The proof of hidden tests as a page to look at: one HTML file that needs nothing besides."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup

from autograder.hidden_tests.rubric import Line
from autograder.proof import wording
from autograder.proof.kill_matrix import Matrix, Row
from autograder.proof.mutation_run import Fate, MutantOutcome
from autograder.proof.picture import bugs_picture, mutants_picture
from autograder.proof.result import Proof


def write_page(proofs: list[Proof], path: Path) -> None:
    """Write what was found out about hidden tests as a page for their author.

    Parameters
    ----------
    proofs : one for each notebook. path : of the HTML file, which is replaced.
    """
    environment = Environment(
        loader=PackageLoader("autograder", "proof"),
        autoescape=select_autoescape(["j2"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("page.html.j2").render(
        sentences=wording.most_urgent_first(proofs),
        problems=[problem for proof in proofs for problem in proof.problems()],
        bugs_picture=Markup(bugs_picture(proofs)),
        mutants_picture=Markup(mutants_picture(proofs)),
        slowest=wording.slowest([matrix for proof in proofs for matrix in proof.matrices]),
        notebooks={proof.notebook: list(_items(proof)) for proof in proofs},
        duration=wording.duration,
        counted=wording.counted,
        Fate=Fate,
    )
    path.write_text(page, encoding="utf-8")


@dataclass(frozen=True)
class Cell:
    """What one line of a rubric made of one variant."""

    look: str = ""
    """The class in the style sheet; "" if it was not lost."""
    told: str = ""
    """Title and reason, for who points at it."""


@dataclass(frozen=True)
class Column:
    """One line of a rubric over the wrong solutions and the mutants of its item."""

    line: Line
    is_condition: bool
    found: int
    alone: int
    first: int
    """How many mutants it was the first to catch."""


@dataclass(frozen=True)
class Table:
    """Wrong or right solutions against the lines of a rubric."""

    columns: list[Column]
    rows: list[tuple[Row, list[Cell]]]
    has_causes: bool
    is_of_bugs: bool

    @property
    def is_as_expected(self) -> bool:
        """Tell whether every row got the points that it must get."""
        return all(row.as_expected for row, _ in self.rows)


@dataclass(frozen=True)
class Mutants:
    """What became of the mutants of one item."""

    fates: Counter[Fate]
    operators: dict[str, Counter[Fate]]
    outcomes: dict[Fate, list[MutantOutcome]]


@dataclass(frozen=True)
class Item:
    """All that is shown of one graded item."""

    name: str
    anchor: str
    bugs: Table | None = None
    right: Table | None = None
    needless: list[tuple[Line, bool, str]] = field(default_factory=list)
    """Lines that find nothing of their own, whether they are conditions, and why."""
    mutants: Mutants | None = None

    @property
    def is_proven(self) -> bool:
        """Tell whether every row and every mutant came out as it must."""
        tables = [table for table in (self.bugs, self.right) if table]
        unproven = self.mutants and any(fate.is_bad for fate in self.mutants.fates)
        return all(table.is_as_expected for table in tables) and not unproven


def _items(proof: Proof) -> Iterator[Item]:
    matrices = {matrix.item: matrix for matrix in proof.matrices}
    for name in dict.fromkeys([*matrices, *(outcome.mutant.item for outcome in proof.mutants)]):
        outcomes = [outcome for outcome in proof.mutants if outcome.mutant.item == name]
        mutants = _mutants(outcomes) if outcomes else None
        anchor = f"{proof.notebook}.{name}"
        if name not in matrices:
            yield Item(name, anchor, mutants=mutants)
            continue
        matrix = matrices[name]
        columns = list(_columns(matrix, outcomes))
        yield Item(
            name,
            anchor,
            _table(matrix, matrix.bugs, columns, is_of_bugs=True),
            _table(matrix, matrix.not_bugs, columns, is_of_bugs=False),
            [
                (line, wording.is_condition(line), why)
                for line, why in wording.finds_nothing_of_its_own(matrix)
            ],
            mutants,
        )


def _columns(matrix: Matrix, outcomes: list[MutantOutcome]) -> Iterator[Column]:
    first = Counter(outcome.line for outcome in outcomes if outcome.fate == Fate.CAUGHT)
    for line in matrix.columns:
        found, alone = matrix.killed_by(line.title), matrix.killed_by_none_but(line.title)
        condition = wording.is_condition(line)
        yield Column(line, condition, len(found), len(alone), first[line.title])


def _table(
    matrix: Matrix, rows: list[Row], columns: list[Column], *, is_of_bugs: bool
) -> Table | None:
    if not rows:
        return None
    ordered = [
        (row, [_cell(row, column.line.title) for column in columns])
        for row in wording.in_pattern(matrix, rows)
    ]
    return Table(columns, ordered, any(row.diagnosis for row in rows), is_of_bugs)


def _cell(row: Row, title: str) -> Cell:
    reason = next((line.reason for line in row.judgement.lost if line.title == title), None)
    if reason is None:
        return Cell()
    if not row.is_bug:
        return Cell("bad", f"{title}:\n{reason}")
    return Cell("alone" if len(row.lost) == 1 else "several", f"{title}:\n{reason}")


def _mutants(outcomes: list[MutantOutcome]) -> Mutants:
    operators: dict[str, Counter[Fate]] = {}
    by_fate: dict[Fate, list[MutantOutcome]] = {fate: [] for fate in Fate}
    for outcome in outcomes:
        by_fate[outcome.fate].append(outcome)
        operators.setdefault(outcome.mutant.operator, Counter())[outcome.fate] += 1
    fates = Counter(outcome.fate for outcome in outcomes)
    return Mutants(fates, dict(sorted(operators.items())), by_fate)
