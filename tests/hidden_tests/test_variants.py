"""The hidden tests give every variant the marks it must get, whatever the random inputs."""

import pytest
from conftest import ROOT
from in_process import marks_in_process

from autograder.proof import notebooks
from autograder.proof.notebooks import NOTEBOOKS
from autograder.variants.submissions import changed_submission
from autograder.variants.variant import Rewrite

CATALOGUE = [
    pytest.param(notebook, variant, id=f"{notebook}-{variant.name}")
    for notebook in NOTEBOOKS
    for variant in notebooks.catalogue(notebook).VARIANTS
]


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_the_points_in_the_notebook_are_those_of_the_rubrics(notebook, capsys):
    tests, solutions = notebooks.hidden_tests(notebook), notebooks.functions(notebook)

    earned = {
        item: getattr(tests, item)(getattr(solutions, item)) for item in notebooks.points(notebook)
    }

    assert earned == notebooks.points(notebook)
    assert sum(earned.values()) == 100


@pytest.mark.parametrize(("notebook", "variant"), CATALOGUE)
def test_every_variant_gets_the_marks_it_must_get(notebook, variant, capsys):
    expect_points(notebook, variant, seeds=[0])


@pytest.mark.slow
@pytest.mark.parametrize(("notebook", "variant"), CATALOGUE)
def test_no_verdict_depends_on_the_random_inputs(notebook, variant, capsys):
    expect_points(notebook, variant, seeds=[100, 101])


def expect_points(notebook, variant, seeds):
    tests = notebooks.hidden_tests(notebook)
    functions = notebooks.functions(notebook, variant.changes)
    full = notebooks.points(notebook)
    touched = notebooks.touched_items(notebook, variant)
    expected = {item: full[item] for item in touched} | dict(variant.marks)
    for seed in seeds:
        found = {item: getattr(tests, item)(getattr(functions, item), seed) for item in expected}

        assert found == expected, f"seed {seed}"


@pytest.mark.parametrize(("notebook", "variant"), CATALOGUE[::12])
def test_a_mistake_costs_no_other_item(notebook, variant):
    submission = changed_submission(notebooks.reference(notebook), variant.changes)

    marks = marks_in_process(submission, notebooks.source(notebook))

    assert marks == {**notebooks.points(notebook), **variant.marks}


ONE_LINERS = {"forward_propagation", "backward_propagation"}
"""Too short for twenty mistakes."""
ITEMS = [(notebook, item) for notebook in NOTEBOOKS for item in notebooks.points(notebook)]


@pytest.mark.parametrize(("notebook", "item"), ITEMS)
def test_a_cell_that_is_no_python_costs_its_own_item_only(notebook, item):
    broken = [Rewrite(item, "\ndef (")]
    submission = changed_submission(notebooks.reference(notebook), broken)

    marks = marks_in_process(submission, notebooks.source(notebook))

    assert marks == notebooks.points(notebook) | {item: 0}


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_the_untouched_release_earns_nothing(notebook):
    marks = marks_in_process(notebooks.release(notebook), notebooks.source(notebook))

    assert marks == dict.fromkeys(notebooks.points(notebook), 0)


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_the_readme_counts_the_catalogue(notebook):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    variants = notebooks.catalogue(notebook)

    assert f"| `{notebook}` | {len(variants.BUGGED)} | {len(variants.RIGHT)} |" in readme


def test_the_readme_counts_the_pairs_that_lose_more_than_the_sum():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    declared = sum(len(notebooks.catalogue(notebook).MORE_TOGETHER) for notebook in NOTEBOOKS)

    assert f"; {declared} of them cost more than the sum" in readme


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_names_are_unique_and_a_bug_costs_something(notebook):
    variants, full = notebooks.catalogue(notebook), notebooks.points(notebook)

    names = [variant.name for variant in variants.VARIANTS]
    assert len(set(names)) == len(names)
    for variant in variants.BUGGED:
        assert variant.marks
        assert all(points < full[item] for item, points in variant.marks.items())
    assert not any(variant.marks for variant in variants.RIGHT)


@pytest.mark.parametrize(("notebook", "item"), ITEMS)
def test_every_graded_function_has_its_variants(notebook, item):
    variants = notebooks.catalogue(notebook)

    wrong = [variant for variant in variants.BUGGED if item in variant.marks]
    right = [v for v in variants.RIGHT if item in notebooks.touched_items(notebook, v)]

    assert len(wrong) >= (18 if item in ONE_LINERS else 20)
    assert len(right) >= 15
