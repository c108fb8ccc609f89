"""Whatever a student hands in is read, or it is said in a sentence why not."""

import json
from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading import reading
from autograder.grading.reading import HandedCell, Unreadable, read_submission

NOTEBOOK = {
    "cells": [
        {
            "cell_type": "code",
            "id": "abc",
            "metadata": {"nbgrader": {"grade_id": "double"}, "tags": ["skip-execution"]},
            "outputs": [{"output_type": "stream", "text": "3.0"}],
            "source": ["x = 'é'\r\n", "y = 2"],
        }
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}
READ = [HandedCell("code", "x = 'é'\ny = 2", "double", "abc")]


def in_json(*cells):
    return json.dumps({"cells": cells}).encode()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1"]
)
def test_a_notebook_is_read_in_any_encoding(encoding):
    assert read_submission(json.dumps(NOTEBOOK, ensure_ascii=False).encode(encoding)) == READ


def test_windows_line_ends_around_and_in_it_do_not_matter():
    text = json.dumps(NOTEBOOK, indent=1).replace("\n", "\r\n")

    assert read_submission(text.encode()) == READ


def test_format_3_is_read():
    sheets = [
        {"cells": [{"cell_type": "heading", "level": 2, "source": "Title"}]},
        {"cells": [{"cell_type": "code", "input": ["a = 1\n", "b = 2"]}]},
    ]

    cells = read_submission(json.dumps({"worksheets": sheets, "nbformat": 3}).encode())

    assert cells == [HandedCell("markdown", "# Title"), HandedCell("code", "a = 1\nb = 2")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\0\0\0\0\0\0", "is empty"),
        (b" \n", "is empty"),
        (b'{"cells":\n [', "is not JSON (line 2: Expecting value)"),
        (b"<html></html>", "is not JSON (line 1"),
        (b"PK\x03\x04\x00\xff", "is not"),
        (b"\xff\xfe\x00\xd8\x00", "is not"),
        (b"[1, 2]", "no list of cells"),
        (b'{"cells": 7}', "no list of cells"),
        (b'{"worksheets": [{"cells": 7}, 3]}', "no list of cells"),
        (b"[" * 100_000, "nested too deeply"),
        (b"{}," * 1_000_001, "too intricate"),
        (b" " * 20_000_001, "is larger than 20 MB"),
        (b'{"cells": [' + b"{}," * 5001 + b"{}]}", "more than 5000 cells"),
    ],
)
def test_what_is_no_notebook_is_refused_in_words(content, words):
    with pytest.raises(Unreadable) as error:
        read_submission(content)

    assert words in str(error.value)
    assert str(error.value).endswith(".")


def test_mistaken_types_cost_nothing_else():
    odd = [
        3,
        None,
        [],
        {"cell_type": 7, "source": 9, "metadata": [1], "id": {}},
        *NOTEBOOK["cells"],
    ]

    assert read_submission(in_json(*odd)) == [HandedCell("raw", ""), *READ]


def test_numbers_that_are_none_and_numbers_without_end_are_no_obstacle():
    content = b'{"a": [NaN, -Infinity, ' + b"9" * 100_000 + b'], "cells": []}'

    assert read_submission(content) == []


def test_text_can_be_encoded_and_has_no_null_characters():
    source = 'a\x00b\ud800 = "😀"'

    [cell] = read_submission(in_json({"cell_type": "code", "source": source}))

    assert cell.text == 'ab\ufffd = "😀"'


def test_a_raw_line_end_inside_a_string_is_no_obstacle():
    content = b'{"cells": [{"cell_type": "code", "source": "a\nb"}]}'

    assert read_submission(content) == [HandedCell("code", "a\nb")]


def test_the_id_that_colab_writes_is_read():
    [cell] = read_submission(in_json({"cell_type": "code", "metadata": {"id": "abc"}}))

    assert cell.id == "abc"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(st.characters()),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["cells", "source", "input", "metadata", "nbgrader", "grade_id", "id", "cell_type"]
            ),
            inner,
        )
    ),
    max_leaves=20,
)


@given(st.binary(max_size=60) | ANYTHING.map(lambda value: json.dumps(value).encode()))
def test_anything_is_read_or_refused(content):
    try:
        cells = read_submission(content)
    except Unreadable:
        return
    for cell in cells:
        assert cell.cell_type in reading.TYPES
        for value in astuple(cell):
            assert value is None or (isinstance(value, str) and value.encode() is not None)
