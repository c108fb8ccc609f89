"""Helpers of the initialization notebook, with the names and signatures of the classic course."""

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
from training import train

__all__ = [
    "backward_propagation",
    "compute_loss",
    "forward_propagation",
    "load_dataset",
    "plot_costs",
    "plot_decision_boundary",
    "plot_points",
    "predict",
    "predict_dec",
    "relu",
    "sigmoid",
    "train",
    "update_parameters",
]

compute_loss = cross_entropy


def load_dataset(is_plot: bool = True) -> Points:
    """Return two noisy circles of points, one within the other, to be told apart.

    The points are those of scikit-learn's ``make_circles`` with noise 0.05: seed 1 for training,
    seed 2 for testing.

    Parameters
    ----------
    is_plot : whether to draw the training points.

    Returns
    -------
    train_X (2, 300), train_Y (1, 300), test_X (2, 100), test_Y (1, 100) : one example per column;
        label 1 is the inner circle.

    Raises
    ------
    DataFileError
        If ``datasets/circles.h5`` is missing or damaged.
    """
    return load_points("circles.h5", 300, 100, is_plot)
