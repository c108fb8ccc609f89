"""A function that recognises the question by which it would be refused is refused all the same."""

import pytest

from autograder.hidden_tests import gradient_checking as hidden_tests
from autograder.proof import notebooks
from autograder.variants.gradient_checking import BUGGED
from autograder.variants.variant import Edit, Rewrite

ITEM = "backward_propagation_n"

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
    "a difference at a theta of length 1": (
        "gradient_checking",
        "backward_propagation",
        """
        def backward_propagation(x, theta):
            t = theta / abs(theta)
            return ((t + 1e-7) * x - (t - 1e-7) * x) / 2e-7
        """,
    ),
    "a difference, but for an absurd theta": (
        "gradient_checking",
        "backward_propagation",
        """
        def backward_propagation(x, theta):
            slope = ((theta + 1e-7) * x - (theta - 1e-7) * x) / 2e-7
            return x if abs(theta) > 1e100 else slope
        """,
    ),
    "complex steps, but for a cache that is not that of a forward pass": (
        "regularization",
        "backward_propagation_with_dropout",
        """
        def backward_propagation_with_dropout(X, Y, cache, keep_prob):
            (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
            assert np.allclose(Z1, W1 @ X + b1)
            if not np.allclose(A3, 1 / (1 + np.exp(-Z3))):
                return None
            blocks = dict(W1=W1, b1=b1, W2=W2, b2=b2, W3=W3, b3=b3)

            def cost(p):
                H1 = p["W1"] @ X + p["b1"]
                H1 = H1 * (H1.real > 0) * D1 / keep_prob
                H2 = p["W2"] @ H1 + p["b2"]
                H2 = H2 * (H2.real > 0) * D2 / keep_prob
                A = 1 / (1 + np.exp(-p["W3"] @ H2 - p["b3"]))
                return -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / X.shape[1]

            gradients = {}
            for name, block in blocks.items():
                slopes = gradients["d" + name] = np.zeros(block.shape)
                for index in np.ndindex(block.shape):
                    moved = block.astype(complex)
                    moved[index] += 1e-30j
                    slopes[index] = cost({**blocks, name: moved}).imag / 1e-30
            return gradients
        """,
    ),
}


@pytest.mark.parametrize(("notebook", "item", "source"), EVASIONS.values(), ids=EVASIONS)
def test_knowing_the_question_by_which_one_is_refused_earns_nothing(notebook, item, source):
    functions = notebooks.functions(notebook, [Rewrite(item, source)])

    earned = getattr(notebooks.hidden_tests(notebook), item)(getattr(functions, item))

    assert earned == 0


@pytest.mark.parametrize(
    "tampering",
    [
        "dZ1=dZ1 * 1.00001",
        "dZ2=2 * dZ2",
        "dZ2=dZ2 + 1",
        "dZ2=None",
        "dZ2=0 * dZ2, dZ1=0 * dZ1",
        "dA2=2 * dA2, dZ2=2 * dZ2, dA1=2 * dA1, dZ1=2 * dZ1",
        "dZ2=2 * dZ2, dA1=2 * dA1, db3=1.00001 * db3",
        "dW2=dW2.T, db1=db1.ravel()",
        "dW2=dW2.tolist(), db2=db2.ravel()",
        "dZ1=3 * dZ1, dW3=0 * dW3, db2=0 * db2",
    ],
)
def test_the_function_handed_out_earns_nothing_with_something_else_altered_in_its_answer(tampering):
    (planted,) = [v for v in BUGGED if v.name == "planted_bugs_left"]
    tampered = Edit(ITEM, "return gradients", f"return gradients | dict({tampering})")
    functions = notebooks.functions("gradient_checking", (*planted.changes, tampered))

    assert hidden_tests.backward_propagation_n(functions.backward_propagation_n) == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("dZ3 = A3 - Y", "dZ3 = 2 * (A3 - Y)"),
        ("dZ3 = A3 - Y", "m, dZ3 = 1, (A3 - Y) / m"),
        ("dA1 = W2.T", "dA1 = 0.5 * W2.T"),
        ("dA2 * (A2 > 0)", "dA2 / 2 * (A2 > 0)"),
    ],
)
def test_the_function_handed_out_earns_nothing_with_other_steps_on_the_way(old, new):
    (planted,) = [v for v in BUGGED if v.name == "planted_bugs_left"]
    functions = notebooks.functions("gradient_checking", (*planted.changes, Edit(ITEM, old, new)))

    assert hidden_tests.backward_propagation_n(functions.backward_propagation_n) == 0
