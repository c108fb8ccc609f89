"""Variants of the debugging notebook: mistakes that students make, and right solutions.

The points that each must get follow from the rubrics in ``hidden_tests/debugging.py``: a mistake
costs the lines that it breaks, and no others.
"""

from autograder.variants.debugging_cost import COST
from autograder.variants.debugging_cost_gradient import COST_GRADIENT
from autograder.variants.debugging_pairs import PAIRS
from autograder.variants.debugging_right import NUMERICALS, RATIOS, SIGMOIDS
from autograder.variants.debugging_right_cost import COST_RIGHT
from autograder.variants.variant import edited, rewritten

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
    edited("sigmoid_of_square", "loses the sign of z", "sigmoid",
           "np.exp(-z)", "np.exp(-(z**2))", 2),
    edited("sigmoid_base_2", "a power of 2 instead of e", "sigmoid", "np.exp(-z)", "2.0 ** -z", 5),
    edited("sigmoid_hard", "a straight line between 0 and 1", "sigmoid",
           SIGMOID_FORMULA, "np.clip(0.5 + z / 4, 0, 1)", 5),
    edited("sigmoid_softmax", "the parts add up to one over the whole array", "sigmoid",
           SIGMOID_FORMULA, "np.exp(z) / np.sum(1 + np.exp(z))", 8),
    edited("sigmoid_overflows", "e to the z above and below, which is NaN far out", "sigmoid",
           SIGMOID_FORMULA, "np.exp(z) / (1 + np.exp(z))", 12),
    edited("sigmoid_whole_numbers", "a result of the argument's type", "sigmoid",
           "return " + SIGMOID_FORMULA, "a = np.zeros_like(z)\n"
           "    a[...] = 1 / (1 + np.exp(-z))\n    return a", 9),
    edited("sigmoid_as_list", "a list comprehension, which takes rows only", "sigmoid",
           SIGMOID_FORMULA, "[1 / (1 + np.exp(-t)) for t in z]", 0),
    edited("sigmoid_not_returned", "the return statement is missing", "sigmoid",
           "return 1", "a = 1", 0),
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
           "numerical_gradient", LOOP, "epsilon = 1e-4\n    " + LOOP, 17),
    edited("numerical_mixes_epsilons", "steps by epsilon and divides by 2e-4",
           "numerical_gradient", "(2 * epsilon)", "2e-4", 17),
    edited("numerical_nudges_all", "nudges all entries at once", "numerical_gradient",
           QUOTIENT, "(cost(theta + epsilon) - cost(theta - epsilon)) / (2 * epsilon)", 0),
    edited("numerical_at_zero", "measures at zero instead of at theta", "numerical_gradient",
           QUOTIENT, "(cost(nudge) - cost(-nudge)) / (2 * epsilon)", 7),
    edited("numerical_returns_early", "returns from inside the loop", "numerical_gradient",
           TAKEN_BACK, TAKEN_BACK + "        return slopes\n", 0),
    edited("numerical_one_number", "overwrites the slopes by the last one",
           "numerical_gradient", "slopes[i] =", "slopes =", 0),
    edited("numerical_squared_epsilon", "the formula of the second derivative",
           "numerical_gradient", "(2 * epsilon)", "epsilon**2", 10),
    edited("numerical_plus", "the sum of the two costs", "numerical_gradient",
           QUOTIENT, QUOTIENT.replace(") - cost", ") + cost"), 0),
    edited("numerical_both_up", "plus on both sides", "numerical_gradient",
           "cost(theta - nudge)", "cost(theta + nudge)", 0),
    edited("numerical_multiplies", "moves each entry by a share of itself", "numerical_gradient",
           "nudge[i] = epsilon", "nudge[i] = epsilon * theta[i]", 0),
    edited("numerical_piles_up_costs", "adds to the slope before", "numerical_gradient",
           "slopes[i] = ", "slopes[i] = slopes[i - 1] + ", 13),
    edited("numerical_default_epsilon", "steps further than it says unless told",
           "numerical_gradient", "epsilon=1e-4", "epsilon=1e-3", 19),
    edited("numerical_entry_0_one_sided", "as handed out, and a step to one side for entry 0",
           "numerical_gradient", LOOP,
           "nudge[0] = epsilon\n    slopes[0] = (cost(theta + nudge) - cost(theta)) / epsilon\n"
           "    nudge[0] = 0\n    for i in range(1, theta.size):", 15),
    edited("numerical_shifted", "writes each slope one place further", "numerical_gradient",
           "slopes[i] =", "slopes[i - 1] =", 4),
    edited("numerical_not_returned", "the return statement is missing", "numerical_gradient",
           "return slopes", "pass", 0),
    edited("numerical_hard_coded", "returns the slopes of the notebook's example",
           "numerical_gradient", "return slopes",
           "return cost_and_gradient_loop(*debug_case(), 0)[1]", 0),
    edited("numerical_misspelt", "a misspelt name", "numerical_gradient",
           "cost(theta - nudge)", "cost(theta - nugde)", 0),
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
    edited("ratio_by_cosines", "the law of cosines, which cancels", "relative_difference",
           DISTANCE, "np.sqrt(abs(a @ a + b @ b - 2 * a @ b))", 16),
    edited("ratio_squared_floor", "1e-12 under the root", "relative_difference",
           DISTANCE, "np.sqrt(np.sum((a - b) ** 2) + 1e-12)", 13),
    edited("ratio_of_lengths", "the difference of the lengths", "relative_difference",
           DISTANCE, "abs(np.linalg.norm(a) - np.linalg.norm(b))", 4),
    edited("ratio_by_product", "times instead of plus", "relative_difference",
           LENGTHS, LENGTHS.replace("+", "*"), 5),
    edited("ratio_precedence", "brackets are missing: adds the second length",
           "relative_difference",
           LENGTHS, LENGTHS[1:-1], 1),
    edited("ratio_entry_by_entry", "a ratio for each entry, then the mean", "relative_difference",
           DISTANCE + " / " + LENGTHS, "np.mean(np.abs(a - b) / (np.abs(a) + np.abs(b)))", 12),
    edited("ratio_array", "a ratio for each entry", "relative_difference",
           DISTANCE + " / " + LENGTHS, "np.abs(a - b) / (np.abs(a) + np.abs(b))", 0),
    edited("ratio_of_the_last_entry", "looks at the last entry only", "relative_difference",
           "return " + DISTANCE, f"a, b = a[-1:], b[-1:]\n    return {DISTANCE}", 12),
    edited("ratio_misspelt", "a misspelt name", "relative_difference",
           DISTANCE, "np.linalg.nrom(a - b)", 0),
    edited("ratio_not_returned", "the return statement is missing", "relative_difference",
           "return np", "ratio = np", 0),
    edited("ratio_hard_coded", "returns the figure of the notebook", "relative_difference",
           DISTANCE + " / " + LENGTHS, "1.22e-9", 1),
)  # fmt: skip

BUGGED = (*SIGMOID, *NUMERICAL, *RATIO, *COST, *COST_GRADIENT)
RIGHT = (*SIGMOIDS, *NUMERICALS, *RATIOS, *COST_RIGHT)
VARIANTS = (*BUGGED, *RIGHT)
MORE_TOGETHER = PAIRS
"""Pairs that lose more than the sum → points that they lose together."""
