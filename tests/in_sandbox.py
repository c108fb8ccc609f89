"""Running a submission in the sandbox, without nbgrader around it: for proving hidden tests."""

from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbgrader.utils import determine_grade, is_grade

from autograder.grading.class_grading import item_name
from autograder.grading.execute_in_sandbox import run_notebook
from autograder.grading.files import files_of
from autograder.sandbox.session import Session
from autograder.sandbox.zygote_process import ZygoteProcess


def marks_in_sandbox(
    submission: NotebookNode,
    source: NotebookNode,
    folder: Path,
    zygote: ZygoteProcess,
    seconds: float = 30.0,
) -> dict[str, float]:
    """Return the points for each graded item, as nbgrader counts them.

    Parameters
    ----------
    submission : the notebook to run, with the test cells of ``source``.
    source : the instructor's notebook, with the hidden tests.
    folder : where the files are that the notebook needs beside it.
    zygote : where the process comes from that runs it. seconds : that a cell or a call may take.
    """
    tests = {cell.id: cell.source for cell in source.cells if is_grade(cell)}
    for cell in submission.cells:
        cell.source = tests.get(cell.id, cell.source)
    session = Session(zygote, files_of(folder), seconds=seconds)
    try:
        run_notebook(submission, source, session, folder)
    finally:
        session.close()
    return {
        item_name(cell.metadata.nbgrader.grade_id): determine_grade(cell)[0]
        for cell in submission.cells
        if is_grade(cell)
    }
