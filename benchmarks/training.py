"""Training the notebooks' networks, against the loop that textbooks have.

Baseline: each iteration looks every matrix up in its dictionary, makes new arrays at every step,
computes the cost, and builds new dictionaries for gradients and parameters. Against it ``train``,
which the initialization notebook and the plain network of the regularization notebook use, and
``train_with``, which trains with functions that the student wrote (here: the textbook's).
"""

from collections.abc import Callable

import numpy as np
from rich.table import Table

from benchmarks.networks import Arrays
from benchmarks.timing import best_time
from network import cross_entropy, forward_propagation
from training import train, train_with

ITERATIONS = 1000
REPEATS = 8
NETWORKS = {
    "initialization": ((2, 10, 5, 1), 300, 0.01),
    "regularization": ((2, 20, 3, 1), 211, 0.3),
}
"""layers_dims, examples and learning rate."""


def forward(X: np.ndarray, parameters: Arrays, keep_prob: float) -> tuple[np.ndarray, tuple]:
    """Return A3 and the cache, as a textbook does, with dropout if wanted."""
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    W3, b3 = parameters["W3"], parameters["b3"]
    D1 = D2 = None
    Z1 = np.dot(W1, X) + b1
    A1 = np.maximum(0, Z1)
    if keep_prob < 1:
        D1 = np.random.rand(A1.shape[0], A1.shape[1]) < keep_prob
        A1 = A1 * D1
        A1 = A1 / keep_prob
    Z2 = np.dot(W2, A1) + b2
    A2 = np.maximum(0, Z2)
    if keep_prob < 1:
        D2 = np.random.rand(A2.shape[0], A2.shape[1]) < keep_prob
        A2 = A2 * D2
        A2 = A2 / keep_prob
    Z3 = np.dot(W3, A2) + b3
    A3 = 1 / (1 + np.exp(-Z3))
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)


def backward(X: np.ndarray, Y: np.ndarray, cache: tuple, lambd: float, keep_prob: float) -> Arrays:
    """Return the gradients, as a textbook does."""
    m = X.shape[1]
    _, D1, A1, W1, _, _, D2, A2, W2, _, _, A3, W3, _ = cache
    dZ3 = A3 - Y
    dW3 = 1 / m * np.dot(dZ3, A2.T) + lambd / m * W3
    db3 = 1 / m * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = np.dot(W3.T, dZ3)
    if keep_prob < 1:
        dA2 = dA2 * D2
        dA2 = dA2 / keep_prob
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dW2 = 1 / m * np.dot(dZ2, A1.T) + lambd / m * W2
    db2 = 1 / m * np.sum(dZ2, axis=1, keepdims=True)
    dA1 = np.dot(W2.T, dZ2)
    if keep_prob < 1:
        dA1 = dA1 * D1
        dA1 = dA1 / keep_prob
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1 / m * np.dot(dZ1, X.T) + lambd / m * W1
    db1 = 1 / m * np.sum(dZ1, axis=1, keepdims=True)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2, "dW3": dW3, "db3": db3}


def textbook_loop(
    X: np.ndarray,
    Y: np.ndarray,
    parameters: Arrays,
    learning_rate: float,
    lambd: float = 0.0,
    keep_prob: float = 1.0,
) -> Arrays:
    """Train, with a cost at every iteration, of which one in a thousand is kept."""
    parameters, costs, m = dict(parameters), [], X.shape[1]
    for iteration in range(ITERATIONS):
        A3, cache = forward(X, parameters, keep_prob)
        log_probabilities = np.multiply(-np.log(A3), Y) + np.multiply(-np.log(1 - A3), 1 - Y)
        cost = 1 / m * np.nansum(log_probabilities)
        if lambd:
            squares = sum(np.sum(np.square(parameters[f"W{layer}"])) for layer in (1, 2, 3))
            cost = cost + lambd / (2 * m) * squares
        grads = backward(X, Y, cache, lambd, keep_prob)
        for layer in (1, 2, 3):
            W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
            parameters[f"W{layer}"] = W - learning_rate * grads[f"dW{layer}"]
            parameters[f"b{layer}"] = b - learning_rate * grads[f"db{layer}"]
        if iteration % 1000 == 0:
            costs.append(cost)
    return parameters


def run() -> Table:
    """Return the table: microseconds per iteration, and the ratio to the textbook's loop."""
    table = Table(title="Training: CPU time per iteration", title_justify="left")
    for column in ("network", "loop", "textbook, µs", "ours, µs", "ratio"):
        table.add_column(column, justify="left" if column in ("network", "loop") else "right")
    for name, (dims, m, learning_rate) in NETWORKS.items():
        rng = np.random.default_rng(0)
        X = rng.standard_normal((2, m))
        Y = (X[:1] * X[1:] > 0).astype(float)
        start = _he(rng, dims)
        arguments = (X, Y, start, learning_rate)
        _add_row(
            table,
            (name, "train"),
            lambda a=arguments: textbook_loop(*a),
            lambda a=arguments: train(*a, ITERATIONS, print_cost=False),
        )
        if name == "regularization":
            for words, lambd, keep_prob in (("L2", 0.7, 1.0), ("dropout", 0.0, 0.86)):
                _add_row(
                    table,
                    (name, f"train_with, {words}"),
                    lambda a=arguments, k=(lambd, keep_prob): textbook_loop(*a, *k),
                    lambda a=arguments, k=(lambd, keep_prob): _train_with(*a, *k),
                )
    return table


def _train_with(
    X: np.ndarray,
    Y: np.ndarray,
    start: Arrays,
    learning_rate: float,
    lambd: float,
    keep_prob: float,
) -> None:
    """Train as the regularization notebook does: the student's functions, our forward pass."""

    def gradients(parameters: Arrays) -> tuple[np.ndarray, Arrays]:
        if keep_prob < 1:
            A3, cache = forward(X, parameters, keep_prob)
        else:
            A3, (Z1, A1, W1, b1, Z2, A2, W2, b2, *last) = forward_propagation(X, parameters)
            cache = (Z1, None, A1, W1, b1, Z2, None, A2, W2, b2, *last)
        return A3, backward(X, Y, cache, lambd, keep_prob)

    def cost(A3: np.ndarray, parameters: Arrays) -> float:
        return cross_entropy(A3, Y)

    train_with(gradients, cost, start, learning_rate, ITERATIONS, print_cost=False)


def _he(rng: np.random.Generator, dims: tuple[int, ...]) -> Arrays:
    parameters = {}
    for layer in range(1, len(dims)):
        shape = (dims[layer], dims[layer - 1])
        parameters[f"W{layer}"] = rng.standard_normal(shape) * np.sqrt(2 / shape[1])
        parameters[f"b{layer}"] = np.zeros((dims[layer], 1))
    return parameters


def _add_row(table: Table, names: tuple[str, str], baseline: Callable, ours: Callable) -> None:
    seconds = [best_time(function, REPEATS) / ITERATIONS for function in (baseline, ours)]
    per_iteration = [f"{1e6 * value:.0f}" for value in seconds]
    table.add_row(*names, *per_iteration, f"{seconds[1] / seconds[0]:.2f}")
