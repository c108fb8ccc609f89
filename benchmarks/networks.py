"""Random networks with right and wrong gradients, to try gradient checkers on.

Written apart from `utils/chain.py` and from the hidden tests, in the plain style of a student: the
cost takes log(A) and log(1 - A), and loses digits or becomes infinite where an output saturates.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np

Arrays = dict[str, np.ndarray]

WEIGHTS = {  # standard deviation of W for a given fan-in, and of b
    "standard normal": (lambda n: 1.0, 1.0),
    "He, zero biases": (lambda n: np.sqrt(2 / n), 0.0),
    "He with biases": (lambda n: np.sqrt(2 / n), 0.1),
    "small weights": (lambda n: 0.01, 0.01),
    "small, zero biases": (lambda n: 0.01, 0.0),
    "trained": (lambda n: np.sqrt(2 / n), 0.0),
    "inputs 0 to 255": (lambda n: np.sqrt(2 / n), 0.0),
    "3 x normal": (lambda n: 3.0, 3.0),
    "five layers at 0.01": (lambda n: 0.01, 0.01),
}
REGIMES = tuple(WEIGHTS)


def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + exp(-z)), overflow and all."""
    return 1 / (1 + np.exp(-z))


ACTIVATIONS: dict[str, tuple[Callable, Callable]] = {
    "relu": (lambda z: z * (z.real > 0), lambda z, a: (z > 0) * 1.0),
    "tanh": (np.tanh, lambda z, a: 1 - a * a),
    "sigmoid": (sigmoid, lambda z, a: a * (1 - a)),
}


@dataclass
class Network:
    """X, Y and everything else that a cost needs besides the parameters."""

    X: np.ndarray
    Y: np.ndarray
    dims: tuple[int, ...]
    activation: str = "relu"
    lambd: float = 0.0
    masks: Mapping[int, np.ndarray] = field(default_factory=dict)
    keep_prob: float = 1.0

    @property
    def last(self) -> int:
        """Return the number of layers."""
        return len(self.dims) - 1

    @property
    def m(self) -> int:
        """Return the number of examples."""
        return self.X.shape[1]

    def forward(self, parameters: Mapping[str, np.ndarray]) -> tuple[list, list, list]:
        """Return Z, H (before dropout) and A, each by layer, beginning with X."""
        Z, H, A = [self.X], [self.X], [self.X]
        for layer in range(1, self.last + 1):
            act = ACTIVATIONS[self.activation][0] if layer < self.last else sigmoid
            Z.append(parameters[f"W{layer}"] @ A[-1] + parameters[f"b{layer}"])
            H.append(act(Z[-1]))
            A.append(H[-1] * self.dropout(layer))
        return Z, H, A

    def dropout(self, layer: int) -> np.ndarray | float:
        """Return mask / keep_prob, or 1."""
        return self.masks[layer] / self.keep_prob if layer in self.masks else 1.0

    def cost(self, parameters: Mapping[str, np.ndarray]) -> float:
        """Return the cross-entropy with its L2 term."""
        A = self.forward(parameters)[2][-1]
        cost = np.sum(-np.log(A) * self.Y - np.log(1 - A) * (1 - self.Y)) / self.m
        if self.lambd:
            squares = (np.sum(parameters[f"W{k}"] ** 2) for k in range(1, self.last + 1))
            cost = cost + self.lambd / (2 * self.m) * sum(squares)
        return cost

    def gradients(self, parameters: Mapping[str, np.ndarray], bug: "Bug | None" = None) -> Arrays:
        """Return dZ, dA, dW and db of all layers; a bug in dZ or dA spoils what follows from it."""
        Z, H, A = self.forward(parameters)
        g: Arrays = {}

        def put(key: str, value: np.ndarray) -> np.ndarray:
            is_bugged = bug is not None and bug.quantity == key
            g[key] = bug.change(self, parameters, (Z, H, A), g, value) if is_bugged else value
            return g[key]

        dZ = put(f"dZ{self.last}", A[-1] - self.Y)
        for layer in range(self.last, 0, -1):
            W = parameters[f"W{layer}"]
            put(f"dW{layer}", dZ @ A[layer - 1].T / self.m + self.lambd / self.m * W)
            put(f"db{layer}", dZ.sum(axis=1, keepdims=True) / self.m)
            if layer > 1:
                dA = put(f"dA{layer - 1}", W.T @ dZ * self.dropout(layer - 1))
                bend = ACTIVATIONS[self.activation][1](Z[layer - 1], H[layer - 1])
                dZ = put(f"dZ{layer - 1}", dA * bend)
        return g


class Bug(NamedTuple):
    """A mistake in one quantity, and the kind of cause that a diagnosis must name."""

    name: str
    quantity: str
    kind: str
    change: Callable[[Network, Mapping, tuple, Arrays, np.ndarray], np.ndarray]


def draw(
    rng: np.random.Generator,
    regime: str,
    activation: str = "relu",
    dims: tuple[int, ...] = (4, 5, 3, 1),
    m: int = 3,
    lambd: float = 0.0,
    keep_prob: float = 1.0,
) -> tuple[Network, Arrays]:
    """Return a random network, and parameters drawn as the regime has it."""
    if regime == "five layers at 0.01":
        dims = (4, 5, 5, 5, 3, 1)
    scale, bias = WEIGHTS[regime]
    parameters = {}
    for layer, (n_in, n_out) in enumerate(pairwise(dims), start=1):
        parameters[f"W{layer}"] = rng.standard_normal((n_out, n_in)) * scale(n_in)
        parameters[f"b{layer}"] = rng.standard_normal((n_out, 1)) * bias
    X = rng.standard_normal((dims[0], m))
    if regime == "inputs 0 to 255":
        X = rng.integers(0, 256, X.shape).astype(float)
    Y = rng.integers(0, 2, (1, m)).astype(float)
    masks = {}
    if keep_prob < 1:
        masks = {k: (rng.random((dims[k], m)) < keep_prob) * 1.0 for k in range(1, len(dims) - 1)}
    network = Network(X, Y, dims, activation, lambd, masks, keep_prob)
    if regime == "trained":
        rate = 0.3 / (1 + lambd)  # a strong L2 term would make longer steps diverge
        for _ in range(2000):
            gradients = network.gradients(parameters)
            parameters = {k: p - rate * gradients[f"d{k}"] for k, p in parameters.items()}
    return network, parameters


def bugs(network: Network) -> Iterator[Bug]:
    """Yield every mistake of the list that the network has room for."""
    yield from _multiples(network)
    yield from _chain(network)
    for layer in range(1, network.last + 1):
        yield from _weights(network, layer)
        yield from _biases(network, layer)


def _multiples(network: Network) -> Iterator[Bug]:
    kinds = {-1: "sign"}
    for layer in range(1, network.last + 1):
        for block in (f"dW{layer}", f"db{layer}"):
            for c in (2, 4, 0.5, -1, 1.01, 1.001):
                yield Bug(f"{block} x {c}", block, kinds.get(c, "factor"), _times(c))
        yield Bug(f"dZ{layer} x 2", f"dZ{layer}", "factor", _times(2))


def _times(c: float) -> Callable:
    return lambda net, p, pass_, g, right: c * right


def _chain(network: Network) -> Iterator[Bug]:
    last = network.last
    yield Bug("Y - A", f"dZ{last}", "sign", _times(-1))
    yield Bug(
        "sigmoid slope left in", f"dZ{last}", "sigmoid slope",
        lambda net, p, pass_, g, right: right * pass_[2][-1] * (1 - pass_[2][-1]),
    )  # fmt: skip
    for layer in range(1, last):
        yield Bug(
            f"dZ{layer} without mask", f"dZ{layer}", "no mask",
            lambda net, p, pass_, g, right, k=layer: g[f"dA{k}"],
        )  # fmt: skip
        for other in range(1, last):
            if other != layer and network.dims[other] == network.dims[layer]:
                yield Bug(
                    f"dZ{layer} with mask of {other}", f"dZ{layer}", "wrong mask",
                    lambda net, p, pass_, g, right, k=layer, o=other: g[f"dA{k}"]
                    * ACTIVATIONS[net.activation][1](pass_[0][o], pass_[1][o]),
                )  # fmt: skip
        if layer < last - 1:
            yield Bug(
                f"dA{layer} of dA{layer + 1}", f"dA{layer}", "step left out",
                lambda net, p, pass_, g, right, k=layer: p[f"W{k + 1}"].T @ g[f"dA{k + 1}"]
                * net.dropout(k),
            )  # fmt: skip
        if layer in network.masks:
            yield Bug(
                f"dA{layer} is the mask", f"dA{layer}", "mask alone",
                lambda net, p, pass_, g, right, k=layer: net.masks[k] / net.keep_prob,
            )  # fmt: skip
            yield Bug(
                f"dA{layer} times A{layer}", f"dA{layer}", "A for dropout",
                lambda net, p, pass_, g, right, k=layer: p[f"W{k + 1}"].T @ g[f"dZ{k + 1}"]
                * pass_[2][k] / net.keep_prob,
            )  # fmt: skip
            yield Bug(
                f"dA{layer} without dropout mask", f"dA{layer}", "no dropout mask",
                lambda net, p, pass_, g, right, k=layer: p[f"W{k + 1}"].T @ g[f"dZ{k + 1}"]
                / net.keep_prob,
            )  # fmt: skip
            yield Bug(
                f"dA{layer} without keep_prob", f"dA{layer}", "keep_prob",
                lambda net, p, pass_, g, right: right * net.keep_prob,
            )  # fmt: skip


def _weights(network: Network, layer: int) -> Iterator[Bug]:
    block, dZ, below = f"dW{layer}", f"dZ{layer}", layer - 1

    def ridge(net: Network, p: Mapping) -> np.ndarray:
        return net.lambd / net.m * p[f"W{layer}"]

    if network.m > 1:
        yield Bug(
            f"{block} without 1/m", block, "not averaged",
            lambda net, p, pass_, g, right: (right - ridge(net, p)) * net.m + ridge(net, p),
        )  # fmt: skip
        yield Bug(
            f"{block} of the first example", block, "one example",
            lambda net, p, pass_, g, right: g[dZ][:, :1] @ pass_[2][below][:, :1].T / net.m
            + ridge(net, p),
        )  # fmt: skip
    yield Bug(
        f"{block} of Z{layer}", block, "wrong slopes",
        lambda net, p, pass_, g, right: pass_[0][layer] @ pass_[2][below].T / net.m + ridge(net, p),
    )  # fmt: skip
    if network.dims[layer] == network.dims[below]:
        yield Bug(f"{block} transposed", block, "transposed", lambda *context: context[-1].T)
    if network.lambd:
        for name, kind, factor in (
            ("without L2 term", "no L2 term", -1),
            ("L2 term doubled", "L2 term", 1),
            ("L2 term not divided by m", "L2 term not averaged", network.m - 1),
        ):
            if factor:
                yield Bug(
                    f"{block} {name}", block, kind,
                    lambda net, p, pass_, g, right, c=factor: right + c * ridge(net, p),
                )  # fmt: skip
        yield Bug(
            f"{block} L2 term squared", block, "L2 term",
            lambda net, p, pass_, g, right: right + (p[f"W{layer}"] - 1) * ridge(net, p),
        )  # fmt: skip


def _biases(network: Network, layer: int) -> Iterator[Bug]:
    block, dZ = f"db{layer}", f"dZ{layer}"
    if network.m > 1:
        for name, kind, change in (
            ("without 1/m", "not averaged", lambda d, m: d.sum(axis=1, keepdims=True)),
            ("of the last example", "one example", lambda d, m: d[:, -1:] / m),
            ("not summed", "not summed", lambda d, m: d / m),
        ):
            yield Bug(
                f"{block} {name}", block, kind,
                lambda net, p, pass_, g, right, f=change: f(g[dZ], net.m),
            )  # fmt: skip
    if network.dims[layer] > 1:
        for name, change in (
            ("summed over units", lambda d, m: d.sum(axis=0, keepdims=True) / m),
            ("summed over everything", lambda d, m: np.full((len(d), 1), d.sum() / m)),
        ):
            yield Bug(
                f"{block} {name}", block, "wrong axis",
                lambda net, p, pass_, g, right, f=change: f(g[dZ], net.m),
            )  # fmt: skip
        yield Bug(
            f"{block} without keepdims", block, "keepdims", lambda *context: context[-1][:, 0]
        )
