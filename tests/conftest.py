"""What several test modules need: built courses, and the gradient-checking notebook."""

import os
from pathlib import Path

import autograder.build  # before numpy: it asks for one thread

# isort: split
import matplotlib
import nbformat
import pytest
import tiny_assignment

from autograder.build import build, new_course
from autograder.proof import notebooks
from autograder.proof.notebooks import define_functions
from autograder.sandbox import isolation
from autograder.sandbox.isolation import probe

ROOT = Path(__file__).parents[1]
ASSIGNMENT = NOTEBOOK = "gradient_checking"

matplotlib.use("agg")


@pytest.fixture(scope="session")
def bubblewrap():
    """Skip without bubblewrap; fail if AUTOGRADER_REQUIRE_SANDBOX says that it must be there."""
    diagnosis = isolation.probe()
    if diagnosis.level != "bubblewrap":
        give_up = pytest.fail if os.environ.get("AUTOGRADER_REQUIRE_SANDBOX") else pytest.skip
        give_up(diagnosis.reason)


@pytest.fixture(scope="session")
def built_course(tmp_path_factory):
    """A course with the gradient-checking notebook built today. Tests must not change it."""
    course = new_course(tmp_path_factory.mktemp("course"), probe().level)
    build(ASSIGNMENT, course, notebooks=[NOTEBOOK])
    return course


@pytest.fixture
def course(tmp_path):
    """A course of the test's own, with the gradient-checking notebook built."""
    course = new_course(tmp_path / "course", probe().level)
    build(ASSIGNMENT, course, notebooks=[NOTEBOOK])
    return course


@pytest.fixture
def tiny_course(tmp_path, monkeypatch):
    """A course in which the tiny assignment is the only one that was ever written, and built."""
    tiny_assignment.write(tmp_path / "assignments")
    monkeypatch.setattr(autograder.build, "AUTHORED", tmp_path / "assignments")
    course = new_course(tmp_path / "tiny_course", probe().level)
    build(tiny_assignment.ASSIGNMENT, course)
    return course


@pytest.fixture
def source():
    """The instructor's notebook."""
    return notebooks.source(NOTEBOOK)


@pytest.fixture(scope="session")
def release(built_course):
    """The students' notebook."""
    return nbformat.read(built_course.root / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", 4)


@pytest.fixture
def reference():
    """The notebook with every solution filled in."""
    return notebooks.reference(NOTEBOOK)


@pytest.fixture
def solutions(reference):
    """The functions of the reference solution, freshly defined."""
    return define_functions(reference)
