"""A course of one small assignment, and what is odd about the submissions in its class."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from autograder.build import new_course
from autograder.build.source import build_source
from autograder.course import Course
from autograder.sandbox.isolation import probe
from autograder.variants.submissions import hand_in

ASSIGNMENT = NOTEBOOK = "small"
FULL = {"double": 3.0, "squash": 4.0}
SECONDS = 2
"""That a cell or a call may take; the class has many endless loops in it."""
SMALL = """\
# %% [markdown]
# Write two functions.

# %% given="imports"
# %matplotlib inline
import matplotlib.pyplot as plt
import numpy as np
from gc_utils import sigmoid

# %% solution="double"
def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %%
2 + 2  # try things here

# %% test="double" points=3
import math

assert double(2) == 4
### BEGIN HIDDEN TESTS
assert math.isclose(double(math.pi), 2 * math.pi)
3.0
### END HIDDEN TESTS

# %% solution="squash"
def squash(x):
    ### BEGIN SOLUTION
    return sigmoid(x)
    ### END SOLUTION

# %% test="squash" points=4
squash(0.0)
### BEGIN HIDDEN TESTS
assert abs(squash(0.0) - 0.5) < 1e-12
values = np.array([-1.0, 1.0])
4.0 if np.allclose(squash(values), 1 / (1 + np.exp(-values))) else 1.0
### END HIDDEN TESTS
"""
ANSWERS = {
    "double": "def double(x):\n    return 2 * x",
    "squash": "def squash(x):\n    return sigmoid(x)",
}

Notebook = dict
"""A notebook file's JSON, every solution in it filled in."""
HandIn = Callable[[Notebook, Path], bytes | None]
"""Does something to the notebook, or to the folder with the helper files, or returns other bytes to
be handed in as the notebook."""


@dataclass(frozen=True)
class Odd:
    """One submission, and what must come of it."""

    hand_in: HandIn
    is_graded: bool
    told: str = ""
    """Words of the fault or of the note; there is none if there are none."""
    marks: dict[str, float] = field(default_factory=dict)
    """Points of the items that do not get all."""
    page: str = ""
    """Words on the feedback page."""


def small_course(root: Path) -> Course:
    """Build the course with the small assignment; its sandbox is the best that there is here."""
    course = new_course(root / "course", probe().level)
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.ExecuteInSandbox.timeout = {SECONDS}\n")
    authored = root / "assignments" / ASSIGNMENT
    authored.mkdir(parents=True)
    (authored / f"{NOTEBOOK}.py").write_text(SMALL)
    build_source(authored, course.root / "source" / ASSIGNMENT)
    course.generate_release(ASSIGNMENT)
    return course


def submit(course: Course, student: str, odd: HandIn) -> None:
    """Hand in the right answers after something odd was done to them."""
    submit_answers(course, ASSIGNMENT, NOTEBOOK, ANSWERS, student, odd)


def submit_answers(
    course: Course, assignment: str, name: str, answers: dict[str, str], student: str, odd: HandIn
) -> None:
    """Likewise, for any notebook; ``answers`` are the texts of its cells by their names."""
    notebook = json.loads((course.root / "release" / assignment / f"{name}.ipynb").read_text())
    for cell_id, text in answers.items():
        cell(notebook, cell_id)["source"] = text
    folder = hand_in(course, assignment, student, {})
    path = folder / f"{name}.ipynb"
    path.write_bytes(dumped(notebook))
    content = odd(notebook, folder)
    if path.is_file():
        path.write_bytes(dumped(notebook) if content is None else content)


def dumped(notebook: Notebook) -> bytes:
    """Return the file as JupyterLab writes it."""
    return json.dumps(notebook, indent=1, ensure_ascii=False).encode() + b"\n"


def cell(notebook: Notebook, name: str) -> dict:
    """Return a cell by its id, which is its name in the authored text."""
    (found,) = [cell for cell in notebook["cells"] if cell.get("id") == name]
    return found


def code_cell(source: str) -> dict:
    """Return a cell as a student adds it."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": source,
    }


def add(notebook: Notebook, source: str, after: str = "imports") -> None:
    """Add a code cell behind another one."""
    notebook["cells"].insert(notebook["cells"].index(cell(notebook, after)) + 1, code_cell(source))
