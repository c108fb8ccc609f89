"""Helpers of the regularization notebook, with the names and signatures of the classic course."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from backpropagation import backward_propagation
from network import (
    cross_entropy,
    forward_propagation,
    predict,
    predict_dec,
    relu,
    sigmoid,
    update_parameters,
)
from plotting import plot_costs, plot_decision_boundary, plot_points
from point_data import Points, load_points
from training import train, train_with

__all__ = [
    "backward_propagation",
    "compute_cost",
    "forward_propagation",
    "initialize_parameters",
    "load_2D_dataset",
    "plot_costs",
    "plot_decision_boundary",
    "plot_points",
    "predict",
    "predict_dec",
    "relu",
    "sigmoid",
    "train",
    "train_with",
    "update_parameters",
]

SEED = 3
"""The classic course's: everybody starts from the same weights."""

compute_cost = cross_entropy


def initialize_parameters(layer_dims: Sequence[int]) -> dict[str, np.ndarray]:
    """Return weights with the standard deviation 1 / sqrt(inputs) and biases of zero.

    Parameters
    ----------
    layer_dims : units per layer, inputs first.

    Returns
    -------
    Dictionary with W1 (n1, n0), b1 (n1, 1), ..., the same at every call.
    """
    generator = np.random.RandomState(SEED)  # of its own: the global seed stays untouched
    parameters = {}
    for layer, (n_in, n_out) in enumerate(pairwise(layer_dims), start=1):
        parameters[f"W{layer}"] = generator.randn(n_out, n_in) / np.sqrt(n_in)
        parameters[f"b{layer}"] = np.zeros((n_out, 1))
    return parameters


def load_2D_dataset(is_plot: bool = True) -> Points:
    """Return where on the pitch the goalkeeper's kicks came down, and who headed the ball.

    Parameters
    ----------
    is_plot : whether to draw the training points.

    Returns
    -------
    train_X (2, 211), train_Y (1, 211), test_X (2, 200), test_Y (1, 200) : one kick per column;
        label 1 if a player of our own team got it.

    Raises
    ------
    DataFileError
        If ``datasets/pitch.h5`` is missing or damaged.
    """
    return load_points("pitch.h5", 211, 200, is_plot)
