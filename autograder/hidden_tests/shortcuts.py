"""What a ``cost_and_gradient`` may not do: measure slopes, or take the examples one by one."""

from collections.abc import Callable
from copy import deepcopy

import numpy as np

from autograder.hidden_tests import bias_columns, order
from autograder.hidden_tests.bias_columns import CLOSE, Answer, Case, are_in_proportion
from autograder.hidden_tests.rubric import Unacceptable
from debugging_lab import SIZE, SPLIT, lines_of_python, to_matrices
from derivatives import relative_error
from replacing import is_bound_to, replaced

UNITS = 2.0**100
"""A change of units, exact in binary. A step of any fixed length is far too long or short then."""
WEIGHTS = "theta1[:, 1:]"
"""The weights of the features, as a part of theta."""
FEW, MANY, LINES_TOO_MANY = 20, 2020, 1500
"""Numbers of examples between which a function may run so many more lines of Python, at most. A
loop runs 2000 more at the very least; but ``einsum`` may think twice, and that takes lines too."""


def right_answer(*arguments: np.ndarray) -> Answer:
    """Stand in for the loop version."""
    case = Case(*arguments)
    return bias_columns.cost(bias_columns.parts_of(case.theta), case), bias_columns.gradient(case)


def refuse_the_loop(student: Callable, call: Callable[..., Answer], case: Case) -> None:
    """Refuse to take for an answer what the loop version returns. To compare with it is all right.

    Raises
    ------
    Unacceptable
        If the answer is another one when the loop version returns something else.
    """
    if is_bound_to(student, "cost_and_gradient_loop"):
        raise Unacceptable("It is cost_and_gradient_loop, under another name.")

    def twice(*arguments: np.ndarray) -> Answer:
        cost, gradient = right_answer(*arguments)
        return 2 * cost, 2 * gradient

    cost, gradient = call(case)
    try:
        other_cost, other_gradient = call(case, loop=twice)
    except Exception:  # it compares, and finds that something is wrong
        return
    if cost != other_cost or np.any(gradient != other_gradient):
        raise Unacceptable("It returns what cost_and_gradient_loop returns.")


def refuse_fixed_steps(call: Callable[[Case], Answer], case: Case) -> None:
    """Refuse a gradient that is measured by steps of some length, however short.

    If features are given in other units and their weights in the inverse ones, nothing changes but
    the units of these weights' slopes. Only a step that does not change with them gets lost.

    Raises
    ------
    Unacceptable
        If the gradient is right but for a factor in the usual units, and these slopes are no
        longer in proportion in others. (A gradient that is scaled to some length stays so.)
    """
    _, gradient = call(case)
    right = bias_columns.gradient(case)
    if not are_in_proportion(gradient, right, 1e-3):
        return  # wrong anyway, which is the affair of the lines
    parts = bias_columns.parts_of(case.theta)
    parts[WEIGHTS] = parts[WEIGHTS] / UNITS
    other_units = case._replace(theta=bias_columns.vector_of(parts), X=case.X * UNITS)
    with np.errstate(all="ignore"):
        _, found = call(other_units)
    slopes = (bias_columns.parts_of(each)[WEIGHTS] for each in (found, right))
    if not are_in_proportion(*slopes, 1e-3):
        raise Unacceptable("In other units of the features it is wrong, as measured slopes are.")


def refuse_order(call: Callable[[Case], Answer], case: Case, rng: np.random.Generator) -> None:
    """Refuse answers that are right about some examples, and not in another order.

    Raises
    ------
    Unacceptable
        As :func:`order.refuse_dependence`.
    """
    rights = right_answer(*case)

    def error(places: np.ndarray) -> float:
        answers = call(case._replace(X=case.X[places], labels=case.labels[places]))
        return max(map(relative_error, answers, rights))

    order.refuse_dependence(error, case.m, rng)


def expect_sum_of_small_batches(call: Callable[[Case], Answer], case: Case) -> None:
    """Fail if the gradients of small batches do not add up to one in the direction of the whole.

    The direction of each matrix alone, because what is divided by m is judged elsewhere.
    """
    _, gradient = call(case)
    for size, examples in [(1, "single examples"), (2, "pairs of examples")]:
        starts = np.arange(0, case.m, size)
        batches = [(case.X[i : i + size], case.labels[i : i + size]) for i in starts]
        slopes = np.array([call(case._replace(X=X, labels=labels))[1] for X, labels in batches])
        sums = [[len(labels) for _, labels in batches] @ slopes, slopes.sum(axis=0)]
        errors = [relative_error(_directions(total), _directions(gradient)) for total in sums]
        assert min(errors) < CLOSE, f"the gradients of {examples} do not add up to that of all"


def expect_no_loop(student: Callable, rng: np.random.Generator) -> None:
    """Fail if a function runs more lines of Python the more examples there are."""
    few, many = (bias_columns.random_case(rng, m) for m in (FEW, MANY))
    with replaced(student, sigmoid=bias_columns.sigmoid):
        student(*deepcopy(tuple(few)))  # what is done only once, such as an import, does not count
        counts = [lines_of_python(student, *deepcopy(tuple(case))) for case in (few, many)]
    more = counts[1] - counts[0]
    assert more <= LINES_TOO_MANY, (
        f"for {MANY - FEW} examples more it runs {more} lines of Python more: somewhere it goes "
        "through the examples one by one"
    )


def _directions(gradient: np.ndarray) -> np.ndarray:
    lengths = [np.linalg.norm(matrix) for matrix in to_matrices(gradient)]
    assert min(lengths) > 0, "the gradient is zero"
    return gradient / np.repeat(lengths, [SPLIT, SIZE - SPLIT])
