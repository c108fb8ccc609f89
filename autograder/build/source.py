"""From authored cells to the instructor's notebook, with full nbgrader metadata."""

import hashlib
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.build.authored import DEMONSTRATION, Cell, read
from autograder.build.companions import DATASETS, UTILS, datasets, helpers
from autograder.build.problems import BuildError, Problem


def build_source(
    authored: Path, destination: Path, notebooks: Collection[str] | None = None
) -> None:
    """Write one assignment's source folder: notebooks, helper modules, data.

    Parameters
    ----------
    authored : folder ``assignments/<name>``. Each ``.py`` in it is a notebook; anything else is
        data and is copied. What code names in ``utils/datasets/`` goes into ``datasets/``.
    destination : folder ``source/<name>``; what was in it before is removed.
    notebooks : which ones, without ``.py``; all unless told.

    Raises
    ------
    BuildError
        If a notebook is inconsistent; nothing has been written then.
    """
    notebooks_read = _read(authored, notebooks)
    beside = _companions(authored, [cell for cells in notebooks_read.values() for cell in cells])

    shutil.rmtree(destination, ignore_errors=True)
    destination.mkdir(parents=True)
    for notebook, cells in notebooks_read.items():
        text = nbformat.writes(to_notebook(cells), version=4)
        (destination / f"{notebook}.ipynb").write_text(text + "\n", encoding="utf-8")
    for name, original in beside.items():
        (destination / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(original, destination / name)


def _read(authored: Path, notebooks: Collection[str] | None) -> dict[str, list[Cell]]:
    """Return the cells of each notebook, or refuse with all that is wrong with any."""
    paths = [p for p in sorted(authored.glob("*.py")) if notebooks is None or p.stem in notebooks]
    if not paths:
        raise BuildError([Problem(authored, 1, "no notebook (*.py) in this folder")])
    problems, cells = [], {}
    for path in authored.glob("*.ipynb"):
        message = "a notebook beside the authored text would take the place of the built one"
        problems.append(Problem(path, 1, message))
    for path in paths:
        try:
            cells[path.stem] = read(path)
        except BuildError as error:
            problems += error.problems
    if problems:
        raise BuildError(problems)
    return cells


def _companions(authored: Path, cells: list[Cell]) -> dict[str, Path]:
    """Return the files that go beside the notebooks: the name there → where each comes from."""
    modules = helpers(cells)
    files = {f"{module}.py": UTILS / f"{module}.py" for module in modules}
    files |= {f"datasets/{name}": DATASETS / name for name in datasets(cells, modules)}
    for path in visible_files(authored):
        name = path.relative_to(authored).as_posix()
        if "/" in name or path.suffix != ".py":
            files[name] = path
    return files


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


def demonstrations(source: NotebookNode) -> set[str]:
    """Return the names of the given cells in an instructor's notebook that grading leaves out."""
    return {
        cell.metadata.nbgrader.grade_id
        for cell in source.cells
        if DEMONSTRATION in cell.metadata.get("tags", []) and "nbgrader" in cell.metadata
    }


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
