"""The reference network of the debugging notebook: bias columns, one-vs-all outputs, L2 penalty.

Written so that complex numbers pass through: the slopes of :func:`cost`, measured, are what a
student's gradient is judged by. Examples are rows.
"""

from typing import NamedTuple

import numpy as np

from debugging_lab import SIZE, to_matrices, to_vector
from derivatives import relative_error

CLASSES = 3
CLOSE = 1e-6
"""Relative error up to which a cost or a gradient is right."""

Parts = dict[str, np.ndarray]
Answer = tuple[float, np.ndarray]


class Case(NamedTuple):
    """theta (38,), X (m, 3), labels (m,) of 0, 1 and 2, and the strength of the penalty."""

    theta: np.ndarray
    X: np.ndarray
    labels: np.ndarray
    lambd: float

    @property
    def m(self) -> int:
        """Return the number of examples."""
        return len(self.X)

    def describe(self) -> str:
        """Return the sizes in words, for a rubric line."""
        return f"m = {self.m}, lambd = {self.lambd:g}"


def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + exp(-z)), for real and for complex numbers."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-np.asarray(z)))


def cost(parts: Parts, case: Case) -> float:
    """Return the cost of :func:`parts_of` some parameters, on the examples of a case."""
    theta1, theta2 = _matrices(parts)
    A = case.X
    for theta in (theta1, theta2):
        A = sigmoid(theta[:, :1].T + A @ theta[:, 1:].T)
    chosen = np.arange(CLASSES) == np.reshape(case.labels, (-1, 1))
    entropy = -np.log(np.where(chosen, A, 1 - A)).sum()
    penalty = (theta1[:, 1:] ** 2).sum() + (theta2[:, 1:] ** 2).sum()
    return (entropy + case.lambd / 2 * penalty) / case.m


def parts_of(theta: np.ndarray) -> Parts:
    """Return bias column and weights of both matrices, each a block of its own.

    Parameters
    ----------
    theta : array (38,): parameters, or their gradient.
    """
    return {
        f"theta{number}[:, {columns}]": matrix[:, :1] if columns == "0" else matrix[:, 1:]
        for number, matrix in enumerate(to_matrices(theta), start=1)
        for columns in ("0", "1:")
    }


def vector_of(parts: Parts) -> np.ndarray:
    """Return the array (38,) that has these parts."""
    return to_vector(*_matrices(parts))


def gradient(case: Case) -> np.ndarray:
    """Return the right gradient, an array (38,), by the chain rule."""
    theta1, theta2 = to_matrices(case.theta)
    A1 = np.insert(case.X, 0, 1, axis=1)
    A2 = np.insert(sigmoid(A1 @ theta1.T), 0, 1, axis=1)
    Delta3 = sigmoid(A2 @ theta2.T) - (np.arange(CLASSES) == np.reshape(case.labels, (-1, 1)))
    Delta2 = (Delta3 @ theta2[:, 1:]) * A2[:, 1:] * (1 - A2[:, 1:])
    theta1[:, 0], theta2[:, 0] = 0, 0  # copies
    slopes = Delta2.T @ A1 + case.lambd * theta1, Delta3.T @ A2 + case.lambd * theta2
    return to_vector(*slopes) / case.m


def are_in_proportion(slopes: np.ndarray, right: np.ndarray, tolerance: float) -> bool:
    """Tell whether slopes are right but for a factor, which is not zero.

    Parameters
    ----------
    slopes, right : arrays of one shape; the right ones are not all zero.
    tolerance : a relative error.
    """
    factor = np.vdot(right, slopes) / np.vdot(right, right)
    return bool(factor) and relative_error(slopes, factor * right) < tolerance


def random_case(rng: np.random.Generator, m: int, lambd: float = 0.0) -> Case:
    """Draw a case on which right and wrong gradients are easy to tell apart.

    Drawn again until no block of the gradient is small and no output is saturated.

    Parameters
    ----------
    rng : where the numbers come from. m : examples; every class occurs if there are three or more.
    lambd : strength of the penalty.
    """
    while True:
        theta = rng.uniform(0.2, 1, SIZE) * rng.choice([-1, 1], SIZE)
        X = rng.standard_normal((m, 3))
        case = Case(theta, X, rng.permutation(np.arange(m) % CLASSES), lambd)
        blocks = parts_of(gradient(case._replace(lambd=0.0)))
        if all(np.linalg.norm(block) > 2e-2 for block in blocks.values()):
            return case


def _matrices(parts: Parts) -> tuple[np.ndarray, np.ndarray]:
    theta1, theta2 = (
        np.hstack([parts[f"theta{number}[:, 0]"], parts[f"theta{number}[:, 1:]"]])
        for number in (1, 2)
    )
    return theta1, theta2
