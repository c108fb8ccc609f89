"""Variants of the gradient-checking notebook: right solutions of its first part."""

from autograder.variants.variant import Variant, edited, rewritten

MEASURE = """\
    J_plus = forward_propagation(x, theta + epsilon)
    J_minus = forward_propagation(x, theta - epsilon)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
"""
COMPARE = """\
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
"""
DEF_CHECK = "def gradient_check(x, theta, epsilon=1e-7, print_msg=False):\n"
VERDICT = "    if print_msg:\n        print_verdict(difference)\n"


def _product(name: str, reason: str, J: str) -> Variant:
    return edited(name, reason, "forward_propagation", "J = theta * x", J)


def _slope(name: str, reason: str, slope: str) -> Variant:
    return edited(name, reason, "backward_propagation", "dtheta = x", slope)


def _measured(name: str, reason: str, lines: str) -> Variant:
    return edited(name, reason, "gradient_check", MEASURE, lines)


def _compared(name: str, reason: str, lines: str) -> Variant:
    return edited(name, reason, "gradient_check", COMPARE, lines)


FORWARD = (
    _product("right_array_costs", "returns J as a (1, 1) array",
             "J = np.array([[theta * x]]).reshape(1, 1)"),
    _product("right_J_multiply", "a function, not the operator", "J = np.multiply(theta, x)"),
    _product("right_J_dot", "a dot product of numbers", "J = np.dot(theta, x)"),
    _product("right_J_prod", "the product of a list", "J = np.prod([theta, x])"),
    _product("right_J_math_prod", "the product of a tuple, without numpy",
             "import math\n    J = math.prod((theta, x))"),
    _product("right_J_reduce", "folds operator.mul over a list",
             "import functools, operator\n    J = functools.reduce(operator.mul, [x, theta], 1)"),
    _product("right_J_outer", "an outer product, of shape (1, 1)", "J = np.outer(theta, x)"),
    _product("right_J_einsum", "einsum without an index", "J = np.einsum(',->', theta, x)"),
    _product("right_J_zero_d", "an array without dimensions", "J = np.asarray(theta * x)"),
    _product("right_J_matmul", "a product of matrices",
             "J = np.array([[theta]]) @ np.array([[x]])"),
    _product("right_J_out", "writes into an array of one number",
             "J = np.empty(1)\n    np.multiply(x, theta, out=J)"),
    _product("right_J_long_double", "more digits than asked for", "J = np.longdouble(theta) * x"),
    _product("right_J_signs_apart", "multiplies signs and sizes",
             "J = np.sign(theta) * np.sign(x) * (abs(theta) * abs(x))"),
    _product("right_J_asserts", "looks at its arguments first",
             "assert all(isinstance(a, (int, float, np.ndarray)) for a in (x, theta))\n"
             "    J = x * theta"),
    edited("right_J_vectorized", "decorated, so that arrays are fine too", "forward_propagation",
           "def forward_propagation", "@np.vectorize\ndef forward_propagation"),
    rewritten("right_J_lambda", "a lambda under the name", "forward_propagation",
              "forward_propagation = lambda x, theta: x * theta"),
    rewritten("right_J_early_return", "returns zero early", "forward_propagation", """
              def forward_propagation(x: float, theta: float) -> float:
                  match x, theta:
                      case (0, _) | (_, 0):
                          return 0
                  return (J := theta * x)
              """),
    rewritten("right_J_helper", "a helper beside it, and keyword arguments",
              "forward_propagation", """
              def _scaled(number, by=1.0):
                  return number * by

              def forward_propagation(x, theta):
                  return _scaled(number=x, by=theta)
              """),
)  # fmt: skip

BACKWARD = (
    edited("right_finite", "insists on finite numbers, with math", "backward_propagation",
           "dtheta = x", "import math\n    assert isinstance(theta, (int, float))\n"
           "    assert math.isfinite(theta)\n    dtheta = x"),
    edited("right_finite_cost", "insists on a finite cost", "backward_propagation",
           "dtheta = x", "assert np.isfinite(forward_propagation(x, theta))\n    dtheta = x"),
    _slope("right_slope_as_product", "writes the slope as 1.0 * x", "dtheta = 1.0 * x"),
    _slope("right_looks_at_the_cost", "calls the forward pass, only to look",
           "J = forward_propagation(x, theta)\n    dtheta = x"),
    edited("right_cached", "wrapped by functools", "backward_propagation",
           "def backward_propagation", "import functools\n@functools.lru_cache\n"
           "def backward_propagation"),
    _slope("right_slope_plain", "a plain float", "dtheta = float(x)"),
    _slope("right_slope_float64", "a numpy float", "dtheta = np.float64(x)"),
    _slope("right_slope_zero_d", "an array without dimensions", "dtheta = np.copy(x)"),
    _slope("right_slope_matrix", "a (1, 1) array", "dtheta = np.array([[x]]) @ np.eye(1)"),
    _slope("right_slope_list", "a list of one number becomes an array",
           "dtheta = np.array([1 * each for each in [x]])"),
    _slope("right_slope_power_rule", "n theta^(n - 1) with n = 1",
           "dtheta = 1 * x * theta ** (1 - 1)"),
    _slope("right_slope_product_rule", "the product rule, both terms of it",
           "dtheta = 1 * x + theta * 0"),
    _slope("right_slope_polynomial", "differentiates a polynomial in theta",
           "dtheta = np.polynomial.Polynomial([0, x]).deriv()(theta)"),
    _slope("right_slope_polyval", "the same in old style",
           "dtheta = np.polyval(np.polyder([x, 0]), theta)"),
    _slope("right_slope_ones", "multiplies by ones shaped as theta",
           "dtheta = np.multiply(x, np.ones_like(theta))"),
    _slope("right_slope_at_once", "returns before the last line", "return x"),
    _slope("right_slope_asserts", "looks at its arguments first",
           "assert isinstance(theta, (int, float)), type(theta)\n    dtheta = +x"),
    rewritten("right_slope_lambda", "a lambda under the name", "backward_propagation",
              "backward_propagation = lambda x, theta: x"),
    rewritten("right_slope_typed", "type hints, and theta is thrown away",
              "backward_propagation", """
              def backward_propagation(x: float, theta: float) -> float:
                  del theta
                  return (dtheta := x)
              """),
    rewritten("right_slope_helper", "a helper knows the derivatives by both arguments",
              "backward_propagation", """
              def _slopes(x, theta):
                  return {"x": theta, "theta": x}

              def backward_propagation(x, theta):
                  return _slopes(x, theta)["theta"]
              """),
)  # fmt: skip

CHECK = (
    edited("right_plain_floats", "insists on plain numbers", "gradient_check",
           "    J_plus =", "    x, theta = float(x), float(theta)\n    J_plus ="),
    edited("right_abs_ratio", "takes abs() of numbers instead of norms", "gradient_check",
           "numerator = np.linalg.norm(grad - gradapprox)", "numerator = abs(grad - gradapprox)"),
    _measured("right_check_one_call", "hands over both points in one array",
              "    J = forward_propagation(x, theta + epsilon * np.array([1, -1]))\n"
              "    gradapprox = (J[0] - J[1]) / (2 * epsilon)\n"),
    _measured("right_check_np_gradient", "numpy takes the central difference of three costs",
              "    costs = [forward_propagation(x, theta + k * epsilon) for k in (-1, 0, 1)]\n"
              "    gradapprox = np.gradient(np.ravel(costs), epsilon)[1]\n"),
    _measured("right_check_mean_of_two", "the mean of the differences to each side",
              "    J = forward_propagation(x, theta)\n"
              "    right = (forward_propagation(x, theta + epsilon) - J) / epsilon\n"
              "    left = (J - forward_propagation(x, theta - epsilon)) / epsilon\n"
              "    gradapprox = np.mean([left, right])\n"),
    _measured("right_check_comprehension", "sums over the two signs",
              "    J = {s: forward_propagation(x=x, theta=theta + s * epsilon) for s in (1, -1)}\n"
              "    gradapprox = sum(sign * cost for sign, cost in J.items()) / 2 / epsilon\n"),
    _measured("right_check_step_taken", "divides by the step as it was rounded",
              "    up, down = theta + epsilon, theta - epsilon\n"
              "    rise = forward_propagation(x, up) - forward_propagation(x, down)\n"
              "    gradapprox = rise / (up - down)\n"),
    _measured("right_check_own_copies", "moves copies in place",
              "    thetaplus, thetaminus = np.array(theta, float), np.array(theta, float)\n"
              "    thetaplus += epsilon\n    thetaminus -= epsilon\n"
              "    J_plus, J_minus = map(lambda t: forward_propagation(x, t), "
              "(thetaplus, thetaminus))\n"
              "    gradapprox = np.divide(np.subtract(J_plus, J_minus), 2.0 * epsilon)\n"),
    _measured("right_check_the_other_way", "minus on both sides of the fraction",
              "    J = [forward_propagation(x, theta - s * epsilon) for s in (1, -1)]\n"
              "    gradapprox = (J[0] - J[1]) / (-2 * epsilon)\n"),
    _measured("right_check_weights", "weights one half and minus one half",
              "    J = np.array([forward_propagation(x, t) for t in "
              "(theta + epsilon, theta - epsilon)])\n"
              "    gradapprox = np.dot([0.5, -0.5], J.ravel()) / epsilon\n"),
    _measured("right_check_long_double", "more digits than asked for",
              "    h = np.longdouble(epsilon)\n"
              "    J_plus, J_minus = [forward_propagation(x, theta + d) for d in (h, -h)]\n"
              "    gradapprox = (J_plus - J_minus) / (2 * h)\n"),
    _compared("right_check_squares", "the root of the square",
              "    difference = np.sqrt((grad - gradapprox) ** 2) / (\n"
              "        np.sqrt(grad**2) + np.sqrt(gradapprox**2))\n"),
    _compared("right_check_math", "the standard library",
              "    import math\n"
              "    lengths = math.fsum(map(math.fabs, (grad, gradapprox)))\n"
              "    difference = math.hypot(grad - gradapprox) / lengths\n"),
    _compared("right_check_vectors", "norms of vectors of one number",
              "    a, b = np.atleast_1d(grad), np.atleast_1d(gradapprox)\n"
              "    length = lambda v: np.linalg.norm(v, ord=2, keepdims=True)\n"
              "    difference = length(a - b) / (length(a) + length(b))\n"),
    _compared("right_check_column", "a (1, 1) array",
              COMPARE + "    difference = np.array(difference, ndmin=2)\n"),
    _compared("right_check_list", "a list of one number",
              COMPARE + "    difference = [difference]\n"),
    _compared("right_check_single", "rounds the ratio to float32",
              COMPARE + "    difference = np.float32(difference)\n"),
    _compared("right_check_early_return", "returns as soon as it can",
              COMPARE + "    if not print_msg:\n        return difference\n"),
    _compared("right_check_both_zero", "looks after a slope of zero",
              "    a, b = abs(grad), abs(gradapprox)\n"
              "    difference = abs(grad - gradapprox) / (a + b) if a + b > 0 else 0.0\n"),
    edited("right_check_own_words", "a verdict in words of its own", "gradient_check",
           "print_verdict(difference)",
           'print(f"{difference:.2e}:", "good!" if difference < 2e-7 else "not good!")'),
    rewritten("right_check_own_verdict", "a print_verdict of its own, which is told more",
              "gradient_check", f"""
              def print_verdict(difference, *where):
                  print("fine" if difference < 2e-7 else "something is wrong", "at", *where)

              {DEF_CHECK.strip()}
                  up, down = (forward_propagation(x, theta + e) for e in (epsilon, -epsilon))
                  measured = (up - down) / (2 * epsilon)
                  grad = backward_propagation(x, theta)
                  difference = abs(grad - measured) / (abs(grad) + abs(measured))
                  if print_msg:
                      print_verdict(difference, x, theta)
                  return difference
              """),
    rewritten("right_check_helpers", "two helpers beside it", "gradient_check", f"""
              def slope_of(f, at, h):
                  return (f(at + h) - f(at - h)) / (2 * h)

              def relative(a, b):
                  return np.linalg.norm([a - b]) / (np.linalg.norm([a]) + np.linalg.norm([b]))

              {DEF_CHECK.strip()}
                  measured = slope_of(lambda t: forward_propagation(x, t), theta, h=epsilon)
                  difference = relative(backward_propagation(x, theta), measured)
                  if print_msg:
                      print_verdict(difference)
                  return difference
              """),
)  # fmt: skip

RIGHT = (*FORWARD, *BACKWARD, *CHECK)
