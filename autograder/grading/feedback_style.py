"""The nbgrader preprocessor that makes feedback pages easier to read."""

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


class FeedbackStyle(NbGraderPreprocessor):
    """Add our style sheet to the page. Stands last in ``nbgrader_config.py``."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Leave the notebook as it is."""
        resources.setdefault("inlining", {}).setdefault("css", []).append(CSS)
        return nb, resources
