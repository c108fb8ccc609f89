"""Judging a backward pass with dropout, for masks that are frozen in the cache."""

from collections.abc import Callable

import numpy as np

from autograder.hidden_tests import network, order
from autograder.hidden_tests.answers import arguments_unchanged, as_array, as_block
from autograder.hidden_tests.differences import FAR_OFF
from autograder.hidden_tests.dropout import (
    CACHE,
    DropoutCase,
    kind_of_masks,
    random_dropout_case,
    seeded,
)
from autograder.hidden_tests.gradients import CLOSE, Answer, Judgement, largest_error
from autograder.hidden_tests.rubric import Rubric, Unacceptable, once
from autograder.hidden_tests.seeds import fresh_generator
from derivatives import relative_error
from gradcheck_causes import in_words

SEED = 20_250_304
LAYERS = (3, 2, 1)
SIZES = (((3, 7, 6, 1), 12, 0.8), ((4, 8, 6, 1), 31, 0.45), ((2, 6, 6, 1), 18, 0.6))
"""Of the cases: layers_dims, m and keep_prob. No power of that undoes a factor of 2 or 4. With so
many examples no other mask does by chance what the right one does."""
AGAIN = "It runs the forward pass again: what it needs is in the cache."
NOISE = 1e6
"""How many times as far as from one call to the next a gradient may move with the biases."""


def backward_propagation_with_dropout(student: Callable, seed: int | None = None) -> float:
    """Judge ``backward_propagation_with_dropout(X, Y, cache, keep_prob) -> grads``: 25 points.

    The masks of the cache are frozen, so the cost has slopes. A dropped unit gets no gradient
    from the ReLU either, as its A is 0: that dA is masked shows in dA alone. Dropout may as well
    be put off from dA to dZ.
    """
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("backward_propagation_with_dropout")
    student = seeded(student)
    cases = [random_dropout_case(rng, *size) for size in SIZES]

    @once
    def kind() -> type:
        return kind_of_masks(student, cases[0])

    def arguments(drawn: DropoutCase, case: network.Case) -> tuple:
        return drawn.arguments(case, kind())

    @once
    def judgement(number: int) -> Judgement:
        drawn = cases[number]
        return Judgement(student, drawn.case, drawn.chain(), lambda case: arguments(drawn, case))

    with rubric.condition("the gradients must come from the chain rule, not from differences"):
        _refuse_forward_pass(student, cases[0], kind())

    @once
    def step(number: int, layer: int) -> _Step:
        drawn, judged = cases[number], judgement(number)
        answer = judged.answers[0]
        if layer == 1 and _is_stopped(answer):
            X, Y, cache, keep_prob = arguments(drawn, drawn.case)
            answer = student(X, Y, _with_D2_inverted(cache), keep_prob)
        return _Step(answer, judged, drawn, layer)

    for layer in (2, 1):
        with rubric.line(5, f"dA{layer} is masked by D{layer}"):
            for number in range(len(cases)):
                step(number, layer).expect_mask()
    for layer in (2, 1):
        with rubric.line(3, f"what is kept of dA{layer} is divided by keep_prob"):
            for number in range(len(cases)):
                step(number, layer).expect_scale()
    for layer in LAYERS:
        with rubric.line(2, f"dW{layer} and db{layer} are slopes of the cost with these masks"):
            for number in range(len(cases)):
                judgement(number).expect_block(f"W{layer}")
                judgement(number).expect_block(f"b{layer}")
    with rubric.line(2, "the steps dZ3, dZ2 and dZ1 are there and fit"):
        for number, drawn in enumerate(cases):
            _expect_dZ(judgement(number), drawn)
    with rubric.condition(order.CONDITION):
        _refuse_order(student, cases[1], rng, kind())
    with rubric.line(1, "leaves its arguments as they were"):
        X, Y, cache, keep_prob = arguments(cases[0], cases[0].case)
        with arguments_unchanged(X=X, Y=Y, cache=cache):
            shape = cases[0].case.parameters["W3"].shape
            as_block(student(X, Y, cache, keep_prob), "dW3", shape)
    return rubric.report()


class _Step:
    """The step from dZ of a layer down to dA of the one below, by the student's own dZ."""

    def __init__(
        self, answer: Answer, judgement: Judgement, drawn: DropoutCase, layer: int
    ) -> None:
        parameters = drawn.case.parameters
        self.layer, self.keep_prob, self.mask = layer, drawn.keep_prob, drawn.masks[layer]
        known = in_words(f"dA{layer}", judgement.causes.get(f"dA{layer}", []))
        self.why = f": {known}" if known else ""
        above = (len(parameters[f"b{layer + 1}"]), drawn.case.X.shape[1])
        dZ_above = as_block(answer, f"dZ{layer + 1}", above)
        self.back = parameters[f"W{layer + 1}"].T @ dZ_above
        self.dA = as_block(answer, f"dA{layer}", self.back.shape)
        dZ = as_block(answer, f"dZ{layer}", self.back.shape)
        active = drawn.chain().forward(parameters).Z[layer] > 0
        due = self.back * self.mask / self.keep_prob * active
        self.is_put_off = (
            relative_error(self.dA, self.back) < CLOSE and relative_error(dZ, due) < CLOSE
        )
        there = (self.dA != 0) & (self.back != 0)
        self.ratio = float(np.median(self.dA[there] / self.back[there])) if there.any() else 0.0

    def expect_mask(self) -> None:
        """Fail unless dA is masked, whatever it is divided by."""
        assert self.is_put_off or not np.any(self.dA[self.mask == 0]), (
            f"units that D{self.layer} dropped have a gradient in dA{self.layer}"
        )
        due = self.ratio * self.back * self.mask
        assert self.is_put_off or (self.ratio and relative_error(self.dA, due) < CLOSE), (
            f"dA{self.layer} is not in proportion to "
            f"W{self.layer + 1}.T @ dZ{self.layer + 1} * D{self.layer}{self.why}"
        )

    def expect_scale(self) -> None:
        """Fail unless what is there in dA is divided by keep_prob."""
        if self.is_put_off:
            return
        back = f"W{self.layer + 1}.T @ dZ{self.layer + 1}"
        left = np.where(self.dA == 0, 0, self.ratio * self.back)
        assert relative_error(self.dA, left) < CLOSE, (
            f"dA{self.layer} is no multiple of {back}{self.why}"
        )
        assert np.isclose(self.ratio * self.keep_prob, 1, rtol=CLOSE), (
            f"with keep_prob = {self.keep_prob:g}, dA{self.layer} is {self.ratio:.4g} times "
            f"{back}, not {1 / self.keep_prob:.4g} times"
        )


def _is_stopped(answer: object) -> bool:
    """Tell whether nothing gets to layer 1: dA2 is there, and dZ2 is zero throughout."""
    try:
        return bool(as_array(answer, "dA2").any() and not as_array(answer, "dZ2").any())
    except AssertionError:  # it is not there
        return False


def _with_D2_inverted(cache: tuple) -> tuple:
    """Return the cache for a student who masks dA2 the wrong way round, which is charged there.

    All that D2 drops has A2 = 0, so what is let through ends in dZ2, and of dA1 nothing is seen.
    """
    place = CACHE.index("D2")
    D2 = cache[place]
    return *cache[:place], (1 - D2).astype(D2.dtype), *cache[place + 1 :]


def _expect_dZ(judgement: Judgement, drawn: DropoutCase) -> None:
    m = drawn.case.X.shape[1]
    for layer in LAYERS:
        shape = (len(drawn.case.parameters[f"b{layer}"]), m)
        as_block(judgement.answers[0], f"dZ{layer}", shape)
    for step, causes in judgement.causes.items():
        words = in_words(step, causes) or f"{step} is wrong"
        assert step[1] == "A", f"{words} ({drawn.case.describe()})"


def _refuse_order(
    student: Callable, drawn: DropoutCase, rng: np.random.Generator, kind: type
) -> None:
    parameters = drawn.case.parameters
    slopes = drawn.chain().numerical_gradient(parameters, parameters)
    right = {f"d{name}": slope for name, slope in slopes.items()}

    def error(places: np.ndarray) -> float:
        moved = drawn.in_order(places)
        return largest_error(student(*moved.arguments(moved.case, kind)), right)

    order.refuse_dependence(error, drawn.case.X.shape[1], rng)


def _refuse_forward_pass(student: Callable, drawn: DropoutCase, kind: type) -> None:
    """Refuse gradients that change when the biases in the cache, of no use to them, are moved.

    Where a gradient is another one each time (new masks are drawn, say), it is not the biases
    that it depends on: that is the affair of the lines, as are gradients that are not there.

    A function may insist that Z be W A + b, and stop. Then it is the output that is moved, and what
    was right must follow it.
    """
    X, Y, cache, keep_prob = drawn.arguments(drawn.case, kind)
    poisoned = tuple(a + FAR_OFF if n.startswith("b") else a for n, a in zip(CACHE, cache))
    answer, again = (student(*drawn.arguments(drawn.case, kind)) for _ in range(2))
    if not isinstance(answer, dict):
        return
    try:
        blind = student(X, Y, poisoned, keep_prob)
    except AssertionError:
        if not _follows_output(student, drawn, kind, answer):
            raise Unacceptable(AGAIN) from None
        return
    for name in (f"d{block}" for block in drawn.case.parameters):
        if name not in answer or _is_same(answer, blind, name):
            continue
        moved, noise = _distance(answer, blind, name), _distance(answer, again, name)
        if noise == np.inf or moved > NOISE * noise:
            raise Unacceptable(AGAIN)


def _follows_output(student: Callable, drawn: DropoutCase, kind: type, answer: Answer) -> bool:
    """Tell whether gradients that are right are so for another output, too: which is A3 alone."""
    X, Y, cache, keep_prob = drawn.arguments(drawn.case, kind)
    moved = tuple(0.8 * a + 0.1 if n == "A3" else a for n, a in zip(CACHE, cache))
    right, due = (_right_gradients(drawn, some) for some in (cache, moved))
    found = student(X, Y, moved, keep_prob)
    return all(
        _distance(found, due, name) < CLOSE
        for name in due
        if _distance(answer, right, name) < CLOSE
    )


def _right_gradients(drawn: DropoutCase, cache: tuple) -> Answer:
    """Return the gradients of all parameters by the chain rule, from what is in a cache."""
    named, (X, Y, _) = dict(zip(CACHE, cache)), drawn.case
    gradients, dZ = {}, named["A3"] - Y
    for layer in LAYERS:
        A = named[f"A{layer - 1}"] if layer > 1 else X
        gradients |= {f"dW{layer}": dZ @ A.T / X.shape[1], f"db{layer}": dZ.mean(1, keepdims=True)}
        if layer > 1:
            mask = drawn.masks[layer - 1] / drawn.keep_prob
            dZ = named[f"W{layer}"].T @ dZ * mask * (A > 0)
    return gradients


def _is_same(answer: Answer, other: object, name: str) -> bool:
    if not isinstance(other, dict) or name not in other:
        return False
    try:
        return np.array_equal(answer[name], other[name], equal_nan=True)
    except TypeError:  # there is no NaN among what is no number
        return np.array_equal(answer[name], other[name])


def _distance(answer: Answer, other: object, name: str) -> float:
    """Return how far apart two gradients are, relative to their size; infinity if it is unknown."""
    try:
        return relative_error(as_array(answer, name), as_array(other, name))
    except (AssertionError, ValueError):
        return np.inf
