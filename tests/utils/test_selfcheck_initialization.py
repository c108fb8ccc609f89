"""The self-checks of the initialization notebook help, and never say what to write."""

import types

import numpy as np
import pytest

import selfcheck_initialization as selfcheck
from autograder.proof import notebooks
from autograder.proof.notebooks import define_functions
from autograder.variants.initialization import BUGGED, RIGHT
from selfcheck import NotYet

NOTEBOOK = "initialization"
EXERCISES = [
    "initialize_parameters_zeros",
    "initialize_parameters_random",
    "initialize_parameters_he",
]
LEFT_TO_THE_HIDDEN_TESTS = {
    "zeros_eats_its_argument",
    "random_eats_its_argument",
    "he_eats_its_argument",
    # They go wrong with tuples and arrays, which nobody in the notebook hands over.
    "zeros_refuses_arrays",
    "random_refuses_tuples",
    "he_refuses_arrays",
    # Its middle looks much like a Gaussian's.
    "he_truncated",
    # Formulas that are right for many inputs.
    "he_one_input_more",
    "he_one_input_fewer",
    "he_ten_inputs_at_least",
    "he_one_half_at_most",
}
OWN_ERRORS = (AttributeError, IndexError, TypeError)


def run(exercise, functions):
    getattr(selfcheck, exercise)(getattr(functions, exercise))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_reference_is_on_track(exercise, capsys):
    run(exercise, notebooks.functions(NOTEBOOK))

    assert "On track" in capsys.readouterr().out


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_untouched_release_is_not_there_yet(exercise):
    with pytest.raises(NotYet):
        run(exercise, define_functions(notebooks.release(NOTEBOOK)))


@pytest.mark.parametrize("variant", RIGHT, ids=lambda variant: variant.name)
def test_right_solutions_in_any_style_are_on_track(variant):
    functions = notebooks.functions(NOTEBOOK, variant.changes)

    for exercise in EXERCISES:
        run(exercise, functions)


@pytest.mark.parametrize("variant", BUGGED, ids=lambda variant: variant.name)
def test_bugs_are_noticed_but_for_those_left_to_the_hidden_tests(variant):
    functions = notebooks.functions(NOTEBOOK, variant.changes)
    (exercise,) = variant.marks

    if variant.name in LEFT_TO_THE_HIDDEN_TESTS:
        run(exercise, functions)
    else:
        with pytest.raises((NotYet, *OWN_ERRORS)):
            run(exercise, functions)


@pytest.mark.parametrize("variant", BUGGED, ids=lambda variant: variant.name)
def test_no_message_quotes_the_solution(variant):
    functions = notebooks.functions(NOTEBOOK, variant.changes)
    (exercise,) = variant.marks
    message = ""
    try:
        run(exercise, functions)
    except NotYet as error:
        message = str(error)
    except OWN_ERRORS:  # these are the student's own
        pass

    for giveaway in ("np.", "randn", "sqrt", "dims[", "2 /", "2/", "fan"):
        assert giveaway not in message


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda p: None, "returned nothing"),
        (lambda p: list(p.values()), "should return a dictionary"),
        (lambda p: {}, "has nothing"),
        (lambda p: p | {"W1": p["W1"].T}, r"W1 has the shape"),
        (lambda p: p | {"b1": p["b1"].ravel()}, r"b1 has the shape"),
        (lambda p: p | {"W1": "zeros"}, "W1 should be an array of numbers"),
        (lambda p: p | {"W1": p["W1"] + np.nan}, "W1 holds NaN"),
        (lambda p: p | {"W1": p["W1"] + 1}, "W1 is not zero throughout"),
        (lambda p: p | {"W0": p["W1"]}, "one too many"),
        (lambda p: {k: v for k, v in p.items() if k != "b1"}, "there is no b1"),
    ],
)
def test_what_is_off_is_said_in_words(change, words):
    zeros = notebooks.functions(NOTEBOOK).initialize_parameters_zeros

    def changed(layers_dims):
        return change(zeros(layers_dims))

    with pytest.raises(NotYet, match=words):
        selfcheck.initialize_parameters_zeros(changed)


@pytest.mark.parametrize("exercise", EXERCISES[1:])
def test_draws_without_a_seed_are_on_track_every_time(exercise):
    variants = {variant.name: variant for variant in RIGHT}
    name = {"initialize_parameters_random": "random", "initialize_parameters_he": "he"}[exercise]
    functions = notebooks.functions(NOTEBOOK, variants[f"right_{name}_unseeded"].changes)

    for _ in range(30):
        run(exercise, functions)


def test_every_exercise_has_its_self_check_in_the_notebook():
    called = {
        line.partition("(")[0].removeprefix("selfcheck.")
        for cell in notebooks.source(NOTEBOOK).cells
        for line in cell.source.split("\n")
        if line.startswith("selfcheck.")
    }

    assert called == set(EXERCISES)
    assert all(isinstance(getattr(selfcheck, name), types.FunctionType) for name in called)
