"""The nbgrader preprocessor that puts an author's own stubs into the release."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import ClearSolutions

from autograder.build import regions


class PlantStubs(ClearSolutions):
    """Like nbgrader's ClearSolutions, but a solution region may bring its own stub.

    ``nbgrader_config.py`` puts it in the place of ClearSolutions.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Replace the cell's solutions; cells without a stub are left to nbgrader."""
        if cell.cell_type != "code" or not regions.has_stub(cell.source):
            return super().preprocess_cell(cell, resources, cell_index)
        default_stub = self.code_stub[resources["language"]].split("\n")
        cell.source = "\n".join(regions.released(cell.source.split("\n"), default_stub))
        return cell, resources
