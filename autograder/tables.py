"""Tables for the terminal."""

from collections.abc import Iterable, Mapping, Sequence

from rich.markup import escape
from rich.table import Table

from autograder.grading.class_grading import Verdict
from autograder.variants.pipeline import Outcome

NONE = "[red]—[/]"


def class_tables(
    assignment: str, verdicts: Sequence[Verdict], max_scores: Mapping[str, Mapping[str, float]]
) -> list[Table]:
    """Return a table student × item for each notebook, then their totals if there are several.

    What stands in the columns is numbered, so that a table fits 80 characters.
    """
    tables = [
        _points_table(notebook, items, {v.student: v.scores.get(notebook) for v in verdicts})
        for notebook, items in max_scores.items()
    ]
    if len(max_scores) > 1:
        full = {notebook: sum(items.values()) for notebook, items in max_scores.items()}
        totals = {
            verdict.student: None if verdict.fault else _totals(verdict) for verdict in verdicts
        }
        tables.append(_points_table(f"{assignment}: all notebooks", full, totals))
    return tables


def _totals(verdict: Verdict) -> dict[str, float]:
    return {notebook: sum(items.values()) for notebook, items in verdict.scores.items()}


def _points_table(
    title: str,
    full: Mapping[str, float],
    points: Mapping[str, Mapping[str, float] | None],
) -> Table:
    """Return the table of student → item → points; None if nothing of theirs was graded."""
    legend = [f"{number} {item}" for number, item in enumerate(full, start=1)]
    table = Table(title=title, title_justify="left", caption="\n".join(legend))
    table.caption_justify = "left"
    table.add_column("student", overflow="fold")
    for number, most in enumerate(full.values(), start=1):
        table.add_column(f"{number}\n({most:g})", justify="right")
    table.add_column(f"total\n({sum(full.values()):g})", justify="right", style="bold")
    for student, earned in points.items():
        cells = [
            _points(earned[item], most) if earned is not None and item in earned else NONE
            for item, most in full.items()
        ]
        total = "[red]not graded[/]" if earned is None else f"{sum(earned.values()):g}"
        table.add_row(escape(student), *cells, total)
    return table


def variants_table(notebook: str, outcomes: Iterable[Outcome]) -> Table:
    """Return the table of variants: the items that lose points, expected against actual."""
    table = Table(title=f"Variants of {notebook}", title_justify="left", show_lines=True)
    table.add_column("variant", overflow="fold")
    table.add_column("item", no_wrap=True)
    for column in ("expected", "actual"):
        table.add_column(column, justify="right")
    table.add_column("")
    for outcome in outcomes:
        items = sorted(
            {*outcome.variant.marks}
            | {item for item, p in outcome.expected.items() if outcome.actual.get(item) != p}
        )
        expected = [f"{outcome.expected[item]:g}" for item in items]
        actual = [f"{outcome.actual[item]:g}" if outcome.actual else "none" for item in items]
        table.add_row(
            f"{outcome.variant.name}\n[dim]{escape(outcome.variant.reason)}[/]",
            "\n".join(items) or "all",
            "\n".join(expected) or f"{sum(outcome.expected.values()):g}",
            "\n".join(actual) or f"{sum(outcome.actual.values()):g}",
            "[green]✓[/]" if outcome.as_expected else "[red]✗[/]",
        )
    return table


def _points(points: float, full: float) -> str:
    return f"{points:g}" if points == full else f"[yellow]{points:g}[/]"
