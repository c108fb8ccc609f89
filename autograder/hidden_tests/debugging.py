"""Hidden tests of the debugging notebook: one function per graded item.

Three items are repairs. A function that still has the bug it was handed out with earns nothing,
whatever else is right with it: that was right all along.
"""

import functools
from collections.abc import Callable, Iterable
from copy import deepcopy

import numpy as np

from autograder.hidden_tests import bias_columns, order, shortcuts
from autograder.hidden_tests.answers import (
    arguments_unchanged,
    as_number,
    as_numbers,
    expect_number,
)
from autograder.hidden_tests.bias_columns import CLOSE, Answer, Case
from autograder.hidden_tests.bias_judgement import Judgement
from autograder.hidden_tests.rubric import Rubric, Unacceptable, once
from autograder.hidden_tests.seeds import fresh_generator
from debugging_lab import SIZE
from replacing import replaced

SEED = 20_240_301
AS_HANDED_OUT = "It still does what the function that was handed out did."


def sigmoid(student: Callable, seed: int | None = None) -> float:
    """Judge ``sigmoid(z) -> 1 / (1 + exp(-z))``: 15 points."""
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("sigmoid")
    with rubric.condition("the sigmoid must be mended"):
        falling = [student(z) for z in (-1.5, 0.7, 2.0)]
        if np.allclose(falling, bias_columns.sigmoid([1.5, -0.7, -2.0]), rtol=CLOSE):
            raise Unacceptable(AS_HANDED_OUT)
    with rubric.line(6, "squashes numbers, negative ones, zero and integers too"):
        for z in [*rng.uniform(-4, 4, 5), 0.0, 2, -3]:
            expect_number(student(z), float(bias_columns.sigmoid(z)), f"sigmoid({z:.4g})")
    with rubric.line(4, "squashes every element of an array, whatever its shape"):
        for shape in [(5,), (3, 1), (4, 6), (2, 3, 2)]:
            z = rng.uniform(-4, 4, shape)
            answer = as_numbers(student(z.copy()), f"sigmoid of an array {shape}", shape)
            assert np.allclose(answer, bias_columns.sigmoid(z), rtol=CLOSE, atol=0), (
                f"some elements of sigmoid of an array of shape {shape} are wrong"
            )
    with rubric.line(3, "comes to 0 and to 1 far out, and stays finite"):
        for z, limit in [(-40.0, 0), (40.0, 1), (-800.0, 0), (800.0, 1)]:
            answer = as_number(student(z), f"sigmoid({z:g})")
            assert abs(answer - limit) < CLOSE, f"sigmoid({z:g}) should be {limit}, not {answer:g}"
    with rubric.line(2, "leaves its argument as it was"):
        z = rng.uniform(-4, 4, (3, 2))
        with arguments_unchanged(z=z):
            as_numbers(student(z), "sigmoid of an array", z.shape)
    return rubric.report()


def numerical_gradient(student: Callable, seed: int | None = None) -> float:
    """Judge ``numerical_gradient(cost, theta, epsilon=1e-4) -> slopes``: 20 points.

    Where the slopes of a straight cost come out wrong in a way that can be undone, that costs the
    first line, and it is undone for the others.
    """
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("numerical_gradient")

    def measure(cost: Callable, theta: np.ndarray, **options: float) -> np.ndarray:
        # A number of numpy's, as the costs in the notebook are: it may be asked for its item().
        answer = student(lambda t: np.float64(cost(np.ravel(t))), theta.copy(), **options)
        return as_numbers(answer, "the measured gradient", theta.shape)

    def draw(size: int) -> np.ndarray:
        return rng.uniform(0.5, 2, size) * rng.choice([-1, 1], size)

    with rubric.condition("entry 0 must be measured, too"):
        slopes = draw(SIZE)
        measured = measure(lambda t: slopes @ t, draw(SIZE))
        if measured[0] == 0 and np.any(measured):
            raise Unacceptable("The first slope is still 0, as in the function handed out.")
    with rubric.line(7, "measures the slope of every entry, the first and the last included"):
        for size in (SIZE, 5, 1):
            slopes = draw(size)
            measured = measure(lambda t, slopes=slopes: slopes @ t, draw(size))
            _expect_entries(measured, slopes, f"of {size}")
    slopes, theta, flat = draw(SIZE), draw(SIZE), draw(SIZE)

    undo = functools.cache(lambda: _undoing(measure(lambda t: flat @ t, theta), flat))

    @functools.cache
    def known() -> np.ndarray:
        """Return which entries are judged: the inner ones, the others if their mistake is undone.

        The first and the last are left out most often, and have lost their points above then.
        """
        is_known = np.isclose(undo()(measure(lambda t: flat @ t, theta)), flat, rtol=CLOSE, atol=0)
        is_known[1:-1] = True
        return is_known

    with rubric.line(5, "steps to both sides"):
        measured = measure(lambda t: slopes @ t + 1e3 * np.sum((t - theta) ** 2), theta)
        _expect_entries(undo()(measured)[known()], slopes[known()], "of a curved cost")
    start = np.linspace(0.4, 1.3, SIZE)
    # One-sided steps have lost their points above: they are foretold, too.
    foretold = [
        (np.sin(start + plus) - np.sin(start - minus)) / (plus + minus)
        for plus, minus in [(1, 1), (1, 0), (0, 1)]
    ]

    def expect_epsilon(epsilon: float, /, **options: float) -> None:
        def waves(t):
            return epsilon * np.sum(np.sin((t - theta) / epsilon + start))

        measured = undo()(measure(waves, theta, **options))
        fits = np.isclose(foretold, measured, rtol=CLOSE, atol=0).any(axis=0)
        assert fits[known()].all(), (
            f"with epsilon = {epsilon:g} the slopes of a steep cost should show it"
        )

    with rubric.line(3, "uses the epsilon that it is given"):
        for epsilon in (0.1, 0.2):
            expect_epsilon(epsilon, epsilon=epsilon)
    with rubric.line(1, "and 1e-4 if it is given none"):
        expect_epsilon(1e-4)
    with rubric.line(4, "moves one entry at a time, and leaves theta as it was"):
        theta = theta - theta.mean() + 3 / SIZE  # so that all slopes of the next cost are 3
        measured = undo()(measure(lambda t: np.sum(t) ** 2 / 2, theta))[1:-1]
        # One-sided steps shift them all alike.
        assert np.ptp(measured) < CLOSE and abs(measured.mean() - 3) < 1e-2, (
            "nudges of one entry are still there when the next one is measured"
        )
        kept = theta.copy()
        student(lambda t: np.sum(t), theta)
        assert np.allclose(theta, kept, rtol=1e-9, atol=1e-12), "your function changed theta"
    return rubric.report()


def relative_difference(student: Callable, seed: int | None = None) -> float:
    """Judge ``relative_difference(a, b) -> |a - b| / (|a| + |b|)``: 20 points."""
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("relative_difference")

    def ratio(a: Iterable[float], b: Iterable[float]) -> float:
        return as_number(student(np.array(a, float), np.array(b, float)), "the ratio")

    with rubric.condition("the ratio must be mended"):
        pairs = [rng.standard_normal((2, 6)) for _ in range(3)]
        planted = [np.linalg.norm(a - b) / np.linalg.norm(a + b) for a, b in pairs]
        if np.allclose([ratio(a, b) for a, b in pairs], planted, rtol=CLOSE):
            raise Unacceptable(AS_HANDED_OUT)
    with rubric.line(8, "comes out as worked out by hand"):
        for a, b, expected in [
            ([3, 0], [0, 4], 5 / 7),
            ([1, 2, 2], [2, 4, 4], 1 / 3),
            ([2, 3, 6], [2, -3, 6], 3 / 7),
            ([-5], [3], 1.0),
        ]:
            expect_number(ratio(a, b), expected, f"the ratio of {a} and {b}")
    vector = rng.uniform(0.5, 2, 38) * rng.choice([-1, 1], 38)
    with rubric.line(4, "is 1 for opposite vectors, and where one of them is zero"):
        for a, b, which in [
            (vector, -vector, "two opposite vectors"),
            (vector, 0 * vector, "a vector and zero"),
            (0 * vector, vector, "zero and a vector"),
        ]:
            expect_number(ratio(a, b), 1, f"the ratio of {which}")
        assert ratio(vector, 0.9 * vector) != 1, "it is 1 for other vectors, too"
    with rubric.line(4, "tells good gradients from very good ones, and is 0 for equal vectors"):
        # As many larger as smaller, so that the lengths hardly differ: these are not asked for.
        signs = np.where(np.abs(vector).argsort().argsort() % 2, 1, -1)
        for size in (1e-4, 1e-9):
            found = ratio(vector, vector * (1 + size * signs))
            assert 0.1 * size < found < 3 * size, (
                f"where all entries are off by {size:g} of themselves it is {found:.3g}"
            )
        assert abs(ratio(vector, vector)) < 1e-12, "the ratio of equal vectors is not 0"
    with rubric.line(3, "does not depend on the scale"):
        other = rng.standard_normal(38)
        usual = ratio(vector, other)
        assert usual != ratio(vector, 0.9 * vector), "it is the same for all vectors"
        for scale in (1e-7, 1e7):
            expect_number(ratio(scale * vector, scale * other), usual, f"at scale {scale:g} it")
    a, b = rng.standard_normal((2, 5))
    with rubric.line(1, "leaves its arguments as they were"), arguments_unchanged(a=a, b=b):
        as_number(student(a, b), "the ratio")
    return rubric.report()


def cost_and_gradient(student: Callable, seed: int | None = None) -> float:
    """Judge ``cost_and_gradient(theta, X, labels, lambd) -> (cost, gradient)``: 45 points.

    The student's ``sigmoid`` is replaced by the right one, so that exercise 1 is not charged twice.
    """
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("cost_and_gradient")

    def run(case: Case, **stand_ins: Callable) -> object:
        with replaced(student, sigmoid=bias_columns.sigmoid, **stand_ins):
            return student(*deepcopy(tuple(case)))

    def call(case: Case, loop: Callable = shortcuts.right_answer) -> Answer:
        return _read_answer(run(case, cost_and_gradient_loop=loop))

    judge = functools.cache(lambda number: Judgement(call, cases[number]))
    cases = [bias_columns.random_case(rng, m) for m in (5, 3, 12)]
    penalties = [(6, 0.7), (11, 5.0), (4, 60.0)]
    cases += [bias_columns.random_case(rng, m, lambd) for m, lambd in penalties]
    plain, penalized = range(3), range(3, 6)

    with rubric.condition("the gradient must be a formula, not a difference of costs"):
        shortcuts.refuse_fixed_steps(call, cases[0])
    with rubric.condition("the loop version must not do the work"):
        shortcuts.refuse_the_loop(student, call, cases[0])
    with rubric.line(4, "the cost without penalty"):
        for number in plain:
            judge(number).expect_cost()
    for block in (1, 2):
        with rubric.line(5, f"the gradient of theta{block} without penalty"):
            for number in plain:
                judge(number).expect_gradient(block)
    some_are_right = any(line.earned for line in rubric.lines)

    @once
    def expect_sound() -> None:
        assert some_are_right or all(judge(number).has_right_numbers() for number in plain), (
            "neither the cost nor a gradient is right"
        )

    with rubric.line(3, "what lambd adds to the cost"):
        for number in penalized:
            judge(number).expect_penalty()
    with rubric.line(5, "what lambd adds to the gradient, and that it spares the bias columns"):
        for number in penalized:
            judge(number).expect_penalty_gradient()
    with rubric.line(2, "a single example, and a batch in which a class does not occur"):
        expect_sound()
        shortcuts.expect_sum_of_small_batches(call, cases[2])
    with rubric.line(20, "no loop over the examples"):
        expect_sound()
        shortcuts.expect_no_loop(student, rng)
    with rubric.condition(order.CONDITION):
        shortcuts.refuse_order(call, cases[3], rng)
    theta, X, labels, lambd = cases[-1]
    with (
        rubric.line(1, "leaves its arguments as they were"),
        arguments_unchanged(theta=theta, X=X, labels=labels),
        replaced(student, sigmoid=bias_columns.sigmoid),
    ):
        _read_answer(student(theta, X, labels, lambd))
    return rubric.report()


def _read_answer(answer: object) -> Answer:
    """Return what a ``cost_and_gradient`` returned as a number and an array (38,).

    Raises
    ------
    AssertionError
        If it is not a pair of these.
    """
    what = "cost_and_gradient"
    assert answer is not None, f"{what} returned nothing; is the return statement missing?"
    assert isinstance(answer, tuple | list) and len(answer) == 2, (
        f"{what} should return two things, the cost and the gradient"
    )
    return as_number(answer[0], "the cost"), as_numbers(answer[1], "the gradient", (SIZE,))


def _expect_entries(measured: np.ndarray, slopes: np.ndarray, what: str) -> None:
    wrong = np.flatnonzero(~np.isclose(measured, slopes, rtol=CLOSE, atol=0))
    assert not wrong.size, (
        f"slope {wrong[0]} {what} should be {slopes[wrong[0]]:.6g}, not {measured[wrong[0]]:.6g}"
    )


def _undoing(measured: np.ndarray, slopes: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """Return what makes right slopes of wrong ones, where it is a factor or that they add up.

    Parameters
    ----------
    measured : array (n,), what came out for a straight cost. slopes : array (n,), what should have.
    """
    for undo in (np.asarray, lambda sums: np.diff(sums, prepend=0)):
        ratios = (undo(measured) / slopes)[1:-1]
        factor = float(np.median(ratios))
        if abs(factor) > 1e-3 and np.allclose(ratios, factor, rtol=CLOSE):
            return lambda wrong, undo=undo, factor=factor: undo(wrong) / factor
    return np.asarray
