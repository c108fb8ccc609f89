"""Mistakes in a backward pass, each as the array that it leads to.

One function per kind of quantity. Each yields pairs of a cause and the array that the mistake
would make of the student's *own* quantities before it, at one check point. Multiples and
additional terms are not listed: they are fitted, see :mod:`chain_factors`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from chain import SLOPES_OF_A, Chain, Pass
from derivatives import Parameters
from gradcheck_causes import Cause

Mistakes = Iterator[tuple[Cause, np.ndarray]]


@dataclass
class Here:
    """One check point: the chain, its parameters, and what its forward pass computed there."""

    chain: Chain
    parameters: Parameters
    forward: Pass

    @property
    def last(self) -> int:
        """Return the number of layers."""
        return len(self.forward.Z) - 1

    def weights(self, layer: int) -> np.ndarray:
        """Return W of a layer."""
        return self.parameters[f"W{layer}"]

    def bend(self, layer: int) -> np.ndarray:
        """Return the slope of the hidden activation at Z of a layer; for ReLU, its mask."""
        slope = SLOPES_OF_A[self.chain.activation]
        return 1.0 * slope(self.forward.Z[layer], self.forward.H[layer])

    def ridge(self, layer: int) -> np.ndarray:
        """Return λ/m · W."""
        return self.chain.lambd / self.chain.m * self.weights(layer)


def of_output(here: Here, divisor: float) -> Mistakes:
    """Mistakes in dZ of the last layer, whose right value is (A − Y) / divisor."""
    A, Y = here.forward.A[-1], here.chain.Y
    yield Cause("Y missing", "is A itself: Y is not subtracted"), A / divisor
    extra = "has the slope of the sigmoid, A (1 − A), as a factor too many"
    yield Cause("sigmoid slope", extra), (A - Y) * A * (1 - A) / divisor
    with np.errstate(all="ignore"):
        before = -Y / A + (1 - Y) / (1 - A)
    yield Cause("before sigmoid", "is dA: the slope of the sigmoid is missing"), before / divisor


def of_dA(
    here: Here, layer: int, dZ_next: np.ndarray, dA_next: np.ndarray | None = None
) -> Mistakes:
    """Mistakes in dA of a hidden layer, whose right value is W.T @ dZ of the next, dropped out."""
    next_layer, W = layer + 1, here.weights(layer + 1)
    back, factor = W.T @ dZ_next, here.chain.dropout(layer)
    if dA_next is not None:
        words = f"is made from dA{next_layer}, not from dZ{next_layer}"
        yield Cause("step left out", words), W.T @ dA_next * factor
    if here.chain.activation == "relu":
        words = f"is masked by the ReLU already, as if dZ{layer} were written into the same array"
        yield Cause("masked early", words), back * factor * here.bend(layer)
    if layer in here.chain.masks:
        D, keep_prob = np.asarray(here.chain.masks[layer], float), here.chain.keep_prob
        yield Cause("no dropout", "is not masked by dropout, nor divided by keep_prob"), back
        yield Cause("no dropout mask", "is not masked by dropout"), back / keep_prob
        yield Cause("keep_prob", "is masked by dropout, but not divided by keep_prob"), back * D
        times = "is multiplied by keep_prob instead of divided"
        yield Cause("keep_prob", times), back * D * keep_prob
        twice = "is divided by keep_prob twice"
        yield Cause("keep_prob", twice), back * D / keep_prob**2
        inverted = "is masked by the units that dropout keeps, not by those that it drops"
        yield Cause("inverted dropout", inverted), back * (1 - D) / keep_prob
        alone = f"is D{layer} alone, without W{next_layer}.T @ dZ{next_layer}"
        yield Cause("mask alone", alone), D
        yield Cause("mask alone", f"{alone}, divided by keep_prob"), D / keep_prob
        by_A = f"is multiplied by A{layer}, not masked by dropout"
        yield Cause("A for dropout", by_A), back * here.forward.A[layer] / keep_prob
        yield (
            Cause("A for dropout", f"{by_A}, nor divided by keep_prob"),
            back * here.forward.A[layer],
        )
        for other, mask in here.chain.masks.items():
            if other != layer and np.shape(mask) == D.shape:
                words = f"is masked by the dropout of layer {other}"
                yield Cause("wrong dropout", words), back * mask / keep_prob
    if W.shape[0] == W.shape[1]:
        yield Cause("transposed", f"uses W{next_layer}, not its transpose"), W @ dZ_next * factor
    for other in range(1, here.last + 1):
        if other != next_layer and here.weights(other).shape == W.shape:
            words = f"uses W{other} in place of W{next_layer}"
            yield Cause("wrong weights", words), here.weights(other).T @ dZ_next * factor


def of_dZ(here: Here, layer: int, dA: np.ndarray) -> Mistakes:
    """Mistakes in dZ of a hidden layer, whose right value is dA times the activation's slope."""
    Z, name = here.forward.Z[layer], here.chain.activation
    slope = "masked by the ReLU" if name == "relu" else f"multiplied by the slope of the {name}"
    yield Cause("no mask", f"is not {slope} of layer {layer}"), dA
    for other in range(1, here.last):
        bend = here.bend(other)
        if other != layer and bend.shape[0] in (1, dA.shape[0]):
            words = f"is {slope} of layer {other}, not {layer}"
            yield Cause("wrong mask", words), dA * bend
    if name == "relu":
        yield Cause("inverted mask", "is masked the wrong way round"), dA * (Z <= 0)
        yield (
            Cause("A for mask", f"is multiplied by A{layer}, not by A{layer} > 0"),
            dA * here.forward.H[layer],
        )
        yield Cause("Z for mask", f"is multiplied by Z{layer}, not by Z{layer} > 0"), dA * Z
        yield Cause("mask of dA", f"is masked where dA{layer} > 0, not Z{layer} > 0"), dA * (dA > 0)
    else:
        yield Cause("ReLU mask", f"has the mask of a ReLU, but this is {name}"), dA * (Z > 0)
    if name == "tanh":
        yield Cause("Z for A", f"uses 1 − Z{layer}² in place of 1 − A{layer}²"), dA * (1 - Z**2)
        yield (
            Cause("no square", f"uses 1 − A{layer} in place of 1 − A{layer}²"),
            (dA * (1 - np.tanh(Z))),
        )


def of_dW(here: Here, layer: int, dZ: np.ndarray, divisor: float) -> Mistakes:
    """Mistakes in dW, whose right value is dZ @ A.T / divisor + λ/m · W."""
    inputs, ridge, m = here.forward.A[layer - 1], here.ridge(layer), here.chain.m
    right = dZ @ inputs.T / divisor + ridge
    if right.shape[0] == right.shape[1]:
        yield Cause("transposed", "is transposed"), right.T
    yield from _one_example(dZ, inputs, ridge, divisor, m)
    others = {f"A{k}": A for k, A in enumerate(here.forward.A) if k != layer - 1}
    others |= {f"Z{k}": Z for k, Z in enumerate(here.forward.Z) if k}
    if layer - 1 in here.chain.masks:
        others[f"A{layer - 1} before dropout"] = here.forward.H[layer - 1]
    for name, other in others.items():
        right_name = f"A{layer - 1}" if layer > 1 else "X"
        words = f"uses {name.replace('A0', 'X')} in place of {right_name}"
        product = dZ @ other.T / divisor
        # That of another layer has another shape, to which no term of W can be added.
        yield (
            Cause("wrong input", words),
            product + ridge if product.shape == right.shape else product,
        )
    for name, other in ((f"Z{layer}", here.forward.Z[layer]), (f"A{layer}", here.forward.A[layer])):
        words = f"is made from {name}, not from dZ{layer}"
        yield Cause("wrong slopes", words), other @ inputs.T / divisor + ridge
    yield Cause("weights", f"is W{layer} itself"), here.weights(layer)
    for other in range(1, here.last + 1):
        if other != layer and here.weights(other).shape == right.shape and here.chain.lambd:
            words = f"has the L2 term of W{other} in place of that of W{layer}"
            yield Cause("wrong L2 term", words), right - ridge + here.ridge(other)


def of_term(W: np.ndarray) -> dict[str, np.ndarray]:
    """Return what is put in place of W in an L2 term: its name, and the array to be multiplied."""
    return {
        "1": np.ones(W.shape),
        "W²": W**2,
        "|W|": np.abs(W),
        "sign(W)": np.sign(W),
        "sum(W)": np.full(W.shape, W.sum()),
        "sum(W²)": np.full(W.shape, np.sum(W**2)),
    }


def of_db(here: Here, layer: int, dZ: np.ndarray, divisor: float) -> Mistakes:
    """Mistakes in db, whose right value is the sum of dZ over the examples, / divisor."""
    m = here.chain.m
    right = dZ.sum(axis=1, keepdims=True) / divisor
    yield Cause("keepdims", "has lost a dimension: sum with keepdims=True"), right[:, 0]
    yield Cause("transposed", "is transposed"), right.T
    yield from _one_example(dZ, np.ones((1, m)), 0.0, divisor, m)
    for over, total in (
        ("axis 0, the units, instead of axis 1, the examples", dZ.sum(axis=0, keepdims=True)),
        ("axis 0, the units, instead of axis 1, the examples", dZ.sum(axis=0)),
        ("axis 0, the units, instead of axis 1, the examples", dZ.sum(axis=0)[:, None]),
        ("both axes", np.full(right.shape, dZ.sum())),
        ("both axes", dZ.sum()),
        ("both axes", dZ.sum(keepdims=True)),
    ):
        yield Cause("wrong axis", f"is summed over {over}"), total / divisor
    yield Cause("not summed", "is not summed over the examples"), dZ / divisor
    yield Cause("not summed", "is not summed over the examples, nor divided by m"), dZ


def _one_example(
    dZ: np.ndarray, inputs: np.ndarray, ridge: np.ndarray | float, divisor: float, m: int
) -> Mistakes:
    if m == 1:
        return
    for example in {*range(min(m, 20)), m - 1}:
        one = dZ[:, [example]] @ inputs[:, [example]].T
        words = f"counts example {example} only" + (", the last" if example == m - 1 else "")
        yield Cause("one example", words), one / divisor + ridge
        if divisor != 1:
            yield Cause("one example", f"{words}, and is not divided by m"), one + ridge
