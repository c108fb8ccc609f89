"""The authored notebooks, built in memory: their sources, reference solutions and functions."""

import ast
import functools
import importlib
from types import ModuleType, SimpleNamespace

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.build import AUTHORED, regions
from autograder.build.authored import DEFAULT_STUB, read
from autograder.build.source import to_notebook
from autograder.variants.submissions import changed_submission, solved

ASSIGNMENTS = {path.stem: path.parent.name for path in sorted(AUTHORED.glob("*/*.py"))}
"""The assignment that each notebook belongs to."""
NOTEBOOKS = list(ASSIGNMENTS)


@functools.cache
def _source(notebook: str) -> str:
    cells = read(AUTHORED / ASSIGNMENTS[notebook] / f"{notebook}.py")
    return nbformat.writes(to_notebook(cells))


def source(notebook: str) -> NotebookNode:
    """Return the instructor's notebook, with hidden tests."""
    return nbformat.reads(_source(notebook), 4)


def reference(notebook: str) -> NotebookNode:
    """Return the notebook with every solution filled in, and no region mark left."""
    return solved(source(notebook))


def release(notebook: str) -> NotebookNode:
    """Return the notebook as students get it."""
    released = source(notebook)
    for cell in released.cells:
        if cell.cell_type == "code":
            cell.source = "\n".join(regions.released(cell.source.split("\n"), DEFAULT_STUB))
    return released


def points(notebook: str) -> dict[str, float]:
    """Return what each graded item is worth."""
    return {
        cell.id.removeprefix("test_"): cell.metadata.nbgrader.points
        for cell in source(notebook).cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }


def catalogue(notebook: str) -> ModuleType:
    """Return the module with BUGGED, RIGHT and VARIANTS."""
    return importlib.import_module(f"autograder.variants.{notebook}")


def hidden_tests(notebook: str) -> ModuleType:
    """Return the module with one hidden test per graded item."""
    return importlib.import_module(f"autograder.hidden_tests.{notebook}")


def functions(notebook: str, changes=()) -> SimpleNamespace:
    """Return what the notebook defines, solved but for some changes."""
    return define_functions(changed_submission(reference(notebook), changes))


def define_functions(notebook: NotebookNode) -> SimpleNamespace:
    """Run imports and definitions of the solution cells and of what they build on."""
    namespace: dict = {}
    for cell in notebook.cells:
        nbgrader = cell.metadata.get("nbgrader", {})
        if not nbgrader or nbgrader.get("grade"):
            continue
        lines = ["" if line.startswith("%") else line for line in cell.source.split("\n")]
        tree = ast.parse("\n".join(lines))
        if not nbgrader.get("solution"):
            tree.body = [node for node in tree.body if isinstance(node, DEFINITIONS)]
        exec(compile(tree, cell.id, "exec"), namespace)
    return SimpleNamespace(**namespace)


DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
