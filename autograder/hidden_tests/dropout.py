"""Networks with dropout: cases with frozen masks, and reading the masks that a student drew."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

import replacing
from autograder.hidden_tests import network
from chain import Chain

CACHE = ("Z1", "D1", "A1", "W1", "b1", "Z2", "D2", "A2", "W2", "b2", "Z3", "A3", "W3", "b3")
"""The classic course's order."""
SIGMAS = 8.0
"""How far a count may be from what is expected, in standard deviations: the few thousand counts of
a hidden test, binomial and a little skew, all stay within but for once in a million."""


class DropoutCase(NamedTuple):
    """A case, its masks {1: (n1, m), 2: (n2, m)} of zeros and ones, and keep_prob."""

    case: network.Case
    masks: dict[int, np.ndarray]
    keep_prob: float

    def chain(self) -> Chain:
        """Return the cost with these masks."""
        return Chain(self.case.X, self.case.Y, masks=self.masks, keep_prob=self.keep_prob)

    def in_order(self, order: np.ndarray) -> "DropoutCase":
        """Return the same with its examples in another order."""
        masks = {layer: mask[:, order] for layer, mask in self.masks.items()}
        return self._replace(case=self.case.in_order(order), masks=masks)

    def arguments(self, case: network.Case, kind: type = float) -> tuple:
        """Return X, Y, the cache of 14 and keep_prob for a case, with these masks; copies.

        ``kind`` is the type of the entries of the masks.
        """
        here = self.chain().forward(case.parameters)
        cache = []
        for name in CACHE:
            letter, layer = name[0], int(name[1])
            if letter in "Wb":
                cache.append(case.parameters[name].copy())
            elif letter == "D":
                cache.append(self.masks[layer].astype(kind))
            else:
                cache.append({"Z": here.Z, "A": here.A}[letter][layer].copy())
        return case.X.copy(), case.Y.copy(), tuple(cache), self.keep_prob


def random_dropout_case(
    rng: np.random.Generator, layers_dims: Sequence[int], m: int, keep_prob: float
) -> DropoutCase:
    """Draw a case in which every mistake about dropout shows.

    Drawn again until, with the masks applied, no hidden unit is near its kink, no output is
    saturated, the gradient of every block is clearly not zero, and in each hidden layer something
    active is kept and something active is dropped.

    Parameters
    ----------
    rng : where the numbers come from. layers_dims : four layer sizes. m : examples.
    keep_prob : the probability to keep a unit, for each example.
    """
    while True:
        case = network.random_case(rng, layers_dims, m)
        shapes = {layer: (layers_dims[layer], m) for layer in (1, 2)}
        masks = {k: (rng.random(shape) < keep_prob).astype(float) for k, shape in shapes.items()}
        drawn = DropoutCase(case, masks, keep_prob)
        if _is_well_posed(drawn):
            return drawn


def _is_well_posed(drawn: DropoutCase) -> bool:
    here = drawn.chain().forward(drawn.case.parameters)
    dZ = here.A[3] - drawn.case.Y.reshape(1, -1)
    if np.abs(dZ).min() < 0.01 or np.abs(here.A[3] - 0.5).max() > 0.49:
        return False
    for layer in (2, 1):
        dA = drawn.case.parameters[f"W{layer + 1}"].T @ dZ
        Z, mask = here.Z[layer], drawn.masks[layer]
        active = (Z > 0) & (np.abs(dA) > 1e-3)
        if np.abs(Z).min() < 1e-3 or not (active & (mask == 0)).any():
            return False
        if not (active & (mask == 1)).any():
            return False
        dZ = dA * mask / drawn.keep_prob * (Z > 0)
    slopes = drawn.chain().numerical_gradient(drawn.case.parameters, drawn.case.parameters)
    return all(np.linalg.norm(slope) > 1e-2 for slope in slopes.values())


def seeded(student: Callable) -> Callable:
    """Return a function that draws the same numbers from numpy's global generator at each call.

    A backward pass should draw none; one that does is then wrong in what it draws, not in all.
    """

    def call(*arguments: object) -> object:
        with replacing.seeded(student, 0):
            return student(*arguments)

    return call


def kind_of_masks(student: Callable, drawn: DropoutCase) -> type:
    """Return the type of masks that a backward function takes: that of its own forward pass.

    Masks of booleans, whole numbers and floats are all right, and each is read in ways that fail
    for another: ``~D`` inverts booleans, ``-D`` is for numbers, ``table[D]`` for whole ones.
    """
    for kind in (bool, int, float):
        try:
            student(*drawn.arguments(drawn.case, kind))
        except Exception:
            continue
        return kind
    return bool


def as_mask(value: object, name: str, shape: tuple[int, int]) -> np.ndarray:
    """Return a mask from a student's cache as floats; one column or row stands for all.

    Raises
    ------
    AssertionError
        If it is not a table of numbers that fits.
    """
    try:
        mask = np.asarray(value).astype(float)
        return np.broadcast_to(mask, shape)
    except (TypeError, ValueError):
        raise AssertionError(f"{name} in the cache should be an array of shape {shape}") from None


def expect_fraction(mask: np.ndarray, name: str, keep_prob: float) -> None:
    """Fail unless a mask holds zeros and ones, a fraction ``keep_prob`` of them ones.

    The share of ones among n has the standard deviation sqrt(p (1 - p) / n). Where rows or columns
    are alike (which is charged elsewhere) there were fewer draws: the spread of their shares says
    how many.
    """
    odd = mask[(mask != 0) & (mask != 1)]
    assert not odd.size, f"{name} should hold 0 and 1 only; it holds {odd[0]:.4g}"
    spreads = [np.sqrt(keep_prob * (1 - keep_prob) / mask.size)]
    if 0 < keep_prob < 1:
        shares = (mask.mean(axis=axis) for axis in (0, 1))
        spreads += [share.std() / np.sqrt(share.size) for share in shares]
    spread = max(spreads)
    assert abs(mask.mean() - keep_prob) <= SIGMAS * spread, (
        f"with keep_prob = {keep_prob:g}, {mask.mean():.1%} of {name} are 1; "
        f"it should be close to {keep_prob:.0%}"
    )


def expect_fresh_entries(mask: np.ndarray, name: str) -> None:
    """Fail unless a mask was drawn anew for each unit and each example.

    Each row and each column of such a mask has its own share of ones near that of the whole.
    """
    assert np.ptp(mask), f"all entries of {name} are alike: nothing is drawn"
    for axis, words in ((1, "unit"), (0, "example")):
        shares, n = mask.mean(axis=axis), mask.shape[axis]
        spread = max(np.sqrt(mask.mean() * (1 - mask.mean()) / n), 1 / n)
        assert np.abs(shares - mask.mean()).max() <= SIGMAS * spread, (
            f"the entries of {name} are not drawn one by one: there is a whole {words} for which "
            "they are (nearly) all alike"
        )


def expect_no_copies(masks: dict[int, np.ndarray]) -> None:
    """Fail if a unit's or an example's part of the masks is a copy of another's.

    Two columns of 90 entries are alike by chance once in 10²⁷, if there are as many zeros as ones.
    Of masks that are nearly all zeros or all ones nothing is said: a wrong share is another line.

    Parameters
    ----------
    masks : of the hidden layers, (n1, m) and (n2, m).
    """
    if any(abs(mask.mean() - 0.5) > 0.1 for mask in masks.values()):
        return
    for layer, mask in masks.items():
        examples = len(np.unique(mask, axis=1).T)
        assert examples == mask.shape[1], (
            f"D{layer} drops the same units for several examples: only {examples} of its "
            f"{mask.shape[1]} columns are different"
        )
        assert len(np.unique(mask, axis=0)) == len(mask), f"D{layer} has rows that are alike"
    rows = np.vstack(list(masks.values()))
    assert len(np.unique(rows, axis=0)) == len(rows), (
        "D1 and D2 have rows in common: the numbers for D1 are used for D2 again"
    )
