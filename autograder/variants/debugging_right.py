"""Right solutions of the debugging notebook's three repairs, in the styles that students write."""

import functools

from autograder.variants import variant
from autograder.variants.variant import Edit, Variant

SIGMOID = "1 / (1 + np.exp(-z))"
SIGMOID_RETURN = f"return {SIGMOID}"
LOOP = "for i in range(theta.size):"
QUOTIENT = "(cost(theta + nudge) - cost(theta - nudge)) / (2 * epsilon)"
RATIO = "np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))"
RATIO_RETURN = f"return {RATIO}"

edited = functools.partial(variant.edited, function="sigmoid")
rewritten = functools.partial(variant.rewritten, function="sigmoid")
SIGMOIDS = (
    edited("right_expit", "scipy's sigmoid",
           old=SIGMOID_RETURN, new="from scipy.special import expit\n    return expit(z)"),
    edited("right_tanh", "by tanh of half the argument",
           old=SIGMOID, new="0.5 * (1 + np.tanh(0.5 * np.asarray(z)))"),
    edited("right_where", "two formulas, without overflow",
           old=SIGMOID_RETURN,
           new="small = np.exp(-np.abs(z))\n"
           "    return np.where(np.asarray(z) < 0, small, 1) / (1 + small)"),
    edited("right_power", "a power of e, and prints on the way",
           old=SIGMOID_RETURN,
           new="print('squashing')\n    return (1 + np.e ** np.negative(z)) ** -1.0"),
    edited("right_sigmoid_other_fraction", "multiplied by e to the z above and below, clipped",
           old=SIGMOID_RETURN,
           new="z = np.minimum(z, 700)\n    return np.exp(z) / (np.exp(z) + 1)"),
    edited("right_sigmoid_one_minus", "one minus the falling sigmoid",
           old=SIGMOID, new="1 - 1 / (1 + np.exp(z))"),
    edited("right_sigmoid_logaddexp", "e to minus the log of the denominator",
           old=SIGMOID, new="np.exp(-np.logaddexp(0, -z))"),
    edited("right_sigmoid_clipped_far_out", "clips where it makes no difference",
           old=SIGMOID_RETURN, new="z = np.clip(z, -500, 500)\n    " + SIGMOID_RETURN),
    edited("right_sigmoid_reciprocal", "np.reciprocal, np.add, and a copy of floats",
           old=SIGMOID_RETURN, new="z = np.array(z, dtype=float)\n"
           "    return np.reciprocal(np.add(1.0, np.exp(np.negative(z))))"),
    edited("right_sigmoid_out", "in place in an array of its own",
           old=SIGMOID_RETURN, new="a = np.array(z, dtype=np.float64, ndmin=1)\n"
           "    np.negative(a, out=a)\n    np.exp(a, out=a)\n    a += 1\n"
           "    np.divide(1, a, out=a)\n    return a.reshape(np.shape(z))"),
    edited("right_sigmoid_warns_no_more", "silences the overflow",
           old=SIGMOID_RETURN,
           new="with np.errstate(over='ignore'):\n        " + SIGMOID_RETURN),
    edited("right_sigmoid_softmax", "a softmax of z and zero",
           old=SIGMOID_RETURN, new="from scipy.special import softmax\n"
           "    return softmax(np.stack([np.asarray(z, float), np.zeros_like(z)]), axis=0)[0]"),
    edited("right_sigmoid_log_expit", "e to the log of the logistic distribution",
           old=SIGMOID_RETURN, new="from scipy.stats import logistic\n"
           "    return np.exp(logistic.logcdf(z))"),
    rewritten("right_sigmoid_boolean_index", "fills two halves by boolean index", source="""
              def sigmoid(z):
                  z = np.asarray(z, dtype=float)
                  a = np.empty_like(z)
                  rising = z >= 0
                  a[rising] = 1 / (1 + np.exp(-z[rising]))
                  a[~rising] = np.exp(z[~rising]) / (1 + np.exp(z[~rising]))
                  return a
              """),
    rewritten("right_sigmoid_vectorized", "Python's exp, one element after the other", source="""
              import math


              def _squash(number: float) -> float:
                  return 1 / (1 + math.exp(-number)) if number > -700 else 0.0


              sigmoid = np.vectorize(_squash, otypes=[float])
              """),
    rewritten("right_sigmoid_recursive", "calls itself on the rows of an array", source="""
              def sigmoid(z):
                  if np.ndim(z) > 0:
                      return np.array([sigmoid(row) for row in z])
                  if z < 0:
                      return 1 - sigmoid(-z)
                  return 1 / (1 + np.exp(-z))
              """),
    rewritten("right_sigmoid_lambda", "a lambda", source="""
              sigmoid = lambda z: 1.0 / (np.exp(-1 * z) + 1.0)
              """),
    rewritten("right_sigmoid_piecewise", "np.piecewise, with a guard far below", source="""
              def sigmoid(z, low=-600.0):
                  z = np.asarray(z) * 1.0
                  return np.piecewise(z, [z < low, z >= low], [0.0, lambda t: 1 / (1 + np.exp(-t))])
              """),
)  # fmt: skip

edited = functools.partial(variant.edited, function="numerical_gradient")
rewritten = functools.partial(variant.rewritten, function="numerical_gradient")
NUMERICALS = (
    edited("right_loop_at_the_end", "counts downwards",
           old=LOOP, new="for i in reversed(range(len(theta))):"),
    edited("right_rows_of_identity", "a comprehension over unit vectors",
           old="return slopes",
           new="steps = epsilon * np.eye(theta.size)\n"
           "    rises = [cost(theta + step) - cost(theta - step) for step in steps]\n"
           "    return np.array(rises) / (2 * epsilon)"),
    rewritten("right_in_place", "works in theta itself and puts it back, to rounding", source="""
              def numerical_gradient(cost, theta, epsilon=1e-4):
                  slopes = []
                  for i in range(len(theta)):
                      theta[i] += epsilon
                      up = cost(theta)
                      theta[i] -= 2 * epsilon
                      down = cost(theta)
                      theta[i] += epsilon
                      slopes.append((up - down) / (2 * epsilon))
                  return slopes
              """),
    rewritten("right_copies", "two copies", source="""
              def numerical_gradient(cost, theta, epsilon=1e-4):
                  slopes = np.zeros_like(theta)
                  for i, _ in enumerate(theta):
                      plus, minus = theta.copy(), theta.copy()
                      plus[i], minus[i] = plus[i] + epsilon, minus[i] - epsilon
                      slopes[i] = (cost(plus) - cost(minus)) / (plus[i] - minus[i])
                  return slopes
              """),
    edited("right_numerical_mean_of_sides", "the mean of a step forwards and one backwards",
           old=QUOTIENT, new="((cost(theta + nudge) - cost(theta)) / epsilon\n"
           "                     + (cost(theta) - cost(theta - nudge)) / epsilon) / 2"),
    edited("right_numerical_items", "asks each cost for its item",
           old=QUOTIENT, new="(cost(theta + nudge).item() - cost(theta - nudge).item()) "
           "/ (2 * epsilon)"),
    edited("right_numerical_backwards_quotient", "minus above and below",
           old=QUOTIENT, new="(cost(theta - nudge) - cost(theta + nudge)) / (-2 * epsilon)"),
    edited("right_numerical_halves", "half of each cost, then divided by epsilon",
           old=QUOTIENT, new="(0.5 * cost(theta + nudge) - 0.5 * cost(theta - nudge)) / epsilon"),
    edited("right_numerical_fresh_nudge", "a nudge of its own for each entry",
           old=LOOP, new=LOOP + "\n        nudge = np.zeros_like(theta, dtype=float)"),
    edited("right_numerical_comparison", "the nudge is where the index is i",
           old=LOOP, new=LOOP + "\n        nudge = epsilon * (np.arange(theta.size) == i)"),
    edited("right_numerical_ndenumerate", "np.ndenumerate, with a tuple for an index",
           old=LOOP, new="for i, _ in np.ndenumerate(theta):"),
    edited("right_numerical_while", "a while loop that starts at -1",
           old=LOOP, new="i = -1\n    while (i := i + 1) < len(theta):"),
    edited("right_numerical_from_one", "counts from one, and takes one off",
           old=LOOP, new="for number in range(1, theta.size + 1):\n        i = number - 1"),
    edited("right_numerical_entry_0_apart", "the loop as handed out, and entry 0 by itself",
           old=LOOP, new="nudge[0] = epsilon\n"
           f"    slopes[0] = {QUOTIENT}\n    nudge[0] = 0\n"
           "    for i in range(1, theta.size):"),
    edited("right_numerical_wraps_round", "from 1 to n, and takes the remainder",
           old=LOOP, new="for i in range(1, theta.size + 1):\n        i %= theta.size"),
    edited("right_numerical_rolls", "rolls the nudge on",
           old="        nudge[i] = epsilon\n", new="        nudge = np.roll(nudge, 1)\n"
           "        nudge[i] = epsilon\n"),
    rewritten("right_numerical_matrix", "all steps as matrices, mapped over their rows", source="""
              def numerical_gradient(cost, theta, epsilon=1e-4):
                  steps = np.diag(np.full(np.size(theta), epsilon))
                  up = np.apply_along_axis(cost, 1, theta + steps)
                  down = np.fromiter(map(cost, theta - steps), dtype=float)
                  return np.subtract(up, down) / 2 / epsilon
              """),
    rewritten("right_numerical_helper", "a helper inside, type hints and an assert", source="""
              from typing import Callable


              def numerical_gradient(cost: Callable, theta: np.ndarray, epsilon: float = 1e-4):
                  def slope(i: int) -> float:
                      def moved(h):
                          there = np.array(theta, dtype=float)
                          there[i] += h
                          return cost(there)

                      return (moved(+epsilon) - moved(-epsilon)) / (2.0 * epsilon)

                  slopes = np.array(list(map(slope, range(theta.shape[0]))))
                  assert slopes.shape == theta.shape
                  return slopes
              """),
    rewritten("right_numerical_put_back", "works in theta, and puts the old value back", source="""
              def numerical_gradient(cost, theta, epsilon=1e-4):
                  slopes = np.empty(theta.shape)
                  for i in range(theta.size):
                      kept = theta[i]
                      try:
                          theta[i] = kept + epsilon
                          slopes[i] = cost(theta)
                          theta[i] = kept - epsilon
                          slopes[i] -= cost(theta)
                      finally:
                          theta[i] = kept
                  slopes /= 2 * epsilon
                  return slopes
              """),
)  # fmt: skip

edited = functools.partial(variant.edited, function="relative_difference")
rewritten = functools.partial(variant.rewritten, function="relative_difference")
RATIOS = (
    edited("right_root_of_squares", "square roots of sums",
           old=RATIO, new="((a - b) ** 2).sum() ** 0.5 / ((a**2).sum() ** 0.5 "
           "+ (b**2).sum() ** 0.5)"),
    edited("right_dot", "dot products, and a (1, 1) array as the answer",
           old=RATIO_RETURN, new="root = lambda x: np.sqrt(np.dot(x, x))\n"
           "    return np.array([[root(a - b) / (root(a) + root(b))]])"),
    edited("right_hypot", "Python's own square root, one entry after the other",
           old=RATIO_RETURN, new="import math\n"
           "    return math.dist(a, b) / (math.hypot(*a) + math.hypot(*b))"),
    Variant("right_noisy", "warns and prints on the way",
            (Edit("relative_difference", "return np.linalg.norm(a - b)",
                  "import sys, warnings\n    warnings.warn('dividing')\n"
                  "    print('ratio', file=sys.stderr)\n    return np.linalg.norm(a - b)"),)),
    edited("right_ratio_three_lines", "numerator and denominator by name, a 0-d array",
           old=RATIO_RETURN, new="numerator = np.linalg.norm(np.subtract(a, b), ord=2)\n"
           "    denominator = np.add(np.linalg.norm(a, ord=2), np.linalg.norm(b, ord=2))\n"
           "    return np.asarray(np.divide(numerator, denominator))"),
    edited("right_ratio_equal_first", "returns at once where they are equal",
           old=RATIO_RETURN,
           new="if np.array_equal(a, b):\n        return 0\n    " + RATIO_RETURN),
    edited("right_ratio_guarded", "a ternary for two zero vectors",
           old=RATIO_RETURN,
           new="lengths = np.linalg.norm(a) + np.linalg.norm(b)\n"
           "    return np.linalg.norm(b - a) / lengths if lengths > 0 else 0.0"),
    edited("right_ratio_tiny_floor", "a floor that is smaller than any gradient",
           old=RATIO, new="np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b) "
           "+ 1e-30)"),
    edited("right_ratio_by_rows", "three norms at once",
           old=RATIO_RETURN,
           new="apart, *lengths = np.linalg.norm([a - b, a, b], axis=1)\n"
           "    return apart / sum(lengths)"),
    edited("right_ratio_einsum", "einsum",
           old=RATIO_RETURN, new="length = lambda v: np.sqrt(np.einsum('i,i->', v, v))\n"
           "    return float(length(a - b) / (length(a) + length(b)))"),
    edited("right_ratio_distance", "scipy's distance, to the origin as well",
           old=RATIO_RETURN, new="from scipy.spatial.distance import euclidean\n"
           "    return euclidean(a, b) / (euclidean(a, 0 * a) + euclidean(b, 0 * b))"),
    edited("right_ratio_columns", "matrix products of columns",
           old=RATIO_RETURN, new="a, b = a.reshape(-1, 1), b.reshape(-1, 1)\n"
           "    return np.sqrt((a - b).T @ (a - b)) / (np.sqrt(a.T @ a) + np.sqrt(b.T @ b))"),
    edited("right_ratio_scaled_first", "both divided by the lengths, then subtracted",
           old=RATIO_RETURN, new="lengths = np.linalg.norm(a) + np.linalg.norm(b)\n"
           "    return np.linalg.norm(a / lengths - b / lengths)"),
    edited("right_ratio_inverse", "one over what it is the other way up",
           old=RATIO_RETURN, new="apart = np.linalg.norm(a - b)\n    if apart == 0:\n"
           "        return 0.0\n"
           "    return 1 / (np.linalg.norm(a) / apart + np.linalg.norm(b) / apart)"),
    edited("right_ratio_root_means", "root mean squares: the number of entries cancels",
           old=RATIO_RETURN, new="rms = lambda v: np.sqrt(np.mean(np.square(v)))\n"
           "    return rms(a - b) / (rms(a) + rms(b))"),
    rewritten("right_ratio_loop", "sums of squares in a loop, with Python's floats", source="""
              def relative_difference(a, b):
                  apart = first = second = 0.0
                  for x, y in zip(a.tolist(), b.tolist()):
                      apart += (x - y) ** 2
                      first += x * x
                      second += y * y
                  return apart**0.5 / (first**0.5 + second**0.5)
              """),
    rewritten("right_ratio_reduced", "functools.reduce and math.fsum", source="""
              import math
              from functools import reduce
              from operator import add


              def length(v):
                  return math.sqrt(math.fsum(x * x for x in v))


              def relative_difference(a, b):
                  return length(a - b) / reduce(add, map(length, (a, b)))
              """),
    rewritten("right_ratio_lambda", "a lambda, with arguments that have defaults", source="""
              N = np.linalg.norm
              relative_difference = lambda a, b, N=N: N(a - b) / (N(a) + N(b))
              """),
)  # fmt: skip
