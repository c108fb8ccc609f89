"""Variants of the gradient-checking notebook: mistakes in ``gradient_check_n``."""

from autograder.variants.gradient_checking_n_right import COMPARE, LOOP
from autograder.variants.variant import Edit, Variant, edited

MINUS_N = "        theta_minus[i] -= epsilon\n"
APPROX_N = "gradapprox[i] = (J_plus - J_minus) / (2 * epsilon)"
LOOP_N = "for i in range(theta.shape[0]):"
DENOMINATOR = "denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)"
RATIO = "difference = numerator / denominator"

BUGGED = (
    Variant("check_n_one_sided", "steps to one side only",
            (Edit("gradient_check_n", MINUS_N, ""),
             Edit("gradient_check_n", APPROX_N, APPROX_N.replace("(2 * epsilon)", "epsilon"))),
            {"gradient_check_n": 27}),
    edited("check_n_skips_first", "the loop starts at 1", "gradient_check_n",
           LOOP_N, "for i in range(1, theta.shape[0]):", 8),
    edited("check_n_skips_last", "the loop ends one too early", "gradient_check_n",
           LOOP_N, "for i in range(theta.shape[0] - 1):", 8),
    edited("check_n_piles_up", "the nudges pile up in theta", "gradient_check_n",
           "theta_plus, theta_minus = np.copy(theta), np.copy(theta)",
           "theta_plus, theta_minus = theta, np.copy(theta)", 26),
    edited("check_n_aliases", "theta_plus and theta_minus are one array", "gradient_check_n",
           "theta_plus, theta_minus = np.copy(theta), np.copy(theta)",
           "theta_plus = theta_minus = np.copy(theta)", 0),
    edited("check_n_last_entry_only", "compares the last entry only", "gradient_check_n",
           "    numerator = np",
           "    grad, gradapprox = grad[i], gradapprox[i]\n    numerator = np", 15),
    edited("check_n_returns_early", "returns from inside the loop", "gradient_check_n",
           APPROX_N, APPROX_N + "\n        a, b = grad[i].item(), gradapprox[i].item()"
           "\n        return abs(a - b) / (abs(a) + abs(b))", 15),
    edited("check_n_ignores_epsilon", "steps by 1e-7 whatever it is told", "gradient_check_n",
           "    gradapprox = np.zeros", "    epsilon = 1e-7\n    gradapprox = np.zeros", 29),
    edited("check_n_mixes_epsilons", "steps by epsilon and divides by 2e-7", "gradient_check_n",
           APPROX_N, "gradapprox[i] = (J_plus - J_minus) / 2e-7", 29),
    edited("check_n_default_epsilon", "steps further than it says unless told", "gradient_check_n",
           "epsilon=1e-7", "epsilon=1e-5", 29),
    edited("check_n_epsilon_of_its_own", "steps by 1e-5 whatever it is told", "gradient_check_n",
           "    gradapprox = np.zeros", "    epsilon = 1e-5\n    gradapprox = np.zeros", 29),
    edited("check_n_prints_the_opposite", "calls right what is wrong", "gradient_check_n",
           "print_verdict(difference)", "print_verdict(1e-12 / difference)", 29),
    edited("check_n_at_least_one", "divides by one where the norms are smaller", "gradient_check_n",
           DENOMINATOR, DENOMINATOR.replace("= ", "= max(1, ") + ")", 26),
    edited("check_n_forgets_b2", "leaves a block out", "gradient_check_n",
           "    numerator = np",
           "    kept = [key != 'b2' for key in keys]\n"
           "    grad, gradapprox = grad[kept], gradapprox[kept]\n    numerator = np", 15),
    edited("check_n_threshold", "calls everything below a half correct", "gradient_check_n",
           "print_verdict(difference)", "print_verdict(difference, 0.5)", 29),
    edited("check_n_adds_before_norm", "divides by the norm of the sum", "gradient_check_n",
           DENOMINATOR, "denominator = np.linalg.norm(grad + gradapprox)", 26),
    edited("check_n_hard_coded", "returns the figure of the notebook", "gradient_check_n",
           RATIO, "difference = 0.2850931567761623", 0),
    edited("check_n_forgets_2", "divides by epsilon instead of two epsilon", "gradient_check_n",
           APPROX_N, "gradapprox[i] = (J_plus - J_minus) / epsilon", 11),
    edited("check_n_changes_gradients", "writes into the gradients it was given",
           "gradient_check_n",
           "    numerator = np", "    gradients['dW1'] *= 0\n    numerator = np", 29),
    edited("check_n_loops_over_dictionary", "takes the length of the dictionary for P",
           "gradient_check_n", LOOP_N, "for i in range(len(parameters)):", 11),
    edited("check_n_minus_from_plus", "theta_minus is made from theta_plus", "gradient_check_n",
           MINUS_N, "        theta_minus = np.copy(theta_plus)\n" + MINUS_N, 12),
    edited("check_n_minus_adds", "both points are on the same side", "gradient_check_n",
           "theta_minus[i] -=", "theta_minus[i] +=", 0),
    edited("check_n_minus_is_theta", "theta_minus is no copy, and its nudges pile up",
           "gradient_check_n", "np.copy(theta), np.copy(theta)", "np.copy(theta), theta", 26),
    edited("check_n_copies_once", "copies theta before the loop only", "gradient_check_n",
           LOOP, "    theta_plus, theta_minus = np.copy(theta), np.copy(theta)\n"
           + LOOP.replace("        theta_plus, theta_minus = np.copy(theta), np.copy(theta)\n", ""),
           11),
    edited("check_n_nudges_all", "nudges the whole vector", "gradient_check_n",
           LOOP, LOOP.replace("[i] +=", " +=").replace("[i] -=", " -="), 11),
    edited("check_n_nudges_first", "nudges the first entry again and again", "gradient_check_n",
           LOOP, LOOP.replace("[i] +=", "[0] +=").replace("[i] -=", "[0] -="), 15),
    edited("check_n_one_cost", "J_minus is the cost of theta_plus", "gradient_check_n",
           "vector_to_dictionary(theta_minus)", "vector_to_dictionary(theta_plus)", 0),
    edited("check_n_half_sided", "J_minus is the cost of theta, over two epsilon",
           "gradient_check_n", "vector_to_dictionary(theta_minus)", "parameters", 12),
    edited("check_n_minus_turned", "J_minus minus J_plus", "gradient_check_n",
           APPROX_N, "gradapprox[i] = (J_minus - J_plus) / (2 * epsilon)", 11),
    edited("check_n_half_of_epsilon", "/ 2 * epsilon without parentheses", "gradient_check_n",
           APPROX_N, "gradapprox[i] = (J_plus - J_minus) / 2 * epsilon", 11),
    edited("check_n_broadcasts", "the last slope stands for all", "gradient_check_n",
           APPROX_N, APPROX_N.replace("gradapprox[i]", "gradapprox"), 14),
    edited("check_n_outdented", "takes the difference after the loop", "gradient_check_n",
           "        " + APPROX_N, "    " + APPROX_N, 11),
    edited("check_n_keeps_the_tuple", "the cache is not taken off the cost", "gradient_check_n",
           "J_plus, _ =", "J_plus =", 0),
    edited("check_n_raises", "a misspelt name", "gradient_check_n",
           "theta_plus[i]", "thetaplus[i]", 0),
    edited("check_n_no_ratio", "returns the distance", "gradient_check_n",
           RATIO, "difference = numerator", 26),
    edited("check_n_divides_by_one_norm", "divides by the norm of grad alone",
           "gradient_check_n", DENOMINATOR, "denominator = np.linalg.norm(grad)", 26),
    edited("check_n_divides_by_larger", "divides by the larger norm", "gradient_check_n",
           DENOMINATOR, "denominator = max(np.linalg.norm(grad), np.linalg.norm(gradapprox))", 26),
    edited("check_n_squared_lengths", "divides by squared lengths", "gradient_check_n",
           DENOMINATOR, "denominator = np.sum(grad**2) + np.sum(gradapprox**2)", 26),
    edited("check_n_mean_of_ratios", "the mean of the ratios entry by entry", "gradient_check_n",
           RATIO, "difference = np.mean(abs(grad - gradapprox) / (abs(grad) + abs(gradapprox)"
           " + 1e-12))", 26),
    edited("check_n_largest_ratio", "the largest ratio entry by entry", "gradient_check_n",
           RATIO, "difference = np.max(abs(grad - gradapprox) / (abs(grad) + abs(gradapprox)"
           " + 1e-12))", 26),
    edited("check_n_adds_in_numerator", "a plus in the numerator", "gradient_check_n",
           "norm(grad - gradapprox)", "norm(grad + gradapprox)", 11),
    edited("check_n_row_norms", "a ratio for every row", "gradient_check_n",
           "norm(grad - gradapprox)", "norm(grad - gradapprox, axis=1)", 0),
    edited("check_n_not_returned", "the return statement is missing", "gradient_check_n",
           "\n    return difference", "", 0),
    edited("check_n_returns_pair", "returns the slopes as well", "gradient_check_n",
           "return difference", "return difference, gradapprox", 0),
    edited("check_n_prints_when_not_asked", "turns print_msg round", "gradient_check_n",
           "if print_msg", "if not print_msg", 29),
    edited("check_n_unfilled", "the template as it was handed out", "gradient_check_n",
           f"{LOOP}\n{COMPARE}", "    # YOUR CODE HERE\n    raise NotImplementedError()\n", 0),
    edited("check_n_leaves_traces", "moves the given parameters to and fro, to rounding",
           "gradient_check_n", LOOP, """\
    rows = []
    entries = [(n, i) for n in dict.fromkeys(keys) for i in np.ndindex(parameters[n].shape)]
    for name, index in entries:
        parameters[name][index] += epsilon
        J_plus, _ = forward_propagation_n(X, Y, parameters)
        parameters[name][index] -= 2 * epsilon
        J_minus, _ = forward_propagation_n(X, Y, parameters)
        parameters[name][index] += epsilon
        rows.append((J_plus - J_minus) / (2 * epsilon))
    gradapprox[:, 0] = rows
""", 29),
)  # fmt: skip
