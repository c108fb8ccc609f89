"""Variants of the deep-network notebook: from parameters to the cost, and the check."""

from autograder.variants.variant import Edit, Rewrite, Variant, edited, rewritten

COST, CHECK = "forward_prop_cost", "gradient_check"

FORWARD = "AL, _ = L_model_forward(X, parameters, hidden_layers_activation_fn)"
ITS_COST = "cost = compute_cost(AL, Y)"

LOOP = 'for i in progress(range(P), "checking", P):'
NUMBER = "        number = theta[i, 0]\n"
MINUS = "        theta[i, 0] = number - epsilon\n"
BACK = "        theta[i, 0] = number\n"
J_PLUS = "J_plus = forward_prop_cost(X, plus, Y, hidden_layers_activation_fn)"
J_MINUS = "J_minus = forward_prop_cost(X, minus, Y, hidden_layers_activation_fn)"
APPROX = "gradapprox[i] = (J_plus - J_minus) / (2 * epsilon)"
NUMERATOR = "numerator = np.linalg.norm(grad - gradapprox)"
DENOMINATOR = "denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)"
RATIO = "difference = numerator / denominator"

FORWARD_PROP_COST = (
    edited("cost_with_relu", "does not hand the activation on", COST,
           FORWARD, "AL, _ = L_model_forward(X, parameters)", 12),
    edited("cost_always_tanh", "has tanh whatever it is told", COST,
           FORWARD, FORWARD.replace("hidden_layers_activation_fn", '"tanh"'), 12),
    edited("cost_relu_by_default", "has relu where it is told nothing", COST,
           'hidden_layers_activation_fn="tanh"', 'hidden_layers_activation_fn="relu"', 13),
    edited("cost_without_default", "has to be told the activation", COST,
           'hidden_layers_activation_fn="tanh"', "hidden_layers_activation_fn", 13),
    edited("cost_is_the_output", "returns the output of the network", COST,
           ITS_COST, "cost = AL", 6),
    edited("cost_is_a_sum", "multiplies by the number of examples", COST,
           ITS_COST, ITS_COST + " * X.shape[1]", 11),
    edited("cost_of_the_first_example", "looks at the first example only", COST,
           ITS_COST, "cost = compute_cost(AL[:, :1], Y[:, :1])", 11),
    edited("cost_of_other_labels", "takes 0 for 1", COST,
           ITS_COST, "cost = compute_cost(AL, 1 - Y)", 6),
    edited("cost_with_wrong_sign", "the sign is turned", COST, ITS_COST, f"{ITS_COST} * -1", 6),
    edited("cost_is_squared_error", "the squared error in place of the cross-entropy", COST,
           ITS_COST, "cost = np.mean((AL - Y) ** 2)", 6),
    edited("cost_rounded", "rounds to three digits", COST,
           ITS_COST, "cost = round(compute_cost(AL, Y), 3)", 6),
    edited("cost_with_caches", "returns the caches as well", COST,
           "return cost", "return cost, _", 0),
    edited("cost_not_returned", "the return statement is missing", COST,
           "\n    return cost", "", 0),
    edited("cost_not_unpacked", "takes what L_model_forward returns for the output", COST,
           FORWARD, FORWARD.replace("AL, _", "AL"), 0),
    edited("cost_hard_coded", "returns the figure of the notebook", COST,
           ITS_COST, "cost = 0.5852516713", 1),
    edited("cost_divides_by_255", "divides the inputs by 255 once more", COST,
           FORWARD, FORWARD.replace("X, ", "X / 255, "), 3),
    edited("cost_writes_into_X", "doubles X in place", COST,
           ITS_COST, f"{ITS_COST}\n    X *= 2", 14),
    edited("cost_adds_to_parameters", "puts something into the dictionary", COST,
           ITS_COST, f'{ITS_COST}\n    parameters["cost"] = cost', 14),
    edited("cost_swaps_its_arguments", "takes the labels for outputs", COST,
           ITS_COST, "cost = compute_cost(Y, AL)", 6),
    edited("cost_one_half_missing", "the sum has no term for the label 0", COST,
           ITS_COST, "cost = -np.mean(Y * np.log(AL))", 6),
    edited("cost_divided_twice", "divides by the number of examples once more", COST,
           ITS_COST, ITS_COST + " / Y.shape[1]", 11),
    edited("cost_for_each_example", "one cost per example", COST,
           ITS_COST, "cost = -Y * np.log(AL) - (1 - Y) * np.log(1 - AL)", 11),
    edited("cost_halved", "a factor 1/2, as squared errors have it", COST,
           ITS_COST, "cost = compute_cost(AL, Y) / 2", 6),
    edited("cost_in_bits", "logarithms to the base 2", COST,
           ITS_COST, "cost = -np.mean(Y * np.log2(AL) + (1 - Y) * np.log2(1 - AL))", 6),
    edited("cost_by_the_layers", "divides by the number of inputs", COST, ITS_COST,
           "cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / X.shape[0]", 6),
    edited("cost_of_transposed_X", "one example per row", COST,
           FORWARD, FORWARD.replace("X,", "X.T,"), 0),
    edited("cost_of_the_other_argument", "hands X and parameters over in the wrong order", COST,
           FORWARD, FORWARD.replace("X, parameters", "parameters, X"), 0),
    edited("cost_misspelt", "a misspelt name", COST, ITS_COST, "cost = compute_cots(AL, Y)", 0),
    edited("cost_unfinished", "still raises NotImplementedError", COST,
           ITS_COST, "raise NotImplementedError", 0),
)  # fmt: skip

GRADIENT_CHECK = (
    Variant("check_one_sided", "steps to one side only",
            (Edit(CHECK, MINUS, BACK),
             Edit(CHECK, APPROX, APPROX.replace("(2 * epsilon)", "epsilon"))),
            {CHECK: 37}),
    edited("check_skips_first", "the loop starts at 1", CHECK,
           LOOP, "for i in range(1, P):", 14),
    edited("check_skips_last", "the loop ends one too early", CHECK,
           LOOP, "for i in range(P - 1):", 14),
    edited("check_piles_up", "the nudges are not taken back", CHECK, BACK, "", 36),
    edited("check_same_side", "steps to the same side twice", CHECK,
           MINUS, MINUS.replace("- epsilon", "+ epsilon"), 0),
    edited("check_views", "both dictionaries see the vector of the second nudge", CHECK,
           f"{J_PLUS}\n{MINUS}        minus = vector_to_dictionary(theta, layers_dims)\n",
           f"\n{MINUS}        minus = vector_to_dictionary(theta, layers_dims)\n        {J_PLUS}\n",
           0),
    edited("check_last_entry_only", "compares the last entry only", CHECK,
           "    numerator = np",
           "    grad, gradapprox = grad[i], gradapprox[i]\n    numerator = np", 21),
    edited("check_returns_early", "returns from inside the loop", CHECK,
           APPROX, APPROX + "\n        a, b = grad[i].item(), gradapprox[i].item()"
           "\n        return abs(a - b) / (abs(a) + abs(b))", 21),
    edited("check_ignores_epsilon", "steps by 1e-7 whatever it is told", CHECK,
           "    gradapprox = np.zeros", "    epsilon = 1e-7\n    gradapprox = np.zeros", 39),
    edited("check_default_epsilon", "steps further than it says unless told", CHECK,
           "epsilon=1e-7", "epsilon=1e-5", 39),
    edited("check_turns_the_labels", "hands a column of labels over", CHECK,
           J_PLUS, J_PLUS.replace("Y", "Y.T"), 0),
    edited("check_at_least_one", "divides by one where the norms are smaller", CHECK,
           DENOMINATOR, DENOMINATOR.replace("= ", "= max(1, ") + ")", 35),
    edited("check_mixes_epsilons", "steps by epsilon and divides by 2e-7", CHECK,
           APPROX, "gradapprox[i] = (J_plus - J_minus) / 2e-7", 39),
    edited("check_forgets_2", "divides by epsilon instead of two epsilon", CHECK,
           APPROX, "gradapprox[i] = (J_plus - J_minus) / epsilon", 18),
    edited("check_adds_before_norm", "divides by the norm of the sum", CHECK,
           DENOMINATOR, "denominator = np.linalg.norm(grad + gradapprox)", 35),
    edited("check_no_ratio", "returns the distance", CHECK, RATIO, "difference = numerator", 35),
    edited("check_mean_of_ratios", "the mean of the ratios entry by entry", CHECK,
           RATIO, "difference = np.mean(abs(grad - gradapprox) / (abs(grad) + abs(gradapprox)"
           " + 1e-12))", 35),
    edited("check_largest_ratio", "the largest ratio entry by entry", CHECK,
           RATIO, "difference = np.max(abs(grad - gradapprox) / (abs(grad) + abs(gradapprox)"
           " + 1e-12))", 35),
    edited("check_hard_coded", "returns the figure of the notebook", CHECK,
           RATIO, "difference = 5.19839e-09", 0),
    edited("check_changes_gradients", "writes into the gradients it was given", CHECK,
           "    numerator = np", "    gradients['dW1'] *= 0\n    numerator = np", 39),
    edited("check_loops_over_dictionary", "takes the length of the dictionary for P", CHECK,
           "P = theta.shape[0]", "P = len(parameters)", 18),
    Variant("check_forgets_the_activation", "does not hand the activation on",
            (Edit(CHECK, J_PLUS, "J_plus = forward_prop_cost(X, plus, Y)"),
             Edit(CHECK, J_MINUS, "J_minus = forward_prop_cost(X, minus, Y)")), {CHECK: 37}),
    edited("check_relu_by_default", "has relu where it is told nothing", CHECK,
           'hidden_layers_activation_fn="tanh"', 'hidden_layers_activation_fn="relu"', 37),
    edited("check_mixes_activations", "one of the two costs is always that of tanh", CHECK,
           J_MINUS, "J_minus = forward_prop_cost(X, minus, Y)", 37),
    Variant("check_knows_the_cost", "runs the forward pass itself",
            (Edit(CHECK, J_PLUS, J_PLUS.replace("forward_prop_cost(X, plus, Y, ",
                  "compute_cost(L_model_forward(X, plus, ").replace("fn)", "fn)[0], Y)")),
             Edit(CHECK, J_MINUS, J_MINUS.replace("forward_prop_cost(X, minus, Y, ",
                  "compute_cost(L_model_forward(X, minus, ").replace("fn)", "fn)[0], Y)"))),
            {CHECK: 33}),
    edited("check_of_the_cat_network", "the layer sizes are the notebook's", CHECK,
           "    theta = np", "    layers_dims = [12288, 5, 5, 1]\n    theta = np", 0),
    edited("check_forgets_biases", "leaves the biases of the last layer out", CHECK,
           "    numerator = np",
           "    n = layers_dims[-1]\n    grad, gradapprox = grad[:-n], gradapprox[:-n]\n"
           "    numerator = np", 21),
    edited("check_every_other_entry", "checks one entry in two, to save time", CHECK,
           LOOP, "for i in range(0, P, 2):", 18),
    edited("check_swaps_X_and_Y", "hands X and Y over in the wrong order", CHECK,
           J_PLUS, "J_plus = forward_prop_cost(Y, plus, X, hidden_layers_activation_fn)", 0),
    edited("check_not_returned", "the return statement is missing", CHECK,
           "\n    return difference", "", 0),
    edited("check_nan", "divides by zero", CHECK, RATIO, "difference = numerator * np.nan", 0),
    edited("check_minus_from_plus", "makes the second vector out of the first", CHECK,
           MINUS, "        theta[i, 0] -= epsilon\n", 19),
    edited("check_adds_the_costs", "adds the costs instead of subtracting them", CHECK,
           APPROX, APPROX.replace("J_plus -", "J_plus +"), 18),
    edited("check_other_sign", "subtracts the costs the other way round", CHECK,
           APPROX, APPROX.replace("J_plus - J_minus", "J_minus - J_plus"), 18),
    edited("check_multiplies_by_epsilon", "a bracket is missing", CHECK,
           APPROX, APPROX.replace("(2 * epsilon)", "2 * epsilon"), 18),
    edited("check_keeps_one_slope", "puts each slope into all places", CHECK,
           APPROX, APPROX.replace("[i]", "[:]"), 22),
    edited("check_divides_by_one_norm", "divides by the norm of grad alone", CHECK,
           DENOMINATOR, "denominator = np.linalg.norm(grad)", 35),
    edited("check_multiplies_norms", "divides by the product of the norms", CHECK,
           DENOMINATOR, DENOMINATOR.replace("+", "*"), 34),
    edited("check_upside_down", "divides by the numerator", CHECK,
           RATIO, "difference = denominator / numerator", 18),
    edited("check_returns_a_verdict", "says yes or no instead of the difference", CHECK,
           RATIO, f"{RATIO} > 1e-6", 34),
    edited("check_prints_only", "prints the difference and returns nothing", CHECK,
           "return difference", "print(difference)", 0),
    edited("check_ends_too_late", "the loop ends one too late", CHECK,
           LOOP, "for i in range(P + 1):", 0),
    edited("check_by_size_of_the_first_block", "visits the entries of W1 only", CHECK,
           "P = theta.shape[0]", 'P = parameters["W1"].size', 18),
    edited("check_misspelt", "a misspelt name", CHECK, RATIO, "difference = numerator / denom", 0),
    edited("check_unfinished", "still raises NotImplementedError", CHECK,
           RATIO, "raise NotImplementedError", 0),
    rewritten("check_nudges_the_parameters", "nudges the matrices it was given", CHECK, """
              def gradient_check(parameters, gradients, X, Y, layers_dims, epsilon=1e-7,
                                 hidden_layers_activation_fn="tanh"):
                  a, b = [], []
                  for name, block in parameters.items():
                      for index in np.ndindex(block.shape):
                          costs = []
                          for step in (epsilon, -2 * epsilon):
                              block[index] += step
                              costs.append(forward_prop_cost(
                                  X, parameters, Y, hidden_layers_activation_fn))
                          block[index] += epsilon
                          a.append((costs[0] - costs[1]) / (2 * epsilon))
                          b.append(gradients["d" + name][index])
                  a, b = np.array(a), np.array(b)
                  return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))
              """, 39),
)  # fmt: skip

FLAT = Variant(
    "all_vectors_flat",
    "all vectors are flat, and fit each other",
    (
        Edit("dictionary_to_vector", "np.concatenate(columns)", "np.concatenate(columns).ravel()"),
        Edit("gradients_to_vector", "np.concatenate(columns)", "np.concatenate(columns).ravel()"),
        Rewrite(
            CHECK,
            """
            def gradient_check(parameters, gradients, X, Y, layers_dims, epsilon=1e-7,
                               hidden_layers_activation_fn="tanh"):
                theta, grad = dictionary_to_vector(parameters), gradients_to_vector(gradients)
                gradapprox = np.zeros(len(theta))
                for i in range(len(theta)):
                    nudge = np.eye(1, len(theta), i)[0] * epsilon
                    costs = [
                        forward_prop_cost(X, vector_to_dictionary(vector, layers_dims), Y,
                                          hidden_layers_activation_fn)
                        for vector in (theta + nudge, theta - nudge)
                    ]
                    gradapprox[i] = (costs[0] - costs[1]) / (2 * epsilon)
                return np.linalg.norm(grad - gradapprox) / (
                    np.linalg.norm(grad) + np.linalg.norm(gradapprox))
            """,
        ),
    ),
    {"dictionary_to_vector": 12, "gradients_to_vector": 13},
)

BUGGED = (*FORWARD_PROP_COST, *GRADIENT_CHECK, FLAT)
