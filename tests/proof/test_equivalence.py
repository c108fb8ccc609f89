"""On random calls, changes that matter show, and changes that do not matter do not."""

import importlib

import numpy as np
import pytest

from autograder.course import CourseError
from autograder.proof import notebooks
from autograder.proof.equivalence import difference, observe
from autograder.proof.notebooks import NOTEBOOKS
from autograder.variants.calls import Call
from autograder.variants.variant import Edit

STEP = 3
"""Every which mistake of the catalogues is looked for."""
ITEMS = [(notebook, item) for notebook in NOTEBOOKS for item in notebooks.points(notebook)]
DOES_THE_SAME = {
    # Measured slopes, exact to rounding.
    "slope_by_unit_step", "slope_by_two_calls", "slope_by_complex_step", "slope_by_calling_J",
    "backward_n_by_complex_step", "cost_with_complex_steps", "back_by_differences",
    # Somebody else's work.
    "cost_by_the_loop", "cost_half_by_the_loop", "cost_is_the_loop",
    "vector_borrowed", "gradient_borrowed", "blocks_borrowed",
    # Loops, where none should be.
    "cost_loops_backwards", "cost_comprehends_backwards", "cost_comprehends_targets",
    "cost_vectorizes", "cost_maps", "cost_copies_the_loop",
}  # fmt: skip
"""Variants that lose points for how they are written."""

BACK = "backward_propagation_n"
HARMLESS = [
    ("gradient_checking", BACK, "dZ2 = dA2 * (A2 > 0)", "dZ2 = dA2 * (Z2 >= 0)"),
    ("gradient_checking", BACK, "1 / m * dZ3 @ A2.T", "np.dot(dZ3, A2.T) / m"),
    ("gradient_checking", "gradient_check", "np.linalg.norm(grad - gradapprox)",
     "abs(gradapprox - grad)"),
    ("gradient_checking", "gradient_check_n", "(J_plus - J_minus) / (2 * epsilon)",
     "J_plus / epsilon / 2 - J_minus / (epsilon * 2)"),
    ("deep_network", "dictionary_to_vector", "np.concatenate(columns)", "np.vstack(columns)"),
    ("regularization", "forward_propagation_with_dropout", "D2 = np.random.rand(",
     "D2 = 1.0 * np.random.rand("),
    ("initialization", "initialize_parameters_he", "np.sqrt(2 / n_in)", "(n_in / 2) ** -0.5"),
    ("debugging", "sigmoid", "np.exp(-z)", "np.e ** np.negative(z)"),
]  # fmt: skip

HARMFUL = [
    ("gradient_checking", BACK, "1 / m * dZ3 @ A2.T", "1.001 / m * dZ3 @ A2.T"),
    ("gradient_checking", BACK, "dZ3 = A3 - Y", "dZ3 = A3\n    dZ3 -= Y"),
    ("gradient_checking", BACK, 'gradients = {"dZ3": dZ3,', "gradients = {"),
    ("gradient_checking", BACK, "dZ2 = dA2 * (A2 > 0)", "dZ2 = dA2 * (A2 >= 0)"),
    ("gradient_checking", "gradient_check", "print_verdict(difference)", "print('done')"),
    ("gradient_checking", "gradient_check", "epsilon=1e-7", "epsilon=2e-7"),
    ("gradient_checking", "gradient_check_n", "theta_minus[i] -= epsilon", "pass"),
    ("deep_network", "gradient_check", "        theta[i, 0] = number\n", ""),
    ("deep_network", "dictionary_to_vector", "np.concatenate(columns)",
     "np.concatenate(columns).T"),
    ("initialization", "initialize_parameters_zeros", "np.zeros((layers_dims[layer], 1))",
     "np.zeros(layers_dims[layer])"),
    ("regularization", "backward_propagation_with_dropout", "dA1 = dA1 * D1 / keep_prob",
     "dA1 = dA1 * D1"),
    ("debugging", "relative_difference", "return np.", "return np.no_such_name."),
]  # fmt: skip


def inputs(notebook):
    """The draws of a notebook, one for each graded item."""
    return importlib.import_module(f"autograder.variants.{notebook}_inputs").INPUTS


def found(notebook, item, changes, count=200):
    """A call on which the changed solution does something else than the reference, or None."""
    functions = (notebooks.functions(notebook, some) for some in ((), changes))
    before, after = (getattr(each, item) for each in functions)
    return difference(before, after, inputs(notebook)[item], seed=0, count=count)


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_every_graded_item_has_its_random_calls(notebook):
    assert set(inputs(notebook)) == set(notebooks.points(notebook))


@pytest.mark.parametrize(("notebook", "item"), ITEMS)
def test_a_reference_does_the_same_as_itself(notebook, item):
    assert found(notebook, item, []) is None


@pytest.mark.parametrize(("notebook", "item"), ITEMS)
def test_the_reference_can_answer_every_call(notebook, item):
    function, draw = getattr(notebooks.functions(notebook), item), inputs(notebook)[item]

    for seed in range(50):
        assert observe(function, draw(np.random.default_rng(seed)), seed).raised == ""


@pytest.mark.parametrize(("notebook", "item", "old", "new"), HARMLESS)
def test_a_harmless_change_makes_no_difference(notebook, item, old, new):
    assert found(notebook, item, [Edit(item, old, new)], count=60) is None


@pytest.mark.parametrize(("notebook", "item", "old", "new"), HARMFUL)
def test_a_change_that_matters_makes_a_difference(notebook, item, old, new):
    assert found(notebook, item, [Edit(item, old, new)]) is not None


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_mistakes_of_the_catalogue_are_found(notebook):
    mistakes = [v for v in notebooks.catalogue(notebook).BUGGED if v.name not in DOES_THE_SAME]

    overlooked = {
        (variant.name, item)
        for variant in mistakes[::STEP]
        for item in variant.marks
        if found(notebook, item, variant.changes) is None
    }

    assert overlooked == set()


def test_the_call_that_shows_the_difference_is_returned():
    def draw(rng):
        return Call((int(rng.integers(10)),))

    call = difference(lambda x: x, lambda x: min(x, 6), draw, seed=0)

    assert call.arguments[0] > 6


def test_the_reference_answers_each_call_once():
    asked = []

    def reference(x):
        asked.append(x)
        return x

    def draw(rng):
        return Call((rng.random(),))

    for _ in range(3):
        assert difference(reference, np.copy, draw, seed=0) is None
    assert len(asked) == 200


def test_a_function_that_works_in_its_arguments_spoils_no_other_comparison():
    def draw(rng):
        return Call((rng.random(3),), {"options": [1]})

    def reference(x, options):
        return x + options

    def spoils(x, options):
        options.clear()
        x *= 2
        return x

    assert difference(reference, spoils, draw, seed=0) is not None
    assert difference(reference, lambda x, options: options + x, draw, seed=0) is None


def test_the_noise_of_differences_is_no_difference_up_to_the_floor():
    def draw(rng, floor):
        return Call((rng.random(),), floor=floor)

    def noisy(x):
        return 1e-9 * np.sin(1e9 * x)

    assert difference(np.zeros_like, noisy, lambda rng: draw(rng, 1e-6), seed=0) is None
    assert difference(np.zeros_like, noisy, lambda rng: draw(rng, 0.0), seed=0) is not None


def test_calls_that_the_reference_cannot_answer_are_no_proof():
    def triple(x):
        return 3 * x

    with pytest.raises(CourseError, match="the reference itself raises TypeError"):
        difference(triple, triple, lambda rng: Call(({rng.random()},)), seed=0)


def test_one_call_again_and_again_is_no_proof():
    with pytest.raises(CourseError, match="INPUTS of sqrt draw the same arguments"):
        difference(np.sqrt, np.sqrt, lambda rng: Call((4.0,)), seed=0)


@pytest.mark.parametrize("values", [np.array([1j, 2j]), np.array(["a", "b"])])
def test_arrays_of_anything_can_be_compared(values):
    def reverse(x):
        return x[::-1]

    def draw(rng):
        return Call((np.repeat(values, rng.integers(1, 9)),))

    assert difference(np.copy, np.copy, draw, seed=0) is None
    assert difference(np.copy, reverse, draw, seed=0) is not None
