"""The pictures on the page of a proof: bars as inline SVG, in the colours of the page's style."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from autograder.proof.kill_matrix import Row
from autograder.proof.mutation_run import Fate
from autograder.proof.result import Proof

COLOURS = {
    "ink": "#000001",
    "faint": "#000002",
    "several": "#000003",
    "alone": "#000004",
    "nothing": "#000005",
    "bad": "#000006",
}
"""Name in the style sheet → what stands for it in matplotlib, as nothing else does."""
WIDTH, MARGIN, STEP, BAR = 400, 6, 42, 15
"""In points, of which the page shows some more or less on its screen."""


@dataclass(frozen=True)
class Bar:
    """One graded item: how many of what."""

    notebook: str
    item: str
    parts: Mapping[str, int]
    """Colour → number, from left to right."""
    problem: str = ""
    """What is wrong, in words."""


def bugs_picture(proofs: list[Proof]) -> str:
    """Return the SVG of how many lines find each wrong solution, a bar for each item."""
    return _picture(
        [
            _bar_of_bugs(proof.notebook, matrix.item, matrix.bugs)
            for proof in proofs
            for matrix in proof.matrices
            if matrix.bugs
        ]
    )


def mutants_picture(proofs: list[Proof]) -> str:
    """Return the SVG of what became of the mutants, a bar for each item."""
    return _picture(list(_bars_of_mutants(proofs)))


def _bar_of_bugs(notebook: str, item: str, rows: list[Row]) -> Bar:
    parts = dict.fromkeys(("several", "alone", "nothing", "bad"), 0)
    for row in rows:
        if row.judgement.points >= row.full:
            parts["bad"] += 1
        elif not row.lost:
            parts["nothing"] += 1
        else:
            parts["alone" if len(row.lost) == 1 else "several"] += 1
    return Bar(notebook, item, parts, f"{parts['bad']} not caught" if parts["bad"] else "")


def _bars_of_mutants(proofs: list[Proof]) -> Iterator[Bar]:
    for proof in proofs:
        for item in dict.fromkeys(outcome.mutant.item for outcome in proof.mutants):
            fates = [outcome.fate for outcome in proof.mutants if outcome.mutant.item == item]
            bad = {fate: fates.count(fate) for fate in Fate if fate.is_bad}
            parts = {
                "several": fates.count(Fate.CAUGHT),
                "nothing": fates.count(Fate.EQUIVALENT),
                "bad": sum(bad.values()),
            }
            problem = ", ".join(f"{number} {fate}" for fate, number in bad.items() if number)
            yield Bar(proof.notebook, item, parts, problem)


def _picture(bars: list[Bar]) -> str:
    if not bars:
        return ""
    headings = len({bar.notebook for bar in bars})
    height = STEP * len(bars) + STEP // 2 * headings + MARGIN
    figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height, 0))
    axes.axis("off")
    y, notebook = 0, None
    for bar in bars:
        if bar.notebook != notebook:
            y, notebook = y + STEP // 2, bar.notebook
            _write(axes, MARGIN, y - 3, notebook, "faint", size=12)
        _draw(axes, bar, y)
        y += STEP
    return _as_svg(figure)


def _draw(axes: Axes, bar: Bar, y: float) -> None:
    """Draw one bar, with its name above it and its numbers in it and behind it."""
    total, room = sum(bar.parts.values()), WIDTH - 2 * MARGIN - 34
    _write(axes, MARGIN, y + 14, bar.item, "ink", size=13)
    if bar.problem:
        _write(axes, MARGIN + room, y + 14, bar.problem, "bad", size=13, ha="right", weight="bold")
    left = MARGIN
    for colour, number in bar.parts.items():
        width = room * number / total
        axes.barh(y + 19, width, BAR, left, align="edge", color=COLOURS[colour], linewidth=0)
        if colour == "bad" and number:  # one of a thousand is seen, too
            axes.barh(y + 19, 4, BAR, left + width - 4, align="edge", color=COLOURS[colour])
        if width > 10 * len(str(number)):
            text = {"size": 11, "ha": "center", "va": "center_baseline", "color": "white"}
            axes.text(left + width / 2, y + 19 + BAR / 2, number, weight="bold", **text)
        left += width
    _write(axes, left + 6, y + 18 + BAR - 3, f"{total}", "ink", size=12)


def _write(axes: Axes, x: float, y: float, text: str, colour: str, **how: object) -> None:
    axes.text(x, y, text, color=COLOURS[colour], parse_math=False, **how)


def _as_svg(figure: Figure) -> str:
    """Return a figure as an element of a page: text as text, colours by their names."""
    stream = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "proof"}):
        figure.savefig(stream, format="svg", transparent=True, metadata={"Date": None})
    svg = stream.getvalue()
    svg = svg[svg.index("<svg") :]
    for name, colour in COLOURS.items():
        svg = svg.replace(colour, f"var(--{name})")
    return svg
