"""Judging a forward pass with dropout by the masks that it drew itself."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import numpy as np

from autograder.hidden_tests import network
from autograder.hidden_tests.answers import arguments_unchanged, as_block
from autograder.hidden_tests.dropout import (
    CACHE,
    as_mask,
    expect_fraction,
    expect_fresh_entries,
    expect_no_copies,
)
from autograder.hidden_tests.gradients import CLOSE
from autograder.hidden_tests.rubric import Rubric, once
from autograder.hidden_tests.seeds import fresh_generator
from derivatives import relative_error

SEED = 20_250_303


def forward_propagation_with_dropout(student: Callable, seed: int | None = None) -> float:
    """Judge ``forward_propagation_with_dropout(X, parameters, keep_prob=0.5)``: 30 points.

    It returns A3 and the cache of 14. Each quantity is judged by the student's own before it.
    """
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("forward_propagation_with_dropout")
    case = network.random_case(rng, (3, 5, 4, 1), 6)
    wide = _wide_case(rng)

    @once
    def quantities(keep_prob: float | None) -> "_Answer":
        options = {} if keep_prob is None else {"keep_prob": keep_prob}
        return _Answer(wide, student(wide.X.copy(), deepcopy(wide.parameters), **options))

    with rubric.line(4, "returns A3 and a cache of 14, in the order Z1, D1, A1, W1, b1, Z2, ..."):
        for keep_prob in (0.8, None):
            quantities(keep_prob).expect_order()
    with rubric.line(8, "D1 and D2 are zeros and ones, a fraction keep_prob of them ones"):
        for keep_prob in (None, 0.86, 0.2, 1.0):
            for layer in (1, 2):
                mask = quantities(keep_prob).mask(layer)
                expect_fraction(mask, f"D{layer}", 0.5 if keep_prob is None else keep_prob)
    with rubric.line(5, "they are drawn anew for every unit and every example"):
        for keep_prob in (None, 0.86, 0.2):
            for layer in (1, 2):
                expect_fresh_entries(quantities(keep_prob).switches(layer), f"D{layer}")
        expect_no_copies({layer: quantities(0.5).switches(layer) for layer in (1, 2)})
    for layer in (1, 2):
        with rubric.line(
            3, f"A{layer} is zero where D{layer} is, and follows relu(Z{layer}) elsewhere"
        ):
            for keep_prob in (None, 0.86, 0.2):
                quantities(keep_prob).expect_dropped(layer)
    for layer in (1, 2):
        with rubric.line(2, f"what is kept in A{layer} is divided by keep_prob"):
            for keep_prob in (None, 0.86, 0.2, 1.0):
                p = 0.5 if keep_prob is None else keep_prob
                quantities(keep_prob).expect_scale(layer, p)
    with rubric.line(2, "Z1, Z2, Z3 and A3 follow from them as in any forward pass"):
        for keep_prob in (None, 0.86, 0.2):
            quantities(keep_prob).expect_chain()
    with (
        rubric.line(1, "leaves its arguments as they were"),
        arguments_unchanged(X=case.X, parameters=case.parameters),
    ):
        assert student(case.X, case.parameters, keep_prob=0.7) is not None, "it returned nothing"
    return rubric.report()


def _wide_case(rng: np.random.Generator) -> network.Case:
    """Return a network wide enough to count in: 120 and 90 hidden units, 150 examples.

    Its biases are so far apart that a mask which is read off from A has whole units of zeros.
    """
    parameters = {}
    for layer, (n_in, n_out) in enumerate([(3, 120), (120, 90), (90, 1)], start=1):
        parameters[f"W{layer}"] = rng.standard_normal((n_out, n_in)) / np.sqrt(n_in)
        parameters[f"b{layer}"] = rng.standard_normal((n_out, 1))
    X = rng.standard_normal((3, 150))
    return network.Case(X, np.arange(150).reshape(1, -1) % 2, parameters)


class _Answer:
    """What a student's forward pass with dropout returned for a case."""

    def __init__(self, case: network.Case, given: Any) -> None:
        self.case = case
        assert given is not None, "it returned nothing; is the return statement missing?"
        assert isinstance(given, tuple | list) and len(given) == 2, "it should return A3 and cache"
        # In the other order, which is charged with the order, and not again.
        self.is_turned = isinstance(given[0], tuple | list) and len(given[0]) == len(CACHE)
        self.A3, cache = given[::-1] if self.is_turned else given
        assert isinstance(cache, tuple | list), "the cache should be a tuple"
        assert len(cache) == len(CACHE), f"the cache should hold 14 arrays, not {len(cache)}"
        self.cache = dict(zip(CACHE, cache))
        self.swapped = [k for k in (1, 2) if _is_binary(self.cache[f"A{k}"])]
        for k in self.swapped:  # charged with the order, and not again
            D, A = f"D{k}", f"A{k}"
            self.cache[D], self.cache[A] = self.cache[A], self.cache[D]
        m = case.X.shape[1]
        self.shapes = {name: block.shape for name, block in case.parameters.items()}
        for layer in (1, 2, 3):
            for kind in "ZDA":
                self.shapes[f"{kind}{layer}"] = (len(case.parameters[f"b{layer}"]), m)

    def array(self, name: str) -> np.ndarray:
        """Return an array of the cache, or fail."""
        return as_block({name: self.cache[name]}, name, self.shapes[name])

    def mask(self, layer: int) -> np.ndarray:
        """Return a mask of the cache as floats, or fail."""
        return as_mask(self.cache[f"D{layer}"], f"D{layer}", self.shapes[f"D{layer}"])

    def switches(self, layer: int) -> np.ndarray:
        """Return the mask with ones in it where it has another number, the same everywhere.

        That number is charged with the mask, and not again.
        """
        mask = self.mask(layer)
        largest = mask.max()
        return mask / largest if largest > 0 and np.isin(mask, (0, largest)).all() else mask

    def expect_order(self) -> None:
        """Fail unless the parameters stand in their places and the others have their shapes."""
        assert not self.is_turned, "A3 comes first, and then the cache"
        assert not self.swapped, f"D{self.swapped[0]} and A{self.swapped[0]} have changed places"
        for name in CACHE:
            if name[0] == "D":
                self.mask(int(name[1]))
            elif name[0] in "ZA":
                self.array(name)
            else:
                same = np.array_equal(self.array(name), self.case.parameters[name])
                assert same, f"{name} is not in its place in the cache"
        as_block({"A3": self.A3}, "A3", self.shapes["A3"])

    def expect_dropped(self, layer: int) -> None:
        """Fail unless A is D times relu(Z), whatever it is divided by."""
        A, D = self.array(f"A{layer}"), self.switches(layer)
        assert not np.any(A[D == 0]), f"A{layer} is not zero for units that D{layer} drops"
        ratio = self._scale(layer)
        assert ratio and relative_error(A, ratio * D * self._relu(layer)) < CLOSE, (
            f"A{layer} is not in proportion to D{layer} * relu(Z{layer})"
        )

    def expect_scale(self, layer: int, keep_prob: float) -> None:
        """Fail unless what is kept is divided by keep_prob."""
        ratio = self._scale(layer)
        if ratio is None and keep_prob == 1:
            return  # a mask the wrong way round, which is charged elsewhere
        assert ratio, f"A{layer} has nothing in common with relu(Z{layer})"
        assert np.isclose(ratio, 1 / keep_prob, rtol=CLOSE), (
            f"with keep_prob = {keep_prob:g}, the units of A{layer} that are kept are multiplied "
            f"by {ratio:.4g}, not {1 / keep_prob:.4g}"
        )

    def expect_chain(self) -> None:
        """Fail unless Z and A3 follow from the student's own A."""
        before = self.case.X
        for layer in (1, 2, 3):
            W, b = self.case.parameters[f"W{layer}"], self.case.parameters[f"b{layer}"]
            Z = self.array(f"Z{layer}")
            right = relative_error(Z, W @ before + b) < CLOSE
            assert right, f"Z{layer} is not W{layer} @ {'X' if layer == 1 else f'A{layer - 1}'} + b"
            before = self.array(f"A{layer}")
        sigmoid = 1 / (1 + np.exp(-self.array("Z3")))
        for A3 in (self.array("A3"), as_block({"A3": self.A3}, "A3", self.shapes["A3"])):
            assert relative_error(A3, sigmoid) < CLOSE, "A3 is not the sigmoid of Z3"

    def _relu(self, layer: int) -> np.ndarray:
        return np.maximum(self.array(f"Z{layer}"), 0)

    def _scale(self, layer: int) -> float | None:
        """Return the factor of what is there in A, relative to D * relu(Z); None if nothing is."""
        A, H, D = self.array(f"A{layer}"), self._relu(layer), self.switches(layer)
        there = (A != 0) & (H != 0)
        if not there.any():
            return None
        alone = (A / np.where(H == 0, 1, H))[there]
        if np.allclose(alone, alone[0], rtol=CLOSE):  # whatever numbers there are in D
            return float(alone[0])
        # Where D is 0 and A is not, the mask was not used, or the wrong way round.
        return float(np.median(alone / np.where(D == 0, 1, D)[there]))


def _is_binary(value: Any) -> bool:
    """Tell whether something holds zeros and ones, as no activation does."""
    try:
        array = np.asarray(value).astype(float)
    except (TypeError, ValueError):
        return False
    return bool(np.isin(array, (0, 1)).all() and array.any())
