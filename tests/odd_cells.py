"""Submissions whose cells are odd: what other editors write, and what students do to cells."""

import copy

from odd_course import ANSWERS, Odd, add, cell

BY_FUNCTION = "recognised by the function that it defines."
RESTORED = "had been changed or deleted; it is as you wrote it again."
SEVERAL = "was there in several versions; the last with work in it was taken."


def saved_by_colab(notebook, folder):
    """Colab writes format 4.0: the ids are in the metadata, beside what nbgrader wrote."""
    notebook["nbformat_minor"] = 0
    notebook["metadata"] = {
        "colab": {"provenance": [], "toc_visible": True},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
    }
    for each in notebook["cells"]:
        each["metadata"]["id"] = each.pop("id")
        if each["cell_type"] == "code":
            each["metadata"] |= {
                "colab": {"base_uri": "https://localhost:8080/"},
                "executionInfo": {"elapsed": 3, "status": "ok", "user_tz": -330},
                "outputId": "d1c9354e-43db-45ab-c38b-b24bcee97356",
            }


def copied_into_colab(notebook, folder):
    """Cell by cell: nothing is left but the text and Colab's own ids."""
    saved_by_colab(notebook, folder)
    for number, each in enumerate(notebook["cells"]):
        each["metadata"].pop("nbgrader", None)
        each["metadata"]["id"] = f"nWq-7cPBcW{number:02}"


def saved_by_vs_code(notebook, folder):
    """It keeps what it finds, and says which language each cell is in."""
    notebook["metadata"] = {"language_info": {"name": "python", "version": "3.12.1"}}
    for each in notebook["cells"]:
        each["metadata"]["vscode"] = {"languageId": "python"}


def run_in_an_old_vs_code(notebook, folder):
    """Versions of 2020 dropped the metadata of every cell that was run, and knew no ids."""
    notebook.update(nbformat_minor=2)
    notebook["metadata"]["orig_nbformat"] = 2
    for each in notebook["cells"]:
        del each["id"]
        if each["cell_type"] == "code":
            each["metadata"] = {}


def metadata_stripped(notebook, folder):
    """As tools do that clean a notebook for version control; the ids stay."""
    for each in notebook["cells"]:
        each["metadata"] = {}


def ids_missing(notebook, folder):
    for each in notebook["cells"]:
        del each["id"]


def ids_no_strings(notebook, folder):
    for number, each in enumerate(notebook["cells"]):
        each["id"] = [number]


def cells_deleted(notebook, folder):
    for name in ("imports", "test_double"):
        notebook["cells"].remove(cell(notebook, name))


def solution_deleted(notebook, folder):
    notebook["cells"].remove(cell(notebook, "double"))


def test_duplicated(notebook, folder):
    notebook["cells"].append(copy.deepcopy(cell(notebook, "test_double")))


def stub_then_solution(notebook, folder):
    """The student copied the cell and worked in the copy."""
    stub = copy.deepcopy(cell(notebook, "double"))
    stub["source"] = "def double(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    notebook["cells"].insert(notebook["cells"].index(cell(notebook, "double")), stub)


def solution_then_stub(notebook, folder):
    stub_then_solution(notebook, folder)
    stub = notebook["cells"].pop(2)
    notebook["cells"].insert(3, stub)


def test_as_markdown(notebook, folder):
    cell(notebook, "test_double")["cell_type"] = "markdown"


def solution_as_raw(notebook, folder):
    cell(notebook, "double")["cell_type"] = "raw"


def reversed_cells(notebook, folder):
    notebook["cells"].reverse()


def solution_over_two_cells(notebook, folder):
    cell(notebook, "double")["source"] = "def helper(x):\n    return x + x"
    add(notebook, "def double(x):\n    return helper(x)", after="double")


def solution_in_an_extra_cell(notebook, folder):
    stub = "def double(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    cell(notebook, "double")["source"] = stub
    add(notebook, ANSWERS["double"], after="double")


def both_solutions_in_one_cell(notebook, folder):
    notebook["cells"].remove(cell(notebook, "squash"))
    cell(notebook, "double")["source"] = "\n\n".join(ANSWERS.values())


def solution_emptied(notebook, folder):
    cell(notebook, "double")["source"] = ""


def points_written_in(notebook, folder):
    test = cell(notebook, "test_double")
    test["metadata"]["nbgrader"]["points"] = 1000
    output = {"output_type": "execute_result", "data": {"text/plain": "3.0"}, "metadata": {}}
    test["outputs"] = [output | {"execution_count": 1}]
    cell(notebook, "double")["source"] = "def double(x):\n    return 3 * x"


def everything_tagged(notebook, folder):
    for each in notebook["cells"]:
        each["metadata"]["tags"] = ["skip-execution", "demonstration", "raises-exception"]


def kernel_of(name, language):
    def kernel(notebook, folder):
        spec = {"name": name, "display_name": name, "language": language}
        notebook["metadata"] = {"kernelspec": spec, "language_info": {"name": language}}

    return kernel


def no_kernel(notebook, folder):
    notebook["metadata"] = {}


ODD = {
    "saved_by_colab": Odd(saved_by_colab, True),
    "copied_into_colab": Odd(copied_into_colab, True, BY_FUNCTION),
    "saved_by_vs_code": Odd(saved_by_vs_code, True),
    "run_in_an_old_vs_code": Odd(run_in_an_old_vs_code, True, BY_FUNCTION),
    "metadata_stripped": Odd(metadata_stripped, True, "recognised by its cell id."),
    "ids_missing": Odd(ids_missing, True),
    "ids_no_strings": Odd(ids_no_strings, True),
    "cells_deleted": Odd(cells_deleted, True, f"'imports', 'test_double' {RESTORED}"),
    "solution_deleted": Odd(solution_deleted, True, "'double' is missing", {"double": 0}),
    "test_duplicated": Odd(test_duplicated, True),
    "stub_then_solution": Odd(stub_then_solution, True, f"The cell 'double' {SEVERAL}"),
    "solution_then_stub": Odd(solution_then_stub, True, f"The cell 'double' {SEVERAL}"),
    "test_as_markdown": Odd(test_as_markdown, True, f"The cell 'test_double' {RESTORED}"),
    "solution_as_raw": Odd(solution_as_raw, True),
    "reversed_cells": Odd(reversed_cells, True),
    "solution_over_two_cells": Odd(solution_over_two_cells, True),
    "solution_in_an_extra_cell": Odd(solution_in_an_extra_cell, True),
    "both_solutions_in_one_cell": Odd(both_solutions_in_one_cell, True, BY_FUNCTION),
    "solution_emptied": Odd(solution_emptied, True, "", {"double": 0}),
    "points_written_in": Odd(points_written_in, True, "", {"double": 0}),
    "everything_tagged": Odd(everything_tagged, True),
    "kernel_r": Odd(kernel_of("ir", "R"), True),
    "no_kernel": Odd(no_kernel, True),
}
