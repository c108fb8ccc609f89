"""Variants of the debugging notebook's exercise 4: the cost and its gradient without a loop."""

from autograder.variants.variant import Change, Edit, Rewrite, Variant, edited

ITEM = "cost_and_gradient"
BIASES_SPARED = "    weights1[:, 0], weights2[:, 0] = 0, 0\n"
COST_OF_BATCH = "cost = (entropy + penalty) / m"
DELTA3 = "Delta3 = A3 - Y"
SLOPE = "A2[:, 1:] * (1 - A2[:, 1:])"
GRADIENT1 = "gradient1 = (Delta2.T @ A1 + lambd * weights1) / m"
GRADIENT2 = "gradient2 = (Delta3.T @ A2 + lambd * weights2) / m"
RETURN = "return cost, to_vector(gradient1, gradient2)"
FORMULAS = f"    {GRADIENT1}\n    {GRADIENT2}\n"
ENTROPY = "-np.sum(Y * np.log(A3) + (1 - Y) * np.log(1 - A3))"
ONE_HOT = "(labels[:, None] == np.arange(3)).astype(float)"

FORWARD_AND_COST = """
def cost_and_gradient(theta, X, labels, lambd):
    def cost_of(theta):
        theta1, theta2 = theta[:20].reshape(5, 4), theta[20:].reshape(3, 6)
        ones = np.ones((len(X), 1))
        A2 = np.hstack([ones, sigmoid(np.hstack([ones, X]) @ theta1.T)])
        A3 = sigmoid(A2 @ theta2.T)
        Y = np.eye(3)[labels]
        entropy = -np.sum(Y * np.log(A3) + (1 - Y) * np.log(1 - A3))
        penalty = (theta1[:, 1:] ** 2).sum() + (theta2[:, 1:] ** 2).sum()
        return (entropy + lambd / 2 * penalty) / len(X)
"""
"""The beginning of answers that measure the slopes."""


def several(
    name: str, reason: str, points: float, *pairs: tuple[str, str], cause: str = ""
) -> Variant:
    """Return a variant with several edits, each (old, new)."""
    changes: list[Change] = [Edit(ITEM, old, new) for old, new in pairs]
    return Variant(name, reason, tuple(changes), {ITEM: points}, cause)


def _looped(name: str, reason: str, source: str, points: float) -> Variant:
    return Variant(name, reason, (Rewrite(ITEM, source),), {ITEM: points})


SHORTCUTS = (
    edited("cost_by_the_loop", "hands the work to the loop version", ITEM,
           RETURN, "return cost_and_gradient_loop(theta, X, labels, lambd)", 0),
    several("cost_half_by_the_loop", "takes the gradient alone from the loop version", 0,
             (RETURN, "return cost, cost_and_gradient_loop(theta, X, labels, lambd)[1]")),
    _looped("cost_is_the_loop", "another name for the loop version", """
            cost_and_gradient = cost_and_gradient_loop
            """, 0),
    _looped("cost_with_numerical_gradient", "measures the slopes with exercise 2",
            FORWARD_AND_COST + """
    return cost_of(theta), numerical_gradient(cost_of, theta)
""", 0),
    _looped("cost_with_differences", "measures the slopes by short steps",
            FORWARD_AND_COST + """
    steps = 1e-7 * np.eye(38)
    return cost_of(theta), [(cost_of(theta + e) - cost_of(theta - e)) / 2e-7 for e in steps]
""", 0),
    _looped("cost_with_complex_steps", "measures the slopes by complex steps",
            FORWARD_AND_COST + """
    steps = 1e-20j * np.eye(38)
    return cost_of(theta), np.array([cost_of(theta + e).imag / 1e-20 for e in steps])
""", 0),
)  # fmt: skip

LOOPS = (
    several("cost_loops_backwards", "a loop in the backward pass", 25,
             (FORMULAS, """    sum1, sum2 = np.zeros((5, 4)), np.zeros((3, 6))
    for i in range(m):
        sum1 += np.outer(Delta2[i], A1[i])
        sum2 += np.outer(Delta3[i], A2[i])
    gradient1 = (sum1 + lambd * weights1) / m
    gradient2 = (sum2 + lambd * weights2) / m
""")),
    several("cost_comprehends_backwards", "a comprehension in the backward pass", 25,
             ("Delta2.T @ A1", "sum([np.outer(d, a) for d, a in zip(Delta2, A1)])")),
    several("cost_comprehends_targets", "a comprehension for the targets", 25,
             (ONE_HOT, "np.array([[label == k for k in range(3)] for label in labels])"
              ".astype(float)")),
    several("cost_vectorizes", "np.vectorize, which is a loop by another name", 25,
             ("= sigmoid(A2 @ theta2.T)", "= np.vectorize(sigmoid)(A2 @ theta2.T)")),
    several("cost_maps", "map, which is a loop too", 25,
             ("Delta3.T @ A2", "np.sum(list(map(np.outer, Delta3, A2)), axis=0)")),
    _looped("cost_copies_the_loop", "the loop version, copied", """
            def cost_and_gradient(theta, X, labels, lambd):
                theta1, theta2 = to_matrices(theta)
                m = X.shape[0]
                cost, gradient1, gradient2 = 0, np.zeros((5, 4)), np.zeros((3, 6))
                for x, label in zip(X, labels):
                    a1, a2, a3 = forward_one(theta1, theta2, x)
                    y = (np.arange(3) == label).astype(float)
                    cost -= np.sum(y * np.log(a3) + (1 - y) * np.log(1 - a3))
                    delta3 = a3 - y
                    delta2 = (theta2[:, 1:].T @ delta3) * a2[1:] * (1 - a2[1:])
                    gradient2 += np.outer(delta3, a2)
                    gradient1 += np.outer(delta2, a1)
                theta1[:, 0], theta2[:, 0] = 0, 0
                cost = cost / m + lambd / (2 * m) * (np.sum(theta1**2) + np.sum(theta2**2))
                gradient = to_vector(gradient1 + lambd * theta1, gradient2 + lambd * theta2) / m
                return cost, gradient
            """, 25),
)  # fmt: skip

MISTAKES = (
    edited("cost_not_averaged", "the entropy is summed over the examples", ITEM,
           COST_OF_BATCH, "cost = entropy + penalty / m", 41),
    edited("cost_without_m", "nothing is divided by m", ITEM,
           "entropy =", "m = 1\n    entropy =", 41),
    edited("cost_averages_outputs", "divides by the number of outputs, too", ITEM,
           "entropy =", "m = 3 * m\n    entropy =", 41),
    edited("cost_columns_counted", "takes the features for the examples", ITEM,
           "entropy =", "m = X.shape[1]\n    entropy =", 41),
    edited("cost_for_five", "the number of examples is the debug case's", ITEM,
           "entropy =", "m = 5\n    entropy =", 41),
    edited("cost_of_true_class", "leaves out the outputs of the other classes", ITEM,
           " + (1 - Y) * np.log(1 - A3)", "", 41),
    edited("cost_padded", "keeps away from log(0) too generously", ITEM,
           "np.log(1 - A3)", "np.log(1 - A3 + 1e-3)", 41),
    edited("cost_bias_at_the_end", "the constant 1 comes last among the inputs", ITEM,
           "np.hstack([ones, X])", "np.hstack([X, ones])", 41),
    edited("cost_bias_penalized", "the bias columns are not spared", ITEM,
           BIASES_SPARED, "", 42),
    edited("cost_penalty_doubled", "λ/m instead of λ/2m in the cost", ITEM,
           "lambd / 2 *", "lambd *", 42),
    edited("cost_penalty_forgotten", "no penalty in the cost", ITEM,
           "(entropy + penalty)", "entropy", 42),
    edited("cost_penalty_by_theta1_only", "the cost forgets theta2", ITEM,
           "(np.sum(weights1**2) + np.sum(weights2**2))", "np.sum(weights1**2)", 42),
    edited("cost_penalty_nowhere", "λ is not used at all", ITEM,
           "    ones =", "    lambd = 0\n    ones =", 37,
           r"lacks a term|lambd should add .* not 0"),
    edited("cost_one_hot_by_maximum", "counts the classes in the batch", ITEM,
           ONE_HOT, "np.eye(labels.max() + 1)[labels]", 43),
    edited("cost_labels_off_by_one", "counts the classes from 1", ITEM,
           ONE_HOT, "np.eye(3)[labels - 1]", 41),
    edited("cost_without_output_sigmoid", "the outputs are not squashed", ITEM,
           "A3 = sigmoid(A2 @ theta2.T)", "A3 = A2 @ theta2.T", 0),
    edited("cost_swapped", "returns the gradient first", ITEM,
           RETURN, "return to_vector(gradient1, gradient2), cost", 0),
    edited("cost_matrices", "returns two matrices instead of the vector", ITEM,
           RETURN, "return cost, (gradient1, gradient2)", 0),
    edited("cost_in_place", "writes zeros into the caller's theta", ITEM,
           BIASES_SPARED, "    weights1[:, 0], weights2[:, 0] = 0, 0\n"
           "    theta[:20:4] = theta[20::6] = 0\n", 44),
    edited("cost_raises", "shapes that do not fit", ITEM, "A1 @ theta1.T", "A1 @ theta1", 0),
    edited("cost_penalty_spares_first_row", "sets the first row to zero, not the column", ITEM,
           BIASES_SPARED, "    weights1[0], weights2[0] = 0, 0\n", 42),
    edited("cost_penalty_of_sizes", "the absolute values and not the squares", ITEM,
           "np.sum(weights1**2) + np.sum(weights2**2)",
           "np.abs(weights1).sum() + np.abs(weights2).sum()", 42),
    edited("cost_penalty_of_norms", "norms that are not squared", ITEM,
           "np.sum(weights1**2) + np.sum(weights2**2)",
           "np.linalg.norm(weights1) + np.linalg.norm(weights2)", 42),
    edited("cost_penalty_not_averaged_in_cost", "the penalty is not divided by m", ITEM,
           COST_OF_BATCH, "cost = entropy / m + penalty", 42),
    edited("cost_penalty_subtracted", "minus the penalty in the cost", ITEM,
           "(entropy + penalty)", "(entropy - penalty)", 42),
    edited("cost_base_10", "logarithms to the base 10", ITEM,
           ENTROPY, ENTROPY.replace("log", "log10"), 41),
    edited("cost_mean_of_all", "the mean over the outputs as well, and divided by m", ITEM,
           ENTROPY, ENTROPY.replace("sum", "mean"), 41),
    edited("cost_turned", "the minus before the sum is missing", ITEM,
           ENTROPY, ENTROPY[1:], 41),
    edited("cost_logs_swapped", "the targets are exchanged in the cost", ITEM,
           ENTROPY, "-np.sum((1 - Y) * np.log(A3) + Y * np.log(1 - A3))", 41),
    edited("cost_labels_changed", "counts the caller's labels from 1 after use", ITEM,
           RETURN, "labels += 1\n    " + RETURN, 44),
    edited("cost_vector_swapped", "theta2's gradient first", ITEM,
           RETURN, "return cost, to_vector(gradient2, gradient1)", 0),
    edited("cost_alone", "returns the cost alone", ITEM, RETURN, "return cost", 0),
    edited("cost_not_returned", "the return statement is missing", ITEM, RETURN, "pass", 0),
    edited("cost_misspelt", "np.hstak", ITEM, "np.hstack([ones, X])", "np.hstak([ones, X])", 0),
    edited("cost_hard_coded", "returns cost and gradient of the notebook's example", ITEM,
           "    ones =", "    theta, X, labels = debug_case()\n"
           "    theta1, theta2 = to_matrices(theta)\n    m, lambd = 5, 0\n    ones =", 1),
    edited("cost_unfilled", "still raises NotImplementedError", ITEM,
           "    ones =", "    raise NotImplementedError\n    ones =", 0),
)  # fmt: skip

COST = (*SHORTCUTS, *LOOPS, *MISTAKES)
