"""The marks of a wrong gradient check do not hang on the draw: there is no rare exception."""

import numpy as np
import pytest

from autograder.hidden_tests import decoys, deep_cases
from autograder.proof import notebooks
from autograder.proof.judging import judge
from autograder.variants.variant import Edit

N = "gradient_checking", "gradient_check_n"
DEEP = "deep_network", "gradient_check"


def slopes_of(right, parameters):
    return np.concatenate([right[f"d{name}"].ravel() for name in parameters])


# Seeds with which each of them once got other marks than with most others.
@pytest.mark.parametrize(
    ("where", "name", "seed"),
    [
        pytest.param(N, "check_n_nudges_first", 4_052_761_712, id="all slopes of one sign"),
        pytest.param(N, "check_n_mean_of_ratios", 1_806_001_261, id="a slope of 4e-7"),
        pytest.param(N, "check_n_largest_ratio", 50_142, id="a slope of 3e-5"),
        pytest.param(N, "check_n_largest_ratio", 3_582_285_022, id="one near -1, tilted by 1"),
        pytest.param(DEEP, "check_largest_ratio", 8, id="a small slope, one example"),
        pytest.param(DEEP, "check_largest_ratio", 14, id="a small slope, three examples"),
        pytest.param(DEEP, "check_mean_of_ratios", 65, id="a tiny slope"),
    ],
)
def test_marks_of_a_wrong_check_do_not_hang_on_rare_inputs(where, name, seed):
    notebook, item = where
    (variant,) = (v for v in notebooks.catalogue(notebook).BUGGED if v.name == name)

    assert judge(notebook, item, variant.changes, seed).points == variant.marks[item]


def test_ratios_that_are_0_by_0_where_a_relu_is_silent_do_not_cost_the_line_on_activations():
    ratios = "difference = np.mean(abs(grad - gradapprox) / (abs(grad) + abs(gradapprox)))"
    unguarded = (Edit("gradient_check", "difference = numerator / denominator", ratios),)

    assert judge(*DEEP, unguarded, seed=1_532_984_160).points == 35


@pytest.mark.parametrize("seed", range(50))
def test_slopes_of_the_networks_are_clear_and_their_signs_mixed(seed):
    for case in decoys.cases_with_clear_slopes(np.random.default_rng(seed)):
        slopes = slopes_of(decoys.right_gradients(case), case.parameters)

        assert np.abs(slopes[slopes != 0]).min() > 1e-3
        assert np.abs(slopes + 1).min() > 1e-3
        assert slopes.min() < 0 < slopes.max()


@pytest.mark.parametrize("seed", range(50))
def test_so_are_those_of_the_deep_ones(seed):
    subject = deep_cases.subject(np.random.default_rng(seed), (4, 3, 2, 1), 3)
    slopes = slopes_of(subject.right, subject.case.parameters)

    assert np.abs([*slopes, *(slopes + 1)]).min() > 1e-3
    assert slopes.min() < 0 < slopes.max()
