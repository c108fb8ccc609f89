"""How a student's gradient check is examined: each question once, and as few as will do."""

from collections import Counter

import numpy as np
import pytest

from autograder.hidden_tests import decoys, deep_cases, network
from autograder.hidden_tests.gradient_checks import Examination, Subject, expect_epsilons
from autograder.proof import notebooks

CHECKS = {"gradient_check_n": "gradient_checking", "gradient_check": "deep_network"}


def subjects(*networks):
    rng = np.random.default_rng(0)
    cases = [network.random_case(rng, dims, m) for dims, m in networks]
    return [Subject(case, network.cost, decoys.right_gradients(case)) for case in cases]


def classic(subject, gradients, cost, **options):
    """A check that is right about the cost of the subject."""
    return decoys.classic_ratio(gradients, subject.right)


class Around:
    """A function around another, under whose feet stand-ins get all the same."""

    def __init__(self, function, called):
        self.__wrapped__, self._called = function, called

    def __call__(self, *arguments, **options):
        return self._called(*arguments, **options)


def examination(*networks):
    asked = []

    def check(subject, gradients, cost, **options):
        asked.append(subject)
        return classic(subject, gradients, cost)

    return Examination(check, subjects(*networks), 1e-7), asked


def test_every_mistake_is_made_once_and_in_every_network():
    exam, asked = examination(((4, 5, 3, 1), 3), ((3, 1), 4), ((3, 3, 2, 2, 1), 2))

    exam.expect_wrong_refused(exam.first)
    exam.expect_the_ratio()

    mistakes = [mistake for _, mistake in exam.mistakes]
    assert sorted(mistakes) == sorted(exam.first.wrong)
    assert set(Counter(subject for subject, _ in exam.mistakes)) == set(exam.subjects)
    assert len(asked) == len(mistakes) + 2  # that in the tiny block, and that of small slopes


def test_mistakes_in_the_last_layer_are_made_in_the_last_layer():
    (deep,) = subjects(((3, 3, 2, 2, 1), 2))
    wrong = deep.wrong["the last db halved"]

    assert [name for name in wrong if not np.array_equal(wrong[name], deep.right[name])] == ["db4"]


def test_a_wrong_entry_is_in_every_corner_and_in_as_many_others_as_told():
    (subject,) = subjects(((4, 5, 3, 1), 3))
    entries = [
        dict(decoys.one_wrong_entry(subject.right, np.random.default_rng(seed), 6))
        for seed in range(2)
    ]

    corners = {"dW1[0, 0]", "dW1[0, 3]", "dW1[4, 0]", "dW1[4, 3]", "db1[0, 0]", "db1[4, 0]"}
    corners |= {"dW3[0, 0]", "dW3[0, 2]", "db3[0, 0]"}
    assert all(corners <= wrong.keys() for wrong in entries)
    assert [len(wrong) for wrong in entries] == [15 + 6] * 2
    assert entries[0].keys() != entries[1].keys()
    for entry, wrong in entries[0].items():
        block = entry.partition("[")[0]
        assert np.sum(wrong[block] != subject.right[block]) == 1


@pytest.mark.parametrize("item", CHECKS)
def test_a_check_is_called_fifty_times_at_most(item, capsys):
    notebook = CHECKS[item]
    function = getattr(notebooks.functions(notebook), item)
    calls = []

    def counted(*arguments, **options):
        calls.append(arguments)
        return function(*arguments, **options)

    points = getattr(notebooks.hidden_tests(notebook), item)(Around(function, counted))

    assert points == notebooks.points(notebook)[item]
    assert len(calls) <= 50


COSTS = {"gradient_check_n": "forward_propagation_n", "gradient_check": "forward_prop_cost"}


@pytest.mark.parametrize("item", CHECKS)
def test_the_same_cost_is_the_same_stand_in_each_time(item, capsys):
    notebook = CHECKS[item]
    function = getattr(notebooks.functions(notebook), item)
    seen = Counter()

    def noting(*arguments, **options):
        seen[function.__globals__[COSTS[item]]] += 1
        return function(*arguments, **options)

    getattr(notebooks.hidden_tests(notebook), item)(Around(function, noting))
    assert max(seen.values()) > 30
    assert len(seen) <= 13


@pytest.mark.parametrize("item", CHECKS)
def test_a_stand_in_makes_no_product_of_a_long_row_and_a_long_column(item, capsys):
    notebook = CHECKS[item]
    function = getattr(notebooks.functions(notebook), item)
    raised = []

    def greedy(parameters, gradients, X, Y, *arguments, **options):
        cost = function.__globals__[COSTS[item]]
        long = {"W1": np.ones((10**5, 1)), "b1": np.zeros((10**5, 1))}
        order = (Y, long) if item == "gradient_check_n" else (long, Y)
        try:
            cost(np.ones((1, 10**5)), *order)
        except ValueError as error:
            raised.append(error)
        return 0.0

    assert getattr(notebooks.hidden_tests(notebook), item)(Around(function, greedy)) == 0
    assert raised


def test_right_helpers_of_the_students_own_stay(capsys):
    functions = notebooks.functions("deep_network")
    check = functions.gradient_check

    def stands_in(name):
        with deep_cases.helpers_that_fit(check, lambda: 0.0)():
            return check.__globals__[name] is not getattr(functions, name)

    assert not any(stands_in(name) for name in deep_cases.HELPERS)
    check.__globals__["vector_to_dictionary"] = lambda vector, layers_dims: {}
    assert stands_in("vector_to_dictionary")
    assert not stands_in("gradients_to_vector")


@pytest.mark.parametrize("constant", np.linspace(0, 2, 41))
def test_a_difference_that_does_not_depend_on_epsilon_is_noticed(constant):
    for near in constant + np.linspace(0, 0.05, 50):
        with pytest.raises(AssertionError, match="on a steep cost the difference should be"):
            expect_epsilons(lambda steepness, near=near, **options: near)


@pytest.mark.parametrize("sides", [(1, 1), (1, 0), (0, 1)], ids=["both", "forward", "backward"])
@pytest.mark.parametrize("divide", [True, False])
def test_any_side_and_any_denominator_shows_the_epsilon(sides, divide):
    up, down = sides

    def check(steepness, epsilon=1e-7):
        parameters = {"W1": np.array([[0.3]]), "b1": np.array([[0.2]])}
        cost, right = decoys.steep(parameters, steepness)

        def moved(shift):
            return cost(None, None, {"W1": np.array([[0.3 + shift]]), "b1": np.array([[0.2]])})

        slope = (moved(up * epsilon) - moved(-down * epsilon)) / ((up + down) * epsilon)
        slopes = np.full(2, slope)
        grad = np.ravel([right["dW1"], right["db1"]])
        distance = np.linalg.norm(grad - slopes)
        return distance / (np.linalg.norm(grad) + np.linalg.norm(slopes)) if divide else distance

    expect_epsilons(check)
    with pytest.raises(AssertionError, match="no epsilon given"):
        expect_epsilons(lambda steepness, epsilon=2e-7: check(steepness, epsilon))
