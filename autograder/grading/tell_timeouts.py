"""The nbgrader preprocessor that says in words that a cell was stopped."""

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

STOPPED = ("KeyboardInterrupt", "CellTimeoutError")


class TellTimeouts(NbGraderPreprocessor):
    """Put a sentence in the place of the tracebacks of a cell that ran out of time.

    Stands behind SkipDemonstrations in ``nbgrader_config.py``. The output is still an error, so
    nbgrader gives the cell no points.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Replace the errors of a stopped cell; other cells stay as they are."""
        outputs = cell.get("outputs", [])
        if any(output.output_type == "error" and output.ename in STOPPED for output in outputs):
            seconds = self.config.ExecutePreprocessor.get("timeout", 30)
            message = (
                f"This cell was stopped after {seconds} seconds. "
                "Is there an endless loop in a function that it calls?"
            )
            in_red = [f"\033[31m{message}\033[0m"]
            error = nbformat.v4.new_output(
                "error", ename="TimeoutError", evalue=message, traceback=in_red
            )
            cell.outputs = [o for o in outputs if o.output_type != "error"] + [error]
        return cell, resources
