"""Self-checks for students: run one after an exercise, and it says in words how it is going.

A self-check calls your function with a few inputs and looks at what comes back. If something is
off it says what it saw, not what to write. It is a help, not the marking: passing it is a good
sign, no promise.
"""

import contextlib
import functools
import os
import sys
import textwrap
from collections.abc import Callable
from typing import Any

import numpy as np

GREEN, RED, PLAIN = "\033[32m", "\033[31m", "\033[0m"


class NotYet(AssertionError):
    """The exercise is not there yet. Jupyter shows the message alone, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        words = textwrap.fill(f"✗ Not yet. {self}", width=88)
        return [words.replace("✗ Not yet.", f"{RED}✗ Not yet.{PLAIN}", 1)]


def self_check(on_track: str) -> Callable:
    """Make a self-check out of a function full of ``assert``.

    Parameters
    ----------
    on_track : what to print when no assertion fails.

    Notes
    -----
    A failed check raises :class:`NotYet`, so that "Run all" stops at the first unfinished
    exercise. While nbgrader is grading (it sets ``NBGRADER_EXECUTION``) a self-check does nothing:
    it calls functions of other exercises too, and what goes wrong in these must not cost the
    points of this one.
    """

    def decorate(check: Callable) -> Callable:
        @functools.wraps(check)
        def wrapper(*functions: Callable) -> None:
            if os.environ.get("NBGRADER_EXECUTION") == "autograde":
                return
            try:
                # `nbgrader validate` takes anything on stderr, a mere warning too, for a failure.
                with contextlib.redirect_stderr(sys.stdout):
                    check(*functions)
            except NotImplementedError:
                unfinished = f"{functions[0].__name__} still raises NotImplementedError."
                raise NotYet(unfinished) from None
            except AssertionError as error:
                raise NotYet(str(error)) from None
            print(f"{GREEN}✓ On track.{PLAIN} {on_track}")

        return wrapper

    return decorate


def number(answer: Any, call: str) -> float:
    """Return what a student's function returned as a finite number.

    Parameters
    ----------
    answer : what came back; an array with one element will do. call : how to name it in words.

    Raises
    ------
    AssertionError
        If it is anything else, in words for the student.
    """
    assert answer is not None, f"{call} returned nothing. Is the return statement missing?"
    try:
        array = np.asarray(answer)
    except ValueError:  # lists of different lengths
        array = np.empty(0)
    assert array.size == 1 and np.issubdtype(array.dtype, np.number), (
        f"{call} should return a number; it returned {answer!r:.80}."
    )
    assert np.isfinite(array).all(), f"{call} returned {array.item()}, not a finite number."
    return float(array.item())
