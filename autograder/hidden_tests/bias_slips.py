"""Mistakes that are often made in a backward pass with bias columns, told by what they lead to.

For each there is the gradient that it gives, all else being right. Where just one of them gives
what a student's function returned, to rounding, that is what went wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from debugging_lab import to_matrices
from derivatives import relative_error

ROUNDING = 1e-10
"""Relative error up to which two gradients, or two costs, are the same."""


@dataclass(frozen=True)
class Quantities:
    """What a backward pass is made of, all of it right. Examples are rows."""

    theta2: np.ndarray
    labels: np.ndarray
    A1: np.ndarray
    Z2: np.ndarray
    A2: np.ndarray
    A3: np.ndarray
    Y: np.ndarray

    @property
    def H(self) -> np.ndarray:
        """Return A2 without its column of ones."""
        return self.A2[:, 1:]

    @property
    def slope(self) -> np.ndarray:
        """Return the slope of the sigmoid in the hidden layer."""
        return self.H * (1 - self.H)

    @property
    def Delta3(self) -> np.ndarray:
        """Return the slopes of the cost by Z3."""
        return self.A3 - self.Y

    @property
    def back(self) -> np.ndarray:
        """Return the slopes of the cost by the outputs of the hidden layer."""
        return self.Delta3 @ self.theta2[:, 1:]

    @property
    def Delta2(self) -> np.ndarray:
        """Return the slopes of the cost by Z2."""
        return self.back * self.slope


Slips = dict[str, Callable[[Quantities], np.ndarray]]
"""What goes wrong, as a clause, and m times the gradient that comes of it."""

IN_THETA1: Slips = {
    "the slope of the sigmoid is forgotten in Delta2": lambda q: q.back.T @ q.A1,
    "Delta2 has the slope of tanh": lambda q: (q.back * (1 - q.H**2)).T @ q.A1,
    "Delta2 has the slope of ReLU": lambda q: (q.back * (q.Z2 > 0)).T @ q.A1,
    "Delta2 has the slope of the sigmoid twice": lambda q: (q.Delta2 * q.slope).T @ q.A1,
    "the slope in Delta2 is A2 alone, without 1 - A2": lambda q: (q.back * q.H).T @ q.A1,
    "the slope in Delta2 is 1 - A2 alone, without A2": lambda q: (q.back * (1 - q.H)).T @ q.A1,
    "the slope in Delta2 is taken at A2 and not at Z2": lambda q: (
        (q.back * expit(q.H) * (1 - expit(q.H))).T @ q.A1
    ),
    "the slope in Delta2 is made of Z2 and not of A2": lambda q: (
        (q.back * q.Z2 * (1 - q.Z2)).T @ q.A1
    ),
    "the slope in Delta2 has lost the last column of A2, and not the first": lambda q: (
        (q.back * q.A2[:, :-1] * (1 - q.A2[:, :-1])).T @ q.A1
    ),
    "theta2 loses its last column on the way back, and not the bias": lambda q: (
        (q.Delta3 @ q.theta2[:, :-1] * q.slope).T @ q.A1
    ),
    "Delta2 has the slope of the output in it, too": lambda q: (
        ((q.Delta3 * q.A3 * (1 - q.A3)) @ q.theta2[:, 1:] * q.slope).T @ q.A1
    ),
    "the targets are not subtracted in Delta2": lambda q: (
        (q.A3 @ q.theta2[:, 1:] * q.slope).T @ q.A1
    ),
    "the ones come last in A1": lambda q: q.Delta2.T @ np.roll(q.A1, -1, axis=1),
    "only the first example counts": lambda q: np.outer(q.Delta2[0], q.A1[0]),
    "only the last example counts": lambda q: np.outer(q.Delta2[-1], q.A1[-1]),
    "it is unrolled column by column": lambda q: (q.A1.T @ q.Delta2).reshape(5, 4),
}
IN_THETA2: Slips = {
    "Delta3 has the slope of the sigmoid in it, as for a cost of squares": lambda q: (
        (q.Delta3 * q.A3 * (1 - q.A3)).T @ q.A2
    ),
    "the targets are not subtracted in Delta3": lambda q: q.A3.T @ q.A2,
    "Delta3 is without its signs": lambda q: np.abs(q.Delta3).T @ q.A2,
    "Delta3 leaves out the outputs of the other classes": lambda q: (q.Delta3 * q.Y).T @ q.A2,
    "Delta3 has the labels themselves for targets": lambda q: (q.A3 - q.labels[:, None]).T @ q.A2,
    "Delta3 has the class before for its target": lambda q: (
        (q.A3 - np.roll(q.Y, -1, axis=1)).T @ q.A2
    ),
    "Delta3 has the class after for its target": lambda q: (
        (q.A3 - np.roll(q.Y, 1, axis=1)).T @ q.A2
    ),
    "it is made of Z2 and not of A2": lambda q: q.Delta3.T @ np.hstack([q.A2[:, :1], q.Z2]),
    "it is made of the slope of A2 and not of A2": lambda q: (
        q.Delta3.T @ np.hstack([q.A2[:, :1], q.slope])
    ),
    "the ones come last in A2": lambda q: q.Delta3.T @ np.roll(q.A2, -1, axis=1),
    "only the first example counts": lambda q: np.outer(q.Delta3[0], q.A2[0]),
    "only the last example counts": lambda q: np.outer(q.Delta3[-1], q.A2[-1]),
    "it is unrolled column by column": lambda q: (q.A2.T @ q.Delta3).reshape(3, 6),
}


def in_words(
    number: int, gradient: np.ndarray, theta: np.ndarray, X: np.ndarray, labels: np.ndarray
) -> str:
    """Return the one mistake that explains a wrong gradient; nothing if none or several do.

    Parameters
    ----------
    number : 1 or 2, which matrix is judged. gradient : array (38,), without penalty.
    theta, X, labels : what the gradient was asked for.
    """
    given = to_matrices(gradient)[number - 1] * len(X)
    quantities = _quantities(theta, X, labels)
    fitting = [
        words
        for words, slip in (IN_THETA1, IN_THETA2)[number - 1].items()
        if relative_error(given, slip(quantities)) < ROUNDING
    ]
    if len(fitting) != 1:
        return ""
    return f"dtheta{number} is wrong; by its numbers the mistake is that {fitting[0]}"


def _quantities(theta: np.ndarray, X: np.ndarray, labels: np.ndarray) -> Quantities:
    theta1, theta2 = to_matrices(theta)
    A1 = np.insert(X, 0, 1, axis=1)
    Z2 = A1 @ theta1.T
    A2 = np.insert(expit(Z2), 0, 1, axis=1)
    return Quantities(theta2, labels, A1, Z2, A2, expit(A2 @ theta2.T), np.eye(3)[labels])
