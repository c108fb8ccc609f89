"""Mistakes that are often made in the slope of J = theta x, told by the numbers they lead to."""

from collections.abc import Callable

import numpy as np

SLIPS: dict[str, Callable[[float, float], float]] = {
    "it is theta, the slope of J in x": lambda x, theta: theta,
    "it is x with the sign turned": lambda x, theta: -x,
    "it is the size of x without its sign": lambda x, theta: abs(x),
    "it is J itself": lambda x, theta: theta * x,
    "it is 1, the slope of theta alone": lambda x, theta: 1.0,
    "it is the sum of the slopes in x and in theta": lambda x, theta: x + theta,
}
"""What the mistake is, and what it makes of x and theta."""
POINTS = ((2.3, 1.7), (-3.1, 4.2), (5.9, -0.8))
"""x and theta at which no two of them are the same."""


def in_words(student: Callable) -> str:
    """Return the mistake that explains all of a function's slopes, to follow what was found.

    Nothing if none does.

    Parameters
    ----------
    student : ``backward_propagation(x, theta)``. Where it raises, nothing is explained.
    """
    try:
        given = [float(student(x, theta)) for x, theta in POINTS]
    except Exception:
        return ""
    return next(
        (
            f": {words}"
            for words, slip in SLIPS.items()
            if np.allclose(given, [slip(x, theta) for x, theta in POINTS], rtol=1e-9)
        ),
        "",
    )
