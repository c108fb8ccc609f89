"""Reading an authored notebook: jupytext's percent format with one marker per cell.

========================================  =====================================================
``# %% solution="NAME"``                  the student fills this in; a solution region inside
``# %% test="NAME" points=10``            graded: self-check, then the hidden tests of NAME
``# %% given="NAME"``                     runs as it is; the student cannot edit it
``... tags=["demonstration"]``            a given cell that is not run again for grading
``# %%``, ``# %% [markdown]``             anything else; the student may edit it
========================================  =====================================================
"""

import ast
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jupytext
import nbformat

from autograder.build import regions
from autograder.build.problems import BuildError, Problem

KINDS = ("solution", "test", "given")

DEMONSTRATION = "demonstration"
"""The tag of a given cell that takes long, and on which no graded cell depends."""
HEADER = re.compile(r"# %%(\s|$)")
ODD_HEADER = re.compile(r"\s+# ?%%(\s|$)|#%%|#  +%%|# %%%")
DEFAULT_STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")


@dataclass
class Cell:
    """One cell as the author wrote it."""

    path: Path
    line: int
    """Line of its ``# %%`` header, from 1."""
    lines: list[str]
    """The lines below the header, as they stand in the file."""
    cell_type: str
    source: str
    """The text for the notebook: markdown without ``#``, magics without ``#``."""
    metadata: dict

    @property
    def kind(self) -> str | None:
        """Return ``"solution"``, ``"test"``, ``"given"`` or None."""
        return next((kind for kind in KINDS if kind in self.metadata), None)

    @property
    def grade_id(self) -> str | None:
        """Return the name that nbgrader knows the cell by."""
        name = self.metadata.get(self.kind)
        return f"test_{name}" if self.kind == "test" else name

    def problem(self, message: str, index: int = -1) -> Problem:
        """Return a problem at the header, or at the line with that index below it."""
        return Problem(self.path, self.line + 1 + index, message)


def read(path: Path) -> list[Cell]:
    """Read and check one authored notebook.

    Parameters
    ----------
    path : the ``.py`` file.

    Raises
    ------
    BuildError
        Listing everything that is inconsistent in it, with file and line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BuildError([Problem(path, 1, f"not UTF-8 text: {error.reason}")]) from None
    cells = _split(path, text)
    problems = [problem for cell in cells for problem in _check_cell(cell)]
    problems += _check_names(cells)
    if problems:
        raise BuildError(sorted(problems, key=lambda problem: problem.line))
    return cells


def _split(path: Path, text: str) -> list[Cell]:
    lines = text.split("\n")
    starts = [index for index, line in enumerate(lines) if HEADER.match(line)]
    odd = [index for index, line in enumerate(lines) if ODD_HEADER.match(line)]
    if odd:
        message = "write the header of a cell as '# %%' at the beginning of the line"
        raise BuildError([Problem(path, index + 1, message) for index in odd])
    if not starts:
        raise BuildError([Problem(path, 1, "no cell: a cell begins with a line '# %%'")])
    before = next((index for index in range(starts[0]) if lines[index].strip()), None)
    if before is not None:
        raise BuildError([Problem(path, before + 1, "text before the first '# %%' cell")])
    try:
        parsed = jupytext.reads("\n".join(lines[starts[0] :]), fmt="py:percent").cells
    except nbformat.ValidationError as error:
        message = f"a header holds what a notebook cannot: {str(error).splitlines()[0]}"
        raise BuildError([Problem(path, 1, message)]) from None
    if len(parsed) != len(starts):
        message = (
            f"{len(starts)} headers but {len(parsed)} cells; is there a '# %%' inside a string?"
        )
        raise BuildError([Problem(path, 1, message)])
    ends = [*starts[1:], len(lines)]
    return [
        Cell(
            path=path,
            line=start + 1,
            lines=lines[start + 1 : end],
            cell_type=cell.cell_type,
            source=cell.source,
            metadata={k: v for k, v in cell.metadata.items() if k != "lines_to_next_cell"},
        )
        for start, end, cell in zip(starts, ends, parsed)
    ]


def _check_cell(cell: Cell) -> Iterator[Problem]:
    yield from _check_marker(cell)
    if cell.cell_type != "code":
        for index, line in enumerate(cell.lines):
            if any(mark in line for mark in regions.MARKS):
                yield cell.problem("a solution or hidden region in a cell that is not code", index)
        return
    region_problems = list(regions.find_problems(cell.lines))
    for index, message in region_problems:
        # A message may point back at another line of the cell: {index} becomes its line number.
        message = re.sub(r"\{(\d+)\}", lambda m: str(cell.line + 1 + int(m[1])), message)
        yield cell.problem(message, index)
    yield from _check_regions_fit(cell)
    if not region_problems:
        yield from _check_code(cell)


def _check_marker(cell: Cell) -> Iterator[Problem]:
    known = {*KINDS, "points", "tags"}
    for key in cell.metadata.keys() - known:
        yield cell.problem(f"unknown marker '{key}'; there are {', '.join(KINDS)} and points")
    kinds = [kind for kind in KINDS if kind in cell.metadata]
    if len(kinds) > 1:
        yield cell.problem(f"a cell cannot be both {' and '.join(kinds)}")
    if kinds and cell.cell_type != "code":
        yield cell.problem(f"a {kinds[0]} cell must be a code cell")
    for kind in kinds:
        name = cell.metadata[kind]
        if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z0-9_-]{1,58}", name):
            yield cell.problem(f'{kind} needs a name of letters, digits, _ and -: {kind}="NAME"')
    for tag in cell.metadata.get("tags", []):
        if tag != DEMONSTRATION:
            yield cell.problem(f"unknown tag {tag!r}; there is {DEMONSTRATION!r}")
        elif kinds != ["given"]:
            yield cell.problem("only a given cell can be a demonstration: grading leaves it out")
    points = cell.metadata.get("points")
    if "test" in kinds and points is None:
        yield cell.problem('a test needs points: test="NAME" points=10')
    elif "test" not in kinds and points is not None:
        yield cell.problem("points on a cell that is not a test")
    elif points is not None and (type(points) not in (int, float) or not 0 < points < math.inf):
        yield cell.problem(f"points must be a number above 0, not {points!r}")


def _check_regions_fit(cell: Cell) -> Iterator[Problem]:
    marks = list(regions.marks_in(cell.lines))
    solutions = [index for index, mark in marks if mark == regions.BEGIN_SOLUTION]
    hidden = [index for index, mark in marks if mark == regions.BEGIN_HIDDEN]
    if cell.kind == "solution" and not solutions:
        yield cell.problem("a solution cell without a solution region: the release would be empty")
    if cell.kind != "solution":
        for index in solutions:
            yield cell.problem("a solution region in a cell that is not marked solution", index)
    if cell.kind != "test":
        for index in hidden:
            yield cell.problem("hidden tests in a cell that is not marked test", index)


def _check_code(cell: Cell) -> Iterator[Problem]:
    """Check that source and release versions parse and define functions of the same signatures."""
    signatures = []
    for version, lines in [
        ("as written", cell.lines),
        ("as released", regions.released(cell.lines, DEFAULT_STUB)),
    ]:
        try:
            tree = ast.parse("\n".join(lines))
        except SyntaxError as error:
            index = (error.lineno or 1) - 1 if version == "as written" else -1
            yield cell.problem(f"the cell {version} is not valid Python: {error.msg}", index)
            return
        signatures.append(dict(_signatures(tree.body)))
    released_tree = tree
    if cell.kind == "test" and not released_tree.body:
        yield cell.problem(
            "students would see an empty test: put a self-check above the hidden one"
        )
    if any("autograder" in _imported(node) for node in ast.walk(released_tree)):
        yield cell.problem("the release would import autograder; put that into the hidden region")
    written, released = signatures
    for name, signature in written.items():
        if name not in released:
            yield cell.problem(f"the release does not define {name}, which the solution does")
        elif released[name] != signature:
            yield cell.problem(
                f"the stub's {name}{released[name]} does not match the solution's {name}{signature}"
            )


def _signatures(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and the signature of each function, and of each method of a class."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
            is_async = " (async)" if isinstance(node, ast.AsyncFunctionDef) else ""
            yield prefix + node.name, f"({ast.unparse(node.args)}){returns}{is_async}"
        elif isinstance(node, ast.ClassDef):
            yield prefix + node.name, " (class)"
            yield from _signatures(node.body, f"{prefix}{node.name}.")


def _imported(node: ast.AST) -> set[str]:
    """Return the top-level modules that a statement imports."""
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").partition(".")[0]}
    return set()


def _check_names(cells: list[Cell]) -> Iterator[Problem]:
    seen: dict[str, Cell] = {}
    for cell in cells:
        if cell.kind is None:
            continue
        if cell.grade_id in seen:
            first = seen[cell.grade_id].line
            yield cell.problem(f"duplicate id {cell.grade_id!r}: line {first} has it too")
        seen.setdefault(cell.grade_id, cell)
        if cell.kind == "test" and cell.metadata["test"] not in seen:
            yield cell.problem(
                f"a test of {cell.metadata['test']!r}, but no solution of that name above"
            )
