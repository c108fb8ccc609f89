"""Variants of the gradient-checking notebook: mistakes in ``backward_propagation_n``."""

from autograder.variants.gradient_checking_backward_right import (
    DB1,
    DB2,
    DW1,
    DW2,
    DW3,
    DZ1,
    DZ2,
    DZ3,
)
from autograder.variants.variant import Edit, Variant, edited, rewritten

PLANTED = (
    Variant(
        "planted_bugs_left",
        "neither of the two planted mistakes is mended",
        (
            Edit("backward_propagation_n", DW2, DW2 + " * 2"),
            Edit("backward_propagation_n", DB1, DB1.replace("1 / m", "4 / m")),
        ),
        {"backward_propagation_n": 0},
        r"Neither dW2 nor db1 is mended|dW2 is 2 ×|db1 is 4 ×",
    ),
    edited(
        "dW2_times_2",
        "dW2 is still doubled",
        "backward_propagation_n",
        DW2,
        DW2 + " * 2",
        19,
        r"dW2 is 2 ×",
    ),
    edited(
        "db1_times_4",
        "db1 is still four times too large",
        "backward_propagation_n",
        DB1,
        DB1.replace("1 / m", "4 / m"),
        19,
        r"db1 is 4 ×",
    ),
)

BACKWARD_N = (
    edited("db2_flat", "keepdims is missing", "backward_propagation_n",
           "np.sum(dZ2, axis=1, keepdims=True)", "np.sum(dZ2, axis=1)", 29,
           r"db2: .*sum with keepdims=True"),
    edited("db3_over_units", "sums over the wrong axis", "backward_propagation_n",
           "np.sum(dZ3, axis=1, keepdims=True)", "np.sum(dZ3, axis=0, keepdims=True)", 29,
           r"db3 is summed over axis 0"),
    edited("dW1_not_averaged", "1/m is missing", "backward_propagation_n",
           "dW1 = 1 / m * dZ1 @ X.T", "dW1 = dZ1 @ X.T", 29, r"dW1 .*not divided by m"),
    edited("dW3_with_wrong_sign", "the sign is turned", "backward_propagation_n",
           "dW3 = 1 / m", "dW3 = -1 / m", 29, r"dW3 is .* with the sign turned"),
    edited("db1_only_halved", "4/m became 2/m", "backward_propagation_n",
           DB1, DB1.replace("1 / m", "2 / m"), 19, r"db1 is 2 ×"),
    edited("dZ1_without_mask", "the ReLU of layer 1 is forgotten", "backward_propagation_n",
           "dZ1 = dA1 * (A1 > 0)", "dZ1 = dA1", 27, r"dZ1 is not masked by the ReLU of layer 1"),
    edited("dZ2_without_mask", "the ReLU of layer 2 is forgotten", "backward_propagation_n",
           "dZ2 = dA2 * (A2 > 0)", "dZ2 = dA2", 27, r"dZ2 is not masked by the ReLU of layer 2"),
    edited("dZ3_turned", "Y minus A3", "backward_propagation_n",
           "dZ3 = A3 - Y", "dZ3 = Y - A3", 27, r"dZ3 is .* with the sign turned"),
    edited("dZ3_divided_twice", "1/m in dZ3 and once more in dW and db", "backward_propagation_n",
           "dZ3 = A3 - Y", "dZ3 = (A3 - Y) / m", 27, r"dZ3 .*divided by m.* once too often"),
    edited("dA2_zero", "stops the gradient on its way", "backward_propagation_n",
           "dA2 = W3.T @ dZ3", "dA2 = 0 * (W3.T @ dZ3)", 3, r"dA2 is zero everywhere"),
    edited("m_is_3", "the number of examples is the notebook's", "backward_propagation_n",
           "m = X.shape[1]", "m = 3", 4, r"d[Wb]\d is 2\.333 × what dZ\d gives"),
    edited("A3_moved", "subtracts Y from the cached A3 in place", "backward_propagation_n",
           "dZ3 = A3 - Y", "dZ3 = A3\n    dZ3 -= Y", 29),
    edited("backward_n_returns_weights", "returns the weights under the gradients' names",
           "backward_propagation_n", "return gradients",
           "return {f'd{k}': v for k, v in dict(W1=W1, b1=b1, W2=W2, b2=b2, W3=W3, b3=b3).items()}",
           0),
    edited("backward_n_hard_coded", "returns the gradients of the notebook's example",
           "backward_propagation_n", "m = X.shape[1]",
           "X, Y, parameters = gradient_check_n_test_case()\n"
           "    _, cache = forward_propagation_n(X, Y, parameters)\n    m = X.shape[1]", 0),
    edited("dW2_uses_Z1", "Z for A", "backward_propagation_n", DW2, DW2.replace("A1", "Z1"), 19,
           r"dW2 uses Z1 in place of A1"),
    edited("dW3_uses_Z2", "Z for A", "backward_propagation_n", DW3, DW3.replace("A2", "Z2"), 29,
           r"dW3 uses Z2 in place of A2"),
    edited("dW3_uses_A1", "the layer before the last but one", "backward_propagation_n",
           DW3, DW3.replace("A2", "A1"), 29, r"dW3 uses A1 in place of A2"),
    edited("dW1_transposed", "the product turned round", "backward_propagation_n",
           DW1, "dW1 = 1 / m * X @ dZ1.T", 29, r"dW1: it has the shape \(4, 5\).* transposed"),
    edited("dW1_from_dA1", "dA for dZ", "backward_propagation_n",
           DW1, DW1.replace("dZ1", "dA1"), 29, r"dW1 is made from dA1"),
    edited("dW2_transposed", "the product turned round", "backward_propagation_n",
           DW2, "dW2 = 1 / m * A1 @ dZ2.T", 19, r"dW2: it has the shape \(5, 3\).* transposed"),
    edited("dW2_left_out", "the key is missing", "backward_propagation_n",
           ', "dW2": dW2', "", 19),
    edited("dW2_not_averaged", "1/m is missing", "backward_propagation_n",
           DW2, "dW2 = dZ2 @ A1.T", 19, r"dW2 .*not divided by m"),
    edited("dW2_averaged_twice", "1/m occurs twice", "backward_propagation_n",
           DW2, DW2 + " / m", 19, r"dW2 .*divided by m.* once too often"),
    edited("dW2_with_wrong_sign", "the sign is turned", "backward_propagation_n",
           DW2, DW2.replace("1 / m", "-1 / m"), 19, r"dW2 is .* with the sign turned"),
    edited("dW2_zero", "is never computed", "backward_propagation_n",
           DW2, "dW2 = np.zeros_like(W2)", 19, r"dW2 is zero"),
    edited("db1_not_averaged", "1/m is missing", "backward_propagation_n",
           DB1, DB1.replace("1 / m * ", ""), 19, r"db1 .*not divided by m"),
    edited("db1_over_units", "sums over the wrong axis", "backward_propagation_n",
           DB1, DB1.replace("axis=1", "axis=0"), 19, r"db1 is summed over axis 0"),
    edited("db1_over_both", "no axis, so one sum of all", "backward_propagation_n",
           DB1, DB1.replace(", axis=1", ""), 19, r"db1 is summed over both axes"),
    edited("db2_last_example", "takes the last example only", "backward_propagation_n",
           DB2, "db2 = 1 / m * dZ2[:, [-1]]", 29, r"db2 counts example \d+ only, the last"),
    edited("db2_from_dA2", "dA for dZ", "backward_propagation_n",
           DB2, DB2.replace("dZ2", "dA2"), 29, r"db2 is made from dA2"),
    edited("db2_is_db1", "db1 under both names", "backward_propagation_n",
           '"db2": db2', '"db2": db1', 29, r"db2 is db1"),
    edited("m_of_the_other_axis", "takes the number of inputs for m", "backward_propagation_n",
           "m = X.shape[1]", "m = X.shape[0]", 4, r"^d\w+ is 0\.75 × what dZ\d gives"),
    edited("dZ3_without_Y", "Y is not subtracted", "backward_propagation_n",
           DZ3, "dZ3 = A3", 27, r"dZ3 is A itself"),
    edited("dZ3_with_slope", "the slope of the sigmoid is a factor too many",
           "backward_propagation_n", DZ3, "dZ3 = (A3 - Y) * A3 * (1 - A3)", 27,
           r"dZ3 has the slope of the sigmoid.* a factor too many"),
    edited("dZ3_is_dA3", "the slope of the sigmoid is missing", "backward_propagation_n",
           DZ3, "dZ3 = -Y / A3 + (1 - Y) / (1 - A3)", 27, r"slope of the sigmoid is missing"),
    edited("dZ3_doubled", "twice, as for squared errors", "backward_propagation_n",
           DZ3, "dZ3 = 2 * (A3 - Y)", 27, r"dZ3 is 2 ×"),
    edited("dZ2_mask_inverted", "the mask is turned round", "backward_propagation_n",
           "(A2 > 0)", "(A2 <= 0)", 27, r"dZ2 is masked the wrong way round"),
    edited("dZ1_mask_inverted", "the mask is turned round", "backward_propagation_n",
           "(A1 > 0)", "(A1 <= 0)", 27, r"dZ1 is masked the wrong way round"),
    edited("dZ2_times_A2", "multiplies by A instead of A > 0", "backward_propagation_n",
           "(A2 > 0)", "A2", 27, r"dZ2 is multiplied by A2"),
    edited("dZ1_mask_never_false", "A >= 0, which is always true", "backward_propagation_n",
           "(A1 > 0)", "(A1 >= 0)", 27, r"dZ1 is not masked by the ReLU of layer 1"),
    edited("dZ1_mask_of_layer_2", "the mask of another layer, which does not fit",
           "backward_propagation_n", "(A1 > 0)", "(A2 > 0)", 0),
    edited("dA1_halved", "a half too many", "backward_propagation_n",
           "dA1 = W2.T", "dA1 = 0.5 * W2.T", 27, r"dA1 is 0\.5 ×"),
    edited("dA1_from_dA2", "skips the ReLU of layer 2", "backward_propagation_n",
           "dA1 = W2.T @ dZ2", "dA1 = W2.T @ dA2", 27, r"dA1 is made from dA2, not from dZ2"),
    edited("dA1_masked_too", "dZ1 is no copy of dA1, and zeros are written into both",
           "backward_propagation_n", DZ1, "dZ1 = dA1\n    dZ1[A1 <= 0] = 0", 27,
           r"dA1 is masked by the ReLU already"),
    edited("A2_made_a_mask", "writes the mask into the cached A2", "backward_propagation_n",
           DZ2, "A2[A2 > 0] = 1\n    dZ2 = dA2 * A2", 29),
    edited("dA2_left_out", "a step is not returned", "backward_propagation_n",
           '"dA2": dA2, ', "", 27),
    edited("dW1_under_another_name", "a key is misspelt", "backward_propagation_n",
           '"dW1": dW1', '"dw1": dW1', 29),
    edited("backward_n_not_returned", "the return statement is missing",
           "backward_propagation_n", "return gradients", "", 0),
    edited("backward_n_returns_tuple", "a tuple in place of a dictionary",
           "backward_propagation_n", "return gradients", "return tuple(gradients.values())", 0),
    edited("backward_n_raises", "a misspelt name", "backward_propagation_n",
           "dZ3 @ A2.T", "dz3 @ A2.T", 0),
)  # fmt: skip

MEASURED = (
    rewritten("backward_n_by_differences", "finite differences of the given forward pass",
              "backward_propagation_n", """
              def backward_propagation_n(X, Y, cache):
                  (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
                  parameters = dict(W1=W1, b1=b1, W2=W2, b2=b2, W3=W3, b3=b3)
                  gradients = {}
                  for name, block in parameters.items():
                      gradients["d" + name] = np.zeros_like(block)
                      for index in np.ndindex(block.shape):
                          costs = []
                          for step in (1e-5, -1e-5):
                              moved = block.copy()
                              moved[index] += step
                              p = {**parameters, name: moved}
                              costs.append(forward_propagation_n(X, Y, p)[0])
                          gradients["d" + name][index] = (costs[0] - costs[1]) / 2e-5
                  return gradients
              """, 0),
    rewritten("backward_n_by_complex_step", "complex steps for the two planted blocks",
              "backward_propagation_n", """
              def backward_propagation_n(X, Y, cache):
                  m = X.shape[1]
                  (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
                  dZ3 = A3 - Y
                  dA2 = W3.T @ dZ3
                  dZ2 = dA2 * (A2 > 0)
                  dA1 = W2.T @ dZ2
                  dZ1 = dA1 * (A1 > 0)
                  g = {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1}
                  g |= {"dW3": dZ3 @ A2.T / m, "db3": dZ3.sum(1, keepdims=True) / m}
                  g |= {"db2": dZ2.sum(1, keepdims=True) / m, "dW1": dZ1 @ X.T / m}

                  def cost(b1, W2):
                      A2 = relu(W2 @ relu(W1 @ X + b1) + b2)
                      A3 = sigmoid(W3 @ A2 + b3)
                      return np.mean(-np.log(A3) * Y - np.log(1 - A3) * (1 - Y))

                  g["dW2"], g["db1"] = np.zeros_like(W2), np.zeros_like(b1)
                  for index in np.ndindex(W2.shape):
                      step = np.zeros(W2.shape, complex)
                      step[index] = 1e-30j
                      g["dW2"][index] = cost(b1, W2 + step).imag / 1e-30
                  for index in np.ndindex(b1.shape):
                      step = np.zeros(b1.shape, complex)
                      step[index] = 1e-30j
                      g["db1"][index] = cost(b1 + step, W2).imag / 1e-30
                  return g
              """, 0),
    rewritten("backward_n_by_inline_differences", "finite differences of its own forward pass",
              "backward_propagation_n", """
              def backward_propagation_n(X, Y, cache):
                  (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
                  parameters = dict(W1=W1, b1=b1, W2=W2, b2=b2, W3=W3, b3=b3)

                  def cost(p):
                      A2 = relu(p["W2"] @ relu(p["W1"] @ X + p["b1"]) + p["b2"])
                      A3 = sigmoid(p["W3"] @ A2 + p["b3"])
                      return np.mean(-np.log(A3) * Y - np.log(1 - A3) * (1 - Y))

                  gradients = {}
                  for name, block in parameters.items():
                      gradients["d" + name] = np.zeros_like(block)
                      for index in np.ndindex(block.shape):
                          up, down = block.copy(), block.copy()
                          up[index] += 1e-5
                          down[index] -= 1e-5
                          rise = cost({**parameters, name: up}) - cost({**parameters, name: down})
                          gradients["d" + name][index] = rise / 2e-5
                  return gradients
              """, 0),
)  # fmt: skip

BUGGED = (*PLANTED, *BACKWARD_N, *MEASURED)
