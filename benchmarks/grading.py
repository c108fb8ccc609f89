"""Grading a class one submission at a time: what does it cost beside stock nbgrader?

Baseline: one ``nbgrader autograde`` over the same class with nbgrader's own preprocessors, a kernel
for each submission. All run in a process of their own, import included, and are measured by wall
time and by CPU time, kernels and sandbox included.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import nbformat
from rich.table import Table

from autograder.build import build, new_course
from autograder.course import Course
from autograder.variants.submissions import hand_in, reference_submission

ASSIGNMENT = NOTEBOOK = "gradient_checking"
STUDENTS = 8


STOCK = """
from nbconvert.exporters import NotebookExporter

c.Autograde.exporter_class = NotebookExporter
c.Autograde.autograde_preprocessors = Autograde.autograde_preprocessors.default()
"""


def class_of_references(root: Path, more: str = "") -> Course:
    """Make a course in which every student hands in the reference solution.

    Parameters
    ----------
    root : where. more : lines to add to its nbgrader_config.py.
    """
    course = new_course(root)
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(more)
    build(ASSIGNMENT, course, notebooks=[NOTEBOOK])
    text = nbformat.writes(reference_submission(course, ASSIGNMENT, NOTEBOOK))
    for number in range(STUDENTS):
        hand_in(course, ASSIGNMENT, f"student_{number}", {NOTEBOOK: text})
    return course


def seconds(
    command: list[str], folder: Path, environment: Mapping[str, str] = os.environ
) -> tuple[float, float]:
    """Return the wall and CPU seconds of a command in a folder, and of all that it starts."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run() -> Table:
    """Grade the same class both ways."""
    table = Table(title=f"Grading {STUDENTS} submissions", title_justify="left")
    for column in ("command", "wall / stock", "CPU / stock", "CPU seconds per submission"):
        table.add_column(column)
    stock = [sys.executable, "-m", "nbgrader", "autograde", ASSIGNMENT]
    ours = [sys.executable, "-m", "autograder", "grade", ASSIGNMENT]
    ways = {
        "nbgrader autograde, stock": (stock, STOCK),
        "nbgrader autograde": (stock, ""),
        "autograder grade": (ours, ""),
    }
    baseline: tuple[float, float] | None = None
    for name, (command, more) in ways.items():
        with tempfile.TemporaryDirectory() as folder:
            wall, cpu = seconds(command, class_of_references(Path(folder), more).root)
        baseline = baseline or (wall, cpu)
        per_submission = f"{cpu / STUDENTS:.1f}"
        table.add_row(name, f"{wall / baseline[0]:.2f}", f"{cpu / baseline[1]:.2f}", per_submission)
    return table
