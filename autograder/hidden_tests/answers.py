"""Reading what a student's function returned, and noticing what it did to its arguments."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import numpy as np


def as_number(answer: Any, what: str) -> float:
    """Return an answer as a plain finite number.

    Parameters
    ----------
    answer : what the student's function returned; any array with one element will do.
    what : how to call it in the message, for instance ``"gradient_check(2, 3)"``.

    Raises
    ------
    AssertionError
        If it is not one finite real number.
    """
    assert answer is not None, f"{what} returned nothing; is the return statement missing?"
    array = _as_array(answer)
    assert array is not None, f"{what} should be a number, not {_kind(answer)}"
    assert array.size == 1, f"{what} should be one number, not an array of shape {array.shape}"
    assert np.isfinite(array).all(), f"{what} is {array.item()}, not a finite number"
    return array.item()


def expect_number(answer: Any, expected: float, what: str, tolerance: float = 1e-6) -> None:
    """Fail unless an answer is a number that is right up to a relative error.

    Parameters
    ----------
    answer, what : as for :func:`as_number`.
    expected : the right number. tolerance : the relative error up to which it is right.

    Raises
    ------
    AssertionError
        With both numbers, if it is another one.
    """
    number = as_number(answer, what)
    error = abs(number - expected)
    assert error <= tolerance * abs(expected), f"{what} should be {expected:.6g}, not {number:.6g}"


def as_numbers(answer: Any, what: str, shape: tuple[int, ...]) -> np.ndarray:
    """Return an answer as an array of finite numbers of one shape.

    Parameters
    ----------
    answer : what the student's function returned; a list of numbers will do.
    what : how to call it in the message.
    shape : the shape it must have. Where this is (n,), a row or a column of n will do as well.

    Raises
    ------
    AssertionError
        If it is anything else.
    """
    assert answer is not None, f"{what} returned nothing; is the return statement missing?"
    array = _as_array(answer)
    assert array is not None, f"{what} should be an array of numbers, not {_kind(answer)}"
    if len(shape) == 1 and array.shape in ((1, *shape), (*shape, 1)):
        array = array.reshape(shape)
    assert array.shape == shape, f"{what} should have the shape {shape}, not {array.shape}"
    assert np.isfinite(array).all(), f"{what} holds NaN or infinity"
    return array


def as_block(answer: Any, key: str, shape: tuple[int, ...]) -> np.ndarray:
    """Return the array under one key of a returned dictionary.

    Parameters
    ----------
    answer : what the student's function returned. key : the entry. shape : the shape it must have.

    Raises
    ------
    AssertionError
        If ``answer`` is no dictionary, or the entry is missing, not finite or wrongly shaped.
    """
    block = as_array(answer, key)
    if block.size == 1 and shape == (1, 1):
        block = block.reshape(1, 1)
    hint = "; did you sum with keepdims=True?" if block.shape == shape[:1] else ""
    assert block.shape == shape, f"{key} should have the shape {shape}, not {block.shape}{hint}"
    return block


def as_array(answer: Any, key: str) -> np.ndarray:
    """Return the numbers under one key of a returned dictionary, whatever their shape.

    Parameters
    ----------
    answer : what the student's function returned. key : the entry.

    Raises
    ------
    AssertionError
        If ``answer`` is no dictionary, or the entry is missing or not of finite real numbers.
    """
    assert answer is not None, "the function returned nothing; is the return statement missing?"
    assert isinstance(answer, dict), f"the function should return a dictionary, not {_kind(answer)}"
    assert key in answer, f"the returned dictionary has no {key}"
    array = _as_array(answer[key])
    assert array is not None, f"{key} should be an array of numbers"
    assert np.isfinite(array).all(), f"{key} holds NaN or infinity"
    return array


@contextmanager
def arguments_unchanged(**arguments: Any) -> Iterator[None]:
    """Fail if one of the named arguments is not, bit for bit, what it was before the block.

    Raises
    ------
    AssertionError
        Naming the argument that was changed.
    """
    before = deepcopy(arguments)
    yield
    for name, value in arguments.items():
        assert _same(before[name], value), (
            f"your function changed its argument {name}; work on a copy (np.copy) instead"
        )


def _as_array(answer: Any) -> np.ndarray | None:
    """Return real numbers as an array of floats, and None for anything else, strings too."""
    try:
        array = np.asarray(answer)
        # Objects may be numbers (a Fraction, an int too large for numpy): float() decides.
        return array.astype(float) if array.dtype.kind in "biufO" else None
    except (TypeError, ValueError, OverflowError):
        return None


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, dict):
        return before.keys() == after.keys() and all(_same(before[k], after[k]) for k in before)
    if isinstance(before, tuple):
        return len(before) == len(after) and all(map(_same, before, after))
    return np.array_equal(before, after)


def _kind(answer: Any) -> str:
    name = type(answer).__name__
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
