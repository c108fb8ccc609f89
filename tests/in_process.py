"""Running a submission in this process, without a kernel: for trusted code only, and fast."""

import ast
import contextlib
import io
import os
from collections.abc import Iterator

import matplotlib
import matplotlib.pyplot as plt
from nbformat.notebooknode import NotebookNode

from autograder.build.source import demonstrations
from autograder.grading.class_grading import item_name


def marks_in_process(submission: NotebookNode, source: NotebookNode) -> dict[str, float]:
    """Return the points for each graded item, as nbgrader would count them.

    Parameters
    ----------
    submission : a notebook as handed in; its test cells are replaced by those of ``source``,
        and the demonstrations of ``source`` are left out.
    source : the instructor's notebook, with the hidden tests.
    """
    tests = {cell.id: cell for cell in source.cells if _is_test(cell)}
    left_out = demonstrations(source)
    namespace: dict = {"__name__": "__main__"}
    marks = {}
    with _grading():
        for cell in submission.cells:
            if cell.id in tests:
                points = _run(tests[cell.id].source, namespace)
                marks[item_name(cell.id)] = points if isinstance(points, float) else 0.0
            elif "nbgrader" in cell.metadata and cell.id not in left_out:
                _run(cell.source, namespace)
    return marks


def _run(source: str, namespace: dict) -> object:
    """Execute a cell and return the value of its last expression, or the exception."""
    try:
        tree = ast.parse(_without_magics(source))
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "<cell>", "exec"), namespace)
        if last is not None:
            return eval(compile(ast.Expression(last.value), "<cell>", "eval"), namespace)
    except Exception as error:
        return error
    return None


def _without_magics(source: str) -> str:
    return "\n".join(line for line in source.split("\n") if not line.startswith("%"))


def _is_test(cell: NotebookNode) -> bool:
    return cell.metadata.get("nbgrader", {}).get("grade", False)


@contextlib.contextmanager
def _grading() -> Iterator[None]:
    """Tell the self-checks that this is grading, keep figures and prints to ourselves."""
    backend = matplotlib.get_backend()
    before = os.environ.get("NBGRADER_EXECUTION")
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    matplotlib.use("agg")
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            yield
    finally:
        plt.close("all")
        matplotlib.use(backend)
        if before is None:
            del os.environ["NBGRADER_EXECUTION"]
        else:
            os.environ["NBGRADER_EXECUTION"] = before
