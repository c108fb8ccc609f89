"""A proof is of something: what is misspelt, missing or impossible is said, and not counted."""

from types import SimpleNamespace

import pytest

from autograder.course import CourseError
from autograder.proof import notebooks
from autograder.proof.proving import prove
from autograder.variants.variant import Variant, edited

NOTEBOOK, ITEM = "gradient_checking", "forward_propagation"
RIGHT = edited("right_turned", "the other order", ITEM, "theta * x", "x * theta")
WRONG = edited("plus", "adds", ITEM, "theta * x", "theta + x", 0)
MINUS = edited("minus", "subtracts", ITEM, "theta * x", "theta - x", 0)


def silently(items, *_):
    return items


@pytest.mark.parametrize(
    ("variant", "words"),
    [
        (Variant("a", "", WRONG.changes, {"forward": 0}), "a has marks for forward, which is none"),
        (Variant("b", "", WRONG.changes, {ITEM: 10}), "b must get 10 of 10 points for forward_pro"),
        (edited("c", "", "helper", "x", "y"), "c has no marks and changes none of forward_propaga"),
        (edited("d", "", ITEM, "no such", "text", 0), "d cannot be made: 'no such' occurs 0 times"),
        (edited("e", "", "helper", "x", "y", 0), "e has marks for helper, which is none of"),
        (Variant("f", "", edited("f", "", "g", "x", "y").changes, {ITEM: 0}), "no solution cell"),
    ],
    ids=lambda value: value.name if isinstance(value, Variant) else "",
)
def test_a_variant_that_proves_nothing_is_refused(monkeypatch, variant, words):
    catalogue = SimpleNamespace(VARIANTS=(RIGHT, variant))
    monkeypatch.setattr(notebooks, "catalogue", lambda notebook: catalogue)

    with pytest.raises(CourseError, match=words):
        notebooks.variants_of(NOTEBOOK)


@pytest.mark.parametrize("notebook", notebooks.NOTEBOOKS)
def test_every_variant_of_the_catalogues_proves_something(notebook):
    assert notebooks.variants_of(notebook) == list(notebooks.catalogue(notebook).VARIANTS)


def test_a_notebook_without_a_catalogue_is_told_to_write_one():
    with pytest.raises(CourseError, match=r"variants of another; write autograder/variants/anot"):
        notebooks.catalogue("another")


def test_an_item_without_wrong_or_right_solutions_is_a_problem():
    problems = list(prove(NOTEBOOK, [WRONG], silently).problems())

    assert (
        f"{NOTEBOOK}: there is no right solution of {ITEM}: its hidden test may refuse any "
        in (problems[0])
    )
    assert not [problem for problem in problems if f"no wrong solution of {ITEM}" in problem]
    assert len([problem for problem in problems if "there is no wrong solution of" in problem]) == 4


def test_of_some_variants_nothing_is_missing():
    assert list(prove(NOTEBOOK, [WRONG], silently, is_whole=False).problems()) == []


def test_only_pairs_of_the_variants_that_are_given_are_judged():
    from autograder.variants.gradient_checking import VARIANTS

    names = ("dW2_times_2", "db1_times_4", "right_m_folded")
    some = [variant for variant in VARIANTS if variant.name in names]

    proof = prove(NOTEBOOK, some, silently, is_whole=False, pairs=100)

    assert {(o.first.name, o.second.name) for o in proof.pairs} == {names[:2]}


def test_mutants_are_those_of_the_items_that_the_variants_touch():
    proof = prove(NOTEBOOK, [WRONG], silently, is_whole=False, mutants=True)

    assert {outcome.mutant.item for outcome in proof.mutants} == {ITEM}
    assert len(proof.mutants) > 5
    assert list(proof.problems()) == []
