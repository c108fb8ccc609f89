"""Judging a student's gradient check of a network, by what it says of gradients made on purpose.

Every function here takes ``check(subject, gradients, cost, **options) -> difference``: the
student's check of these gradients, with this cost put under its feet.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from autograder.hidden_tests import decoys, network
from autograder.hidden_tests.answers import expect_number
from autograder.hidden_tests.rubric import Unacceptable

GOOD = 1e-5
"""What a check may return at most for a correct gradient. Looser than the notebooks' thresholds,
so that a one-sided check loses its points in the line on two sides, and nowhere else."""

Check = Callable[..., float]


class Subject(NamedTuple):
    """A network, its cost as a function of X, Y and parameters, and the right gradients."""

    case: network.Case
    cost: decoys.Cost
    right: decoys.Gradients


def refuse_indifference(check: Check, subject: Subject) -> None:
    """Refuse a check that returns the same whatever the gradients are.

    Raises
    ------
    Unacceptable
        If right gradients, and others that point elsewhere, make no difference.
    """
    turned = {name: -2 * value for name, value in subject.right.items()}
    same = check(subject, subject.right, subject.cost) == check(subject, turned, subject.cost)
    if same:
        raise Unacceptable("It returned the same for correct and for wrong gradients.")


def expect_right_accepted(check: Check, subjects: Iterable[Subject]) -> None:
    """Fail if right gradients are called wrong."""
    for subject in subjects:
        difference = check(subject, subject.right, subject.cost)
        assert abs(difference) < GOOD, (
            f"it returned {difference:.3g} for correct gradients of {subject.case.describe()}"
        )


def expect_wrong_refused(
    check: Check, subjects: Iterable[Subject], tiny: Subject, bad: float
) -> None:
    """Fail if wrong gradients are called right.

    Parameters
    ----------
    tiny : a network in which dW1 is small beside the others.
    bad : the notebook's threshold: a difference above it means that the gradient is wrong.
    """
    for subject in subjects:
        for mistake, wrong in decoys.wrong_gradients(subject.right):
            difference = check(subject, wrong, subject.cost)
            assert difference > bad, (
                f"gradients of {subject.case.describe()} with {mistake} passed the check"
            )
    difference = check(tiny, {**tiny.right, "dW1": 2 * tiny.right["dW1"]}, tiny.cost)
    assert difference > bad, "a doubled dW1 passed where dW1 is small beside the others"


def expect_every_entry(check: Check, subject: Subject, bad: float) -> None:
    """Fail if one wrong entry, the first or any other, goes unnoticed; ``bad`` as above."""
    for entry, wrong in decoys.one_wrong_entry(subject.right):
        difference = check(subject, wrong, subject.cost)
        assert difference > bad, f"gradients with a wrong {entry} passed the check"


def expect_the_ratio(check: Check, subjects: Iterable[Subject]) -> None:
    """Fail if what is returned for wrong gradients is not the classic ratio."""
    for subject in subjects:
        for mistake, wrong in decoys.wrong_gradients(subject.right):
            difference = check(subject, wrong, subject.cost)
            expected = decoys.classic_ratio(wrong, subject.right)
            expect_number(difference, expected, f"the ratio for {mistake}", 1e-2)


def expect_any_cost(check: Check, subjects: Iterable[Subject]) -> None:
    """Fail if another cost with gradients of its own is not measured."""
    for subject in subjects:
        cost, its_gradients = decoys.tilted(subject.cost, subject.right)
        difference = check(subject, its_gradients, cost)
        assert difference < GOOD, "another cost with its own correct gradients was called wrong"
        difference = check(subject, subject.right, cost)
        assert difference > 1e-3, "another cost was put in, and the old gradients still passed"


def expect_two_sides(check: Check, subject: Subject) -> None:
    """Fail if a steep cost is measured worse than by two-sided differences."""
    cost, its_gradients = decoys.steep(subject.case.parameters)
    difference = check(subject, its_gradients, cost)
    assert difference < GOOD, "on a steep cost it is further off than two-sided differences"


def expect_its_epsilon(check: Check, subject: Subject) -> None:
    """Fail if the epsilon that is handed over does not show in the difference."""
    cost, its_gradients = decoys.steep(subject.case.parameters)
    for epsilon in (1e-4, 2e-4):
        expect_epsilon(check(subject, its_gradients, cost, epsilon=epsilon), epsilon)


def expect_epsilon(difference: float, epsilon: float) -> None:
    """Fail if the ratio on the steep sine is not the one that this epsilon leads to.

    At a phase of 1, central differences with step h see the slope times sin(kh) / kh. One-sided
    ones, forward and backward, have lost their points elsewhere, and so has a distance that is not
    divided by both lengths: they are foretold too. (The slope has the length one half.)

    Parameters
    ----------
    difference : what the check returned. epsilon : what it was given.
    """
    kh = decoys.STEEPNESS * epsilon
    two_sided = np.sin(kh) / kh
    one_sided = [(np.sin(1 + h) - np.sin(1)) / (h * np.cos(1)) for h in (kh, -kh)]
    foretold = [
        abs(1 - seen) / length
        for seen in (two_sided, *one_sided)
        for length in (1 + abs(seen), 2, 1, abs(seen))
    ]
    assert any(np.isclose(difference, ratio, rtol=1e-2) for ratio in foretold), (
        f"with epsilon = {epsilon:g} on a steep cost the difference should be "
        f"{foretold[0]:.3g}, not {difference:.3g}"
    )
