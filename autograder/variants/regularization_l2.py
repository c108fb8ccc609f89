"""Variants of the L2 exercises: mistakes that students make, and right solutions."""

from autograder.variants.variant import edited

COST = "compute_cost_with_regularization"
BACK = "backward_propagation_with_regularization"
SQUARES = "squares = np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3))"
PENALTY = "L2_cost = lambd / (2 * m) * squares"
TOTAL = "cost = cross_entropy_cost + L2_cost"
DW = {
    3: "dW3 = 1 / m * dZ3 @ A2.T + lambd / m * W3",
    2: "dW2 = 1 / m * dZ2 @ A1.T + lambd / m * W2",
    1: "dW1 = 1 / m * dZ1 @ X.T + lambd / m * W1",
}

COST_BUGS = (
    edited("cost_without_half", "λ/m in place of λ/(2m)", COST, PENALTY,
           "L2_cost = lambd / m * squares", 16),
    edited("cost_not_averaged", "λ/2: the penalty is not divided by m", COST, PENALTY,
           "L2_cost = lambd / 2 * squares", 16),
    edited("cost_times_m", "a slip of brackets: λ/2·m", COST, PENALTY,
           "L2_cost = lambd / 2 * m * squares", 16),
    edited("cost_penalty_subtracted", "the penalty is taken off", COST, TOTAL,
           "cost = cross_entropy_cost - L2_cost", 16),
    edited("cost_without_W1", "W1 is forgotten", COST, "np.sum(np.square(W1)) + ", "", 16),
    edited("cost_without_W3", "W3 is forgotten", COST, " + np.sum(np.square(W3))", "", 16),
    edited("cost_W2_twice", "W2 in place of W3", COST, "np.sum(np.square(W3))",
           "np.sum(np.square(W2))", 16),
    edited("cost_with_biases", "the biases are penalised too", COST, SQUARES,
           "squares = sum(np.sum(np.square(block)) for block in parameters.values())", 18),
    edited("cost_L1", "absolute values in place of squares", COST, SQUARES,
           "squares = sum(np.sum(np.abs(W)) for W in (W1, W2, W3))", 17),
    edited("cost_norms", "norms that are not squared", COST, SQUARES,
           "squares = sum(np.linalg.norm(W) for W in (W1, W2, W3))", 17),
    edited("cost_sum_squared", "squares the sum in place of summing the squares", COST, SQUARES,
           "squares = sum(np.sum(W) ** 2 for W in (W1, W2, W3))", 12),
    edited("cost_penalty_alone", "the cross-entropy is forgotten", COST, TOTAL,
           "cost = L2_cost", 17),
    edited("cost_without_penalty", "the penalty is never added", COST, TOTAL,
           "cost = cross_entropy_cost", 6),
    edited("cost_lambd_fixed", "λ of the notebook's example, written down", COST, PENALTY,
           "L2_cost = 0.7 / (2 * m) * squares", 3),
    edited("cost_lambd_squared", "λ enters twice", COST, PENALTY,
           "L2_cost = lambd**2 / (2 * m) * squares", 13),
    edited("cost_not_returned", "the return statement is missing", COST, "\n    return cost",
           "", 0),
    edited("cost_typo", "a misspelt name", COST, PENALTY, "L2_cost = lamda / (2 * m) * squares", 0),
    edited("cost_changes_weights", "squares the weights in place", COST, SQUARES,
           "squares = 0\n    for W in (W1, W2, W3):\n        np.square(W, out=W)\n"
           "        squares += np.sum(W)", 19),
)  # fmt: skip

BACK_BUGS = (
    edited("dW3_without_term", "dW3 lacks λ/m·W3", BACK, DW[3],
           DW[3].replace(" + lambd / m * W3", ""), 21),
    edited("dW2_without_term", "dW2 lacks λ/m·W2", BACK, DW[2],
           DW[2].replace(" + lambd / m * W2", ""), 21),
    edited("dW1_without_term", "dW1 lacks λ/m·W1", BACK, DW[1],
           DW[1].replace(" + lambd / m * W1", ""), 21),
    edited("dW2_term_of_W3_size", "the term of dW2 is not divided by m", BACK, DW[2],
           DW[2].replace("lambd / m", "lambd"), 22),
    edited("dW3_term_halved", "λ/(2m), as in the cost", BACK, DW[3],
           DW[3].replace("lambd / m", "lambd / (2 * m)"), 22),
    edited("dW1_term_subtracted", "the term of dW1 is taken off", BACK, DW[1],
           DW[1].replace("+ lambd", "- lambd"), 22),
    edited("dW2_term_squared", "λ/m·W² in place of λ/m·W", BACK, DW[2],
           DW[2].replace("lambd / m * W2", "lambd / m * W2**2"), 21),
    edited("dW3_term_of_sign", "the derivative of the absolute value", BACK, DW[3],
           DW[3].replace("lambd / m * W3", "lambd / m * np.sign(W3)"), 21),
    edited("dW1_term_fixed", "λ of the notebook's example, written down", BACK, DW[1],
           DW[1].replace("lambd / m", "0.7 / m"), 19),
    edited("dW2_not_averaged", "the data's part of dW2 is not divided by m", BACK, DW[2],
           DW[2].replace("1 / m * dZ2", "dZ2"), 23),
    edited("dW3_doubled", "the data's part of dW3 is doubled", BACK, DW[3],
           DW[3].replace("1 / m", "2 / m"), 23),
    edited("dW1_of_A1", "the gradient of layer 1 is made from Z1", BACK, DW[1],
           DW[1].replace("dZ1 @ X.T", "np.sign(dZ1) @ X.T"), 23),
    edited("dW3_all_in_brackets", "both parts are divided by m twice", BACK, DW[3],
           "dW3 = 1 / m * (dZ3 @ A2.T + lambd / m * W3)", 22),
    edited("db2_with_term", "b2 is penalised too", BACK,
           "db2 = 1 / m * np.sum(dZ2, axis=1, keepdims=True)",
           "db2 = 1 / m * np.sum(dZ2, axis=1, keepdims=True) + lambd / m * b2", 24),
    edited("dZ2_l2_without_mask", "the ReLU of layer 2 is forgotten", BACK, "dZ2 = dA2 * (A2 > 0)",
           "dZ2 = dA2", 24),
    edited("dA1_with_term", "W of the next layer with its term", BACK, "dA1 = W2.T @ dZ2",
           "dA1 = (W2 + lambd / m * W2).T @ dZ2", 24),
    edited("dW_term_missing_everywhere", "plain backward propagation", BACK, DW[3],
           DW[3].replace("lambd", "0 * lambd") + "\n    lambd = 0", 10),
    edited("back_not_returned", "the return statement is missing", BACK, "\n    return gradients",
           "", 0),
    edited("back_by_differences", "runs the forward pass again", BACK, "dZ3 = A3 - Y",
           "h = 1e-20\n    A1 = np.maximum(W1 @ X + b1, 0)\n    dZ3 = A3 - Y", 0),
)  # fmt: skip
