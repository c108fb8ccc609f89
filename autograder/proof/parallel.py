"""The same work for many things, on all cores."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any


def in_processes(function: Callable, tasks: Sequence[tuple]) -> Iterator[Any]:
    """Yield ``function(*task)`` for each task, in the order of the tasks.

    Parameters
    ----------
    function : of a module, so that another process finds it. tasks : its arguments.

    A few tasks are not worth a process.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    if len(tasks) < 20 or cores == 1:
        yield from (function(*task) for task in tasks)
        return
    # Not forked: a progress bar runs in a thread of this process.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, context) as pool:
        yield from pool.map(function, *zip(*tasks), chunksize=min(16, 1 + len(tasks) // 100))
