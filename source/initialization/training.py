"""Gradient descent, fast: with a progress bar, and costs that an interrupt does not lose."""

from collections.abc import Callable, Mapping
from itertools import pairwise

import numpy as np

from progress import progress

Parameters = dict[str, np.ndarray]

EVERY = 1000
"""Iterations from one recorded cost to the next."""


def train(
    X: np.ndarray,
    Y: np.ndarray,
    parameters: Mapping[str, np.ndarray],
    learning_rate: float,
    num_iterations: int,
    print_cost: bool = True,
) -> tuple[Parameters, list[float]]:
    """Train the small network on all examples at once, by plain gradient descent.

    Parameters
    ----------
    X : array (n0, m), one example per column. Y : array (1, m) or (m,) of labels, 0 or 1.
    parameters : where to start, dictionary with W1 (n1, n0), b1 (n1, 1), ...; not changed.
    learning_rate : the length of a step, in multiples of the gradient.
    num_iterations : how many steps. print_cost : whether to print the recorded costs.

    Returns
    -------
    parameters : dictionary like the given one, after the last step.
    costs : the mean cross-entropy before steps 0, 1000, 2000, ... Interrupted (the stop button
        in Jupyter), training returns what it has so far.

    Notes
    -----
    Same formulas as ``forward_propagation``, ``backward_propagation`` and ``update_parameters``,
    but all parameters sit in one vector, each bias is a column of its weight matrix (the inputs
    get a row of ones for it), and every array is made once and used again.
    """
    network = _Network(X, Y, parameters)

    def step(is_recorded: bool) -> float | None:
        network.forward()
        cost = network.cost() if is_recorded else None
        network.backward_and_update(learning_rate)
        return cost

    with np.errstate(over="ignore"):  # exp of a large number, in 1 / (1 + exp): rightly 0
        costs = _repeat(step, num_iterations, print_cost)
    return network.parameters(), costs


def train_with(
    gradients: Callable[[Parameters], tuple[np.ndarray, Mapping[str, np.ndarray]]],
    cost: Callable[[np.ndarray, Parameters], float],
    parameters: Mapping[str, np.ndarray],
    learning_rate: float,
    num_iterations: int,
    print_cost: bool = True,
) -> tuple[Parameters, list[float]]:
    """Train with a forward and backward pass, and a cost, of one's own.

    Parameters
    ----------
    gradients : function of the parameters that returns the outputs A3 (1, m) and the gradients,
        a dictionary with dW1, db1, ... The arrays of the parameters change in place from call to
        call.
    cost : function of these outputs and the parameters. Asked only when a cost is recorded.
    parameters, learning_rate, num_iterations, print_cost : as in :func:`train`.

    Returns
    -------
    parameters, costs : as :func:`train`.
    """
    parameters = {name: np.array(block, float) for name, block in parameters.items()}

    def step(is_recorded: bool) -> float | None:
        A3, grads = gradients(parameters)
        now = cost(A3, parameters) if is_recorded else None
        for name, block in parameters.items():
            block -= learning_rate * grads[f"d{name}"]
        return now

    costs = _repeat(step, num_iterations, print_cost)
    return parameters, costs


def _repeat(
    step: Callable[[bool], float | None], num_iterations: int, print_cost: bool
) -> list[float]:
    costs: list[float] = []
    shown = max(1, num_iterations // (10 * EVERY)) * EVERY  # ten to twenty lines
    iteration = 0
    try:
        for iteration in progress(range(num_iterations), "training", num_iterations):
            cost = step(iteration % EVERY == 0)
            if cost is not None:
                costs.append(cost)
                if print_cost and iteration % shown == 0:
                    print(f"Cost after iteration {iteration}: {cost:.6f}")
    except KeyboardInterrupt:
        print(f"Interrupted after {iteration} of {num_iterations} iterations.")
    return costs


class _Network:
    """The parameters, activations and gradients of a network, in arrays that are used again."""

    def __init__(self, X: np.ndarray, Y: np.ndarray, parameters: Mapping[str, np.ndarray]) -> None:
        n0, self.m = X.shape
        self.Y = np.reshape(Y, (1, self.m)).astype(float)
        dims = [n0]
        dims += [len(block) for name, block in parameters.items() if name.startswith("b")]
        shapes = [(n, before + 1) for before, n in pairwise(dims)]
        self.theta, Wb = _views(shapes)
        self.grad, dWb = _views(shapes)
        for layer, block in enumerate(Wb, start=1):
            block[:, :-1], block[:, -1:] = parameters[f"W{layer}"], parameters[f"b{layer}"]
        # The activations of a layer stand above a row of ones, which the biases are multiplied by.
        A1 = [np.ones((n + 1, self.m)) for n in dims[:-1]]
        A = [with_ones[:-1] for with_ones in A1]
        A[0][:] = X
        self.logits, self.output, last_dZ = (np.empty((dims[-1], self.m)) for _ in range(3))
        dZ = [*map(np.empty_like, A), last_dZ]
        self.Wb, self.last_dZ = Wb, last_dZ
        self.hidden = list(zip(Wb, A1, A[1:]))
        self.last = (Wb[-1], A1[-1])
        self.weight_gradients = [(dZ[k + 1], A1[k].T, dWb[k]) for k in range(len(Wb))]
        self.steps_down = [
            (Wb[k][:, :-1].T, dZ[k + 1], dZ[k], A[k], np.empty(A[k].shape, bool))
            for k in range(len(Wb) - 1, 0, -1)
        ]

    def forward(self) -> None:
        for Wb, below, A in self.hidden:
            np.dot(Wb, below, out=A)
            np.maximum(A, 0, out=A)
        np.dot(*self.last, out=self.logits)
        output = self.output
        np.negative(self.logits, out=output)
        np.exp(output, out=output)
        output += 1
        np.reciprocal(output, out=output)

    def cost(self) -> float:
        """Return the cross-entropy; from the logits, which do not saturate."""
        z = self.logits
        return float(np.sum(np.logaddexp(0, z) - self.Y * z) / self.m)

    def backward_and_update(self, learning_rate: float) -> None:
        np.subtract(self.output, self.Y, out=self.last_dZ)
        for W_T, dZ_above, dZ, A, is_active in self.steps_down:
            np.dot(W_T, dZ_above, out=dZ)
            np.greater(A, 0, out=is_active)
            dZ *= is_active
        for dZ, below_T, dWb in self.weight_gradients:
            np.dot(dZ, below_T, out=dWb)
        self.grad *= learning_rate / self.m
        self.theta -= self.grad

    def parameters(self) -> Parameters:
        """Return copies of the parameters under their usual names."""
        parameters = {}
        for layer, block in enumerate(self.Wb, start=1):
            parameters[f"W{layer}"] = block[:, :-1].copy()
            parameters[f"b{layer}"] = block[:, -1:].copy()
        return parameters


def _views(shapes: list[tuple[int, int]]) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return one vector, and matrices that share its memory."""
    sizes = [rows * columns for rows, columns in shapes]
    vector = np.zeros(sum(sizes))
    parts = np.split(vector, np.cumsum(sizes)[:-1])
    return vector, [part.reshape(shape) for part, shape in zip(parts, shapes)]
