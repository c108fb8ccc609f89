"""Two bugs in one submission cost what each costs alone, and no verdict hangs on the inputs."""

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.course import CourseError
from autograder.proof import notebooks, repeats
from autograder.proof.diagnosis import Diagnosis
from autograder.proof.pairs import PairOutcome, declared_pairs, evenly, pairs_of, run_pair
from autograder.proof.repeats import fresh_seeds, wrong_verdicts
from autograder.variants.gradient_checking import VARIANTS
from autograder.variants.variant import Variant

ROOT = Path(__file__).parents[2]
SOME = 24
MEETING = [
    ("debugging", "cost_not_averaged", "cost_unrolled_by_columns"),
    ("debugging", "cost_without_m", "cost_unrolled_by_columns"),
    ("deep_network", "check_one_sided", "check_adds_before_norm"),
    ("gradient_checking", "dW2_times_2", "db1_over_units"),
    ("gradient_checking", "db1_times_4", "dW2_left_out"),
    ("gradient_checking", "db1_times_4", "dZ3_doubled"),
    ("regularization", "dA1_with_term", "terms_halved"),
    ("regularization", "drop_dW2_doubled", "neither_dA_scaled"),
]
NAMED = {variant.name: variant for variant in VARIANTS}


def declare(monkeypatch, pairs):
    monkeypatch.setattr(notebooks.catalogue("gradient_checking"), "MORE_TOGETHER", pairs)


def excess(notebook, pairs):
    outcomes = [outcome for pair in pairs for outcome in run_pair(notebook, *pair)]
    return [str(outcome) for outcome in outcomes if not outcome.as_it_must_be]


@pytest.mark.parametrize("notebook", notebooks.NOTEBOOKS)
def test_some_pairs_lose_no_more_than_the_sum(notebook):
    assert excess(notebook, evenly(pairs_of(notebook), SOME)) == []


@pytest.mark.slow
@pytest.mark.parametrize("notebook", notebooks.NOTEBOOKS)
def test_many_pairs_lose_no_more_than_the_sum(notebook):
    assert excess(notebook, evenly(pairs_of(notebook), 300)) == []


@pytest.mark.slow
def test_the_readme_counts_the_pairs_of_bugs_in_one_item():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    count = sum(1 for notebook in notebooks.NOTEBOOKS for pair in pairs_of(notebook))

    assert f"There are {count:,} pairs of bugs in one item" in readme


@pytest.mark.parametrize(("notebook", "first", "second"), MEETING)
def test_two_bugs_that_meet_lose_no_more_than_the_sum(notebook, first, second):
    named = {variant.name: variant for variant in notebooks.catalogue(notebook).BUGGED}

    assert excess(notebook, [(named[first], named[second])]) == []


@pytest.mark.slow
@pytest.mark.parametrize("notebook", notebooks.NOTEBOOKS)
def test_declared_pairs_lose_more_than_the_sum_and_no_more_than_is_declared(notebook):
    outcomes = [
        outcome for pair in declared_pairs(notebook) for outcome in run_pair(notebook, *pair)
    ]

    assert [str(outcome) for outcome in outcomes if not outcome.as_it_must_be] == []
    assert [str(outcome) for outcome in outcomes if outcome.is_stale] == []


def test_a_declaration_of_what_costs_no_more_is_stale(monkeypatch):
    declare(monkeypatch, {("dW2_times_2", "dW1_not_averaged"): 13})

    (outcome,) = run_pair("gradient_checking", NAMED["dW2_times_2"], NAMED["dW1_not_averaged"])

    assert outcome.is_stale
    assert str(outcome).endswith("; MORE_TOGETHER has 13")


@pytest.mark.parametrize(("points", "is_right"), [(5, False), (6, True), (7, True)])
def test_a_declared_pair_loses_no_more_than_is_declared(points, is_right):
    pair = NAMED["dW2_times_2"], NAMED["dW1_not_averaged"]
    outcome = PairOutcome(*pair, "backward_propagation_n", 4, 6, declared=points)

    assert outcome.as_it_must_be == is_right


@pytest.mark.parametrize(
    "names",
    [
        ("dW2_times_2", "misspelt"),
        ("db1_times_4", "dW2_times_2"),
        ("db1_times_4", "db1_only_halved"),
        ("check_n_one_sided", "dW2_times_2"),
    ],
    ids=["no such variant", "the wrong way round", "changes of one place", "different items"],
)
def test_what_is_no_pair_cannot_be_declared(monkeypatch, names):
    declare(monkeypatch, {names: 30})

    with pytest.raises(CourseError, match="are no pair"):
        declared_pairs("gradient_checking")


def test_two_bugs_in_different_places_lose_exactly_the_sum():
    (outcome,) = run_pair("gradient_checking", NAMED["dW2_times_2"], NAMED["dW1_not_averaged"])

    assert (outcome.alone, outcome.together) == (12, 12)


def test_two_bugs_in_different_items_lose_each_its_own():
    outcomes = run_pair("gradient_checking", NAMED["dW2_times_2"], NAMED["check_n_one_sided"])

    assert {outcome.item: outcome.together for outcome in outcomes} == {
        "gradient_check_n": 3,
        "backward_propagation_n": 11,
    }


def test_a_pair_is_two_bugs_in_different_places_of_one_item():
    names = {(a.name, b.name) for a, b in pairs_of("gradient_checking")}

    assert ("dW2_times_2", "db1_times_4") in names
    assert ("db1_times_4", "db1_only_halved") not in names
    assert ("check_n_one_sided", "dW2_times_2") not in names


@pytest.mark.parametrize(
    ("count", "chosen"), [(3, [0, 3, 6]), (7, [0, 1, 2, 4, 5, 7, 8]), (100, list(range(10)))]
)
def test_pairs_are_chosen_from_all_over_them(count, chosen):
    assert evenly(range(10), count) == chosen


def test_a_verdict_that_changes_is_told_with_its_seed():
    variant = Variant(
        "dW2_times_2", "", NAMED["dW2_times_2"].changes, {"backward_propagation_n": 1}
    )

    (wrong,) = wrong_verdicts("gradient_checking", variant, [7])

    assert wrong == (
        "gradient_checking: dW2_times_2, backward_propagation_n with seed 7: "
        "it got 19 points, and must get 1"
    )


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("dW2 is 2 ×", []),
        ("dW2 is 3 ×", ["the feedback names another cause than /dW2 is 3 ×/"]),
    ],
)
def test_a_cause_that_changes_is_told_too(cause, words):
    variant = replace(NAMED["dW2_times_2"], cause=cause)

    wrong = wrong_verdicts("gradient_checking", variant, [7])

    assert [each.split("seed 7: ")[1] for each in wrong] == words


def test_a_cause_that_is_no_longer_named_is_told(monkeypatch):
    monkeypatch.setattr(repeats, "diagnose", lambda *_: Diagnosis.UNNAMED)

    (wrong,) = wrong_verdicts("gradient_checking", NAMED["dW2_times_2"], [7])

    assert "the feedback does not name the cause" in wrong


@pytest.mark.parametrize(
    ("notebook", "name", "seed"),
    [("gradient_checking", "db2_last_example", 11), ("regularization", "dW3_term_of_sign", 13)],
)
def test_a_cause_counts_as_named_where_another_one_fits_as_well(notebook, name, seed):
    named = {variant.name: variant for variant in notebooks.catalogue(notebook).BUGGED}

    assert wrong_verdicts(notebook, named[name], [seed]) == []


def test_fresh_seeds_are_all_there_and_all_different():
    seeds = [seed for portion in fresh_seeds(23) for seed in portion]

    assert len(set(seeds)) == 23
    assert max(map(len, fresh_seeds(23))) <= repeats.AT_A_TIME
