"""The given network of the deep-network notebook: any number of layers, a choice of activation.

LINEAR → activation, repeated, then LINEAR → SIGMOID. Parameters live in a dictionary
``{"W1": (n1, n0), "b1": (n1, 1), "W2": ...}``; examples are columns. The names and signatures are
those of the classic course.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from network import cross_entropy, relu, sigmoid

__all__ = ["L_model_backward", "L_model_forward", "compute_cost", "initialize_parameters"]

Cache = tuple[tuple[np.ndarray, np.ndarray, np.ndarray], np.ndarray]

ACTIVATIONS: dict[str, tuple[Callable, Callable]] = {
    "relu": (relu, lambda A: A > 0),
    "tanh": (np.tanh, lambda A: 1 - A * A),
    "sigmoid": (sigmoid, lambda A: A * (1 - A)),
}
"""Each activation, and its slope as a function of its value."""

SEED = 1

compute_cost = cross_entropy


def initialize_parameters(layers_dims: Sequence[int]) -> dict[str, np.ndarray]:
    """Draw weights of variance 1 / n_in (Xavier), and set the biases to zero.

    Parameters
    ----------
    layers_dims : units per layer, input first.

    Returns
    -------
    parameters : dictionary with W1 (n1, n0), b1 (n1, 1), ..., WL, bL; the same ones every time.

    References
    ----------
    X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural
    networks", AISTATS 2010, without the average over the units of both layers.
    """
    generator = np.random.default_rng(SEED)
    parameters = {}
    for layer, (n_in, n_out) in enumerate(pairwise(layers_dims), start=1):
        parameters[f"W{layer}"] = generator.standard_normal((n_out, n_in)) / np.sqrt(n_in)
        parameters[f"b{layer}"] = np.zeros((n_out, 1))
    return parameters


def L_model_forward(
    X: np.ndarray,
    parameters: Mapping[str, np.ndarray],
    hidden_layers_activation_fn: str = "relu",
) -> tuple[np.ndarray, list[Cache]]:
    """Compute the outputs of the network.

    Parameters
    ----------
    X : array (n0, m), one example per column.
    parameters : dictionary with W1 (n1, n0), b1 (n1, 1), ..., WL, bL.
    hidden_layers_activation_fn : "relu", "tanh" or "sigmoid".

    Returns
    -------
    AL : array (nL, m), the output of the sigmoid.
    caches : one entry ((A of the layer before, W, b), Z) per layer, for :func:`L_model_backward`.

    Raises
    ------
    ValueError
        If there is no such activation.
    """
    activation, _ = _activation(hidden_layers_activation_fn)
    layers = len(parameters) // 2
    A, caches = X, []
    for layer in range(1, layers + 1):
        W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
        Z = W @ A + b
        caches.append(((A, W, b), Z))
        A = activation(Z) if layer < layers else sigmoid(Z)
    return A, caches


def L_model_backward(
    AL: np.ndarray,
    Y: np.ndarray,
    caches: Sequence[Cache],
    hidden_layers_activation_fn: str = "relu",
) -> dict[str, np.ndarray]:
    """Return the gradients of the cross-entropy by the chain rule.

    Parameters
    ----------
    AL, caches : from :func:`L_model_forward`. Y : array (1, m) or (m,) of labels, 0 or 1.
    hidden_layers_activation_fn : the one that the forward pass had.

    Returns
    -------
    grads : dictionary with dWL, dbL, dA(L-1), ..., dW1, db1, dA0, in this order. dWl and dbl are
        the gradients of the cost by Wl and bl; dAl, of the shape of Al, belongs to the sum over
        the examples and not to their mean (dA0 to X). The division by m is left to dW and db, as
        in the classic course.

    Raises
    ------
    ValueError
        If there is no such activation.

    Notes
    -----
    It starts from dZL = AL - Y, which stays finite where an output is exactly 0 or 1.
    """
    _, slope = _activation(hidden_layers_activation_fn)
    m = AL.shape[1]
    grads = {}
    dZ = AL - Y
    for layer in range(len(caches), 0, -1):
        (A_previous, W, _), _ = caches[layer - 1]
        grads[f"dW{layer}"] = 1 / m * dZ @ A_previous.T
        grads[f"db{layer}"] = 1 / m * np.sum(dZ, axis=1, keepdims=True)
        dA = grads[f"dA{layer - 1}"] = W.T @ dZ
        if layer > 1:
            dZ = dA * slope(A_previous)
    return grads


def _activation(name: str) -> tuple[Callable, Callable]:
    if name not in ACTIVATIONS:
        raise ValueError(f"{name!r} is not one of {', '.join(ACTIVATIONS)}")
    return ACTIVATIONS[name]
