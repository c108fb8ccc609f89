"""Variants of the gradient-checking notebook: right solutions of ``backward_propagation_n``."""

from autograder.variants.variant import Variant, edited, rewritten

DZ3 = "dZ3 = A3 - Y"
DZ2 = "dZ2 = dA2 * (A2 > 0)"
DZ1 = "dZ1 = dA1 * (A1 > 0)"
DW3 = "dW3 = 1 / m * dZ3 @ A2.T"
DW2 = "dW2 = 1 / m * dZ2 @ A1.T"
DW1 = "dW1 = 1 / m * dZ1 @ X.T"
DB3 = "db3 = 1 / m * np.sum(dZ3, axis=1, keepdims=True)"
DB2 = "db2 = 1 / m * np.sum(dZ2, axis=1, keepdims=True)"
DB1 = "db1 = 1 / m * np.sum(dZ1, axis=1, keepdims=True)"
RETURN = "return gradients"
DEF = "def backward_propagation_n(X, Y, cache):\n"


def _with(name: str, reason: str, old: str, new: str) -> Variant:
    return edited(name, reason, "backward_propagation_n", old, new)


OUTPUT = (
    _with("right_insists_on_cache", "looks whether Z1 is what W1 and b1 make of X", DZ3,
          "assert np.allclose(Z1, W1 @ X + b1)\n    dZ3 = A3 - Y"),
    _with("right_cost_on_the_way", "computes the cost once more, only to look", DZ3,
          "p = dict(W1=W1, b1=b1, W2=W2, b2=b2, W3=W3, b3=b3)\n"
          "    cost, _ = forward_propagation_n(X, Y, p)\n    dZ3 = A3 - Y"),
    _with("right_long_way_round", "goes through dA3 and the slope of the sigmoid", DZ3,
          "dA3 = -np.divide(Y, A3) + np.divide(1 - Y, 1 - A3)\n    dZ3 = dA3 * A3 * (1 - A3)"),
    _with("right_by_label", "another formula for each label", DZ3,
          "dZ3 = np.where(np.reshape(Y, (1, m)) == 1, A3 - 1, A3)"),
    _with("right_distributed", "multiplies A3 - Y out", DZ3, "dZ3 = (1 - Y) * A3 - Y * (1 - A3)"),
    _with("right_sigmoid_again", "applies sigmoid and relu to the cached Z", DZ3,
          "A1, A2 = relu(Z1), relu(Z2)\n    dZ3 = np.subtract(sigmoid(Z3), Y)"),
)  # fmt: skip

MASKS = (
    _with("right_float_masks", "multiplies by masks of integers and floats",
          "dA2 * (A2 > 0)", "np.multiply(dA2, np.int64(Z2 > 0))"),
    _with("right_indexed_mask", "writes zeros into a copy", DZ1,
          "dZ1 = np.array(dA1, copy=True)\n    dZ1[Z1 <= 0] = 0"),
    _with("right_heaviside_mask", "a step function", DZ2, "dZ2 = dA2 * np.heaviside(Z2, 0)"),
    _with("right_sign_mask", "the sign of A, which is never negative", DZ1,
          "dZ1 = np.sign(A1) * dA1"),
    _with("right_slope_one_at_kink", "takes the slope at zero for 1", DZ2,
          "dZ2 = dA2 * (Z2 >= 0).astype(float)"),
    _with("right_masked_array", "a masked array, filled", DZ1,
          "dZ1 = np.ma.masked_where(A1 <= 0, dA1).filled(0)"),
    _with("right_copyto_mask", "zeros where the unit is silent, and the other ones by index", DZ2,
          "dZ2, active = np.zeros_like(dA2), np.nonzero(A2)\n    dZ2[active] = dA2[active]"),
    _with("right_np_where_mask", "np.where with a negated condition", DZ1,
          "dZ1 = np.where(~np.logical_not(A1), dA1, 0.0)"),
)  # fmt: skip

PARAMETERS = (
    _with("right_mean_for_db", "the mean over the examples", DB1,
          "db1 = dZ1.mean(axis=-1, keepdims=True)"),
    _with("right_scalar_db3", "a number for the one bias of the output", DB3,
          "db3 = 1 / m * np.sum(dZ3)"),
    _with("right_matmul_of_ones", "multiplies by a column of ones", DB2,
          "db2 = dZ2 @ np.full((m, 1), 1 / m)"),
    _with("right_average", "an average, with the dimension put back", DB1,
          "db1 = np.average(dZ1, axis=1)[:, None]"),
    _with("right_add_reduce", "what np.sum is made of", DB2,
          "db2 = np.add.reduce(dZ2, axis=1, keepdims=True) / float(m)"),
    _with("right_builtin_sum", "adds up the columns without numpy's sum", DB1,
          "db1 = sum(dZ1.T).reshape(b1.shape) / m"),
    _with("right_einsum", "einsum", DW2, "dW2 = np.einsum('im,jm->ij', dZ2, A1) / m"),
    _with("right_tensordot", "tensordot over the examples", DW2,
          "dW2 = np.tensordot(dZ2, A1, axes=(1, 1)) / m"),
    _with("right_inner", "inner products of rows", DW1, "dW1 = np.divide(np.inner(dZ1, X), m)"),
    _with("right_transposed_twice", "transposes the other product", DW2,
          "dW2 = np.dot(A1, dZ2.T).T / m"),
    _with("right_outer_products", "adds up one outer product for each example", DW2,
          "import functools\n"
          "    products = (np.outer(d, a) for d, a in zip(dZ2.T, A1.T))\n"
          "    dW2 = functools.reduce(np.add, products) / m"),
    _with("right_broadcast", "a product of three dimensions, averaged", DW1,
          "dW1 = (dZ1[:, None, :] * X[None, :, :]).mean(axis=2)"),
    _with("right_in_place", "divides its own arrays in place", DW2,
          "dW2 = np.zeros(W2.shape)\n    np.matmul(dZ2, A1.T, out=dW2)\n    dW2 /= m"),
)  # fmt: skip

RETURNED = (
    _with("right_extra_keys", "returns more than it was asked for", '{"dZ3": dZ3,',
          '{"dA3": -Y / A3 + (1 - Y) / (1 - A3), "m": m, "dZ3": dZ3,'),
    _with("right_fortran_order", "read-only arrays in Fortran's order, keys sorted", RETURN,
          "gradients = {k: np.asfortranarray(gradients[k]) for k in sorted(gradients)}\n"
          "    for array in gradients.values():\n        array.flags.writeable = False\n"
          "    return gradients"),
    _with("right_lists", "lists of lists in place of arrays", RETURN,
          "return {name: array.tolist() for name, array in gradients.items()}"),
    _with("right_matrices", "np.matrix in place of arrays", RETURN,
          "return {name: np.asmatrix(array) for name, array in gradients.items()}"),
    _with("right_ordered_dict", "an ordered dictionary, made from the local names", RETURN,
          "from collections import OrderedDict\n"
          "    mine = locals()\n    return OrderedDict((k, mine[k]) for k in gradients)"),
    _with("right_asserts_shapes", "looks at the shapes at the end", RETURN,
          "for name, block in dict(W1=W1, b1=b1, W2=W2, b2=b2, W3=W3, b3=b3).items():\n"
          "        assert gradients['d' + name].shape == block.shape, name\n"
          "    return gradients"),
)  # fmt: skip

REWRITTEN = (
    rewritten("right_m_folded", "divides dZ3 by m once and for all", "backward_propagation_n", """
              def backward_propagation_n(X, Y, cache):
                  m = X.shape[1]
                  (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
                  g = {"dZ3": (A3 - Y) / m}
                  g["dW3"], g["db3"] = np.dot(g["dZ3"], A2.T), g["dZ3"].sum(1, keepdims=True)
                  g["dA2"] = np.dot(W3.T, g["dZ3"])
                  g["dZ2"] = np.where(Z2 > 0, g["dA2"], 0)
                  g["dW2"], g["db2"] = np.dot(g["dZ2"], A1.T), g["dZ2"].sum(1, keepdims=True)
                  g["dA1"] = np.dot(W2.T, g["dZ2"])
                  g["dZ1"] = np.where(Z1 > 0, g["dA1"], 0)
                  g["dW1"], g["db1"] = np.dot(g["dZ1"], X.T), g["dZ1"].sum(1, keepdims=True)
                  return g
              """),
    rewritten("right_loops", "loops over the examples", "backward_propagation_n", """
              def backward_propagation_n(X, Y, cache):
                  m = X.shape[1]
                  (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
                  Y = np.reshape(Y, (1, m))
                  g = {"dZ3": np.zeros_like(Z3), "dA2": np.zeros_like(A2), "dZ2": np.zeros_like(Z2),
                       "dA1": np.zeros_like(A1), "dZ1": np.zeros_like(Z1)}
                  for name, block in dict(W1=W1, b1=b1, W2=W2, b2=b2, W3=W3, b3=b3).items():
                      g["d" + name] = np.zeros_like(block)
                  for i in range(m):
                      g["dZ3"][:, i] = A3[:, i] - Y[:, i]
                      g["dA2"][:, i] = W3.T @ g["dZ3"][:, i]
                      g["dZ2"][:, i] = [d if z > 0 else 0 for d, z in zip(g["dA2"][:, i], Z2[:, i])]
                      g["dA1"][:, i] = W2.T @ g["dZ2"][:, i]
                      g["dZ1"][:, i] = [d if z > 0 else 0 for d, z in zip(g["dA1"][:, i], Z1[:, i])]
                      for layer, A in (("3", A2), ("2", A1), ("1", X)):
                          g["dW" + layer] += np.outer(g["dZ" + layer][:, i], A[:, i]) / m
                          g["db" + layer] += g["dZ" + layer][:, [i]] / m
                  return g
              """),
    rewritten("right_layer_by_layer", "a loop over the layers", "backward_propagation_n", f"""
              {DEF.strip()}
                  Z, A, W = [None, *cache[0::4]], [X, *cache[1::4]], [None, *cache[2::4]]
                  g, m = dict(dZ3=A[3] - Y), X.shape[1]
                  for layer in (3, 2, 1):
                      dZ = g[f"dZ{{layer}}"]
                      g[f"dW{{layer}}"] = np.matmul(dZ, A[layer - 1].T) / m
                      g[f"db{{layer}}"] = np.sum(dZ, 1, keepdims=True) / m
                      if layer > 1:
                          g[f"dA{{layer - 1}}"] = np.matmul(W[layer].T, dZ)
                          g[f"dZ{{layer - 1}}"] = g[f"dA{{layer - 1}}"] * (Z[layer - 1] > 0)
                  return g
              """),
    rewritten("right_helper_functions", "helpers beside it, one for each kind of step",
              "backward_propagation_n", f"""
              def linear_backward(dZ, A_previous, W):
                  m = A_previous.shape[1]
                  return W.T.dot(dZ), dZ.dot(A_previous.T) / m, dZ.dot(np.ones((m, 1))) / m

              relu_backward = lambda dA, Z: dA * np.greater(Z, 0)

              {DEF.strip()}
                  (Z1, A1, W1, _, Z2, A2, W2, _, _, A3, W3, _) = cache
                  dZ3 = A3 - Y
                  dA2, dW3, db3 = linear_backward(dZ3, A2, W=W3)
                  dA1, dW2, db2 = linear_backward(dZ2 := relu_backward(dA2, Z2), A1, W=W2)
                  _, dW1, db1 = linear_backward(dZ1 := relu_backward(dA1, Z1), X, W=W1)
                  return dict(dZ3=dZ3, dW3=dW3, db3=db3, dA2=dA2, dZ2=dZ2, dW2=dW2, db2=db2,
                              dA1=dA1, dZ1=dZ1, dW1=dW1, db1=db1)
              """),
)  # fmt: skip

RIGHT = (*OUTPUT, *MASKS, *PARAMETERS, *RETURNED, *REWRITTEN)
