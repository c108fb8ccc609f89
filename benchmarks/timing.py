"""How long something takes, on a machine that others use too."""

import time
from collections.abc import Callable


def best_time(function: Callable[[], object], repeats: int = 30, at_most: float = 10.0) -> float:
    """Return the shortest of several runs, in seconds; fewer runs if they take long.

    The time of the processor, not of the clock: whatever else the machine does does not count. All
    libraries are kept to one thread (see ``benchmarks/__init__.py``), so nothing is counted twice.
    """
    times: list[float] = []
    while len(times) < repeats and sum(times) < at_most:
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return min(times)
