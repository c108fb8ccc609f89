"""A report as a page in a notebook: a table, and heat maps of the wrong blocks."""

import base64
import io
from html import escape

import numpy as np

from gradcheck_report import MARKS, Block, Report

COLOURS = {"right": "#1a7f37", "wrong": "#cf222e", "undecided": "#9a6700"}


def page(report: Report) -> str:
    """Return a report as HTML; it stands alone, pictures included."""
    explanation = (
        f"<p>First of all, {escape(report.explanation)}.</p>" if report.explanation else ""
    )
    rows = "".join(_row(block) for block in report.blocks.values())
    notes = "".join(f"<br>{escape(note)}" for note in report.notes)
    ratio = f"{escape(report.classic)} " if np.isfinite(report.global_ratio) else ""
    return (
        f'<p style="font-weight:bold;color:{COLOURS[report.verdict]}">'
        f"{MARKS[report.verdict]} {escape(report.headline)}</p>{explanation}"
        '<table style="text-align:left"><thead><tr><th>block</th><th>ratio</th>'
        f'<th style="text-align:left">verdict</th></tr></thead><tbody>{rows}</tbody></table>'
        f"{_heat_maps(report)}"
        f'<p style="font-size:small">{ratio}{escape(report.measured)}{notes}</p>'
    )


def _row(block: Block) -> str:
    ratio = f"{block.ratio:.0e}" if np.isfinite(block.ratio) else "–"
    return (
        f"<tr><td><code>d{escape(block.name)}</code></td><td>{ratio}</td>"
        f'<td style="text-align:left;color:{COLOURS[block.verdict]}">'
        f"{MARKS[block.verdict]} {escape(block.words)}</td></tr>"
    )


def _heat_maps(report: Report) -> str:
    """Return an image with, for each wrong block measured entry by entry, its relative errors."""
    wrong = [
        block
        for block in report.blocks.values()
        if block.verdict == "wrong" and block.numerical is not None and block.numerical.ndim <= 2
    ]
    return "".join(_heat_map(block) for block in wrong)


def _heat_map(block: Block) -> str:
    # Agg, not pyplot: nothing of the notebook's own figures is touched.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    given, numerical = (np.atleast_2d(x) for x in (block.given, block.numerical))
    gap = np.abs(given - numerical) / np.maximum(np.abs(given) + np.abs(numerical), 1e-300)
    rows, columns = gap.shape
    height = min(max(0.9 + 0.28 * rows, 1.4), 6)
    figure = Figure(figsize=(min(max(2.8, 1.8 + 0.28 * columns), 9), height), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    image = axes.imshow(gap, cmap="Reds", vmin=0, vmax=1, aspect="auto", interpolation="nearest")
    axes.set_title(f"d{block.name}: relative error", fontsize=9)
    axes.tick_params(labelsize=8)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    figure.colorbar(image, ax=axes).ax.tick_params(labelsize=8)
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=110)
    data = base64.b64encode(stream.getvalue()).decode("ascii")
    words = f"relative error of each entry of d{escape(block.name)}"
    return f'<img alt="{words}" src="data:image/png;base64,{data}" style="display:inline-block">'
