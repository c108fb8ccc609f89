"""What the hidden tests of the debugging notebook refuse, accept, charge and say."""

import numpy as np
import pytest

from autograder.hidden_tests import debugging as hidden_tests
from autograder.proof import notebooks
from autograder.variants.debugging import BUGGED

FULL = {
    "sigmoid": 15,
    "numerical_gradient": 20,
    "relative_difference": 20,
    "cost_and_gradient": 45,
}
VARIANTS = {variant.name: variant for variant in BUGGED}


@pytest.fixture
def solutions():
    return notebooks.functions("debugging")


@pytest.mark.parametrize("item", FULL)
@pytest.mark.parametrize(
    "answer",
    [None, 0.0, np.nan, "0", {}, [], np.zeros((2, 2)), 1j, True, np.zeros(38), (1.0, np.ones(38))],
    ids=str,
)
def test_nonsense_earns_nothing_and_never_raises(item, answer, capsys):
    def nonsense(*args, **kwargs):
        return answer

    assert getattr(hidden_tests, item)(nonsense) <= 1  # an honest "arguments unchanged" at most


@pytest.mark.parametrize("error", [GeneratorExit, SystemExit, type("Own", (BaseException,), {})])
@pytest.mark.parametrize("item", FULL)
def test_nothing_but_a_time_out_escapes(item, error, capsys):
    def raising(*args, **kwargs):
        raise error

    assert getattr(hidden_tests, item)(raising) == 0


def test_a_time_out_escapes():
    def interrupted(*args, **kwargs):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hidden_tests.sigmoid(interrupted)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("sigmoid_as_handed_out", "No points: the sigmoid must be mended"),
        ("numerical_as_handed_out", "No points: entry 0 must be measured, too"),
        ("ratio_as_handed_out", "No points: the ratio must be mended"),
        ("numerical_skips_last", "slope 37 of 38 should be"),
        ("ratio_by_larger", "the ratio of two opposite vectors should be 1, not 2"),
        ("cost_by_the_loop", "It returns what cost_and_gradient_loop returns."),
        ("cost_is_the_loop", "It is cost_and_gradient_loop, under another name."),
        ("cost_with_numerical_gradient", "In other units of the features it is wrong"),
        ("cost_delta3_turned", "dtheta2 is the numerical gradient with the sign turned (m = 5"),
        ("cost_gradient1_doubled", "dtheta1 is 2 × the numerical gradient (m = 5, lambd = 0)"),
        ("cost_gradient2_not_averaged", "dtheta2 is 5 × the numerical gradient, or is not div"),
        ("cost_bias_penalized", "to the cost, not"),
        ("cost_bias_penalized_in_gradient", "each of dtheta1[:, 0] and dtheta2[:, 0] has a term"),
        ("cost_penalty_forgotten_in_gradient", "dtheta2[:, 1:] lacks a term: 0.1167"),
        ("cost_one_hot_by_maximum", "✗ 0/2 a single example, and a batch in which"),
        ("cost_comprehends_targets", "for 2000 examples more it runs"),
        ("cost_matrices", "should be an array of numbers, not a tuple"),
    ],
)
def test_what_is_lost_is_told_in_words(name, words, capsys):
    variant = VARIANTS[name]
    functions = notebooks.functions("debugging", variant.changes)
    (item,) = variant.marks

    getattr(hidden_tests, item)(getattr(functions, item))

    assert words in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("measure", "points"),
    [
        (lambda cost, theta, epsilon=1e-4: [], 0),
        (lambda cost, theta, epsilon=1e-4: theta, 0),
        (lambda cost, theta, epsilon=1e-4: np.zeros(theta.size), 0),
        (lambda cost, theta, epsilon=1e-4: cost(theta) * np.ones(theta.size), 0),
        (lambda cost, theta, epsilon: np.zeros(theta.size), 0),
    ],
)
def test_no_points_for_what_measures_nothing(measure, points, capsys):
    assert hidden_tests.numerical_gradient(measure) == points


def test_a_default_epsilon_of_another_size_costs_one_point(solutions, capsys):
    def numerical_gradient(cost, theta, epsilon=1e-5):
        return solutions.numerical_gradient(cost, theta, epsilon)

    assert hidden_tests.numerical_gradient(numerical_gradient) == 19


@pytest.mark.parametrize("scale", [2, -1, 1e-2])
def test_a_factor_in_the_measurement_is_charged_once(scale, solutions, capsys):
    def numerical_gradient(cost, theta, epsilon=1e-4):
        return scale * solutions.numerical_gradient(cost, theta, epsilon)

    assert hidden_tests.numerical_gradient(numerical_gradient) == 13
