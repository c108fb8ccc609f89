"""What a notebook needs beside it: the helper modules that it imports, and the datasets."""

import ast
import fnmatch
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from autograder.build.authored import Cell
from autograder.build.problems import BuildError, Problem

UTILS = Path(__file__).parents[2] / "utils"
DATASETS = UTILS / "datasets"

OURS = re.compile(r"(datasets/)?[\w*-]+\.h5")
"""A text that can only be meant as the name of a file in ``utils/datasets/``; * is a gap in it."""


def helpers(cells: Iterable[Cell]) -> set[str]:
    """Return the modules in ``utils/`` that the cells import, and those that these import."""
    found: set[str] = set()
    waiting = set().union(*(_imports(code.tree) for code in map(_Code.of_cell, _code(cells))))
    while waiting:
        module = waiting.pop()
        if module not in found and (UTILS / f"{module}.py").exists():
            found.add(module)
            waiting |= _imports(_Code.of_module(module).tree)
    return found


def datasets(cells: Iterable[Cell], modules: Iterable[str]) -> set[str]:
    """Return the files in ``utils/datasets/`` that code names in a string ending in ``.h5``.

    What stands in the gap of an f-string is not known: ``f"{part}_rain.h5"`` names every file
    that ends so.

    Parameters
    ----------
    cells : of the notebook. modules : names of the helper modules that are copied beside it.

    Raises
    ------
    BuildError
        If a plain file name is none of the files there, with the place where it stands.
    """
    codes = [*map(_Code.of_cell, _code(cells)), *map(_Code.of_module, sorted(modules))]
    there = [path.name for path in DATASETS.glob("*.h5")]
    found, problems = set(), []
    for code in codes:
        for text, line in code.strings():
            named = fnmatch.filter(there, PurePosixPath(text).name)
            found.update(named)
            if OURS.fullmatch(text) and not named:
                message = f"there is no file {text} in utils/datasets/"
                problems.append(Problem(code.path, line, message))
    if problems:
        raise BuildError(problems)
    return found


class _Code:
    """A piece of Python and where it stands."""

    def __init__(self, text: str, path: Path, lines_above: int = 0) -> None:
        self.tree, self.path, self.lines_above = ast.parse(text), path, lines_above

    @classmethod
    def of_cell(cls, cell: Cell) -> "_Code":
        return cls("\n".join(cell.lines), cell.path, cell.line)

    @classmethod
    def of_module(cls, module: str) -> "_Code":
        path = UTILS / f"{module}.py"
        return cls(path.read_text(encoding="utf-8"), path)

    def strings(self) -> Iterator[tuple[str, int]]:
        """Yield each text that may name a dataset, and its line in the file."""
        nodes = list(ast.walk(self.tree))
        pieces = {id(piece) for n in nodes if isinstance(n, ast.JoinedStr) for piece in n.values}
        for node in nodes:
            text = "" if id(node) in pieces else _text(node)
            if re.search(r"\w[^/]*\.h5$", text):
                yield text, node.lineno + self.lines_above


def _text(node: ast.AST) -> str:
    """Return the text of a string, with * for what an f-string leaves open; "" if it is none."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(piece) or "*" for piece in node.values)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ""


def _code(cells: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell.cell_type == "code"]


def _imports(tree: ast.AST) -> set[str]:
    modules = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module.partition(".")[0])
    return modules
