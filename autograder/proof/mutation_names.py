"""Which names in a function may be mistaken for each other: those of values of one shape."""

import sys
from collections import defaultdict
from collections.abc import Callable
from types import FrameType
from typing import Any

import numpy as np


def names_alike(function: Callable, run: Callable[[], object]) -> dict[str, set[str]]:
    """Return name → the other local names whose values have the same kind and shape.

    Parameters
    ----------
    function : looked at when it first returns. run : calls it, sooner or later.
    """
    found: dict[str, Any] = {}

    def look(frame: FrameType, event: str, argument: object) -> Callable | None:
        if frame.f_code is not function.__code__ or found:
            return None
        if event == "return":
            found.update(frame.f_locals)
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        run()
    finally:
        sys.settrace(before)
    groups = defaultdict(set)
    for name, value in found.items():
        groups[_kind(value)].add(name)
    return {name: group - {name} for group in groups.values() for name in group}


def _kind(value: Any) -> tuple:
    if isinstance(value, np.ndarray) and value.ndim:
        return "array", value.shape
    if isinstance(value, int | float | np.number | np.ndarray) and not isinstance(value, bool):
        return ("number",)
    return (type(value).__name__,)
