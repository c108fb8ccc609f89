"""Tables for the terminal."""

from collections.abc import Iterable, Mapping

from rich.markup import escape
from rich.table import Table

from autograder.grading.class_grading import Verdict
from autograder.variants.pipeline import Outcome


def class_table(verdicts: Iterable[Verdict], max_scores: Mapping[str, float]) -> Table:
    """Return the table student × item. Items are numbered, so that it fits 80 columns."""
    legend = [f"{number} {item}" for number, item in enumerate(max_scores, start=1)]
    table = Table(title="Points", title_justify="left", caption="\n".join(legend))
    table.caption_justify = "left"
    table.add_column("student", overflow="fold")
    for number, points in enumerate(max_scores.values(), start=1):
        table.add_column(f"{number}\n({points:g})", justify="right")
    table.add_column(f"total\n({sum(max_scores.values()):g})", justify="right", style="bold")
    for verdict in verdicts:
        if verdict.fault:
            cells = ["[red]—[/]"] * len(max_scores) + ["[red]not graded[/]"]
        else:
            cells = [_points(verdict.scores.get(item, 0), max_scores[item]) for item in max_scores]
            cells.append(f"{verdict.total:g}")
        table.add_row(escape(verdict.student), *cells)
    return table


def variants_table(outcomes: Iterable[Outcome]) -> Table:
    """Return the table of variants: the items that lose points, expected against actual."""
    table = Table(title="Variants", title_justify="left", show_lines=True)
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
