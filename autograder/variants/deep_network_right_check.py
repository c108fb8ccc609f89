"""Right solutions of the deep-network notebook: the gradient check."""

import inspect
import textwrap

from autograder.variants.deep_network_check import (
    APPROX,
    BACK,
    CHECK,
    COST,
    DENOMINATOR,
    J_MINUS,
    J_PLUS,
    LOOP,
    MINUS,
    NUMBER,
    NUMERATOR,
    RATIO,
)
from autograder.variants.variant import Edit, Variant, edited, rewritten

THETA = "theta = np.copy(dictionary_to_vector(parameters))"
PLUS = "        theta[i, 0] = number + epsilon\n"
BODY = (
    f"{NUMBER}{PLUS}        plus = vector_to_dictionary(theta, layers_dims)\n        {J_PLUS}\n"
    f"{MINUS}        minus = vector_to_dictionary(theta, layers_dims)\n        {J_MINUS}\n"
    f"{BACK}        {APPROX}\n"
)
WHOLE_RATIO = f"    {NUMERATOR}\n    {DENOMINATOR}\n    {RATIO}\n"
COST_AT = """
    def cost_at(vector):
        moved = vector_to_dictionary(vector, layers_dims)
        return forward_prop_cost(X, moved, Y, hidden_layers_activation_fn)

"""
"""A function inside the check."""


def _indented(source: str, columns: int = 4) -> str:
    return textwrap.indent(inspect.cleandoc(source), " " * columns) + "\n"


def _nudged(name: str, reason: str, source: str) -> Variant:
    """Return a variant with something else inside the loop."""
    return edited(name, reason, CHECK, BODY, _indented(source, 8))


def _measured(name: str, reason: str, source: str) -> Variant:
    """Return a variant with something else for the loop; there is ``cost_at(vector)`` for it."""
    return edited(name, reason, CHECK, f"    {LOOP}\n{BODY}", COST_AT + _indented(source))


def _compared(name: str, reason: str, source: str) -> Variant:
    """Return a variant with something else for the ratio."""
    return edited(name, reason, CHECK, WHOLE_RATIO, _indented(source))


LOOPS = (
    _nudged("right_nudges_there_and_back", "takes the nudges back by adding them again", f"""
            theta[i] += epsilon
            plus = vector_to_dictionary(theta, layers_dims)
            {J_PLUS}
            theta[i] -= 2 * epsilon
            minus = vector_to_dictionary(theta, layers_dims)
            {J_MINUS}
            theta[i] += epsilon
            {APPROX}
            """),
    _nudged("right_adds_a_unit_vector", "adds and subtracts a step of zeros and epsilon", f"""
            step = np.zeros(theta.shape)
            step[i] = epsilon
            both = [vector_to_dictionary(t, layers_dims) for t in (theta + step, theta - step)]
            plus, minus = both
            {J_PLUS}
            {J_MINUS}
            np.divide(np.subtract(J_plus, J_minus), np.multiply(2, epsilon), out=gradapprox[i, :])
            """),
    _nudged("right_adds_a_mask", "a mask as numbers, and one as a choice", f"""
            here = (np.arange(P) == i)[:, np.newaxis]
            plus = vector_to_dictionary(theta + epsilon * here, layers_dims)
            {J_PLUS}
            minus = vector_to_dictionary(np.where(here, theta - epsilon, theta), layers_dims)
            {J_MINUS}
            gradapprox[here] = 0.5 * (J_plus - J_minus) / epsilon
            """),
    _nudged("right_adds_to_both_sides", "adds both costs up, each with its sign", """
            for sign in (+1, -1):
                moved = theta.astype(float)
                moved[i][0] += sign * epsilon
                gradapprox[i] += sign * forward_prop_cost(
                    X, parameters=vector_to_dictionary(moved, layers_dims), Y=Y,
                    hidden_layers_activation_fn=hidden_layers_activation_fn) / (2.0 * epsilon)
            """),
    _measured("right_measures_in_a_list", "slopes in a list", """
              slopes = [
                  (cost_at(theta + step) - cost_at(theta - step)) / (2 * epsilon)
                  for step in (epsilon * np.eye(P)[:, [i]] for i in range(P))
              ]
              gradapprox = np.array(slopes).reshape(-1, 1)
              """),
    _measured("right_two_loops", "first all steps up, then all steps down", """
              J = np.zeros((2, P))
              for row, step in enumerate([epsilon, -epsilon]):
                  for i in progress(range(P), "checking", total=P):
                      nudged = theta.copy()
                      nudged[i, 0] += step
                      J[row, i] = cost_at(nudged)
              gradapprox = np.diff(J[::-1], axis=0).T / (2 * epsilon)
              """),
    _measured("right_divides_at_the_end", "divides the whole vector, from the last entry on", """
              for i in reversed(range(P)):
                  keep = theta[i].copy()
                  theta[i] = keep + epsilon
                  gradapprox[i] = cost_at(theta)
                  theta[i] = keep - epsilon
                  gradapprox[i] -= cost_at(theta)
                  theta[i] = keep
              gradapprox /= 2
              gradapprox /= epsilon
              """),
    _measured("right_mean_of_two_sides", "the mean of a forward and a backward difference", """
              here, i = cost_at(theta), 0
              while i < P:
                  e_i = np.zeros((P, 1))
                  e_i[i] = 1
                  forward = (cost_at(theta + epsilon * e_i) - here) / epsilon
                  backward = (here - cost_at(theta - epsilon * e_i)) / epsilon
                  gradapprox[i] = (forward + backward) / 2
                  i += 1
              """),
    _measured("right_vectorized", "np.vectorize over the places", """
              @np.vectorize
              def slope(i):
                  plus, minus = theta.copy(), theta.copy()
                  plus[i], minus[i] = plus[i] + epsilon, minus[i] - epsilon
                  return (cost_at(plus) - cost_at(minus)) / (2 * epsilon)

              gradapprox = slope(np.arange(P)).reshape(P, 1)
              """),
    _measured("right_by_halves", "recursive, over halves of the vector", """
              def slopes(start, stop):
                  if stop - start == 1:
                      moved = np.tile(theta, 2)
                      moved[start] += epsilon, -epsilon
                      plus, minus = cost_at(moved[:, :1]), cost_at(moved[:, 1:])
                      return [[(plus - minus) / (2 * epsilon)]]
                  middle = (start + stop) // 2
                  return slopes(start, middle) + slopes(middle, stop)

              gradapprox = np.array(slopes(0, P))
              """),
    _measured("right_takes_list_entries", "theta as a list, slopes from a generator", """
              values = theta.ravel().tolist()

              def slopes():
                  for i, value in enumerate(values):
                      high = cost_at(np.array([*values[:i], value + epsilon, *values[i + 1 :]]))
                      low = cost_at(np.array([*values[:i], value - epsilon, *values[i + 1 :]]))
                      yield float(np.squeeze(high - low)) / (2 * epsilon)

              gradapprox = np.fromiter(slopes(), float, P)[:, None]
              """),
    edited("right_activation_by_name", "names the arguments", CHECK,
           J_PLUS, "J_plus = forward_prop_cost(parameters=plus, Y=Y, X=X,\n"
           "            hidden_layers_activation_fn=hidden_layers_activation_fn)"),
    Variant("right_without_a_copy", "relies on the vector being a new one, and counts P",
            (Edit(CHECK, THETA, "theta = dictionary_to_vector(parameters)"),
             Edit(CHECK, "P = theta.shape[0]",
                  "P = sum(a * b + b for a, b in zip(layers_dims, layers_dims[1:]))"))),
    Variant("right_number_of_an_array", "a cost of shape (1, 1), and a check that takes it out",
            (Edit(COST, "cost = compute_cost(AL, Y)",
                  "cost = -(Y @ np.log(AL).T + (1 - Y) @ np.log(1 - AL).T) / Y.shape[1]"),
             Edit(CHECK, APPROX,
                  "gradapprox[i] = (J_plus[0, 0] - J_minus[0, 0]) / (2 * epsilon)"))),
)  # fmt: skip

RATIOS = (
    edited("right_ratio_in_an_array", "a ratio of shape (1, 1)", CHECK,
           NUMERATOR, "d = grad - gradapprox\n    numerator = np.sqrt(d.T @ d)"),
    edited("right_prints_the_verdict", "prints what it found", CHECK,
           RATIO, f"{RATIO}\n    print_verdict(difference, 1e-6)"),
    _compared("right_spectral_norm", "the norm of a matrix of one column, and a 0-d array", """
              numerator = np.linalg.norm(gradapprox - grad, ord=2)
              denominator = np.linalg.norm(grad, "fro") + np.linalg.norm(gradapprox, "nuc")
              difference = np.array(numerator / denominator)
              """),
    _compared("right_square_roots", "square roots of sums of squares", """
              squares = [np.sum(np.square(v)) for v in (grad - gradapprox, grad, gradapprox)]
              top, *bottom = np.sqrt(squares)
              difference = top / sum(bottom)
              """),
    _compared("right_math_dist", "plain Python numbers", """
              import math
              a, b = grad.ravel().tolist(), gradapprox.ravel().tolist()
              difference = math.dist(a, b) / (math.hypot(*a) + math.hypot(*b))
              """),
    _compared("right_scaled_norms", "scales first, so that no square underflows", """
              scale = max(np.abs(grad).max(), np.abs(gradapprox).max())
              if scale == 0:
                  return 0.0
              a, b = grad / scale, gradapprox / scale
              lengths = [np.einsum("ij,ij->", v, v) ** 0.5 for v in (a - b, a, b)]
              difference = lengths[0] / (lengths[1] + lengths[2])
              """),
    _compared("right_sums_in_a_loop", "loops over the entries, and guards", """
              assert grad.shape == gradapprox.shape, "not the same number of parameters"
              squares = np.zeros(3)
              for g, approx in zip(grad.flat, gradapprox.flat):
                  squares += (g - approx) ** 2, g**2, approx**2
              root = squares**0.5
              difference = 0.0 if not root[1:].any() else (root[0] / (root[1] + root[2])).item()
              """),
)  # fmt: skip

SIGNATURE = """def gradient_check(parameters, gradients, X, Y, layers_dims, epsilon=1e-7,
                   hidden_layers_activation_fn="tanh"):
"""

REWRITTEN = (
    rewritten("right_two_copies", "copies theta twice for each entry", CHECK, SIGNATURE + """
    parameters_values = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    num_parameters = parameters_values.shape[0]
    J_plus = np.zeros((num_parameters, 1))
    J_minus = np.zeros((num_parameters, 1))
    gradapprox = np.zeros((num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i] = forward_prop_cost(
            X, vector_to_dictionary(thetaplus, layers_dims), Y, hidden_layers_activation_fn)
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i] = forward_prop_cost(
            X, vector_to_dictionary(thetaminus, layers_dims), Y, hidden_layers_activation_fn)
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    numerator = np.linalg.norm(gradapprox - grad)
    denominator = np.linalg.norm(gradapprox) + np.linalg.norm(grad)
    return numerator / denominator
    """),
    rewritten("right_block_by_block", "nudges copies of the matrices, not the vector", CHECK,
              SIGNATURE + """
    claimed, measured = [], []
    for name, block in parameters.items():
        for index in np.ndindex(block.shape):
            costs = []
            for sign in (1, -1):
                moved = block.copy()
                moved[index] += sign * epsilon
                costs.append(forward_prop_cost(
                    X, parameters | {name: moved}, Y, hidden_layers_activation_fn))
            measured.append((costs[0] - costs[1]) / 2 / epsilon)
            claimed.append(gradients["d" + name][index])
    a, b = np.array(claimed), np.array(measured)
    return np.sqrt(((a - b) ** 2).sum()) / (np.sqrt((a**2).sum()) + np.sqrt((b**2).sum()))
    """),
    rewritten("right_partial_and_map", "a helper beside it, functools and hints", CHECK, """
              import functools

              def slope_at(i: int, J, theta: np.ndarray, dims: list, h: float) -> float:
                  high, low = (
                      J(vector_to_dictionary(np.insert(np.delete(theta, i, 0), i, value, 0), dims))
                      for value in (theta[i] + h, theta[i] - h)
                  )
                  return (high - low) / (2 * h)

              def gradient_check(parameters: dict, gradients: dict, X: np.ndarray, Y: np.ndarray,
                                 layers_dims: list, epsilon: float = 1e-7,
                                 hidden_layers_activation_fn: str = "tanh") -> float:
                  J = functools.partial(forward_prop_cost, X, Y=Y,
                                        hidden_layers_activation_fn=hidden_layers_activation_fn)
                  theta = dictionary_to_vector(params_dict=parameters)
                  there = functools.partial(slope_at, J=J, theta=theta, dims=layers_dims, h=epsilon)
                  approx = np.vstack(list(map(there, range(len(theta)))))
                  norm, grad = np.linalg.norm, gradients_to_vector(gradients)
                  return norm(grad - approx) / (norm(grad) + norm(approx))
              """),
    rewritten("right_nudges_own_matrices", "nudges a deep copy of the dictionary", CHECK,
              "from copy import deepcopy\n\n" + SIGNATURE + """
    mine, approx = deepcopy(parameters), {}
    for key in mine:
        approx["d" + key] = np.zeros(mine[key].shape)
        for place in range(mine[key].size):
            row, column = divmod(place, mine[key].shape[1])
            before, J = mine[key][row, column], {}
            for side in "+-":
                mine[key][row, column] = before + float(side + "1") * epsilon
                J[side] = forward_prop_cost(X, mine, Y, hidden_layers_activation_fn)
            mine[key][row, column] = before
            approx["d" + key][row, column] = (J["+"] - J["-"]) / (2 * epsilon)
    a, b = gradients_to_vector(gradients), gradients_to_vector(approx)
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))
    """),
)  # fmt: skip

RIGHT = (*LOOPS, *RATIOS, *REWRITTEN)
