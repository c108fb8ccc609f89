"""What is wrong with a submission is said without running it."""

import json

import pytest

from autograder.grading.submission import find_fault


def notebook(*grade_ids):
    cells = [
        {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": grade_id}}}
        for grade_id in grade_ids
    ]
    return json.dumps({"cells": cells}).encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (notebook("a", "b"), None),
        (b"", "is not JSON (line 1: Expecting value)"),
        (b'{"cells": [', "is not JSON (line 1"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"[1, 2]", "no list of cells"),
        (b'{"cells": 7}', "no list of cells"),
        (b"[" * 100_000, "is not JSON"),
        (notebook(), "has lost the marks"),
        (b'{"cells": [{"metadata": 3}, 4, null]}', "has lost the marks"),
        (notebook("a", "b", "a"), "the cell 'a' more than once"),
    ],
)
def test_the_fault_is_named(tmp_path, content, words):
    (tmp_path / "work.ipynb").write_bytes(content)

    fault = find_fault(tmp_path, "work")

    assert fault is None if words is None else words in fault


def test_a_missing_cell_is_named_where_the_cells_are_known(tmp_path):
    (tmp_path / "work.ipynb").write_bytes(notebook("a", "c"))

    assert find_fault(tmp_path, "work", ["a", "b", "c"]) == "work.ipynb lacks the cell 'b'."


def test_a_renamed_notebook_is_found(tmp_path):
    (tmp_path / "work (1).ipynb").write_bytes(notebook("a"))

    assert find_fault(tmp_path, "work") == "work.ipynb is missing; found instead: work (1).ipynb."


def test_the_other_notebooks_of_the_assignment_are_not_taken_for_it(tmp_path):
    (tmp_path / "play.ipynb").write_bytes(notebook("a"))
    names = ["work", "play"]

    assert find_fault(tmp_path, "work", others=names) == "work.ipynb is missing."
    (tmp_path / "work 2.ipynb").write_bytes(notebook("a"))
    assert find_fault(tmp_path, "work", others=names).endswith("found instead: work 2.ipynb.")


def test_an_empty_folder_is_said_to_be_empty(tmp_path):
    assert find_fault(tmp_path, "work") == "work.ipynb is missing; there is no notebook at all."


def test_a_folder_in_the_place_of_the_notebook_is_no_notebook(tmp_path):
    (tmp_path / "work.ipynb").mkdir()

    assert "found instead: work.ipynb (a folder)" in find_fault(tmp_path, "work")


def test_a_notebook_in_a_subfolder_is_found(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "work.ipynb").write_bytes(notebook("a"))

    assert "found instead: inner/work.ipynb" in find_fault(tmp_path, "work")
