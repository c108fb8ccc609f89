"""Counting the lines of Python that a call runs, against the will of those who run them."""

import sys
import threading
from collections.abc import Callable
from typing import Any

MANY = 10**9
EVASIONS = frozenset(("sys.settrace", "_thread.start_new_thread", "os.fork", "subprocess.Popen"))
"""What somebody does who does not want to be counted, by the names of its audit events."""


class LineCounter:
    """Counts the lines that run inside a ``with``; many, if somebody tried to get round it."""

    _watching: "list[LineCounter] | None" = None

    def __init__(self) -> None:
        self.lines = 0

    def trace(self, frame: Any, event: str, value: Any) -> Callable:
        """Count a line."""
        self.lines += event == "line"
        return self._trace

    def __enter__(self) -> None:
        self._trace = self.trace
        if LineCounter._watching is None:
            LineCounter._watching = []
            sys.addaudithook(_notice)
        threading.settrace(self._trace)
        sys.settrace(self._trace)
        LineCounter._watching.append(self)

    def __exit__(self, *_: object) -> None:
        LineCounter._watching.remove(self)
        if sys.gettrace() is not self._trace:
            self.lines = MANY
        sys.settrace(None)
        threading.settrace(None)


def _notice(event: str, _: tuple) -> None:
    if event in EVASIONS and LineCounter._watching:
        LineCounter._watching[-1].lines = MANY
