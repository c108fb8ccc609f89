"""The authored notebooks, built in memory: their sources, solutions, functions and catalogues."""

import ast
import functools
import importlib
import importlib.util
from collections.abc import Callable, Iterable, Mapping
from types import CodeType, MappingProxyType, ModuleType, SimpleNamespace

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder import build
from autograder.build import regions
from autograder.build.authored import DEFAULT_STUB, read
from autograder.build.source import to_notebook
from autograder.course import CourseError
from autograder.variants.calls import Draw
from autograder.variants.submissions import changed_cells, solved
from autograder.variants.variant import Change, Variant


def authored() -> dict[str, str]:
    """Return notebook → the assignment that it belongs to."""
    return {path.stem: path.parent.name for path in sorted(build.AUTHORED.glob("*/*.py"))}


ASSIGNMENTS = authored()
NOTEBOOKS = list(ASSIGNMENTS)
DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)


@functools.cache
def _source(notebook: str) -> str:
    cells = read(build.AUTHORED / ASSIGNMENTS[notebook] / f"{notebook}.py")
    return nbformat.writes(to_notebook(cells))


def source(notebook: str) -> NotebookNode:
    """Return the instructor's notebook, with hidden tests."""
    return nbformat.reads(_source(notebook), 4)


@functools.cache
def _reference(notebook: str) -> NotebookNode:
    return solved(source(notebook))


def reference(notebook: str) -> NotebookNode:
    """Return the notebook with every solution filled in, and no region mark left."""
    return nbformat.from_dict(_reference(notebook))


def release(notebook: str) -> NotebookNode:
    """Return the notebook as students get it."""
    released = source(notebook)
    for cell in released.cells:
        if cell.cell_type == "code":
            cell.source = "\n".join(regions.released(cell.source.split("\n"), DEFAULT_STUB))
    return released


def points(notebook: str) -> dict[str, float]:
    """Return what each graded item is worth."""
    return dict(_points(notebook))


@functools.cache
def _points(notebook: str) -> dict[str, float]:
    return {
        cell.id.removeprefix("test_"): cell.metadata.nbgrader.points
        for cell in source(notebook).cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }


def catalogue(notebook: str) -> ModuleType:
    """Return the module with BUGGED, RIGHT and VARIANTS.

    Raises
    ------
    CourseError
        If there is none.
    """
    return _module("variants", notebook, f"there are no variants of {notebook}")


def variants_of(notebook: str) -> list[Variant]:
    """Return the variants of a catalogue, every one of which can be made, and proves something.

    Raises
    ------
    CourseError
        If one does not fit the notebook: what is misspelt would count as proven.
    """
    variants = list(catalogue(notebook).VARIANTS)
    for variant in variants:
        if problem := _problem_of(notebook, variant):
            raise CourseError(f"{notebook}: the variant {variant.name} {problem}")
    return variants


def _problem_of(notebook: str, variant: Variant) -> str:
    graded = points(notebook)
    for item, due in variant.marks.items():
        if item not in graded:
            return f"has marks for {item}, which is none of {', '.join(graded)}"
        if due >= graded[item]:
            return f"must get {due:g} of {graded[item]:g} points for {item}, and so loses none"
    if not touched_items(notebook, variant):
        return f"has no marks and changes none of {', '.join(graded)}: nothing is proven by it"
    try:
        changed_cells(_reference(notebook), variant.changes)
    except ValueError as error:
        return f"cannot be made: {error}"
    return ""


def touched_items(notebook: str, variant: Variant) -> list[str]:
    """Return the graded items that a variant changes, or must lose points for."""
    touched = {change.function for change in variant.changes} | variant.marks.keys()
    return [item for item in points(notebook) if item in touched]


def random_calls(notebook: str, item: str) -> Draw:
    """Return what draws random calls of a graded function.

    Raises
    ------
    CourseError
        If nobody wrote that down.
    """
    name = f"{notebook}_inputs"
    problem = (
        f"{notebook}: there are no random calls of {item}, without which no mutant can be judged"
    )
    known = getattr(_module("variants", name, problem), "INPUTS", {})
    if item not in known:
        place = f"INPUTS[{item!r}] in autograder/variants/{name}.py"
        raise CourseError(f"{problem}; write {place}")
    return known[item]


def hidden_test(notebook: str, item: str) -> Callable:
    """Return the hidden test of a graded function.

    Raises
    ------
    CourseError
        If there is none.
    """
    test = getattr(hidden_tests(notebook), item, None)
    if test is None:
        place = f"{item}() in autograder/hidden_tests/{notebook}.py"
        raise CourseError(f"{notebook}: there is no hidden test of {item}; write {place}")
    return test


def hidden_tests(notebook: str) -> ModuleType:
    """Return the module with one hidden test per graded item.

    Raises
    ------
    CourseError
        If there is none.
    """
    return _module("hidden_tests", notebook, f"{notebook} has no hidden tests")


def _module(room: str, name: str, problem: str) -> ModuleType:
    path = f"autograder.{room}.{name}"
    if importlib.util.find_spec(path) is None:
        raise CourseError(f"{problem}; write {path.replace('.', '/')}.py")
    return importlib.import_module(path)


def functions(notebook: str, changes: Iterable[Change] = ()) -> SimpleNamespace:
    """Return what the notebook defines, solved but for some changes."""
    reference = _reference(notebook)
    return define_functions(reference, changed_cells(reference, changes))


def define_functions(
    notebook: NotebookNode, changed: Mapping[str, str] = MappingProxyType({})
) -> SimpleNamespace:
    """Run imports and definitions of the solution cells and of what they build on.

    Parameters
    ----------
    notebook : solved. changed : other texts for some of its cells, by their names.
    """
    namespace: dict = {}
    for cell in notebook.cells:
        nbgrader = cell.metadata.get("nbgrader", {})
        if nbgrader and not nbgrader.get("grade"):
            text = changed.get(cell.id, cell.source)
            exec(_compiled(cell.id, text, bool(nbgrader.get("solution"))), namespace)
    return SimpleNamespace(**namespace)


@functools.lru_cache(maxsize=1000)
def _compiled(name: str, source: str, whole: bool) -> CodeType:
    """Return the code of a cell, or of its imports and definitions only."""
    lines = ["" if line.startswith("%") else line for line in source.split("\n")]
    tree = ast.parse("\n".join(lines))
    if not whole:
        tree.body = [node for node in tree.body if isinstance(node, DEFINITIONS)]
    return compile(tree, name, "exec")
