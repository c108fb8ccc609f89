"""Whatever happens to a submission, what is run is the instructor's notebook."""

import functools
import json

import nbformat
from handed_cells import SOLVED
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.grading.reading import read_submission
from autograder.grading.rebuild import rebuild
from autograder.proof import notebooks

JUNK = st.sampled_from(
    [{}, None, 7, {"nbgrader": 3}, {"nbgrader": {"grade_id": 5}}, {"tags": ["skip-execution"]}]
    + [
        {"nbgrader": {"grade_id": name, "grade": True, "solution": True, "points": 99}}
        for name in ["", "test_forward_propagation", "forward_propagation", "imports", "new"]
    ]
)


@st.composite
def damaged(draw, name="gradient_checking"):
    cells = json.loads(nbformat.writes(notebooks.release(name)))["cells"]
    numbers = draw(st.lists(st.sampled_from(range(len(cells))), max_size=len(cells) + 5))
    if draw(st.booleans()):
        numbers = [*range(len(cells)), *numbers]
    made = []
    for number in numbers:
        cell = dict(cells[number])
        damage = draw(st.sampled_from(["none", "none", "type", "metadata", "id", "text", "bare"]))
        if damage == "type":
            cell["cell_type"] = draw(st.sampled_from(["code", "markdown", "raw", "heading", 3]))
        elif damage == "metadata":
            cell["metadata"] = draw(JUNK)
        elif damage == "id":
            cell["id"] = draw(st.sampled_from(["", 4, "imports", "student-1", "sigmoid"]))
        elif damage == "text":
            cell["source"] = draw(st.sampled_from(["", [], "x = 1", ["(\n", 3], SOLVED, None]))
        elif damage == "bare":
            cell = {key: cell[key] for key in ("cell_type", "source")}
        made.append(cell)
    return json.dumps({"cells": made}).encode()


@functools.cache
def secrets(name):
    """The lines of the solutions that are not in the release."""
    original, release = notebooks.source(name), notebooks.release(name)
    solutions = [
        n for n, c in enumerate(original.cells) if c.metadata.get("nbgrader", {}).get("solution")
    ]
    released = {line for cell in release.cells for line in cell.source.split("\n")}
    ours = {line for n in solutions for line in original.cells[n].source.split("\n")}
    return ours - released


@settings(max_examples=60, deadline=None)
@given(damaged())
def test_no_damage_changes_what_is_ours_or_lets_a_solution_through(content):
    original = notebooks.source("gradient_checking")
    names = {cell.id for cell in original.cells}
    solutions = {
        cell.id for cell in original.cells if cell.metadata.get("nbgrader", {}).get("solution")
    }

    rebuilt = rebuild(original, read_submission(content))

    nbformat.validate(rebuilt.notebook)
    assert rebuilt.notebook.metadata == original.metadata
    ours = [cell for cell in rebuilt.notebook.cells if cell.id in names]
    assert [cell.id for cell in ours] == [cell.id for cell in original.cells]
    for cell, before in zip(ours, original.cells):
        assert (cell.cell_type, cell.metadata) == (before.cell_type, before.metadata)
        if cell.metadata.get("nbgrader") and cell.id not in solutions:
            assert cell.source == before.source
            assert cell.id not in rebuilt.by_student
    for cell in rebuilt.notebook.cells:
        if cell.id not in names:
            assert not cell.metadata
            assert cell.id in rebuilt.by_student
        if cell.cell_type == "code":
            assert (cell.outputs, cell.execution_count) == ([], None)
        if cell.id in solutions or cell.id not in names:
            assert not secrets("gradient_checking") & {*cell.source.split("\n")}
