"""Answers are read leniently where that is harmless, and refused in a sentence where not."""

import numpy as np
import pytest

from autograder.hidden_tests.answers import arguments_unchanged, as_block, as_number


@pytest.mark.parametrize("answer", [3, 3.0, np.float32(3), np.array(3.0), np.array([[3.0]]), [3]])
def test_anything_with_one_number_in_it_is_a_number(answer):
    assert as_number(answer, "f(1)") == 3.0


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "returned nothing"),
        ("three", "should be a number, not a str"),
        ("3", "should be a number, not a str"),
        (3j, "should be a number, not a complex"),
        ({}, "should be a number, not a dict"),
        (np.zeros(2), r"not an array of shape \(2,\)"),
        (np.inf, "f\\(1\\) is inf"),
        (np.nan, "f\\(1\\) is nan"),
    ],
)
def test_what_is_no_number_is_refused_in_a_sentence(answer, words):
    with pytest.raises(AssertionError, match=words):
        as_number(answer, "f(1)")


def test_a_one_by_one_block_may_be_a_number():
    assert as_block({"db3": 2.0}, "db3", (1, 1)).shape == (1, 1)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "returned nothing"),
        ([1], "a dictionary, not a list"),
        ({"dW1": 1}, "no db1"),
        ({"db1": "x"}, "an array of numbers"),
        ({"db1": np.zeros(5)}, r"\(5, 1\), not \(5,\); did you sum with keepdims=True"),
        ({"db1": np.zeros((1, 5))}, r"\(5, 1\), not \(1, 5\)$"),
        ({"db1": np.full((5, 1), np.nan)}, "NaN"),
    ],
)
def test_a_block_that_does_not_fit_is_refused_in_a_sentence(answer, words):
    with pytest.raises(AssertionError, match=words):
        as_block(answer, "db1", (5, 1))


def test_a_changed_argument_is_named():
    theta, cache = np.zeros(2), (np.zeros(2), {"W": np.ones(2)})

    with (
        pytest.raises(AssertionError, match="changed its argument cache"),
        arguments_unchanged(theta=theta, cache=cache),
    ):
        cache[1]["W"][0] = 5

    with arguments_unchanged(theta=theta, cache=cache):
        theta + 1
