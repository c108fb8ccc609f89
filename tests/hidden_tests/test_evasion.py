"""A function that recognises the question by which it would be refused, and raises, is refused."""

import notebooks
import pytest

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
    "gradient_check_n, always zero": (
        "gradient_checking",
        "gradient_check_n",
        """
        calls = []
        def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
            calls.append(1)
            if len(calls) == 1:
                raise RuntimeError("too early")
            return 0.0
        """,
    ),
}


@pytest.mark.parametrize(("notebook", "item", "source"), EVASIONS.values(), ids=EVASIONS)
def test_raising_where_one_would_be_refused_earns_nothing(notebook, item, source):
    functions = notebooks.functions(notebook, [Rewrite(item, source)])

    earned = getattr(notebooks.hidden_tests(notebook), item)(getattr(functions, item))

    assert earned == 0
