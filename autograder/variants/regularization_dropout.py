"""Variants of the dropout exercises: mistakes that students make."""

from autograder.variants.variant import edited

FORWARD = "forward_propagation_with_dropout"
BACKWARD = "backward_propagation_with_dropout"
D1 = "D1 = np.random.rand(A1.shape[0], A1.shape[1]) < keep_prob"
D2 = "D2 = np.random.rand(A2.shape[0], A2.shape[1]) < keep_prob"
A1 = "A1 = A1 * D1 / keep_prob"
A2 = "A2 = A2 * D2 / keep_prob"
DA2 = "dA2 = dA2 * D2 / keep_prob"
DA1 = "dA1 = dA1 * D1 / keep_prob"

FORWARD_BUGS = (
    edited("mask_from_randn", "normal numbers in place of uniform ones", FORWARD, D1,
           D1.replace("rand(", "randn("), 22),
    edited("mask_inverted", "drops what it should keep", FORWARD, D2, D2.replace("<", ">"), 22),
    edited("mask_of_one_column", "one draw per unit, for all examples", FORWARD, D1,
           D1.replace("A1.shape[1]", "1"), 25),
    edited("mask_of_one_row", "one draw per example, for all units", FORWARD, D2,
           D2.replace("A2.shape[0]", "1"), 25),
    edited("mask_ignores_keep_prob", "always one half", FORWARD, D1,
           D1.replace("keep_prob", "0.5"), 22),
    edited("mask_not_compared", "the random numbers themselves as the mask", FORWARD, D2,
           D2.replace(" < keep_prob", ""), 22),
    edited("mask_of_every_second_unit", "nothing random about it", FORWARD, D1,
           "D1 = np.broadcast_to(np.arange(len(A1))[:, None] / len(A1) < keep_prob, A1.shape)", 25),
    edited("mask_rounded", "rounds, which drops one half", FORWARD, D1,
           "D1 = np.round(np.random.rand(*A1.shape))", 22),
    edited("A1_not_masked", "D1 is drawn and not used", FORWARD, A1, "A1 = A1 / keep_prob", 27),
    edited("A2_not_masked", "D2 is drawn and not used", FORWARD, A2, "A2 = A2 / keep_prob", 27),
    edited("A1_masked_by_D_minus", "masked the wrong way round", FORWARD, A1,
           "A1 = A1 * (1 - D1) / keep_prob", 27),
    edited("A1_not_scaled", "not divided by keep_prob", FORWARD, A1, "A1 = A1 * D1", 28),
    edited("A2_not_scaled", "not divided by keep_prob", FORWARD, A2, "A2 = A2 * D2", 28),
    edited("A2_scaled_the_wrong_way", "multiplied by keep_prob", FORWARD, A2,
           "A2 = A2 * D2 * keep_prob", 28),
    edited("A1_scaled_by_the_rest", "divided by 1 - keep_prob", FORWARD, A1,
           "A1 = A1 * D1 / (1.0001 - keep_prob)", 28),
    edited("A1_dropped_too_late", "layer 2 is computed from A1 before dropout", FORWARD,
           "Z2 = W2 @ A1 + b2", "Z2 = W2 @ relu(Z1) + b2", 28),
    edited("A3_dropped", "dropout on the output too", FORWARD, "A3 = sigmoid(Z3)",
           "A3 = sigmoid(Z3) * (np.random.rand(*Z3.shape) < keep_prob) / keep_prob", 28),
    edited("cache_without_masks", "the cache of a plain forward pass", FORWARD,
           "cache = (Z1, D1, A1, W1, b1, Z2, D2, A2,", "cache = (Z1, A1, W1, b1, Z2, A2,", 1),
    edited("cache_in_another_order", "D after A", FORWARD,
           "cache = (Z1, D1, A1, W1, b1, Z2, D2, A2,",
           "cache = (Z1, A1, D1, W1, b1, Z2, A2, D2,", 26),
    edited("A1_left_as_it_was", "what dropout makes of A1 is never used", FORWARD, A1,
           "dropped = A1 * D1 / keep_prob", 25),
    edited("dropout_not_returned", "the return statement is missing", FORWARD,
           "\n    return A3, cache", "", 0),
    edited("dropout_changes_X", "uses the memory of X for something else", FORWARD,
           "Z3 = W3 @ A2 + b3", "X *= 0\n    Z3 = W3 @ A2 + b3", 29),
)  # fmt: skip

BACKWARD_BUGS = (
    edited("dA2_not_masked", "D2 is forgotten", BACKWARD, DA2, "dA2 = dA2 / keep_prob", 20),
    edited("dA1_not_masked", "D1 is forgotten", BACKWARD, DA1, "dA1 = dA1 / keep_prob", 20),
    edited("dA2_not_scaled", "not divided by keep_prob", BACKWARD, DA2, "dA2 = dA2 * D2", 22),
    edited("dA1_not_scaled", "not divided by keep_prob", BACKWARD, DA1, "dA1 = dA1 * D1", 22),
    edited("dA2_scaled_the_wrong_way", "multiplied by keep_prob", BACKWARD, DA2,
           "dA2 = dA2 * D2 * keep_prob", 22),
    edited("dA2_scaled_twice", "divided by keep_prob twice", BACKWARD, DA2,
           "dA2 = dA2 * D2 / keep_prob**2", 22),
    edited("dA1_masked_the_wrong_way", "lets through what was dropped", BACKWARD, DA1,
           "dA1 = dA1 * (1 - D1) / keep_prob", 18),
    edited("dA2_fresh_mask", "draws a new mask", BACKWARD, DA2,
           "dA2 = dA2 * (np.random.rand(*dA2.shape) < keep_prob) / keep_prob", 20),
    edited("dA2_neither", "plain backward propagation in layer 2", BACKWARD, DA2, "pass", 17),
    edited("dA1_neither", "plain backward propagation in layer 1", BACKWARD, DA1, "pass", 17),
    edited("dA2_keep_prob_fixed", "keep_prob of the notebook's example, written down", BACKWARD,
           DA2, "dA2 = dA2 * D2 / 0.86", 22),
    edited("dA1_of_D2", "the mask of the wrong layer where shapes allow", BACKWARD, DA1,
           "dA1 = dA1 * (D2 if D2.shape == D1.shape else D1) / keep_prob", 20),
    edited("drop_dW2_doubled", "dW2 is doubled", BACKWARD, "dW2 = 1 / m", "dW2 = 2 / m", 23),
    edited("drop_db1_times_4", "db1 is four times too large", BACKWARD, "db1 = 1 / m",
           "db1 = 4 / m", 23),
    edited("drop_dW3_not_averaged", "dW3 is not divided by m", BACKWARD, "dW3 = 1 / m * dZ3",
           "dW3 = dZ3", 23),
    edited("drop_db2_axis", "db2 is summed over the units", BACKWARD,
           "db2 = 1 / m * np.sum(dZ2, axis=1, keepdims=True)",
           "db2 = 1 / m * np.sum(dZ2, axis=0, keepdims=True)", 23),
    edited("drop_back_not_returned", "the return statement is missing", BACKWARD,
           "\n    return gradients", "", 0),
    edited("drop_back_changes_cache", "masks the cached A in place", BACKWARD, "dA2 = W3.T @ dZ3",
           "A2 *= 0.5\n    dA2 = W3.T @ dZ3", 24),
)  # fmt: skip
