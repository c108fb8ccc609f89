"""What the self-check cells, which students see, make of a variant."""

import contextlib
import io

import matplotlib
import matplotlib.pyplot as plt

from autograder.build import regions
from autograder.proof import notebooks
from autograder.variants.variant import Change


def noticed_by_self_check(notebook: str, item: str, changes: tuple[Change, ...]) -> bool:
    """Tell whether the visible part of an item's test cell raises anything on a solution.

    Parameters
    ----------
    notebook, item : names. changes : made to the reference solution.
    """
    return self_check(notebook, item, changes)[0]


def self_check(notebook: str, item: str, changes: tuple[Change, ...]) -> tuple[bool, str]:
    """Return whether the self-check of an item raises on a solution, and all that it says.

    Parameters
    ----------
    notebook, item : names. changes : made to the reference solution.
    """
    visible = visible_test(notebook, item)
    said = io.StringIO()
    backend = matplotlib.get_backend()
    matplotlib.use("agg")
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            exec(visible, vars(notebooks.functions(notebook, changes)))
    except Exception as error:
        return True, f"{said.getvalue()}{error}"
    finally:
        plt.close("all")
        matplotlib.use(backend)
    return False, said.getvalue()


def visible_test(notebook: str, item: str) -> str:
    """Return what students see of the test cell of an item."""
    cell = next(cell for cell in notebooks.source(notebook).cells if cell.id == f"test_{item}")
    lines = cell.source.split("\n")
    hidden = dict(map(reversed, regions.marks_in(lines)))
    if regions.BEGIN_HIDDEN not in hidden:
        return cell.source
    return "\n".join(lines[: hidden[regions.BEGIN_HIDDEN]])
