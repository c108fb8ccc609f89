"""Variants of the gradient-checking notebook: right solutions of ``gradient_check_n``."""

from autograder.variants.variant import Variant, edited, rewritten

LOOP = """\
    for i in range(theta.shape[0]):
        theta_plus, theta_minus = np.copy(theta), np.copy(theta)
        theta_plus[i] += epsilon
        theta_minus[i] -= epsilon
        J_plus, _ = forward_propagation_n(X, Y, vector_to_dictionary(theta_plus))
        J_minus, _ = forward_propagation_n(X, Y, vector_to_dictionary(theta_minus))
        gradapprox[i] = (J_plus - J_minus) / (2 * epsilon)
"""
COMPARE = """\
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
"""
COST = "    J = lambda v: forward_propagation_n(X, Y, vector_to_dictionary(v))[0]\n"


def _measured(name: str, reason: str, lines: str) -> Variant:
    return edited(name, reason, "gradient_check_n", LOOP, lines)


def _compared(name: str, reason: str, lines: str) -> Variant:
    return edited(name, reason, "gradient_check_n", COMPARE, lines)


MEASURED = (
    _measured("right_rows_of_eye", "steps along the rows of the identity", COST +
              "    for i, row in enumerate(epsilon * np.eye(theta.size)):\n"
              "        step = row.reshape(theta.shape)\n"
              "        gradapprox[i] = (J(theta + step) - J(theta - step)) / (2 * epsilon)\n"),
    _measured("right_columns_of_a_matrix", "all moved vectors in one matrix", COST +
              "    steps = epsilon * np.identity(len(theta))\n"
              "    up, down = ([J(column) for column in moved.T] for moved in "
              "(theta + steps, theta - steps))\n"
              "    gradapprox = np.subtract(up, down)[:, np.newaxis] / (2 * epsilon)\n"),
    _measured("right_apply_along_axis", "lets numpy do the loop", COST +
              "    slope = lambda s: (J(theta[:, 0] + s) - J(theta[:, 0] - s)) / (2 * epsilon)\n"
              "    gradapprox = np.apply_along_axis(slope, 1, epsilon * np.eye(len(keys)))\n"
              "    gradapprox = gradapprox.reshape(grad.shape)\n"),
    _measured("right_costs_in_columns", "the old names, and an array of costs for each side",
              "    P = theta.shape[0]\n"
              "    J_plus, J_minus = np.zeros((P, 1)), np.zeros((P, 1))\n"
              "    for i in range(P):\n"
              "        thetaplus = np.copy(theta)\n"
              "        thetaplus[i][0] = thetaplus[i][0] + epsilon\n"
              "        J_plus[i], _ = forward_propagation_n(X, Y, "
              "vector_to_dictionary(thetaplus))\n"
              "        thetaminus = np.copy(theta)\n"
              "        thetaminus[i][0] = thetaminus[i][0] - epsilon\n"
              "        J_minus[i], _ = forward_propagation_n(X, Y, "
              "vector_to_dictionary(thetaminus))\n"
              "        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2.0 * epsilon)\n"),
    _measured("right_puts_back", "moves theta itself, which is a copy, and puts it back", COST +
              "    for i in reversed(range(theta.size)):\n"
              "        kept = theta[i, 0]\n"
              "        theta[i, 0] = kept + epsilon\n        gradapprox[i, 0] = J(theta)\n"
              "        theta[i, 0] = kept - epsilon\n        gradapprox[i, 0] -= J(theta)\n"
              "        theta[i, 0] = kept\n"
              "    gradapprox /= 2 * epsilon\n"),
    _measured("right_puts_parameters_back", "moves the given parameters and puts them back",
              "    slopes = []\n"
              "    for name in dict.fromkeys(keys):\n"
              "        block = parameters[name]\n"
              "        for index, kept in np.ndenumerate(block.copy()):\n"
              "            costs = []\n"
              "            for block[index] in (kept + epsilon, kept - epsilon):\n"
              "                costs.append(forward_propagation_n(X, Y, parameters)[0])\n"
              "            block[index] = kept\n"
              "            slopes.append((costs[0] - costs[1]) / (2 * epsilon))\n"
              "    gradapprox = np.array(slopes).reshape(-1, 1)\n"),
    _measured("right_in_random_order", "visits the parameters in a random order", COST +
              "    for i in np.random.default_rng().permutation(theta.size):\n"
              "        moved = np.stack([theta, theta])\n"
              "        moved[:, i, 0] += [epsilon, -epsilon]\n"
              "        gradapprox[i] = (J(moved[0]) - J(moved[1])) / 2 / epsilon\n"),
    _measured("right_mean_of_two", "the mean of the differences to each side", COST +
              "    here, step = J(theta), np.zeros_like(theta)\n"
              "    for i, _ in enumerate(keys):\n"
              "        step[i - 1], step[i] = 0, epsilon\n"
              "        forward, backward = J(theta + step) - here, here - J(theta - step)\n"
              "        gradapprox[i] = (forward / epsilon + backward / epsilon) / 2\n"),
    _measured("right_step_taken", "divides by the step as it was rounded",
              LOOP.replace("(2 * epsilon)", "(theta_plus[i] - theta_minus[i])")),
    _measured("right_buffers", "writes into two buffers", COST +
              "    plus, minus = np.empty_like(theta), np.empty_like(theta)\n"
              "    for i in range(len(theta)):\n"
              "        one = np.arange(len(theta))[:, None] == i\n"
              "        np.add(theta, epsilon, out=plus, where=one)\n"
              "        np.subtract(theta, epsilon, out=minus, where=one)\n"
              "        np.copyto(plus, theta, where=~one)\n"
              "        np.copyto(minus, theta, where=~one)\n"
              "        gradapprox[i] = np.divide(J(plus) - J(minus), 2 * epsilon)\n"),
    _measured("right_sum_over_signs", "adds up the two signs", COST +
              "    for i in range(theta.shape[0]):\n"
              "        for sign in (+1, -1):\n"
              "            moved = np.where(np.arange(theta.size) == i, sign * epsilon, 0.0)\n"
              "            gradapprox[i] += sign * J(theta.ravel() + moved) / (2 * epsilon)\n"),
    _measured("right_while", "a while loop with a walrus", COST +
              "    i = -1\n"
              "    while (i := i + 1) < theta.shape[0]:\n"
              "        theta_plus, theta_minus = theta.copy(), theta.copy()\n"
              "        np.add.at(theta_plus, i, epsilon)\n"
              "        np.subtract.at(theta_minus, i, epsilon)\n"
              "        gradapprox[i] = (J(theta_plus) - J(theta_minus)) / (2 * epsilon)\n"),
    _measured("right_flat_vectors", "vectors without a second dimension", COST +
              "    theta, grad = theta.flatten(), grad.flatten()\n"
              "    moved = lambda i, h: [*theta[:i], theta[i] + h, *theta[i + 1:]]\n"
              "    gradapprox = np.fromiter((J(moved(i, epsilon)) - J(moved(i, -epsilon))\n"
              "                              for i in range(theta.size)), dtype=float)\n"
              "    gradapprox = gradapprox / (2 * epsilon)\n"),
    _measured("right_recursion", "recursion in place of a loop", COST +
              "    def slopes(i):\n"
              "        if i == theta.size:\n            return []\n"
              "        step = np.zeros(theta.shape)\n        step[i] = epsilon\n"
              "        return [(J(theta + step) - J(theta - step)) / (2 * epsilon), "
              "*slopes(i + 1)]\n\n"
              "    gradapprox[:, 0] = slopes(0)\n"),
    _measured("right_long_doubles", "more digits than asked for", COST +
              "    for i in range(theta.shape[0]):\n"
              "        up, down = theta.astype(np.longdouble), theta.astype(np.longdouble)\n"
              "        up[i] += epsilon\n        down[i] -= epsilon\n"
              "        gradapprox[i] = (J(up) - J(down)) / (2 * epsilon)\n"),
)  # fmt: skip

COMPARED = (
    edited("right_dot_ratio", "a ratio of shape (1, 1)", "gradient_check_n",
           "numerator = np.linalg.norm(grad - gradapprox)",
           "d = grad - gradapprox\n    numerator = np.sqrt(np.dot(d.T, d))"),
    _compared("right_math_dist", "distances of the standard library",
              "    import math\n"
              "    a, b, zero = grad.ravel(), gradapprox.ravel(), [0.0] * grad.size\n"
              "    difference = math.dist(a, b) / (math.dist(a, zero) + math.hypot(*b))\n"),
    _compared("right_einsum_norms", "einsum, and an early return",
              "    norm = lambda v: np.einsum('ij,ij->', v, v) ** 0.5\n"
              "    difference = norm(grad - gradapprox) / (norm(grad) + norm(gradapprox))\n"
              "    if not print_msg:\n        return difference\n"),
    _compared("right_norms_along_axis", "a ratio of shape (1,)",
              "    lengths = np.linalg.norm(np.hstack([grad, gradapprox]), axis=0)\n"
              "    difference = np.linalg.norm(grad - gradapprox, axis=0) / lengths.sum()\n"),
    _compared("right_block_norms", "adds up the squares of the blocks, and prints each",
              "    squares = np.zeros(3)\n"
              "    for name in sorted(set(keys)):\n"
              "        here = np.array(keys) == name\n"
              "        a, b = grad[here], gradapprox[here]\n"
              "        squares += [np.sum(v * v) for v in (a - b, a, b)]\n"
              "        if print_msg:\n"
              "            print(name, float(abs(a - b).max()), 'at most')\n"
              "    lengths = np.sqrt(squares)\n"
              "    difference = lengths[0] / (lengths[1] + lengths[2])\n"),
    edited("right_prints_rows", "prints where the two disagree, as the notebook advises",
           "gradient_check_n", "        print_verdict(difference)",
           "        for key, a, b in zip(keys, grad, gradapprox):\n"
           "            if abs(a - b) > 1e-6:\n                print(key, a, b)\n"
           "        print_verdict(difference)"),
    edited("right_own_verdict", "a verdict in words of its own", "gradient_check_n",
           "print_verdict(difference)",
           "print('\\N{CHECK MARK}' if difference < 2e-7 else 'mistake in the backward pass')"),
    edited("right_noisy", "prints and warns on the way", "gradient_check_n",
           "    for i in range(theta.shape[0]):",
           "    import sys, warnings\n    warnings.warn('slow')\n"
           "    print('checking', file=sys.stderr)\n    for i in range(theta.shape[0]):"),
    rewritten("right_helpers_beside", "three helpers beside it, and type hints",
              "gradient_check_n", """
              def _costs(theta: np.ndarray, at: int, h: float, X, Y):
                  for sign in (1, -1):
                      moved = theta.copy()
                      moved.flat[at] += sign * h
                      cost, cache = forward_propagation_n(X=X, Y=Y,
                                                          parameters=vector_to_dictionary(moved))
                      yield cost

              def _slope(*arguments, h: float) -> float:
                  up, down = _costs(*arguments[:2], h, *arguments[2:])
                  return (up - down) / (2 * h)

              def _ratio(a: np.ndarray, b: np.ndarray) -> float:
                  return np.linalg.norm(a - b) / sum(map(np.linalg.norm, (a, b)))

              def gradient_check_n(parameters: dict, gradients: dict, X: np.ndarray, Y: np.ndarray,
                                   epsilon: float = 1e-7, print_msg: bool = False) -> float:
                  theta, keys = dictionary_to_vector(parameters)
                  measured = [[_slope(theta, i, X, Y, h=epsilon)] for i, _ in enumerate(keys)]
                  difference = _ratio(gradients_to_vector(gradients), np.array(measured))
                  if print_msg:
                      print_verdict(difference)
                  return difference
              """),
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
)  # fmt: skip

RIGHT = (*MEASURED, *COMPARED)
