"""The self-checks of the gradient-checking notebook, one per exercise."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from derivatives import numerical_gradient, relative_error
from gc_utils import CLASSIC_LAYERS_DIMS
from replacing import replaced
from selfcheck import number, self_check


@self_check("J grows in step with x and with theta.")
def forward_propagation(student: Callable) -> None:
    """Check exercise 1: J is proportional to x and to theta."""
    once = number(student(2.0, 4.0), "forward_propagation(2, 4)")
    assert once != 0, "forward_propagation(2, 4) is 0, but neither x nor theta is."
    for x, theta, which in [(6.0, 4.0, "x"), (2.0, 12.0, "theta")]:
        thrice = number(student(x, theta), f"forward_propagation({x:g}, {theta:g})")
        assert np.isclose(thrice, 3 * once), (
            f"Three times the {which} should make J three times as large; "
            f"it went from {once:g} to {thrice:g}."
        )
    turned = number(student(-2.0, 4.0), "forward_propagation(-2, 4)")
    assert np.isclose(turned, -once), "Turning the sign of x should turn the sign of J."
    unit = number(student(1.0, 1.0), "forward_propagation(1, 1)")
    assert np.isclose(unit, 1), f"forward_propagation(1, 1) is {unit:g}. Work it out by hand."


@self_check("The derivative agrees with the slope of your cost.")
def backward_propagation(student: Callable, forward_propagation: Callable) -> None:
    """Check exercise 2: the derivative is the slope of the student's own straight line J."""
    for x, theta in [(2.0, 4.0), (-3.0, 1.0), (0.5, -7.0)]:
        given = number(student(x, theta), f"backward_propagation({x:g}, {theta:g})")
        rise = forward_propagation(x, theta + 1) - forward_propagation(x, theta)
        assert np.isclose(given, rise), (
            f"At x = {x:g}, theta = {theta:g} your derivative is {given:g}. "
            "Compare it with how much J changes when theta goes up by 1."
        )


@self_check("It tells a correct derivative from wrong ones.")
def gradient_check(student: Callable) -> None:
    """Check exercise 3 on a correct derivative, a wrong one, and a curved cost."""
    difference = number(student(3.0, 4.0), "gradient_check(3, 4)")
    assert difference >= 0, "The difference is a ratio of two lengths; yours is negative."
    assert difference < 2e-7, (
        f"Exercises 1 and 2 fit together, but your check returned {difference:.3g} for them. "
        "Look at the two points where you evaluate J, and at what you divide by."
    )
    with replaced(student, backward_propagation=lambda x, theta: 2 * x):
        difference = number(student(3.0, 4.0), "gradient_check(3, 4)")
    assert difference > 2e-7, (
        "I put in a backward_propagation that is off by a factor of two, and your check called "
        "correct. Does it call backward_propagation, and compare?"
    )
    with replaced(
        student,
        forward_propagation=lambda x, theta: theta**3,
        backward_propagation=lambda x, theta: 3 * theta**2,
    ):
        difference = number(student(1.0, 1.0, epsilon=0.1), "gradient_check(1, 1, epsilon=0.1)")
    assert difference < 0.01, (
        "I put in a curved cost and took a large epsilon, and your check is further off than a "
        "two-sided difference is. Does it step to both sides?"
    )
    assert difference > 1e-6, (
        "I put in a curved cost and took a large epsilon, and your result did not show it. Does "
        "your check call forward_propagation, and use the epsilon that it is given?"
    )


@self_check("It accepts correct gradients and notices a wrong block.")
def gradient_check_n(student: Callable, forward_propagation_n: Callable) -> None:
    """Check exercise 4 with gradients that come from complex steps, not from backpropagation."""
    X, Y, parameters = _small_case()
    numerical = numerical_gradient(lambda p: forward_propagation_n(X, Y, p)[0], parameters)
    gradients = {f"d{name}": block for name, block in numerical.items()}
    difference = number(student(parameters, gradients, X, Y), "gradient_check_n")
    assert 0 <= difference < 2e-7, (
        f"I handed it correct gradients, and it returned {difference:.3g}; that should be "
        "below 2e-7. Look at how you make theta_plus and theta_minus, and at the ratio."
    )
    for name in gradients:
        wrong = {**gradients, name: gradients[name] + 0.1}
        difference = number(student(parameters, wrong, X, Y), "gradient_check_n")
        assert difference > 2e-7, (
            "I handed it gradients with one wrong block, and it called them correct. "
            "Does your loop visit every parameter?"
        )
    gradients = {f"d{name}": block**2 for name, block in parameters.items()}
    with replaced(student, forward_propagation_n=_sum_of_cubes):
        difference = number(student(parameters, gradients, X, Y, epsilon=0.1), "gradient_check_n")
    assert difference < 0.015, (
        "I put in a curved cost and took a large epsilon, and your check is further off than "
        "two-sided differences are. Does it step to both sides?"
    )
    assert difference > 1e-6, (
        "I put in a curved cost and took a large epsilon, and your result did not show it. Does "
        "your check call forward_propagation_n, and use the epsilon that it is given?"
    )


@self_check("All your gradients agree with the slope of the cost.")
def backward_propagation_n(student: Callable, forward_propagation_n: Callable) -> None:
    """Check exercise 5: say whether a mistake is left, not where."""
    X, Y, parameters = _small_case()
    _, cache = forward_propagation_n(X, Y, parameters)
    gradients = student(X, Y, cache)
    assert isinstance(gradients, dict), "backward_propagation_n should return a dictionary."
    numerical = numerical_gradient(lambda p: forward_propagation_n(X, Y, p)[0], parameters)
    wrong = 0
    for name, slopes in numerical.items():
        assert f"d{name}" in gradients, f"The dictionary has no d{name} any more."
        given = np.asarray(gradients[f"d{name}"])
        if given.size == slopes.size == 1:
            given = given.reshape(slopes.shape)  # a number will do for the one bias of the output
        assert given.shape == slopes.shape, (
            f"d{name} has the shape {given.shape}, {name} has {slopes.shape}."
        )
        wrong += relative_error(given, slopes) > 1e-7
    assert wrong != 1, (
        "Only one of the six parameter gradients still disagrees with the slope of the cost. "
        "Let your gradient_check_n guide you to it."
    )
    assert not wrong, (
        f"{wrong} of the six parameter gradients disagree with the slope of the cost. "
        "Let your gradient_check_n guide you to them."
    )


def _sum_of_cubes(X: np.ndarray, Y: np.ndarray, parameters: dict[str, np.ndarray]) -> tuple:
    """Return a stand-in cost, sum(theta**3) / 3, whose gradient is theta**2."""
    return sum(np.sum(block**3) for block in parameters.values()) / 3, (None,) * 12


def _small_case() -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Return X (4, 6), Y (6,) and parameters of another 4-5-3-1 network than the notebook's."""
    generator = np.random.default_rng(8)
    parameters = {}
    for layer, (n_in, n_out) in enumerate(pairwise(CLASSIC_LAYERS_DIMS), start=1):
        parameters[f"W{layer}"] = generator.standard_normal((n_out, n_in)) / np.sqrt(n_in)
        parameters[f"b{layer}"] = generator.standard_normal((n_out, 1)) * 0.3
    X = generator.standard_normal((CLASSIC_LAYERS_DIMS[0], 6))
    return X, np.array([1, 0, 1, 1, 0, 0]), parameters
