"""Judging a cost with an L2 penalty: what is left of it when the cost without is taken off."""

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
NOTHING = 1e-12
"""Rounding in the difference of two costs; penalties are above 1e-3."""


def compute_cost_with_regularization(student: Callable, seed: int | None = None) -> float:
    """Judge ``compute_cost_with_regularization(A3, Y, parameters, lambd) -> cost``: 20 points.

    The penalty is what is left of the cost when the cost at lambd = 0 is taken off. It is taken
    apart into what each matrix adds to it, so that a mistake costs one line.
    """
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("compute_cost_with_regularization")
    cases = [
        _CostCase(rng, dims, m)
        for dims, m in [((3, 4, 2, 1), 7), ((5, 2, 6, 1), 4), ((2, 3, 3, 1), 1)]
    ]

    def cost(case: "_CostCase", lambd: float, **scales: float) -> float:
        parameters = {k: scales.get(k, 1.0) * block for k, block in case.parameters.items()}
        answer = student(case.A3.copy(), case.Y.copy(), parameters, lambd)
        return as_number(answer, f"the cost with lambd = {lambd:g}")

    def only(layer: int) -> dict[str, float]:
        return {f"W{k}": 0.0 for k in LAYERS if k != layer}

    def penalty(case: "_CostCase", lambd: float, **scales: float) -> float:
        difference = cost(case, lambd, **scales) - cost(case, 0.0, **scales)
        return difference if abs(difference) > NOTHING else 0.0

    with rubric.line(3, "is the cross-entropy alone when lambd = 0"):
        for case in cases:
            found = cost(case, 0.0)
            assert np.isclose(found, case.entropy, rtol=CLOSE), (
                f"with lambd = 0 the cost is {found:.6g}; the cross-entropy is {case.entropy:.6g}"
            )
    with rubric.line(3, "adds a penalty in proportion to lambd"):
        for case in cases:
            once = penalty(case, 0.3)
            assert once, "lambd makes no difference to the cost"
            for factor in (2, 50):
                ratio = penalty(case, 0.3 * factor) / once
                assert np.isclose(ratio, factor, rtol=CLOSE), (
                    f"{factor} times the lambd makes the penalty {ratio:.4g} times as large"
                )
    with rubric.line(3, "the penalty grows with the square of the weights"):
        for case in cases:
            once = penalty(case, 0.3)
            thrice = penalty(case, 0.3, W1=3, W2=3, W3=3, b1=3, b2=3, b3=3)
            assert once and np.isclose(thrice, 9 * once, rtol=CLOSE), (
                f"weights three times as large make the penalty {_times(thrice, once)} as large, "
                "not 9 times"
            )
    with rubric.line(4, "the weights of every layer count, and count alike"):
        for case in cases:
            shares = {k: penalty(case, 0.3, **only(k), b1=0, b2=0, b3=0) for k in LAYERS}
            for layer, share in shares.items():
                assert share, f"W{layer} adds nothing to the penalty"
            lead = {k: s / np.sum(case.parameters[f"W{k}"] ** 2) for k, s in shares.items()}
            # Whatever power of the weights is taken, which is another line.
            alike = np.allclose(list(lead.values()), lead[1], rtol=CLOSE)
            assert alike or not _is_square(penalty, case, only), (
                "the layers do not count alike in the penalty"
            )
    with rubric.line(2, "the biases do not count"):
        for case in cases:
            ratio = penalty(case, 0.3, b1=3, b2=3, b3=3) - penalty(case, 0.3)
            assert abs(ratio) < CLOSE * case.entropy, "larger biases change the penalty"
    with rubric.line(4, "the factor is lambd / (2 m)"):
        for case in cases:
            found = {k: penalty(case, 0.3, **only(k), b1=0, b2=0, b3=0) for k in LAYERS}
            right = {k: 0.15 / case.m * np.sum(case.parameters[f"W{k}"] ** 2) for k in LAYERS}
            counted = {k: found[k] / right[k] for k in LAYERS if found[k]}
            assert counted, "there is no penalty"
            closest = min(counted.values(), key=lambda ratio: abs(ratio - 1))
            is_known = np.isclose(closest, 1, rtol=CLOSE) or not _is_square(penalty, case, only)
            assert is_known, (
                f"with m = {case.m} the penalty is {closest:.4g} times what it should be"
            )
    case = cases[0]
    with rubric.condition(order.CONDITION):
        squares = sum(np.sum(case.parameters[f"W{k}"] ** 2) for k in LAYERS)
        right = case.entropy + 0.15 / case.m * squares
        order.refuse_dependence(
            lambda places: relative_error(cost(case.in_order(places), 0.3), right), case.m, rng
        )
    arguments = {"A3": case.A3, "Y": case.Y, "parameters": case.parameters}
    with rubric.line(1, "leaves its arguments as they were"), arguments_unchanged(**arguments):
        as_number(student(*arguments.values(), 0.3), "the cost")
    return rubric.report()


class _CostCase:
    """Outputs, labels and parameters that need not belong together: the cost does not ask."""

    def __init__(self, rng: np.random.Generator, dims: tuple[int, ...], m: int) -> None:
        self.m = m
        self.A3 = rng.uniform(0.05, 0.95, (1, m))
        self.Y = rng.permutation(np.arange(m) % 2).reshape(1, m)
        self.parameters = network.random_case(rng, dims, 3).parameters
        self.entropy = -np.mean(np.where(self.Y == 1, np.log(self.A3), np.log(1 - self.A3)))

    def in_order(self, order: np.ndarray) -> "_CostCase":
        """Return the same with its examples in another order."""
        moved = copy(self)
        moved.A3, moved.Y = self.A3[:, order], self.Y[:, order]
        return moved


def _is_square(penalty: Callable, case: _CostCase, only: Callable) -> bool:
    """Tell whether the penalty of one matrix grows with its square; if not, that is charged."""
    for layer in LAYERS:
        once = penalty(case, 0.3, **only(layer), b1=0, b2=0, b3=0)
        scaled = {**only(layer), f"W{layer}": 3.0}
        if once:
            return bool(
                np.isclose(penalty(case, 0.3, **scaled, b1=0, b2=0, b3=0), 9 * once, rtol=CLOSE)
            )
    return True


def _times(new: float, old: float) -> str:
    return f"{new / old:.4g} times" if old else "infinitely many times"
