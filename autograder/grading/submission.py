"""Looking at a submission without running it: can it be graded, and if not, why not."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path


def find_obstacle(folder: Path) -> str | None:
    """Say in a sentence why a submission must not be handed to nbgrader, or None.

    Parameters
    ----------
    folder : the student's folder, ``submitted/<student>/<assignment>``.
    """
    student = folder.parent.name
    if re.search(r"[*?\[\]{}]", student):
        # nbgrader would take them for wildcards, and grade somebody else's folder.
        return f"The folder name {student!r} has one of * ? [ ] {{ }} in it; rename it."
    if folder.is_symlink() or folder.parent.is_symlink():
        return "The folder is a symbolic link; hand in the files themselves."
    links = sorted(path.name for path in folder.rglob("*") if path.is_symlink())
    if links:
        return f"{', '.join(links)} is a symbolic link; hand in the file itself."
    return None


def find_strangers(folder: Path, source: Path) -> str | None:
    """Say in a sentence which Python files came with the notebook that are not ours, or None.

    Python finds such a file before an installed package of the same name.

    Parameters
    ----------
    folder : the student's folder. source : the folder ``source/<assignment>``.
    """
    strangers = sorted(
        {p.name for p in folder.glob("*.py")} - {p.name for p in source.glob("*.py")}
    )
    return f"It brings Python files of its own: {', '.join(strangers)}." if strangers else None


def find_fault(
    folder: Path, notebook: str, expected: Iterable[str] = (), others: Iterable[str] = ()
) -> str | None:
    """Say in a sentence why a notebook cannot be graded, or None if nothing is seen.

    Parameters
    ----------
    folder : the student's folder, ``submitted/<student>/<assignment>``.
    notebook : the notebook it should hold, without ``.ipynb``.
    expected : nbgrader ids of the cells that should be in it.
    others : the assignment's other notebooks, without ``.ipynb``.
    """
    path = folder / f"{notebook}.ipynb"
    if not path.is_file():
        return f"{path.name} is missing{_found_instead(folder, {*others} - {notebook})}."
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        return f"{path.name} is not a notebook: it is not UTF-8 text."
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" (line {error.lineno}: {error.msg})" if hasattr(error, "lineno") else ""
        return f"{path.name} is not a notebook: it is not JSON{where}."
    except OSError as error:
        return f"{path.name} cannot be read: {error.strerror}."
    return _find_fault_in(path.name, content, expected)


def _found_instead(folder: Path, others: set[str]) -> str:
    """Name the notebooks that nobody asked for: the missing one may be among them."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.ipynb")}
    if not found:
        return "; there is no notebook at all"
    strange = sorted(found.keys() - {f"{other}.ipynb" for other in others})
    named = [f"{name} (a folder)" if found[name].is_dir() else name for name in strange]
    return f"; found instead: {', '.join(named)}" if named else ""


def _find_fault_in(name: str, content: object, expected: Iterable[str]) -> str | None:
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        return f"{name} is not a notebook: it has no list of cells."
    counts = Counter(_grade_id(cell) for cell in content["cells"])
    del counts[None]
    if not counts:
        return (
            f"{name} has lost the marks on its cells that nbgrader needs; "
            "copy the answers into a fresh copy of the assignment."
        )
    twice = [grade_id for grade_id, count in counts.items() if count > 1]
    if twice:
        return f"{name} has the cell {', '.join(map(repr, twice))} more than once."
    missing = [grade_id for grade_id in expected if grade_id not in counts]
    if missing:
        return f"{name} lacks the cell {', '.join(map(repr, missing))}."
    return None


def grade_ids(path: Path) -> list[str]:
    """Return the nbgrader ids in one of our own notebooks, in order."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [grade_id for cell in cells if (grade_id := _grade_id(cell))]


def _grade_id(cell: object) -> str | None:
    """Return the nbgrader id of a cell; anything may stand where the metadata should be."""
    for key in ("metadata", "nbgrader", "grade_id"):
        cell = cell.get(key) if isinstance(cell, dict) else None
    return cell if isinstance(cell, str) else None
