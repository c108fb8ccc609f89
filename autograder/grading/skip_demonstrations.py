"""Running a submission without the cells that are only there to be watched."""

from pathlib import Path

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute

from autograder.build.source import demonstrations

MESSAGE = "A demonstration: not run again for grading."


class SkipDemonstrations(Execute):
    """Like nbgrader's Execute, but leaves out the demonstrations, such as a long training run.

    ``nbgrader_config.py`` puts it in the place of Execute. Which cells are demonstrations is read
    from the instructor's notebook: whatever a student writes into a notebook, a tag above all,
    changes nothing. No tag is used to mark them on the way either. It would end up in the graded
    notebook and on the feedback page, and the student who copies it from there would have a test
    cell that is not run, which nbgrader takes for one that passed.
    """

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict, km: object = None
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Run the notebook's cells, but for the demonstrations."""
        source = self._source(resources)
        self._left_out = demonstrations(nbformat.read(source, 4)) if source.exists() else set()
        return super().preprocess(nb, resources, km)

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Run the cell, or say in its output that it was left out."""
        nbgrader = cell.metadata.get("nbgrader", {})
        if nbgrader.get("grade_id") not in self._left_out or nbgrader.get("grade"):
            return super().preprocess_cell(cell, resources, index)
        cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=f"{MESSAGE}\n")]
        cell.execution_count = None
        return cell, resources

    def _source(self, resources: ResourcesDict) -> Path:
        course = CourseDirectory(config=self.config)
        names = resources["nbgrader"]
        folder = course.format_path(course.source_directory, ".", names["assignment"])
        return Path(folder) / f"{names['notebook']}.ipynb"
