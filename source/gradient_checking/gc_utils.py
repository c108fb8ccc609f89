"""Helpers of the gradient-checking notebooks, with the names and signatures of the classic course.

Parameters live in a dictionary ``{"W1": (n1, n0), "b1": (n1, 1), "W2": ...}``. A gradient check
nudges one number at a time, so it wants them in one column vector ``theta`` of shape (P, 1).
The functions here go back and forth. The order is always W1, b1, W2, b2, ..., each row by row.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from network import relu, sigmoid

__all__ = [
    "CLASSIC_LAYERS_DIMS",
    "dictionary_to_vector",
    "gradients_to_vector",
    "print_verdict",
    "relu",
    "sigmoid",
    "vector_to_dictionary",
]

CLASSIC_LAYERS_DIMS = (4, 5, 3, 1)
"""Layer sizes of the notebook's network: 4 inputs, hidden layers of 5 and 3 units, 1 output."""


def print_verdict(difference: float, threshold: float = 2e-7) -> None:
    """Print in green that the gradient is correct, or in red that it is not.

    Parameters
    ----------
    difference : the ratio that a gradient check came to, a number or an array with one element.
        NaN counts as wrong.
    threshold : the ratio above which the gradient is called wrong.
    """
    difference = np.asarray(difference).item()
    if difference <= threshold:
        print(f"\033[32mThe gradient is correct: difference = {difference:.6g}\033[0m")
    else:
        print(f"\033[31mThe gradient is wrong: difference = {difference:.6g}\033[0m")


def dictionary_to_vector(parameters: Mapping[str, np.ndarray]) -> tuple[np.ndarray, list[str]]:
    """Roll a dictionary of parameters into one column vector.

    Parameters
    ----------
    parameters : dictionary with ``W1 (n1, n0), b1 (n1, 1), ..., WL, bL``.

    Returns
    -------
    theta : array of shape (P, 1), P the number of parameters in all.
    keys : list of length P; ``keys[i]`` names the block that ``theta[i]`` comes from.

    Raises
    ------
    ValueError
        If the dictionary has no ``W1``, or lacks the ``b`` of a ``W``.
    """
    names = _block_names(parameters, "W", "b", "parameters")
    keys = [name for name in names for _ in range(np.size(parameters[name]))]
    return _stack(parameters, names), keys


def gradients_to_vector(gradients: Mapping[str, np.ndarray]) -> np.ndarray:
    """Roll the parameter gradients out of a dictionary into one column vector.

    Parameters
    ----------
    gradients : dictionary with ``dW1, db1, ..., dWL, dbL``; other keys (``dZ3``, ``dA2``, ...)
        are left out.

    Returns
    -------
    grad : array of shape (P, 1), in the order of :func:`dictionary_to_vector`.

    Raises
    ------
    ValueError
        If the dictionary has no ``dW1``, or lacks the ``db`` of a ``dW``.
    """
    return _stack(gradients, _block_names(gradients, "dW", "db", "gradients"))


def vector_to_dictionary(
    theta: np.ndarray, layers_dims: Sequence[int] = CLASSIC_LAYERS_DIMS
) -> dict[str, np.ndarray]:
    """Unroll a vector of parameters into the dictionary it was made from.

    Parameters
    ----------
    theta : array with P elements, as :func:`dictionary_to_vector` gives it.
    layers_dims : units per layer, input first; the classic 4-5-3-1 network unless told.

    Returns
    -------
    parameters : dictionary with ``W1, b1, ..., WL, bL``; its arrays are copies.

    Raises
    ------
    ValueError
        If ``theta`` does not have as many elements as such a network has parameters.
    """
    shapes = {}
    for layer, (n_in, n_out) in enumerate(pairwise(layers_dims), start=1):
        shapes[f"W{layer}"] = (n_out, n_in)
        shapes[f"b{layer}"] = (n_out, 1)
    flat = np.asarray(theta).ravel()
    expected = sum(rows * columns for rows, columns in shapes.values())
    if flat.size != expected:
        dims = "-".join(str(size) for size in layers_dims)
        raise ValueError(
            f"a {dims} network has {expected} parameters, but theta has {flat.size} elements"
        )
    parameters, start = {}, 0
    for name, (rows, columns) in shapes.items():
        stop = start + rows * columns
        parameters[name] = flat[start:stop].reshape(rows, columns).copy()
        start = stop
    return parameters


def _block_names(blocks: Mapping[str, np.ndarray], weight: str, bias: str, what: str) -> list[str]:
    """Return ``[weight1, bias1, weight2, ...]`` for the layers in the dictionary."""
    names, layer = [], 1
    while f"{weight}{layer}" in blocks:
        if f"{bias}{layer}" not in blocks:
            raise ValueError(f"{what} has {weight}{layer} but no {bias}{layer}")
        names += [f"{weight}{layer}", f"{bias}{layer}"]
        layer += 1
    if not names:
        raise ValueError(f"{what} has no {weight}1; its keys are {sorted(blocks)}")
    return names


def _stack(blocks: Mapping[str, np.ndarray], names: list[str]) -> np.ndarray:
    return np.concatenate([np.reshape(blocks[name], (-1, 1)) for name in names])
