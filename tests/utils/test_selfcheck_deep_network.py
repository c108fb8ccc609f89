"""The self-checks of the deep-network notebook help in words, and never say what to write."""

import types

import numpy as np
import pytest

import selfcheck_deep_network as selfcheck
from autograder.proof import notebooks
from autograder.proof.notebooks import define_functions
from autograder.variants.deep_network import BUGGED, RIGHT
from selfcheck import NotYet

NOTEBOOK = "deep_network"
EXERCISES = list(notebooks.points(NOTEBOOK))
# Dishonest, or wrong in a detail: what only the hidden tests look at.
LEFT_TO_THE_HIDDEN_TESTS = {
    "blocks_of_half_the_digits",
    "blocks_without_signs",
    "check_default_epsilon",
    "vector_pops",
    "vector_float32",
    "vector_reshapes_the_weights",
    "vector_borrowed",
    "gradient_pops",
    "gradient_renames",
    "gradient_borrowed",
    "blocks_of_integers",
    "blocks_flatten_the_vector",
    "blocks_empty_the_vector",
    "blocks_pop_the_sizes",
    "blocks_borrowed",
    "cost_adds_to_parameters",
    "check_nudges_the_parameters",
    "check_changes_gradients",
    "check_mean_of_ratios",
}


def run(exercise, functions):
    getattr(selfcheck, exercise)(getattr(functions, exercise))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_reference_is_on_track(exercise, capsys):
    run(exercise, notebooks.functions(NOTEBOOK))

    captured = capsys.readouterr()
    assert "On track" in captured.out
    assert captured.err == ""


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_untouched_release_is_not_there_yet(exercise):
    with pytest.raises(NotYet, match="still raises NotImplementedError"):
        run(exercise, define_functions(notebooks.release(NOTEBOOK)))


@pytest.mark.parametrize("variant", RIGHT, ids=lambda variant: variant.name)
def test_right_solutions_in_any_style_are_on_track(variant):
    functions = notebooks.functions(NOTEBOOK, variant.changes)

    for exercise in EXERCISES:
        run(exercise, functions)


def outcomes(variant):
    """What the self-check says of each exercise that the variant gets wrong."""
    functions = notebooks.functions(NOTEBOOK, variant.changes)
    for exercise in variant.marks:
        try:
            run(exercise, functions)
        except Exception as error:
            yield error
        else:
            yield None


@pytest.mark.parametrize("variant", BUGGED, ids=lambda variant: variant.name)
def test_bugs_are_noticed_but_for_those_left_to_the_hidden_tests(variant):
    noticed = [error is not None for error in outcomes(variant)]

    assert noticed == [variant.name not in LEFT_TO_THE_HIDDEN_TESTS] * len(noticed)


@pytest.mark.parametrize("variant", BUGGED, ids=lambda variant: variant.name)
def test_no_message_quotes_the_solution(variant):
    for error in outcomes(variant):
        if isinstance(error, NotYet):
            for giveaway in ("reshape", "concatenate", "compute_cost", "//", ".T", "norm(", "/ (2"):
                assert giveaway not in str(error)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "vector_flat",
            r"the shape \(25,\). A column of 25 numbers has .*\(25, 1\)",
        ),
        ("vector_sorted_as_text", "eleven layers: the vector should count up, but"),
        ("vector_in_dictionary_order", "the dictionary was filled from the end"),
        ("vector_with_keys", "the vector alone"),
        ("gradient_takes_dA", r"25 numbers should go into the vector, and yours has"),
        ("blocks_wide", r"W1 came out with the shape \(3, 2\)"),
        ("blocks_count_from_zero", "the dictionary has no"),
        ("cost_with_relu", "whose cost with tanh is"),
        ("cost_is_a_sum", "With two examples"),
        ("check_piles_up", "move one parameter at a time"),
        ("check_one_sided", "Does it step to both sides"),
        ("check_forgets_biases", "Does your loop visit every parameter"),
        ("check_ignores_epsilon", "use the epsilon that it is given"),
        ("check_no_ratio", "point just the wrong way"),
        ("check_forgets_the_activation", "What becomes of hidden_layers_activation_fn"),
    ],
)
def test_what_is_wrong_is_said_in_words(name, words):
    (variant,) = [variant for variant in BUGGED if variant.name == name]

    with pytest.raises(NotYet, match=words):
        run(next(iter(variant.marks)), notebooks.functions(NOTEBOOK, variant.changes))


@pytest.mark.parametrize("answer", [None, "25", 3.0, [], {}, np.zeros((2, 2)), (np.zeros(3), [])])
@pytest.mark.parametrize("exercise", EXERCISES)
def test_nonsense_is_explained(exercise, answer):
    def nonsense(*args, **kwargs):
        return answer

    with pytest.raises(NotYet):
        getattr(selfcheck, exercise)(nonsense)


def test_while_grading_no_function_is_called(monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")

    def called(*args):
        raise AssertionError("called")

    selfcheck.gradient_check(called)

    assert capsys.readouterr().out == ""


def test_every_exercise_has_its_self_check_in_the_notebook():
    called = {
        line.partition("(")[0].removeprefix("selfcheck.")
        for cell in notebooks.source(NOTEBOOK).cells
        for line in cell.source.split("\n")
        if line.startswith("selfcheck.")
    }

    assert called == set(EXERCISES)
    assert all(isinstance(getattr(selfcheck, name), types.FunctionType) for name in called)
