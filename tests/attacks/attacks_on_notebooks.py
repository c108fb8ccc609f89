"""Attacks by what a notebook is made of: metadata, tags, saved outputs, superfluous cells."""

import copy

import nbformat
from attack import Attack, test_cells
from nbformat.notebooknode import NotebookNode

FULL = {
    "output_type": "execute_result",
    "data": {"text/plain": "10.0"},
    "metadata": {},
    "execution_count": 1,
}


def skip_everything(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        cell.metadata.tags = ["skip-execution"]


def raise_points(notebook: NotebookNode) -> None:
    for cell in test_cells(notebook):
        cell.metadata.nbgrader.points = 1000
        cell.metadata.nbgrader.checksum = "0" * 32


def unlock(notebook: NotebookNode) -> None:
    for cell in test_cells(notebook):
        cell.metadata.nbgrader.locked = False
        cell.metadata.nbgrader.pop("checksum", None)
        cell.source = f"{float(cell.metadata.nbgrader.points)}"


def grade_by_hand(notebook: NotebookNode) -> None:
    for cell in test_cells(notebook):
        cell.metadata.nbgrader |= {"solution": True, "locked": False, "points": 50}
        cell.source = "'Full marks, please.'"


def ungrade(notebook: NotebookNode) -> None:
    for cell in test_cells(notebook):
        cell.metadata.nbgrader.grade = False


def own_test(notebook: NotebookNode) -> None:
    extra = copy.deepcopy(test_cells(notebook)[0])
    extra.metadata.nbgrader |= {"grade_id": "test_extra", "points": 100}
    extra.id, extra.source = "test_extra", "100.0"
    notebook.cells.append(extra)


def double_tests(notebook: NotebookNode) -> None:
    for cell in test_cells(notebook):
        extra = copy.deepcopy(cell)
        extra.id, extra.source = f"{cell.id}_again", str(float(cell.metadata.nbgrader.points))
        notebook.cells.append(extra)


def swap_labels(notebook: NotebookNode) -> None:
    cells = {cell.id: cell for cell in notebook.cells}
    for test in test_cells(notebook):
        solution = cells[test.id.removeprefix("test_")]
        solution.source = str(float(test.metadata.nbgrader.points))
        solution.metadata, test.metadata = test.metadata, solution.metadata
        solution.id, test.id = test.id, solution.id


def retype(cell_type: str):
    def change(notebook: NotebookNode) -> None:
        for cell in test_cells(notebook):
            cell.cell_type = cell_type
            del cell["outputs"], cell["execution_count"]

    return change


def delete_tests(notebook: NotebookNode) -> None:
    gone = test_cells(notebook)
    notebook.cells = [cell for cell in notebook.cells if cell not in gone]


def tests_first(notebook: NotebookNode) -> None:
    tests = test_cells(notebook)
    for cell in tests:
        cell.source = ""
    notebook.cells = tests + [cell for cell in notebook.cells if cell not in tests]


def save_outputs(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.from_dict(FULL)]
            cell.execution_count = 1


def other_kernel(notebook: NotebookNode) -> None:
    notebook.metadata.kernelspec = {"name": "bash", "display_name": "x", "language": "bash"}
    notebook.metadata.language_info = {"name": "bash"}


def odd_metadata(notebook: NotebookNode) -> None:
    notebook.metadata |= {"nbgrader": {"version": -1}, "celltoolbar": "x", "widgets": {"x": 1}}
    for cell in notebook.cells:
        cell.metadata |= {"deletable": True, "jupyter": {"source_hidden": True}, "name": "<b>"}
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader |= {"schema_version": 99, "cell_type": "markdown", "task": True}


def source_as_lists(notebook: NotebookNode) -> None:
    for cell in test_cells(notebook):
        cell.source = "raise SystemExit  # so that nothing after it runs"


MARKS = """\
### BEGIN HIDDEN TESTS
10.0
### END HIDDEN TESTS
### BEGIN SOLUTION
### END SOLUTION
"""

ATTACKS = [
    Attack("skip_tag", "tags every cell so that nothing runs", change=skip_everything),
    Attack("points_raised", "raises the points and forges checksums", change=raise_points),
    Attack("tests_unlocked", "unlocks the tests and writes the mark in them", change=unlock),
    Attack("graded_by_hand", "turns tests into answers to be graded by hand", change=grade_by_hand),
    Attack("tests_ungraded", "marks the tests as not graded", change=ungrade),
    Attack("own_test", "brings a test cell of its own with more points", change=own_test),
    Attack("tests_doubled", "hands in every test twice, once with the mark", change=double_tests),
    Attack("labels_swapped", "labels answers as tests, and tests as answers", change=swap_labels),
    Attack("tests_to_markdown", "turns the tests into text", change=retype("markdown")),
    Attack("tests_to_raw", "turns the tests into raw cells", change=retype("raw")),
    Attack("tests_deleted", "deletes the tests", change=delete_tests),
    Attack("tests_first", "empties the tests and puts them on top", change=tests_first),
    Attack("tests_exit", "overwrites the tests with an exit", change=source_as_lists),
    Attack("saved_outputs", "hands in outputs that say full marks", change=save_outputs),
    Attack("other_kernel", "asks for another language", change=other_kernel),
    Attack("odd_metadata", "puts nonsense into every field of metadata", change=odd_metadata),
    Attack(
        "region_marks",
        "writes nbgrader's own region marks into its answers",
        solutions={name: MARKS for name in ("total", "table", "doubled", "halve")},
        last=MARKS,
    ),
]
