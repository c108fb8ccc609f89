"""A cause is told only if it gives the student's numbers; if several do, all are told."""

import json

import numpy as np
import pytest
from gradcheck_cases import answering
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.networks import bugs, draw
from gradcheck import check_gradients
from gradcheck_causes import (
    Cause,
    as_data,
    causes_along_directions,
    factor_causes,
    fit,
    in_words,
    same,
    term_causes,
)

SEEDS = st.integers(0, 2**32 - 1)


def kinds(causes):
    return {cause.kind for cause in causes}


# -- factors -------------------------------------------------------------------------------------


@pytest.mark.parametrize("factor", [2, 4, 0.5, 1.01, 1.001, -3, 1e-6, 1e6])
def test_a_factor_is_named_by_its_value(factor):
    [cause] = factor_causes(factor, "the right one")

    assert cause.kind == "factor"
    assert cause.factor == factor
    assert f"{factor:g}" in cause.words or f"{factor:.4g}" in cause.words
    assert "the right one" in cause.words


def test_minus_one_is_a_sign():
    assert kinds(factor_causes(-1.0, "it")) == {"sign"}


def test_zero_is_zero_everywhere():
    [cause] = factor_causes(0.0, "it")

    assert cause.kind == "zero"
    assert "zero everywhere" in cause.words


@pytest.mark.parametrize(
    ("factor", "m", "kind"),
    [
        (5, 5, "not averaged"),
        (1 / 5, 5, "averaged twice"),
        (-5, 5, "not averaged"),
        (2, 2, "not averaged"),
        (0.5, 2, "averaged twice"),
    ],
)
def test_m_and_one_over_m_are_both_a_factor_and_a_mean(factor, m, kind):
    causes = factor_causes(factor, "it", m=m)

    assert {"factor", kind} <= kinds(causes)
    assert any("divided by m" in cause.words for cause in causes)


def test_m_turned_in_sign_says_so():
    [words] = [c.words for c in factor_causes(-5, "it", m=5) if c.kind == "not averaged"]

    assert "sign" in words


@pytest.mark.parametrize(("factor", "m"), [(5, 4), (5, None), (1.5, 1), (5.001, 5)])
def test_other_factors_are_no_mean(factor, m):
    assert kinds(factor_causes(factor, "it", m=m)) == {"factor"}


@pytest.mark.parametrize(("factor", "kind"), [(0.8, "keep_prob"), (1 / 0.8, "keep_prob")])
def test_keep_prob_is_both_a_factor_and_dropout(factor, kind):
    causes = factor_causes(factor, "it", keep_prob=0.8)

    assert {"factor", kind} <= kinds(causes)
    assert any("keep_prob" in cause.words for cause in causes)


# -- additional terms ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("coefficient", "kind", "words"),
    [
        (-0.1, "no L2 term", "lacks the L2 term"),
        (0.1, "L2 term", "2 × the L2 term"),
        (-0.05, "L2 term", "0.5 × the L2 term"),
        (-0.2, "L2 term", "-1 × the L2 term"),
        (0.4, "L2 term not averaged", "λ · W2"),
    ],
)
def test_the_l2_term_is_named(coefficient, kind, words):
    # λ/m is 0.5 / 5 = 0.1
    causes = term_causes(coefficient, "W2", m=5, lambd=0.5)

    assert kind in kinds(causes)
    assert any(words in cause.words for cause in causes)


def test_an_l2_term_on_a_bias_is_told():
    [cause] = term_causes(0.1, "b2", m=5, lambd=0.5)

    assert "L2 term" in cause.words
    assert "b2" in cause.words


@pytest.mark.parametrize(("coefficient", "words"), [(0.3, "too many"), (-0.3, "lacks")])
def test_without_lambda_known_a_term_is_told_with_its_coefficient(coefficient, words):
    [cause] = term_causes(coefficient, "W2")

    assert cause.kind == "term"
    assert words in cause.words
    assert "0.3 · W2" in cause.words


# -- fitting -------------------------------------------------------------------------------------


@settings(max_examples=50)
@given(seed=SEEDS)
def test_what_columns_are_made_of_is_found(seed):
    rng = np.random.default_rng(seed)
    one, other = (
        [rng.normal(size=6) * 10.0 ** rng.integers(-8, 3) for _ in range(3)] for _ in "ab"
    )
    other = [x / np.linalg.norm(x) * np.linalg.norm(y) for x, y in zip(other, one)]
    a, b = rng.uniform(0.1, 3, 2) * rng.choice([-1, 1], 2)

    alone = fit([a * x for x in one], one)
    both = fit([a * x + b * y for x, y in zip(one, other)], one, other)

    assert alone == pytest.approx([a], rel=1e-6)
    assert both == pytest.approx([a, b], rel=1e-6)


@settings(max_examples=50)
@given(seed=SEEDS)
def test_noise_is_made_of_nothing(seed):
    rng = np.random.default_rng(seed)
    noise, column = ([rng.normal(size=4) for _ in range(3)] for _ in "ab")

    assert fit(noise, column) is None


def test_a_factor_that_differs_from_point_to_point_is_none():
    column = [np.array([1.0, 2.0]), np.array([3.0, -1.0])]

    assert fit([2 * column[0], 3 * column[1]], column) is None


def test_a_point_with_a_tiny_gradient_counts_like_the_others():
    column = [np.array([1.0, 2.0]), np.array([3e-12, -1e-12])]

    assert fit([2 * column[0], 3 * column[1]], column) is None


def test_a_single_number_proves_no_factor():
    assert fit([np.array([4.0])], [np.array([2.0])]) is None


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_numbers_that_are_not_finite_fit_nothing(bad):
    column = [np.array([1.0, 2.0]), np.array([3.0, bad])]

    assert fit(column, column) is None


def test_same_is_relative():
    assert same(1e-20, 1e-20 * (1 + 1e-9))
    assert not same(1e-20, 2e-20)
    assert not same(1.0, 1.001)
    assert same(0.0, 0.0)


# -- along directions ----------------------------------------------------------------------------


def along(given_, slopes, own, m=None, lambd=None, name="W1"):
    return causes_along_directions(name, given_, slopes, own, m, lambd)


@pytest.fixture
def seen():
    """Slopes and parameter along two directions, at three points."""
    rng = np.random.default_rng(0)
    return [rng.normal(size=2) for _ in range(3)], [rng.normal(size=2) for _ in range(3)]


def test_a_multiple_is_told(seen):
    slopes, own = seen

    [cause] = along([4 * s for s in slopes], slopes, own)

    assert cause.factor == pytest.approx(4)


def test_a_missing_l2_term_is_told(seen):
    slopes, own = seen

    causes = along([s - 0.1 * w for s, w in zip(slopes, own)], slopes, own, m=5, lambd=0.5)

    assert kinds(causes) == {"no L2 term"}


def test_a_factor_that_may_be_a_term_is_told_as_both(seen):
    _, own = seen
    slopes = [2 * w for w in own]  # as for a cost of sum(W²)

    causes = along([4 * w for w in own], slopes, own)

    assert kinds(causes) == {"factor", "term"}


@pytest.mark.parametrize("factor", [2, 4, 0.5, -1, -3, 7, 1 / 7])
def test_at_a_single_point_a_factor_that_a_person_would_write_is_told(seen, factor):
    slopes, own = seen

    causes = along([factor * slopes[0]], slopes[:1], own[:1], m=7)

    assert kinds(causes) & {"factor", "sign"}


@pytest.mark.parametrize("factor", [1.2345, -0.321, 17, 1.0001])
def test_at_a_single_point_other_factors_and_terms_are_coincidence(seen, factor):
    slopes, own = seen

    assert along([factor * slopes[0]], slopes[:1], own[:1], m=7, lambd=0.3) == []
    assert along([slopes[0] + 0.1 * own[0]], slopes[:1], own[:1], m=7) == []


def test_zeros_are_told_at_a_single_point_already(seen):
    slopes, own = seen

    assert kinds(along([0 * slopes[0]], slopes[:1], own[:1])) == {"zero"}


def test_nothing_fits_noise(seen):
    slopes, own = seen
    noise = [np.random.default_rng(9).normal(size=2) for _ in range(3)]

    assert along(noise, slopes, own, m=5, lambd=0.5) == []


# -- black boxes ---------------------------------------------------------------------------------

OF_A_BLACK_BOX = {
    "dW1 x 2", "dW2 x 4", "db1 x 0.5", "dW3 x -1", "db2 x 1.01", "dW1 x 1.001",
    "db1 without 1/m", "db3 without 1/m", "dW1 without L2 term", "dW2 L2 term doubled",
    "dW3 L2 term not divided by m",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(OF_A_BLACK_BOX))
def test_multiples_and_l2_terms_are_told_of_any_cost(name):
    network, parameters = draw(np.random.default_rng(3), "He with biases", "tanh", m=5, lambd=0.7)
    [bug] = [bug for bug in bugs(network) if bug.name == name]

    report = check_gradients(
        network.cost, answering(network, bug), parameters, m=network.m, lambd=network.lambd
    )

    block = bug.quantity[1:]
    assert report.wrong == [block]
    assert bug.kind in kinds(report.blocks[block].causes)


def test_a_missing_mean_is_told_of_any_cost_without_l2_term():
    network, parameters = draw(np.random.default_rng(3), "He with biases", "tanh", m=5)
    [bug] = [bug for bug in bugs(network) if bug.name == "dW2 without 1/m"]

    report = check_gradients(network.cost, answering(network, bug), parameters, m=network.m)

    assert {"factor", "not averaged"} <= kinds(report.blocks["W2"].causes)


@pytest.mark.parametrize(
    "name", ["dZ1 without mask", "sigmoid slope left in", "dW2 of the first example"]
)
def test_what_a_black_box_cannot_tell_is_unknown(name):
    network, parameters = draw(np.random.default_rng(3), "He with biases", "tanh", m=5)
    [bug] = [bug for bug in bugs(network) if bug.name == name]

    report = check_gradients(network.cost, answering(network, bug), parameters, m=network.m)

    assert report.wrong
    for wrong in report.wrong:
        assert report.blocks[wrong].causes == []
        assert "unknown" in report.blocks[wrong].words


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS, factor=st.sampled_from([2, 3, -1, 0.5, 1.01, -0.2, 1e4]))
def test_any_factor_is_found_by_its_value(seed, factor):
    network, parameters = draw(np.random.default_rng(seed), "standard normal", "tanh")

    report = check_gradients(
        network.cost,
        lambda p: {key: factor * x for key, x in network.gradients(p).items()},
        parameters,
    )

    assert report.wrong == list(parameters)
    for block in report.blocks.values():
        [told] = [cause.factor for cause in block.causes if cause.kind in ("factor", "sign")]
        assert told == pytest.approx(factor, rel=1e-6)


# -- words and data ------------------------------------------------------------------------------


def test_explanations_are_joined_with_or():
    causes = [Cause("a", "is this"), Cause("b", "is that")]

    assert in_words("dW2", causes) == "dW2 is this, or is that"
    assert in_words("dW2", []) == ""


def test_causes_are_plain_data():
    data = as_data({"dW2": [Cause("factor", "is 2 × it", 2.0)], "dZ1": []})

    assert json.loads(json.dumps(data)) == {
        "dW2": [{"kind": "factor", "words": "is 2 × it", "factor": 2.0}],
        "dZ1": [],
    }
