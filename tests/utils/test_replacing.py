"""replaced() swaps globals under a function's feet, and puts them back."""

from contextlib import contextmanager

import numpy as np
import pytest

import gc_utils
from replacing import is_bound_to, replaced, seeded, seen_by


def callee():
    return "real"


def caller():
    return callee()


def caller_of_a_missing_name():
    return missing_name()  # noqa: F821


def test_the_function_sees_the_stand_in_and_then_the_real_one_again():
    with replaced(caller, callee=lambda: "stand-in"):
        assert caller() == "stand-in"
    assert caller() == "real"


def test_the_real_one_comes_back_after_an_exception():
    with pytest.raises(RuntimeError), replaced(caller, callee=lambda: "stand-in"):
        raise RuntimeError

    assert caller() == "real"


def test_a_name_that_was_not_there_is_gone_afterwards():
    with replaced(caller_of_a_missing_name, missing_name=lambda: 1):
        assert caller_of_a_missing_name() == 1
    with pytest.raises(NameError):
        caller_of_a_missing_name()


def test_a_builtin_is_refused_in_a_sentence():
    with pytest.raises(TypeError, match="not a function written in Python"), replaced(len, x=1):
        pass


def test_names_are_swapped_in_a_module_that_is_told():
    with replaced(len, module="gc_utils", relu="stand-in", new_name=1):
        assert (gc_utils.relu, gc_utils.new_name) == ("stand-in", 1)
    assert callable(gc_utils.relu)
    assert not hasattr(gc_utils, "new_name")


def test_numbers_are_drawn_from_a_seed_and_go_on_as_before():
    np.random.seed(7)
    usual = np.random.random(2)

    np.random.seed(7)
    first = np.random.random()
    with seeded(caller, 0):
        drawn = np.random.random()
    with pytest.raises(RuntimeError), seeded(caller, 0):
        assert np.random.random() == drawn
        raise RuntimeError

    assert [first, np.random.random()] == usual.tolist()
    np.random.seed(0)
    assert np.random.random() == drawn


def test_a_function_is_found_under_its_name():
    assert is_bound_to(caller, "caller")
    assert not is_bound_to(caller, "callee")
    assert not is_bound_to(len, "len")
    assert seen_by(caller, "callee") is callee
    assert seen_by(caller, "missing_name") is None


class Elsewhere:
    """Stands for a function in another process: notes what it is asked to do."""

    def __init__(self):
        self.asked = []

    @contextmanager
    def _noted(self, *what):
        self.asked.append(what)
        yield
        self.asked.append("done")

    def __replaced__(self, stand_ins, module):
        return self._noted(stand_ins, module)

    def __seeded__(self, seed):
        return self._noted(seed)

    def __is_bound_to__(self, name):
        return name == "me"

    def __seen__(self, name):
        return f"its {name}"


def test_what_stands_for_a_function_elsewhere_does_it_in_its_own_way():
    elsewhere = Elsewhere()

    with replaced(elsewhere, a=1), seeded(elsewhere, 3):
        pass
    with replaced(elsewhere, module="gc_utils", b=2):
        pass

    assert elsewhere.asked == [
        *[({"a": 1}, None), (3,), "done", "done"],
        *[({"b": 2}, "gc_utils"), "done"],
    ]
    assert is_bound_to(elsewhere, "me") and not is_bound_to(elsewhere, "other")
    assert seen_by(elsewhere, "helper") == "its helper"
