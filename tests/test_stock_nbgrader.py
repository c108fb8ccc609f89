"""Stock nbgrader commands work from the root with nothing but nbgrader_config.py."""

import csv
import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from conftest import ASSIGNMENT, NOTEBOOK, ROOT

from autograder.course import Course
from autograder.sandbox.isolation import probe
from autograder.variants.gradient_checking import BUGGED
from autograder.variants.submissions import changed_submission, hand_in, reference_submission

TREES = ("autograder", "utils", "source")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A bare checkout, without release/ and gradebook, and one submission in it."""
    root = tmp_path_factory.mktemp("checkout")
    for tree in TREES:
        shutil.copytree(ROOT / tree, root / tree, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "nbgrader_config.py", root)
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.ExecuteInSandbox.isolation = {probe().level!r}\n")
    return root


def nbgrader(root, *arguments):
    command = [sys.executable, "-m", "nbgrader", *arguments]
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run(
        command, cwd=root, env=clean, capture_output=True, text=True, timeout=300, check=True
    )


def test_generate_autograde_feedback_and_export(checkout):
    nbgrader(checkout, "generate_assignment", ASSIGNMENT)
    for path in (ROOT / "release" / ASSIGNMENT).rglob("*.*"):
        released = checkout / path.relative_to(ROOT)
        assert "__pycache__" in str(path) or released.read_bytes() == path.read_bytes()

    course = Course(checkout)
    reference = reference_submission(course, ASSIGNMENT, NOTEBOOK)
    (variant,) = [variant for variant in BUGGED if variant.name == "db1_times_4"]
    changed = changed_submission(reference, variant.changes)
    for student, notebook in {"ada": reference, "bob": changed}.items():
        folder = hand_in(course, ASSIGNMENT, student, {NOTEBOOK: nbformat.writes(notebook)})
        for other in set(course.notebooks(ASSIGNMENT)) - {NOTEBOOK}:
            (folder / f"{other}.ipynb").unlink()

    nbgrader(checkout, "autograde", ASSIGNMENT)
    nbgrader(checkout, "generate_feedback", ASSIGNMENT)
    nbgrader(checkout, "export")

    with (checkout / "grades.csv").open() as table:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(table)}
    assert scores == {"ada": 100, "bob": 89}
    page = checkout / "feedback" / "bob" / ASSIGNMENT / f"{NOTEBOOK}.html"
    assert "backward_propagation_n: 19 of 30 points" in page.read_text()
