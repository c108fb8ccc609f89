"""The nbgrader preprocessor that makes feedback pages easier to read."""

import re

from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

CSS = """
/* nbgrader's page has no colours for the terminal's green and red, and does not wrap outputs. */
.ansi-green-fg, .ansi-green-intense-fg { color: #007427; }
.ansi-red-fg, .ansi-red-intense-fg { color: #b22b31; }
.ansi-bold { font-weight: bold; }
div.output_area pre { white-space: pre-wrap; overflow-wrap: anywhere; }
/* In the list of scores every item is called "Test cell": say which. */
#toc a[href^="#test_"]::after { content: " " attr(href); }
.rendered_html th, .rendered_html td { padding: .3em .8em; }
"""


MAX_CODE = 50_000
"""Characters of a cell."""
BLANKS = 20
"""Blank lines in a row."""


def readable(source: str) -> str:
    """Return code without long stretches of nothing, over which a highlighter takes minutes."""
    source = re.sub(r"[ \t\f]+$", "", source, flags=re.MULTILINE)
    source = re.sub(rf"\n{{{BLANKS},}}", "\n" * BLANKS, source)
    return source if len(source) <= MAX_CODE else f"{source[:MAX_CODE]}\n# The rest was cut off."


class FeedbackStyle(NbGraderPreprocessor):
    """Add our style sheet to the page. Stands last in ``nbgrader_config.py``."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Leave the notebook as it is, but for code that no page should be made of."""
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.source = readable(cell.source)
        resources.setdefault("inlining", {}).setdefault("css", []).append(CSS)
        return nb, resources
