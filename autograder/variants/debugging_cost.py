"""Variants of the debugging notebook's exercise 4: the cost and its gradient without a loop."""

from autograder.variants.variant import Change, Edit, Rewrite, Variant, edited, rewritten

ITEM = "cost_and_gradient"
BIASES_SPARED = "    weights1[:, 0], weights2[:, 0] = 0, 0\n"
COST_OF_BATCH = "cost = (entropy + penalty) / m"
DELTA3 = "Delta3 = A3 - Y"
SLOPE = "A2[:, 1:] * (1 - A2[:, 1:])"
GRADIENT1 = "gradient1 = (Delta2.T @ A1 + lambd * weights1) / m"
GRADIENT2 = "gradient2 = (Delta3.T @ A2 + lambd * weights2) / m"
RETURN = "return cost, to_vector(gradient1, gradient2)"
FORMULAS = f"    {GRADIENT1}\n    {GRADIENT2}\n"
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


def _several(name: str, reason: str, points: float, *pairs: tuple[str, str]) -> Variant:
    """Return a variant with several edits, each (old, new)."""
    changes: list[Change] = [Edit(ITEM, old, new) for old, new in pairs]
    return Variant(name, reason, tuple(changes), {ITEM: points})


def _looped(name: str, reason: str, source: str, points: float) -> Variant:
    return Variant(name, reason, (Rewrite(ITEM, source),), {ITEM: points})


SHORTCUTS = (
    edited("cost_by_the_loop", "hands the work to the loop version", ITEM,
           RETURN, "return cost_and_gradient_loop(theta, X, labels, lambd)", 0),
    _several("cost_half_by_the_loop", "takes the gradient alone from the loop version", 0,
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
    _several("cost_loops_backwards", "a loop in the backward pass", 25,
             (FORMULAS, """    sum1, sum2 = np.zeros((5, 4)), np.zeros((3, 6))
    for i in range(m):
        sum1 += np.outer(Delta2[i], A1[i])
        sum2 += np.outer(Delta3[i], A2[i])
    gradient1 = (sum1 + lambd * weights1) / m
    gradient2 = (sum2 + lambd * weights2) / m
""")),
    _several("cost_comprehends_backwards", "a comprehension in the backward pass", 25,
             ("Delta2.T @ A1", "sum([np.outer(d, a) for d, a in zip(Delta2, A1)])")),
    _several("cost_comprehends_targets", "a comprehension for the targets", 25,
             (ONE_HOT, "np.array([[label == k for k in range(3)] for label in labels])"
              ".astype(float)")),
    _several("cost_vectorizes", "np.vectorize, which is a loop by another name", 25,
             ("= sigmoid(A2 @ theta2.T)", "= np.vectorize(sigmoid)(A2 @ theta2.T)")),
    _several("cost_maps", "map, which is a loop too", 25,
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
    edited("cost_bias_penalized_in_gradient", "the gradient does not spare them", ITEM,
           DELTA3, "weights1, weights2 = theta1, theta2\n    " + DELTA3, 40),
    edited("cost_penalty_doubled", "λ/m instead of λ/2m in the cost", ITEM,
           "lambd / 2 *", "lambd *", 42),
    edited("cost_penalty_halved_in_gradient", "λ/2m instead of λ/m in the gradient", ITEM,
           DELTA3, "lambd = lambd / 2\n    " + DELTA3, 40),
    edited("cost_penalty_forgotten", "no penalty in the cost", ITEM,
           "(entropy + penalty)", "entropy", 42),
    _several("cost_penalty_forgotten_in_gradient", "no penalty in the gradient", 40,
             ("Delta2.T @ A1 + lambd * weights1", "Delta2.T @ A1"),
             ("Delta3.T @ A2 + lambd * weights2", "Delta3.T @ A2")),
    _several("cost_penalty_not_averaged", "the penalty's gradient is not divided by m", 40,
             (GRADIENT1, "gradient1 = Delta2.T @ A1 / m + lambd * weights1"),
             (GRADIENT2, "gradient2 = Delta3.T @ A2 / m + lambd * weights2")),
    edited("cost_penalty_by_theta1_only", "the cost forgets theta2", ITEM,
           "(np.sum(weights1**2) + np.sum(weights2**2))", "np.sum(weights1**2)", 42),
    edited("cost_penalty_nowhere", "λ is not used at all", ITEM,
           "    ones =", "    lambd = 0\n    ones =", 37),
    edited("cost_delta3_turned", "Y minus A3", ITEM, DELTA3, "Delta3 = Y - A3", 40),
    edited("cost_delta3_with_slope", "the slope of the sigmoid in Delta3, as for squares", ITEM,
           DELTA3, "Delta3 = (A3 - Y) * A3 * (1 - A3)", 40),
    edited("cost_delta2_without_slope", "the slope of the sigmoid is forgotten", ITEM,
           " * " + SLOPE, "", 40),
    edited("cost_delta2_with_slope_of_tanh", "the slope of another function", ITEM,
           SLOPE, "(1 - A2[:, 1:] ** 2)", 40),
    edited("cost_delta2_turned", "the slope with a wrong sign", ITEM,
           SLOPE, "A2[:, 1:] * (A2[:, 1:] - 1)", 40),
    edited("cost_wrong_column_stripped", "strips the last column of theta2, not the bias", ITEM,
           "Delta3 @ theta2[:, 1:]", "Delta3 @ theta2[:, :-1]", 40),
    _several("cost_gradient_not_averaged", "the gradient is not divided by m", 40,
             (GRADIENT1, GRADIENT1[:-4]), (GRADIENT2, GRADIENT2[:-4])),
    edited("cost_gradient1_doubled", "a factor of two in one matrix", ITEM,
           "(Delta2.T @ A1", "(2 * Delta2.T @ A1", 40),
    edited("cost_gradient2_not_averaged", "one matrix is not divided by m", ITEM,
           GRADIENT2, "gradient2 = Delta3.T @ A2 + lambd * weights2 / m", 40),
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
)  # fmt: skip

COST_RIGHT = (
    edited("right_identity", "rows of an identity matrix as targets", ITEM,
           ONE_HOT, "np.eye(3)[labels]"),
    edited("right_boolean_targets", "targets are booleans and integers", ITEM,
           ONE_HOT, "1 * np.equal.outer(labels, range(3))"),
    edited("right_chosen_logarithms", "chooses instead of multiplying", ITEM,
           "-np.sum(Y * np.log(A3) + (1 - Y) * np.log(1 - A3))",
           "-np.log(np.where(Y == 1, A3, 1 - A3)).sum()"),
    edited("right_compares_with_the_loop", "calls the loop version for small batches, to compare",
           ITEM, RETURN,
           "if m < 10:\n        assert np.isclose(cost, cost_and_gradient_loop("
           "theta, X, labels, lambd)[0])\n    " + RETURN),
    edited("right_list", "the gradient as a list, the cost as a (1, 1) array", ITEM,
           RETURN, "return [np.array([[cost]]), to_vector(gradient1, gradient2).tolist()]"),
    edited("right_m_folded", "divides Delta3 by m once and for all", ITEM,
           DELTA3, "lambd = lambd / m\n    Delta3 = (A3 - Y) / m\n    m = 1"),
    edited("right_classes_in_a_loop", "a loop over the three classes", ITEM,
           GRADIENT2, "gradient2 = np.zeros((3, 6))\n    for k in range(3):\n"
           "        gradient2[k] = (Delta3[:, k] @ A2 + lambd * weights2[k]) / m"),
    rewritten("right_einsum", "sums over indices, and a penalty from a mask", ITEM, """
              def cost_and_gradient(theta, X, labels, lambd):
                  theta1, theta2 = theta[:20].reshape(5, 4), theta[20:].reshape(3, 6)
                  m, A1 = len(X), np.c_[np.ones(len(X)), X]
                  A2 = np.c_[np.ones(m), sigmoid(np.einsum("ij,kj->ik", A1, theta1))]
                  A3 = sigmoid(np.einsum("ij,kj->ik", A2, theta2))
                  Y = np.zeros((m, 3))
                  Y[np.arange(m), labels] = 1
                  free = np.ones(38, dtype=bool)
                  free[:20:4] = free[20::6] = False
                  cost = -np.einsum("ij,ij", Y, np.log(A3)) / m
                  cost -= np.einsum("ij,ij", 1 - Y, np.log1p(-A3)) / m
                  D3 = A3 - Y
                  D2 = np.einsum("ik,kj,ij,ij->ij", D3, theta2, A2, 1 - A2, optimize=True)
                  slopes = [np.einsum("ij,ik->jk", D, A) for D, A in ((D2, A1), (D3, A2))]
                  gradient = np.concatenate([slopes[0][1:].ravel(), slopes[1].ravel()]) / m
                  cost = cost + lambd * np.sum(theta**2, where=free) / 2 / m
                  return cost, gradient + lambd / m * theta * free
              """),
    rewritten("right_columns", "turns the examples into columns, as in the other notebooks", ITEM,
              """
              def cost_and_gradient(theta, X, labels, lambd):
                  W1, W2 = to_matrices(theta)
                  b1, b2 = W1[:, [0]], W2[:, [0]]
                  W1, W2 = W1[:, 1:], W2[:, 1:]
                  m = X.shape[0]
                  Y = (np.arange(3).reshape(3, 1) == labels) * 1.0
                  A2 = sigmoid(np.dot(W1, X.T) + b1)
                  A3 = sigmoid(np.dot(W2, A2) + b2)
                  J = np.mean(np.sum(-Y * np.log(A3) - (1 - Y) * np.log(1 - A3), axis=0))
                  J = J + lambd * (np.linalg.norm(W1) ** 2 + np.linalg.norm(W2) ** 2) / (2 * m)
                  dZ3 = (A3 - Y) / m
                  dZ2 = np.dot(W2.T, dZ3) * A2 * (1 - A2)
                  dW2 = np.dot(dZ3, A2.T) + lambd / m * W2
                  dW1 = np.dot(dZ2, X) + lambd / m * W1
                  db2, db1 = dZ3.sum(axis=1, keepdims=True), dZ2.sum(axis=1, keepdims=True)
                  return J, to_vector(np.hstack([db1, dW1]), np.hstack([db2, dW2]))
              """),
    rewritten("right_helpers", "helper functions, its own sigmoid, and prints", ITEM, """
              def with_ones(A):
                  return np.insert(A, 0, 1, axis=1)


              def squash(Z):
                  return np.exp(-np.logaddexp(0, -Z))


              def cost_and_gradient(theta, X, labels, lambd):
                  print("m =", len(X))
                  matrices = to_matrices(theta)
                  inputs = [with_ones(X)]
                  for matrix in matrices:
                      outputs = squash(inputs[-1].dot(matrix.T))
                      inputs.append(with_ones(outputs))
                  targets = np.stack([labels == k for k in (0, 1, 2)], axis=-1)
                  right = np.where(targets, outputs, 1 - outputs)
                  cost = -np.log(right).sum(axis=1).mean()
                  delta, gradients = outputs - targets, []
                  for A, matrix in zip(inputs[1::-1], matrices[::-1]):
                      penalty = np.hstack([np.zeros((len(matrix), 1)), matrix[:, 1:]])
                      cost += lambd / 2 / len(X) * np.sum(np.square(penalty))
                      gradients.insert(0, (delta.T.dot(A) + lambd * penalty) / len(X))
                      delta = delta.dot(matrix)[:, 1:] * A[:, 1:] * (1 - A[:, 1:])
                  return cost, to_vector(*gradients)
              """),
)  # fmt: skip

COST = (*SHORTCUTS, *LOOPS, *MISTAKES)
