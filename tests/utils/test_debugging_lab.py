"""What the debugging notebook takes as given."""

import sys
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pytest
from scipy.optimize import rosen, rosen_der

import debugging_lab as lab


@pytest.fixture(autouse=True)
def _no_figures_left():
    yield
    plt.close("all")


def test_vector_and_matrices_are_two_forms_of_the_same_numbers():
    theta = np.arange(38.0)

    theta1, theta2 = lab.to_matrices(theta)

    assert theta1.shape == (5, 4)
    assert theta2.shape == (3, 6)
    assert theta1[1, 2] == 6
    assert theta2[0, 0] == 20
    assert theta2[2, 5] == 37
    np.testing.assert_array_equal(lab.to_vector(theta1, theta2), theta)


def test_matrices_are_copies():
    theta = np.arange(38.0)

    for matrix in lab.to_matrices(theta):
        matrix[:] = -1

    np.testing.assert_array_equal(theta, np.arange(38.0))


@pytest.mark.parametrize(
    ("shape1", "shape2", "words"),
    [
        ((4, 5), (3, 6), r"theta1 should have the shape \(5, 4\), not \(4, 5\)"),
        ((5, 4), (3, 5), r"theta2 should have the shape \(3, 6\), not \(3, 5\)"),
    ],
)
def test_a_matrix_of_another_shape_is_refused(shape1, shape2, words):
    with pytest.raises(ValueError, match=words):
        lab.to_vector(np.zeros(shape1), np.zeros(shape2))


def test_a_vector_of_another_length_is_refused():
    with pytest.raises(ValueError, match="38 numbers, not 37"):
        lab.to_matrices(np.zeros(37))


def test_entries_are_named_in_the_order_of_the_vector():
    names = lab.entry_names()

    assert len(names) == 38
    assert names[0] == "theta1[0, 0]"
    assert names[6] == "theta1[1, 2]"
    assert names[20] == "theta2[0, 0]"
    assert names[-1] == "theta2[2, 5]"


def test_the_debug_case_is_always_the_same_and_has_every_class():
    theta, X, labels = lab.debug_case()
    again = lab.debug_case()

    assert theta.shape == (38,)
    assert X.shape == (5, 3)
    assert set(labels) == {0, 1, 2}
    for first, second in zip((theta, X, labels), again):
        np.testing.assert_array_equal(first, second)


def test_the_arms_of_the_spiral_are_one_class_each_and_the_third_feature_tells_nothing():
    X, labels = lab.three_spirals(600, seed=4)

    np.testing.assert_array_equal(np.bincount(labels), [200, 200, 200])
    # Turned back by the twist, all points of an arm point the same way.
    radius, angle = np.hypot(X[:, 0], X[:, 1]), np.arctan2(X[:, 1], X[:, 0])
    straight = np.exp(1j * (angle - 1.2 * (radius - 1)))
    for label in range(3):
        direction = straight[labels == label].mean()
        assert abs(direction - np.exp(2j * np.pi * label / 3)) < 0.1
        assert abs(X[labels == label, 2].mean()) < 0.15


def test_columns_are_printed_with_their_names(capsys):
    lab.print_columns(np.arange(38.0), -np.arange(38.0))

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 21
    assert lines[1].split()[:2] == ["theta1[0,", "0]"]
    assert "theta1[1, 2]    6.00000  -6.00000" in lines[7]
    assert "theta2[2, 5]   37.00000 -37.00000" in lines[18]
    assert all(line == line.rstrip() for line in lines)


def test_figures_are_drawn_without_a_warning():
    X, labels = lab.three_spirals(30, seed=0)
    stuck = lab.Run(np.zeros(38), "stuck", False, 0, [2.0, 3.0, 2.1, 2.0, 2.0 + 1e-15])
    fine = lab.Run(np.zeros(38), "fine", True, 2, [2.0, 1.0, np.inf, 0.5])

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", message="FigureCanvasAgg is non-interactive")
        lab.plot_columns(np.linspace(-1, 1, 38), np.linspace(1, -1, 38))
        lab.plot_before_and_after(stuck, fine)
        lab.plot_regions(
            {"a": lambda X: np.zeros(len(X), int), "b": lambda X: X.argmax(1)}, X, labels
        )

    assert len(plt.get_fignums()) == 3
    titles = [axes.get_title() for axes in plt.figure(plt.get_fignums()[-1]).axes]
    assert titles[0] == "a: 33.3% right"


def test_training_finds_the_minimum_and_keeps_every_cost():
    asked = []

    def bowl(theta, X, labels, lambd):
        asked.append(theta)
        return np.sum((theta - 3) ** 2 * np.arange(1, 39)), 2 * (theta - 3) * np.arange(1, 39)

    run = lab.train(bowl, None, None, 0.0)

    assert run.converged
    assert run.message == "Optimization terminated successfully."
    np.testing.assert_allclose(run.theta, 3, atol=1e-4)
    assert len(run.costs) == len(asked)
    assert "Optimization terminated successfully" in str(run)


def test_a_gradient_that_contradicts_the_cost_ends_in_precision_loss_without_a_step(capfd):
    start = lab.train(lambda theta, *_: (0.0, np.zeros(38)), None, None, 0.0).theta

    run = lab.train(lambda theta, *_: (rosen(theta), -rosen_der(theta)), None, None, 0.0)

    assert not run.converged
    assert run.steps == 0
    assert "precision loss" in run.message
    np.testing.assert_array_equal(run.theta, start)
    assert capfd.readouterr().err == ""


def test_the_data_go_to_the_function_as_they_are():
    X, labels = lab.three_spirals(9, seed=0)

    def cost_and_gradient(theta, *given):
        assert given == (X, labels, 0.3) or all(map(np.array_equal, given, (X, labels, 0.3)))
        return theta @ theta, 2 * theta

    assert lab.train(cost_and_gradient, X, labels, 0.3).converged


def items(count):
    return np.arange(float(count))


LOOPS = {
    "for": lambda x: [np.sin(each) for each in x],
    "generator": lambda x: sum(each * each for each in x),
    "map": lambda x: list(map(np.sum, x)),
    "lambda": lambda x: list(map(lambda each: each + 1, x)),
    "vectorize": lambda x: np.vectorize(lambda each: each + 1)(x),
    "along axis": lambda x: np.apply_along_axis(np.sum, 1, x[:, None]),
}
NO_LOOPS = {
    "product": lambda x: x @ x,
    "functions": lambda x: np.sum(np.exp(-x[:, None] * np.arange(3)), axis=0),
    "einsum": lambda x: np.einsum("i,i", x, x),
}


@pytest.mark.parametrize("name", LOOPS)
def test_a_loop_runs_a_line_for_every_item(name):
    LOOPS[name](items(3))  # imports and the like
    few, many = (lab.lines_of_python(LOOPS[name], items(count)) for count in (10, 210))

    assert many - few >= 200


@pytest.mark.parametrize("name", NO_LOOPS)
def test_operations_on_whole_arrays_run_as_many_lines_for_any_length(name):
    NO_LOOPS[name](items(3))  # imports and the like
    few, many = (lab.lines_of_python(NO_LOOPS[name], items(count)) for count in (10, 10_000))

    assert few == many


def test_counting_gives_back_the_trace_that_was_there_whatever_happens():
    seen = []

    def trace(frame, event, value):
        seen.append(event)

    def fails():
        raise KeyError

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        with pytest.raises(KeyError):
            lab.lines_of_python(fails)
        after = sys.gettrace()
    finally:
        sys.settrace(before)

    assert after is trace


def test_what_stands_for_a_function_elsewhere_counts_its_lines_there():
    class Elsewhere:
        def __lines_of_python__(self, *arguments):
            return 10 * len(arguments)

    assert lab.lines_of_python(Elsewhere(), 1, 2) == 20
