"""Any mistake in what is to be checked becomes a sentence with the words a student needs."""

import re

import numpy as np
import pytest
from gradcheck_cases import W, cost, gradients

from gradcheck import check_gradients
from gradcheck_input import read_gradients, read_parameters

B = {"b": np.array([[0.3], [0.4]])}


def bias_cost(p):
    return np.sum(p["b"] ** 3)


def fault(answer, parameters=None):
    """Return the sentence on the only parameter of an answer."""
    parameters = {"W": W} if parameters is None else parameters
    result = read_gradients(answer, parameters)
    assert list(result.faults) == list(parameters)
    assert result.blocks == {}
    return " ".join(result.faults.values())


# -- parameters ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.array([[1, np.nan]]), "W holds NaN .*1 of 2"),
        (np.array([[np.inf, 1.0, -np.inf]]), "W holds infinity .*2 of 3"),
        (np.array([np.nan, np.inf]), "NaN and infinity"),
        (np.float64("nan"), "W holds NaN"),
        (W.astype(np.float16), "float16"),
        (W * 1j, "real numbers.*complex"),
        (np.array(["a", "b"]), "real numbers.*str"),
        ("hello", "real numbers.*str"),
        (None, "real numbers.*nothing"),
        ([[1.0, 2.0], [3.0]], "regular table"),
        ({"W": W}, "real numbers"),
    ],
    ids=[
        "NaN", "infinities", "both", "a number", "float16", "complex", "strings", "a string",
        "None", "ragged", "a dictionary",
    ],
)  # fmt: skip
def test_parameters_that_nothing_can_be_measured_at_are_refused_in_words(value, words):
    with pytest.raises(ValueError, match=words):
        check_gradients(cost, gradients, {"W": value})


def test_no_parameters_at_all_are_refused_in_words():
    with pytest.raises(ValueError, match="no parameters"):
        check_gradients(cost, gradients, {})


def test_names_of_parameters_that_are_not_strings_are_refused_in_words():
    with pytest.raises(ValueError, match="name"):
        check_gradients(lambda p: np.sum(p[1] ** 2), lambda p: {1: 2 * p[1]}, {1: W})


@pytest.mark.parametrize(
    ("value", "note"),
    [
        (np.array([[1, -2]]), "int64.*float64"),
        (np.array([[True, False]]), "bool.*float64"),
        (W.astype(np.float32), "float32.*float64"),
        ([[1, 2], [3, 4]], "int64.*float64"),
    ],
    ids=["ints", "bools", "float32", "list of ints"],
)
def test_parameters_that_were_converted_are_noted(value, note):
    report = check_gradients(cost, gradients, {"W": value})

    assert report.verdict == "right"
    assert any(re.search(note, each) for each in report.notes)


def test_parameters_are_copied_and_without_notes_if_they_are_fine():
    given = {"W": W, "b": B["b"]}

    read, notes = read_parameters(given)

    assert notes == []
    assert list(read) == ["W", "b"]
    assert all(read[name] is not given[name] for name in given)
    assert all(read[name].dtype == float for name in given)
    np.testing.assert_array_equal(read["W"], W)


# -- answers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, ["dictionary", "nothing"]),
        (3.0, ["dictionary", "float"]),
        (W, ["dictionary", "array"]),
        ((1, 2), ["dictionary", "tuple"]),
        ([W], ["dictionary", "list"]),
    ],
    ids=["None", "number", "array", "tuple", "list"],
)
def test_an_answer_that_is_no_dictionary_is_told_to_be_one(answer, words):
    report = check_gradients(cost, lambda p: answer, {"W": W})

    assert report.wrong == ["W"]
    assert all(word in report.blocks["W"].words for word in words)
    assert "not a regular table" not in report.blocks["W"].words


def test_a_missing_key_is_named():
    report = check_gradients(cost, lambda p: {}, {"W": W})

    assert report.wrong == ["W"]
    assert "no dW" in report.blocks["W"].words


@pytest.mark.parametrize("key", ["dw", "DW", "Dw"])
def test_a_key_in_the_wrong_case_is_suggested(key):
    words = fault({key: W})

    assert "no dW" in words
    assert f"'{key}'" in words


def test_one_missing_key_does_not_hide_the_other_blocks():
    report = check_gradients(
        lambda p: cost(p) + bias_cost(p), lambda p: gradients(p), {"W": W, **B}
    )

    assert report.wrong == ["b"]
    assert report.blocks["W"].verdict == "right"


def test_extra_keys_are_noted_and_left_alone():
    report = check_gradients(cost, lambda p: {**gradients(p), "dV": 1, "cost": "x"}, {"W": W})

    assert report.verdict == "right"
    [note] = report.notes
    assert "dV" in note
    assert "cost" in note


def test_steps_of_the_chain_are_not_extra():
    report = check_gradients(cost, lambda p: {**gradients(p), "dZ1": 1, "dA0": 2}, {"W": W})

    assert report.notes == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (W.T, ["(3, 2)", "(2, 3)", "transposed"]),
        (W.ravel(), ["(6,)", "(2, 3)"]),
        (W[:, :1], ["(2, 1)", "(2, 3)"]),
        (1.0, ["()", "(2, 3)"]),
    ],
    ids=["transposed", "flat", "one column", "a number"],
)
def test_a_wrong_shape_is_told_with_the_right_one(given, words):
    sentence = fault({"dW": given})

    assert all(word in sentence for word in words)


def test_n_against_n_by_1_is_told_to_keep_the_dimension():
    report = check_gradients(bias_cost, lambda p: {"db": 3 * p["b"][:, 0] ** 2}, B)

    assert report.wrong == ["b"]
    assert "(2,)" in report.blocks["b"].words
    assert "keepdims=True" in report.blocks["b"].words


@pytest.mark.parametrize("shape", [(), (1,), (1, 1, 1)])
def test_a_single_number_will_do_in_any_shape(shape):
    report = check_gradients(
        bias_cost, lambda p: {"db": np.reshape(3 * p["b"] ** 2, shape)}, {"b": np.ones((1, 1))}
    )

    assert report.verdict == "right"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (np.array([[1, 2, np.nan], [1, 2, 3]]), ["NaN", "1 of 6"]),
        (np.full(W.shape, np.inf), ["infinity", "6 of 6"]),
        (np.array([[1, np.inf, np.nan], [1, 2, 3]]), ["NaN and infinity", "2 of 6"]),
        (W.astype(np.float16), ["float16"]),
        (W + 1j, ["complex"]),
        (None, ["array of numbers", "nothing"]),
        ("hello", ["array of numbers", "str"]),
        (np.array([["a"] * 3] * 2), ["array of numbers", "str"]),
        ([[1, 2, 3], [4]], ["array of numbers", "regular table"]),
        ({"a": 1}, ["array of numbers", "dict"]),
        (np.full(W.shape, None), ["array of numbers", "object"]),
    ],
    ids=[
        "NaN", "infinity", "both", "float16", "complex", "None", "a string", "strings", "ragged",
        "a dictionary", "objects",
    ],
)  # fmt: skip
def test_a_gradient_that_cannot_be_compared_is_told_why(given, words):
    sentence = fault({"dW": given})

    assert all(word in sentence for word in words)


@pytest.mark.parametrize(
    "given", [np.full(W.shape, np.nan), W.T, None, "x", [[1], [2, 3]]], ids=str
)
def test_what_cannot_be_compared_is_wrong_not_an_error(given):
    report = check_gradients(cost, lambda p: {"dW": given}, {"W": W})

    assert report.wrong == ["W"]
    assert report.blocks["W"].reason
    assert report.blocks["W"].causes == []


def test_a_list_is_read_as_an_array_and_noted():
    report = check_gradients(cost, lambda p: {"dW": gradients(p)["dW"].tolist()}, {"W": W})

    assert report.verdict == "right"
    assert "list" in " ".join(report.notes)


@pytest.mark.parametrize("dtype", [int, bool, np.uint8])
def test_whole_numbers_are_compared_and_noted(dtype):
    report = check_gradients(
        lambda p: np.sum(p["W"]), lambda p: {"dW": np.ones(W.shape, dtype)}, {"W": W}
    )

    assert report.verdict == "right"
    assert np.dtype(dtype).name in " ".join(report.notes)


def test_a_gradient_cast_to_whole_numbers_is_wrong_and_the_cast_is_noted():
    report = check_gradients(cost, lambda p: {"dW": gradients(p)["dW"].astype(int)}, {"W": W})

    assert report.wrong == ["W"]
    assert "int" in str(report)


def test_an_array_of_complex_type_without_imaginary_parts_is_fine():
    report = check_gradients(cost, lambda p: {"dW": gradients(p)["dW"] + 0j}, {"W": W})

    assert report.verdict == "right"


def test_a_fault_that_shows_only_near_the_parameters_is_still_told():
    def sometimes(p):
        right = gradients(p)["dW"]
        return {"dW": right if np.array_equal(p["W"], W) else right * np.nan}

    report = check_gradients(cost, sometimes, {"W": W})

    assert report.wrong == ["W"]
    assert "NaN" in report.blocks["W"].words


def test_what_was_read_is_a_copy():
    array = np.ones(W.shape)

    result = read_gradients({"dW": array}, {"W": W})
    array[:] = 7

    assert (result.blocks["W"] == 1).all()
