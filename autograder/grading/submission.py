"""Looking at a submission without running it: can it be graded, and if not, why not."""

import json
from collections import Counter
from pathlib import Path


def find_fault(folder: Path, notebook: str) -> str | None:
    """Say in a sentence why a submission cannot be graded, or None if nothing is seen.

    Parameters
    ----------
    folder : the student's folder, ``submitted/<student>/<assignment>``.
    notebook : the notebook it should hold, without ``.ipynb``.
    """
    path = folder / f"{notebook}.ipynb"
    if not path.is_file():
        others = sorted(other.name for other in folder.rglob("*.ipynb"))
        found = f"found instead: {', '.join(others)}" if others else "there is no notebook at all"
        return f"{path.name} is missing; {found}."
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        return f"{path.name} is not a notebook: it is not UTF-8 text."
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" (line {error.lineno}: {error.msg})" if hasattr(error, "lineno") else ""
        return f"{path.name} is not a notebook: it is not JSON{where}."
    except OSError as error:
        return f"{path.name} cannot be read: {error.strerror}."
    return _find_fault_in(path.name, content)


def _find_fault_in(name: str, content: object) -> str | None:
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        return f"{name} is not a notebook: it has no list of cells."
    grade_ids = Counter(_grade_id(cell) for cell in content["cells"])
    del grade_ids[None]
    if not grade_ids:
        return (
            f"{name} has lost the marks on its cells that nbgrader needs; "
            "copy the answers into a fresh copy of the assignment."
        )
    twice = [grade_id for grade_id, count in grade_ids.items() if count > 1]
    if twice:
        return f"{name} has the cell {', '.join(map(repr, twice))} more than once."
    return None


def _grade_id(cell: object) -> str | None:
    """Return the nbgrader id of a cell; anything may stand where the metadata should be."""
    for key in ("metadata", "nbgrader", "grade_id"):
        cell = cell.get(key) if isinstance(cell, dict) else None
    return cell if isinstance(cell, str) else None
