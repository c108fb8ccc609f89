"""What an attack is, and how a student's notebook is made out of it."""

import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

FOOTPRINT = "attack_was_here"
"""Set in builtins, the environment and numpy by every attack; the grader must have none of it."""
LEFT_BEHIND = "left_behind_by_an_attack"
"""The name of every file that an attack leaves for others to find."""
SURVIVOR = "survivor"
"""The name that a process gives itself that wants to outlive its submission."""
PORT = 20_763
"""Where somebody listens on this machine, to hear of attacks that reach the network."""

FIRST = f"""\
import builtins, os, sys, numpy as np
builtins.{FOOTPRINT} = np.{FOOTPRINT} = True
os.environ["{FOOTPRINT}"] = "1"
sys.modules["{FOOTPRINT}"] = sys
secret = "_".join(["SECRET", "MARKER"])
"""
WRONG = {
    "total": "def total(x):\n    return {}",
    "table": "def table(names):\n    return {}",
    "doubled": "def doubled(x):\n    return {}",
    "halve": "def halve(x):\n    return {}",
}


@dataclass(frozen=True)
class Attack:
    """One way to cheat; unless ``earns`` says so, nothing in it is solved honestly."""

    name: str
    tries: str
    """What it tries, in a line."""
    first: str = ""
    """Code of a cell above everything else."""
    solutions: Mapping[str, str] = field(default_factory=dict)
    """Solution cell → what stands in it."""
    last: str = ""
    """Code of a cell below everything else."""
    change: Callable[[NotebookNode], None] | None = None
    """Does something to the notebook's cells and metadata."""
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    """Relative path → content of what is handed in beside the notebook."""
    place: Callable[[Path, Path], None] | None = None
    """Does something to the folder that was handed in; gets that and the course's root."""
    earns: float = 0
    """Points that it may get, because something in it is really solved."""
    gradable: bool = True
    """Whether what was handed in can be graded at all."""
    too_dangerous: str = ""
    """Why it is not tried on stock nbgrader."""

    def notebook(self, release: NotebookNode) -> NotebookNode:
        """Return the notebook that is handed in, made out of the untouched release."""
        notebook = nbformat.from_dict(release)
        for cell in notebook.cells:
            if cell.id in self.solutions:
                cell.source = textwrap.dedent(self.solutions[cell.id]).strip()
        first = nbformat.v4.new_code_cell(FIRST + textwrap.dedent(self.first), id="first")
        notebook.cells.insert(0, first)
        if self.last:
            last = nbformat.v4.new_code_cell(textwrap.dedent(self.last), id="last")
            notebook.cells.append(last)
        if self.change:
            self.change(notebook)
        return notebook

    def hand_in(self, release: Path, folder: Path, root: Path) -> None:
        """Write what is handed in into a student's folder of a course.

        Parameters
        ----------
        release : the untouched notebook. folder : the student's. root : the course's.
        """
        text = nbformat.writes(self.notebook(nbformat.read(release, 4)))
        (folder / release.name).write_text(text, encoding="utf-8")
        for name, content in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            content = content.encode() if isinstance(content, str) else content
            (folder / name).write_bytes(content)
        if self.place:
            self.place(folder, root)


def returning(expression: str) -> dict[str, str]:
    """Return solutions all of which return the value of an expression."""
    return {name: text.format(expression) for name, text in WRONG.items()}


def doing(statements: str) -> dict[str, str]:
    """Return solutions all of which do something instead of solving anything."""
    body = textwrap.indent(textwrap.dedent(statements).strip(), "    ")
    return {name: f"{text.split(chr(10))[0]}\n{body}" for name, text in WRONG.items()}


def test_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the graded test cells."""
    return [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]


test_cells.__test__ = False
