"""Hidden tests of the gradient-checking notebook: one function per graded item.

Each takes the student's function, judges it on fresh inputs line by line, prints the rubric in
words and returns the points earned. What is accepted and what is not:

* any style: loops, ``@`` or ``np.dot``, masks of booleans or integers, extra dictionary keys,
  1/m folded into dZ3, a (1, 1) array where a number is meant;
* no results written down in advance, and no finite differences inside a backward function.
"""

import contextlib
import io
from collections.abc import Callable, Iterable
from copy import deepcopy

import numpy as np

from autograder.hidden_tests import decoys, network
from autograder.hidden_tests.answers import arguments_unchanged, as_block, as_number, counted
from autograder.hidden_tests.differences import EXACT, refuse_difference, with_unit_near_kink
from autograder.hidden_tests.rubric import Rubric, Unacceptable
from gradcheck import numerical_gradient, relative_error
from replacing import replaced

SEED = 20_240_229
BAD = 2e-7
"""The notebook's threshold: a ratio above it means that the gradient is wrong."""
GOOD = 1e-5
"""What a check may return at most for a correct gradient. Looser than BAD, so that a one-sided
check loses its points in the line on two sides, and nowhere else."""
STEEPNESS = decoys.STEEPNESS


def forward_propagation(student: Callable, seed: int = SEED) -> float:
    """Judge ``forward_propagation(x, theta) -> J`` with J = theta * x: 10 points."""
    rng = np.random.default_rng(seed)
    rubric = Rubric("forward_propagation")
    with rubric.line(6, "returns theta * x for positive numbers"):
        for x, theta in rng.uniform(0.5, 9, (5, 2)):
            _expect(student(x, theta), theta * x, f"forward_propagation({x:.4g}, {theta:.4g})")
    with rubric.line(4, "and for negative, tiny, huge and integer ones, and zero"):
        for x, theta in [(-3.7, 2.1), (4, -5), (1e-9, 0.3), (2.5, 1e8), (0, 4.2)]:
            _expect(student(x, theta), theta * x, f"forward_propagation({x:g}, {theta:g})")
    return rubric.report()


def backward_propagation(student: Callable, seed: int = SEED) -> float:
    """Judge ``backward_propagation(x, theta) -> dJ/dtheta`` = x: 10 points.

    The values of theta run up to 1e12: a difference of two nearby costs has lost its digits
    there, while the formula has not.
    """
    rng = np.random.default_rng(seed)
    rubric = Rubric("backward_propagation")
    with rubric.condition("the derivative must be a formula, not a difference of two costs"):
        cost = counted(lambda x, theta: theta * x)
        with replaced(student, forward_propagation=cost):
            student(2.0, 3.0)
        if cost.calls:
            raise Unacceptable("Your function calls forward_propagation.")
        ordinary, huge = (_distance(student(0.37, theta), 0.37) for theta in (1.9, 1e12))
        refuse_difference(ordinary, huge, "the derivative")
    with rubric.line(6, "returns the slope of J in theta"):
        for x, theta in rng.uniform(0.5, 9, (5, 2)):
            _expect(student(x, theta), x, f"backward_propagation({x:.4g}, {theta:.4g})")
    with rubric.line(4, "and for negative, tiny and integer numbers, and zero"):
        for x, theta in [(-3.7, 2.1), (4, -5), (1e-9, 0.3), (0, 4.2)]:
            _expect(student(x, theta), x, f"backward_propagation({x:g}, {theta:g})")
    return rubric.report()


def gradient_check(student: Callable, seed: int = SEED) -> float:
    """Judge ``gradient_check(x, theta, epsilon=1e-7, print_msg=False) -> difference``: 20 points.

    The cost and its derivative are swapped under its feet, so that what it says about them can
    be foretold. J = theta * x is straight: one-sided and two-sided differences agree on it, and
    each line below loses its points for one mistake only.
    """
    rng = np.random.default_rng(seed)
    rubric = Rubric("gradient_check")

    def check(x, theta, cost=lambda x, theta: theta * x, slope=lambda x, theta: x, **options):
        with replaced(student, forward_propagation=cost, backward_propagation=slope):
            what = f"gradient_check({np.ravel(x)[0]:.4g}, {np.ravel(theta)[0]:.4g})"
            return as_number(student(x, theta, **options), what)

    with rubric.condition("the result must depend on the derivative that is checked"):
        if check(2.3, 1.7) == check(2.3, 1.7, slope=lambda x, theta: -2 * x):
            raise Unacceptable("It returned the same for a correct and for a wrong derivative.")
    with rubric.line(4, "says that a correct derivative is correct"):
        for x, theta in rng.uniform(0.5, 9, (5, 2)):
            difference = check(x, theta)
            assert 0 <= difference < GOOD, f"it returned {difference:.3g} for a correct derivative"
    with rubric.line(4, "says that a wrong derivative is wrong"):
        for factor in [2, 0.5, -1, 0, 1.01]:
            x, theta = rng.uniform(0.5, 9, 2)
            difference = check(x, theta, slope=lambda x, theta, factor=factor: factor * x)
            assert difference > BAD, f"{factor} times the correct derivative passed the check"
    with rubric.line(3, "divides the norm of the difference by the sum of the norms"):
        for factor in [3, 0.5, -0.2]:
            difference = check(2.3, 1.7, slope=lambda x, theta, factor=factor: factor * x)
            _expect(difference, abs(factor - 1) / (abs(factor) + 1), "the ratio", 1e-6)
    with rubric.line(3, "measures the slope of the cost, whatever forward_propagation computes"):

        def cube(x, theta):
            return x * theta**3

        difference = check(1.2, 0.8, cube, lambda x, theta: 3 * x * theta**2)
        assert difference < GOOD, "another cost with its own correct derivative was called wrong"
        difference = check(1.2, 0.8, cube)
        assert difference > 1e-2, "another cost was put in, and the old derivative still passed"
    steep = {
        "cost": lambda x, theta: np.sin(STEEPNESS * theta),
        "slope": lambda x, theta: STEEPNESS * np.cos(STEEPNESS * theta),
    }
    with rubric.line(3, "steps to both sides of theta"):
        difference = check(1.0, 1e-4, **steep)
        assert difference < GOOD, "on a steep cost it is as far off as a one-sided difference"
    with rubric.line(1, "uses the epsilon that it is given"):
        fine, coarse = check(1.0, 1e-4, **steep), check(1.0, 1e-4, **steep, epsilon=1e-3)
        assert fine < 0.1 < coarse, "a step of 0.001 gave the same answer as one of 1e-7"
    with rubric.line(1, "prints its verdict when print_msg is true"):
        right = _printed(check, 2.3, 1.7, print_msg=True)
        wrong = _printed(check, 2.3, 1.7, slope=lambda x, theta: 2 * x, print_msg=True)
        assert right.strip(), "print_msg=True printed nothing"
        assert right != wrong, "it printed the same for a correct and for a wrong derivative"
    with rubric.line(1, "leaves its arguments as they were"):
        x, theta = np.array([2.0]), np.array([3.0])
        with arguments_unchanged(x=x, theta=theta):
            check(x, theta)
    return rubric.report()


def gradient_check_n(student: Callable, seed: int = SEED) -> float:
    """Judge ``gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False)``.

    30 points. The networks are 4-5-3-1, which is what ``vector_to_dictionary`` assumes; the
    number of examples varies. Wrong gradients are made from right ones, one mistake at a time.
    """
    rng = np.random.default_rng(seed)
    rubric = Rubric("gradient_check_n")
    cases = [network.random_case(rng, (4, 5, 3, 1), m) for m in (3, 1, 8)]
    gradients = [decoys.right_gradients(case) for case in cases]

    def check(case, gradients, cost=network.forward, **options):
        with replaced(student, forward_propagation_n=cost):
            X, Y, parameters = deepcopy(case)
            answer = student(parameters, deepcopy(gradients), X, Y, **options)
        return as_number(answer, "the difference")

    with rubric.condition("the result must depend on the gradients that are checked"):
        turned = {name: -2 * value for name, value in gradients[0].items()}
        if check(cases[0], gradients[0]) == check(cases[0], turned):
            raise Unacceptable("It returned the same for correct and for wrong gradients.")
    with rubric.line(7, "says that correct gradients are correct"):
        for case, right in zip(cases, gradients):
            difference = check(case, right)
            assert 0 <= difference < GOOD, (
                f"it returned {difference:.3g} for correct gradients of {case.describe()}"
            )
    with rubric.line(7, "says that wrong gradients are wrong, in whichever block"):
        for case, right in zip(cases, gradients):
            for mistake, wrong in decoys.wrong_gradients(right):
                assert check(case, wrong) > BAD, f"gradients with {mistake} passed the check"
        tiny = network.random_case(rng, (4, 5, 3, 1), 3, x_scale=1e-4)
        right = decoys.right_gradients(tiny)
        difference = check(tiny, {**right, "dW1": 2 * right["dW1"]})
        assert difference > BAD, "a doubled dW1 passed where dW1 is small beside the others"
    with rubric.line(3, "compares every single entry, the first and the last included"):
        for case, right in zip(cases, gradients):
            for key, index in [("dW1", (0, 0)), ("db3", (0, 0))]:
                for entry in (right[key][index] + 0.1, 0):
                    wrong = deepcopy(right)
                    wrong[key][index] = entry
                    passed = check(case, wrong) <= BAD
                    assert not passed, f"a {key} with one wrong entry passed the check"
    with rubric.line(4, "divides the norm of the difference by the sum of the norms"):
        for case, right in zip(cases, gradients):
            for mistake, wrong in decoys.wrong_gradients(right):
                expected = decoys.classic_ratio(wrong, right)
                _expect(check(case, wrong), expected, f"the ratio for {mistake}", 1e-2)
    with rubric.line(3, "measures the slope of the cost, whatever forward_propagation_n computes"):
        for case, right in zip(cases, gradients):
            cost, its_gradients = decoys.ridge(case)
            difference = check(case, its_gradients, cost)
            assert difference < GOOD, "another cost with its own correct gradients was called wrong"
            difference = check(case, right, cost)
            assert difference > 1e-3, "another cost was put in, and the old gradients still passed"
    case, right = cases[0], gradients[0]
    cost, its_gradients = decoys.steep(case)
    with rubric.line(3, "steps to both sides of each parameter, one parameter at a time"):
        difference = check(case, its_gradients, cost)
        assert difference < GOOD, "on a steep cost it is further off than two-sided differences"
    with rubric.line(1, "uses the epsilon that it is given"):
        fine = check(case, its_gradients, cost)
        coarse = check(case, its_gradients, cost, epsilon=1e-3)
        assert fine < 0.1 < coarse, "a step of 0.001 gave the same answer as one of 1e-7"
    with rubric.line(1, "prints its verdict when print_msg is true"):
        wrong = {name: 2 * value for name, value in right.items()}
        printed_right = _printed(check, case, right, print_msg=True)
        printed_wrong = _printed(check, case, wrong, print_msg=True)
        assert printed_right.strip(), "print_msg=True printed nothing"
        assert printed_right != printed_wrong, "it printed the same for correct and wrong gradients"
    with (
        rubric.line(1, "leaves its arguments as they were"),
        replaced(student, forward_propagation_n=network.forward),
        arguments_unchanged(X=case.X, Y=case.Y, parameters=case.parameters, gradients=right),
    ):
        as_number(student(case.parameters, right, case.X, case.Y), "the difference")
    return rubric.report()


def backward_propagation_n(student: Callable, seed: int = SEED) -> float:
    """Judge ``backward_propagation_n(X, Y, cache) -> 11 gradients``: 30 points.

    The exercise hands out dW2 doubled and db1 times four: most points are for these two, and a
    function in which neither is right earns none for the blocks that were right all along.
    """
    rng = np.random.default_rng(seed)
    rubric = Rubric("backward_propagation_n")
    cases = list(network.random_cases(rng))

    with rubric.condition("the gradients must come from the chain rule, not from differences"):
        _expect_no_differences(student, rng)
    with rubric.condition("at least one of the two planted mistakes must be mended"):
        errors = _block_errors(student, cases[0])
        if errors["W2"] > EXACT and errors["b1"] > EXACT:
            raise Unacceptable("Two of the gradients are still wrong, as they were handed out.")
    for block, points in {"W2": 12, "b1": 12, "W3": 1, "b3": 1, "b2": 1, "W1": 1}.items():
        with rubric.line(points, f"d{block} is the slope of the cost in {block}"):
            for case in cases:
                error = _block_errors(student, case, [block])[block]
                assert error < EXACT, (
                    f"it disagrees with the numerical gradient of {case.describe()}: "
                    f"the ratio is {error:.2g}, where a correct one gives about 1e-15"
                )
    with rubric.line(1, "the steps between, dZ3, dA2, dZ2, dA1 and dZ1, are there and fit"):
        for case in cases:
            _expect_steps(student, case)
    X, Y, cache = _backward_arguments(cases[0])
    with (
        rubric.line(1, "leaves its arguments as they were"),
        arguments_unchanged(X=X, Y=Y, cache=cache),
    ):
        student(X, Y, cache)
    return rubric.report()


def _expect(answer, expected: float, what: str, tolerance: float = EXACT) -> None:
    number = as_number(answer, what)
    error = abs(number - expected)
    assert error <= tolerance * abs(expected), f"{what} should be {expected:.6g}, not {number:.6g}"


def _printed(check: Callable, *args, **options) -> str:
    """Return what a call printed."""
    with contextlib.redirect_stdout(io.StringIO()) as stream:
        check(*args, **options)
    return stream.getvalue()


def _block_errors(
    student: Callable,
    case: network.Case,
    blocks: Iterable[str] = ("W1", "b1", "W2", "b2", "W3", "b3"),
) -> dict[str, float]:
    """Compare the student's gradients with the numerical gradient of our cost, block by block."""
    answer = student(*_backward_arguments(case))
    X, Y, parameters = case
    numerical = numerical_gradient(
        lambda moved: network.cost(X, Y, {**parameters, **moved}),
        {block: parameters[block] for block in blocks},
    )
    return {
        block: relative_error(as_block(answer, f"d{block}", slopes.shape), slopes)
        for block, slopes in numerical.items()
    }


def _backward_arguments(case: network.Case) -> tuple:
    """Return X, Y and the cache: copies, so that nothing done to them reaches the next call."""
    _, cache = network.forward(*case)
    return deepcopy((case.X, case.Y, cache))


def _expect_steps(student: Callable, case: network.Case) -> None:
    """Compare dZ and dA with ours; 1/m may be folded into dZ3, and so into all of them."""
    answer, m = student(*_backward_arguments(case)), case.X.shape[1]
    right = decoys.right_gradients(case)
    steps = {key: right[key] for key in ("dZ3", "dA2", "dZ2", "dA1", "dZ1")}
    for scale in (1, 1 / m):
        errors = [
            relative_error(as_block(answer, key, step.shape), step * scale)
            for key, step in steps.items()
        ]
        if max(errors) < EXACT:
            return
    raise AssertionError(f"one of them is not what the chain rule gives for {case.describe()}")


def _expect_no_differences(student: Callable, rng: np.random.Generator) -> None:
    """Refuse gradients that call the forward pass, or are as inexact as finite differences."""
    case = network.random_case(rng, (4, 5, 3, 1), 3)
    forward = counted(network.forward)
    with replaced(student, forward_propagation_n=forward):
        student(*_backward_arguments(case))
    if forward.calls:
        raise Unacceptable("Your function calls forward_propagation_n.")
    ordinary = _block_errors(student, case)
    trapped = _block_errors(student, with_unit_near_kink(case))
    for block in ordinary:
        refuse_difference(ordinary[block], trapped[block], f"d{block}")


def _distance(answer: object, expected: float) -> float:
    return abs(as_number(answer, "the derivative") - expected) / abs(expected)
