"""Judging random numbers by their distribution: spread, centre, bell shape.

The bounds follow from sampling distributions that are known exactly. If x1, ..., xN are
independent draws from a Gaussian with mean 0 and standard deviation σ, then for their mean x̄ and
their sample variance s²

* (N - 1) s² / σ² follows chi-square with N - 1 degrees of freedom (:func:`expect_spread`);
* √N x̄ / s follows Student's t with N - 1 degrees of freedom, whatever σ (:func:`expect_gaussian`);
* s² / s'² of two such samples follows Fisher's F (:func:`spread_alike`);
* the largest gap between the empirical and the true distribution function is Kolmogorov's, here
  with x̄ and s in place of the true values. That makes gaps smaller, not larger (Lilliefors, J. Am.
  Stat. Assoc. 62 (1967) 399), so Kolmogorov's bound is on the safe side (:func:`expect_gaussian`).

Each comparison calls honest draws wrong with the probability :data:`ALPHA` at most. A hidden test
makes fewer than 100 comparisons, which need not be independent for the sum to bound them: it
fails a right solution less than once in 10⁶ times, by a factor of ten. How sharp that is: with
N = 5000 entries the standard deviation may be off by 6 %, with 200,000 by 1 %.
"""

import numpy as np
from scipy import stats
from scipy.special import ndtr

ALPHA = 1e-9
"""The largest probability with which one comparison refuses honest draws."""
FEW = 30
"""So few different numbers are no sample: nothing can be said of their distribution."""


def numbers_drawn(block: np.ndarray) -> np.ndarray:
    """Return the entries of a block; of one that was filled with copies, each number once.

    Rows that are all alike are a mistake of their own: this lets the distribution be judged by
    what was drawn. Each number is there as often as any other, then. In a block of rounded
    numbers it is not: those near zero are there more often, and all entries count. Of a few
    numbers, signs say, it may be so by chance.
    """
    once, counts = np.unique(block, return_counts=True)
    is_copied = once.size == 1 or (once.size > FEW and np.ptp(counts) <= 1)
    return once if is_copied and repeats_numbers(block) else np.ravel(block)


def repeats_numbers(block: np.ndarray) -> bool:
    """Tell whether a tenth of the entries or more are copies of others.

    A few ties, as float32 has them, do not count as repeating.
    """
    return np.unique(block).size <= 0.9 * block.size


def expect_spread(block: np.ndarray, sd: float, what: str) -> None:
    """Fail unless the entries have the standard deviation ``sd``, as far as one can tell.

    Numbers that fill [0, sd) or [-sd, sd) evenly pass: the factor was right and the distribution
    was not, which is the affair of :func:`expect_gaussian`.

    Parameters
    ----------
    block : random numbers. sd : what a Gaussian's should be. what : how to call them in words.
    """
    x = _sample(block, what)
    found, degrees = x.std(ddof=1), x.size - 1
    low, high = np.sqrt(stats.chi2.ppf([ALPHA / 2, 1 - ALPHA / 2], degrees) / degrees)
    if low <= found / sd <= high or _is_uniform(x / sd) or _is_uniform((x / sd + 1) / 2):
        return
    raise AssertionError(f"{what} has the standard deviation {found:.3g}; it should be {sd:.3g}")


def expect_gaussian(block: np.ndarray, what: str) -> None:
    """Fail unless the entries are Gaussian around zero, with whatever standard deviation.

    Parameters
    ----------
    block : random numbers. what : how to call them in words.
    """
    x = _sample(block, what)
    mean, sd = x.mean(), x.std(ddof=1)
    furthest = stats.t.isf(ALPHA / 2, x.size - 1)
    assert abs(mean) * np.sqrt(x.size) <= furthest * sd, (
        f"{what} is not centred on zero: mean {mean:.3g}, standard deviation {sd:.3g}"
    )
    assert stats.kstwo.sf(_gap((x - mean) / sd), x.size) >= ALPHA, (
        f"the entries of {what} are centred on zero, but their distribution is not Gaussian"
    )


def spread_alike(one: np.ndarray, other: np.ndarray) -> bool:
    """Tell whether two blocks of random numbers may have the same standard deviation."""
    x, y = numbers_drawn(one), numbers_drawn(other)
    if min(x.size, y.size) <= FEW:
        return False
    ratio, degrees = (x.std(ddof=1) / y.std(ddof=1)) ** 2, (x.size - 1, y.size - 1)
    low, high = stats.f.ppf(ALPHA / 2, *degrees), stats.f.isf(ALPHA / 2, *degrees)
    return bool(low <= ratio <= high)


def _sample(block: np.ndarray, what: str) -> np.ndarray:
    x = numbers_drawn(block)
    assert x.size > FEW, f"{what} is no sample: different numbers in it: {x.size}"
    return x


def _gap(x: np.ndarray) -> float:
    """Return Kolmogorov's gap between numbers and a standard Gaussian.

    Equal numbers count half below and half above themselves: rounding does not open a gap.
    """
    values, counts = np.unique(x, return_counts=True)
    middle = (np.cumsum(counts) - counts / 2) / x.size
    return float(np.abs(ndtr(values) - middle).max() + 0.5 / x.size)


def _is_uniform(x: np.ndarray) -> bool:
    """Tell whether numbers may be drawn evenly from [0, 1)."""
    return bool(x.min() >= 0 and x.max() <= 1 and stats.kstest(x, "uniform").pvalue >= ALPHA)
