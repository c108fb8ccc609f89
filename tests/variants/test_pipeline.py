"""Every variant goes through the real pipeline: build, nbgrader, kernel, gradebook."""

import pytest
from conftest import ASSIGNMENT, NOTEBOOK

from autograder.proof.notebooks import ASSIGNMENTS, NOTEBOOKS, catalogue
from autograder.variants.gradient_checking import VARIANTS
from autograder.variants.pipeline import run_variants
from autograder.variants.variant import edited

STEP = 8
"""Every which right solution goes through the pipeline."""
NAMED = ["planted_bugs_left", "dW2_times_2", "db1_times_4", "right_m_folded"]


def differences(outcomes):
    return {
        outcome.variant.name: outcome.fault or (outcome.expected, outcome.actual)
        for outcome in outcomes
        if not outcome.as_expected
    }


def test_the_named_variants_get_the_marks_they_must_get():
    variants = [variant for variant in VARIANTS if variant.name in NAMED]

    assert differences(run_variants(ASSIGNMENT, NOTEBOOK, variants)) == {}
    assert len(variants) == len(NAMED)


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_every_bug_and_some_right_solutions_get_the_marks_they_must_get(notebook):
    bugged, right = catalogue(notebook).BUGGED, catalogue(notebook).RIGHT[::STEP]

    outcomes = run_variants(ASSIGNMENTS[notebook], notebook, [*bugged, *right])

    assert differences(outcomes) == {}


def test_only_the_notebook_of_the_variants_is_built_and_graded(tiny_course):
    triple = edited("right", "adds three times", "triple", "3 * x", "x + x + x")
    wrong = edited("wrong", "adds one", "triple", "3 * x", "x + 1", points=0)

    outcomes = list(run_variants("tiny", "another", [triple, wrong]))

    assert [outcome.actual for outcome in outcomes] == [
        {"triple": 2, "double": 5},
        {"triple": 0, "double": 5},
    ]
    assert differences(outcomes) == {}
