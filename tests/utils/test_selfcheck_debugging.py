"""The self-checks of the debugging notebook help in words, and never say what to write."""

import nbformat
import numpy as np
import pytest

import selfcheck_debugging as selfcheck
from autograder.build import regions
from autograder.build.authored import DEFAULT_STUB
from autograder.proof import notebooks
from autograder.proof.notebooks import define_functions
from autograder.variants.debugging import BUGGED, RIGHT
from selfcheck import NotYet

ARGUMENTS = {
    "sigmoid": ["sigmoid"],
    "numerical_gradient": ["numerical_gradient"],
    "relative_difference": ["relative_difference"],
    "cost_and_gradient": ["cost_and_gradient", "cost_and_gradient_loop"],
}
# Dishonest, or wrong in a detail: what only the hidden tests look at.
LEFT_TO_THE_HIDDEN_TESTS = {
    "sigmoid_in_place",
    "ratio_in_place",
    "cost_in_place",
    "cost_labels_changed",
    "cost_with_complex_steps",
    "numerical_default_epsilon",
}
OWN_ERRORS = (NameError, TypeError, ValueError, IndexError, AttributeError)
GIVEAWAYS = (
    "exp(",
    "-z",
    "minus",
    "range",
    "norm",
    "lambd *",
    "weights",
    "A3",
    "1 - ",
    ".T",
    "keepdims",
    "/ m",
    "bias",
)


def run(exercise, functions):
    getattr(selfcheck, exercise)(*(getattr(functions, name) for name in ARGUMENTS[exercise]))


@pytest.fixture(scope="module")
def release():
    notebook = nbformat.from_dict(notebooks.source("debugging"))
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = "\n".join(regions.released(cell.source.split("\n"), DEFAULT_STUB))
    return notebook


@pytest.mark.parametrize("exercise", ARGUMENTS)
def test_the_reference_is_on_track(exercise, capsys):
    run(exercise, notebooks.functions("debugging"))

    captured = capsys.readouterr()
    assert "On track" in captured.out
    assert captured.err == ""


@pytest.mark.parametrize("exercise", ARGUMENTS)
def test_the_untouched_release_is_not_there_yet(exercise, release):
    with pytest.raises(NotYet):
        run(exercise, define_functions(release))


@pytest.mark.parametrize("variant", RIGHT, ids=lambda variant: variant.name)
def test_right_solutions_in_any_style_are_on_track(variant):
    functions = notebooks.functions("debugging", variant.changes)

    run(variant.changes[0].function, functions)


@pytest.mark.parametrize("variant", BUGGED, ids=lambda variant: variant.name)
def test_bugs_are_noticed_but_for_those_left_to_the_hidden_tests(variant):
    functions = notebooks.functions("debugging", variant.changes)
    (exercise,) = variant.marks

    if variant.name in LEFT_TO_THE_HIDDEN_TESTS:
        run(exercise, functions)
    else:
        with pytest.raises((NotYet, *OWN_ERRORS)) as caught:
            run(exercise, functions)
        if caught.type is NotYet:
            assert not [words for words in GIVEAWAYS if words in str(caught.value)]


def test_a_sigmoid_that_is_not_mended_yet_does_not_spoil_exercise_4():
    functions = notebooks.functions("debugging")
    functions.cost_and_gradient.__globals__["sigmoid"] = lambda z: 1 / (1 + np.exp(z))

    run("cost_and_gradient", functions)


@pytest.mark.parametrize("exercise", ARGUMENTS)
@pytest.mark.parametrize("answer", [None, "0", np.nan, (1.0, None), np.zeros(7)])
def test_nonsense_is_explained(exercise, answer):
    loop = notebooks.functions("debugging").cost_and_gradient_loop

    with pytest.raises(NotYet):
        getattr(selfcheck, exercise)(lambda *_, **__: answer, *[loop][: exercise[0] == "c"])


def test_a_loop_is_told_by_its_lines():
    functions = notebooks.functions("debugging")

    with pytest.raises(NotYet, match="lines of Python more, so somewhere it goes through"):
        selfcheck.cost_and_gradient(
            functions.cost_and_gradient_loop, functions.cost_and_gradient_loop
        )


def test_every_exercise_has_its_self_check_in_the_notebook():
    called = {
        line.partition("(")[0].removeprefix("selfcheck.")
        for cell in notebooks.source("debugging").cells
        for line in cell.source.split("\n")
        if line.startswith("selfcheck.")
    }

    assert called == set(ARGUMENTS)
