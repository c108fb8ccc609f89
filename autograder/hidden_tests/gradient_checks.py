"""Judging a student's gradient check of a network, by what it says of gradients made on purpose."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.hidden_tests import decoys, network
from autograder.hidden_tests.answers import expect_number
from autograder.hidden_tests.rubric import Unacceptable, once

GOOD = 1e-5
"""What a check may return at most for a correct gradient. Looser than the notebooks' thresholds,
so that a one-sided check loses its points in the line on two sides, and nowhere else."""

DEFAULT = 1e-7
"""The epsilon of the notebooks' signatures."""
STEPS = (
    (1e4, {"epsilon": 1e-4}),
    (1e4, {"epsilon": 1.5e-4}),
    (7e6, {}),
)
"""How steep a sine is, and with which options it is checked. The ratios differ in any way of
measuring. (Backward ones with 1e-4 and 2e-4 do not.)"""

Check = Callable[..., float]
"""``check(subject, gradients, cost, **options) -> difference``: the student's check of these
gradients, with this cost put under its feet."""


@dataclass(frozen=True, eq=False)
class Subject:
    """A network, its cost as a function of X, Y and parameters, and the right gradients."""

    case: network.Case
    cost: decoys.Cost
    right: decoys.Gradients

    @functools.cached_property
    def wrong(self) -> dict[str, decoys.Gradients]:
        """Return gradients with one mistake each, under the mistake in words."""
        return decoys.wrong_gradients(self.right)


class Examination:
    """What a student's check says of several networks; it is asked about each mistake once.

    A check takes two costs for every parameter. So each mistake is put before it in one network
    only, and several lines of the rubric may go by the same answer.

    Parameters
    ----------
    check : the student's. subjects : the networks.
    bad : the notebook's threshold: a difference above it means that the gradient is wrong.
    """

    def __init__(self, check: Check, subjects: Sequence[Subject], bad: float) -> None:
        self.check, self.subjects, self.bad = check, subjects, bad
        self.first = subjects[0]
        self.accepts = once(lambda subject: check(subject, subject.right, subject.cost))
        self.refuses = once(
            lambda subject, mistake: check(subject, subject.wrong[mistake], subject.cost)
        )
        self.mistakes = _spread(subjects)

    def refuse_indifference(self) -> None:
        """Refuse a check that returns the same whatever the gradients are.

        Raises
        ------
        Unacceptable
            If right gradients, and others that point elsewhere, make no difference.
        """
        turned = {name: -2 * value for name, value in self.first.right.items()}
        if self.accepts(self.first) == self.check(self.first, turned, self.first.cost):
            raise Unacceptable("It returned the same for correct and for wrong gradients.")

    def expect_right_accepted(self) -> None:
        """Fail if right gradients are called wrong."""
        for subject in self.subjects:
            difference = self.accepts(subject)
            assert abs(difference) < GOOD, (
                f"it returned {difference:.3g} for correct gradients of {subject.case.describe()}"
            )

    def expect_wrong_refused(self, tiny: Subject) -> None:
        """Fail if wrong gradients are called right.

        Parameters
        ----------
        tiny : a network in which dW1 is small beside the others.
        """
        for subject, mistake in self.mistakes:
            assert self.refuses(subject, mistake) > self.bad, (
                f"gradients of {subject.case.describe()} with {mistake} passed the check"
            )
        difference = self.check(tiny, {**tiny.right, "dW1": 2 * tiny.right["dW1"]}, tiny.cost)
        assert difference > self.bad, "a doubled dW1 passed where dW1 is small beside the others"

    def expect_every_entry(self, rng: np.random.Generator, others: int) -> None:
        """Fail if one wrong entry goes unnoticed: a corner of a block, or one of some others.

        Parameters
        ----------
        rng : draws the others. others : how many of these.
        """
        for entry, wrong in decoys.one_wrong_entry(self.first.right, rng, others):
            difference = self.check(self.first, wrong, self.first.cost)
            assert difference > self.bad, f"gradients with a wrong {entry} passed the check"

    def expect_the_ratio(self) -> None:
        """Fail if what is returned for wrong gradients is not the classic ratio."""
        for subject, mistake in self.mistakes:
            expected = decoys.classic_ratio(subject.wrong[mistake], subject.right)
            difference = self.refuses(subject, mistake)
            expect_number(difference, expected, f"the ratio for {mistake}", 1e-2)
        self._expect_the_ratio_of_small_slopes()

    def _expect_the_ratio_of_small_slopes(self) -> None:
        subject, mistake = self.mistakes[0]
        cost, right = decoys.scaled(1e-3, subject.cost, subject.right)
        if self.check(subject, right, cost) > GOOD:
            return  # it does not measure this cost, which is another line
        _, wrong = decoys.scaled(1e-3, subject.cost, subject.wrong[mistake])
        expected = decoys.classic_ratio(wrong, right)
        what = f"where all slopes are small, the ratio for {mistake}"
        expect_number(self.check(subject, wrong, cost), expected, what, 1e-2)

    def expect_any_cost(self) -> None:
        """Fail if another cost with gradients of its own is not measured."""
        subject = self.first
        cost, its_gradients = decoys.tilted(subject.cost, subject.right)
        difference = self._check_first(its_gradients, cost)
        assert difference < GOOD, "another cost with its own correct gradients was called wrong"
        difference = self.check(subject, subject.right, cost)
        assert abs(difference) > 1e-3, "another cost was put in, and the old gradients still passed"

    def expect_two_sides(self) -> None:
        """Fail if a bent cost is measured worse than by two-sided differences."""
        cost, its_gradients = decoys.bent(self.first.case.parameters)
        difference = self._check_first(its_gradients, cost)
        assert difference < GOOD, "on a bent cost it is further off than two-sided differences"

    def expect_its_epsilon(self) -> None:
        """Fail if the epsilon that is handed over does not show in the difference."""

        def check(steepness: float, **options: float) -> float:
            cost, its_gradients = decoys.steep(self.first.case.parameters, steepness)
            return self._check_first(its_gradients, cost, **options)

        expect_epsilons(check)

    def _check_first(self, gradients: decoys.Gradients, cost: decoys.Cost, **options) -> float:
        """Check gradients of the parameters; the other entries of the dictionary are there, too."""
        return self.check(self.first, {**self.first.right, **gradients}, cost, **options)


def _spread(subjects: Sequence[Subject]) -> list[tuple[Subject, str]]:
    """Return every mistake, after the subject that it is made in: each in its turn, if it can."""
    spread = []
    for mistake in dict.fromkeys(mistake for subject in subjects for mistake in subject.wrong):
        able = [subject for subject in subjects if mistake in subject.wrong]
        turns = [subject for subject, _ in spread]
        spread.append((min(able, key=turns.count), mistake))
    return spread


def expect_epsilons(check: Callable[..., float]) -> None:
    """Fail if the ratios on steep sines are not those that the epsilons handed over lead to.

    Any way of measuring that foretells all of them will do: what is wrong about it has lost its
    points elsewhere. Without an epsilon it is :data:`DEFAULT`.

    Parameters
    ----------
    check : ``check(steepness, **options) -> difference``, what the student's check returns for
        the sine that is so steep.
    """
    fitting = np.array(True)
    for steepness, options in STEPS:
        epsilon = options.get("epsilon", DEFAULT)
        difference, foretold = check(steepness, **options), _foretold(steepness * epsilon)
        fitting = fitting & np.isclose(difference, foretold, rtol=1e-2)
        told = (
            f"epsilon = {epsilon:g}" if options else f"no epsilon given, so that it is {epsilon:g},"
        )
        assert fitting.any(), (
            f"with {told} on a steep cost the difference should be {foretold[0]:.3g}, "
            f"not {difference:.3g}"
        )


def _foretold(kh: float) -> np.ndarray:
    """Return the ratio on a steep sine for each way of measuring, the right one first.

    At a phase of 1, central differences with step h see the slope times sin(kh) / kh. Others are
    forward and backward ones, divided by h or by 2h; and a distance that is not divided by both
    lengths, or by their mean, or squared, or that of the sum, or by the root of the sum of their
    squares, or without any roots. (The slope has the length one half.)

    Parameters
    ----------
    kh : steepness times epsilon.
    """
    two_sided = np.sin(kh) / kh
    one_sided = [(np.sin(1 + h) - np.sin(1)) / (h * np.cos(1)) for h in (kh, -kh)]
    halved = [seen / 2 for seen in one_sided]
    ratios = []
    for seen in (two_sided, *one_sided, *halved):
        off, size = abs(1 - seen), abs(seen)
        lengths = (1 + size, abs(1 + seen), 2, 1, size, (1 + size) / 2, (1 + size**2) / 2)
        ratios += [off / length for length in (*lengths, np.hypot(1, size))]
        ratios.append(off**2 / (1 + size**2))
    return np.array(ratios)
