"""Computing the same cost only once: a gradient check asks for the same ones for each gradient."""

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.hidden_tests.network import Parameters

KEPT = 2000
"""How many answers are kept before all are dropped. A check of a small network asks for some
hundred different ones."""
LARGEST = 500
"""Numbers in a network and its examples, and in an answer, at most, if it is to be kept."""

OfNetwork = Callable[[np.ndarray, np.ndarray, Parameters], Any]


def remembering(function: OfNetwork) -> OfNetwork:
    """Return a function of X, Y and parameters that is computed once for the same numbers.

    Nothing that is handed in or out is kept itself, but copies. What it warns of, it warns of once.

    Parameters
    ----------
    function : returns a number, an array or a tuple of such; it depends on nothing but the
        numbers, types and shapes of its arguments.
    """
    answers: dict[tuple, Any] = {}

    @functools.wraps(function)
    def remembered(X: np.ndarray, Y: np.ndarray, parameters: Parameters) -> Any:
        key, size = list(parameters), 0
        for array in (X, Y, *parameters.values()):
            if type(array) is not np.ndarray or array.dtype.kind not in "biufc":
                return function(X, Y, parameters)
            key += array.tobytes(), array.dtype, array.shape
            size += 1 + array.size
        if size > LARGEST:
            return function(X, Y, parameters)
        key = tuple(key)
        if key not in answers:
            answer = function(X, Y, parameters)
            if _size(answer) > LARGEST:
                return answer
            if len(answers) >= KEPT:
                answers.clear()
            answers[key] = _copied(answer)
        return _copied(answers[key])

    return remembered


def _copied(answer: Any) -> Any:
    if isinstance(answer, np.ndarray):
        return answer.copy()
    return tuple([_copied(part) for part in answer]) if isinstance(answer, tuple) else answer


def _size(answer: Any) -> int:
    return sum(map(_size, answer)) if isinstance(answer, tuple) else np.size(answer)
