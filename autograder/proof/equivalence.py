"""Does a changed function do the same as the reference? Asked on many random inputs.

A mutant that keeps all its points is either a mistake that the hidden tests overlook, or no
mistake at all: ``Z > 0`` and ``Z >= 0`` differ nowhere that matters. Which of the two it is
decides a comparison of everything that can be seen from outside, on inputs that have nothing to
do with those of the hidden tests.
"""

import contextlib
import functools
import io
import re
import warnings
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.course import CourseError
from autograder.proof.judging import SECONDS, within
from autograder.variants.calls import Call, Draw
from replacing import replaced, seeded

VARIETY = 5
"""Among so many random calls there must be two that differ."""
REMEMBERED = 400
"""Calls and answers of a reference that are kept: those of one item, and some to spare."""


@dataclass(frozen=True)
class Observation:
    """What can be seen of one call from outside."""

    result: Any
    arguments: tuple
    """As they are afterwards: a function that works in the caller's arrays shows here."""
    words: str
    """What it printed, without the numbers."""
    raised: str


def observe(function: Callable, call: Call, seed: int, seconds: float = SECONDS) -> Observation:
    """Call a function on copies and note what comes of it.

    Parameters
    ----------
    function : any. call : how. seed : of numpy's global generator, on which draws depend.
    seconds : of CPU time that it may take.

    Raises
    ------
    Endless
        If it takes longer.
    """
    arguments, options = deepcopy((call.arguments, dict(call.options)))
    printed, result, raised = io.StringIO(), None, ""
    with (
        replaced(function, **call.stand_ins),
        seeded(function, seed),
        contextlib.redirect_stdout(printed),
        within(seconds),
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
    ):
        warnings.simplefilter("ignore")
        try:
            result = function(*arguments, **options)
        except Exception as error:
            raised = type(error).__name__
    words = re.sub(r"[-+]?\d[\d.e+-]*|nan|inf", "#", printed.getvalue())
    return Observation(result, (arguments, options), words, raised)


def difference(
    reference: Callable,
    changed: Callable,
    draw: Draw,
    seed: int,
    count: int = 200,
    seconds: float = SECONDS,
) -> Call | None:
    """Return a call on which two functions do not do the same, or None if there is none.

    Parameters
    ----------
    reference, changed : the functions. What the reference answers is remembered.
    draw : makes the calls, always the same ones from the same numbers.
    seed : of the first of them. count : how many to try.
    seconds : of CPU time that one call may take.

    Raises
    ------
    CourseError
        If the reference itself raises: then the calls are not as the exercise has them. If they
        are all the same: then they prove nothing.
    Endless
        If a call takes longer.
    """
    _expect_variety(reference, draw, seed)
    for number in range(seed, seed + count):
        call, first = _call(draw, number), _answer(reference, draw, number)
        second = observe(changed, call, number, seconds)
        if first.raised:
            raise CourseError(
                f"the INPUTS of {reference.__name__} do not fit: on {call.arguments} the reference "
                f"itself raises {first.raised}"
            )
        same = (
            first.raised == second.raised
            and first.words == second.words
            and alike(first.result, second.result, call)
            and alike(first.arguments, second.arguments, call)
        )
        if not same:
            return call
    return None


# A notebook's mutants are all compared on the same calls, and with the same reference. Functions
# get copies of the arguments; the stand-ins are functions without a memory.
@functools.lru_cache(REMEMBERED)
def _call(draw: Draw, number: int) -> Call:
    return draw(np.random.default_rng(number))


@functools.lru_cache(REMEMBERED)
def _answer(reference: Callable, draw: Draw, number: int) -> Observation:
    return observe(reference, _call(draw, number), number)


@functools.lru_cache(REMEMBERED)
def _expect_variety(reference: Callable, draw: Draw, seed: int) -> None:
    calls = [_call(draw, number) for number in range(seed, seed + VARIETY)]
    asked = [(call.arguments, dict(call.options)) for call in calls]
    # Stand-ins may be all that differs, and functions cannot be compared.
    if not calls[0].stand_ins and all(alike(asked[0], each, calls[0]) for each in asked):
        raise CourseError(
            f"the INPUTS of {reference.__name__} draw the same arguments again and again: nothing "
            "is proven on them"
        )


def alike(a: Any, b: Any, call: Call) -> bool:
    """Tell whether two values are the same up to rounding: keys, lengths and shapes, too.

    One number is one number, whether in an array of shape (1, 1), (1,) or in none.
    """
    if isinstance(a, Mapping):
        return (
            isinstance(b, Mapping)
            and a.keys() == b.keys()
            and all(alike(a[key], b[key], call) for key in a)
        )
    if isinstance(a, tuple | list):
        return (
            isinstance(b, tuple | list)
            and len(a) == len(b)
            and all(alike(x, y, call) for x, y in zip(a, b))
        )
    first, second = _numbers(a), _numbers(b)
    if first is None or second is None:
        return first is second and type(a) is type(b) and bool(np.array_equal(a, b))
    if first.shape != second.shape and not first.size == second.size == 1:
        return False
    scale = np.abs(first[np.isfinite(first)]).max(initial=0.0)
    atol = call.tolerance * scale + call.floor
    return np.allclose(second.ravel(), first.ravel(), rtol=0, atol=atol, equal_nan=True)


def _numbers(value: Any) -> np.ndarray | None:
    """Return a value as an array of floats; None if it is anything else, text included."""
    try:
        array = np.asarray(value)
        return array.astype(float) if array.dtype.kind in "biuf" else None
    except ValueError:  # ragged
        return None
