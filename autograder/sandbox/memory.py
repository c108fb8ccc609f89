"""A bound on the memory of the grader itself, while it works with what a student's code made."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

try:
    import resource
except ImportError:  # not on Windows
    resource = None

ROOM = 2 << 30
"""Bytes that a hidden test may take, with the functions that it lets a student's code call."""


@contextlib.contextmanager
def bounded(room: int = ROOM) -> Iterator[None]:
    """Let this process take so much more memory inside a ``with``, and get a MemoryError beyond.

    Without it the system ends a process that takes too much, and with it the whole class: two
    arrays of a few hundred kilobytes are enough to make a product of many gigabytes. Where the
    system does not tell how much a process has, there is no bound.
    """
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        before = resource.getrlimit(resource.RLIMIT_AS)
        wanted = pages * resource.getpagesize() + room
        if before[0] != resource.RLIM_INFINITY:
            wanted = min(wanted, before[0])
        resource.setrlimit(resource.RLIMIT_AS, (wanted, before[1]))
    except (OSError, ValueError, AttributeError):
        yield
        return
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
