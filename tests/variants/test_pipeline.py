"""Every variant goes through the real pipeline: build, nbgrader, kernel, gradebook."""

import pytest
from conftest import ASSIGNMENT, NOTEBOOK

from autograder.variants.gradient_checking import VARIANTS
from autograder.variants.pipeline import run_variants, variants_of

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
def test_every_variant_gets_the_marks_it_must_get():
    assert differences(run_variants(ASSIGNMENT, NOTEBOOK, variants_of(NOTEBOOK))) == {}
