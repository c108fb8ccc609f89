"""The well-known figures come out on the classic case, and on numbers worked by hand."""

import pytest

from autograder.proof.notebooks import define_functions
from autograder.variants.gradient_checking import PLANTED
from autograder.variants.submissions import changed_submission
from test_cases import gradient_check_n_test_case

BOTH, DW2_LEFT, DB1_LEFT = PLANTED


@pytest.mark.parametrize(
    ("changes", "difference", "tolerance"),
    [
        (BOTH.changes, 0.28509315677, 1e-10),
        (DW2_LEFT.changes, 0.17344196893, 1e-9),
        (DB1_LEFT.changes, 0.25442, 1e-4),
        ((), 1.19e-07, 5e-3),
    ],
    ids=["both bugs", "dW2 left", "db1 left", "none left"],
)
def test_the_published_differences_come_out(reference, changes, difference, tolerance):
    notebook = define_functions(changed_submission(reference, changes))
    X, Y, parameters = gradient_check_n_test_case()

    _, cache = notebook.forward_propagation_n(X, Y, parameters)
    gradients = notebook.backward_propagation_n(X, Y, cache)

    assert notebook.gradient_check_n(parameters, gradients, X, Y) == pytest.approx(
        difference, rel=tolerance
    )


def test_the_release_as_handed_out_shows_both_bugs(release, reference):
    handed_out, solved = define_functions(release), define_functions(reference)
    X, Y, parameters = gradient_check_n_test_case()

    _, cache = handed_out.forward_propagation_n(X, Y, parameters)
    gradients = handed_out.backward_propagation_n(X, Y, cache)

    assert solved.gradient_check_n(parameters, gradients, X, Y) == pytest.approx(0.28509315677)


@pytest.mark.parametrize(("x", "theta"), [(2, 4), (3, 4)])
def test_the_one_dimensional_check_is_far_below_the_threshold(solutions, x, theta):
    assert solutions.gradient_check(x, theta) < 1e-9


def test_one_sided_is_off_by_epsilon_and_two_sided_by_nothing(source, capsys):
    (cell,) = [cell for cell in source.cells if cell.id == "two_differences"]

    exec(cell.source, {})

    one_sided, two_sided = capsys.readouterr().out.splitlines()
    assert float(one_sided.split()[-1]) == pytest.approx(0.01)
    assert float(two_sided.split()[-1]) < 1e-10


def test_the_verdict_of_the_notebook_is_green_or_red(solutions, release, capsys):
    X, Y, parameters = gradient_check_n_test_case()
    _, cache = solutions.forward_propagation_n(X, Y, parameters)
    for functions, color, word in [
        (solutions, "\033[32m", "correct"),
        (define_functions(release), "\033[31m", "wrong"),
    ]:
        gradients = functions.backward_propagation_n(X, Y, cache)

        solutions.gradient_check_n(parameters, gradients, X, Y, print_msg=True)

        assert f"{color}The gradient is {word}" in capsys.readouterr().out
