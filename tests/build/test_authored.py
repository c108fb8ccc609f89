"""What an author got wrong is refused, with file and line; everything at once."""

import textwrap

import pytest

from autograder.build.authored import read
from autograder.build.problems import BuildError

GOOD = """\
# %% [markdown]
# # A title

# %% given="imports"
# %matplotlib inline
import numpy as np

# %% solution="double"
def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### STUB
    # return 3 * x  # one thing is wrong
    ### END SOLUTION

# %% test="double" points=3
double(2)
### BEGIN HIDDEN TESTS
assert double(3) == 6
### END HIDDEN TESTS

# %%
np.sqrt(2)
"""

FINE_SOLUTION = """\
# %% solution="f"
def f():
    ### BEGIN SOLUTION
    return 1
    ### END SOLUTION
"""


@pytest.fixture
def authored(tmp_path):
    def write(text):
        path = tmp_path / "notebook.py"
        path.write_text(textwrap.dedent(text))
        return path

    return write


def test_cells_are_read_with_their_kind_line_and_text(authored):
    cells = read(authored(GOOD))

    assert [cell.kind for cell in cells] == [None, "given", "solution", "test", None]
    assert [cell.line for cell in cells] == [1, 4, 8, 16, 22]
    assert [cell.grade_id for cell in cells[1:4]] == ["imports", "double", "test_double"]
    assert cells[0].source == "# A title"
    assert cells[1].source == "%matplotlib inline\nimport numpy as np"


REFUSED = {
    "a test without points": (
        FINE_SOLUTION + '# %% test="f"\nf()\n', [(6, "a test needs points")]),
    "points of zero": (
        FINE_SOLUTION + '# %% test="f" points=0\nf()\n', [(6, "must be a number above 0")]),
    "points that are no number": (
        FINE_SOLUTION + '# %% test="f" points="ten"\nf()\n', [(6, "must be a number above 0")]),
    "points on a solution": (
        '# %% solution="f" points=3\n' + FINE_SOLUTION.partition("\n")[2],
        [(1, "points on a cell that is not a test")]),
    "a test of nothing": ('# %% test="g" points=1\n1\n', [(1, "no solution of that name above")]),
    "a duplicate id": (FINE_SOLUTION * 2, [(6, "duplicate id 'f': line 1 has it too")]),
    "a solution that never ends": (
        '# %% solution="f"\ndef f():\n    ### BEGIN SOLUTION\n    return 1\n',
        [(3, "'### BEGIN SOLUTION' never ends")]),
    "hidden tests that never end": (
        FINE_SOLUTION + '# %% test="f" points=1\nf()\n### BEGIN HIDDEN TESTS\n',
        [(8, "'### BEGIN HIDDEN TESTS' never ends")]),
    "an end without a beginning": (
        '# %% solution="f"\ndef f():\n    ### BEGIN SOLUTION\n    return 1\n'
        "    ### END SOLUTION\n    ### END SOLUTION\n",
        [(6, "'### END SOLUTION' without a '### BEGIN SOLUTION'")]),
    "regions in each other": (
        '# %% solution="f"\ndef f():\n    ### BEGIN SOLUTION\n    ### BEGIN SOLUTION\n'
        "    return 1\n    ### END SOLUTION\n",
        [(4, "inside the region that line 3 began")]),
    "a misspelt mark": (
        FINE_SOLUTION.replace("### END SOLUTION", "## END SOLUTION"),
        [(3, "never ends"), (5, "'## END SOLUTION' is not a mark")]),
    "a solution without a region": (
        '# %% solution="f"\ndef f():\n    return 1\n', [(1, "without a solution region")]),
    "a solution region in a given cell": (
        FINE_SOLUTION.replace("solution=", "given=", 1),
        [(3, "not marked solution")]),
    "hidden tests in a given cell": (
        '# %% given="f"\n### BEGIN HIDDEN TESTS\n1\n### END HIDDEN TESTS\n',
        [(2, "not marked test")]),
    "a solution in markdown": (
        "# %% [markdown]\n# ### BEGIN SOLUTION\n", [(2, "a cell that is not code")]),
    "a stub outside a solution": (
        '# %% given="f"\n1\n### STUB\n', [(3, "outside a solution region")]),
    "a stub that is not commented out": (
        '# %% solution="f"\ndef f():\n    ### BEGIN SOLUTION\n    return 1\n    ### STUB\n'
        "    return 2\n    ### END SOLUTION\n",
        [(6, "a stub is written as comments")]),
    "a stub of another signature": (
        '# %% solution="f"\n### BEGIN SOLUTION\ndef f(x, y=1):\n    return x\n### STUB\n'
        "# def f(x):\n#     return 0\n### END SOLUTION\n",
        [(1, "the stub's f(x) does not match the solution's f(x, y=1)")]),
    "a stub without the function": (
        '# %% solution="f"\n### BEGIN SOLUTION\ndef f(x):\n    return x\n### END SOLUTION\n',
        [(1, "the release does not define f")]),
    "a stub that is not Python": (
        '# %% solution="f"\ndef f():\n    ### BEGIN SOLUTION\n    return 1\n    ### STUB\n'
        "    # return (\n    ### END SOLUTION\n",
        [(1, "the cell as released is not valid Python")]),
    "code that is not Python": (
        '# %% given="f"\nx = 1\nx = = 2\n', [(3, "the cell as written is not valid Python")]),
    "two markers": ('# %% solution="f" given="g"\n1\n', [(1, "both solution and given")]),
    "an unknown marker": ('# %% soluton="f"\n1\n', [(1, "unknown marker 'soluton'")]),
    "a marker without a name": ("# %% given=true\n1\n", [(1, "given needs a name")]),
    "a name nbgrader cannot take": ('# %% given="a b"\n1\n', [(1, "given needs a name")]),
    "a marker on markdown": (
        '# %% [markdown] given="f"\n# text\n', [(1, "a given cell must be a code cell")]),
    "points that are infinite": (
        FINE_SOLUTION + '# %% test="f" points=1e999\nf()\n', [(6, "must be a number above 0")]),
    "a mark in lower case": (
        FINE_SOLUTION + '# %% test="f" points=1\nf()\n### begin hidden tests\nf()\n',
        [(8, "'### begin hidden tests' is not a mark")]),
    "a misspelt hidden region": (
        FINE_SOLUTION + '# %% test="f" points=1\nf()\n### BEGIN HIDEN TESTS\nf()\n',
        [(8, "'### BEGIN HIDEN TESTS' is not a mark")]),
    "a mark behind code, where nbgrader sees it": (
        '# %%\nx = 1  ### BEGIN SOLUTION\n', [(2, "is not a mark")]),
    "a mark of nbgrader's that has no meaning here": (
        '# %%\n### BEGIN MARK SCHEME\n', [(2, "is not a mark")]),
    "hidden tests imported in the open": (
        FINE_SOLUTION + '# %% test="f" points=1\nfrom autograder.hidden_tests import x\n',
        [(6, "the release would import autograder")]),
    "a test of which students see nothing": (
        FINE_SOLUTION + '# %% test="f" points=1\n### BEGIN HIDDEN TESTS\nf()\n'
        "### END HIDDEN TESTS\n", [(6, "students would see an empty test")]),
    "two stubs in a region": (
        '# %% solution="f"\ndef f():\n    ### BEGIN SOLUTION\n    return 1\n    ### STUB\n'
        "    # return 2\n    ### STUB\n    # return 3\n    ### END SOLUTION\n",
        [(7, "a second stub")]),
    "a method of another signature": (
        '# %% solution="f"\n### BEGIN SOLUTION\nclass F:\n    def g(self, x):\n        pass\n'
        "### STUB\n# class F:\n#     def g(self):\n#         pass\n### END SOLUTION\n",
        [(1, "the stub's F.g(self) does not match the solution's F.g(self, x)")]),
    "a stub that is async": (
        '# %% solution="f"\n### BEGIN SOLUTION\ndef f():\n    return 1\n### STUB\n'
        "# async def f():\n#     return 0\n### END SOLUTION\n", [(1, "does not match")]),
    "a header without a space": ("# %%\n1\n#%%\n2\n", [(3, "write the header of a cell as")]),
    "an indented header": ("# %%\n1\n  # %%\n2\n", [(3, "write the header of a cell as")]),
    "tags that are no list": ('# %% tags="a"\n1\n', [(1, "'a' is not of type 'array'")]),
    "a demonstration that is played with": (
        '# %% tags=["demonstration"]\n1\n', [(1, "only a given cell can be a demonstration")]),
    "a demonstration that is a solution": (
        FINE_SOLUTION.replace('="f"', '="f" tags=["demonstration"]'),
        [(1, "only a given cell can be a demonstration")]),
    "a demonstration that is graded": (
        FINE_SOLUTION + '# %% test="f" points=1 tags=["demonstration"]\nf()\n',
        [(6, "only a given cell can be a demonstration")]),
    "an unknown tag": ('# %% given="f" tags=["demo"]\n1\n', [(1, "unknown tag 'demo'")]),
    "text before the first cell": ("import os\n# %%\n1\n", [(1, "before the first")]),
    "no cell": ("", [(1, "no cell")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_file_and_line(authored, text, expected):
    path = authored(text)

    with pytest.raises(BuildError) as refusal:
        read(path)

    for line, words in expected:
        said = [p for p in refusal.value.problems if p.line == line and words in p.message]
        assert said, f"nothing like {words!r} for line {line} in:\n{refusal.value}"
    assert all(str(path) in message for message in str(refusal.value).splitlines())


def test_a_given_cell_may_be_a_demonstration(authored):
    (cell,) = read(authored('# %% given="train" tags=["demonstration"]\nx = 1\n'))

    assert cell.kind == "given"
    assert cell.metadata["tags"] == ["demonstration"]


def test_a_blank_first_line_and_a_byte_order_mark_are_no_trouble(tmp_path):
    path = tmp_path / "notebook.py"
    path.write_text("\n\n# %%\nx = 1\n", encoding="utf-8-sig")

    (cell,) = read(path)

    assert cell.line == 3
    assert cell.source == "x = 1"


def test_all_problems_are_told_at_once(authored):
    path = authored(FINE_SOLUTION * 2 + '# %% test="f"\nf()\n# %% soluton="f"\n1\n')

    with pytest.raises(BuildError) as refusal:
        read(path)

    assert [problem.line for problem in refusal.value.problems] == [6, 11, 13]


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "notebook.py"
    path.write_bytes(b"# %%\n'\xe9'\n")

    with pytest.raises(BuildError, match="not UTF-8"):
        read(path)
