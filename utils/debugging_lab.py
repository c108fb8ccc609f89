"""What the debugging notebook takes as given: shapes, data, figures, the optimizer.

The network has its biases in the first column of each weight matrix. Examples are ROWS here:
X is (m, 3), as in most code that is written this way, and unlike the other notebooks.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap
from scipy.optimize import minimize

SHAPES = ((5, 4), (3, 6))
"""theta1: 3 inputs and a bias to 5 hidden units. theta2: 5 hidden units and a bias to 3 outputs."""
SPLIT = 5 * 4
"""Index in the vector of all parameters at which theta2 begins."""
SIZE = SPLIT + 3 * 6
CLAIMED, MEASURED, WRONG = "tab:blue", "tab:orange", "tab:red"

CostAndGradient = Callable[[np.ndarray, np.ndarray, np.ndarray, float], tuple[float, np.ndarray]]


def to_vector(theta1: np.ndarray, theta2: np.ndarray) -> np.ndarray:
    """Unroll two matrices into one vector, row by row.

    Parameters
    ----------
    theta1 : array (5, 4). theta2 : array (3, 6). Weights, or their gradients.

    Returns
    -------
    Array (38,).

    Raises
    ------
    ValueError
        If a matrix has another shape: the vector would be read back in the wrong places.
    """
    for name, matrix, shape in zip(("theta1", "theta2"), (theta1, theta2), SHAPES):
        if np.shape(matrix) != shape:
            raise ValueError(f"{name} should have the shape {shape}, not {np.shape(matrix)}")
    return np.concatenate([np.ravel(theta1), np.ravel(theta2)])


def to_matrices(theta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Roll a vector of 38 up again.

    Parameters
    ----------
    theta : array (38,), as :func:`to_vector` makes it.

    Returns
    -------
    theta1 : array (5, 4). theta2 : array (3, 6). Copies: what is done to them leaves theta alone.

    Raises
    ------
    ValueError
        If there are not 38 numbers.
    """
    theta = np.ravel(theta)
    if theta.size != SIZE:
        raise ValueError(f"theta should hold {SIZE} numbers, not {theta.size}")
    first, second = SHAPES
    return theta[:SPLIT].reshape(first).copy(), theta[SPLIT:].reshape(second).copy()


def entry_names() -> list[str]:
    """Return the 38 names, ``"theta1[0, 0]"`` and so on, in the order of the vector."""
    return [
        f"theta{number}[{row}, {column}]"
        for number, (rows, columns) in enumerate(SHAPES, start=1)
        for row in range(rows)
        for column in range(columns)
    ]


def debug_case() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return five examples and some weights to check a gradient with.

    Drawn once and for all, so that everybody sees the same figures. Small on purpose: a check
    needs 76 costs, and what is wrong for five examples is wrong for five thousand.

    Returns
    -------
    theta : array (38,). X : array (5, 3). labels : array (5,) of 0, 1 and 2.
    """
    generator = np.random.default_rng(3)
    X = generator.standard_normal((5, 3))
    return 0.5 * generator.standard_normal(SIZE), X, np.arange(5) % 3


def three_spirals(m: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw points on three arms of a spiral, one arm for each class.

    Parameters
    ----------
    m : how many points. seed : of the generator.

    Returns
    -------
    X : array (m, 3). The first two columns are where the point lies, the third is only noise.
    labels : array (m,) of 0, 1 and 2, as many of each as can be.
    """
    generator = np.random.default_rng(seed)
    labels = np.arange(m) % 3
    radius = generator.uniform(0.3, 2, m)
    angle = 2 * np.pi / 3 * labels + 1.2 * (radius - 1) + 0.18 * generator.standard_normal(m)
    noise = 0.5 * generator.standard_normal(m)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle), noise]), labels


def print_columns(claimed: np.ndarray, measured: np.ndarray) -> None:
    """Print two gradients side by side, theta1 in the left half and theta2 in the right.

    Parameters
    ----------
    claimed : array (38,), what the backward pass says. measured : array (38,), numerical slopes.
    """
    names = entry_names()
    rows = [f"{name:13}{a:10.5f}{b:10.5f}" for name, a, b in zip(names, claimed, measured)]
    head = f"{'':13}{'claimed':>10}{'measured':>10}"
    print(f"{head}      {head}")
    right = [*rows[SPLIT:], *[""] * (2 * SPLIT - SIZE)]
    for left_row, right_row in zip(rows[:SPLIT], right):
        print(f"{left_row}      {right_row}".rstrip())


def plot_columns(claimed: np.ndarray, measured: np.ndarray) -> None:
    """Draw two gradients: bars for what is claimed, dots for what is measured.

    Parameters
    ----------
    claimed, measured : as for :func:`print_columns`. A dot at the end of its bar agrees with it.
    """
    parts = [slice(0, SPLIT), slice(SPLIT, SIZE)]
    figure, panels = plt.subplots(2, 1, figsize=(9, 5.6), layout="constrained")
    for number, (panel, part, shape) in enumerate(zip(panels, parts, SHAPES), start=1):
        places = np.arange(part.stop - part.start)
        panel.bar(places, claimed[part], color=CLAIMED, alpha=0.55, label="claimed")
        panel.plot(places, measured[part], "o", color=MEASURED, ms=6, label="measured")
        panel.axhline(0, color="0.3", lw=0.8)
        panel.set_xticks(places, [f"{i},{j}" for i, j in np.ndindex(shape)], fontsize=8)
        panel.set_title(f"theta{number}: row, column", fontsize=10, loc="left")
        panel.margins(x=0.01)
    panels[0].legend(loc="upper right", fontsize=9)
    figure.supylabel("slope of the cost", fontsize=10)
    plt.show()


@dataclass
class Run:
    """What the optimizer did.

    Attributes
    ----------
    theta : array (38,), where it ended. message : its last words.
    converged : whether it says that it arrived. steps : how many it took.
    costs : every cost it asked for, those of steps that it did not take included.
    """

    theta: np.ndarray
    message: str = ""
    converged: bool = False
    steps: int = 0
    costs: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.steps} steps, {len(self.costs)} costs asked for, "
            f"from {self.costs[0]:.4f} down to {min(self.costs):.4f}\n"
            f'The optimizer says: "{self.message}"'
        )


def train(
    cost_and_gradient: CostAndGradient,
    X: np.ndarray,
    labels: np.ndarray,
    lambd: float,
    seed: int = 0,
) -> Run:
    """Minimize the cost by conjugate gradients.

    Parameters
    ----------
    cost_and_gradient : function (theta, X, labels, lambd) -> (cost, gradient).
    X : array (m, 3). labels : array (m,) of 0, 1 and 2. lambd : strength of the regularization.
    seed : of the weights that it starts from.

    Notes
    -----
    ``jac=True`` tells scipy that the function returns the gradient beside the cost. The scheme is
    the one of Nocedal and Wright, "Numerical Optimization", 2nd edition, section 5.2. Each step
    goes along a line; how far is found by asking for costs until the slope there fits. If cost and
    gradient contradict each other, no length of step ever fits.
    """
    run = Run(0.5 * np.random.default_rng(seed).standard_normal(SIZE))

    def noted(theta: np.ndarray) -> tuple[float, np.ndarray]:
        cost, gradient = cost_and_gradient(theta, X, labels, lambd)
        run.costs.append(float(cost))
        return cost, gradient

    # A step that is far too long may saturate an output; its cost is infinite, and it is not taken.
    with np.errstate(all="ignore"):
        result = minimize(noted, run.theta, method="CG", jac=True)
    run.theta, run.message = result.x, str(result.message)
    run.converged, run.steps = bool(result.success), int(result.nit)
    return run


def plot_before_and_after(before: Run, after: Run) -> None:
    """Draw how two runs fared, and what the first one saw before it gave up.

    Parameters
    ----------
    before : a run that took no step. after : one that did.
    """
    _, (left, right) = plt.subplots(1, 2, figsize=(10, 3.8), layout="constrained")
    for name, run, color in [("as handed out", before, WRONG), ("mended", after, CLAIMED)]:
        lowest = np.fmin.accumulate(run.costs)
        left.semilogy(lowest, color=color, lw=2, label=f"{name}: {run.steps} steps")
    left.set(xlabel="costs asked for", ylabel="lowest cost so far")
    left.legend(fontsize=9)
    above = np.array(before.costs) - before.costs[0]
    right.semilogy(np.where(above > 0, above, np.nan), "o", color=WRONG, ms=4)
    right.set(xlabel="costs asked for", ylabel="above the cost at the start")
    right.set_title("as handed out: what every trial brought", fontsize=10)
    for panel in (left, right):
        panel.grid(alpha=0.3)
    plt.show()


def plot_regions(
    predictors: dict[str, Callable[[np.ndarray], np.ndarray]], X: np.ndarray, labels: np.ndarray
) -> None:
    """Draw points over the regions that each predictor gives to the three classes.

    Parameters
    ----------
    predictors : functions from examples (m, 3) to labels (m,), by name. The regions are those of
        points whose third feature is 0.
    X : array (m, 3). labels : array (m,), the true ones; a cross marks an example that is missed.
    """
    colors = plt.get_cmap("Set2").colors[:3]
    edge, count = 2.4, 80
    across, up = np.meshgrid(*2 * [np.linspace(-edge, edge, count)])
    grid = np.column_stack([across.ravel(), up.ravel(), np.zeros(across.size)])
    _, panels = plt.subplots(
        1, len(predictors), figsize=(5 * len(predictors), 4.6), layout="constrained", squeeze=False
    )
    for panel, (name, predict) in zip(panels[0], predictors.items()):
        regions = np.reshape(predict(grid), across.shape)
        options = {"cmap": ListedColormap(colors), "vmin": 0, "vmax": 2, "alpha": 0.4}
        panel.imshow(regions, origin="lower", extent=2 * (-edge, edge), **options)
        missed = np.asarray(predict(X)) != labels
        for label, color in enumerate(colors):
            chosen = labels == label
            panel.scatter(*X[chosen, :2].T, color=color, edgecolor="0.25", s=26, label=str(label))
        panel.plot(*X[missed, :2].T, "x", color="black", ms=4, mew=0.8)
        panel.set_title(f"{name}: {np.mean(~missed):.1%} right", fontsize=10)
        panel.set(xlabel="feature 1", ylabel="feature 2")
    panels[0][0].legend(title="class", fontsize=8, loc="lower left")
    plt.show()


def lines_of_python(function: Callable, *arguments: Any) -> int:
    """Count the lines of Python that a call runs, those of the functions it calls included.

    A loop, a comprehension or ``np.vectorize`` runs lines for every item that it visits; one
    operation on a whole array is one line, however long the array is. Unlike a time, the count is
    the same on every machine.

    Parameters
    ----------
    function : what to call. *arguments : what to call it with. One that is carried out elsewhere
        may count there, in a method ``__lines_of_python__(*arguments)``.
    """
    if hasattr(function, "__lines_of_python__"):
        return function.__lines_of_python__(*arguments)
    lines = 0

    def trace(frame: Any, event: str, value: Any) -> Callable:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(*arguments)
    finally:
        sys.settrace(before)
    return lines
