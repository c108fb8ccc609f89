"""Judging a cost with an L2 penalty: what is left of it when the cost without is taken off."""

import functools
from collections.abc import Callable
from copy import copy

import numpy as np

from autograder.hidden_tests import network, order
from autograder.hidden_tests.answers import arguments_unchanged, as_number
from autograder.hidden_tests.gradients import CLOSE
from autograder.hidden_tests.rubric import Rubric
from autograder.hidden_tests.seeds import fresh_generator
from derivatives import relative_error

SEED = 20_250_301
LAYERS = (3, 2, 1)
LAMBD = 0.3
NOTHING = 1e-12
"""Rounding in the difference of two costs; penalties are above 1e-3."""
DECIMALS = (4, 5, 6, 7, 8)
"""So few decimals of a cost are no accident: it has been rounded. With fewer than four, nothing is
left that could be judged."""


def compute_cost_with_regularization(student: Callable, seed: int | None = None) -> float:
    """Judge ``compute_cost_with_regularization(A3, Y, parameters, lambd) -> cost``: 20 points.

    The penalty is what is left of the cost when the cost at lambd = 0 is taken off. It is taken
    apart into what each matrix adds to it, so that a mistake costs one line.
    """
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("compute_cost_with_regularization")
    cases = [
        _CostCase(student, rng, dims, m)
        for dims, m in [((3, 4, 2, 1), 7), ((5, 2, 6, 1), 4), ((2, 3, 3, 1), 1)]
    ]
    for points, title, expect in [
        (3, "is the cross-entropy alone when lambd = 0", _CostCase.expect_entropy),
        (3, "adds a penalty in proportion to lambd", _CostCase.expect_proportion),
        (3, "the penalty grows with the square of the weights", _CostCase.expect_squares),
        (4, "the weights of every layer count, and count alike", _CostCase.expect_every_weight),
        (2, "the biases do not count", _CostCase.expect_no_biases),
        (4, "the factor is lambd / (2 m)", _CostCase.expect_factor),
    ]:
        with rubric.line(points, title):
            for case in cases:
                expect(case)
    case = cases[0]
    with rubric.condition(order.CONDITION):
        squares = sum(np.sum(case.parameters[f"W{k}"] ** 2) for k in LAYERS)
        right = case.entropy + LAMBD / 2 / case.m * squares
        order.refuse_dependence(
            lambda places: relative_error(case.in_order(places).cost(LAMBD), right), case.m, rng
        )
    arguments = {"A3": case.A3, "Y": case.Y, "parameters": case.parameters}
    with rubric.line(1, "leaves its arguments as they were"), arguments_unchanged(**arguments):
        as_number(student(*arguments.values(), LAMBD), "the cost")
    return rubric.report()


class _CostCase:
    """Outputs, labels and parameters that need not belong together: the cost does not ask.

    Parameters
    ----------
    student : the cost. rng : where the numbers come from. dims : layer sizes. m : examples.
    """

    def __init__(
        self, student: Callable, rng: np.random.Generator, dims: tuple[int, ...], m: int
    ) -> None:
        self.student, self.m = student, m
        self.A3 = rng.uniform(0.05, 0.95, (1, m))
        self.Y = rng.permutation(np.arange(m) % 2).reshape(1, m)
        self.parameters = network.random_case(rng, dims, 3).parameters
        self.entropy = -np.mean(np.where(self.Y == 1, np.log(self.A3), np.log(1 - self.A3)))

    def in_order(self, order: np.ndarray) -> "_CostCase":
        """Return the same with its examples in another order."""
        moved = copy(self)
        moved.A3, moved.Y = self.A3[:, order], self.Y[:, order]
        return moved

    def cost(self, lambd: float, **scales: float | np.ndarray) -> float:
        """Return the student's cost; ``scales`` are what some parameters are multiplied by."""
        parameters = {k: scales.get(k, 1.0) * block for k, block in self.parameters.items()}
        answer = self.student(self.A3.copy(), self.Y.copy(), parameters, lambd)
        return as_number(answer, f"the cost with lambd = {lambd:g}")

    def penalty(self, lambd: float = LAMBD, **scales: float | np.ndarray) -> float:
        """Return what lambd adds to the cost, 0 if it is nothing but rounding."""
        difference = self.cost(lambd, **scales) - self.cost(0.0, **scales)
        return difference if abs(difference) > NOTHING else 0.0

    def share(self, layer: int, scale: float | np.ndarray = 1.0) -> float:
        """Return the penalty of one matrix, all other parameters being zero."""
        return self.penalty(**({k: 0.0 for k in self.parameters} | {f"W{layer}": scale}))

    def shares_of_entries(self, layer: int) -> np.ndarray:
        """Return the penalty of each entry of a matrix, if all others were zero."""
        shape = self.parameters[f"W{layer}"].shape
        ones = np.eye(np.prod(shape)).reshape(-1, *shape)
        return np.reshape([self.share(layer, one) for one in ones], shape)

    def is_square(self) -> bool:
        """Tell whether the penalty of one matrix grows with its square; if not, that is charged."""
        for layer in LAYERS:
            if once := self.share(layer):
                return self.close(self.share(layer, 3.0), 9 * once, 20)
        return True

    @functools.cached_property
    def unit(self) -> float:
        """Return what costs are rounded to, 0 if they are not: that is charged once."""
        costs = [self.cost(lambd) for lambd in (0.0, LAMBD, 2 * LAMBD)]
        for k in DECIMALS:
            if all(np.isclose(cost, round(cost, k), rtol=1e-15, atol=0) for cost in costs):
                return 10.0**-k
        return 0.0

    def close(self, found: float, due: float, costs: int) -> bool:
        """Tell whether two penalties are alike, made of so many costs, which may be rounded."""
        return bool(np.isclose(found, due, rtol=CLOSE, atol=costs * self.unit / 2))

    # -- the lines -------------------------------------------------------------------------------

    def expect_entropy(self) -> None:
        """Fail unless the cost at lambd = 0 is the cross-entropy, not rounded."""
        found = self.cost(0.0)
        assert self.close(found, self.entropy, 1), (
            f"with lambd = 0 the cost is {found:.6g}; the cross-entropy is {self.entropy:.6g}"
        )
        assert not self.unit, f"the cost is rounded: it is {found:.10g}, not {self.entropy:.10g}"

    def expect_proportion(self) -> None:
        """Fail unless the penalty grows with lambd."""
        once = self.penalty()
        assert once, "lambd makes no difference to the cost"
        for factor in (2, 50):
            more = self.penalty(LAMBD * factor)
            assert self.close(more, factor * once, 2 + 2 * factor), (
                f"{factor} times the lambd makes the penalty {more / once:.10g} times as large"
            )

    def expect_squares(self) -> None:
        """Fail unless all weights three times as large make the penalty nine times as large."""
        once, thrice = self.penalty(), self.penalty(**{k: 3.0 for k in self.parameters})
        times = f"{thrice / once:.10g} times" if once else "infinitely many times"
        assert once and self.close(thrice, 9 * once, 20), (
            f"weights three times as large make the penalty {times} as large, not 9 times"
        )

    def expect_every_weight(self) -> None:
        """Fail unless all squares count alike; whatever power is taken is another line."""
        shares = {k: self.share(k) for k in LAYERS}
        for layer, share in shares.items():
            assert share, f"W{layer} adds nothing to the penalty"
        squares = {k: np.sum(self.parameters[f"W{k}"] ** 2) for k in LAYERS}
        due = {k: shares[1] * squares[k] / squares[1] for k in LAYERS}
        tolerated = 2 + 2 * max(squares.values()) / squares[1]
        alike = all(self.close(shares[k], due[k], tolerated) for k in LAYERS)
        whole = self.penalty(b1=0.0, b2=0.0, b3=0.0)
        if (alike and self.close(whole, sum(shares.values()), 8)) or not self.is_square():
            return
        if not alike:
            for layer in LAYERS:
                self._expect_entries_alike(layer, shares[layer])
            raise AssertionError("the layers do not count alike in the penalty")
        raise AssertionError(
            f"with all layers the penalty is {whole:.6g}; the layers one by one add "
            f"{sum(shares.values()):.6g} in sum"
        )

    def _expect_entries_alike(self, layer: int, share: float) -> None:
        alone, squares = self.shares_of_entries(layer), self.parameters[f"W{layer}"] ** 2
        ratios = alone / squares
        assert np.allclose(ratios, ratios[0, 0], rtol=CLOSE), (
            f"the entries of W{layer} do not count alike in the penalty"
        )
        assert np.isclose(alone.sum(), share, rtol=CLOSE), (
            f"the entries of W{layer} do not count each by its own square: together they add "
            f"{share:.6g} to the penalty, one by one {alone.sum():.6g} in sum"
        )

    def expect_no_biases(self) -> None:
        """Fail if larger biases change the penalty."""
        change = self.penalty(b1=3.0, b2=3.0, b3=3.0) - self.penalty()
        allowed = CLOSE * self.entropy + 2 * self.unit
        assert abs(change) < allowed, "larger biases change the penalty"

    def expect_factor(self) -> None:
        """Fail unless one matrix at least, or one entry of one, adds lambd / (2 m) squares."""
        found = {k: self.share(k) for k in LAYERS}
        squares = {k: LAMBD / 2 / self.m * self.parameters[f"W{k}"] ** 2 for k in LAYERS}
        right = {k: np.sum(squares[k]) for k in LAYERS}
        assert any(found.values()), "there is no penalty"
        if any(found[k] and self.close(found[k], right[k], 2) for k in LAYERS):
            return
        if not self.is_square():
            return
        ratios = np.array([found[k] / right[k] for k in LAYERS if found[k]])
        # Where entries do not count alike, or not each on its own, that is charged with the layers.
        alone = [self.shares_of_entries(k) / squares[k] for k in LAYERS]
        assert np.isclose(np.concatenate(alone, axis=None), 1, rtol=CLOSE).any(), (
            f"with m = {self.m} the penalty is {ratios[np.abs(ratios - 1).argmin()]:.4g} times "
            "what it should be"
        )
