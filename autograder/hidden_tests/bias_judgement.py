"""Judging a ``cost_and_gradient`` by the gradient checker, what follows from a mistake excused."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from autograder.hidden_tests import bias_slips
from autograder.hidden_tests.bias_columns import (
    CLASSES,
    CLOSE,
    Answer,
    Case,
    Parts,
    are_in_proportion,
    cost,
    gradient,
    parts_of,
    sigmoid,
    vector_of,
)
from debugging_lab import SIZE, SPLIT, to_matrices, to_vector
from derivatives import relative_error
from gradcheck import Report, check_gradients

BLOCK = "\0"
"""Stands for the name of a block in what is said of it."""


class Judgement:
    """What the gradient checker says of a student's function on one case.

    What follows from a mistake that has been charged is let pass: a gradient that is the slope of
    the student's own wrong cost, if that may be a network's; a gradient of theta1 that the chain
    rule gives from the student's own wrong one of theta2; and a penalty that is off by the factor
    of the rest of its matrix.

    Parameters
    ----------
    student : function of a :class:`Case` that returns (cost, gradient), read and checked. Whatever
        it raises is raised.
    case : the parameters that it is checked at; also at others near them.
    """

    def __init__(self, student: Callable[[Case], Answer], case: Case) -> None:
        self.student, self.case = student, case
        self.cost, self.gradient = student(case)
        self.bare = case._replace(lambd=0.0)

    @functools.cached_property
    def report(self) -> Report:
        """Return the verdict on the two matrices."""
        return self._check(cost)

    @functools.cached_property
    def own_report(self) -> Report:
        """Return the verdict that the student's own cost gives."""
        return self._check(self._own_cost)

    def expect_cost(self) -> None:
        """Fail if the cost is wrong."""
        right = cost(parts_of(self.case.theta), self.case)
        assert relative_error(self.cost, right) < CLOSE, (
            f"the cost should be {right:.6g}, not {self.cost:.6g} ({self.case.describe()})"
        )

    def expect_penalty(self) -> None:
        """Fail if what λ adds to the cost is wrong; a factor in the whole cost is let pass."""
        bare_cost, _ = self.student(self.bare)
        parts = parts_of(self.case.theta)
        bare_right = cost(parts, self.bare)
        right, added = cost(parts, self.case) - bare_right, self.cost - bare_cost
        factors = (1.0, bare_cost / bare_right)
        assert any(f and relative_error(added, f * right) < CLOSE for f in factors), (
            f"lambd should add {right:.6g} to the cost, not {added:.6g} ({self.case.describe()})"
        )

    def expect_gradient(self, number: int) -> None:
        """Fail, naming the cause, if the gradient of theta1 or theta2 is wrong in itself."""
        names = [name for name in self.report.blocks if name.startswith(f"theta{number}")]
        wrong = [name for name in names if self.report.blocks[name].verdict != "right"]
        is_excused = not wrong or self._is_own_slope(names)
        if not is_excused and not (number == 1 and self._follows_from_theta2()):
            words = _in_words(self.report, wrong)
            if not all(self.report.blocks[name].causes for name in wrong):
                theta, X, labels, _ = self.case
                words = bias_slips.in_words(number, self.gradient, theta, X, labels) or words
            raise AssertionError(f"{words} ({self.case.describe()})")

    def expect_penalty_gradient(self) -> None:
        """Fail if what λ adds to the gradient is wrong: it is put on top of the right gradient."""
        penalty = _Penalty(self.student, self.case)
        report = check_gradients(penalty.cost, penalty.gradient, parts_of(self.case.theta))
        wrong = [name for name, block in report.blocks.items() if block.verdict != "right"]
        if wrong and not self._is_excused(penalty):
            words = _in_words(report, wrong)
            raise AssertionError(f"what lambd adds is wrong: {words} ({self.case.describe()})")

    def has_right_numbers(self) -> bool:
        """Tell whether one matrix of the gradient, or all of it in another order, is right.

        But for a positive factor; or it is that of a network whose inputs are followed by the
        ones, not led by them.
        """
        theta1, theta2 = to_matrices(self.case.theta)
        ones_last = self.case._replace(theta=to_vector(np.roll(theta1, 1, axis=1), theta2))
        return any(
            relative_error(_sorted_direction(given), _sorted_direction(right)) < CLOSE
            for whole in (gradient(self.case), gradient(ones_last))
            for given, right in zip(
                (self.gradient, *to_matrices(self.gradient)), (whole, *to_matrices(whole))
            )
        )

    def _is_excused(self, penalty: "_Penalty") -> bool:
        """Tell whether a penalty is off like all the gradient, or is the slope of a wrong cost."""
        bare, right = self.student(self.bare)[1], gradient(self.bare)
        factors = np.repeat(
            [np.vdot(b, r) / np.vdot(r, r) for b, r in zip(to_matrices(bare), to_matrices(right))],
            [SPLIT, SIZE - SPLIT],
        )
        excuses = []
        if factors.all() and relative_error(bare, factors * right) < CLOSE:
            excuses.append((penalty.cost, replace(penalty, factors=factors).gradient))
        if self._has_wrong_cost() and np.linalg.norm(self.gradient - bare) > CLOSE:
            excuses.append((penalty.own_cost, penalty.gradient))
        parts = parts_of(self.case.theta)
        return any(check_gradients(*each, parts).verdict == "right" for each in excuses)

    def _check(self, cost_of: Callable[[Parts, Case], float]) -> Report:
        def gradients(parts: Parts) -> Parts:
            return parts_of(self.student(self.case._replace(theta=vector_of(parts)))[1])

        parts = parts_of(self.case.theta)
        return check_gradients(lambda p: cost_of(p, self.case), gradients, parts, m=self.case.m)

    def _own_cost(self, parts: Parts, case: Case) -> float:
        return self.student(case._replace(theta=vector_of(parts)))[0]

    def _has_wrong_cost(self) -> bool:
        """Tell whether the cost is another one; it may come close by chance."""
        right = cost(parts_of(self.case.theta), self.case)
        return relative_error(self.cost, right) > bias_slips.ROUNDING

    def _is_own_slope(self, names: list[str]) -> bool:
        if not self._has_wrong_cost() or not self._is_of_a_network():
            return False
        return all(self.own_report.blocks[name].verdict == "right" for name in names)

    def _follows_from_theta2(self) -> bool:
        """Tell whether the gradient of theta1 is what the student's own one of theta2 leads to.

        That one is Delta3.T @ A2 / m. With fewer examples than A2 has columns it gives Delta3 away.
        """
        few = self.case._replace(X=self.case.X[:5], labels=self.case.labels[:5])
        theta1, theta2 = to_matrices(few.theta)
        gradient1, gradient2 = to_matrices(self.student(few)[1])
        A1 = np.insert(few.X, 0, 1, axis=1)
        A2 = np.insert(sigmoid(A1 @ theta1.T), 0, 1, axis=1)
        Delta3 = np.linalg.pinv(A2.T) @ gradient2.T
        Delta2 = (Delta3 @ theta2[:, 1:]) * A2[:, 1:] * (1 - A2[:, 1:])
        fits = relative_error(gradient2, Delta3.T @ A2) < CLOSE and np.any(gradient1)
        return bool(fits and relative_error(gradient1, Delta2.T @ A1) < CLOSE)

    def _is_of_a_network(self) -> bool:
        """Tell whether a cost and its slopes may be those of some network, if not of this one.

        Anything has slopes, the sum of all parameters, too. Those of a network depend on the
        examples and labels; and those of each matrix turn when the other matrix is another one.
        """
        case = self.case
        others = case._replace(labels=(case.labels + 1) % CLASSES)
        elsewhere = case._replace(X=case.X[::-1] + 0.5)
        if self.cost in [self.student(each)[0] for each in (others, elsewhere)]:
            return False
        if not all(np.any(block) for block in parts_of(self.gradient).values()):
            return False
        slopes1, slopes2 = to_matrices(self.gradient)
        theta1, theta2 = to_matrices(case.theta)
        # Any other numbers of the same size would do.
        other1, other2 = np.sin(9 * theta1), np.sin(9 * theta2)
        _, beside_other2 = self.student(case._replace(theta=to_vector(theta1, other2)))
        _, beside_other1 = self.student(case._replace(theta=to_vector(other1, theta2)))
        pairs = (slopes1, to_matrices(beside_other2)[0]), (slopes2, to_matrices(beside_other1)[1])
        return all(np.any(new) and not are_in_proportion(new, old, CLOSE) for old, new in pairs)


@dataclass
class _Penalty:
    """The right network, but with what λ adds to cost and gradient taken from a student."""

    student: Callable[[Case], Answer]
    case: Case
    factors: np.ndarray = field(default_factory=lambda: np.ones(SIZE))
    """By which the student's gradient is off, the same for all of a matrix."""

    def cost(self, parts: Parts) -> float:
        return cost(parts, self.case)

    def own_cost(self, parts: Parts) -> float:
        (whole, _), (bare, _) = self._both(parts)
        return whole - bare + cost(parts, self.case._replace(lambd=0.0))

    def gradient(self, parts: Parts) -> Parts:
        (_, whole), (_, bare) = self._both(parts)
        right = gradient(self.case._replace(theta=vector_of(parts), lambd=0.0))
        return parts_of((whole - bare) / self.factors + right)

    def _both(self, parts: Parts) -> list[Answer]:
        case = self.case._replace(theta=vector_of(parts))
        return [self.student(case), self.student(case._replace(lambd=0.0))]


def _in_words(report: Report, wrong: list[str]) -> str:
    """Return what is wrong with some blocks, once for those that share a cause."""
    told: dict[str, list[str]] = {}
    for name in wrong:
        words = report.blocks[name].words.replace(name, BLOCK)
        told.setdefault(words, []).append(name)
    return "; ".join(
        words.replace(f"d{BLOCK}", _together(names), 1).replace(BLOCK, "the parameter")
        for words, names in told.items()
    )


def _together(names: list[str]) -> str:
    """Return one name for the gradients of several blocks: that of the matrix, if they are it."""
    matrices = {name.partition("[")[0] for name in names}
    if len(names) == 2 and len(matrices) == 1:
        return f"d{matrices.pop()}"
    each_of = "each of " if len(names) > 1 else ""
    return each_of + " and ".join(f"d{name}" for name in names)


def _sorted_direction(array: np.ndarray) -> np.ndarray:
    return np.sort(array, axis=None) / (np.linalg.norm(array) or 1.0)
