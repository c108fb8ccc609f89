"""The backward pass of the small network in :mod:`network`.

It stands apart from the forward pass: an assignment in which students write or mend a backward
pass gets the one without the other.
"""

import numpy as np


def backward_propagation(
    X: np.ndarray, Y: np.ndarray, cache: tuple[np.ndarray, ...]
) -> dict[str, np.ndarray]:
    """Return the gradients of the cross-entropy by the chain rule, for any number of layers.

    Parameters
    ----------
    X : array (n0, m). Y : array (1, m) or (m,) of labels.
    cache : from :func:`network.forward_propagation`.

    Returns
    -------
    Dictionary dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1 for three layers. dZ and dA
    belong to the sum over the examples, dW and db to their mean: the division by m is left to
    them, as in the classic course.
    """
    m, layers = X.shape[1], len(cache) // 4
    grads = {}
    dZ = cache[-3] - Y
    for layer in range(layers, 0, -1):
        A_previous = cache[4 * layer - 7] if layer > 1 else X
        grads[f"dZ{layer}"] = dZ
        grads[f"dW{layer}"] = 1 / m * dZ @ A_previous.T
        grads[f"db{layer}"] = 1 / m * np.sum(dZ, axis=1, keepdims=True)
        if layer > 1:
            W = cache[4 * layer - 2]
            dA = grads[f"dA{layer - 1}"] = W.T @ dZ
            dZ = dA * (A_previous > 0)
    return grads
