"""Variants of the debugging notebook: mistakes that students make, and right solutions.

The points that each must get follow from the rubrics in ``hidden_tests/debugging.py``: a mistake
costs the lines that it breaks, and no others.
"""

from autograder.variants.debugging_cost import COST, COST_RIGHT
from autograder.variants.variant import Edit, Variant, edited, rewritten

SIGMOID_FORMULA = "1 / (1 + np.exp(-z))"
LOOP = "for i in range(theta.size):"
QUOTIENT = "(cost(theta + nudge) - cost(theta - nudge)) / (2 * epsilon)"
TAKEN_BACK = "        nudge[i] = 0\n"
DISTANCE = "np.linalg.norm(a - b)"
LENGTHS = "(np.linalg.norm(a) + np.linalg.norm(b))"

SIGMOID = (
    edited("sigmoid_as_handed_out", "the minus sign is still missing", "sigmoid",
           "np.exp(-z)", "np.exp(z)", 0),
    edited("sigmoid_falls", "another formula that falls", "sigmoid",
           SIGMOID_FORMULA, "np.exp(-z) / (1 + np.exp(-z))", 0),
    edited("sigmoid_is_tanh", "squashes to between -1 and 1", "sigmoid",
           SIGMOID_FORMULA, "np.tanh(z)", 2),
    edited("sigmoid_too_steep", "half of one plus tanh, of z instead of z / 2", "sigmoid",
           SIGMOID_FORMULA, "(1 + np.tanh(z)) / 2", 5),
    edited("sigmoid_minus", "a minus in the denominator as well", "sigmoid",
           "(1 + np.exp(-z))", "(1 - np.exp(-z))", 5),
    edited("sigmoid_precedence", "brackets are missing: 1 / 1 comes first", "sigmoid",
           SIGMOID_FORMULA, "1 / 1 + np.exp(-z)", 2),
    edited("sigmoid_math", "math.exp, which takes numbers only, and overflows", "sigmoid",
           "return 1 / (1 + np.exp(-z))", "import math\n    return 1 / (1 + math.exp(-z))", 6),
    edited("sigmoid_branches", "an if, which takes numbers only", "sigmoid",
           "return 1 / (1 + np.exp(-z))",
           "if z < 0:\n        return np.exp(z) / (1 + np.exp(z))\n"
           "    return 1 / (1 + np.exp(-z))", 9),
    edited("sigmoid_clipped", "clips too early", "sigmoid",
           "np.exp(-z)", "np.exp(-np.clip(z, -5, 5))", 12),
    edited("sigmoid_in_place", "turns the sign of its argument", "sigmoid",
           "return 1 / (1 + np.exp(-z))", "z *= -1\n    return 1 / (1 + np.exp(z))", 13),
    edited("sigmoid_rounded", "rounds to two decimals", "sigmoid",
           SIGMOID_FORMULA, "np.round(1 / (1 + np.exp(-z)), 2)", 5),
    edited("sigmoid_slope", "returns the slope of the sigmoid", "sigmoid",
           "return 1 / (1 + np.exp(-z))",
           "a = 1 / (1 + np.exp(-z))\n    return a * (1 - a)", 2),
    edited("sigmoid_flattens", "returns one row of numbers", "sigmoid",
           "np.exp(-z)", "np.exp(-np.ravel(z))", 9),
    edited("sigmoid_hard_coded", "returns the value at zero", "sigmoid",
           SIGMOID_FORMULA, "0.5", 0),
    edited("sigmoid_raises", "a misspelt name", "sigmoid", "np.exp(-z)", "np.exq(-z)", 0),
)  # fmt: skip

NUMERICAL = (
    edited("numerical_as_handed_out", "the loop still starts at 1", "numerical_gradient",
           LOOP, "for i in range(1, theta.size):", 0),
    edited("numerical_skips_last", "the loop ends one too early", "numerical_gradient",
           LOOP, "for i in range(theta.size - 1):", 13),
    edited("numerical_38_always", "the number of parameters is the notebook's",
           "numerical_gradient", LOOP, "for i in range(38):", 13),
    edited("numerical_forward", "steps to one side only", "numerical_gradient",
           QUOTIENT, "(cost(theta + nudge) - cost(theta)) / epsilon", 15),
    edited("numerical_backward", "steps to the other side only", "numerical_gradient",
           QUOTIENT, "(cost(theta) - cost(theta - nudge)) / epsilon", 15),
    edited("numerical_forgets_2", "divides by epsilon instead of two epsilon",
           "numerical_gradient", "(2 * epsilon)", "epsilon", 13),
    edited("numerical_precedence", "brackets are missing: multiplies by epsilon",
           "numerical_gradient", "/ (2 * epsilon)", "/ 2 * epsilon", 0),
    edited("numerical_turned", "minus instead of plus, and plus instead of minus",
           "numerical_gradient", QUOTIENT,
           "(cost(theta - nudge) - cost(theta + nudge)) / (2 * epsilon)", 13),
    edited("numerical_piles_up", "the nudge of one entry is never taken back",
           "numerical_gradient", TAKEN_BACK, "", 13),
    edited("numerical_ignores_epsilon", "steps by 1e-4 whatever it is told",
           "numerical_gradient", LOOP, "epsilon = 1e-4\n    " + LOOP, 16),
    edited("numerical_mixes_epsilons", "steps by epsilon and divides by 2e-4",
           "numerical_gradient", "(2 * epsilon)", "2e-4", 16),
    edited("numerical_nudges_all", "nudges all entries at once", "numerical_gradient",
           QUOTIENT, "(cost(theta + epsilon) - cost(theta - epsilon)) / (2 * epsilon)", 0),
    edited("numerical_at_zero", "measures at zero instead of at theta", "numerical_gradient",
           QUOTIENT, "(cost(nudge) - cost(-nudge)) / (2 * epsilon)", 7),
    edited("numerical_returns_early", "returns from inside the loop", "numerical_gradient",
           TAKEN_BACK, TAKEN_BACK + "        return slopes\n", 0),
    edited("numerical_one_number", "overwrites the slopes by the last one",
           "numerical_gradient", "slopes[i] =", "slopes =", 0),
    edited("numerical_averages", "divides by the number of parameters, too",
           "numerical_gradient", "(2 * epsilon)", "(2 * epsilon) / theta.size", 13),
    rewritten("numerical_moves_theta", "works in theta itself and leaves it moved",
              "numerical_gradient", """
              def numerical_gradient(cost, theta, epsilon=1e-4):
                  slopes = np.zeros(theta.size)
                  for i in range(theta.size):
                      theta[i] += epsilon
                      up = cost(theta)
                      theta[i] -= 2 * epsilon
                      slopes[i] = (up - cost(theta)) / (2 * epsilon)
                  return slopes
              """, 16),
)  # fmt: skip

RATIO = (
    edited("ratio_as_handed_out", "still divides by the norm of the sum", "relative_difference",
           LENGTHS, "np.linalg.norm(a + b)", 0),
    edited("ratio_as_handed_out_turned", "the same, the other way round", "relative_difference",
           DISTANCE + " / " + LENGTHS, "np.linalg.norm(b - a) / np.linalg.norm(b + a)", 0),
    edited("ratio_by_larger", "divides by the longer of the two", "relative_difference",
           LENGTHS, "max(np.linalg.norm(a), np.linalg.norm(b))", 8),
    edited("ratio_by_first", "divides by the length of the first", "relative_difference",
           LENGTHS, "np.linalg.norm(a)", 8),
    edited("ratio_by_mean", "divides by the mean of the lengths", "relative_difference",
           LENGTHS, LENGTHS + " * 2", 8),
    edited("ratio_absolute", "does not divide at all", "relative_difference",
           " / " + LENGTHS, "", 1),
    edited("ratio_of_squares", "squares the norms", "relative_difference",
           DISTANCE + " / " + LENGTHS, "np.sum((a - b) ** 2) / (np.sum(a**2) + np.sum(b**2))", 4),
    edited("ratio_of_sums", "sums of absolute values instead of norms", "relative_difference",
           DISTANCE + " / " + LENGTHS, "np.abs(a - b).sum() / (np.abs(a).sum() + np.abs(b).sum())",
           12),
    edited("ratio_of_maxima", "largest entries instead of norms", "relative_difference",
           DISTANCE + " / " + LENGTHS, "np.abs(a - b).max() / (np.abs(a).max() + np.abs(b).max())",
           12),
    edited("ratio_with_a_floor", "adds 1e-8 to the denominator", "relative_difference",
           LENGTHS, LENGTHS[:-1] + " + 1e-8)", 17),
    edited("ratio_rounded", "rounds to three decimals", "relative_difference",
           DISTANCE + " / " + LENGTHS, f"round({DISTANCE} / {LENGTHS}, 3)", 8),
    edited("ratio_plus", "plus instead of minus in the numerator", "relative_difference",
           DISTANCE, "np.linalg.norm(a + b)", 4),
    edited("ratio_upside_down", "numerator and denominator are swapped", "relative_difference",
           DISTANCE + " / " + LENGTHS, f"{LENGTHS} / {DISTANCE}", 8),
    edited("ratio_root_mean_square", "a mean in the numerator, sums in the denominator",
           "relative_difference", DISTANCE, "np.sqrt(np.mean((a - b) ** 2))", 4),
    edited("ratio_in_place", "subtracts in its argument", "relative_difference",
           "return " + DISTANCE + " / " + LENGTHS,
           f"lengths = {LENGTHS}\n    a -= b\n    return np.linalg.norm(a) / lengths", 19),
    edited("ratio_hard_coded", "returns the figure of the notebook", "relative_difference",
           DISTANCE + " / " + LENGTHS, "1.22e-9", 1),
)  # fmt: skip

RIGHT = (
    edited("right_expit", "scipy's sigmoid", "sigmoid",
           "return 1 / (1 + np.exp(-z))", "from scipy.special import expit\n    return expit(z)"),
    edited("right_tanh", "by tanh of half the argument", "sigmoid",
           SIGMOID_FORMULA, "0.5 * (1 + np.tanh(0.5 * np.asarray(z)))"),
    edited("right_where", "two formulas, without overflow", "sigmoid",
           "return 1 / (1 + np.exp(-z))",
           "small = np.exp(-np.abs(z))\n"
           "    return np.where(np.asarray(z) < 0, small, 1) / (1 + small)"),
    edited("right_power", "a power of e, and prints on the way", "sigmoid",
           "return 1 / (1 + np.exp(-z))",
           "print('squashing')\n    return (1 + np.e ** np.negative(z)) ** -1.0"),
    edited("right_loop_at_the_end", "counts downwards", "numerical_gradient",
           LOOP, "for i in reversed(range(len(theta))):"),
    edited("right_rows_of_identity", "a comprehension over unit vectors", "numerical_gradient",
           "return slopes",
           "steps = epsilon * np.eye(theta.size)\n"
           "    rises = [cost(theta + step) - cost(theta - step) for step in steps]\n"
           "    return np.array(rises) / (2 * epsilon)"),
    rewritten("right_in_place", "works in theta itself and puts it back, to rounding",
              "numerical_gradient", """
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
    rewritten("right_copies", "two copies", "numerical_gradient", """
              def numerical_gradient(cost, theta, epsilon=1e-4):
                  slopes = np.zeros_like(theta)
                  for i, _ in enumerate(theta):
                      plus, minus = theta.copy(), theta.copy()
                      plus[i], minus[i] = plus[i] + epsilon, minus[i] - epsilon
                      slopes[i] = (cost(plus) - cost(minus)) / (plus[i] - minus[i])
                  return slopes
              """),
    edited("right_root_of_squares", "square roots of sums", "relative_difference",
           DISTANCE + " / " + LENGTHS,
           "((a - b) ** 2).sum() ** 0.5 / ((a**2).sum() ** 0.5 + (b**2).sum() ** 0.5)"),
    edited("right_dot", "dot products, and a (1, 1) array as the answer", "relative_difference",
           "return " + DISTANCE + " / " + LENGTHS,
           "root = lambda x: np.sqrt(np.dot(x, x))\n"
           "    return np.array([[root(a - b) / (root(a) + root(b))]])"),
    edited("right_hypot", "Python's own square root, one entry after the other",
           "relative_difference", "return " + DISTANCE + " / " + LENGTHS,
           "import math\n"
           "    return math.dist(a, b) / (math.hypot(*a) + math.hypot(*b))"),
    Variant("right_noisy", "warns and prints on the way",
            (Edit("relative_difference", "return " + DISTANCE,
                  "import sys, warnings\n    warnings.warn('dividing')\n"
                  "    print('ratio', file=sys.stderr)\n    return " + DISTANCE),)),
    *COST_RIGHT,
)  # fmt: skip

BUGGED = (*SIGMOID, *NUMERICAL, *RATIO, *COST)
VARIANTS = (*BUGGED, *RIGHT)
