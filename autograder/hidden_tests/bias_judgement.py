"""Judging cost and gradient of the network with bias columns: each mistake is charged once."""

import functools
from collections.abc import Callable

import numpy as np

from autograder.hidden_tests import bias_slips
from autograder.hidden_tests.bias_columns import (
    CLASSES,
    CLOSE,
    Answer,
    Case,
    Parts,
    cost,
    gradient,
    parts_of,
    sigmoid,
    vector_of,
)
from debugging_lab import SIZE, to_matrices, to_vector
from derivatives import relative_error
from gradcheck import Report, check_gradients

BLOCK = "\0"
"""Stands for the name of a block in what is said of it."""
STEP = 1e-3
"""How far parameters are moved to measure the slopes of a student's cost."""


class Judgement:
    """What the gradient checker says of a student's function on one case.

    What follows from a mistake that has been charged is let pass: a gradient along the slopes of
    the student's own wrong cost, a factor that a wrong number of examples brings into all of it, a
    gradient of theta1 that the chain rule gives from the student's own wrong one of theta2, and a
    penalty that is off by the factor of the rest of its matrix.

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

        def gradients(parts: Parts) -> Parts:
            return parts_of(self.student(self.case._replace(theta=vector_of(parts)))[1])

        parts = parts_of(self.case.theta)
        return check_gradients(lambda p: cost(p, self.case), gradients, parts, m=self.case.m)

    @functools.cached_property
    def own_slopes(self) -> np.ndarray:
        """Return the slopes of the student's own cost, an array (38,), measured to 1e-9 or so."""

        def rise(step: np.ndarray) -> float:
            up, down = (
                self.student(self.case._replace(theta=self.case.theta + s))[0]
                for s in (step, -step)
            )
            return up - down

        steps = STEP * np.eye(SIZE)
        return np.array([8 * rise(step) - rise(2 * step) for step in steps]) / (12 * STEP)

    @functools.cached_property
    def shares_a_factor(self) -> bool:
        """Tell whether gradient and penalty are off by one factor, and the cost is wrong as well.

        A wrong number of examples does that, and it has been charged with the cost.
        """
        case = self.case if self.case.lambd else self.case._replace(lambd=1.0)
        bare_cost, bare_gradient = self.student(self.bare)
        parts = parts_of(self.case.theta)
        right = cost(parts, self.bare)
        factor = (self.student(case)[0] - bare_cost) / (cost(parts, case) - right)
        return bool(
            factor > 0
            and relative_error(bare_cost, right) >= CLOSE
            and relative_error(bare_gradient, factor * gradient(self.bare)) < CLOSE
        )

    @functools.cached_property
    def has_right_numbers(self) -> bool:
        """Tell whether the gradient is in another order, but for a factor, what it should be.

        Or the slopes of the student's own wrong cost.
        """
        references = [gradient(self.case)]
        if self._has_wrong_cost() and self._learns:
            references.append(self.own_slopes)
        return any(
            relative_error(_direction(np.sort(self.gradient)), _direction(np.sort(r))) < CLOSE
            for reference in references
            for r in (reference, -reference)
        )

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
        is_right = any(f and relative_error(added, f * right) < CLOSE for f in factors)
        assert is_right or self.shares_a_factor, (
            f"lambd should add {right:.6g} to the cost, not {added:.6g} ({self.case.describe()})"
        )

    def expect_gradient(self, number: int) -> None:
        """Fail, naming the cause, if the gradient of theta1 or theta2 is wrong in itself."""
        names = [name for name in self.report.blocks if name.startswith(f"theta{number}")]
        wrong = [name for name in names if self.report.blocks[name].verdict != "right"]
        is_excused = not wrong or self._has_the_cost_to_blame(number)
        if not is_excused and not (number == 1 and self._follows_from_theta2()):
            words = _in_words(self.report, wrong)
            if not all(self.report.blocks[name].causes for name in wrong):
                theta, X, labels, _ = self.case
                words = bias_slips.in_words(number, self.gradient, theta, X, labels) or words
            raise AssertionError(f"{words} ({self.case.describe()})")

    def expect_penalty_gradient(self) -> None:
        """Fail if what λ adds to the gradient is wrong: it is put on top of the right gradient."""

        def gradients(parts: Parts) -> Parts:
            whole = self.case._replace(theta=vector_of(parts))
            bare = whole._replace(lambd=0.0)
            return parts_of(gradient(bare) + self.student(whole)[1] - self.student(bare)[1])

        parts = parts_of(self.case.theta)
        report = check_gradients(lambda p: cost(p, self.case), gradients, parts)
        wrong = [name for name, block in report.blocks.items() if block.verdict != "right"]
        if wrong and not self._has_an_excuse_for_the_penalty():
            words = _in_words(report, wrong)
            raise AssertionError(f"what lambd adds is wrong: {words} ({self.case.describe()})")

    def _has_an_excuse_for_the_penalty(self) -> bool:
        """Tell whether a penalty is off like all of its matrix, or is the slope of a wrong cost.

        Of a cost that is wrong in other ways, too, it need only have the same parameters in it.
        """
        bare = Judgement(self.student, self.bare)
        added, due = self.gradient - bare.gradient, gradient(self.case) - gradient(self.bare)
        slopes = [due]
        if self._has_wrong_cost() and np.linalg.norm(added) > CLOSE:
            own = self.own_slopes - bare.own_slopes
            everywhere = self.case.lambd / self.case.m * self.case.theta
            slopes += [own, np.where(np.abs(own) > CLOSE, everywhere, 0)]
        given, *references = map(to_matrices, (added, *slopes))
        return all(
            any(
                np.linalg.norm(given[i] - factor * matrices[i])
                < CLOSE * np.linalg.norm(references[0][i])
                for matrices in references
                for factor in bare.factors[i]
            )
            for i in (0, 1)
        )

    @functools.cached_property
    def factors(self) -> tuple[set[float], set[float]]:
        """Return by which factors each matrix of the gradient may be off, 1 among them.

        A matrix that is wrong in another way may have the factor of the other one as well.
        """
        rights = [gradient(self.case)]
        if self._has_wrong_cost():
            rights.append(self.own_slopes)
        first, second = (
            set().union(*(_factor_of(given, to_matrices(right)[i]) for right in rights))
            for i, given in enumerate(to_matrices(self.gradient))
        )
        return {1.0} | (first or second), {1.0} | (second or first)

    def _has_wrong_cost(self) -> bool:
        right = cost(parts_of(self.case.theta), self.case)
        return relative_error(self.cost, right) >= CLOSE

    def _has_the_cost_to_blame(self, number: int) -> bool:
        """Tell whether the gradient of a matrix is wrong for no other reason than the cost is.

        A factor between cost and gradient belongs to the cost, unless all but for a factor the
        gradient is the right one.
        """
        if not self._has_wrong_cost() or not self._learns:
            return False
        given, own = (to_matrices(each)[number - 1] for each in (self.gradient, self.own_slopes))
        is_own = np.any(given) and relative_error(given, own) < CLOSE
        is_along_own = self._is_along(self.own_slopes) and not self._is_along(gradient(self.case))
        has_ones_last = relative_error(given, _with_ones_last(self.case)[number - 1]) < CLOSE
        return bool(is_own or is_along_own or has_ones_last or self.shares_a_factor)

    def _is_along(self, slopes: np.ndarray) -> bool:
        return relative_error(_direction(self.gradient), _direction(slopes)) < CLOSE

    def _follows_from_theta2(self) -> bool:
        """Tell whether the gradient of theta1 is what the student's own one of theta2 leads to.

        That one is Delta3.T @ A2 / m. With fewer examples than A2 has columns it gives Delta3 away.
        Where the cost has been lost, the ones may come last among the inputs.
        """
        few = self.case._replace(X=self.case.X[:5], labels=self.case.labels[:5])
        gradient1, gradient2 = to_matrices(self.student(few)[1])
        theta1, theta2 = to_matrices(few.theta)
        ones_first = np.insert(few.X, 0, 1, axis=1)
        ones_last = [np.roll(ones_first, -1, axis=1)] if self._has_wrong_cost() else []
        for A1 in (ones_first, *ones_last):
            A2 = np.insert(sigmoid(A1 @ theta1.T), 0, 1, axis=1)
            Delta3 = np.linalg.pinv(A2.T) @ gradient2.T
            Delta2 = (Delta3 @ theta2[:, 1:]) * A2[:, 1:] * (1 - A2[:, 1:])
            fits = relative_error(gradient2, Delta3.T @ A2) < CLOSE and np.any(gradient1)
            if fits and relative_error(gradient1, Delta2.T @ A1) < CLOSE:
                return True
        return False

    @functools.cached_property
    def _learns(self) -> bool:
        """Tell whether the student's cost is that of a network, whatever else is wrong with it.

        One example, be it there several times, gives all outputs slopes in the same direction, that
        of its A2, and another example gives another one. And the labels matter. Sums of parameters
        are not like that.
        """
        same = [int(np.argmax(self.case.labels))] * self.case.m
        one = self.bare._replace(X=self.case.X[same], labels=self.case.labels[same])
        directions = []
        for case in (one, one._replace(X=one.X + 0.5)):
            _, (first, second, _), rows = np.linalg.svd(
                to_matrices(Judgement(self.student, case).own_slopes)[1]
            )
            if second > CLOSE * first:
                return False
            directions.append(rows[0])
        others = self.case._replace(labels=(self.case.labels + 1) % CLASSES)
        matters = np.any(self.gradient) and self.student(others)[0] != self.cost
        return bool(matters and abs(np.dot(*directions)) < 1 - CLOSE)


def _factor_of(given: np.ndarray, right: np.ndarray) -> set[float]:
    """Return a factor that is all that is wrong, also without its sign; nothing if more is."""
    factor = np.vdot(given, right) / (np.vdot(right, right) or 1.0)
    is_all = factor and relative_error(given, factor * right) < CLOSE
    return {factor, abs(factor)} if is_all else set()


def _with_ones_last(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """Return the gradients (5, 4) and (3, 6) of a network whose inputs are followed by the ones."""
    theta1, theta2 = to_matrices(case.theta)
    theta = to_vector(np.roll(theta1, 1, axis=1), theta2)
    gradient1, gradient2 = to_matrices(gradient(case._replace(theta=theta)))
    return np.roll(gradient1, -1, axis=1), gradient2


def _direction(vector: np.ndarray) -> np.ndarray:
    return vector / (np.linalg.norm(vector) or 1.0)


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
