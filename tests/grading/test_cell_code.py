"""What a cell defines is found out without giving it to Python's parser."""

import threading
import time

import pytest

from autograder.grading.cell_code import look_at


def test_only_the_top_level_counts():
    text = '"""\ndef no(): pass\n"""\n@d\nasync def yes():\n    def no(): pass\nclass Also: pass'

    assert look_at(text).defined == {"yes", "Also"}


@pytest.mark.parametrize("magic", ["%matplotlib inline", "%%time", "!ls", "f?", "?f"])
def test_ipython_lines_are_passed_over(magic):
    assert look_at(f"{magic}\ndef f():\n    {magic}\n    return 1").defined == {"f"}


@pytest.mark.parametrize("broken", ["(", "x = 'a", "    y\n  z", '"""', "a $ b"])
def test_a_broken_cell_is_looked_at_line_by_line(broken):
    code = look_at(f"def f(x):\n    return 1\n{broken}")

    assert code.defined == {"f"}
    assert not code.whole


def test_comments_empty_lines_and_widths_do_not_change_the_gist():
    assert look_at("def f():\n    return 1").gist == look_at("\ndef f(): # !\n\n  return  1\n").gist
    assert look_at("def f():\n    return 1").gist != look_at("def f():\n    return 2").gist


@pytest.mark.parametrize(
    "text",
    ["-" * 19_000 + "1", "(" * 19_000, "a" + ".b" * 9_000, "'" + "\\'" * 9_900, "x" * 900_000],
)
def test_a_hostile_cell_neither_crashes_nor_takes_long(text):
    before = threading.stack_size(512 * 1024)
    try:
        thread = threading.Thread(target=look_at, args=[text])
    finally:
        start = time.monotonic()
        thread.start()
        threading.stack_size(before)
    thread.join()

    assert time.monotonic() - start < 10
