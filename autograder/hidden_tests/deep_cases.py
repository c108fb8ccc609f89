"""Networks of any depth, and the functions that are put under the feet of a student's check."""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from copy import deepcopy

import numpy as np

import gc_utils
from autograder.hidden_tests import decoys, network
from autograder.hidden_tests.answers import arguments_unchanged
from autograder.hidden_tests.gradient_checks import GOOD, Subject
from autograder.hidden_tests.remembering import remembering
from autograder.hidden_tests.rolling import (
    FIRST,
    count,
    counting,
    filled_backwards,
    shapes,
    with_steps,
)
from chain import Chain
from deep_network import L_model_backward, L_model_forward
from replacing import replaced, seen_by

ACTIVATIONS = {"tanh": np.arctanh, "relu": np.positive, "sigmoid": lambda A: np.log(A / (1 - A))}
"""The activations, and where they take a value between 0 and 1."""


def cost(
    X: np.ndarray,
    parameters: network.Parameters,
    Y: np.ndarray,
    hidden_layers_activation_fn: str = "tanh",
) -> float:
    """Return what the student's ``forward_prop_cost`` should return."""
    network.expect_small(X, Y, *parameters.values())
    return float(Chain(X, Y, hidden_layers_activation_fn)(parameters))


@remembering
def its_cost(X: np.ndarray, Y: np.ndarray, parameters: network.Parameters) -> float:
    """Return the cost of a :func:`subject`."""
    return cost(X, parameters, Y)


def right_gradients(case: network.Case, activation: str = "tanh") -> decoys.Gradients:
    """Return the gradients of a case with another activation in its hidden layers, dA too."""
    AL, caches = L_model_forward(case.X, case.parameters, activation)
    return L_model_backward(AL, case.Y, caches, activation)


def subject(
    rng: np.random.Generator, layers_dims: Sequence[int], m: int, x_scale: float = 1.0
) -> Subject:
    """Draw a network with tanh in its hidden layers, on which no block has a gradient near zero.

    Nor has the very first parameter, which loops leave out most often. Unless the inputs are scaled
    down, :func:`decoys.slopes_are_clear`.

    Parameters
    ----------
    rng, layers_dims, m, x_scale : as for :func:`network.random_case`.
    """
    while True:
        case = network.random_case(rng, layers_dims, m, x_scale)
        right = right_gradients(case)
        sizes = {name: np.linalg.norm(right[f"d{name}"]) for name in case.parameters}
        first_counts = abs(right["dW1"][0, 0]) > 0.1 * sizes["W1"]
        sizes["W1"] /= x_scale
        clear = x_scale < 1 or decoys.slopes_are_clear(right)
        if clear and first_counts and min(sizes.values()) > 1e-2:
            return Subject(case, its_cost, right)


def sizes_of(case: network.Case) -> list[int]:
    """Return the ``layers_dims`` of a case."""
    biases = [b for name, b in case.parameters.items() if name.startswith("b")]
    return [len(case.X), *map(len, biases)]


def same_output_cases(rng: np.random.Generator) -> dict[str, network.Case]:
    """Return a network for each activation; with it, all of them have the same output.

    A function that mixes the activations up tells by this, whatever it makes of the output: with
    another activation than its own, the cost of a network is another one by a twentieth or more.

    Parameters
    ----------
    rng : where the numbers come from.
    """
    while True:
        cases = _same_output_cases(rng)
        right = its_cost(*cases["tanh"])
        if abs(its_cost(*cases["relu"]) - right) > 0.05 * right:
            return cases


def _same_output_cases(rng: np.random.Generator) -> dict[str, network.Case]:
    X, Y = rng.standard_normal((4, 1)), np.array([[1]])
    first, second = (rng.uniform(0.2, 0.8, (n, 1)) for n in (3, 2))
    weights = [rng.standard_normal(shape) for shape in ((3, 4), (2, 3), (1, 2))]
    cases = {}
    for name, inverse in ACTIVATIONS.items():
        parameters = {f"W{layer}": W for layer, W in enumerate(weights, start=1)}
        parameters["b1"] = inverse(first) - weights[0] @ X
        parameters["b2"] = inverse(second) - weights[1] @ first
        parameters["b3"] = np.array([[0.3]])
        cases[name] = network.Case(X, Y, parameters)
    return cases


Form = Callable[[float], float | np.ndarray]
"""What makes of a number what stands for one: the number itself, or an array."""


def as_it_is(number: float) -> float:
    """Return the number."""
    return number


def as_forward_prop_cost(cost: decoys.Cost, form: Form = as_it_is) -> Callable:
    """Return a cost of X, Y and parameters with the signature of ``forward_prop_cost``."""

    def forward_prop_cost(X, parameters, Y, hidden_layers_activation_fn="tanh"):
        expect_rows(X, Y)
        return form(cost(X, Y, parameters))

    return forward_prop_cost


def expect_rows(X: np.ndarray, Y: np.ndarray) -> None:
    """Raise a ValueError unless there is a row of labels, one for each column of X."""
    m = np.shape(X)[-1]
    if np.shape(Y) not in ((1, m), (m,)):
        raise ValueError(f"Y should have the shape (1, {m}), not {np.shape(Y)}")


def form_that_fits(student: Callable, case: network.Case, call: Callable[[], object]) -> Form:
    """Return in which form a check wants its costs: as numbers, unless it only runs with another.

    The student's own ``forward_prop_cost`` may return arrays with one element, and the check may
    be written for those.

    Parameters
    ----------
    student : the check. case : what to ask ``forward_prop_cost`` about. call : calls the check.
    """
    try:
        X, Y, parameters = deepcopy(case)
        shape = np.shape(seen_by(student, "forward_prop_cost")(X, parameters, Y, "tanh"))
    except Exception:  # the student's
        return as_it_is
    if math.prod(shape) != 1:
        return as_it_is
    for form in (as_it_is, lambda number: np.full(shape, number)):
        for stand_ins in ({}, HELPERS):
            try:
                with replaced(
                    student, forward_prop_cost=as_forward_prop_cost(its_cost, form), **stand_ins
                ):
                    call()
            except Exception:  # whatever does not fit
                continue
            return form
    return as_it_is


def dictionary_to_vector(params_dict: network.Parameters) -> np.ndarray:
    """Return what the student's function of this name should return."""
    return gc_utils.dictionary_to_vector(params_dict)[0]


def vector_to_dictionary(vector: np.ndarray, layers_dims: Sequence[int]) -> network.Parameters:
    """Return what the student's function of this name should return.

    The arrays share the memory of the vector, as those of most students do: a check that nudges it
    before the costs are computed goes wrong with them.
    """
    parameters, start = {}, 0
    for name, (rows, columns) in shapes(layers_dims).items():
        stop = start + rows * columns
        parameters[name] = vector[start:stop].reshape(rows, columns)
        start = stop
    return parameters


HELPERS = {
    "dictionary_to_vector": dictionary_to_vector,
    "vector_to_dictionary": vector_to_dictionary,
    "gradients_to_vector": gc_utils.gradients_to_vector,
}


def right_helpers(student: Callable, *names: str) -> AbstractContextManager:
    """Let a function see right helpers, for the length of a ``with``.

    Parameters
    ----------
    student : the function. names : which helpers; all three unless told.
    """
    return replaced(student, **{name: HELPERS[name] for name in names or HELPERS})


def helpers_that_fit(
    student: Callable, call: Callable[[], float], form: Form = as_it_is
) -> Callable[[], AbstractContextManager]:
    """Return what puts right helpers in the place of wrong ones, unless only the wrong ones fit.

    Helpers that agree among themselves on something else, flat vectors for instance, have lost
    their points: a check that is written for them need not lose its own as well. Right ones stay:
    whether their arrays share the memory of the vector, a check has to reckon with.

    Parameters
    ----------
    student : the check. call : calls it on right gradients and returns the difference.
    form : in which form the check wants its costs.
    """
    its_costs = as_forward_prop_cost(its_cost, form)
    wrong = {name: right for name, right in HELPERS.items() if not _has_right(student, name)}
    for stand_ins in (wrong, {}):
        try:
            with replaced(student, forward_prop_cost=its_costs, **stand_ins):
                if call() < GOOD:
                    break
        except Exception:  # whatever does not fit
            continue
    else:
        stand_ins = wrong
    return lambda: replaced(student, **stand_ins)


def _has_right(student: Callable, name: str) -> bool:
    """Tell whether the helper that a function sees does just what the right one does."""
    try:
        own = seen_by(student, name)
        for dims in ((4, 3, 2, 1), (3, 1)):
            vector = counting(count(dims), FIRST - 2)  # of both signs
            blocks = filled_backwards(vector_to_dictionary(vector, dims))
            gradients = {f"d{key}": block for key, block in blocks.items()}
            asked = {
                "dictionary_to_vector": [(blocks,)],
                "vector_to_dictionary": [(vector, list(dims))],
                # The gradients that a check is asked about come without dA0, dA1, ...
                "gradients_to_vector": [(with_steps(gradients),), (gradients,)],
            }[name]
            for arguments in asked:
                given = deepcopy(arguments)
                with arguments_unchanged(given=given):
                    found = own(*given)
                if not _is_same(found, HELPERS[name](*arguments)):
                    return False
    except Exception:  # the student's
        return False
    return True


def _is_same(found: object, right: np.ndarray | network.Parameters) -> bool:
    if isinstance(right, dict):
        is_alike = isinstance(found, dict) and found.keys() == right.keys()
        return is_alike and all(_is_same(found[key], right[key]) for key in right)
    is_alike = isinstance(found, np.ndarray) and found.dtype == right.dtype
    return is_alike and np.array_equal(found, right)


@contextmanager
def activations_asked_for(student: Callable, form: Form = as_it_is) -> Iterator[set[object]]:
    """Collect with which activations a check calls ``forward_prop_cost``.

    Parameters
    ----------
    student : the check. form : in which form it wants its costs.
    """
    asked = set()

    def forward_prop_cost(X, parameters, Y, hidden_layers_activation_fn="tanh"):
        asked.add(hidden_layers_activation_fn)
        expect_rows(X, Y)
        return form(cost(X, parameters, Y, hidden_layers_activation_fn))

    with replaced(student, forward_prop_cost=forward_prop_cost):
        yield asked
