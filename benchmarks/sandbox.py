"""Running a submission in the sandbox: CPU time beside a Jupyter kernel, and beside the floor.

The gradient-checking reference, hidden tests included. Named baselines:

* ``kernel``: nbgrader's own Execute, which starts a kernel for each submission;
* ``floor``: the same cells, hidden tests included, in a process forked from a warm one, without
  walls, proxies or messages.

CPU time is that of the grader and of all that it starts, a submission; what is done once (imports,
the warm process) is not counted. Each is measured with and without figures being drawn.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.utils import is_grade
from rich.table import Table

from autograder.build import build, new_course
from autograder.build.source import demonstrations
from autograder.grading.execute_in_sandbox import run_notebook
from autograder.grading.files import files_of
from autograder.hidden_tests import gradient_checking  # noqa: F401  (once, not with each)
from autograder.sandbox import isolation, running
from autograder.sandbox.session import Session
from autograder.variants.submissions import solved

ASSIGNMENT = NOTEBOOK = "gradient_checking"
SUBMISSIONS = 6
EVERYTHING, CELLS, NOTHING = "everything", "without the tests", "no cells"
WAYS = [
    ("kernel", EVERYTHING, True),
    ("floor", EVERYTHING, True),
    ("floor", EVERYTHING, False),
    ("floor", CELLS, False),
    ("ours", EVERYTHING, True),
    ("ours", EVERYTHING, False),
    ("ours", CELLS, False),
    ("ours", NOTHING, False),
]
"""How, what of the notebook, and whether figures are drawn."""
NAMES = {"kernel": "a Jupyter kernel each", "floor": "floor", "ours": "the sandbox"}


def run() -> Table:
    """Run the same submission in each way."""
    table = Table(title=f"CPU per {NOTEBOOK} submission", title_justify="left")
    for column in ("way", "what", "figures", "ms", "of the kernel's", "of the floor's"):
        table.add_column(column, justify="left" if column in ("way", "what") else "right")
    with tempfile.TemporaryDirectory() as folder:
        course = new_course(Path(folder))
        build(ASSIGNMENT, course, notebooks=[NOTEBOOK])
        seconds = {way: _measured(course.root, *way) for way in WAYS}
    for (way, what, figures), cpu in seconds.items():
        floor = seconds.get(("floor", what, figures))
        table.add_row(
            NAMES[way],
            what,
            "drawn" if figures else "not drawn",
            f"{1000 * cpu:.0f}",
            f"{cpu / seconds[WAYS[0]]:.3f}",
            f"{cpu / floor:.2f}" if floor else "",
        )
    return table


def _measured(root: Path, way: str, what: str, figures: bool) -> float:
    """Return the CPU seconds per submission, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.sandbox", str(root), way, what]
    if figures:
        command.append("figures")
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(said.splitlines()[-1])


def _cpu() -> float:
    """Return the CPU seconds so far of this process, and of all that ran a submission for it."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = sum(sum(resource.getrusage(kind)[:2]) for kind in kinds)
    return used + running.zygote(isolation.probe().level).cpu_seconds


def _by_kernel(notebook: NotebookNode, source: NotebookNode, folder: Path, figures: bool) -> None:
    from nbconvert.preprocessors import ExecutePreprocessor

    execute = ExecutePreprocessor(allow_errors=True, timeout=120)
    execute.preprocess(notebook, {"metadata": {"path": str(folder)}})


def _by_fork(notebook: NotebookNode, source: NotebookNode, folder: Path, figures: bool) -> None:
    sys.path.insert(0, str(WORKER))
    import shell as worker_shell

    if "warm" not in _kept:
        _kept["warm"] = worker_shell.warm_shell()
    shell = _kept["warm"]
    if os.fork() == 0:
        code = 1
        try:
            os.chdir(folder)
            sys.path.insert(0, str(folder))
            worker_shell.keep_figures(shell, figures)
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    shell.run(cell.source)
            code = 0
        finally:
            os._exit(code)
    assert os.wait()[1] == 0


def _in_sandbox(notebook: NotebookNode, source: NotebookNode, folder: Path, figures: bool) -> None:
    level = isolation.probe().level
    session = Session(running.zygote(level), files_of(folder), figures=figures)
    run_notebook(notebook, source, session, folder)
    session.close()


_kept: dict = {}
WORKER = Path(__file__).parents[1] / "autograder" / "sandbox" / "worker"
RUNS = {"kernel": _by_kernel, "floor": _by_fork, "ours": _in_sandbox}


def _notebook(source: NotebookNode, what: str) -> NotebookNode:
    """Return the reference solution with the hidden tests, or as much of it as is asked for."""
    notebook, left_out = solved(source), demonstrations(source)
    tests = {cell.id: cell.source for cell in source.cells if is_grade(cell)}
    for cell in notebook.cells:
        cell.source = tests.get(cell.id, cell.source)
    notebook.cells = [
        cell
        for cell in notebook.cells
        if what != NOTHING
        and cell.metadata.get("nbgrader", {}).get("grade_id") not in left_out
        and not (what == CELLS and cell.id in tests)
    ]
    return notebook


def _main(root: str, way: str, what: str, figures: str = "") -> None:
    """Run submissions in one way, and print the CPU seconds of each but the first."""
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    folder = Path(root) / "source" / ASSIGNMENT
    source = nbformat.read(folder / f"{NOTEBOOK}.ipynb", 4)
    for number in range(1 + SUBMISSIONS):
        if number == 1:
            before = _cpu()
        RUNS[way](_notebook(source, what), source, folder, bool(figures))
    print((_cpu() - before) / SUBMISSIONS)


if __name__ == "__main__":
    _main(*sys.argv[1:])
