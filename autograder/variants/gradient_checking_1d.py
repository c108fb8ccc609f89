"""Variants of the gradient-checking notebook: its first part, on one parameter."""

from autograder.variants.variant import edited

J_MINUS_1D = "    J_minus = forward_propagation(x, theta - epsilon)\n"
APPROX_1D = "gradapprox = (J_plus - J_minus) / (2 * epsilon)"
DENOMINATOR = "denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)"
RATIO = "difference = numerator / denominator"

FORWARD = (
    edited("J_is_a_sum", "adds instead of multiplying", "forward_propagation",
           "theta * x", "theta + x", 0),
    edited("J_not_returned", "the return statement is missing", "forward_propagation",
           "\n    return J", "", 0),
    edited("J_hard_coded", "returns the value of one example", "forward_propagation",
           "theta * x", "8.0", 0),
    edited("J_without_sign", "takes the absolute value", "forward_propagation",
           "theta * x", "abs(theta * x)", 6),
    edited("J_is_a_quotient", "divides instead of multiplying", "forward_propagation",
           "theta * x", "theta / x", 0),
    edited("J_is_a_power", "raises to a power instead of multiplying", "forward_propagation",
           "theta * x", "theta**x", 0),
    edited("J_is_quadratic", "takes x twice", "forward_propagation",
           "theta * x", "theta * x * x", 0),
    edited("J_rounded", "rounds to two digits", "forward_propagation",
           "theta * x", "round(theta * x, 2)", 0),
    edited("J_as_integer", "cuts the digits off", "forward_propagation",
           "theta * x", "int(theta * x)", 0),
    edited("J_through_relu", "never lets J be negative", "forward_propagation",
           "theta * x", "max(0, theta * x)", 6),
    edited("J_as_text", "returns a string", "forward_propagation",
           "theta * x", "str(theta * x)", 0),
    edited("J_printed", "prints J instead of returning it", "forward_propagation",
           "return J", "print(J)", 0),
    edited("J_with_its_input", "returns x as well", "forward_propagation",
           "return J", "return J, x", 0),
    edited("J_raises", "a misspelt name", "forward_propagation", "theta * x", "thetha * x", 0),
)  # fmt: skip

BACKWARD = (
    edited("slope_is_theta", "differentiates by x instead of theta", "backward_propagation",
           "dtheta = x", "dtheta = theta", 0),
    edited("slope_with_wrong_sign", "the sign is turned", "backward_propagation",
           "dtheta = x", "dtheta = -x", 0),
    edited("slope_without_sign", "takes the absolute value", "backward_propagation",
           "dtheta = x", "dtheta = abs(x)", 6),
    edited("slope_by_differences", "a finite difference of forward_propagation",
           "backward_propagation", "dtheta = x",
           "dtheta = (forward_propagation(x, theta + 1e-7)"
           " - forward_propagation(x, theta - 1e-7)) / 2e-7", 0),
    edited("slope_by_unit_step", "a difference that is exact on a straight line",
           "backward_propagation", "dtheta = x", "dtheta = (theta + 1) * x - theta * x", 0),
    edited("slope_by_two_calls", "a difference of two costs, whatever theta is",
           "backward_propagation", "dtheta = x",
           "dtheta = forward_propagation(x, 1) - forward_propagation(x, 0)", 0),
    edited("slope_by_complex_step", "a complex step, exact to rounding", "backward_propagation",
           "dtheta = x", "dtheta = ((theta + 1e-20j) * x).imag / 1e-20", 0),
    edited("slope_is_J", "returns the cost", "backward_propagation",
           "dtheta = x", "dtheta = theta * x", 0),
    edited("slope_is_one", "differentiates theta alone", "backward_propagation",
           "dtheta = x", "dtheta = 1", 0),
    edited("slope_by_calling_J", "the cost at theta = 1, which is x", "backward_propagation",
           "dtheta = x", "dtheta = forward_propagation(x, 1)", 0),
    edited("slope_not_returned", "the return statement is missing", "backward_propagation",
           "\n    return dtheta", "", 0),
    edited("slope_as_text", "returns a string", "backward_propagation",
           "dtheta = x", "dtheta = str(x)", 0),
    edited("slope_by_inline_differences", "a finite difference, written out",
           "backward_propagation", "dtheta = x",
           "dtheta = ((theta + 1e-4) * x - (theta - 1e-4) * x) / 2e-4", 0),
)  # fmt: skip

CHECK_1D = (
    edited("check_one_sided", "steps to one side only", "gradient_check",
           APPROX_1D, "gradapprox = (J_plus - forward_propagation(x, theta)) / epsilon", 17),
    edited("check_forgets_2", "divides by epsilon instead of two epsilon", "gradient_check",
           APPROX_1D, "gradapprox = (J_plus - J_minus) / epsilon", 1),
    edited("check_minus_twice", "both points are on the same side", "gradient_check",
           "theta + epsilon", "theta - epsilon", 0),
    edited("check_ignores_epsilon", "steps by 1e-7 whatever it is told", "gradient_check",
           "    J_plus =", "    epsilon = 1e-7\n    J_plus =", 19),
    edited("check_mixes_epsilons", "steps by epsilon and divides by 2e-7", "gradient_check",
           APPROX_1D, "gradapprox = (J_plus - J_minus) / 2e-7", 19),
    edited("check_prints_nothing", "the verdict is not printed", "gradient_check",
           "print_verdict(difference)", "pass", 19),
    edited("check_adds_before_norm", "divides by the norm of the sum", "gradient_check",
           DENOMINATOR, "denominator = np.linalg.norm(grad + gradapprox)", 17),
    edited("check_knows_the_cost", "uses theta * x instead of calling forward_propagation",
           "gradient_check", APPROX_1D,
           "gradapprox = ((theta + epsilon) * x - (theta - epsilon) * x) / (2 * epsilon)", 13),
    edited("check_knows_the_slope", "compares with x instead of calling backward_propagation",
           "gradient_check", "grad = backward_propagation(x, theta)", "grad = x", 0),
    edited("check_hard_coded", "returns the figure of the notebook", "gradient_check",
           RATIO, "difference = 7.814075313343006e-11", 0),
    edited("check_no_ratio", "returns the distance", "gradient_check",
           RATIO, "difference = numerator", 17),
    edited("check_divides_by_one_norm", "divides by the norm of the derivative alone",
           "gradient_check", DENOMINATOR, "denominator = np.linalg.norm(grad)", 13),
    edited("check_not_returned", "the return statement is missing", "gradient_check",
           "\n    return difference", "", 0),
    edited("check_moves_theta", "changes theta in place and differentiates where it ends up",
           "gradient_check",
           "    J_plus = forward_propagation(x, theta + epsilon)\n" + J_MINUS_1D,
           "    theta += epsilon\n    J_plus = forward_propagation(x, theta)\n"
           "    theta -= 2 * epsilon\n    J_minus = forward_propagation(x, theta)\n", 15),
)  # fmt: skip

RIGHT = (
    edited("right_array_costs", "returns J as a (1, 1) array", "forward_propagation",
           "theta * x", "np.array([[theta * x]]).reshape(1, 1)"),
    edited("right_slope_as_product", "writes the slope as 1.0 * x", "backward_propagation",
           "dtheta = x", "dtheta = 1.0 * x"),
    edited("right_looks_at_the_cost", "calls the forward pass, only to look",
           "backward_propagation", "dtheta = x",
           "J = forward_propagation(x, theta)\n    dtheta = x"),
    edited("right_plain_floats", "insists on plain numbers", "gradient_check",
           "    J_plus =", "    x, theta = float(x), float(theta)\n    J_plus ="),
    edited("right_cached", "wrapped by functools", "backward_propagation",
           "def backward_propagation", "import functools\n@functools.lru_cache\n"
           "def backward_propagation"),
    edited("right_abs_ratio", "takes abs() of numbers instead of norms", "gradient_check",
           "numerator = np.linalg.norm(grad - gradapprox)", "numerator = abs(grad - gradapprox)"),
)  # fmt: skip

BUGGED = (*FORWARD, *BACKWARD, *CHECK_1D)
