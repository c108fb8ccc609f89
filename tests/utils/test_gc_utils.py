"""gc_utils keeps the classic interface, and its vectors and dictionaries fit together."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gc_utils import (
    dictionary_to_vector,
    gradients_to_vector,
    print_verdict,
    relu,
    sigmoid,
    vector_to_dictionary,
)
from test_cases import gradient_check_n_test_case

layers_dims = st.lists(st.integers(1, 6), min_size=2, max_size=6)


def parameters_of(dims, seed=0):
    rng = np.random.default_rng(seed)
    parameters = {}
    for layer in range(1, len(dims)):
        parameters[f"W{layer}"] = rng.normal(size=(dims[layer], dims[layer - 1]))
        parameters[f"b{layer}"] = rng.normal(size=(dims[layer], 1))
    return parameters


@given(st.floats(-700, 700))
def test_sigmoid_is_the_logistic_function(x):
    expected = 1 / (1 + math.exp(-x))

    assert sigmoid(x) == pytest.approx(expected, rel=1e-14)


def test_sigmoid_of_huge_numbers_neither_overflows_nor_warns():
    with np.errstate(all="raise", under="ignore"):
        values = sigmoid(np.array([-1e5, 1e5]))

    np.testing.assert_array_equal(values, [0, 1])


@pytest.mark.parametrize("x", [-30.0, -1.0, 0.0, 2.0, 40.0])
def test_sigmoid_carries_a_complex_step_through(x):
    step = sigmoid(x + 1e-30j)

    slope = math.exp(-abs(x)) / (1 + math.exp(-abs(x))) ** 2
    assert step.imag / 1e-30 == pytest.approx(slope, rel=1e-14)


def test_relu_keeps_what_is_positive():
    np.testing.assert_array_equal(relu(np.array([[-2.0, 0.0], [3.0, -0.5]])), [[0, 0], [3, 0]])


def test_relu_judges_a_complex_number_by_its_real_part():
    np.testing.assert_array_equal(relu(np.array([1 + 2j, -1 + 2j])), [1 + 2j, 0])


@given(layers_dims)
def test_a_dictionary_comes_back_from_its_vector(dims):
    parameters = parameters_of(dims)

    theta, keys = dictionary_to_vector(parameters)
    back = vector_to_dictionary(theta, dims)

    assert theta.shape == (sum(value.size for value in parameters.values()), 1)
    assert len(keys) == len(theta)
    assert list(back) == list(parameters)
    for name, value in parameters.items():
        np.testing.assert_array_equal(back[name], value)


@given(layers_dims)
def test_gradients_are_stacked_in_the_order_of_the_parameters(dims):
    parameters = parameters_of(dims)
    gradients = {"dZ1": None, **{f"d{k}": v for k, v in reversed(parameters.items())}}

    np.testing.assert_array_equal(
        gradients_to_vector(gradients), dictionary_to_vector(parameters)[0]
    )


def test_keys_name_the_block_of_each_entry():
    _, keys = dictionary_to_vector(parameters_of([2, 1]))

    assert keys == ["W1", "W1", "b1"]


def test_the_classic_network_needs_no_layers_dims():
    _, _, parameters = gradient_check_n_test_case()

    theta, _ = dictionary_to_vector(parameters)

    assert theta.shape == (47, 1)
    assert {k: v.shape for k, v in vector_to_dictionary(theta).items()} == {
        "W1": (5, 4), "b1": (5, 1), "W2": (3, 5), "b2": (3, 1), "W3": (1, 3), "b3": (1, 1),
    }  # fmt: skip


def test_the_arrays_of_the_dictionary_are_copies():
    theta, _ = dictionary_to_vector(gradient_check_n_test_case()[2])
    before = theta.copy()

    vector_to_dictionary(theta)["W1"][0, 0] += 1

    np.testing.assert_array_equal(theta, before)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: vector_to_dictionary(np.zeros(46)), "4-5-3-1 network has 47 parameters.*46"),
        (lambda: dictionary_to_vector({"W": np.zeros((1, 1))}), "no W1; its keys are"),
        (lambda: dictionary_to_vector({"W1": np.zeros((1, 1))}), "W1 but no b1"),
        (lambda: gradients_to_vector({"W1": np.zeros((1, 1))}), "no dW1"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    ("difference", "word"),
    [(1e-9, "correct"), (1.19e-7, "correct"), (3e-7, "wrong"), (np.nan, "wrong")],
)
def test_the_verdict_follows_the_threshold_and_nan_is_wrong(capsys, difference, word):
    print_verdict(difference)

    assert f"The gradient is {word}" in capsys.readouterr().out


def test_the_test_case_is_the_classic_draw():
    np.random.seed(1)
    expected_X = np.random.randn(4, 3)
    expected_W1 = np.random.randn(5, 4)
    np.random.randn(5, 1)
    expected_W2 = np.random.randn(3, 5)

    X, Y, parameters = gradient_check_n_test_case()

    np.testing.assert_array_equal(X, expected_X)
    np.testing.assert_array_equal(parameters["W1"], expected_W1)
    np.testing.assert_array_equal(parameters["W2"], expected_W2)
    assert Y.tolist() == [1, 1, 0]
    assert X[0, 0] == pytest.approx(1.62434536)


def test_the_test_case_leaves_the_global_generator_alone():
    np.random.seed(5)
    expected = np.random.rand()

    np.random.seed(5)
    gradient_check_n_test_case()

    assert np.random.rand() == expected
