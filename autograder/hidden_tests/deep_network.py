"""Hidden tests of the deep-network notebook: one function per graded item.

Functions that call each other are judged apart: under the feet of ``gradient_check`` are right
ones, whatever the student's own return.
"""

import functools
from collections.abc import Callable
from copy import deepcopy

import numpy as np

from autograder.hidden_tests import network, order, rolling
from autograder.hidden_tests.answers import arguments_unchanged, as_array, as_number
from autograder.hidden_tests.deep_cases import (
    ACTIVATIONS,
    activations_asked_for,
    as_forward_prop_cost,
    as_it_is,
    form_that_fits,
    helpers_that_fit,
    its_cost,
    right_gradients,
    right_helpers,
    same_output_cases,
    sizes_of,
    subject,
)
from autograder.hidden_tests.gradient_checks import GOOD, Examination
from autograder.hidden_tests.rubric import Rubric
from autograder.hidden_tests.seeds import fresh_generator
from chain import Chain
from derivatives import relative_error
from replacing import replaced

SEED = 20_240_307
BAD = 1e-6
"""The notebook's threshold: a ratio above it means that the gradient is wrong."""
BORROWED = "the function must be your own, and not one from gc_utils"


def dictionary_to_vector(student: Callable, seed: int | None = None) -> float:
    """Judge ``dictionary_to_vector(params_dict) -> vector`` (P, 1): 15 points."""
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("dictionary_to_vector")
    blocks = rolling.random_blocks(rng)

    def roll(blocks):
        return student(deepcopy(blocks))

    with rubric.condition(BORROWED):
        rolling.refuse_borrowed(student, lambda: roll(blocks))
    with rubric.line(3, "returns one column"):
        rolling.expect_column(roll(blocks))
    with rubric.line(4, "in the order W1, b1, W2, b2, ..."):
        rolling.expect_order(roll(blocks), blocks)
    with rubric.line(3, "each matrix row by row"):
        rolling.expect_rows(roll(blocks), blocks)
    with rubric.line(2, "in whatever order the dictionary was filled"):
        others = rolling.filled_backwards(blocks)
        rolling.expect_same(roll, blocks, others, "with the order of the dictionary")
    with rubric.line(2, "for any number of layers, ten and more too"):
        rolling.expect_depths(roll, rng)
    with rubric.line(1, "leaves its argument as it was"), arguments_unchanged(params_dict=blocks):
        rolling.numbers(student(blocks))
    return rubric.report()


def gradients_to_vector(student: Callable, seed: int | None = None) -> float:
    """Judge ``gradients_to_vector(gradients) -> vector`` (P, 1): 15 points.

    The dictionaries hold dA0, dA1, ... as well, just as the given backward pass returns them.
    """
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("gradients_to_vector")
    blocks = rolling.random_blocks(rng, prefix="d")

    def answered(blocks):
        with right_helpers(student, "dictionary_to_vector"):
            return student(deepcopy(rolling.with_steps(blocks)))

    def roll(blocks):
        return rolling.without_steps(answered(blocks))

    with rubric.condition(BORROWED):
        rolling.refuse_borrowed(student, lambda: student(rolling.with_steps(blocks)))
    with rubric.line(2, "returns one column"):
        rolling.expect_column(answered(blocks))
    with rubric.line(3, "in the order dW1, db1, dW2, db2, ..."):
        rolling.expect_order(roll(blocks), blocks)
    with rubric.line(2, "each matrix row by row"):
        rolling.expect_rows(roll(blocks), blocks)
    with rubric.line(3, "leaves out dA0, dA1, ..."):
        rolling.expect_no_steps(answered(blocks), blocks)
    with rubric.line(2, "in whatever order the dictionary was filled"):
        others = rolling.filled_backwards(blocks)
        rolling.expect_same(roll, blocks, others, "with the order of the dictionary")
    with rubric.line(2, "for any number of layers, ten and more too"):
        rolling.expect_depths(roll, rng, prefix="d")
    gradients = rolling.with_steps(blocks)
    with (
        rubric.line(1, "leaves its argument as it was"),
        right_helpers(student, "dictionary_to_vector"),
        arguments_unchanged(gradients=gradients),
    ):
        rolling.numbers(student(gradients))
    return rubric.report()


def vector_to_dictionary(student: Callable, seed: int | None = None) -> float:
    """Judge ``vector_to_dictionary(vector, layers_dims) -> parameters``: 15 points.

    The vector counts up from some negative number to positive ones.
    """
    rubric = Rubric("vector_to_dictionary")
    first = rolling.FIRST - int(fresh_generator(seed, SEED).integers(5, 45))
    vector = rolling.counting(rolling.count(rolling.DIMS), first)

    def unroll():
        return student(vector.copy(), list(rolling.DIMS))

    with rubric.condition(BORROWED):
        rolling.refuse_borrowed(student, unroll)
    with rubric.line(4, "returns W1, b1, W2, b2, ... with the right shapes"):
        rolling.expect_shapes(unroll())
    with rubric.line(5, "each made of its own piece of the vector"):
        rolling.expect_pieces(unroll(), first=first)
    with rubric.line(3, "each matrix filled row by row"):
        rolling.expect_rows_filled(unroll())
    with rubric.line(2, "for any number of layers"):
        rolling.expect_unrolled_depths(student, first)
    layers_dims = list(rolling.DIMS)
    with (
        rubric.line(1, "leaves its arguments as they were"),
        arguments_unchanged(vector=vector, layers_dims=layers_dims),
    ):
        as_array(student(vector, layers_dims), "W1")
    return rubric.report()


def forward_prop_cost(student: Callable, seed: int | None = None) -> float:
    """Judge ``forward_prop_cost(X, parameters, Y, hidden_layers_activation_fn="tanh") -> cost``.

    15 points. Which activation is used is judged apart from what is made of it.
    """
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("forward_prop_cost")

    def answered(case, *activation):
        X, Y, parameters = deepcopy(case)
        return as_number(student(X, parameters, Y, *activation), "forward_prop_cost")

    def expect_cost(m):
        for dims in [(4, 3, 1), (3, 1), (3, 4, 3, 2, 1)]:
            drawn = network.random_case(rng, dims, m)
            # Both labels, for a single example too: each has its own half of the formula.
            for case in (drawn, drawn._replace(Y=1 - drawn.Y)):
                answer = answered(case, "tanh")
                costs = [float(Chain(case.X, case.Y, a)(case.parameters)) for a in ACTIVATIONS]
                # With a wrong activation it is the cost of another network, charged below.
                assert np.isclose(answer, costs, rtol=1e-6, atol=0).any(), (
                    f"the cost of {case.describe()} should be {costs[0]:.6g}, not {answer:.6g}"
                )

    alike = same_output_cases(rng)
    with rubric.line(5, "returns the cost of one example"):
        expect_cost(1)
    with rubric.line(4, "and of several examples, their mean"):
        expect_cost(2)
        expect_cost(7)
    with rubric.line(3, "gives the hidden layers the activation that it is told"):
        answers = {name: answered(case, name) for name, case in alike.items()}
        assert answers["tanh"] != answered(alike["relu"], "tanh"), "the weights make no difference"
        for name, answer in answers.items():
            assert np.isclose(answer, answers["tanh"], rtol=1e-6, atol=0), (
                f"its hidden layers do not have the activation {name}"
            )
    with rubric.line(2, "tanh unless it is told another one"):
        untold, told = answered(alike["tanh"]), answered(alike["tanh"], "tanh")
        assert untold != answered(alike["relu"]), "the weights make no difference"
        assert np.isclose(untold, told, rtol=1e-6, atol=0), (
            "without a fourth argument the hidden layers do not have tanh"
        )
    with rubric.condition(order.CONDITION):
        case = network.random_case(rng, (4, 3, 1), 7)
        right = Chain(case.X, case.Y, "tanh")(case.parameters)
        order.refuse_dependence(
            lambda places: relative_error(answered(case.in_order(places), "tanh"), right), 7, rng
        )
    X, Y, parameters = alike["tanh"]
    with (
        rubric.line(1, "leaves its arguments as they were"),
        arguments_unchanged(X=X, Y=Y, parameters=parameters),
    ):
        as_number(student(X, parameters, Y, "tanh"), "forward_prop_cost")
    return rubric.report()


def gradient_check(student: Callable, seed: int | None = None) -> float:
    """Judge ``gradient_check(parameters, gradients, X, Y, layers_dims, epsilon=1e-7, ...)``.

    40 points. It ends with ``hidden_layers_activation_fn="tanh") -> difference``.
    """
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("gradient_check")
    sizes = [((4, 3, 2, 1), 3), ((6, 4, 3, 1), 1), ((3, 1), 4), ((3, 3, 2, 2, 1), 2)]
    subjects = [subject(rng, dims, m) for dims, m in sizes]
    tiny = subject(rng, (4, 3, 1), 3, x_scale=1e-4)
    first = subjects[0]

    def helpers():
        return right_helpers(student)

    def answer_to(case, gradients, **options):
        X, Y, parameters = deepcopy(case)
        return student(parameters, deepcopy(gradients), X, Y, sizes_of(case), **options)

    def run(*case_and_gradients, **options):
        return as_number(answer_to(*case_and_gradients, **options), "the difference")

    form = as_it_is
    # The same function each time: who remembers what it returned may go on so.
    stand_in = functools.cache(lambda cost: as_forward_prop_cost(cost, form))

    def check(subject, gradients, cost, **options):
        with helpers(), replaced(student, forward_prop_cost=stand_in(cost)):
            return run(subject.case, gradients, hidden_layers_activation_fn="tanh", **options)

    exam = Examination(check, subjects, BAD)
    with rubric.condition("the result must depend on the gradients that are checked"):
        form = form_that_fits(student, first.case, lambda: run(first.case, first.right))
        helpers = helpers_that_fit(student, lambda: run(first.case, first.right), form)
        exam.refuse_indifference()
    with rubric.line(10, "says that correct gradients are correct"):
        exam.expect_right_accepted()
    with rubric.line(10, "says that wrong gradients are wrong, in whichever block"):
        exam.expect_wrong_refused(tiny)
    with rubric.line(4, "compares every single entry, the first and the last included"):
        exam.expect_every_entry(rng, others=4)
    with rubric.line(5, "divides the norm of the difference by the sum of the norms"):
        exam.expect_the_ratio()
    with rubric.line(3, "measures the slope of the cost, whatever forward_prop_cost computes"):
        exam.expect_any_cost()
    with rubric.line(3, "steps to both sides of each parameter, one parameter at a time"):
        exam.expect_two_sides()
    with rubric.line(1, "uses the epsilon that it is given"):
        exam.expect_its_epsilon()
    with rubric.line(3, "hands the activation on to forward_prop_cost, tanh unless told"):
        for activation in ("relu", "sigmoid", None):
            told = {"hidden_layers_activation_fn": activation} if activation else {}
            right = right_gradients(first.case, activation or "tanh")
            with helpers(), activations_asked_for(student, form) as asked:
                answer = answer_to(first.case, right, **told)
            # Ratios of single entries are nan where relu leaves a slope of 0: that is another line.
            # One that does not ask at all has lost its points above, and may still be right.
            is_told = (
                asked == {activation or "tanh"}
                if asked
                else as_number(answer, "the difference") < GOOD
            )
            assert is_told, (
                f"{activation or 'nothing'} was asked for, {', '.join(map(str, asked))} measured"
            )
    (X, Y, parameters), right, dims = first.case, first.right, sizes_of(first.case)
    with (
        rubric.line(1, "leaves its arguments as they were"),
        helpers(),
        replaced(student, forward_prop_cost=stand_in(its_cost)),
        arguments_unchanged(X=X, Y=Y, parameters=parameters, gradients=right, layers_dims=dims),
    ):
        as_number(student(parameters, right, X, Y, dims), "the difference")
    return rubric.report()
