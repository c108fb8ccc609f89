"""Self-checks say in words whether a function is on track, and never what to write."""

import sys
import types

import pytest

import selfcheck_gradient_checking as selfcheck
from autograder.proof.notebooks import define_functions
from autograder.variants.gradient_checking import BUGGED, RIGHT
from autograder.variants.submissions import changed_submission
from selfcheck import NotYet

ARGUMENTS = {
    "forward_propagation": ["forward_propagation"],
    "backward_propagation": ["backward_propagation", "forward_propagation"],
    "gradient_check": ["gradient_check"],
    "gradient_check_n": ["gradient_check_n", "forward_propagation_n"],
    "backward_propagation_n": ["backward_propagation_n", "forward_propagation_n"],
}
# Inexact, or dishonest, or wrong in a detail: what only the hidden tests look at.
LEFT_TO_THE_HIDDEN_TESTS = {
    "slope_by_complex_step_of_J",
    "check_default_epsilon",
    "check_prints_the_opposite",
    "check_abs_of_theta",
    "check_at_least_one",
    "check_n_default_epsilon",
    "check_n_prints_the_opposite",
    "check_n_at_least_one",
    "slope_by_differences",
    "slope_by_unit_step",
    "slope_by_two_calls",
    "slope_by_complex_step",
    "backward_n_by_complex_step",
    "check_n_threshold",
    "check_prints_nothing",
    "slope_by_inline_differences",
    "backward_n_by_differences",
    "backward_n_by_inline_differences",
    "check_n_piles_up",
    "check_n_adds_before_norm",
    "check_n_changes_gradients",
    "check_adds_before_norm",
    "A3_moved",
    "J_rounded",
    "J_as_integer",
    "slope_by_calling_J",
    "check_divides_by_one_norm",
    "slope_by_relative_step",
    "slope_as_quotient",
    "check_divides_by_mean",
    "check_divides_by_larger",
    "check_squared_lengths",
    "check_prints_when_not_asked",
    "check_n_minus_is_theta",
    "check_n_divides_by_one_norm",
    "check_n_divides_by_larger",
    "check_n_squared_lengths",
    "check_n_prints_when_not_asked",
    "check_n_leaves_traces",
    "dA1_masked_too",
    "A2_made_a_mask",
    "dA2_left_out",
}


CRASHES = (NameError, TypeError, ValueError)
"""What a student's function may raise by itself: it is shown as it is."""


def run(exercise, functions):
    getattr(selfcheck, exercise)(*(getattr(functions, name) for name in ARGUMENTS[exercise]))


@pytest.mark.parametrize("exercise", ARGUMENTS)
def test_the_reference_is_on_track(exercise, solutions, capsys):
    run(exercise, solutions)

    assert "On track" in capsys.readouterr().out


@pytest.mark.parametrize("exercise", ARGUMENTS)
def test_the_untouched_release_is_not_there_yet(exercise, release):
    with pytest.raises(NotYet):
        run(exercise, define_functions(release))


@pytest.mark.parametrize("variant", RIGHT, ids=lambda variant: variant.name)
def test_right_solutions_in_any_style_are_on_track(variant, reference):
    functions = define_functions(changed_submission(reference, variant.changes))

    for exercise in ARGUMENTS:
        run(exercise, functions)


@pytest.mark.parametrize("variant", BUGGED, ids=lambda variant: variant.name)
def test_bugs_are_noticed_but_for_those_left_to_the_hidden_tests(variant, reference):
    functions = define_functions(changed_submission(reference, variant.changes))
    (exercise,) = variant.marks

    if variant.name in LEFT_TO_THE_HIDDEN_TESTS:
        run(exercise, functions)
    else:
        with pytest.raises((NotYet, *CRASHES)):
            run(exercise, functions)


@pytest.mark.parametrize("variant", BUGGED, ids=lambda variant: variant.name)
def test_no_message_quotes_the_solution(variant, reference):
    functions = define_functions(changed_submission(reference, variant.changes))
    (exercise,) = variant.marks
    message = ""
    try:
        run(exercise, functions)
    except (NotYet, *CRASHES) as error:
        message = str(error)

    giveaways = {"theta * x", "theta times x", "1 / m", "1/m", "A1.T", "dW2", "keepdims"}
    if variant.name in ("dW2_transposed", "dW2_left_out"):
        giveaways -= {"dW2"}  # what is missing or misshapen may be told by its name
    assert not any(giveaway in message for giveaway in giveaways)


def test_jupyter_shows_the_message_without_a_traceback():
    shown = NotYet("Look again.")._render_traceback_()

    assert len(shown) == 1
    assert "Not yet" in shown[0]
    assert "Look again." in shown[0]


def test_while_grading_no_function_is_called(monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")

    def endless(x, theta):
        raise AssertionError("called")

    selfcheck.backward_propagation(endless, endless)

    assert capsys.readouterr().out == ""


def test_an_exception_of_the_students_keeps_its_traceback():
    def broken(x, theta):
        return x[0]

    with pytest.raises(TypeError):
        selfcheck.forward_propagation(broken)


def test_warnings_do_not_reach_stderr(capsys):
    def noisy(x, theta):
        print("careful", file=sys.stderr)
        return x * theta

    selfcheck.forward_propagation(noisy)

    captured = capsys.readouterr()
    assert captured.err == ""
    assert "careful" in captured.out


@pytest.mark.parametrize(
    ("answer", "words"),
    [(None, "returned nothing"), ("8", "should return a number"), (float("nan"), "not a finite")],
)
def test_an_answer_that_is_no_number_is_explained(answer, words):
    with pytest.raises(NotYet, match=words):
        selfcheck.forward_propagation(lambda x, theta: answer)


def test_every_exercise_has_its_self_check_in_the_notebook(source):
    called = {
        line.partition("(")[0].removeprefix("selfcheck.")
        for cell in source.cells
        for line in cell.source.split("\n")
        if line.startswith("selfcheck.")
    }

    assert called == set(ARGUMENTS)
    assert all(isinstance(getattr(selfcheck, name), types.FunctionType) for name in called)
