"""Pictures of two-dimensional data, of a network's decisions about it, and of costs."""

from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap

COLORS = ("tab:red", "tab:blue")
"""Of label 0 and label 1."""
AREAS = ListedColormap(["#f6d5d5", "#d3e3f1"])
"""Paler, of the areas in which a model decides for label 0 and label 1."""
GRID = 300
"""Points per side at which a model is asked for its decision."""


def plot_points(X: np.ndarray, y: np.ndarray, ax: Axes | None = None, title: str = "") -> Axes:
    """Draw the examples as points, coloured by label.

    Parameters
    ----------
    X : array (2, m), one example per column. y : array (1, m) or (m,) of labels, 0 or 1.
    ax : where to draw; the current axes unless told. title : above it.
    """
    ax = ax or plt.gca()
    labels = np.ravel(y)
    for label, color in enumerate(COLORS):
        points = X[:, labels == label]
        ax.plot(*points, "o", color=color, ms=4, mec="white", mew=0.4, label=f"label {label}")
    ax.set(xlabel="$x_1$", ylabel="$x_2$", title=title)
    return ax


def plot_decision_boundary(
    model: Callable[[np.ndarray], np.ndarray],
    X: np.ndarray,
    y: np.ndarray,
    ax: Axes | None = None,
    title: str = "",
) -> Axes:
    """Draw where a model decides for which label, with the examples on top.

    Parameters
    ----------
    model : function that takes points, an array (n, 2) with one per row, and returns n decisions;
        as in ``plot_decision_boundary(lambda x: predict_dec(parameters, x.T), X, Y)``.
    X, y, ax, title : as in :func:`plot_points`.
    """
    ax = ax or plt.gca()
    low, high = X.min(axis=1), X.max(axis=1)
    margin = 0.08 * (high - low)
    axes = [np.linspace(a, b, GRID) for a, b in zip(low - margin, high + margin)]
    x1, x2 = np.meshgrid(*axes)
    decisions = np.reshape(model(np.column_stack([x1.ravel(), x2.ravel()])), x1.shape).astype(float)
    ax.contourf(x1, x2, decisions, levels=[-0.5, 0.5, 1.5], cmap=AREAS)
    if decisions.min() < decisions.max():  # else there is no boundary
        ax.contour(x1, x2, decisions, levels=[0.5], colors="0.35", linewidths=1)
    return plot_points(X, y, ax, title)


def plot_costs(
    costs: Sequence[float], learning_rate: float, every: int = 1000, ax: Axes | None = None
) -> Axes:
    """Draw the costs that a training recorded.

    Parameters
    ----------
    costs : from the first iteration on. learning_rate : for the title.
    every : iterations from one cost to the next. ax : as in :func:`plot_points`.
    """
    ax = ax or plt.gca()
    ax.plot(np.arange(len(costs)) * every, costs)
    ax.set(xlabel="iteration", ylabel="cost", title=f"learning rate {learning_rate:g}")
    return ax
