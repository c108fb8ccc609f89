"""The small network that the helper modules share: forward pass, cost, update, prediction.

LINEAR → RELU, repeated, then LINEAR → SIGMOID. Parameters live in a dictionary
``{"W1": (n1, n0), "b1": (n1, 1), "W2": ...}``; examples are columns.
"""

from collections.abc import Mapping, MutableMapping

import numpy as np

SMALLEST = np.finfo(float).tiny
"""Stands for an output that came out as 0: the smallest number with all its digits."""
BELOW_ONE = np.finfo(float).epsneg
"""How far below 1 the nearest number is: stands for 1 - a where an output came out as 1."""


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + exp(-x)) for each element, without overflow for large ``|x|``.

    Parameters
    ----------
    x : number or array of any shape, real or complex (complex for complex-step derivatives).

    Returns
    -------
    Array of the shape of ``x``.
    """
    x = np.asarray(x)
    positive = x.real >= 0
    # exp only ever sees a non-positive real part: the value for -x, mirrored, serves for x < 0.
    decay = np.exp(np.where(positive, -x, x))
    return np.where(positive, 1, decay) / (1 + decay)


def relu(x: np.ndarray) -> np.ndarray:
    """Return max(0, x) for each element; a complex ``x`` is judged by its real part.

    Parameters
    ----------
    x : number or array of any shape.

    Returns
    -------
    Array of the shape of ``x``.
    """
    if np.iscomplexobj(x):
        return np.where(np.real(x) > 0, x, 0)[()]
    return np.maximum(x, 0)


def forward_propagation(
    X: np.ndarray, parameters: Mapping[str, np.ndarray]
) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
    """Compute the outputs of the network.

    Parameters
    ----------
    X : array (n0, m), one example per column.
    parameters : dictionary with W1 (n1, n0), b1 (n1, 1), ..., for any number of layers.

    Returns
    -------
    A : array (1, m) for one output unit, the probability of label 1 for each example.
    cache : what the backward pass needs, (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3).
    """
    layers = len(parameters) // 2
    A, cache = X, ()
    for layer in range(1, layers + 1):
        W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
        Z = W @ A + b
        A = relu(Z) if layer < layers else sigmoid(Z)
        cache += (Z, A, W, b)
    return A, cache


def cross_entropy(A: np.ndarray, Y: np.ndarray) -> float:
    """Return the cost, -1/m Σ (y log a + (1 - y) log(1 - a)), finite for every A in [0, 1].

    Parameters
    ----------
    A : array (1, m) of outputs. Y : array (1, m) or (m,) of labels, 0 or 1.

    Notes
    -----
    With large weights an output rounds to exactly 0 or 1, and the logarithm of a wrong one would
    be infinite. It counts as the nearest number that float64 has between 0 and 1. All other
    outputs enter as they are.
    """
    m = A.shape[1]
    log_a = np.log(np.maximum(A, SMALLEST))
    log_rest = np.log(np.maximum(1 - A, BELOW_ONE))
    return float(-1 / m * np.sum(Y * log_a + (1 - Y) * log_rest))


def update_parameters(
    parameters: MutableMapping[str, np.ndarray],
    grads: Mapping[str, np.ndarray],
    learning_rate: float,
) -> MutableMapping[str, np.ndarray]:
    """Take one step of gradient descent.

    Parameters
    ----------
    parameters : dictionary with W1, b1, ...; its entries are replaced, the arrays left alone.
    grads : dictionary with dW1, db1, ...; other entries are ignored.
    learning_rate : the length of the step, in multiples of the gradient.

    Returns
    -------
    The same dictionary.
    """
    for name in parameters:
        parameters[name] = parameters[name] - learning_rate * grads[f"d{name}"]
    return parameters


def predict(X: np.ndarray, y: np.ndarray, parameters: Mapping[str, np.ndarray]) -> np.ndarray:
    """Predict the labels of examples, and print how many are right.

    Parameters
    ----------
    X : array (n0, m), one example per column. y : array (1, m) or (m,) of true labels.
    parameters : as in :func:`forward_propagation`.

    Returns
    -------
    Array (1, m) of integers, 1 where the output is above one half.
    """
    labels = predict_dec(parameters, X).astype(int)
    print(f"Accuracy: {np.mean(labels == np.reshape(y, (1, -1))):.4f}")
    return labels


def predict_dec(parameters: Mapping[str, np.ndarray], X: np.ndarray) -> np.ndarray:
    """Decide for each example whether its label is 1, for drawing a decision boundary.

    Parameters
    ----------
    parameters, X : as in :func:`forward_propagation`.

    Returns
    -------
    Array (1, m) of booleans, True where the output is above one half.
    """
    A, _ = forward_propagation(X, parameters)
    return A > 0.5
