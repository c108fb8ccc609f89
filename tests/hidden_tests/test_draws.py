"""The bounds on random numbers: honest draws pass, and how far off others must be to fail."""

import numpy as np
import pytest
from scipy import stats

from autograder.hidden_tests import draws


def refused(judge, *arguments):
    try:
        judge(*arguments, "W1")
    except AssertionError:
        return True
    return False


@pytest.mark.parametrize("size", [40, 500])
@pytest.mark.parametrize("judge", ["spread", "gaussian", "alike"])
def test_honest_draws_are_refused_as_seldom_as_the_bound_says(judge, size, monkeypatch):
    monkeypatch.setattr(draws, "ALPHA", 0.02)
    rng = np.random.default_rng(5)
    count, refusals = 800, 0
    for _ in range(count):
        x = 3 * rng.standard_normal(size)
        if judge == "spread":
            refusals += refused(draws.expect_spread, x, 3)
        elif judge == "gaussian":
            refusals += refused(draws.expect_gaussian, x)
        else:
            refusals += not draws.spread_alike(x, 3 * rng.standard_normal(2 * size))

    comparisons = 2 if judge == "gaussian" else 1
    most = stats.binom.isf(1e-6, count, 0.02 * comparisons)
    assert refusals <= most
    assert refusals >= count * 0.005, "the bound is so wide that it says nothing"


def test_the_gaussian_test_is_on_the_safe_side(monkeypatch):
    rng = np.random.default_rng(6)
    below = 0
    for _ in range(500):
        x = rng.standard_normal(300)
        below += stats.kstest((x - x.mean()) / x.std(ddof=1), "norm").pvalue < 0.1

    assert below <= 5  # of 50 that an exact test would have


@pytest.mark.parametrize("degrees", [2500, 250_000])
def test_the_quantiles_are_right_far_out(degrees):
    z = stats.norm.isf(draws.ALPHA / 2)
    third = 2 / (9 * degrees)  # Wilson and Hilferty's approximation to chi-square

    for p, sign in [(draws.ALPHA / 2, -1), (1 - draws.ALPHA / 2, 1)]:
        expected = (1 - third + sign * z * np.sqrt(third)) ** 3
        assert stats.chi2.ppf(p, degrees) / degrees == pytest.approx(expected, rel=1e-4)
    assert stats.t.isf(draws.ALPHA / 2, degrees) == pytest.approx(z, rel=0.01)


@pytest.mark.parametrize(("size", "off"), [(5000, 0.07), (200_000, 0.013)])
def test_a_spread_that_is_clearly_off_is_refused(size, off):
    x = np.random.default_rng(0).standard_normal(size)
    x /= x.std(ddof=1)

    assert not refused(draws.expect_spread, x, 1)
    assert refused(draws.expect_spread, x, 1 + off)
    assert refused(draws.expect_spread, x, 1 - off)


@pytest.mark.parametrize(
    "numbers",
    [
        lambda rng: rng.uniform(-1, 1, 10_000),
        lambda rng: rng.uniform(0, 1, 10_000),
        lambda rng: rng.standard_normal(10_000) + 0.1,
        lambda rng: abs(rng.standard_normal(10_000)),
        lambda rng: rng.laplace(size=10_000),
        lambda rng: rng.integers(-10, 10, 10_000) * 1.0,
        lambda rng: np.zeros(10_000),
        lambda rng: np.full(10_000, rng.standard_normal()),
    ],
)
def test_other_distributions_are_not_gaussian(numbers):
    for seed in range(20):
        assert refused(draws.expect_gaussian, numbers(np.random.default_rng(seed)))


@pytest.mark.parametrize(("low", "high"), [(0, 3), (-3, 3)])
def test_uniform_numbers_of_the_right_factor_lose_nothing_for_their_spread(low, high):
    x = np.random.default_rng(1).uniform(low, high, 10_000)

    assert not refused(draws.expect_spread, x, 3)
    assert refused(draws.expect_spread, x, 3.3)
    assert refused(draws.expect_spread, x, 2.7)


def test_a_gaussian_whose_largest_entry_is_the_factor_is_not_taken_for_uniform():
    x = np.random.default_rng(2).standard_normal(10_000)

    assert refused(draws.expect_spread, x, abs(x).max())


def test_rows_that_are_alike_are_judged_by_what_was_drawn():
    W = np.tile(5 * np.random.default_rng(3).standard_normal(400), (300, 1))

    assert draws.repeats_numbers(W)
    assert draws.numbers_drawn(W).size == 400
    assert not refused(draws.expect_gaussian, W)
    assert not refused(draws.expect_spread, W, 5)


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_rounded_numbers_are_judged_by_all_of_them(decimals):
    W = np.round(10 * np.random.default_rng(7).standard_normal((400, 400)), decimals)

    assert draws.repeats_numbers(W)
    assert draws.numbers_drawn(W).size == W.size
    assert not refused(draws.expect_gaussian, W)
    assert not refused(draws.expect_spread, W, 10)
    assert refused(draws.expect_spread, W, 10.3)


def test_two_numbers_are_judged_by_all_of_them_even_if_both_are_there_equally_often():
    W = np.tile([-1.0, 1.0], (100, 50))

    assert draws.numbers_drawn(W).size == W.size


def test_the_gap_is_that_of_kolmogorov_where_no_two_numbers_are_equal():
    x = np.random.default_rng(8).standard_normal(500)

    assert draws._gap(x) == pytest.approx(stats.kstest(x, "norm").statistic)


def test_single_precision_has_ties_but_does_not_repeat():
    W = np.random.default_rng(4).standard_normal((500, 500)).astype(np.float32)

    assert np.unique(W).size < W.size
    assert not draws.repeats_numbers(W)
    assert not refused(draws.expect_gaussian, W.astype(float))
