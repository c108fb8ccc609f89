"""The proof of hidden tests in the terminal: tables of at most 80 columns, and what they say."""

from collections import Counter

from rich import box
from rich.console import Group
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from autograder.proof import wording
from autograder.proof.diagnosis import Diagnosis
from autograder.proof.kill_matrix import Matrix, Row
from autograder.proof.mutation_run import Fate
from autograder.proof.result import Proof

CAUSES = {Diagnosis.NAMED: "✓", Diagnosis.UNNAMED: "–", Diagnosis.WRONG: "[red]✗[/]", None: ""}
MARKS = {True: "[green]✓[/]", False: "[red]✗[/]", None: "–"}
"""Whether a finding is good → what stands before it."""
LISTED = 40
"""Problems that are printed; the page has all of them."""


def summary(proofs: list[Proof]) -> Table:
    """Return what was found out, in words: first what is wrong, then every problem by itself.

    Parameters
    ----------
    proofs : one for each notebook.
    """
    grid = Table.grid(padding=(0, 1))
    for sentence in wording.most_urgent_first(proofs):
        style = "red" if sentence.good is False else ""
        grid.add_row(MARKS[sentence.good], Text(sentence.text, style))
    problems = [problem for proof in proofs for problem in proof.problems()]
    for problem in problems[:LISTED]:
        grid.add_row("[red]·[/]", Text(problem, "red"))
    if len(problems) > LISTED:
        grid.add_row("[red]·[/]", Text(f"… and {len(problems) - LISTED} more", "red"))
    return grid


def kill_table(matrix: Matrix) -> Group:
    """Return which line of a rubric finds which wrong solution of an item.

    Parameters
    ----------
    matrix : of the item. Its lines are numbered, and named below. Of the solutions that must get
        all points only those stand in the table that did not.
    """
    odd = [row for row in matrix.not_bugs if not row.as_expected]
    table = _table(gap=0)
    table.add_column("wrong solution", overflow="fold", min_width=16)
    for number in range(1, len(matrix.columns) + 1):
        table.add_column(str(number), justify="right", no_wrap=True)
    for heading in ("points", "self", "why" if any(row.diagnosis for row in matrix.bugs) else ""):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in wording.in_pattern(matrix, matrix.bugs):
        trouble = f"\n[dim]{escape(row.judgement.trouble)}[/]" if row.judgement.trouble else ""
        table.add_row(f"{escape(row.variant.name)}{trouble}", *_cells(matrix, row))
    if odd:
        table.add_section()
    for row in wording.in_pattern(matrix, odd):
        table.add_row(f"[red]{escape(row.variant.name)} is right[/]", *_cells(matrix, row))
    title = f"{matrix.notebook}: {matrix.item}, {_solutions(matrix)}"
    return _titled(title, table, _legend(matrix))


def _solutions(matrix: Matrix) -> str:
    bugs, right = wording.counted(len(matrix.bugs), "wrong solution"), matrix.right
    refused = sum(not row.as_expected for row in right)
    return f"{bugs}, {wording.counted(len(right), 'right one')}, {refused or 'none'} refused"


def _legend(matrix: Matrix) -> str:
    lines = [
        f"{number:2} condition: {line.title}"
        if wording.is_condition(line)
        else f"{number:2} {line.title} ({line.points:g})"
        for number, line in enumerate(matrix.columns, start=1)
    ]
    lines.append("self ✓: the self-check, which students see, notices it, too")
    if any(row.diagnosis for row in matrix.bugs):
        lines.append("why ✓: the feedback names the cause; –: it does not; ✗: it names another one")
    return "\n".join(lines)


def _cells(matrix: Matrix, row: Row) -> list[str]:
    colour = "yellow" if len(row.lost) == 1 else "blue"
    cross = f"[{colour if row.is_bug else 'red'}]✗[/]"
    lost = [cross if line.title in row.lost else "" for line in matrix.columns]
    points = f"{row.judgement.points:g}"
    if not row.as_expected:
        points = f"[red]{points}, not {row.expected:g}[/]"
    return [*lost, points, "✓" if row.self_check else "", CAUSES[row.diagnosis]]


def slowest_table(matrices: list[Matrix], number: int = 10) -> Group:
    """Return the lines that take longest to judge the reference.

    Parameters
    ----------
    matrices : whose lines. number : how many of them.
    """
    table = _table()
    table.add_column("takes", justify="right", no_wrap=True)
    table.add_column("line", overflow="fold")
    table.add_column("item", overflow="fold", style="dim")
    for matrix, line in wording.slowest(matrices, number):
        item = f"{matrix.notebook}: {matrix.item}"
        table.add_row(wording.duration(line.seconds), escape(line.title), escape(item))
    return _titled("The slowest lines", table)


def redundant_lines(matrices: list[Matrix]) -> Group:
    """Return the lines without which every wrong solution would still be found, and why.

    Parameters
    ----------
    matrices : whose lines.
    """
    table = _table()
    table.add_column("item", overflow="fold", style="dim")
    table.add_column("line", overflow="fold")
    table.add_column("", overflow="fold")
    for matrix in matrices:
        for line, why in wording.finds_nothing_of_its_own(matrix):
            kind = "[dim]condition:[/] " if wording.is_condition(line) else ""
            item = f"{matrix.notebook}: {matrix.item}"
            table.add_row(escape(item), f"{kind}{escape(line.title)}", why)
    if not table.row_count:
        table.add_row("", "none: every line finds something that no other line finds", "")
    return _titled("Lines that find nothing of their own", table)


def mutants_table(proofs: list[Proof]) -> Group:
    """Return what became of the mutants of each item.

    Parameters
    ----------
    proofs : one for each notebook; those without mutants are left out.
    """
    table, total = _table(), sum((proof.fates for proof in proofs), Counter())
    shown = [fate for fate in Fate if fate != Fate.CRASHED or total[fate]]
    table.add_column("item", overflow="fold")
    for heading in ("mutants", *shown):
        table.add_column(heading, justify="right", no_wrap=True)
    for proof in proofs:
        items: dict[str, Counter[Fate]] = {}
        for outcome in proof.mutants:
            items.setdefault(outcome.mutant.item, Counter())[outcome.fate] += 1
        for item, fates in items.items():
            table.add_row(escape(f"{proof.notebook}: {item}"), *_numbers(fates, shown))
    table.add_section()
    table.add_row("all", *_numbers(total, shown))
    return _titled("Mutants", table)


def _numbers(fates: Counter[Fate], shown: list[Fate]) -> list[str]:
    cells = [f"{fates.total():,}"]
    for fate in shown:
        number = f"{fates[fate]:,}" if fates[fate] else ""
        cells.append(f"[red]{number}[/]" if number and fate.is_bad else number)
    return cells


def _titled(title: str, table: Table, legend: str = "") -> Group:
    """Put lines above and below a table; a title or caption of its own is as narrow as it is."""
    return Group(Text(f"\n{title}", "bold"), table, *([Text(legend, "dim")] if legend else []))


def _table(gap: int = 1) -> Table:
    return Table(
        box=box.SIMPLE_HEAD,
        padding=(0, gap, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
