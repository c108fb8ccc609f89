"""A cost is computed once for the same numbers, and is the same as ever."""

import numpy as np
import pytest

from autograder.hidden_tests import network
from autograder.hidden_tests import remembering as module
from autograder.hidden_tests.remembering import LARGEST, remembering


@pytest.fixture
def case():
    return network.random_case(np.random.default_rng(0), (4, 5, 3, 1), 3)


@pytest.fixture
def asked():
    return []


@pytest.fixture
def cost(asked):
    def counted(X, Y, parameters):
        asked.append(X)
        return network.cost(X, Y, parameters)

    return remembering(counted)


def test_the_same_numbers_are_asked_for_once(case, cost, asked):
    copies = case._replace(parameters={k: v.copy() for k, v in case.parameters.items()})

    first, again = cost(*case), cost(*copies)

    assert first == again == network.cost(*case)
    assert len(asked) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda case: case._replace(Y=1 - case.Y),
        lambda case: case._replace(X=np.nextafter(case.X, 9)),
        lambda case: case._replace(Y=case.Y.ravel()),
        lambda case: case._replace(X=case.X.astype(np.float32)),
        lambda case: case._replace(parameters={**case.parameters, "b3": np.array([[7.0]])}),
        lambda case: case._replace(parameters={**case.parameters, "b3": np.array([[1e-20j]])}),
        lambda case: case._replace(parameters=dict(reversed(case.parameters.items()))),
    ],
    ids=["labels", "one bit", "shape", "precision", "a block", "complex", "order"],
)
def test_whatever_differs_is_asked_for_anew(change, case, cost, asked):
    other = change(case)

    cost(*case)
    found = cost(*other)

    assert found == pytest.approx(network.cost(*other), rel=1e-15)
    assert len(asked) == 2


def test_arguments_that_change_afterwards_do_no_harm(case, cost):
    before = cost(*case)
    case.parameters["W1"] *= 2
    doubled = cost(*case)
    case.parameters["W1"] /= 2

    assert doubled != before
    assert cost(*case) == before


def test_what_is_handed_out_is_the_callers_own(case):
    forward = remembering(network.forward)

    for _ in range(3):
        _, cache = forward(*case)
        for array in cache:
            array += 1  # writable, and nobody else's

    np.testing.assert_array_equal(cache[0], network.forward(*case)[1][0] + 1)
    np.testing.assert_array_equal(cache[2], case.parameters["W1"] + 1)


def test_a_large_answer_is_not_kept(asked):
    def outer(X, Y, parameters):
        asked.append(X)
        return 1.0, (X.T @ X,)

    answer = remembering(outer)
    row = np.ones((1, 100))

    answer(row, row, {})
    answer(row, row, {})

    assert len(asked) == 2


def test_when_there_are_too_many_answers_all_are_dropped(case, cost, asked, monkeypatch):
    monkeypatch.setattr(module, "KEPT", 2)

    for shift in (0, 1, 2, 0):
        assert cost(case.X + shift, *case[1:]) == network.cost(case.X + shift, *case[1:])

    assert len(asked) == 4


def test_what_is_large_or_no_array_is_not_kept(case, cost, asked):
    wide = case._replace(X=np.ones((4, LARGEST)), Y=np.ones((1, LARGEST)))
    listed = case._replace(parameters={**case.parameters, "b1": case.parameters["b1"].tolist()})
    objects = case._replace(Y=case.Y.astype(object))
    for each in (wide, listed, objects):
        for _ in range(2):
            cost(*each)

    assert len(asked) == 6
