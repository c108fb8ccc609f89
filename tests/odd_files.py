"""Submissions whose notebook file is odd: not a notebook, or not as Jupyter writes it."""

import codecs
import json

from odd_course import Odd, cell, code_cell, dumped

NOT_NOTEBOOKS = {
    "not_json": (b"my laptop died here", "is not JSON (line 1: Expecting value)."),
    "empty": (b"", "is empty."),
    "null_bytes_only": (b"\0" * 4096, "is empty."),
    "a_list": (b"[1, 2, 3]", "is not a notebook: it has no list of cells."),
    "a_string": (b'"see my other file"', "is not a notebook: it has no list of cells."),
    "no_cells": (b'{"cells": [], "nbformat": 4}', "has none of the exercises in it"),
    "nested_deeply": (b'{"cells": ' + b"[" * 200_000, "it is nested too deeply."),
    "huge": (b'{"cells": ["' + b"x" * 30_000_000 + b'"]}', "is larger than 20 MB"),
    "too_many_cells": (b'{"cells": [' + b"{}," * 60_000 + b"{}]}", "more than 5000 cells."),
    "a_web_page": (b"<!DOCTYPE html><title>Log in</title>", "is not JSON (line 1"),
    "a_zip": (b"PK\x03\x04\x14\x00\x08\x08", "is not"),
    "conflict": (b'{\n<<<<<<< HEAD\n "cells": []', "is not JSON (line 2"),
}


def truncated(notebook, folder):
    return dumped(notebook)[:-200]


def another_notebook(notebook, folder):
    notebook["cells"] = [code_cell("print('another course')")]


def format_3(notebook, folder):
    """As IPython 2 wrote it."""
    for each in notebook["cells"]:
        each["input" if each["cell_type"] == "code" else "source"] = each.pop("source")
        each.pop("id"), each.pop("execution_count", None)
    sheet = {"cells": notebook.pop("cells"), "metadata": {}}
    notebook.update(worksheets=[sheet], nbformat=3, nbformat_minor=0)


def format_5(notebook, folder):
    notebook.update(nbformat=5, nbformat_minor=0, metadata={"mark": float("nan")})


def lines_as_a_list(notebook, folder):
    for each in notebook["cells"]:
        each["source"] = "".join(each["source"]).splitlines(keepends=True)


def umlauts(notebook, folder):
    cell(notebook, "double")["source"] = "def double(x):\n    return 2 * x  # größer"


def latin_1(notebook, folder):
    umlauts(notebook, folder)
    return dumped(notebook).decode().encode("latin-1")


def utf_16(notebook, folder):
    return dumped(notebook).decode().encode("utf-16")


def utf_8_with_a_mark(notebook, folder):
    return codecs.BOM_UTF8 + dumped(notebook)


def windows_line_ends(notebook, folder):
    for each in notebook["cells"]:
        each["source"] = "".join(each["source"]).replace("\n", "\r\n")
    return dumped(notebook).replace(b"\n", b"\r\n")


def old_mac_line_ends(notebook, folder):
    for each in notebook["cells"]:
        each["source"] = "".join(each["source"]).replace("\n", "\r")
    return dumped(notebook).replace(b"\n", b"\r")


def null_in_the_code(notebook, folder):
    cell(notebook, "double")["source"] += "\0  # \0"


def half_a_character(notebook, folder):
    cell(notebook, "double")["source"] += "  # \ud83d"
    return json.dumps(notebook).encode()


def huge_outputs(notebook, folder):
    text = {"output_type": "stream", "name": "stdout", "text": "x" * 8_000_000}
    cell(notebook, "test_double")["outputs"] = [text]


def full_of_junk(notebook, folder):
    junk = [None, 7, [], "cell", {}, {"cell_type": 3, "source": 4, "metadata": []}]
    notebook["cells"] = junk + notebook["cells"]


ODD = {
    name: Odd(lambda notebook, folder, content=content: content, False, words)
    for name, (content, words) in NOT_NOTEBOOKS.items()
}
ODD |= {
    "truncated": Odd(truncated, False, "is not JSON (line"),
    "another_notebook": Odd(another_notebook, False, "has none of the exercises in it"),
    "format_3": Odd(format_3, True),
}
ODD |= {
    function.__name__: Odd(function, True)
    for function in [
        format_5,
        lines_as_a_list,
        latin_1,
        utf_16,
        utf_8_with_a_mark,
        windows_line_ends,
        old_mac_line_ends,
        null_in_the_code,
        half_a_character,
        huge_outputs,
        full_of_junk,
    ]
}
