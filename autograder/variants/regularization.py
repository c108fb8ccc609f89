"""Variants of the regularization notebook: mistakes that students make, and right solutions.

The points that each must get follow from the rubrics in ``hidden_tests/``: a mistake costs the
lines that it breaks, and no others.
"""

from autograder.variants.regularization_dropout import (
    A1,
    A2,
    BACKWARD,
    BACKWARD_BUGS,
    D1,
    D2,
    DA1,
    DA2,
    FORWARD,
    FORWARD_BUGS,
)
from autograder.variants.regularization_l2 import (
    BACK,
    BACK_BUGS,
    COST,
    COST_BUGS,
    DW,
    PENALTY,
    SQUARES,
    TOTAL,
)
from autograder.variants.variant import Edit, Variant, edited, rewritten

RIGHT_L2 = (
    edited("right_cost_loop", "loops over the layers", COST, SQUARES,
           "squares = 0\n    for l in range(1, 4):\n"
           "        squares += np.linalg.norm(parameters['W%d' % l]) ** 2"),
    edited("right_cost_einsum", "einsum, and another order of factors", COST, SQUARES,
           "squares = sum(np.einsum('ij,ij->', W, W) for W in (W1, W2, W3))"),
    edited("right_cost_array", "returns an array with one element", COST, TOTAL,
           "cost = np.array([[cross_entropy_cost + L2_cost]])"),
    edited("right_cost_entry_by_entry", "loops over the entries", COST, SQUARES,
           "squares = 0.0\n    for W in (W1, W2, W3):\n        for row in W:\n"
           "            for w in row:\n                squares = squares + w * w"),
    edited("right_cost_own_entropy", "computes the cross-entropy itself", COST, TOTAL,
           "cost = np.mean(-np.log(A3) * Y - np.log(1 - A3) * (1 - Y)) + L2_cost"),
    edited("right_cost_distributed", "a term for each layer", COST, PENALTY,
           "L2_cost = sum((W**2).sum() * lambd / m / 2 for W in (W1, W2, W3))"),
    edited("right_dW3_dot", "np.dot, and one division for both parts", BACK, DW[3],
           "dW3 = (np.dot(dZ3, A2.T) + lambd * W3) / m"),
    edited("right_dW_einsum", "einsum", BACK, DW[1],
           "dW1 = np.einsum('im,jm->ij', dZ1, X) / m + np.multiply(lambd / m, W1)"),
    edited("right_dW_loop", "loops over the examples", BACK, DW[2],
           "dW2 = lambd / m * W2\n    for i in range(m):\n"
           "        dW2 = dW2 + np.outer(dZ2[:, i], A1[:, i]) / m"),
    edited("right_integer_mask", "a mask of integers", BACK, "dZ2 = dA2 * (A2 > 0)",
           "dZ2 = np.multiply(dA2, np.int64(Z2 > 0))"),
)  # fmt: skip

RIGHT_DROPOUT = (
    edited("right_generator", "numpy's Generator, float mask", FORWARD, D1,
           "D1 = (np.random.default_rng().uniform(size=A1.shape) < keep_prob).astype(float)"),
    edited("right_seeded", "seeds inside, as the classic course does", FORWARD, D1,
           "np.random.seed(1)\n    " + D1.replace("<", "<=")),
    edited("right_binomial", "draws zeros and ones directly", FORWARD, D2,
           "D2 = np.random.binomial(1, keep_prob, size=A2.shape)"),
    edited("right_choice", "the standard library, entry by entry", FORWARD, D1,
           "import random\n    D1 = np.array([[int(random.random() < keep_prob) for _ in row] "
           "for row in A1])"),
    edited("right_where", "writes zeros into a copy", FORWARD, A2,
           "A2 = np.where(D2, A2, 0.0)\n    A2 /= keep_prob"),
    edited("right_masked_in_steps", "in two steps, in place", FORWARD, A1,
           "A1 *= D1\n    A1 /= keep_prob"),
    edited("right_Z_masked", "masks before the ReLU", FORWARD, "A1 = relu(Z1)",
           "A1 = np.maximum(0, Z1)"),
    edited("right_list", "returns lists, and prints", FORWARD, "return A3, cache",
           "print(A3)\n    return [A3, list(cache)]"),
    edited("right_back_in_steps", "in two steps, in place", BACKWARD, DA2,
           "dA2 *= D2\n    dA2 /= keep_prob"),
    edited("right_back_indexed", "writes zeros into a copy", BACKWARD, DA1,
           "dA1 = np.array(dA1) / keep_prob\n    dA1[np.asarray(D1) == 0] = 0"),
    Variant("right_put_off", "dropout in dZ, dA as it is after dropout",
            (Edit(BACKWARD, DA2 + "\n    dZ2 = dA2 * (A2 > 0)",
                  "dZ2 = dA2 * D2 / keep_prob * (A2 > 0)"),)),
    edited("right_back_Z_mask", "masks by Z and by D", BACKWARD, "dZ1 = dA1 * (A1 > 0)",
           "dZ1 = np.where(Z1 > 0, dA1, 0)"),
    rewritten("right_m_folded_dropout", "divides dZ3 by m once and for all", BACKWARD, """
              def backward_propagation_with_dropout(X, Y, cache, keep_prob):
                  Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
                  g = {"dZ3": (A3 - Y) / X.shape[1]}
                  g["dA2"] = W3.T.dot(g["dZ3"]) * D2 / keep_prob
                  g["dZ2"] = np.where(A2 > 0, g["dA2"], 0)
                  g["dA1"] = W2.T.dot(g["dZ2"]) * D1 / keep_prob
                  g["dZ1"] = np.where(A1 > 0, g["dA1"], 0)
                  for layer, inputs in ((1, X), (2, A1), (3, A2)):
                      dZ = g["dZ%d" % layer]
                      g["dW%d" % layer] = dZ.dot(inputs.T)
                      g["db%d" % layer] = dZ.sum(axis=1).reshape(-1, 1)
                  return g
              """),
)  # fmt: skip

BOTH_LAYERS = (
    Variant("neither_A_scaled", "nothing is divided by keep_prob on the way forward",
            (Edit(FORWARD, A1, "A1 = A1 * D1"), Edit(FORWARD, A2, "A2 = A2 * D2")), {FORWARD: 26}),
    Variant("both_masks_inverted", "drops what it should keep in both layers",
            (Edit(FORWARD, D1, D1.replace("<", ">")), Edit(FORWARD, D2, D2.replace("<", ">"))),
            {FORWARD: 22}),
    Variant("neither_dA_scaled", "nothing is divided by keep_prob on the way back",
            (Edit(BACKWARD, DA2, "dA2 = dA2 * D2"), Edit(BACKWARD, DA1, "dA1 = dA1 * D1")),
            {BACKWARD: 19}),
    Variant("neither_dA_masked", "no mask on the way back",
            (Edit(BACKWARD, DA2, "dA2 = dA2 / keep_prob"),
             Edit(BACKWARD, DA1, "dA1 = dA1 / keep_prob")), {BACKWARD: 15}),
    Variant("plain_backward_pass", "neither mask nor division on the way back",
            (Edit(BACKWARD, DA2, "pass"), Edit(BACKWARD, DA1, "pass")), {BACKWARD: 9}),
    Variant("no_penalty_in_the_gradient", "plain backward propagation",
            tuple(Edit(BACK, line, line.partition(" + ")[0]) for line in DW.values()), {BACK: 10}),
    Variant("penalty_not_averaged", "λ·W in place of λ/m·W, in every layer",
            tuple(Edit(BACK, line, line.replace("lambd / m", "lambd")) for line in DW.values()),
            {BACK: 22}),
)  # fmt: skip

BUGGED = (*COST_BUGS, *BACK_BUGS, *FORWARD_BUGS, *BACKWARD_BUGS, *BOTH_LAYERS)
RIGHT = (*RIGHT_L2, *RIGHT_DROPOUT)
VARIANTS = (*BUGGED, *RIGHT)
