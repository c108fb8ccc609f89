"""The self-checks of the deep-network notebook, one per exercise."""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from deep_network import L_model_backward, L_model_forward
from replacing import replaced, seen_by
from selfcheck import number, self_check

DIMS = (3, 2, 4, 1)
MANY_LAYERS = (2, 3, *[2] * 9, 1)
"""Eleven layers."""


@self_check("All parameters are there, and in their places.")
def dictionary_to_vector(student: Callable) -> None:
    """Check exercise 1 on matrices filled with 0, 1, 2, ... in the order they should come in."""
    _check_rolling(student, _counting)


@self_check("Each matrix gets its own piece, in its own shape.")
def vector_to_dictionary(student: Callable) -> None:
    """Check exercise 2 on the vector 0, 1, 2, ..."""
    for dims in (DIMS, (3, 1), MANY_LAYERS):
        expected = _counting(dims)
        size = sum(block.size for block in expected.values())
        answer = student(np.arange(float(size)).reshape(-1, 1), list(dims))
        assert answer is not None, "It returned nothing. Is the return statement missing?"
        assert isinstance(answer, Mapping), (
            f"It should return a dictionary; it returned a {type(answer).__name__}."
        )
        where = f"For layers_dims = {list(dims)}"
        missing = [name for name in expected if name not in answer]
        assert not missing, f"{where} the dictionary has no {missing[0]}."
        for name, block in expected.items():
            shape = np.shape(answer[name])
            assert shape == block.shape, (
                f"{where} {name} came out with the shape {shape}. How many units has the layer, "
                "and how many inputs?"
            )
            assert np.array_equal(answer[name], block), (
                f"{where} I handed over the vector 0, 1, 2, ..., and {name} does not hold the "
                "numbers that it should. Where does its piece begin, and is it filled row by row?"
            )


@self_check("All gradients of parameters are there, in their places, and nothing else.")
def gradients_to_vector(student: Callable) -> None:
    """Check exercise 3 like exercise 1, with dA0, dA1, ... in the dictionary as well."""
    _check_rolling(student, _counting_gradients)


@self_check("The costs are those that were worked out by hand.")
def forward_prop_cost(student: Callable) -> None:
    """Check exercise 4 on a chain of two units."""
    parameters = {f"{kind}{layer}": np.eye(1) for kind in "Wb" for layer in (1, 2)}
    parameters["b1"], parameters["b2"] = np.zeros((1, 1)), np.zeros((1, 1))
    X, Y = np.array([[2.0, -1.0]]), np.array([[1, 0]])

    def entropy(z, y):
        return math.log1p(math.exp(-z if y else z))

    def call(m, *activation):
        answer = student(X[:, :m], parameters, Y[:, :m], *activation)
        return number(answer, "forward_prop_cost")

    one = call(1, "tanh")
    assert math.isclose(one, entropy(math.tanh(2), 1), rel_tol=1e-6), (
        "I made a network of one hidden unit, with one example, whose cost with tanh is "
        f"{entropy(math.tanh(2), 1):.5f}; yours is {one:.5f}."
    )
    two = call(2, "tanh")
    mean = (entropy(math.tanh(2), 1) + entropy(math.tanh(-1), 0)) / 2
    assert math.isclose(two, mean, rel_tol=1e-6), (
        f"With two examples the cost of my little network is {mean:.5f}; yours is {two:.5f}."
    )
    assert math.isclose(call(1, "relu"), entropy(2, 1), rel_tol=1e-6), (
        "I asked for relu in the hidden layers, and the cost is not the one with relu. What "
        "becomes of hidden_layers_activation_fn?"
    )
    assert math.isclose(call(1), one, rel_tol=1e-6), (
        "When I do not name an activation, the cost is not the one with tanh."
    )


@self_check("It accepts correct gradients and notices a wrong block.")
def gradient_check(student: Callable) -> None:
    """Check exercise 5 on small networks with right and wrong gradients."""
    for dims in ((4, 3, 1), (3, 2, 2, 1)):
        parameters, X, Y = _small_case(dims)
        gradients = _gradients(parameters, X, Y, "tanh")
        difference = number(student(parameters, gradients, X, Y, list(dims)), "gradient_check")
        assert 0 <= difference < 1e-6, (
            f"I handed it correct gradients, and it returned {difference:.3g}; that should be "
            "below 1e-6. Look at how theta changes from one i to the next, and at the ratio. "
            "Are all your vectors columns? And are the exercises before this one on track?"
        )
        for name in [name for name in gradients if "A" not in name]:
            wrong = {**gradients, name: gradients[name] + 0.1}
            difference = number(student(parameters, wrong, X, Y, list(dims)), "gradient_check")
            assert difference > 1e-6, (
                "I handed it gradients with one wrong block, and it called them correct. "
                "Does your loop visit every parameter?"
            )
        anew = _gradients(parameters, X, Y, "tanh")  # a check may have written into the others
        turned = {name: -gradient for name, gradient in anew.items()}
        difference = number(student(parameters, turned, X, Y, list(dims)), "gradient_check")
        assert math.isclose(difference, 1, rel_tol=1e-3), (
            "I handed it gradients that point just the wrong way. As far from right as that, the "
            f"ratio in the formula is 1; yours is {difference:.3g}. Look at what it is made of."
        )
    _check_on_a_curved_cost(student)
    gradients = _gradients(parameters, X, Y, "sigmoid")
    answer = student(parameters, gradients, X, Y, list(dims), hidden_layers_activation_fn="sigmoid")
    assert number(answer, "gradient_check") < 1e-6, (
        "I handed it the correct gradients of a network with another activation, and said so, and "
        "it called them wrong. What becomes of hidden_layers_activation_fn?"
    )


def _check_on_a_curved_cost(student: Callable) -> None:
    parameters, X, Y = _small_case((4, 3, 1))
    base = _sum(parameters)

    own = seen_by(student, "forward_prop_cost")
    shape = np.shape(own(X, parameters, Y)) if callable(own) else ()

    def cube(X, parameters, Y, hidden_layers_activation_fn="tanh"):
        # A number, or an array with one element if the student's own costs are such.
        return np.full(shape, (_sum(parameters) - base + 1) ** 3 / 3)[()]

    names_as_usual = _gradients(parameters, X, Y, "tanh")
    gradients = {name: np.ones_like(block) for name, block in names_as_usual.items()}
    with replaced(student, forward_prop_cost=cube):
        answer = student(parameters, gradients, X, Y, [4, 3, 1], epsilon=0.1)
    difference = number(answer, "gradient_check")
    assert difference < 0.015, (
        "I put in a curved cost and took a large epsilon, and your check is further off than "
        "two-sided differences are. Does it step to both sides, and move one parameter at a time?"
    )
    assert difference > 1e-6, (
        "I put in a curved cost and took a large epsilon, and your result did not show it. Does "
        "your check call forward_prop_cost, and use the epsilon that it is given?"
    )


def _check_rolling(student: Callable, counting: Callable[..., dict[str, np.ndarray]]) -> None:
    """Hand over matrices that hold 0, 1, 2, ..., in their order and in others."""
    blocks = counting(DIMS)
    _expect_counting(student(dict(blocks)), blocks, "I filled small matrices with 0, 1, 2, ...")
    backwards = dict(reversed(blocks.items()))
    _expect_counting(student(backwards), blocks, "Now the dictionary was filled from the end")
    deep = counting(MANY_LAYERS)
    _expect_counting(student(dict(deep)), deep, "Now there are eleven layers")


def _expect_counting(answer: Any, blocks: dict[str, np.ndarray], words: str) -> None:
    size = sum(block.size for name, block in blocks.items() if "A" not in name)
    assert answer is not None, "It returned nothing. Is the return statement missing?"
    assert not isinstance(answer, tuple), "It should return the vector alone, and not a tuple."
    vector = np.asarray(answer)
    assert vector.size == size, (
        f"{words}: {size} numbers should go into the vector, and yours has {vector.size}."
    )
    counts = vector.ravel() == np.arange(size)
    if not counts.all():
        place = int(np.argmin(counts))
        came = str(vector.ravel()[place])[:20]
        raise AssertionError(
            f"{words}: the vector should count up, but {came} came where {place} should. In which "
            "order do you take the matrices, and the entries of each?"
        )
    assert vector.shape == (size, 1), (
        f"The numbers are right, but your vector has the shape {vector.shape}. A column of "
        f"{size} numbers has the shape ({size}, 1)."
    )


def _counting(dims: Sequence[int], prefix: str = "") -> dict[str, np.ndarray]:
    """Return matrices for these layer sizes whose entries count on from one to the next."""
    blocks, start = {}, 0
    for layer, (n_in, n_out) in enumerate(pairwise(dims), start=1):
        for name, columns in ((f"{prefix}W{layer}", n_in), (f"{prefix}b{layer}", 1)):
            stop = start + n_out * columns
            blocks[name] = np.arange(float(start), stop).reshape(n_out, columns)
            start = stop
    return blocks


def _counting_gradients(dims: Sequence[int]) -> dict[str, np.ndarray]:
    """Return the like under dW1, db1, ..., and a negative dA0, dA1, ... for each layer."""
    steps = {f"dA{layer}": np.full((n, 2), -1.0 - layer) for layer, n in enumerate(dims[:-1])}
    return _counting(dims, "d") | steps


def _small_case(dims: Sequence[int]) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """Return parameters, X (n0, 3) and Y (1, 3) of a small network."""
    generator = np.random.default_rng(8)
    parameters = {
        name: generator.standard_normal(block.shape) * 0.7
        for name, block in _counting(dims).items()
    }
    return parameters, generator.standard_normal((dims[0], 3)), np.array([[1, 0, 1]])


def _gradients(
    parameters: dict[str, np.ndarray], X: np.ndarray, Y: np.ndarray, activation: str
) -> dict[str, np.ndarray]:
    AL, caches = L_model_forward(X, parameters, activation)
    return L_model_backward(AL, Y, caches, activation)


def _sum(parameters: Mapping[str, np.ndarray]) -> float:
    return sum(np.sum(block) for name, block in parameters.items() if name[0] in "Wb")
