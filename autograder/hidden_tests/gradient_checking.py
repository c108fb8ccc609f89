"""Hidden tests of the gradient-checking notebook: one function per graded item.

Each takes the student's function, judges it on fresh inputs line by line, prints the rubric in
words and returns the points earned. What is accepted and what is not:

* any style: loops, ``@`` or ``np.dot``, masks of booleans or integers, extra dictionary keys,
  1/m folded into dZ3, a (1, 1) array where a number is meant;
* no results written down in advance, and no finite differences inside a backward function.
"""

import contextlib
import functools
from collections.abc import Callable
from copy import deepcopy

import numpy as np

from autograder.hidden_tests import decoys, network, order, planted, slope_slips
from autograder.hidden_tests.answers import arguments_unchanged, as_number, expect_number
from autograder.hidden_tests.differences import (
    needs_no_cost,
    refuse_difference_of_costs,
    refuse_differences_of_costs,
)
from autograder.hidden_tests.gradient_checks import GOOD, Examination, Subject, expect_epsilons
from autograder.hidden_tests.gradients import (
    Judgement,
    backward_arguments,
    blocks_in,
    largest_error,
)
from autograder.hidden_tests.printed_verdicts import BAD, expect_verdicts, printed_by
from autograder.hidden_tests.remembering import remembering
from autograder.hidden_tests.rubric import Rubric, Unacceptable, once
from autograder.hidden_tests.seeds import fresh_generator
from replacing import replaced

SEED = 20_240_229


def forward_propagation(student: Callable, seed: int | None = None) -> float:
    """Judge ``forward_propagation(x, theta) -> J`` with J = theta * x: 10 points."""
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("forward_propagation")
    with rubric.line(6, "returns theta * x for positive numbers"):
        for x, theta in rng.uniform(0.5, 9, (5, 2)):
            expect_number(
                student(x, theta), theta * x, f"forward_propagation({x:.4g}, {theta:.4g})"
            )
    with rubric.line(4, "and for negative, tiny, huge and integer ones, and zero"):
        for x, theta in [(-3.7, 2.1), (4, -5), (1e-9, 0.3), (2.5, 1e8), (0, 4.2)]:
            expect_number(student(x, theta), theta * x, f"forward_propagation({x:g}, {theta:g})")
    return rubric.report()


def backward_propagation(student: Callable, seed: int | None = None) -> float:
    """Judge ``backward_propagation(x, theta) -> dJ/dtheta`` = x: 10 points."""
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("backward_propagation")
    with rubric.condition("the derivative must be a formula, not a difference of two costs"):
        if not needs_no_cost(student):
            refuse_difference_of_costs(student)

    def expect_slope(x, theta):
        what = f"backward_propagation({x:.4g}, {theta:.4g})"
        try:
            expect_number(student(x, theta), x, what)
        except AssertionError as error:
            raise AssertionError(f"{error}{slope_slips.in_words(student)}") from None

    with rubric.line(6, "returns the slope of J in theta"):
        for x, theta in rng.uniform(0.5, 9, (5, 2)):
            expect_slope(x, theta)
    with rubric.line(4, "and for negative, tiny and integer numbers, and zero"):
        for x, theta in [(-3.7, 2.1), (4, -5), (1e-9, 0.3), (0, 4.2)]:
            expect_slope(x, theta)
    return rubric.report()


def gradient_check(student: Callable, seed: int | None = None) -> float:
    """Judge ``gradient_check(x, theta, epsilon=1e-7, print_msg=False) -> difference``: 20 points.

    The cost and its derivative are swapped under its feet, so that what it says about them can
    be foretold. J = theta * x is straight: one-sided and two-sided differences agree on it, and
    each line below loses its points for one mistake only.
    """
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("gradient_check")

    def check(x, theta, cost=lambda x, theta: theta * x, slope=lambda x, theta: x, **options):
        with replaced(student, forward_propagation=cost, backward_propagation=slope):
            what = f"gradient_check({np.ravel(x)[0]:.4g}, {np.ravel(theta)[0]:.4g})"
            return as_number(student(x, theta, **options), what)

    with rubric.condition("the result must depend on the derivative that is checked"):
        if check(2.3, 1.7) == check(2.3, 1.7, slope=lambda x, theta: -2 * x):
            raise Unacceptable("It returned the same for a correct and for a wrong derivative.")
    with rubric.line(4, "says that a correct derivative is correct"):
        for (x, theta), sign in zip(rng.uniform(0.5, 9, (5, 2)), (1, -1, 1, -1, 1)):
            difference = check(sign * x, theta)
            assert abs(difference) < GOOD, f"it returned {difference:.3g} for a correct derivative"
    with rubric.line(4, "says that a wrong derivative is wrong"):
        for factor in [2, 0.5, -1, 0, 1.01]:
            x, theta = rng.uniform(0.5, 9, 2)
            difference = check(x, theta, slope=lambda x, theta, factor=factor: factor * x)
            assert difference > BAD, f"{factor} times the correct derivative passed the check"
    with rubric.line(3, "divides the norm of the difference by the sum of the norms"):
        for factor in [3, 0.5, -0.2]:
            difference = check(2.3, 1.7, slope=lambda x, theta, factor=factor: factor * x)
            expect_number(difference, abs(factor - 1) / (abs(factor) + 1), "the ratio", 1e-6)
        difference = check(2.3e-4, 1.7, slope=lambda x, theta: 3 * x)
        expect_number(difference, 0.5, "where the slope is small, the ratio", 1e-2)
    with rubric.line(3, "measures the slope of the cost, whatever forward_propagation computes"):

        def power(x, theta):
            return x * theta**4

        # To the other side of zero it is wrong.
        difference = check(1.2, -0.8, power, lambda x, theta: 4 * x * theta**3 * (theta < 0))
        assert difference < GOOD, "another cost with its own correct derivative was called wrong"
        difference = check(1.2, -0.8, power)
        assert abs(difference) > 1e-2, "another cost came in, and the old derivative still passed"
    start, slope = 1e-4, 0.5
    with rubric.line(3, "steps to both sides of theta"):
        difference = check(
            1.0,
            start,
            lambda x, theta: decoys.bend(theta - start, slope),
            lambda x, theta: slope + decoys.CURVATURE * (theta - start),
        )
        assert difference < GOOD, "on a bent cost it is as far off as a one-sided difference"
    with rubric.line(1, "uses the epsilon that it is given"):

        def check_steep(k, **options):
            def cost(x, theta):
                return decoys.wave(k, theta - start, slope)

            def its_slope(x, theta):
                return slope * np.cos(k * (theta - start) + 1) / np.cos(1)

            return check(1.0, start, cost, its_slope, **options)

        expect_epsilons(check_steep)
    with rubric.line(1, "prints its verdict when print_msg is true"):

        def printed(x, factor=1.0, **options):
            def slope(x, theta):
                return factor * x

            def call():
                return check(x, 1.7, slope=slope, **options)

            return printed_by(student, call, is_right=factor == 1)

        expect_verdicts(
            # A steep one, too, if it returns that it is right: the verdict goes by what it returns.
            right=[
                printed(x, print_msg=True) for x in (2.3, 3.3091e6) if x < 3 or check(x, 1.7) < BAD
            ],
            wrong=[printed(2.3, factor, print_msg=True) for factor in (2, 1.0005)],
            unasked=printed(2.3),
        )
    with rubric.line(1, "leaves its arguments as they were"):
        check(2.0, 3.0)
        x, theta = np.array(2.0), np.array(3.0)
        # A function may insist on plain numbers, and these are arrays: only a change counts.
        with arguments_unchanged(x=x, theta=theta), contextlib.suppress(Exception):
            check(x, theta)
    return rubric.report()


def gradient_check_n(student: Callable, seed: int | None = None) -> float:
    """Judge ``gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False)``.

    30 points. The networks are 4-5-3-1, which is what ``vector_to_dictionary`` assumes; the
    number of examples varies. Wrong gradients are made from right ones, one mistake at a time.
    """
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("gradient_check_n")
    cases = decoys.cases_with_clear_slopes(rng)
    cases[0] = cases[0]._replace(Y=cases[0].Y.ravel())  # labels come as (m,) and as (1, m)
    tiny = network.random_case(rng, (4, 5, 3, 1), 3, x_scale=1e-4)
    *subjects, tiny = [
        Subject(case, network.cost, decoys.right_gradients(case)) for case in (*cases, tiny)
    ]
    first = subjects[0]

    forward_once = remembering(network.forward)

    @functools.cache  # the same function each time: who remembers what it returned may go on so
    def forward_with(cost):
        def forward(X, Y, parameters):
            network.expect_small(X, Y, *parameters.values())
            value, cache = forward_once(X, Y, parameters)
            return value if cost is network.cost else cost(X, Y, parameters), cache

        return forward

    def check(subject, gradients, cost, **options):
        with replaced(student, forward_propagation_n=forward_with(cost)):
            X, Y, parameters = deepcopy(subject.case)
            answer = student(parameters, deepcopy(gradients), X, Y, **options)
        return as_number(answer, "the difference")

    exam = Examination(check, subjects, BAD)
    with rubric.condition("the result must depend on the gradients that are checked"):
        exam.refuse_indifference()
    with rubric.line(7, "says that correct gradients are correct"):
        exam.expect_right_accepted()
    with rubric.line(7, "says that wrong gradients are wrong, in whichever block"):
        exam.expect_wrong_refused(tiny)
    with rubric.line(3, "compares every single entry, the first and the last included"):
        exam.expect_every_entry(rng, others=6)
    with rubric.line(4, "divides the norm of the difference by the sum of the norms"):
        exam.expect_the_ratio()
    with rubric.line(3, "measures the slope of the cost, whatever forward_propagation_n computes"):
        exam.expect_any_cost()
    with rubric.line(3, "steps to both sides of each parameter, one parameter at a time"):
        exam.expect_two_sides()
    with rubric.line(1, "uses the epsilon that it is given"):
        exam.expect_its_epsilon()
    with rubric.line(1, "prints its verdict when print_msg is true"):

        def printed(slopes, cost, **options):
            def call():
                return check(first, slopes, cost, **options)

            return printed_by(student, call, is_right=cost is not straight)

        # None of them small: a mean of ratios would be that of rounding errors.
        even = {key: np.where(block < 0, -1.0, 1.0) for key, block in first.right.items()}
        # Steep ones, too, if it returns that they are right: the verdict goes by what it returns.
        steep = {key: 1e6 * block for key, block in even.items()}
        straight = decoys.straight(first.right)
        expect_verdicts(
            right=[
                printed(slopes, decoys.straight(slopes), print_msg=True)
                for slopes in (even, steep)
                if slopes is even or check(first, steep, decoys.straight(steep)) < BAD
            ],
            wrong=[
                printed(first.wrong[mistake], straight, print_msg=True)
                for mistake in ("db2 doubled", "dW1 off by a twentieth")
            ],
            unasked=printed(even, decoys.straight(even)),
        )
    (X, Y, parameters), right = first.case, first.right
    with (
        rubric.line(1, "leaves its arguments as they were"),
        replaced(student, forward_propagation_n=network.forward),
        arguments_unchanged(X=X, Y=Y, parameters=parameters, gradients=right),
    ):
        as_number(student(parameters, right, X, Y), "the difference")
    return rubric.report()


def backward_propagation_n(student: Callable, seed: int | None = None) -> float:
    """Judge ``backward_propagation_n(X, Y, cache) -> 11 gradients``: 30 points.

    The exercise hands out dW2 doubled and db1 times four: most points are for these two, and a
    function that still has both earns none for what was right all along.
    """
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("backward_propagation_n")
    cases = decoys.cases_that_tell_steps(rng)

    with rubric.condition("the gradients must come from the chain rule, not from differences"):
        refuse_differences_of_costs(student, rng)
    with rubric.condition(planted.CONDITION):
        planted.expect_one_mended(student(*backward_arguments(cases[0])), cases[0])

    @once
    def judgement(number: int) -> Judgement:
        return Judgement(student, cases[number])

    for block, points in {"W2": 11, "b1": 11, "W3": 1, "b3": 1, "b2": 1, "W1": 1}.items():
        with rubric.line(points, f"d{block} is the slope of the cost in {block}"):
            for number in range(len(cases)):
                judgement(number).expect_block(block)
    with rubric.line(3, "the steps between, dZ3, dA2, dZ2, dA1 and dZ1, are there and fit"):
        for number in range(len(cases)):
            judgement(number).expect_steps()
    with rubric.condition(order.CONDITION):
        case, right = cases[1], decoys.right_gradients(cases[1])

        def error(places: np.ndarray) -> float:
            return largest_error(student(*backward_arguments(case.in_order(places))), right)

        order.refuse_dependence(error, case.X.shape[1], rng)
    X, Y, cache = backward_arguments(cases[0])
    other = cases[0]._replace(X=2 * X)
    with (
        rubric.line(1, "leaves its arguments as they were"),
        arguments_unchanged(X=X, Y=Y, cache=cache),
    ):
        answer = blocks_in(student(X, Y, cache), cases[0])
        assert answer, "it returned no gradient of the right shape"
        answer_to_other = blocks_in(student(*backward_arguments(other)), other)
        assert any(not np.array_equal(answer[key], answer_to_other.get(key)) for key in answer), (
            "it returned the same gradients for another X"
        )
    return rubric.report()
