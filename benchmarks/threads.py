"""Proving hidden tests with one thread for linear algebra: what does it save?

Baseline: as many threads as there are cores, which is what the libraries below numpy take unless
they are told otherwise. The command has a process per core in both ways. A busy machine has an
endless loop per core besides: threads that wait for each other wait longer there. Each figure is
one run's, so nothing else should run meanwhile.
"""

import os
import subprocess
import sys
from pathlib import Path

from rich.table import Table

from autograder import ONE_THREAD
from benchmarks.grading import seconds

PROVE = [sys.executable, "-m", "autograder", "variants", "--notebook", "regularization"]
ROOT = Path(__file__).parents[1]


def run() -> Table:
    """Prove one notebook in both ways, on a machine with nothing else to do and on a busy one."""
    table = Table(title=" ".join(PROVE[2:]), title_justify="left")
    for column in ("threads", "machine", "wall / all cores", "CPU / all cores"):
        table.add_column(column)
    for machine in ("idle", "busy"):
        baseline: tuple[float, float] | None = None
        for threads in (os.cpu_count() or 1, 1):
            wall, cpu = _beside(machine == "busy", threads)
            baseline = baseline or (wall, cpu)
            ratios = f"{wall / baseline[0]:.2f}", f"{cpu / baseline[1]:.2f}"
            table.add_row(str(threads), machine, *ratios)
    return table


def _beside(busy: bool, threads: int) -> tuple[float, float]:
    """Return the seconds that it takes, beside a loop in each core if the machine is to be busy."""
    environment = os.environ | dict.fromkeys(ONE_THREAD, str(threads))
    loops = [
        subprocess.Popen([sys.executable, "-c", "while True: pass"])
        for _ in range(os.cpu_count() or 1)
        if busy
    ]
    try:
        return seconds(PROVE, ROOT, environment)
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()  # now, or its time counts as that of what is measured next
