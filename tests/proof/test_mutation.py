"""Mutants: one change each, in the student's part, and each is caught or proven to be equal."""

import ast
import importlib

import pytest

from autograder.course import CourseError
from autograder.hidden_tests.rubric import Rubric
from autograder.proof import mutation_run, notebooks
from autograder.proof.judging import judge
from autograder.proof.mutation import Mutant, mutants
from autograder.proof.mutation_names import names_alike
from autograder.proof.mutation_run import Fate, mutants_of, run_mutant
from autograder.proof.notebooks import NOTEBOOKS
from autograder.variants.variant import Rewrite

ITEMS = [(notebook, item) for notebook in NOTEBOOKS for item in notebooks.points(notebook)]
STEP = 12
"""Every which mutant of each item is run here; the slow test of the counts runs them all."""


def bodies(source, **options):
    """The mutants of a function ``f``, by what its last line becomes."""
    return {mutant.source.split("\n")[-1].strip() for mutant in mutants("f", source, **options)}


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("return 1 / m * x", ["return 1 * m * x", "return m * x", "return 1 / m"]),
        ("return a - b", ["return a + b", "return b - a", "return a", "return b"]),
        ("return np.sum(x, axis=1, keepdims=True)",
         ["return np.sum(x, axis=0, keepdims=True)", "return np.sum(x, axis=1, keepdims=False)",
          "return np.sum(x, keepdims=True)", "return np.sum(x, axis=1)", "return x",
          "return np.mean(x, axis=1, keepdims=True)"]),
        ("return a > 0", ["return a >= 0", "return a < 0", "return a > 1"]),
        ("return W.T @ d",
         ["return W @ d", "return W.T @ d.T", "return W.T * d", "return d @ W.T"]),
        ("return {'dW': w, 'db': b}",
         ["return {'dW_': w, 'db': b}", "return {'dW': w}", "return {'dW': b, 'db': w}"]),
        ("return np.sqrt(2 / n)", ["return 2 / n", "return np.sqrt(3 / n)", "return np.sqrt(2)"]),
        ("return range(n)", ["return range(n - 1)", "return range(1, n)"]),
        ("return x, y", ["return (y, x)", "return x", "return y"]),
        ("return relu(x.copy())",
         ["return sigmoid(x.copy())", "return relu(x)", "return relu(-x.copy())",
          "return relu(x.copy().T)", "return -relu(x.copy())"]),
        ("return d['W1'] + d['b1'] + d['W2'][0]",
         ["return d['b1'] + d['b1'] + d['W2'][0]", "return d['W2'] + d['b1'] + d['W2'][0]",
          "return d['W1'] + d['b1'] + d['W2']"]),
        ("return 3", ["return 4", "return 2", "return 6", "return 0"]),
        ("x -= 1", ["x += 1", "x = 1", "pass"]),
    ],
)  # fmt: skip
def test_mistakes_that_people_make_are_among_the_mutants(line, wrong):
    expected = {ast.unparse(ast.parse(f"def f():\n    {each}")).split("\n")[-1] for each in wrong}

    assert {each.strip() for each in expected} <= bodies(f"def f():\n    {line}")


def test_names_of_the_same_shape_are_mistaken_for_each_other():
    source = "def f(A, Z):\n    return A"

    assert "return Z" in bodies(source, alike={"A": {"Z"}})
    assert "return Z" not in bodies(source)


def test_a_result_is_written_under_another_name():
    source = "def f(A, Z):\n    A = 2 * Z"

    assert "Z = 2 * Z" in bodies(source, alike={"A": {"Z"}})


def test_defaults_are_changed_and_names_of_arguments_docstrings_and_seeds_are_not():
    source = 'def f(x, epsilon=1e-7):\n    """Return 1."""\n    np.random.seed(3)\n    return x'

    assert "def f(x, epsilon=2e-07):" in {m.source.split("\n")[0] for m in mutants("f", source)}
    for mutant in mutants("f", source):
        assert "def f(x, epsilon=" in mutant.source
        assert "Return 1." in mutant.source
        assert "seed(3)" in mutant.source


def test_every_mutant_is_another_text_and_says_what_was_changed():
    found = list(mutants("f", "def f(m):\n    return 1 / m"))

    assert len({mutant.source for mutant in found}) == len(found)
    assert "f, line 2: 1 / m  →  1 * m" in {str(mutant) for mutant in found}


def test_names_are_alike_if_their_values_have_the_same_kind_and_shape():
    import numpy as np

    def function():
        a, b, c = np.ones((2, 3)), np.zeros((2, 3)), np.ones((3, 2))
        n, keys = 5, ["a"]
        return a, b, c, n, keys

    alike = names_alike(function, function)

    assert alike["a"] == {"b"}
    assert alike["c"] == alike["keys"] == alike["n"] == set()


@pytest.mark.parametrize(("notebook", "item"), ITEMS)
def test_the_reference_gets_full_marks_without_its_comments(notebook, item):
    cell = next(cell for cell in notebooks.reference(notebook).cells if cell.id == item)

    judgement = judge(notebook, item, (Rewrite(item, ast.unparse(ast.parse(cell.source))),))

    assert judgement.points == notebooks.points(notebook)[item], judgement.lost


@pytest.mark.parametrize(("notebook", "item"), ITEMS)
def test_some_mutants_of_every_function_are_caught_or_equal(notebook, item):
    outcomes = [run_mutant(notebook, mutant) for mutant in mutants_of(notebook, item)[::STEP]]

    assert [str(outcome.mutant) for outcome in outcomes if not outcome.as_it_must_be] == []


def test_a_mutant_that_the_tests_overlook_survives(monkeypatch):
    tests = notebooks.hidden_tests("gradient_checking")
    monkeypatch.setattr(tests, "forward_propagation", lambda student, seed=None: 10.0)
    mutant = mutants_of("gradient_checking", "forward_propagation")[0]

    outcome = run_mutant("gradient_checking", mutant)

    assert outcome.fate == Fate.SURVIVED
    assert outcome.difference.startswith("forward_propagation(")


def test_a_test_that_refuses_what_is_equal_to_the_reference_is_found_out(monkeypatch):
    def unjust(student, seed=None):
        rubric = Rubric("backward_propagation")
        with rubric.line(10, "uses the right letters"):
            assert "dtheta" not in student.__code__.co_varnames
        return rubric.report()

    tests = notebooks.hidden_tests("gradient_checking")
    monkeypatch.setattr(tests, "backward_propagation", unjust)
    cell = next(
        cell
        for cell in notebooks.reference("gradient_checking").cells
        if cell.id == "backward_propagation"
    )
    same = Mutant("backward_propagation", "none", 1, "", "", cell.source)

    outcome = run_mutant("gradient_checking", same)

    assert (outcome.fate, outcome.line) == (Fate.REFUSED, "uses the right letters")


def test_a_hidden_test_that_breaks_down_proves_nothing(monkeypatch):
    def breaks(student, seed=None):
        raise RuntimeError("a mistake of ours")

    tests = notebooks.hidden_tests("gradient_checking")
    monkeypatch.setattr(tests, "forward_propagation", breaks)
    mutant = Mutant("forward_propagation", "none", 1, "", "", "def forward_propagation(x, y): 0")

    outcome = run_mutant("gradient_checking", mutant)

    assert outcome.fate == Fate.CRASHED
    assert "the hidden test itself raised RuntimeError" in outcome.line


def test_an_endless_mutant_is_stopped_once_and_not_compared(monkeypatch):
    def compare(*_, **__):
        raise AssertionError("the time-out has cost the points")

    monkeypatch.setattr(mutation_run, "LEAST_SECONDS", 0.1)
    monkeypatch.setattr(mutation_run, "difference", compare)
    mutation_run.seconds_for.cache_clear()
    source = "def forward_propagation(x, theta):\n    while True:\n        pass"

    outcome = run_mutant("gradient_checking", Mutant("forward_propagation", "", 1, "", "", source))
    mutation_run.seconds_for.cache_clear()

    assert outcome.fate == Fate.CAUGHT
    assert outcome.line.startswith("it took longer than 0.")


def test_a_mutant_may_take_many_times_as_long_as_the_reference():
    assert 2 <= mutation_run.seconds_for("gradient_checking", "forward_propagation") < 10


def test_without_random_calls_no_mutant_can_be_judged(monkeypatch):
    inputs = importlib.import_module("autograder.variants.gradient_checking_inputs").INPUTS
    monkeypatch.delitem(inputs, "forward_propagation")

    with pytest.raises(CourseError, match=r"write INPUTS\['forward_propagation'\] in autograder/"):
        mutants_of("gradient_checking", "forward_propagation")


def test_a_hidden_test_that_nobody_wrote_is_named(monkeypatch):
    monkeypatch.delattr(notebooks.hidden_tests("gradient_checking"), "forward_propagation")

    with pytest.raises(CourseError, match=r"write forward_propagation\(\) in autograder/hidden_t"):
        judge("gradient_checking", "forward_propagation", ())
