"""A student's functions as hidden tests see them: called here, carried out in the sandbox."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import numpy as np

from autograder.sandbox.failures import NoAnswer
from autograder.sandbox.session import Answer, Session


class Proxy:
    """Stands for a function that lives in a submission's process.

    Arguments and results are copies. What the function does to its arguments is done to the
    caller's, so that a hidden test notices. A callable argument, or one put in its place by
    :func:`replacing.replaced`, runs here, on what the student's code hands it.

    Parameters
    ----------
    session : the submission. name : the function's in the notebook.

    Raises
    ------
    NoAnswer
        By a call that does not return: an endless loop, a crash. Exceptions of the function are
        raised as exceptions of the same name.
    """

    def __init__(self, session: Session, name: str) -> None:
        self._session = session
        self.__name__ = self.__qualname__ = name

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Call the function in the sandbox and return a copy of what it returns."""
        return self._call(arguments, options).value

    def __repr__(self) -> str:
        return f"<the student's {self.__name__}>"

    # What utils/replacing.py and utils/debugging_lab.py ask of a function that is elsewhere.

    def __replaced__(
        self, stand_ins: dict[str, Any], module: str | None = None
    ) -> AbstractContextManager:
        return self._session.replaced(self.__name__, module, stand_ins)

    def __seeded__(self, seed: int) -> AbstractContextManager:
        return self._session.seeded(seed)

    def __is_bound_to__(self, name: str) -> bool:
        return self._session.is_bound(self.__name__, name)

    def __seen__(self, name: str) -> "Proxy | None":
        return Proxy(self._session, name) if self._session.knows(name) else None

    def __lines_of_python__(self, *arguments: Any) -> int:
        return self._call(arguments, {}, count_lines=True).lines

    def _call(self, arguments: tuple, options: dict, count_lines: bool = False) -> Answer:
        answer = self._session.call(self.__name__, arguments, options, count_lines)
        if answer.printed:
            sys.stdout.write(answer.printed)
        before = [list(arguments), options]
        if answer.changed is not None and not _do_the_same(before, answer.changed):
            raise NoAnswer("your function made something else of its arguments")
        return answer


def _do_the_same(ours: Any, theirs: Any) -> bool:
    """Change what a caller handed over as the student's function has; return False if one can't."""
    if type(ours) is tuple or not isinstance(ours, dict | list | np.ndarray):
        return _in_place_of_what_cannot_change(ours, theirs)
    if isinstance(ours, np.ndarray):
        return _do_the_same_to_array(ours, theirs)
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in set(ours) - set(theirs):
            del ours[key]
        for key, value in theirs.items():
            if key not in ours or not _do_the_same(ours[key], value):
                ours[key] = value
        return True
    if isinstance(ours, list) and isinstance(theirs, list):
        for index, value in enumerate(theirs[: len(ours)]):
            if not _do_the_same(ours[index], value):
                ours[index] = value
        ours[len(theirs) :] = theirs[len(ours) :]
        return True
    return False


def _in_place_of_what_cannot_change(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, tuple):
        alike = isinstance(theirs, tuple) and len(ours) == len(theirs)
        return alike and all(map(_do_the_same, ours, theirs))
    if isinstance(ours, Callable):
        return True
    return type(ours) is type(theirs) and (ours is theirs or bool(np.all(ours == theirs)))


def _do_the_same_to_array(ours: np.ndarray, theirs: Any) -> bool:
    if not isinstance(theirs, np.ndarray) or theirs.size != ours.size:
        return False
    try:
        if theirs.shape != ours.shape:
            ours.shape = theirs.shape
        ours[...] = theirs
    except (AttributeError, TypeError, ValueError):
        return False
    return True
