"""Judging the backward pass of a cost with an L2 penalty: what λ adds, apart from the rest."""

import contextlib
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.hidden_tests import network, order
from autograder.hidden_tests.answers import arguments_unchanged, as_array, as_block
from autograder.hidden_tests.decoys import right_gradients
from autograder.hidden_tests.differences import refuse_differences_of_costs
from autograder.hidden_tests.gradients import (
    CLOSE,
    Judgement,
    backward_arguments,
    largest_error,
)
from autograder.hidden_tests.rubric import Rubric, once
from autograder.hidden_tests.seeds import fresh_generator
from chain import Chain
from derivatives import relative_error
from gradcheck_causes import fit

SEED = 20_250_302
LAYERS = (3, 2, 1)
LAMBDAS = (0.7, 0.1, 40.0)


def backward_propagation_with_regularization(student: Callable, seed: int | None = None) -> float:
    """Judge ``backward_propagation_with_regularization(X, Y, cache, lambd) -> grads``: 25 points.

    What lambd adds to a gradient is judged apart from the gradient without it, layer by layer.
    """
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("backward_propagation_with_regularization")
    # The notebook promises labels of shape (1, m), and whoever counts them there is right.
    cases = [case._replace(Y=case.Y.reshape(1, -1)) for case in network.random_cases(rng)]

    def call(case: network.Case, lambd: float) -> Any:
        return student(*backward_arguments(case), lambd)

    @once
    def judgement(number: int, lambd: float) -> Judgement:
        case = cases[number]
        chain = Chain(case.X, case.Y, lambd=lambd)
        return Judgement(student, case, chain, lambda case: (*backward_arguments(case), lambd))

    def passes(number: int, lambd: float, name: str) -> bool:
        """Tell whether a block is right, or follows from a wrong step before it."""
        try:
            judgement(number, lambd).expect_block(name)
        except AssertionError:
            return False
        return True

    def added(number: int, lambd: float, name: str) -> np.ndarray:
        """Return what lambd adds to the gradient of a block."""
        return _added(call, cases[number], lambd, f"d{name}", cases[number].parameters[name].shape)

    def factor(number: int, lambd: float, layer: int) -> float:
        """Return c if lambd adds c times W to dW of a layer, else fail."""
        W = cases[number].parameters[f"W{layer}"]
        due = lambd / cases[number].X.shape[1]
        with contextlib.suppress(AssertionError):  # the usual case needs no gradient checker
            if relative_error(added(number, lambd, f"W{layer}"), due * W) < CLOSE:
                return due
        if passes(number, lambd, f"W{layer}"):
            return due
        extra = added(number, lambd, f"W{layer}")
        if np.abs(extra).max() <= CLOSE:
            return 0.0
        for by_its_step in (lambda *_: 0.0, _by_its_step):
            term = extra - by_its_step(call, cases[number], lambd, layer)
            found = fit([term], [W])
            c = 0.0 if found is None else float(found[0])
            if relative_error(term, c * W) <= CLOSE:
                return c
        words = judgement(number, lambd).report.blocks[f"W{layer}"].words
        raise AssertionError(f"what lambd adds to dW{layer} is no multiple of W: {words}")

    with rubric.condition("the gradients must come from the chain rule, not from differences"):
        refuse_differences_of_costs(lambda X, Y, cache: student(X, Y, cache, 0.0), rng)
    for layer in LAYERS:
        with rubric.line(2, f"with lambd = 0, dW{layer} is the slope of the cross-entropy"):
            for number in range(len(cases)):
                judgement(number, 0.0).expect_block(f"W{layer}")
    with rubric.line(1, "with lambd = 0, so are db3, db2 and db1"):
        for number in range(len(cases)):
            for layer in LAYERS:
                judgement(number, 0.0).expect_block(f"b{layer}")
    for layer in LAYERS:
        with rubric.line(4, f"dW{layer} has a term in proportion to lambd and W{layer}"):
            for number in range(len(cases)):
                per_lambd = [factor(number, lambd, layer) / lambd for lambd in LAMBDAS]
                assert all(per_lambd), (
                    f"dW{layer} lacks the term λ/m·W{layer}"
                    if passes(number, 0.0, f"W{layer}")
                    else f"lambd adds nothing to dW{layer}: a term λ/m·W{layer} is due"
                )
                assert np.allclose(per_lambd, per_lambd[0], rtol=CLOSE), (
                    f"the term of dW{layer} does not grow in proportion to lambd"
                )
    with rubric.line(3, "the factor of these terms is lambd / m"):
        _expect_factors(call, cases, factor)
    with rubric.line(1, "lambd adds nothing to db3, db2 and db1"):
        for number in range(len(cases)):
            for layer in LAYERS:
                if not passes(number, LAMBDAS[0], f"b{layer}"):
                    # Whatever their shapes are, which is another line.
                    some, none = (
                        as_array(call(cases[number], lambd), f"db{layer}")
                        for lambd in (LAMBDAS[0], 0.0)
                    )
                    assert np.abs(some - none).max() < CLOSE, f"db{layer} has a term with lambd"
    with rubric.line(1, "the steps between, dZ3, dA2, dZ2, dA1 and dZ1, are there and fit"):
        for number in range(len(cases)):
            for lambd in (0.0, LAMBDAS[0]):
                judgement(number, lambd).expect_steps()
    with rubric.condition(order.CONDITION):
        _refuse_order(call, cases[1], rng)
    X, Y, cache = backward_arguments(cases[0])
    with (
        rubric.line(1, "leaves its arguments as they were"),
        arguments_unchanged(X=X, Y=Y, cache=cache),
    ):
        as_block(student(X, Y, cache, 0.7), "dW3", cases[0].parameters["W3"].shape)
    return rubric.report()


def _added(
    call: Callable, case: network.Case, lambd: float, name: str, shape: tuple[int, ...]
) -> np.ndarray:
    """Return what lambd adds to something in the dictionary."""
    some, none = (as_block(call(case, value), name, shape) for value in (lambd, 0.0))
    return some - none


def _by_its_step(
    call: Callable, case: network.Case, lambd: float, layer: int
) -> np.ndarray | float:
    """Return what lambd adds to dW by way of the student's own dZ, which is charged elsewhere."""
    _, cache = network.forward(*case)
    A = case.X if layer == 1 else cache[4 * layer - 7]
    shape = len(case.parameters[f"b{layer}"]), case.X.shape[1]
    try:
        return _added(call, case, lambd, f"dZ{layer}", shape) @ A.T / shape[1]
    except AssertionError:  # the step is not there
        return 0.0


def _refuse_order(call: Callable, case: network.Case, rng: np.random.Generator) -> None:
    lambd, m = LAMBDAS[0], case.X.shape[1]
    right = right_gradients(case)
    for layer in LAYERS:
        right[f"dW{layer}"] = right[f"dW{layer}"] + lambd / m * case.parameters[f"W{layer}"]
    order.refuse_dependence(
        lambda places: largest_error(call(case.in_order(places), lambd), right), m, rng
    )


def _expect_factors(call: Callable, cases: list[network.Case], factor: Callable) -> None:
    """Fail unless the terms that are there have the factor λ/m; a missing one is charged above.

    If none is a multiple of W, which is charged above as well, one must grow with λ/m at least.
    """
    for number, case in enumerate(cases):
        m, found, others = case.X.shape[1], [], []
        for layer in LAYERS:
            try:
                value = factor(number, LAMBDAS[0], layer)
            except Exception:
                others.append(layer)
                continue
            if value:
                found.append(value * m / LAMBDAS[0])
        wrong = [ratio for ratio in found if not np.isclose(ratio, 1, rtol=CLOSE)]
        assert not wrong, f"with m = {m}, the term is {wrong[0]:.4g} × λ/m·W"
        if not found:
            grow = {_grows_with_factor(call, case, layer) for layer in others} - {None}
            assert grow, "there is no term with lambd"
            assert True in grow, "what lambd adds is not in proportion to lambd / m"


def _grows_with_factor(call: Callable, case: network.Case, layer: int) -> bool | None:
    """Tell whether what lambd adds to dW is in proportion to λ/m; None if it adds nothing."""
    name, shape = f"dW{layer}", case.parameters[f"W{layer}"].shape
    lambd, every_example = LAMBDAS[0], np.arange(case.X.shape[1])
    twice = case.in_order(np.append(every_example, every_example))
    try:
        extra = _added(call, case, lambd, name, shape)
        by_lambd = _added(call, case, 2 * lambd, name, shape)
        by_m = _added(call, twice, lambd, name, shape)
    except AssertionError:  # it is not there
        return None
    if np.abs(extra).max() <= CLOSE:
        return None
    return relative_error(by_lambd, 2 * extra) < CLOSE and relative_error(2 * by_m, extra) < CLOSE
