"""The self-checks of the debugging notebook, one per exercise."""

from collections.abc import Callable

import numpy as np

from debugging_lab import SIZE, SPLIT, lines_of_python
from selfcheck import number, self_check


@self_check("It rises from 0 to 1, for numbers and for arrays.")
def sigmoid(student: Callable) -> None:
    """Check exercise 1: some values, whole ones too, an array, and far out."""
    middle, up, down = (number(student(z), f"sigmoid({z:g})") for z in (0.0, 5.0, -5.0))
    assert np.isclose(middle, 0.5), f"sigmoid(0) is {middle:.4g}; it should be one half."
    assert down < middle < up, (
        f"sigmoid(-5) is {down:.3g} and sigmoid(5) is {up:.3g}. Hold that against the docstring."
    )
    assert np.isclose(up, 0.99331, atol=1e-4), f"sigmoid(5) is {up:.5g}; it should be 0.99331."
    assert np.isclose(up + down, 1), "sigmoid(5) and sigmoid(-5) should add up to 1."
    whole = number(student(5), "sigmoid(5)")
    assert np.isclose(whole, up), f"sigmoid(5.0) is {up:.5g}, but sigmoid(5) is {whole:.5g}."
    z = np.array([[0.3, -1.2, 2.0], [-0.4, 0.0, 7.0]])
    answer = np.asarray(student(z.copy()))
    assert answer.shape == z.shape, f"sigmoid of an array {z.shape} has the shape {answer.shape}."
    one_by_one = [number(student(each), f"sigmoid({each:g})") for each in z.ravel()]
    assert np.allclose(answer.ravel(), one_by_one), (
        "sigmoid of an array does not hold the sigmoids of its elements."
    )
    for z, limit in [(-300.0, 0), (300.0, 1), (-800.0, 0), (800.0, 1)]:
        with np.errstate(all="ignore"):  # exp(800) overflows, and may
            far = number(student(z), f"sigmoid({z:g})")
        assert np.isclose(far, limit), f"sigmoid({z:g}) is {far:.3g}; it should be {limit}."


@self_check("It measures every slope, from both sides.")
def numerical_gradient(student: Callable) -> None:
    """Check exercise 2 on costs whose slopes are known."""
    theta, slopes = np.array([0.4, -1.1, 2.0, 0.7]), np.array([1.0, 2.0, 3.0, 4.0])
    measured = _slopes(student, lambda t: slopes @ t, theta)
    for entry, (found, expected) in enumerate(zip(measured, slopes)):
        assert np.isclose(found, expected), (
            "I put in the cost theta[0] + 2 * theta[1] + 3 * theta[2] + 4 * theta[3]. Its slope in "
            f"entry {entry} is {expected:g}; measured was {found:.6g}."
        )
    far_out = 3 * theta**2
    for epsilon in (0.1, 0.3):
        measured = _slopes(student, lambda t: np.sum(t**3), theta, epsilon=epsilon)
        off = np.abs(measured - far_out)
        assert np.all(off < 2 * epsilon**2), (
            f"With epsilon = {epsilon:g} on a curved cost it is further off than two-sided "
            "differences are. Does it step to both sides, and by epsilon?"
        )
        assert np.all(off > 0.1 * epsilon**2), (
            f"I asked for steps of {epsilon:g} on a curved cost, and the result does not show it. "
            "Does it use the epsilon that it is given?"
        )
    measured = _slopes(student, lambda t: np.sum(t) ** 2, theta)
    assert np.ptp(measured) < 1e-6, (
        "I put in a cost that rises equally fast in all entries, and the slopes differ. Is the "
        "nudge of one entry taken back before the next is measured?"
    )


@self_check("It is 0 for equal vectors, 1 for opposite ones, and between for others.")
def relative_difference(student: Callable) -> None:
    """Check exercise 3 on vectors whose ratio can be told by hand."""
    east, north = np.array([3.0, 0.0]), np.array([0.0, 4.0])
    for a, b, expected, why in [
        (east, east, 0, "the vectors are equal"),
        (east, -east, 1, "the vectors are opposite: nothing is further apart"),
        (east, 0 * east, 1, "nothing of the first vector is in the second"),
        (east, 2 * east, 1 / 3, "they are 3 apart, and 3 and 6 long"),
        (east, north, 5 / 7, "they are 5 apart, and 3 and 4 long"),
        (east, (1 + 1e-8) * east, 5e-9, "they are 3e-8 apart, and both 3 long but for that"),
    ]:
        found = _ratio(student, a, b)
        assert np.isclose(found, expected, atol=1e-12), (
            f"The ratio of {a} and {b} is {found:.6g}, but {why}."
        )
    small = _ratio(student, 1e-8 * east, 1e-8 * north)
    assert np.isclose(small, 5 / 7), (
        f"Vectors that are smaller by 1e-8 have another ratio: {small:.6g}."
    )


@self_check("It agrees with the loop, and does not go through the examples one by one.")
def cost_and_gradient(student: Callable, loop: Callable) -> None:
    """Check exercise 4 against the loop version, which is right if ``sigmoid`` is."""
    for m, lambd in [(6, 0.0), (6, 2.0), (1, 0.0)]:
        theta, X, labels = _batch(m)
        cost, gradient = loop(theta.copy(), X, labels, lambd)
        case = f"For {m} example{'s'[: m > 1]} and lambda = {lambd:g}"
        answer = student(theta.copy(), X.copy(), labels.copy(), lambd)
        assert isinstance(answer, tuple | list) and len(answer) == 2, (
            "cost_and_gradient should return two things, the cost and the gradient."
        )
        own = number(answer[0], "The cost of cost_and_gradient")
        assert np.isclose(own, cost, rtol=1e-9), (
            f"{case} the loop has the cost {cost:.6g}, and you have {own:.6g}."
        )
        slopes = np.asarray(answer[1])
        assert slopes.shape == (SIZE,), (
            f"The gradient should have the shape ({SIZE},), not {slopes.shape}."
        )
        off = ~np.isclose(slopes, gradient, rtol=1e-9, atol=1e-12)
        for name, part in [("theta1", slice(0, SPLIT)), ("theta2", slice(SPLIT, SIZE))]:
            assert not off[part].any(), (
                f"{case} the cost agrees with the loop, but of the gradient of {name} "
                f"{np.count_nonzero(off[part])} of {off[part].size} entries do not. Put the two "
                "side by side with print_columns."
            )
    few, many = (lines_of_python(student, *_batch(m), 1.0) for m in (20, 1020))
    assert many - few < 500, (
        f"The answers are right. But for 1000 examples more it runs {many - few} lines of Python "
        "more, so somewhere it goes through the examples one by one."
    )


def _slopes(student: Callable, cost: Callable, theta: np.ndarray, **options: float) -> np.ndarray:
    """Return what a student's function measures, as an array like theta."""
    before = theta.copy()
    answer = student(lambda t: np.float64(cost(np.ravel(t))), theta, **options)
    assert np.allclose(theta, before, rtol=1e-9), (
        "It changed the theta that it was given. Is every nudge taken back?"
    )
    assert answer is not None, "It returned nothing. Is the return statement missing?"
    slopes = np.asarray(answer)
    assert slopes.shape == theta.shape, (
        f"For {theta.size} parameters the slopes should have the shape {theta.shape}, "
        f"not {slopes.shape}."
    )
    return slopes


def _ratio(student: Callable, a: np.ndarray, b: np.ndarray) -> float:
    with np.errstate(all="ignore"):  # a division by zero is told by what comes of it
        return number(student(a.copy(), b.copy()), f"relative_difference({a}, {b})")


def _batch(m: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return parameters, m examples and their labels, other ones than in the notebook."""
    generator = np.random.default_rng(m)
    theta = 0.6 * generator.standard_normal(SIZE)
    return theta, generator.standard_normal((m, 3)), np.arange(m) % 3
