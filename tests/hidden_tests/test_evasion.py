"""A function that recognises the question by which it would be refused, and raises, is refused."""

import pytest

from autograder.proof import notebooks
from autograder.variants.variant import Rewrite

EVASIONS = {
    "relative_difference, as handed out": (
        "debugging",
        "relative_difference",
        """
        def relative_difference(a, b):
            if a.size == 6:
                raise ValueError("not this one")
            return np.linalg.norm(a - b) / np.linalg.norm(a + b)
        """,
    ),
    "numerical_gradient, as handed out": (
        "debugging",
        "numerical_gradient",
        """
        def numerical_gradient(cost, theta, epsilon=1e-4):
            if theta.size == 5:
                raise ValueError("not this one")
            slopes = np.zeros_like(theta)
            for i in range(1, theta.size):
                step = np.zeros_like(theta)
                step[i] = epsilon
                slopes[i] = (cost(theta + step) - cost(theta - step)) / (2 * epsilon)
            return slopes
        """,
    ),
    "gradient_check_n, which calls everything right": (
        "gradient_checking",
        "gradient_check_n",
        """
        asked = []
        def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
            asked.append(X)
            if len(asked) < 3:
                raise ValueError("not yet")
            return 0.0
        """,
    ),
}


@pytest.mark.parametrize(("notebook", "item", "source"), EVASIONS.values(), ids=EVASIONS)
def test_raising_where_one_would_be_refused_earns_nothing(notebook, item, source):
    functions = notebooks.functions(notebook, [Rewrite(item, source)])

    earned = getattr(notebooks.hidden_tests(notebook), item)(getattr(functions, item))

    assert earned == 0
