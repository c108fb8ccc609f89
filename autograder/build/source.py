"""From authored cells to the instructor's notebook, with full nbgrader metadata."""

import ast
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.build.authored import Cell, read
from autograder.build.problems import BuildError, Problem

UTILS = Path(__file__).parents[2] / "utils"


def build_source(authored: Path, destination: Path) -> None:
    """Write one assignment's source folder: notebooks, helper modules, data.

    Parameters
    ----------
    authored : folder ``assignments/<name>``. Each ``.py`` in it is a notebook; anything else is
        data and is copied.
    destination : folder ``source/<name>``; what was in it before is removed.

    Raises
    ------
    BuildError
        If a notebook is inconsistent; nothing has been written then.
    """
    paths = sorted(authored.glob("*.py"))
    if not paths:
        raise BuildError([Problem(authored, 1, "no notebook (*.py) in this folder")])
    problems, notebooks = [], {}
    for path in authored.glob("*.ipynb"):
        message = "a notebook beside the authored text would take the place of the built one"
        problems.append(Problem(path, 1, message))
    for path in paths:
        try:
            notebooks[path] = read(path)
        except BuildError as error:
            problems += error.problems
    if problems:
        raise BuildError(problems)

    shutil.rmtree(destination, ignore_errors=True)
    destination.mkdir(parents=True)
    for path, cells in notebooks.items():
        text = nbformat.writes(to_notebook(cells), version=4)
        (destination / f"{path.stem}.ipynb").write_text(text + "\n", encoding="utf-8")
    for module in sorted(set().union(*(helpers(cells) for cells in notebooks.values()))):
        shutil.copyfile(UTILS / f"{module}.py", destination / f"{module}.py")
    for item in sorted(visible_files(authored)):
        if item not in notebooks:
            target = destination / item.relative_to(authored)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(item, target)


def visible_files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, without hidden ones, backups and what Python leaves."""
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
        if path.is_file() and not hidden and not path.name.endswith(("~", ".pyc")):
            yield path


def to_notebook(cells: list[Cell]) -> NotebookNode:
    """Return the notebook, with cell ids that stay the same from build to build."""
    notebook = nbformat.v4.new_notebook(
        metadata={
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    taken: set[str] = set()
    for cell in cells:
        new_cell = getattr(nbformat.v4, f"new_{cell.cell_type}_cell")
        metadata = {"tags": cell.metadata["tags"]} if "tags" in cell.metadata else {}
        if cell.kind:
            metadata["nbgrader"] = _nbgrader_metadata(cell)
        cell_id = _stable_id(cell, taken)
        notebook.cells.append(new_cell(cell.source, id=cell_id, metadata=metadata))
    return notebook


def helpers(cells: list[Cell]) -> set[str]:
    """Return the modules in ``utils/`` that the cells import, and those that these import."""
    code = "\n".join("\n".join(cell.lines) for cell in cells if cell.cell_type == "code")
    found: set[str] = set()
    waiting = _imports(code)
    while waiting:
        module = waiting.pop()
        path = UTILS / f"{module}.py"
        if module not in found and path.exists():
            found.add(module)
            waiting |= _imports(path.read_text(encoding="utf-8"))
    return found


def _imports(code: str) -> set[str]:
    modules = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            modules |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module.partition(".")[0])
    return modules


def _nbgrader_metadata(cell: Cell) -> dict:
    metadata = {
        "grade": cell.kind == "test",
        "grade_id": cell.grade_id,
        "locked": cell.kind != "solution",
        "schema_version": 3,
        "solution": cell.kind == "solution",
        "task": False,
    }
    if cell.kind == "test":
        metadata["points"] = cell.metadata["points"]
    return metadata


def _stable_id(cell: Cell, taken: set[str]) -> str:
    """Return the cell's name, or a hash of its text: the same build after build."""
    stem = cell.grade_id or hashlib.sha256(cell.source.encode()).hexdigest()[:12]
    cell_id, copies = stem, 1
    while cell_id in taken:
        copies += 1
        cell_id = f"{stem}-{copies}"
    taken.add(cell_id)
    return cell_id
