"""The same work for many things, on all cores."""

import functools
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

FEW = 20
"""So many tasks are not worth a process, unless each of them is long."""


def in_processes(function: Callable, tasks: Sequence[tuple], few: int = FEW) -> Iterator[Any]:
    """Yield ``function(*task)`` for each task, in the order of the tasks.

    Parameters
    ----------
    function : of a module, so that another process finds it. tasks : its arguments.
    few : with fewer tasks than this it is called in this process.
    """
    if len(tasks) < few or _cores() == 1:
        yield from (function(*task) for task in tasks)
    else:
        yield from _pool().map(function, *zip(*tasks), chunksize=min(16, 1 + len(tasks) // 100))


def _cores() -> int:
    known = hasattr(os, "sched_getaffinity")
    return len(os.sched_getaffinity(0)) if known else os.cpu_count() or 1


@functools.cache
def _pool() -> ProcessPoolExecutor:
    """Return the processes: they take seconds to start, and then remember what they learned."""
    # Not forked: a progress bar runs in a thread of this process.
    return ProcessPoolExecutor(_cores(), multiprocessing.get_context("spawn"))
