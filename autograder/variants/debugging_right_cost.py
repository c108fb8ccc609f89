"""Right solutions of the debugging notebook's exercise 4, in the styles that students write."""

from autograder.variants.debugging_cost import (
    BIASES_SPARED,
    COST_OF_BATCH,
    DELTA3,
    ENTROPY,
    GRADIENT2,
    ITEM,
    ONE_HOT,
    RETURN,
    SLOPE,
)
from autograder.variants.variant import edited, rewritten

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
    edited("right_cost_put_along_axis", "puts ones along an axis, into Fortran's order", ITEM,
           "Y = " + ONE_HOT, "Y = np.zeros((m, 3), order='F')\n"
           "    np.put_along_axis(Y, labels.reshape(-1, 1), 1, axis=1)"),
    edited("right_cost_picks_entries", "picks the outputs of the true classes by index", ITEM,
           ENTROPY, "-np.log1p(-A3).sum() - (np.log(A3) - np.log1p(-A3))"
           "[np.arange(m), labels].sum()"),
    edited("right_cost_xlogy", "scipy's xlogy and xlog1py", ITEM,
           "entropy = " + ENTROPY, "from scipy.special import xlog1py, xlogy\n"
           "    entropy = -(xlogy(Y, A3) + xlog1py(1 - Y, -A3)).sum()"),
    edited("right_cost_from_logits", "the cost by log-sum-exp of what goes into the sigmoid", ITEM,
           ENTROPY, "np.sum(np.logaddexp(0, A2 @ theta2.T) - Y * (A2 @ theta2.T))"),
    edited("right_cost_guarded_logarithm", "keeps away from log(0) by 1e-15, on both sides", ITEM,
           "entropy =", "A3 = np.clip(A3, 1e-15, 1 - 1e-15)\n    entropy ="),
    edited("right_cost_vdot", "inner products instead of sums", ITEM,
           ENTROPY, "-np.vdot(Y, np.log(A3)) - np.tensordot(1 - Y, np.log(1 - A3))"),
    edited("right_cost_trace", "the trace of a matrix product", ITEM,
           ENTROPY, "-np.trace(Y.T @ np.log(A3) + (1 - Y).T @ np.log(1 - A3))"),
    edited("right_cost_means", "means over examples, summed over classes", ITEM,
           COST_OF_BATCH, "cost = entropy / m + np.divide(penalty, m)"),
    edited("right_cost_in_place", "zeroes the bias columns of the copies, after they were used",
           ITEM, DELTA3, "bias2 = theta2[:, :1].copy()\n    theta2[:, 0] = 0\n"
           "    weights2 = theta2\n    assert bias2.shape == (3, 1)\n    " + DELTA3),
    edited("right_cost_keeps_bias_column", "takes the bias back too, and strips it at the end",
           ITEM, f"(Delta3 @ theta2[:, 1:]) * {SLOPE}",
           "(np.dot(Delta3, theta2) * A2 * (1.0 - A2))[:, 1:]"),
    edited("right_cost_slope_again", "squashes again for the slope", ITEM,
           SLOPE, "sigmoid(A1 @ theta1.T) * sigmoid(-(A1 @ theta1.T))"),
    edited("right_cost_slope_rearranged", "a minus a squared", ITEM,
           SLOPE, "(A2 - A2**2)[:, 1:]"),
    edited("right_cost_masks", "multiplies by masks of zeros and ones", ITEM,
           BIASES_SPARED, "    weights1 *= np.r_[0, np.ones(3)]\n"
           "    weights2 = theta2 * (np.arange(6) > 0)\n"),
    edited("right_cost_ones_times_matrix", "sums by multiplying with ones", ITEM,
           "np.sum(weights1**2)", "(np.ones(5) @ weights1**2 @ np.ones(4))"),
    edited("right_cost_adds_afterwards", "adds the penalty's gradient without the bias", ITEM,
           GRADIENT2, "gradient2 = np.einsum('ik,ij->kj', Delta3, A2) / m\n"
           "    gradient2[:, 1:] += lambd / m * theta2[:, 1:]"),
    edited("right_cost_unrolled_by_hand", "the parts unrolled by hand, and the cost as a 0-d array",
           ITEM, RETURN, "gradient = np.empty_like(theta)\n    gradient[:20] = gradient1.ravel()\n"
           "    gradient[20:] = gradient2.flatten()\n    return np.asarray(cost), gradient"),
    edited("right_cost_typed", "a type hint and an assert", ITEM,
           "    ones =", "    lambd: float = float(lambd)\n    assert theta.ndim == 1 and m > 0\n"
           "    ones ="),
    rewritten("right_cost_lambda", "two lambdas and a vector of weights without biases", ITEM, """
              forward = lambda theta, X: (
                  A1 := np.pad(X, ((0, 0), (1, 0)), constant_values=1),
                  A2 := np.pad(sigmoid(A1 @ theta[:20].reshape(5, 4).T), ((0, 0), (1, 0)),
                               constant_values=1.0),
                  sigmoid(A2 @ theta[20:].reshape(3, 6).T),
              )
              free = np.concatenate([np.arange(20) % 4 > 0, np.arange(18) % 6 > 0]).astype(int)


              def cost_and_gradient(theta, X, labels, lambd=0.0, *, forward=forward):
                  A1, A2, A3 = forward(theta, X)
                  true = np.identity(3, dtype=bool)[labels]
                  D3 = np.where(true, A3 - 1, A3)
                  D2 = np.delete((D3 @ theta[20:].reshape(3, 6)) * A2 * (1 - A2), 0, axis=1)
                  slopes = np.hstack([(D2.T @ A1).flat, (D3.T @ A2).flat])
                  weights = theta * free
                  cost = weights.dot(weights) * lambd / 2 - np.log(np.abs(true + A3 - 1)).sum()
                  return cost / len(X), np.add(slopes, lambd * weights) / len(X)
              """),
)  # fmt: skip
