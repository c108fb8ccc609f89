"""What is asked of ``cost_and_gradient``: formulas, without a loop, each mistake charged once."""

import time

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from autograder.hidden_tests import bias_columns, shortcuts
from autograder.hidden_tests import debugging as hidden_tests
from autograder.hidden_tests.bias_columns import Case
from autograder.hidden_tests.rubric import Unacceptable
from autograder.proof import notebooks
from autograder.variants.debugging import BUGGED
from autograder.variants.variant import Edit

VARIANTS = {variant.name: variant for variant in BUGGED}


@pytest.fixture
def solutions():
    return notebooks.functions("debugging")


def random_cases(count, m=7, lambd=1.3):
    draws = map(np.random.default_rng, range(count))
    return [bias_columns.random_case(rng, m, lambd) for rng in draws]


def autograd_cost(theta, X, labels, lambd):
    """The cost, written apart from the reference, for autograd to differentiate."""
    theta1, theta2 = theta[:20].reshape((5, 4)), theta[20:].reshape((3, 6))
    total = 0.0
    for x, label in zip(X, labels):
        hidden = [1 / (1 + anp.exp(-row[0] - anp.dot(row[1:], x))) for row in theta1]
        for k, row in enumerate(theta2):
            z = row[0] + sum(w * a for w, a in zip(row[1:], hidden))
            total = total + anp.log(1 + anp.exp(-z if k == label else z))
    weights = anp.sum(theta1[:, 1:] ** 2) + anp.sum(theta2[:, 1:] ** 2)
    return (total + 0.5 * lambd * weights) / len(X)


@pytest.mark.parametrize("number", range(3))
def test_the_reference_agrees_with_autograd_and_with_the_notebooks_loop(number, solutions):
    case = random_cases(3)[number]

    cost = bias_columns.cost(bias_columns.parts_of(case.theta), case)
    gradient = bias_columns.gradient(case)

    assert cost == pytest.approx(autograd_cost(*case), rel=1e-12)
    np.testing.assert_allclose(gradient, autograd.grad(autograd_cost)(*case), rtol=1e-9, atol=1e-13)
    by_loop = solutions.cost_and_gradient_loop(*case)
    assert cost == pytest.approx(by_loop[0], rel=1e-12)
    np.testing.assert_allclose(gradient, by_loop[1], rtol=1e-9, atol=1e-13)


def test_parts_are_the_vector_in_another_form():
    theta = np.arange(38.0)

    parts = bias_columns.parts_of(theta)

    assert list(parts) == ["theta1[:, 0]", "theta1[:, 1:]", "theta2[:, 0]", "theta2[:, 1:]"]
    np.testing.assert_array_equal(parts["theta1[:, 0]"].ravel(), [0, 4, 8, 12, 16])
    np.testing.assert_array_equal(parts["theta2[:, 0]"].ravel(), [20, 26, 32])
    np.testing.assert_array_equal(bias_columns.vector_of(parts), theta)


def changed(solutions, change):
    """The reference with a change to what it returns: a function of the case and the answer."""

    def cost_and_gradient(theta, X, labels, lambd):
        answer = solutions.cost_and_gradient(theta, X, labels, lambd)
        return change(Case(theta, X, labels, lambd), *answer)

    return cost_and_gradient


@pytest.mark.parametrize(
    ("change", "points"),
    [
        # One slip in both, and the gradient follows from the cost.
        (lambda case, cost, gradient: (case.m * cost, case.m * gradient), 41),
        (lambda case, cost, gradient: (-cost, -gradient), 41),
        (lambda case, cost, gradient: (cost / 3, gradient / 3), 41),
        # In one of them alone.
        (lambda case, cost, gradient: (2 * cost, gradient), 41),
        (lambda case, cost, gradient: (cost, 2 * gradient), 40),
        (lambda case, cost, gradient: (cost, -gradient), 40),
        # In both, and not the same: these are two.
        (lambda case, cost, gradient: (2 * cost, 3 * gradient), 36),
        # Things that belong to the penalty alone.
        (lambda case, cost, gradient: (cost + case.lambd, gradient), 42),
        (lambda case, cost, gradient: (cost, gradient + case.lambd * np.arange(38)), 40),
        # Agreeing with a cost that has nothing to do with the examples is no excuse.
        (lambda case, cost, gradient: (case.theta @ case.theta / 2, case.theta), 1),
        (lambda case, cost, gradient: (0.0, 0 * gradient), 1),
        (lambda case, cost, gradient: (cost, 0 * gradient), 28),
    ],
)
def test_one_slip_is_charged_once(change, points, solutions, capsys):
    assert hidden_tests.cost_and_gradient(changed(solutions, change)) == points


def with_its_slopes(cost):
    """A function that returns a cost and its true slopes, whatever cost it is."""
    slopes = autograd.grad(cost)
    return lambda *case: (float(cost(*case)), slopes(*case))


def squashed(Z):
    return 1 / (1 + anp.exp(-Z))


def softmax(Z):
    return anp.exp(Z) / anp.sum(anp.exp(Z), axis=1, keepdims=True)


def cross_entropy(A, Y):
    return -anp.sum(Y * anp.log(A) + (1 - Y) * anp.log(1 - A))


def squares(A, Y):
    return anp.sum((A - Y) ** 2) / 2


@pytest.mark.parametrize(
    ("hidden", "output", "loss"),
    [
        (squashed, squashed, squares),
        (squashed, softmax, lambda A, Y: -anp.sum(Y * anp.log(A))),
        (anp.tanh, squashed, cross_entropy),
        (lambda Z: anp.maximum(Z, 0), squashed, cross_entropy),
    ],
    ids=["squares", "softmax", "tanh", "relu"],
)
def test_another_network_and_its_own_slopes_are_one_mistake(hidden, output, loss, capsys):
    def cost(theta, X, labels, lambd):
        theta1, theta2 = theta[:20].reshape((5, 4)), theta[20:].reshape((3, 6))
        ones, Y = np.ones((len(X), 1)), np.eye(3)[labels]
        A2 = hidden(anp.dot(anp.hstack([ones, X]), theta1.T))
        A3 = output(anp.dot(anp.hstack([ones, A2]), theta2.T))
        weights = anp.sum(theta1[:, 1:] ** 2) + anp.sum(theta2[:, 1:] ** 2)
        return (loss(A3, Y) + lambd / 2 * weights) / len(X)

    assert hidden_tests.cost_and_gradient(with_its_slopes(cost)) == 41


INPUTS, HIDDEN = "A1 = np.hstack([ones, X])", "A2 = np.hstack([ones, sigmoid(A1 @ theta1.T)])"


BACK = "(Delta3 @ theta2[:, 1:]) * A2[:, 1:] * (1 - A2[:, 1:])"


@pytest.mark.parametrize(
    ("edits", "points"),
    [
        ([(INPUTS, "A1 = np.insert(X, 1, 1, axis=1)")], 41),
        ([(INPUTS, "A1 = np.hstack([ones, sigmoid(X)])")], 41),
        ([(INPUTS, "A1 = np.hstack([ones, np.clip(X, -1, 1)])")], 41),
        (
            [
                (HIDDEN, "H = sigmoid(A1 @ theta1.T)\n    A2 = np.insert(H, 1, 1, axis=1)"),
                (BACK, "np.delete(Delta3 @ theta2, 1, axis=1) * H * (1 - H)"),
            ],
            41,
        ),
        (
            [
                ("A1 @ theta1.T", "A1 @ theta1.reshape(4, 5)"),
                ("Delta2.T @ A1", "(A1.T @ Delta2).reshape(5, 4)"),
            ],
            41,
        ),
        # These touch other lines, too: single examples, and what lambd adds.
        ([("    ones =", "    X = (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-8)\n    ones =")], 39),
        ([("    ones =", "    lambd = 60\n    ones =")], 31),
    ],
    ids=["ones second", "squashed", "clipped", "hidden ones second", "reshaped", "scaled", "lambd"],
)
def test_a_slip_that_cost_and_gradient_share_is_one_mistake(edits, points, capsys):
    changes = [Edit("cost_and_gradient", *edit) for edit in edits]
    function = notebooks.functions("debugging", changes).cost_and_gradient

    assert hidden_tests.cost_and_gradient(function) == points


def data(X, labels):
    """A number that changes with every example and label."""
    return X[:, 0] @ (labels + 1.0)


@pytest.mark.parametrize(
    "cost",
    [
        lambda theta, X, labels, lambd: anp.sum(theta) * data(X, labels),
        lambda theta, X, labels, lambd: anp.dot(theta, theta) * data(X, labels),
        lambda theta, X, labels, lambd: anp.sum(theta) ** 2 * data(X, labels),
        lambda theta, X, labels, lambd: (
            anp.sum(anp.dot(X, theta[:20].reshape((5, 4))[:, 1:].T) + theta[:20:4])
            * anp.sum(theta[20:])
            * data(X, labels)
        ),
    ],
    ids=["a sum", "squares", "a square", "a product"],
)
def test_what_is_no_network_earns_next_to_nothing_for_its_own_slopes(cost, capsys):
    assert hidden_tests.cost_and_gradient(with_its_slopes(cost)) == 1


def measured(solutions, step=1e-6, sides=2, factor=1):
    """A function of a case that measures the slopes, and then scales both cost and slopes."""

    def cost_and_gradient(case):
        def cost(theta):
            return factor * solutions.cost_and_gradient(theta, *case[1:])[0]

        steps = step * np.eye(38)
        down = [cost(case.theta - each) if sides == 2 else cost(case.theta) for each in steps]
        up = [cost(case.theta + each) for each in steps]
        return cost(case.theta), (np.array(up) - down) / (step * sides)

    return cost_and_gradient


@pytest.mark.parametrize("factor", [41, -1, 1 / 3])
def test_measured_slopes_of_a_scaled_cost_are_refused(factor, solutions):
    for case in random_cases(3, m=5, lambd=0.0):
        with pytest.raises(Unacceptable, match="In other units"):
            shortcuts.refuse_fixed_steps(measured(solutions, factor=factor), case)


@pytest.mark.parametrize(
    "change",
    [
        lambda gradient: gradient / np.linalg.norm(gradient),
        lambda gradient: gradient / np.abs(gradient).max(),
        lambda gradient: gradient * min(1, 1 / np.linalg.norm(gradient)),
        lambda gradient: np.clip(gradient, -0.01, 0.01),
        lambda gradient: np.append(gradient[:20] / np.linalg.norm(gradient[:20]), gradient[20:]),
        lambda gradient: 0 * gradient,
    ],
    ids=["length 1", "largest 1", "length up to 1", "clipped", "theta1 of length 1", "zeros"],
)
def test_a_gradient_that_is_scaled_or_clipped_is_not_taken_for_measured(change, solutions):
    def student(case):
        cost, gradient = solutions.cost_and_gradient(*case)
        return cost, change(gradient)

    for case in random_cases(10, m=5, lambd=0.0):
        shortcuts.refuse_fixed_steps(student, case)


@pytest.mark.parametrize("seed", range(20))
def test_whether_theta1_follows_from_theta2_is_clear_for_any_draw(seed, capsys):
    for name in ("cost_delta3_with_slope", "cost_delta3_turned"):
        function = notebooks.functions("debugging", VARIANTS[name].changes).cost_and_gradient

        assert hidden_tests.cost_and_gradient(function, seed) == 40


@pytest.mark.parametrize(
    "change",
    [
        lambda cost, gradient: (np.array([[cost]]), gradient),
        lambda cost, gradient: [cost, gradient.tolist()],
        lambda cost, gradient: (cost, gradient.reshape(38, 1)),
        lambda cost, gradient: (cost, gradient.astype(object)),
        lambda cost, gradient: (np.float32(cost), gradient.astype(np.float32)),
    ],
)
def test_odd_types_are_read(change, solutions, capsys):
    function = changed(solutions, lambda case, *answer: change(*answer))

    assert hidden_tests.cost_and_gradient(function) == 45


def test_a_sigmoid_that_is_not_mended_is_not_charged_again(solutions, capsys):
    solutions.cost_and_gradient.__globals__["sigmoid"] = lambda z: 1 / (1 + np.exp(z))

    assert hidden_tests.cost_and_gradient(solutions.cost_and_gradient) == 45


@pytest.mark.parametrize("step", [1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8])
@pytest.mark.parametrize("sides", [1, 2])
def test_measured_slopes_are_refused_whatever_their_step(step, sides, solutions):
    for case in random_cases(3, m=5, lambd=0.0):
        right = bias_columns.gradient(case)
        student = measured(solutions, step, sides)
        error = np.linalg.norm(student(case)[1] - right) / np.linalg.norm(right)
        if error < 1e-3:  # or else it loses its points for being wrong
            with pytest.raises(Unacceptable, match="In other units"):
                shortcuts.refuse_fixed_steps(student, case)


def test_a_formula_is_not_taken_for_measured_slopes_in_hundreds_of_draws(solutions):
    for case in random_cases(50, m=5, lambd=0.0):
        shortcuts.refuse_fixed_steps(lambda case: solutions.cost_and_gradient(*case), case)


def test_a_loop_over_batches_is_no_loop_over_examples(solutions, capsys):
    def cost_and_gradient(theta, X, labels, lambd):
        parts = range(0, len(X), 512)
        answers = [
            solutions.cost_and_gradient(theta, X[i : i + 512], labels[i : i + 512], 0.0)
            for i in parts
        ]
        shares = [len(X[i : i + 512]) / len(X) for i in parts]
        penalty = solutions.cost_and_gradient(theta, X, labels, lambd)
        bare = solutions.cost_and_gradient(theta, X, labels, 0.0)
        cost = sum(share * answer[0] for share, answer in zip(shares, answers))
        gradient = sum(share * answer[1] for share, answer in zip(shares, answers))
        return cost + penalty[0] - bare[0], gradient + penalty[1] - bare[1]

    assert hidden_tests.cost_and_gradient(cost_and_gradient) == 45


def test_a_loop_in_a_helper_function_is_a_loop(solutions, capsys):
    def targets(labels):
        rows = []
        for label in labels:
            rows.append(np.eye(3)[label])
        return np.array(rows)

    def cost_and_gradient(theta, X, labels, lambd):
        return solutions.cost_and_gradient(theta, X, targets(labels).argmax(axis=1), lambd)

    assert hidden_tests.cost_and_gradient(cost_and_gradient) == 25


def test_the_whole_item_is_graded_in_a_blink(solutions, capsys):
    start = time.process_time()
    hidden_tests.cost_and_gradient(solutions.cost_and_gradient)

    assert time.process_time() - start < 5
