"""Right solutions of the L2 exercises, each in a style of its own."""

from autograder.variants.regularization_l2 import BACK, COST, DW, PENALTY, SQUARES, TOTAL
from autograder.variants.variant import Edit, Variant, edited, rewritten

M = "m = Y.shape[1]"
DZ3 = "dZ3 = A3 - Y  # the division by m is left to dW and db"
DZ2, DZ1 = "dZ2 = dA2 * (A2 > 0)", "dZ1 = dA1 * (A1 > 0)"
DB = {layer: f"db{layer} = 1 / m * np.sum(dZ{layer}, axis=1, keepdims=True)" for layer in (3, 2, 1)}
INPUTS = {3: "A2", 2: "A1", 1: "X"}
RETURN = "return gradients"


def _cost(name: str, reason: str, squares: str, imports: str = "") -> Variant:
    """Return the cost with another sum of squares."""
    return edited(name, reason, COST, SQUARES, f"{imports}squares = {squares}")


def _every_dW(name: str, reason: str, formula: str) -> Variant:
    """Return all three dW by one formula in dZ, A (of the layer below) and W."""
    edits = []
    for layer, line in DW.items():
        new = formula.replace("dZ", f"dZ{layer}").replace("W", f"W{layer}")
        new = new.replace("A_", INPUTS[layer])
        edits.append(Edit(BACK, line, f"dW{layer} = {new}"))
    return Variant(name, reason, tuple(edits))


def _every_db(name: str, reason: str, formula: str) -> Variant:
    """Return all three db by one formula in dZ."""
    return Variant(
        name,
        reason,
        tuple(
            Edit(BACK, line, f"db{layer} = " + formula.replace("dZ", f"dZ{layer}"))
            for layer, line in DB.items()
        ),
    )


COST_RIGHT = (
    edited("right_cost_loop", "loops over the layers", COST, SQUARES,
           "squares = 0\n    for l in range(1, 4):\n"
           "        squares += np.linalg.norm(parameters['W%d' % l]) ** 2"),
    _cost("right_cost_einsum", "einsum, and another order of factors",
          "sum(np.einsum('ij,ij->', W, W) for W in (W1, W2, W3))"),
    edited("right_cost_array", "returns an array with one element", COST, TOTAL,
           "cost = np.array([[cross_entropy_cost + L2_cost]])"),
    edited("right_cost_entry_by_entry", "loops over the entries", COST, SQUARES,
           "squares = 0.0\n    for W in (W1, W2, W3):\n        for row in W:\n"
           "            for w in row:\n                squares = squares + w * w"),
    edited("right_cost_own_entropy", "computes the cross-entropy itself", COST, TOTAL,
           "cost = np.mean(-np.log(A3) * Y - np.log(1 - A3) * (1 - Y)) + L2_cost"),
    edited("right_cost_distributed", "a term for each layer", COST, PENALTY,
           "L2_cost = sum((W**2).sum() * lambd / m / 2 for W in (W1, W2, W3))"),
    _cost("right_cost_vdot", "dot products of a matrix with itself",
          "sum(np.vdot(W, W) for W in (W1, W2, W3))"),
    _cost("right_cost_abs", "squares of absolute values",
          "sum(np.sum(np.abs(W) ** 2) for W in (W1, W2, W3))"),
    _cost("right_cost_trace", "the trace of W W transposed",
          "np.trace(W1 @ W1.T) + np.trace(W2 @ W2.T) + np.trace(W3.T @ W3)"),
    _cost("right_cost_one_vector", "all weights in one long vector, times itself",
          "(w := np.concatenate([W.ravel() for W in (W1, W2, W3)])) @ w"),
    _cost("right_cost_norm_of_all", "the norm of all weights together, squared",
          "np.linalg.norm(np.hstack([W1.flat, W2.flat, W3.flat])) ** 2"),
    _cost("right_cost_ones", "products with ones in place of sums: a matrix (1, 1)",
          "sum(np.ones((1, len(W))) @ (W * W) @ np.ones((W.shape[1], 1)) for W in (W1, W2, W3))"),
    _cost("right_cost_reduce", "functools and operator",
          "reduce(operator.add, map(np.sum, map(np.square, (W1, W2, W3))))",
          "import operator\n    from functools import reduce\n\n    "),
    _cost("right_cost_fsum", "plain numbers, added up without rounding",
          "math.fsum(float(w) ** 2 for W in (W1, W2, W3) for w in W.ravel())",
          "import math\n\n    "),
    _cost("right_cost_extended", "adds up in extended precision",
          "sum(np.sum(W**2, dtype=np.longdouble) for W in (W1, W2, W3))"),
    _cost("right_cost_by_name", "whatever is called W in the dictionary",
          "np.sum([np.sum(b**2) for k, b in sorted(parameters.items()) if k[0] == 'W'])"),
    edited("right_cost_helper", "a helper beside it, by recursion", COST, SQUARES,
           "def squares_up_to(layer):\n        if layer == 0:\n            return 0\n"
           "        W = parameters[f'W{layer}']\n"
           "        return np.multiply(W, W).sum() + squares_up_to(layer - 1)\n\n"
           "    squares = squares_up_to(len(parameters) // 2)"),
    edited("right_cost_early_return", "nothing to do without a penalty", COST, SQUARES,
           "if lambd == 0:\n        return cross_entropy_cost\n    " + SQUARES),
    edited("right_cost_ufuncs", "np.add, np.multiply, np.divide", COST, PENALTY,
           "L2_cost = np.divide(np.multiply(lambd, squares), np.multiply(2, m))"),
    edited("right_cost_zero_d", "an array without axes, added to in place", COST, TOTAL,
           "cost = np.array(cross_entropy_cost, dtype=L2_cost.dtype)\n    cost += L2_cost"),
    edited("right_cost_list", "a list of one number", COST, TOTAL,
           "cost = [cross_entropy_cost + L2_cost]"),
    edited("right_cost_over_m_last", "one division by m for both parts", COST, TOTAL,
           "cost = (m * cross_entropy_cost + lambd / 2 * squares) / m"),
    edited("right_cost_chosen_logs", "np.where in place of Y and 1 - Y, and log1p", COST, TOTAL,
           "cost = -np.where(Y == 1, np.log(A3), np.log1p(-A3)).sum() / A3.size + L2_cost"),
    edited("right_cost_by_logits", "the cross-entropy by log(1 + exp(z))", COST, TOTAL,
           "z = np.log(A3 / (1 - A3))\n"
           "    cost = np.mean(np.logaddexp(0, z) - Y * z, axis=1) + L2_cost"),
    edited("right_cost_entropy_by_dot", "the cross-entropy by products of matrices", COST, TOTAL,
           "cost = -(Y @ np.log(A3).T + (1 - Y) @ np.log(1 - A3).T) / m + L2_cost"),
    rewritten("right_cost_lambda", "a lambda that is given the name", COST, """
              compute_cost_with_regularization = lambda A3, Y, parameters, lambd: (
                  compute_cost(A3, Y)
                  + lambd * sum(np.sum(parameters["W" + str(i + 1)] ** 2) for i in range(3))
                  / 2 / Y.shape[1]
              )
              """),
    rewritten("right_cost_hints", "hints, an assert and a function beside it", COST, '''
              def l2_penalty(weights: list, lambd: float, m: int) -> float:
                  """The sum of all squared weights, times lambd / (2 m)."""
                  return 0.5 * lambd / m * sum(float(np.sum(W**2)) for W in weights)


              def compute_cost_with_regularization(
                  A3: np.ndarray, Y: np.ndarray, parameters: dict, lambd: float = 0.7
              ) -> float:
                  assert A3.shape == Y.shape
                  *_, m = Y.shape
                  weights = [parameters[key] for key in ("W1", "W2", "W3")]
                  return compute_cost(A3, Y) + l2_penalty(weights, lambd=lambd, m=m)
              '''),
)  # fmt: skip

BACK_RIGHT = (
    edited("right_l2_insists_on_cache", "looks whether Z2 is what W2 and b2 make of A1", BACK,
           "dZ3 = A3 - Y", "assert np.allclose(Z2, W2 @ A1 + b2)\n    dZ3 = A3 - Y"),
    edited("right_dW3_dot", "np.dot, and one division for both parts", BACK, DW[3],
           "dW3 = (np.dot(dZ3, A2.T) + lambd * W3) / m"),
    edited("right_dW_einsum", "einsum", BACK, DW[1],
           "dW1 = np.einsum('im,jm->ij', dZ1, X) / m + np.multiply(lambd / m, W1)"),
    edited("right_dW_loop", "loops over the examples", BACK, DW[2],
           "dW2 = lambd / m * W2\n    for i in range(m):\n"
           "        dW2 = dW2 + np.outer(dZ2[:, i], A1[:, i]) / m"),
    edited("right_integer_mask", "a mask of integers", BACK, DZ2,
           "dZ2 = np.multiply(dA2, np.int64(Z2 > 0))"),
    edited("right_back_m_of_Y", "counts the examples in Y", BACK, "m = X.shape[1]", M),
    edited("right_back_m_as_float", "m as a float of numpy", BACK, "m = X.shape[1]",
           "m = np.float64(len(X.T))"),
    _every_dW("right_back_inner", "np.inner", "np.inner(dZ, A_) / m + W * (lambd / m)"),
    _every_dW("right_back_tensordot", "np.tensordot, and a float power",
              "np.tensordot(dZ, A_, axes=(1, 1)) * m**-1 + np.divide(lambd * W, m)"),
    _every_dW("right_back_transposed", "the transpose of the transposed product",
              "((A_ @ dZ.T + lambd * W.T) / m).T"),
    _every_dW("right_back_mean_of_outers", "the mean of a product for each example",
              "np.mean([np.outer(d, a) for d, a in zip(dZ.T, A_.T)], axis=0) + lambd * W / m"),
    _every_dW("right_back_broadcast", "a table with three axes, summed over the last",
              "(dZ[:, None, :] * A_[None, :, :]).sum(-1) / m + lambd / m * W"),
    _every_dW("right_back_stacked", "the penalty as more examples: one product for both parts",
              "np.hstack([dZ, lambd * W]) @ np.vstack([A_.T, np.eye(len(A_))]) / m"),
    _every_dW("right_back_matrix", "matrices of the old kind, with * for their product",
              "np.asmatrix(dZ) * np.asmatrix(A_).T / m + lambd / m * W"),
    _every_dW("right_back_fortran", "arrays in Fortran's order",
              "np.asfortranarray(1 / m * np.matmul(dZ, A_.T) + lambd / m * W)"),
    _every_dW("right_back_entries", "a comprehension over rows and columns",
              "np.array([[(d @ a + lambd * w) / m for a, w in zip(A_, ws)] "
              "for d, ws in zip(dZ, W)])"),
    _every_db("right_back_db_mean", "means in place of sums", "np.mean(dZ, axis=1)[:, np.newaxis]"),
    _every_db("right_back_db_ones", "a product with ones", "dZ @ np.full((m, 1), 1 / m)"),
    _every_db("right_back_db_reduce", "np.add.reduce, and a shape",
              "np.add.reduce(dZ, 1).reshape(len(dZ), 1) / m"),
    edited("right_back_in_place", "own arrays, changed in place", BACK, DW[3],
           "dW3 = np.empty_like(W3)\n    np.matmul(dZ3, A2.T, out=dW3)\n    dW3 /= m\n"
           "    dW3 += lambd / m * W3"),
    edited("right_back_heaviside", "the slope of the ReLU by np.heaviside", BACK, DZ1,
           "dZ1 = np.heaviside(Z1, 0) * dA1"),
    edited("right_back_sign", "the slope of the ReLU by the sign of A", BACK, DZ2,
           "dZ2 = np.sign(A2) * dA2"),
    edited("right_back_zeros_written", "writes zeros into a copy", BACK, DZ1,
           "dZ1 = np.array(dA1, copy=True)\n    dZ1[Z1 <= 0] = 0"),
    edited("right_back_folded", "divides dZ3 by m, and then no more", BACK, DZ3,
           "dZ3 = (A3 - Y) / m\n    lambd, m = lambd / m, 1"),
    edited("right_back_two_labels", "dZ3 apart for both labels", BACK, DZ3,
           "dZ3 = Y * (A3 - 1) + (1 - Y) * A3"),
    edited("right_back_by_dA3", "dZ3 by way of dA3, which is returned too", BACK, DZ3,
           "dA3 = -np.divide(Y, A3) + np.divide(1 - Y, 1 - A3)\n    dZ3 = dA3 * A3 * (1 - A3)"),
    edited("right_back_extra_keys", "returns more than it has to", BACK, RETURN,
           "gradients.update(m=m, lambd=lambd, dZ0=W1.T @ dZ1)\n    return gradients"),
    edited("right_back_locals", "whatever is called d and has a number", BACK, RETURN,
           "return {k: v for k, v in locals().items() if k[0] == 'd' and k[-1] in '123'}"),
    Variant("right_back_penalty_last", "adds the penalty to the plain gradients at the end",
            (*(Edit(BACK, line, line.partition(" + ")[0]) for line in DW.values()),
             Edit(BACK, RETURN, "for name, W in zip(('dW1', 'dW2', 'dW3'), cache[2::4]):\n"
                                "        gradients[name] += lambd / m * W\n    return gradients"))),
    edited("right_back_recursion", "calls itself without λ, and adds the penalty", BACK,
           "m = X.shape[1]",
           "m = X.shape[1]\n    if lambd:\n"
           "        plain = backward_propagation_with_regularization(X, Y, cache, lambd=0)\n"
           "        decay = {f'dW{k}': lambd / m * cache[4 * k - 2] for k in (1, 2, 3)}\n"
           "        return {key: plain[key] + decay.get(key, 0) for key in plain}"),
    rewritten("right_back_layers", "a loop over the layers, from the last one", BACK, """
              def backward_propagation_with_regularization(X, Y, cache, lambd):
                  m = Y.size
                  A = [X, *cache[1::4]]
                  W = [None, *cache[2::4]]
                  grads = {}
                  dZ = np.subtract(A.pop(), Y)
                  for l in reversed(range(1, 4)):
                      if l < 3:
                          grads[f"dA{l}"] = W[l + 1].T @ dZ
                          dZ = np.where(A.pop() > 0, grads[f"dA{l}"], 0.0)
                      grads[f"dZ{l}"] = dZ
                      grads[f"dW{l}"] = (dZ @ A[-1].T + lambd * W[l]) / m
                      grads[f"db{l}"] = dZ.mean(axis=1, keepdims=True)
                  return grads
              """),
)  # fmt: skip
