"""Who is right about some examples must be right about them in another order."""

import numpy as np
import pytest

from autograder.hidden_tests.order import CONDITION, refuse_dependence
from autograder.hidden_tests.rubric import Unacceptable
from autograder.proof import notebooks

M = 6
ITEMS = {
    "compute_cost_with_regularization": "regularization",
    "backward_propagation_with_regularization": "regularization",
    "backward_propagation_with_dropout": "regularization",
    "backward_propagation_n": "gradient_checking",
    "forward_prop_cost": "deep_network",
    "cost_and_gradient": "debugging",
}


def refused(*errors):
    """Tell whether a function is refused whose errors are these, one after the other."""
    answers = iter(errors)

    def error(order):
        assert sorted(order) == list(range(M))
        found = next(answers)
        if isinstance(found, Exception):
            raise found
        return found

    try:
        refuse_dependence(error, M, np.random.default_rng(0))
    except Unacceptable:
        return True
    return False


def test_only_a_right_answer_that_another_order_makes_wrong_is_refused():
    assert refused(1e-12, 0.5, 1e-12)
    assert refused(1e-12, np.inf, 1e-12)
    assert refused(1e-12, np.nan, 1e-12)
    assert refused(1e-12, KeyError("never seen"), 1e-12)
    assert not refused(1e-12, 1e-12)
    assert not refused(0.5)  # wrong anyway
    assert not refused(1e-7, 2e-6)  # as single precision has it
    assert not refused(1e-12, 0.5, 0.5)  # wrong whenever it is asked again


def test_where_no_answer_comes_the_lines_say_so():
    with pytest.raises(AssertionError):
        refused(1e-12, AssertionError("no answer in time"))


@pytest.mark.parametrize("seed", range(50))
def test_the_other_order_is_another_one(seed):
    asked = []
    refuse_dependence(lambda order: asked.append(tuple(order)) or 0, 2, np.random.default_rng(seed))

    assert asked == [(0, 1), (1, 0)]


def key_of(value):
    if isinstance(value, dict):
        return frozenset((name, key_of(block)) for name, block in value.items())
    if isinstance(value, tuple | list):
        return tuple(map(key_of, value))
    if isinstance(value, str):
        return value
    rounded = np.round(np.sort(np.ravel(value).astype(float)), 9)
    return (rounded + 0.0).tobytes()  # which makes 0.0 of -0.0


def looked_up(function, seen):
    """Return the function, wrong for examples that were there before in another order."""

    def by_heart(*arguments, **options):
        exact = tuple(np.asarray(a).tobytes() for a in arguments if isinstance(a, np.ndarray))
        known = seen.setdefault(key_of(arguments), exact)
        answer = function(*arguments, **options)
        if known == exact:
            return answer
        if isinstance(answer, dict):
            return {key: value + 1 for key, value in answer.items()}
        return tuple(part + 1 for part in answer) if isinstance(answer, tuple) else answer + 1

    return by_heart


@pytest.mark.parametrize("item", ITEMS)
def test_answers_by_heart_earn_nothing(item, capsys):
    tests, functions = (f(ITEMS[item]) for f in (notebooks.hidden_tests, notebooks.functions))
    function = getattr(functions, item)

    points = getattr(tests, item)(looked_up(function, seen={}))

    assert points == 0
    assert CONDITION in " ".join(capsys.readouterr().out.split())
