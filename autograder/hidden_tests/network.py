"""The reference network of the hidden tests: LINEAR→RELU, repeated, then LINEAR→SIGMOID.

Any number of layers, cross-entropy cost, written so that complex numbers pass through: the
numerical gradient of :func:`cost` is what students' backward functions are judged by.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

Parameters = dict[str, np.ndarray]

LARGEST = 1000
"""Elements of any array of a network that a stand-in computes the cost of."""


class Case(NamedTuple):
    """X (n0, m), Y (1, m) or (m,) of zeros and ones, and parameters W1, b1, ..., WL, bL."""

    X: np.ndarray
    Y: np.ndarray
    parameters: Parameters

    def in_order(self, order: np.ndarray) -> "Case":
        """Return the same with its examples in another order."""
        return self._replace(X=self.X[:, order], Y=self.Y[..., order])

    def describe(self) -> str:
        """Return the sizes in words, for a rubric line."""
        sizes = [str(len(self.X))]
        sizes += [str(len(b)) for name, b in self.parameters.items() if name.startswith("b")]
        examples = self.X.shape[1]
        return f"a {'-'.join(sizes)} network with m = {examples} example{'s'[: examples > 1]}"


def expect_small(*arrays: np.ndarray) -> None:
    """Refuse arrays that are no part of a small network.

    Who calls a stand-in may hand over a long row and a long column, and have their product made.

    Raises
    ------
    ValueError
        If one has more than :data:`LARGEST` elements.
    """
    if max(map(np.size, arrays)) > LARGEST:
        raise ValueError(f"in so small a network no array has more than {LARGEST} elements")


def forward(X: np.ndarray, Y: np.ndarray, parameters: Parameters) -> tuple[float, tuple]:
    """Return the cost and the cache of one forward pass.

    Parameters
    ----------
    X : array (n0, m). Y : array (1, m) or (m,). parameters : W1 (n1, n0), b1 (n1, 1), ..., WL, bL.

    Returns
    -------
    cost : the mean cross-entropy; complex where a parameter is.
    cache : the tuple (Z1, A1, W1, b1, Z2, A2, W2, b2, ...), as the notebooks unpack it.
    """
    layers = len(parameters) // 2
    A, cache = X, ()
    for layer in range(1, layers + 1):
        W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
        Z = W @ A + b
        A = np.where(Z.real > 0, Z, 0) if layer < layers else 1 / (1 + np.exp(-Z))
        cache += (Z, A, W, b)
    entropy = -np.log(A) * Y - np.log(1 - A) * (1 - Y)
    return np.sum(entropy) / X.shape[1], cache


def cost(X: np.ndarray, Y: np.ndarray, parameters: Parameters) -> float:
    """Return the cost alone; arguments as for :func:`forward`."""
    return forward(X, Y, parameters)[0]


def backward(X: np.ndarray, Y: np.ndarray, cache: tuple) -> dict[str, np.ndarray]:
    """Return the gradients dZl, dWl, dbl and dAl by the chain rule.

    The convention is the classic one: dZ and dA belong to the sum over the examples, and only dW
    and db are divided by m.

    Parameters
    ----------
    X : array (n0, m). Y : array (1, m) or (m,). cache : from :func:`forward`.
    """
    m, layers = X.shape[1], len(cache) // 4
    gradients = {}
    dZ = cache[-3] - Y
    for layer in range(layers, 0, -1):
        A_previous = cache[4 * (layer - 2) + 1] if layer > 1 else X
        W = cache[4 * (layer - 1) + 2]
        gradients[f"dZ{layer}"] = dZ
        gradients[f"dW{layer}"] = dZ @ A_previous.T / m
        gradients[f"db{layer}"] = dZ.sum(axis=1, keepdims=True) / m
        if layer > 1:
            dA = W.T @ dZ
            gradients[f"dA{layer - 1}"] = dA
            dZ = dA * (A_previous > 0)
    return gradients


def random_case(
    rng: np.random.Generator, layers_dims: Sequence[int], m: int, x_scale: float = 1.0
) -> Case:
    """Draw a case on which right and wrong gradients are easy to tell apart.

    Drawn again until the gradient of every block, and of the very first parameter, is clearly not
    zero, no hidden unit is near its kink, and no output is saturated: what a correct
    function returns there is beyond dispute.

    Parameters
    ----------
    rng : where the numbers come from. layers_dims : units per layer, input first. m : examples.
    x_scale : size of the inputs; a small one makes the gradient of W1 as small beside the others.
    """
    while True:
        parameters = {}
        for layer, (n_in, n_out) in enumerate(pairwise(layers_dims), start=1):
            parameters[f"W{layer}"] = rng.standard_normal((n_out, n_in)) * np.sqrt(2 / n_in)
            parameters[f"b{layer}"] = rng.standard_normal((n_out, 1)) * 0.3
        X = rng.standard_normal((layers_dims[0], m)) * x_scale
        # Both labels occur where there are two examples or more.
        Y = (np.arange(m) + rng.integers(2)) % 2
        case = Case(X, rng.permutation(Y).reshape(1, m), parameters)
        if _is_well_posed(case, smallest={"W1": 1e-2 * x_scale}):
            return case


def _is_well_posed(case: Case, smallest: dict[str, float]) -> bool:
    _, cache = forward(*case)
    gradients = backward(case.X, case.Y, cache)
    output = cache[-3]
    return (
        all(
            np.linalg.norm(gradients[f"d{name}"]) > smallest.get(name, 1e-2)
            for name in case.parameters
        )
        and np.abs(gradients["dW1"][0, 0]) > 0.1 * np.linalg.norm(gradients["dW1"])
        and all(np.abs(Z).min() > 1e-3 for Z in cache[:-4:4])
        and bool(np.abs(output - 0.5).max() < 0.49)
    )


def random_cases(rng: np.random.Generator) -> Iterator[Case]:
    """Yield cases over several layer sizes and numbers of examples, three layers each.

    Parameters
    ----------
    rng : where the numbers come from.
    """
    first = random_case(rng, (4, 5, 3, 1), 3)
    yield first._replace(Y=first.Y.ravel())  # labels come as (m,) too
    for layers_dims, m in [((6, 4, 4, 1), 7), ((2, 3, 2, 1), 2), ((3, 4, 2, 1), 1)]:
        yield random_case(rng, layers_dims, m)
