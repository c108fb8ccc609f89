"""An instructor's notebook of one exercise, `double`, and its cells as a student hands them in."""

import functools

import nbformat
import tiny_assignment

from autograder.build.authored import read
from autograder.build.source import to_notebook
from autograder.grading.reading import HandedCell, read_submission

STUB = "def double(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
SOLVED = "def double(x):\n    return x + x"
WRONG = "def double(x):\n    return 3 * x"
TEST = "double(2)"
GIVEN = HandedCell("code", "import math", "imports", "imports")
PLAY = HandedCell("code", "print(double(3))", None, "play")
WORDS = HandedCell("markdown", "Double it.", None, "words")
HANDED = [
    WORDS,
    GIVEN,
    HandedCell("code", STUB, "double", "double"),
    PLAY,
    HandedCell("code", TEST, "test_double", "test_double"),
]


@functools.cache
def _source():
    def nbgrader(name, **kind):
        flags = {"grade": False, "locked": False, "solution": False, "task": False} | kind
        return {"nbgrader": {"grade_id": name, "schema_version": 3, **flags}}

    cells = nbformat.v4
    solution = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
    test = f"{TEST}\n### BEGIN HIDDEN TESTS\nassert double(3) == 6\n### END HIDDEN TESTS"
    made = [
        cells.new_markdown_cell(WORDS.text, id="words"),
        cells.new_code_cell(GIVEN.text, id="imports", metadata=nbgrader("imports", locked=True)),
        cells.new_code_cell(solution, id="double", metadata=nbgrader("double", solution=True)),
        cells.new_code_cell(PLAY.text, id="play"),
        cells.new_code_cell(
            test, id="test_double", metadata=nbgrader("test_double", grade=True, locked=True)
        ),
    ]
    return nbformat.writes(cells.new_notebook(cells=made, metadata={}))


def source():
    return nbformat.reads(_source(), 4)


def tiny(name, folder):
    (folder / "x.py").write_text(tiny_assignment.NOTEBOOKS[name])
    return to_notebook(read(folder / "x.py"))


def solution_of(rebuilt, name="double"):
    return next(cell for cell in rebuilt.notebook.cells if cell.id == name)


def texts(rebuilt):
    return [cell.source for cell in rebuilt.notebook.cells]


def handed_in(notebook):
    return read_submission(nbformat.writes(notebook).encode())


def without_marks(cells):
    return [HandedCell(cell.cell_type, cell.text) for cell in cells]


def changed(cells, index, text):
    return [
        HandedCell(c.cell_type, text, c.grade_id, c.id) if i == index else c
        for i, c in enumerate(cells)
    ]


SOLVED_CELLS = changed(HANDED, 2, SOLVED)
