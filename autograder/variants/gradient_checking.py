"""Variants of the gradient-checking notebook: mistakes that students make, and right solutions.

The points that each must get follow from the rubrics in ``hidden_tests/gradient_checking.py``: a
mistake costs the lines that it breaks, and no others.
"""

from autograder.variants import gradient_checking_1d as one_parameter
from autograder.variants.variant import Edit, Variant, edited, rewritten

DW2 = "dW2 = 1 / m * dZ2 @ A1.T"
DB1 = "db1 = 1 / m * np.sum(dZ1, axis=1, keepdims=True)"
MINUS_N = "        theta_minus[i] -= epsilon\n"
APPROX_N = "gradapprox[i] = (J_plus - J_minus) / (2 * epsilon)"
LOOP_N = "for i in range(theta.shape[0]):"
DENOMINATOR = "denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)"
RATIO = "difference = numerator / denominator"

PLANTED = (
    Variant(
        "planted_bugs_left",
        "neither of the two planted mistakes is mended",
        (
            Edit("backward_propagation_n", DW2, DW2 + " * 2"),
            Edit("backward_propagation_n", DB1, DB1.replace("1 / m", "4 / m")),
        ),
        {"backward_propagation_n": 0},
    ),
    edited("dW2_times_2", "dW2 is still doubled", "backward_propagation_n", DW2, DW2 + " * 2", 19),
    edited(
        "db1_times_4",
        "db1 is still four times too large",
        "backward_propagation_n",
        DB1,
        DB1.replace("1 / m", "4 / m"),
        19,
    ),
)

CHECK_N = (
    Variant("check_n_one_sided", "steps to one side only",
            (Edit("gradient_check_n", MINUS_N, ""),
             Edit("gradient_check_n", APPROX_N, APPROX_N.replace("(2 * epsilon)", "epsilon"))),
            {"gradient_check_n": 27}),
    edited("check_n_skips_first", "the loop starts at 1", "gradient_check_n",
           LOOP_N, "for i in range(1, theta.shape[0]):", 8),
    edited("check_n_skips_last", "the loop ends one too early", "gradient_check_n",
           LOOP_N, "for i in range(theta.shape[0] - 1):", 8),
    edited("check_n_piles_up", "the nudges pile up in theta", "gradient_check_n",
           "theta_plus, theta_minus = np.copy(theta), np.copy(theta)",
           "theta_plus, theta_minus = theta, np.copy(theta)", 26),
    edited("check_n_aliases", "theta_plus and theta_minus are one array", "gradient_check_n",
           "theta_plus, theta_minus = np.copy(theta), np.copy(theta)",
           "theta_plus = theta_minus = np.copy(theta)", 0),
    edited("check_n_last_entry_only", "compares the last entry only", "gradient_check_n",
           "    numerator = np",
           "    grad, gradapprox = grad[i], gradapprox[i]\n    numerator = np", 15),
    edited("check_n_returns_early", "returns from inside the loop", "gradient_check_n",
           APPROX_N, APPROX_N + "\n        a, b = grad[i].item(), gradapprox[i].item()"
           "\n        return abs(a - b) / (abs(a) + abs(b))", 15),
    edited("check_n_ignores_epsilon", "steps by 1e-7 whatever it is told", "gradient_check_n",
           "    gradapprox = np.zeros", "    epsilon = 1e-7\n    gradapprox = np.zeros", 29),
    edited("check_n_mixes_epsilons", "steps by epsilon and divides by 2e-7", "gradient_check_n",
           APPROX_N, "gradapprox[i] = (J_plus - J_minus) / 2e-7", 29),
    edited("check_n_forgets_b2", "leaves a block out", "gradient_check_n",
           "    numerator = np",
           "    kept = [key != 'b2' for key in keys]\n"
           "    grad, gradapprox = grad[kept], gradapprox[kept]\n    numerator = np", 15),
    edited("check_n_threshold", "calls everything below a half correct", "gradient_check_n",
           "print_verdict(difference)", "print_verdict(difference, 0.5)", 29),
    edited("check_n_adds_before_norm", "divides by the norm of the sum", "gradient_check_n",
           DENOMINATOR, "denominator = np.linalg.norm(grad + gradapprox)", 26),
    edited("check_n_hard_coded", "returns the figure of the notebook", "gradient_check_n",
           RATIO, "difference = 0.2850931567761623", 0),
    edited("check_n_forgets_2", "divides by epsilon instead of two epsilon", "gradient_check_n",
           APPROX_N, "gradapprox[i] = (J_plus - J_minus) / epsilon", 11),
    edited("check_n_changes_gradients", "writes into the gradients it was given",
           "gradient_check_n",
           "    numerator = np", "    gradients['dW1'] *= 0\n    numerator = np", 29),
    edited("check_n_loops_over_dictionary", "takes the length of the dictionary for P",
           "gradient_check_n", LOOP_N, "for i in range(len(parameters)):", 11),
)  # fmt: skip

BACKWARD_N = (
    edited("db2_flat", "keepdims is missing", "backward_propagation_n",
           "np.sum(dZ2, axis=1, keepdims=True)", "np.sum(dZ2, axis=1)", 29),
    edited("db3_over_units", "sums over the wrong axis", "backward_propagation_n",
           "np.sum(dZ3, axis=1, keepdims=True)", "np.sum(dZ3, axis=0, keepdims=True)", 29),
    edited("dW1_not_averaged", "1/m is missing", "backward_propagation_n",
           "dW1 = 1 / m * dZ1 @ X.T", "dW1 = dZ1 @ X.T", 29),
    edited("dW3_with_wrong_sign", "the sign is turned", "backward_propagation_n",
           "dW3 = 1 / m", "dW3 = -1 / m", 29),
    edited("db1_only_halved", "4/m became 2/m", "backward_propagation_n",
           DB1, DB1.replace("1 / m", "2 / m"), 19),
    edited("dZ1_without_mask", "the ReLU of layer 1 is forgotten", "backward_propagation_n",
           "dZ1 = dA1 * (A1 > 0)", "dZ1 = dA1", 27),
    edited("dZ2_without_mask", "the ReLU of layer 2 is forgotten", "backward_propagation_n",
           "dZ2 = dA2 * (A2 > 0)", "dZ2 = dA2", 27),
    edited("dZ3_turned", "Y minus A3", "backward_propagation_n",
           "dZ3 = A3 - Y", "dZ3 = Y - A3", 27),
    edited("dZ3_divided_twice", "1/m in dZ3 and once more in dW and db", "backward_propagation_n",
           "dZ3 = A3 - Y", "dZ3 = (A3 - Y) / m", 27),
    edited("dA2_zero", "stops the gradient on its way", "backward_propagation_n",
           "dA2 = W3.T @ dZ3", "dA2 = 0 * (W3.T @ dZ3)", 3),
    edited("m_is_3", "the number of examples is the notebook's", "backward_propagation_n",
           "m = X.shape[1]", "m = 3", 4),
    edited("A3_moved", "subtracts Y from the cached A3 in place", "backward_propagation_n",
           "dZ3 = A3 - Y", "dZ3 = A3\n    dZ3 -= Y", 29),
    edited("backward_n_returns_weights", "returns the weights under the gradients' names",
           "backward_propagation_n", "return gradients",
           "return {f'd{k}': v for k, v in dict(W1=W1, b1=b1, W2=W2, b2=b2, W3=W3, b3=b3).items()}",
           0),
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

RIGHT = (
    *one_parameter.RIGHT,
    edited("right_dot_ratio", "a ratio of shape (1, 1)", "gradient_check_n",
           "numerator = np.linalg.norm(grad - gradapprox)",
           "d = grad - gradapprox\n    numerator = np.sqrt(np.dot(d.T, d))"),
    edited("right_prints_rows", "prints where the two disagree, as the notebook advises",
           "gradient_check_n", "        print_verdict(difference)",
           "        for key, a, b in zip(keys, grad, gradapprox):\n"
           "            if abs(a - b) > 1e-6:\n                print(key, a, b)\n"
           "        print_verdict(difference)"),
    edited("right_cost_on_the_way", "computes the cost once more, only to look",
           "backward_propagation_n", "dZ3 = A3 - Y",
           "p = dict(W1=W1, b1=b1, W2=W2, b2=b2, W3=W3, b3=b3)\n"
           "    cost, _ = forward_propagation_n(X, Y, p)\n    dZ3 = A3 - Y"),
    rewritten("right_block_by_block", "perturbs copies of the matrices, not the vector",
              "gradient_check_n", """
              def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
                  measured, claimed = [], []
                  for name in ["W1", "b1", "W2", "b2", "W3", "b3"]:
                      for row in range(parameters[name].shape[0]):
                          for column in range(parameters[name].shape[1]):
                              costs = []
                              for sign in (1, -1):
                                  moved = {k: v.copy() for k, v in parameters.items()}
                                  moved[name][row, column] += sign * epsilon
                                  costs.append(forward_propagation_n(X, Y, moved)[0])
                              measured.append((costs[0] - costs[1]) / 2 / epsilon)
                              claimed.append(gradients["d" + name][row, column])
                  a, b = np.array(claimed), np.array(measured)
                  difference = np.sqrt(((a - b) ** 2).sum()) / (
                      np.sqrt((a**2).sum()) + np.sqrt((b**2).sum()))
                  if print_msg:
                      print("fine" if difference < 2e-7 else "not fine", difference)
                  return np.array([[difference]])
              """),
    edited("right_float_masks", "multiplies by masks of integers and floats",
           "backward_propagation_n", "dA2 * (A2 > 0)", "np.multiply(dA2, np.int64(Z2 > 0))"),
    edited("right_indexed_mask", "writes zeros into a copy", "backward_propagation_n",
           "dZ1 = dA1 * (A1 > 0)", "dZ1 = np.array(dA1, copy=True)\n    dZ1[Z1 <= 0] = 0"),
    edited("right_extra_keys", "returns more than it was asked for", "backward_propagation_n",
           '{"dZ3": dZ3,', '{"dA3": -Y / A3 + (1 - Y) / (1 - A3), "m": m, "dZ3": dZ3,'),
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
    edited("right_long_way_round", "goes through dA3 and the slope of the sigmoid",
           "backward_propagation_n", "dZ3 = A3 - Y",
           "dA3 = -np.divide(Y, A3) + np.divide(1 - Y, 1 - A3)\n    dZ3 = dA3 * A3 * (1 - A3)"),
    Variant("right_noisy", "prints and warns on the way",
            (Edit("gradient_check_n", LOOP_N,
                  "import sys, warnings\n    warnings.warn('slow')\n"
                  "    print('checking', file=sys.stderr)\n    " + LOOP_N),)),
)  # fmt: skip

BUGGED = (*one_parameter.BUGGED, *PLANTED, *CHECK_N, *BACKWARD_N)
VARIANTS = (*BUGGED, *RIGHT)
