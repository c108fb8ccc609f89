"""A rubric adds up what was earned and says in words what was lost."""

import doctest
import sys
import warnings

import pytest

from autograder.hidden_tests import rubric as rubric_module
from autograder.hidden_tests.rubric import Rubric, Unacceptable


def test_the_example_in_the_docstring_holds():
    assert doctest.testmod(rubric_module).failed == 0


def test_points_are_a_plain_float_as_nbgrader_wants_it(capsys):
    rubric = Rubric("item")
    with rubric.line(3, "fine"):
        pass

    points = rubric.report()

    assert type(points) is float
    assert repr(points) == "3.0"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (AssertionError("two is not three"), "two is not three"),
        (AssertionError(), "an assertion inside your function failed"),
        (NotImplementedError(), "not done yet"),
        (ZeroDivisionError("division by zero"), "raised ZeroDivisionError: division by zero"),
        (SystemExit(0), "raised SystemExit"),
        (KeyError("dW1\nand more\n" * 100), "raised KeyError"),
    ],
)
def test_whatever_the_function_raises_costs_its_line_only(capsys, error, words):
    rubric = Rubric("item")
    with rubric.line(2, "first"):
        raise error
    with rubric.line(1, "second"):
        pass

    assert rubric.report() == 1.0
    assert words in capsys.readouterr().out


def test_an_exception_that_cannot_be_printed_is_no_trouble(capsys):
    class Sly(Exception):
        def __str__(self):
            raise RuntimeError

    rubric = Rubric("item")
    with rubric.line(2, "first"):
        raise Sly

    assert rubric.report() == 0.0


def test_a_time_out_goes_through():
    rubric = Rubric("item")

    with pytest.raises(KeyboardInterrupt), rubric.line(2, "first"):
        raise KeyboardInterrupt


def test_a_broken_condition_takes_all_points(capsys):
    rubric = Rubric("item")
    with rubric.condition("it must be honest"):
        raise Unacceptable("It is not.")
    with rubric.line(2, "first"):
        pass

    assert rubric.report() == 0.0
    printed = capsys.readouterr().out
    assert "No points: it must be honest. It is not." in printed


def test_raising_something_in_a_condition_only_is_no_way_past_it(capsys):
    rubric = Rubric("item")
    with rubric.condition("no cheating"):
        raise ValueError("I know this question")
    with rubric.line(2, "is right"):
        pass

    assert rubric.report() == 0.0
    printed = " ".join(capsys.readouterr().out.split())
    assert "No points: your function raised ValueError: I know this question" in printed
    assert "(Where this is tested: no cheating.)" in printed


def test_prints_and_warnings_inside_are_dropped(capsys):
    rubric = Rubric("item")
    with rubric.line(2, "first"):
        print("debugging")
        print("careful", file=sys.stderr)
        warnings.warn("slow", stacklevel=1)

    rubric.report()

    captured = capsys.readouterr()
    assert "debugging" not in captured.out
    assert captured.err == ""
