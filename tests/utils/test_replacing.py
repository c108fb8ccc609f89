"""replaced() swaps globals under a function's feet, and puts them back."""

import pytest

from replacing import replaced


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
