"""The self-checks of the regularization notebook help, and never say what to write."""

import pytest

import selfcheck_regularization as selfcheck
from autograder.proof import notebooks
from autograder.proof.notebooks import define_functions
from autograder.variants.regularization import BUGGED, RIGHT
from selfcheck import NotYet

NOTEBOOK = "regularization"
ARGUMENTS = {
    "compute_cost_with_regularization": ["compute_cost_with_regularization"],
    "backward_propagation_with_regularization": [
        "backward_propagation_with_regularization",
        "compute_cost_with_regularization",
    ],
    "forward_propagation_with_dropout": ["forward_propagation_with_dropout"],
    "backward_propagation_with_dropout": [
        "backward_propagation_with_dropout",
        "forward_propagation_with_dropout",
    ],
}
LEFT_TO_THE_HIDDEN_TESTS = {
    # Arguments that are changed, and steps between that nothing depends on.
    "cost_changes_weights",
    "dropout_changes_X",
    "drop_back_changes_cache",
    "back_by_differences",
    "l2_without_dA2",
    # Changes of what the exercise hands out.
    "A1_dropped_too_late",
    "A3_dropped",
    "X_dropped",
    # Penalties of the right size where there is one layer only, or all are alike.
    "cost_square_of_the_norms",
    "cost_largest_layer",
    "cost_norm_of_sums",
    # Masks that are copies of each other.
    "mask_of_the_other_layer",
    "masks_seeded_alike",
    "masks_of_one_state",
    "mask_of_half_the_examples",
    "mask_of_half_the_units",
}
ITS_OWN_ERRORS = (NameError, TypeError, ValueError, LookupError)
"""What the student's code may raise by itself: Python says where."""


def run(exercise, functions):
    getattr(selfcheck, exercise)(*(getattr(functions, name) for name in ARGUMENTS[exercise]))


@pytest.mark.parametrize("exercise", ARGUMENTS)
def test_the_reference_is_on_track(exercise, capsys):
    run(exercise, notebooks.functions(NOTEBOOK))

    assert "On track" in capsys.readouterr().out


@pytest.mark.parametrize("exercise", ARGUMENTS)
def test_the_untouched_release_is_not_there_yet(exercise):
    with pytest.raises(NotYet):
        run(exercise, define_functions(notebooks.release(NOTEBOOK)))


@pytest.mark.parametrize("variant", RIGHT, ids=lambda variant: variant.name)
def test_right_solutions_in_any_style_are_on_track(variant):
    functions = notebooks.functions(NOTEBOOK, variant.changes)

    for exercise in ARGUMENTS:
        run(exercise, functions)


@pytest.mark.parametrize("variant", BUGGED, ids=lambda variant: variant.name)
def test_bugs_are_noticed_but_for_those_left_to_the_hidden_tests(variant):
    functions = notebooks.functions(NOTEBOOK, variant.changes)
    (exercise,) = variant.marks

    if variant.name in LEFT_TO_THE_HIDDEN_TESTS:
        run(exercise, functions)
    else:
        with pytest.raises((NotYet, *ITS_OWN_ERRORS)):
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
    except ITS_OWN_ERRORS:
        pass

    for giveaway in ("lambd / m", "lambd / (2", "square", "np.random", "* D", "/ keep_prob", ".T"):
        assert giveaway not in message


def test_every_exercise_has_its_self_check_in_the_notebook():
    tests = {
        cell.id: cell.source
        for cell in notebooks.source(NOTEBOOK).cells
        if cell.id.startswith("test_")
    }

    for exercise, arguments in ARGUMENTS.items():
        visible = tests[f"test_{exercise}"].partition("### BEGIN")[0]
        assert visible.startswith(f"selfcheck.{exercise}(")
        assert all(name in visible for name in arguments)
