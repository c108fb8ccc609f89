"""What several test modules need: a built course, and the notebook's functions."""

from pathlib import Path
from types import SimpleNamespace

import matplotlib
import nbformat
import pytest

from autograder.build import build, new_course
from autograder.variants.submissions import reference_submission

ROOT = Path(__file__).parents[1]
ASSIGNMENT = NOTEBOOK = "gradient_checking"

matplotlib.use("agg")


@pytest.fixture(scope="session")
def built_course(tmp_path_factory):
    """A course directory with source/ and release/ built today. Tests must not change it."""
    course = new_course(tmp_path_factory.mktemp("course"))
    build(ASSIGNMENT, course)
    return course


@pytest.fixture
def course(tmp_path):
    """A course directory of the test's own, with source/ and release/ built."""
    course = new_course(tmp_path / "course")
    build(ASSIGNMENT, course)
    return course


@pytest.fixture(scope="session")
def source(built_course):
    """The instructor's notebook."""
    return nbformat.read(built_course.root / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", 4)


@pytest.fixture(scope="session")
def release(built_course):
    """The students' notebook."""
    return nbformat.read(built_course.root / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", 4)


@pytest.fixture(scope="session")
def reference(built_course):
    """The released notebook with every solution filled in."""
    return reference_submission(built_course, ASSIGNMENT, NOTEBOOK)


@pytest.fixture
def solutions(reference):
    """The functions of the reference solution, freshly defined."""
    return define_functions(reference)


def define_functions(notebook) -> SimpleNamespace:
    """Run the solution cells and what they build on, and return what they define."""
    namespace: dict = {}
    for cell in notebook.cells:
        is_solution = cell.metadata.get("nbgrader", {}).get("solution")
        if is_solution or cell.id in ("imports", "forward_propagation_n"):
            lines = [line for line in cell.source.split("\n") if not line.startswith("%")]
            exec("\n".join(lines), namespace)
    return SimpleNamespace(**namespace)
