"""A full check of the notebook's 4-5-3-1 network, against one run of the classic loop.

Baseline: the loop that the notebook teaches, 47 parameters, with the notebook's own forward pass.
Against it, ``check_gradients`` at several points, every entry measured, and with a diagnosis where
the gradient is wrong.
"""

from collections.abc import Callable

import numpy as np
from rich.table import Table

from benchmarks.networks import Arrays
from benchmarks.timing import best_time
from chain import Chain
from gc_utils import dictionary_to_vector, relu, sigmoid, vector_to_dictionary
from gradcheck import check_gradients
from test_cases import gradient_check_n_test_case

EPSILON = 1e-7
FACTORS: dict[str, dict[str, float]] = {
    "right": {},
    "dW2 x 2": {"dW2": 2},
    "dW2 x 2, db1 x 4": {"dW2": 2, "db1": 4},
}


def forward_propagation_n(X: np.ndarray, Y: np.ndarray, parameters: Arrays) -> tuple[float, tuple]:
    """Return the cost and the cache, as the notebook does."""
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    W3, b3 = parameters["W3"], parameters["b3"]
    Z1 = W1 @ X + b1
    A1 = relu(Z1)
    Z2 = W2 @ A1 + b2
    A2 = relu(Z2)
    Z3 = W3 @ A2 + b3
    A3 = sigmoid(Z3)
    cost = 1 / X.shape[1] * np.sum(-np.log(A3) * Y - np.log(1 - A3) * (1 - Y))
    return cost, (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)


def backward_propagation_n(X: np.ndarray, Y: np.ndarray, cache: tuple) -> Arrays:
    """Return the gradients, as the notebook does."""
    m = X.shape[1]
    Z1, A1, _, _, Z2, A2, W2, _, _, A3, W3, _ = cache
    dZ3 = A3 - Y
    dA2 = W3.T @ dZ3
    dZ2 = dA2 * (Z2 > 0)
    dA1 = W2.T @ dZ2
    dZ1 = dA1 * (Z1 > 0)
    gradients = {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1}
    for layer, dZ, A in ((3, dZ3, A2), (2, dZ2, A1), (1, dZ1, X)):
        gradients[f"dW{layer}"] = dZ @ A.T / m
        gradients[f"db{layer}"] = np.sum(dZ, axis=1, keepdims=True) / m
    return gradients


def classic_loop(X: np.ndarray, Y: np.ndarray, parameters: Arrays) -> np.ndarray:
    """Return the numerical gradient, (47, 1), as the notebook does."""
    theta, _ = dictionary_to_vector(parameters)
    slopes = np.zeros_like(theta)
    for i in range(len(theta)):
        plus, minus = theta.copy(), theta.copy()
        plus[i] += EPSILON
        minus[i] -= EPSILON
        rise, _ = forward_propagation_n(X, Y, vector_to_dictionary(plus))
        fall, _ = forward_propagation_n(X, Y, vector_to_dictionary(minus))
        slopes[i] = (rise - fall) / (2 * EPSILON)
    return slopes


def gradients_with(
    X: np.ndarray, Y: np.ndarray, factors: dict[str, float]
) -> Callable[[Arrays], Arrays]:
    """Return a gradient function some of whose answers are multiples of the right ones."""

    def gradients(parameters: Arrays) -> Arrays:
        right = backward_propagation_n(X, Y, forward_propagation_n(X, Y, parameters)[1])
        return {name: factors.get(name, 1) * block for name, block in right.items()}

    return gradients


def run() -> Table:
    """Time checks of right and wrong gradients, of a black box and of a Chain."""
    X, Y, parameters = gradient_check_n_test_case()
    costs = {
        "black box": lambda p: forward_propagation_n(X, Y, p)[0],
        "Chain": Chain(X, Y),
    }
    title = "A full check of 47 parameters in runs of the classic loop"
    table = Table(title=title, title_justify="left")
    for column in ("cost", "gradients", "time / classic loop", "what the check says"):
        table.add_column(column)
    baseline = best_time(lambda: classic_loop(X, Y, parameters))
    for cost_name, cost in costs.items():
        for name, factors in FACTORS.items():
            gradients = gradients_with(X, Y, factors)
            report = check_gradients(cost, gradients, parameters)
            seconds = best_time(lambda c=cost, g=gradients: check_gradients(c, g, parameters))
            said = "; ".join(report.blocks[k].words for k in report.wrong) or report.verdict
            table.add_row(cost_name, name, f"{seconds / baseline:.2f}", said)
    return table
