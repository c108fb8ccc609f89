"""A network as a chain of layers: a cost whose numerical gradient has a shortcut.

LINEAR → activation, repeated, with a sigmoid and cross-entropy at the end; with L2 regularization
and frozen dropout masks if wanted. To :func:`gradcheck.check_gradients` a :class:`Chain` is a cost
like any other, one that is asked for three things more: the full numerical gradient, for which it
recomputes only what a perturbation touches; by how much rounding alone may spoil a right gradient;
and a diagnosis of wrong ones.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from derivatives import STEP, Parameters, relative_error
from network import sigmoid
from progress import progress

if TYPE_CHECKING:
    from chain_diagnosis import Diagnosis


def relu(Z: np.ndarray) -> np.ndarray:
    """Return max(0, Z), judging complex numbers by their real part."""
    return Z * (Z.real > 0)


ACTIVATIONS: dict[str, Callable] = {"relu": relu, "tanh": np.tanh, "sigmoid": sigmoid}
SLOPES_OF_A: dict[str, Callable] = {
    "relu": lambda Z, A: Z > 0,
    "tanh": lambda Z, A: 1 - A**2,
    "sigmoid": lambda Z, A: A * (1 - A),
}
"""The slope of each activation as it is usually written."""
SLOPES_OF_Z: dict[str, Callable] = {
    "relu": lambda Z, A: Z > 0,
    "tanh": lambda Z, A: 1 / np.cosh(Z) ** 2,
    "sigmoid": lambda Z, A: sigmoid(Z) * sigmoid(-Z),
}
"""The same, with all digits where the activation is saturated."""
CHUNK = 500_000
"""Numbers per array when many perturbations go through a layer at once: 8 MB of complex ones."""


@dataclass(frozen=True)
class Pass:
    """What a forward pass computed; lists begin with the input layer.

    ``Z[l]``, ``H[l]`` and ``A[l]``, of shape (n_l, m), belong to layer l: H is the activation of
    Z, and A is H after dropout. ``Z[0]`` and ``H[0]`` are X too, like ``A[0]``.
    """

    cost: float
    Z: list[np.ndarray]
    H: list[np.ndarray]
    A: list[np.ndarray]


class Chain:
    """The cost of a network, as a function of its parameters.

    Parameters
    ----------
    X : array (n_0, m), one example per column.
    Y : array (n_L, m) or, for one output, (m,): the labels, from 0 to 1.
    activation : of the hidden layers: "relu", "tanh" or "sigmoid".
    lambd : strength λ of the L2 term, λ / (2m) times the sum of all squared weights.
    masks : dropout masks, {layer: array (n_l, m) of zeros and ones}, frozen.
    keep_prob : with which hidden activations were kept; those that were are divided by it.

    Examples
    --------
    >>> X, Y = np.array([[1.0, -2.0]]), np.array([[1, 0]])
    >>> chain = Chain(X, Y)
    >>> round(float(chain({"W1": np.array([[0.5]]), "b1": np.array([[0.0]])})), 4)
    0.3937

    Notes
    -----
    The cross-entropy is computed from Z, not from A: log(1 + exp(-z)) loses no digits where an
    output is saturated, and stays finite where log(1 - A) is not.
    """

    def __init__(
        self,
        X: np.ndarray,
        Y: np.ndarray,
        activation: str = "relu",
        lambd: float = 0.0,
        masks: Mapping[int, np.ndarray] | None = None,
        keep_prob: float = 1.0,
    ) -> None:
        if activation not in ACTIVATIONS:
            raise ValueError(f"{activation!r} is not one of {', '.join(ACTIVATIONS)}")
        self.X = np.asarray(X, float)
        self.m = self.X.shape[1]
        self.Y = np.reshape(np.asarray(Y, float), (-1, self.m))
        self.activation, self.lambd = activation, lambd
        self.masks, self.keep_prob = dict(masks or {}), keep_prob

    def __call__(self, parameters: Parameters) -> float:
        """Return the cost of ``{"W1": (n1, n0), "b1": (n1, 1), "W2": ...}``, real or complex."""
        return self._cost(parameters, self._linear(parameters)[0][-1])

    def forward(self, parameters: Parameters) -> Pass:
        """Return the cost and what was computed on the way to it."""
        Z, H, A = self._linear(parameters)
        H.append(sigmoid(Z[-1]))
        A.append(H[-1])
        return Pass(self._cost(parameters, Z[-1]), Z, H, A)

    def _linear(self, parameters: Parameters) -> tuple[list, list, list]:
        """Return Z of all layers, and H and A of all but the last."""
        Z, H, A = [self.X], [self.X], [self.X]
        layers = count_layers(parameters)
        for layer in range(1, layers + 1):
            Z.append(parameters[f"W{layer}"] @ A[-1] + parameters[f"b{layer}"])
            if layer < layers:
                H.append(ACTIVATIONS[self.activation](Z[-1]))
                A.append(H[-1] * self.dropout(layer) if layer in self.masks else H[-1])
        return Z, H, A

    def _cost(self, parameters: Parameters, Z: np.ndarray) -> float:
        cost = np.sum(self._entropy(Z))
        if self.lambd:
            layers = range(1, count_layers(parameters) + 1)
            cost += self.lambd / 2 * sum(np.sum(parameters[f"W{k}"] ** 2) for k in layers)
        return cost / self.m

    def dropout(self, layer: int) -> np.ndarray | float:
        """Return what the activations of a layer are multiplied by: mask / keep_prob, or 1."""
        return self.masks[layer] / self.keep_prob if layer in self.masks else 1.0

    def _entropy(self, Z: np.ndarray) -> np.ndarray:
        # Y log(1 + e^-z) + (1 - Y) log(1 + e^z), the exponent never positive
        positive = Z.real > 0
        return np.log1p(np.exp(Z - 2 * (Z * positive))) + (Z * positive - self.Y * Z)

    def numerical_gradient(
        self, parameters: Parameters, blocks: Iterable[str]
    ) -> dict[str, np.ndarray]:
        """Differentiate by every parameter of the named blocks, with complex steps.

        A step in row i of W_l or b_l moves row i of Z_l, and nothing before it: many such steps
        go together through the layers that follow, as far as they are touched.
        """
        here = self.forward(parameters)
        blocks = list(blocks)
        gradient = {name: np.empty(parameters[name].shape) for name in blocks}
        work = [(name, row) for name in blocks for row in range(len(parameters[name]))]
        for name, row in progress(work, "differentiating", len(work)):
            layer = int(name[1:])
            inputs = here.A[layer - 1] if name[0] == "W" else np.ones((1, self.m))
            slopes = self._slopes_of_row(parameters, here, layer, row, inputs)
            gradient[name][row] = np.fromiter(slopes, float, len(inputs))
            if name[0] == "W" and self.lambd:
                gradient[name][row] += self.lambd / self.m * parameters[name][row]
        return gradient

    def _slopes_of_row(
        self, parameters: Parameters, here: Pass, layer: int, row: int, inputs: np.ndarray
    ) -> Iterator[float]:
        """Yield the slope of the entropy for a step in Z_l[row] along each row of ``inputs``."""
        last = len(here.Z) - 1
        widest = max(len(Z) for Z in here.Z[layer:])
        size = max(1, CHUNK // (widest * self.m))
        for start in range(0, len(inputs), size):
            moved = here.Z[layer][row] + 1j * STEP * inputs[start : start + size]
            if layer < last:
                step = ACTIVATIONS[self.activation](moved).imag[:, None, :]
                if layer in self.masks:
                    step = step * self.dropout(layer)[row]
                Z = here.Z[layer + 1] + 1j * (parameters[f"W{layer + 1}"][:, [row]] * step)
                for after in range(layer + 1, last):
                    A = ACTIVATIONS[self.activation](Z) * self.dropout(after)
                    Z = parameters[f"W{after + 1}"] @ A + parameters[f"b{after + 1}"]
            else:
                Z = np.repeat(here.Z[layer][None].astype(complex), len(moved), axis=0)
                Z[:, row] = moved
            yield from np.sum(self._entropy(Z), axis=(1, 2)).imag / (STEP * self.m)

    def rounding(self, parameters: Parameters) -> dict[str, float]:
        """Return the relative error that rounding alone makes in the gradient of each block.

        A − Y and 1 − A² lose digits where A is saturated, in the best of backward passes. The cost
        from Z does not; so this is by how much a right gradient may differ from it.
        """
        here = self.forward(parameters)
        Z, Y = here.Z[-1], self.Y
        if self.activation == "relu" and np.abs(here.A[-1] - Y).min() > 1e-6:
            return dict.fromkeys(parameters, 0.0)  # nothing is near saturation
        exact = np.where(Y > 0.5, (1 - Y) - sigmoid(-Z), sigmoid(Z) - Y)
        careful = self._backward(parameters, here, exact, SLOPES_OF_Z[self.activation])
        usual = self._backward(parameters, here, here.A[-1] - Y, SLOPES_OF_A[self.activation])
        return {name: relative_error(usual[name], careful[name]) for name in parameters}

    def _backward(
        self, parameters: Parameters, here: Pass, dZ: np.ndarray, slope: Callable
    ) -> dict[str, np.ndarray]:
        gradient = {}
        for layer in range(len(here.Z) - 1, 0, -1):
            W = parameters[f"W{layer}"]
            gradient[f"W{layer}"] = (dZ @ here.A[layer - 1].T + self.lambd * W) / self.m
            gradient[f"b{layer}"] = dZ.sum(axis=1, keepdims=True) / self.m
            if layer > 1:
                below = layer - 1
                dZ = (W.T @ dZ) * self.dropout(below) * slope(here.Z[below], here.H[below])
        return gradient

    def diagnose(
        self,
        parameters: Sequence[Parameters],
        answers: Sequence[Mapping[str, object]],
        wrong: Iterable[str],
    ) -> "Diagnosis":
        """Say which quantity of a wrong answer is the first wrong one, and why each is wrong.

        Parameters
        ----------
        parameters : at several points. answers : what the function under test returned there.
        wrong : the parameters whose gradient disagrees with the cost.

        Returns
        -------
        A :class:`chain_diagnosis.Diagnosis`.
        """
        # Here, because that module needs this one.
        from chain_diagnosis import diagnose

        return diagnose(self, parameters, answers, wrong)


def count_layers(parameters: Parameters) -> int:
    """Return L for a dictionary with W1, b1, ..., WL, bL.

    Raises
    ------
    ValueError
        If it holds anything else, or lacks one of them.
    """
    layers = len(parameters) // 2
    known = all(f"W{k}" in parameters and f"b{k}" in parameters for k in range(1, layers + 1))
    if not layers or not known or len(parameters) > 2 * layers:
        raise ValueError(f"a chain has parameters W1, b1, W2, ...; these are {sorted(parameters)}")
    return layers
