"""The nbgrader preprocessor that takes hidden tests off a page for students."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import is_grade, is_solution


class HideTests(ClearHiddenTests):
    """Like nbgrader's ClearHiddenTests, but in test cells only.

    A student's cell may have the marks of a hidden test in it too, with an end or without one,
    and is shown as it is.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Remove the hidden region of a test cell."""
        if is_grade(cell) and not is_solution(cell):
            return super().preprocess_cell(cell, resources, cell_index)
        return cell, resources
