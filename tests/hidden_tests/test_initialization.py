"""What the hidden tests of the initialization notebook accept, charge and say."""

import numpy as np
import pytest

from autograder.hidden_tests import draws
from autograder.hidden_tests import initialization as hidden_tests
from autograder.hidden_tests.answers import as_array
from autograder.proof import notebooks
from autograder.variants.initialization import BUGGED, RIGHT

NOTEBOOK = "initialization"
FULL = {
    "initialize_parameters_zeros": 20,
    "initialize_parameters_random": 30,
    "initialize_parameters_he": 50,
}


def variant(name):
    (found,) = [variant for variant in (*BUGGED, *RIGHT) if variant.name == name]
    return found


def judge(name, seed=hidden_tests.SEED):
    """Return the points that a variant gets for the item it changes."""
    changes = variant(name).changes
    item = changes[-1].function
    student = getattr(notebooks.functions(NOTEBOOK, changes), item)
    return getattr(hidden_tests, item)(student, seed)


@pytest.mark.parametrize("item", ["initialize_parameters_random", "initialize_parameters_he"])
def test_a_right_solution_fails_less_than_once_in_a_million(item, monkeypatch, capsys):
    comparisons = []

    def counted(name, count):
        original = getattr(hidden_tests, name)

        def wrapper(*arguments):
            comparisons.append(count)
            return original(*arguments)

        monkeypatch.setattr(hidden_tests, name, wrapper)

    counted("expect_spread", 1)
    counted("spread_alike", 1)
    counted("expect_gaussian", 2)
    getattr(hidden_tests, item)(getattr(notebooks.functions(NOTEBOOK), item))

    assert 0 < sum(comparisons) < 100
    assert sum(comparisons) * draws.ALPHA < 1e-6


@pytest.mark.parametrize(
    "name", ["right_random_unseeded", "right_he_unseeded", "right_he_comprehension"]
)
def test_draws_without_a_seed_get_full_marks_whatever_they_are(name, capsys):
    for seed in range(15):
        assert judge(name, seed) == FULL[variant(name).changes[-1].function]


@pytest.mark.parametrize("item", FULL)
@pytest.mark.parametrize(
    ("change", "charge"),
    [
        (lambda p: {k: v.astype(np.float32) for k, v in p.items()}, (0, 0, 0)),
        (lambda p: {k: v.astype(object) for k, v in p.items()}, (0, 0, 0)),
        (lambda p: {k: v.tolist() for k, v in p.items()}, (0, 0, 0)),
        (lambda p: {k: np.asmatrix(v) for k, v in p.items()}, (0, 0, 0)),
        (lambda p: {k: np.asfortranarray(v) for k, v in p.items()}, (0, 0, 0)),
        (lambda p: p | {"seed": 3, "W": None, "note": (x for x in "ab"), 7: np}, (0, 0, 0)),
        (lambda p: {k: p[k] for k in reversed(p)}, (0, 0, 0)),
        (lambda p: p | {"b1": np.array([["zero"]])}, (10, 9, 13)),
        (lambda p: p | {"W1": None}, (14, 25, 43)),
        (lambda p: p | {"W9": np.zeros((1, 1))}, (5, 5, 7)),
        (lambda p: p | {"b0": np.zeros((1, 1))}, (5, 5, 7)),
    ],
)
def test_odd_types_and_entries_cost_what_they_spoil(item, change, charge, capsys):
    right = getattr(notebooks.functions(NOTEBOOK), item)

    points = getattr(hidden_tests, item)(lambda layers_dims: change(right(layers_dims)))

    assert FULL[item] - points == charge[list(FULL).index(item)]


def test_one_layer_may_have_a_number_for_its_only_bias(capsys):
    zeros = notebooks.functions(NOTEBOOK).initialize_parameters_zeros

    def flat_where_there_is_one_unit(layers_dims):
        answer = zeros(layers_dims)
        return {k: v.ravel() if v.size == 1 else v for k, v in answer.items()}

    assert hidden_tests.initialize_parameters_zeros(flat_where_there_is_one_unit) == 20


@pytest.mark.parametrize("item", FULL)
@pytest.mark.parametrize(
    "answer",
    [
        None,
        0.0,
        np.nan,
        "W1",
        {},
        [],
        np.zeros((2, 2)),
        {"W1": 1, "b1": 2},
        {"W1": 1, "b1": "x"},
        {"W1": np.nan, "b1": np.nan},
        {"W1": np.zeros(0), "b1": np.zeros(0)},
        {None: None},
    ],
    ids=repr,
)
def test_nonsense_earns_about_nothing_and_never_raises(item, answer, capsys):
    assert getattr(hidden_tests, item)(lambda layers_dims: answer) <= 1


@pytest.mark.parametrize("error", [ValueError, GeneratorExit, type("Own", (BaseException,), {})])
@pytest.mark.parametrize("item", FULL)
def test_nothing_but_a_time_out_escapes(item, error, capsys):
    def raising(layers_dims):
        raise error

    assert getattr(hidden_tests, item)(raising) == 0


@pytest.mark.parametrize("item", FULL)
def test_a_time_out_goes_through(item):
    def endless(layers_dims):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        getattr(hidden_tests, item)(endless)


def test_what_a_function_prints_is_dropped(capsys):
    def noisy(layers_dims):
        print("secret noise")
        return hidden_tests.zeros(layers_dims)

    hidden_tests.initialize_parameters_zeros(noisy)

    assert "secret noise" not in capsys.readouterr().out


def test_each_network_is_asked_for_once_but_for_the_argument(capsys):
    asked = []

    def student(layers_dims):
        asked.append(tuple(layers_dims))
        return hidden_tests.zeros(layers_dims)

    hidden_tests.initialize_parameters_zeros(student)

    assert {len(network) - 1 for network in asked} == {1, 2, 3, 4, 5, 6}
    assert len(asked) - len(set(asked)) == 3  # as list, tuple and array


def test_exercise_3_may_rest_on_exercise_2_and_a_slip_there_is_charged_there_only(capsys):
    functions = notebooks.functions(NOTEBOOK, variant("he_on_wrong_random").changes)

    assert hidden_tests.initialize_parameters_random(functions.initialize_parameters_random) == 22
    assert hidden_tests.initialize_parameters_he(functions.initialize_parameters_he) == 50


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("zeros_last_layer_missing", "the returned dictionary has no W3"),
        ("zeros_one_layer_too_many", "W0 belongs to no layer of the"),
        ("zeros_W_transposed", "network should have the shape"),
        ("zeros_b_flat", "should have the shape"),
        ("zeros_W_ones", "is not zero throughout"),
        ("zeros_returns_list", "should return a dictionary, not a list"),
        ("zeros_not_returned", "is the return statement missing?"),
        ("zeros_eats_its_argument", "changed its argument layers_dims"),
        ("random_small", "it should be 10"),
        ("random_uniform", "is not centred on zero"),
        ("random_uniform_both_sides", "their distribution is not Gaussian"),
        ("random_rows_alike", "repeat themselves"),
        ("random_rounded_and_small", "has the standard deviation 0.99"),
        ("he_one_input_more", "W1 of the 2-5000 network has the standard deviation 0.8"),
        ("random_misspelt", "your function raised AttributeError"),
        ("he_xavier", "it should be"),
        ("he_fan_out", "where a layer with as many inputs has"),
        ("he_ten", "their spread does not depend on the fan-in"),
        ("he_returns_in_loop", "there are weights of one layer only"),
    ],
)
def test_what_is_lost_is_told(name, words, capsys):
    judge(name)

    assert words in " ".join(capsys.readouterr().out.split())


def test_numbers_are_read_in_whatever_shape():
    assert as_array({"W1": [1, 2, 3]}, "W1").shape == (3,)
    assert as_array({"W1": 0}, "W1").shape == ()
