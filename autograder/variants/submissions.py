"""Making submissions as a student would hand them in: the release, with cells filled in."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.build import regions
from autograder.course import Course
from autograder.variants.variant import Change


def reference_submission(course: Course, assignment: str, notebook: str) -> NotebookNode:
    """Return the released notebook with the reference solution in every solution cell."""
    source = nbformat.read(course.root / "source" / assignment / f"{notebook}.ipynb", 4)
    release = nbformat.read(course.root / "release" / assignment / f"{notebook}.ipynb", 4)
    solutions = {
        cell.id: "\n".join(regions.solved(cell.source.split("\n")))
        for cell in source.cells
        if _is_solution(cell)
    }
    for cell in release.cells:
        if cell.id in solutions:
            cell.source = solutions[cell.id]
    return release


def solved(source: NotebookNode) -> NotebookNode:
    """Return a copy of an instructor's notebook with solutions, but no stubs and hidden tests."""
    reference = nbformat.from_dict(source)
    for cell in reference.cells:
        if cell.cell_type == "code":
            cell.source = "\n".join(regions.solved(cell.source.split("\n")))
    return reference


def changed_submission(reference: NotebookNode, changes: Iterable[Change]) -> NotebookNode:
    """Return a copy of a submission with some of its solution cells changed.

    Raises
    ------
    ValueError
        If there is no such cell, or the piece to change is not in it.
    """
    submission = nbformat.from_dict(reference)
    changed = changed_cells(reference, changes)
    for cell in submission.cells:
        cell.source = changed.get(cell.id, cell.source)
    return submission


def changed_cells(reference: NotebookNode, changes: Iterable[Change]) -> dict[str, str]:
    """Return the new text of each solution cell that is changed, by the cell's name.

    Raises
    ------
    ValueError
        If there is no such cell, or the piece to change is not in it.
    """
    solutions = {cell.id: cell.source for cell in reference.cells if _is_solution(cell)}
    changed: dict[str, str] = {}
    for change in changes:
        if change.function not in solutions:
            raise ValueError(f"there is no solution cell {change.function!r}")
        before = changed.get(change.function, solutions[change.function])
        changed[change.function] = change.apply(before)
    return changed


def hand_in(course: Course, assignment: str, student: str, notebooks: dict[str, str]) -> Path:
    """Put a submission where nbgrader collects them, with the files of the release beside it.

    Parameters
    ----------
    course : where to. assignment : which assignment. student : whose.
    notebooks : the text of each notebook file, by name without ``.ipynb``; any text will do.
    """
    folder = course.root / "submitted" / student / assignment
    shutil.copytree(course.root / "release" / assignment, folder, dirs_exist_ok=True)
    for name, text in notebooks.items():
        (folder / f"{name}.ipynb").write_text(text, encoding="utf-8")
    return folder


def _is_solution(cell: NotebookNode) -> bool:
    return cell.metadata.get("nbgrader", {}).get("solution", False)
