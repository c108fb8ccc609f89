"""Hidden tests of the initialization notebook: one function per graded item.

Each takes the student's function, judges what it returns for many networks line by line, prints
the rubric in words and returns the points earned. Random weights are judged by shape and
distribution, never by one stream of numbers (see :mod:`draws`). What is accepted and what is not:

* seeded or not, once or for every layer, any generator of numpy, scipy or the standard library; a
  seed inside the loop makes layers share numbers, but no two units of a layer, and a network
  trains from there as well;
* any float dtype, integers where zeros are meant, lists of lists, extra dictionary entries;
* a mistake costs its own line: a wrong factor leaves the distribution Gaussian, a wrong shape
  leaves the entries what they are, a missing layer leaves the others. Uniform numbers cost the
  line on the Gaussian, and not the factor's line too if the factor is right. Rounded numbers
  cost the line on repetition, and no other as long as their distribution does not show it. A
  function that rests on the other initializers gets right ones to rest on.
"""

import functools
from collections.abc import Callable, Iterable
from copy import deepcopy

import numpy as np

from autograder.hidden_tests.draws import (
    expect_gaussian,
    expect_spread,
    repeats_numbers,
    spread_alike,
)
from autograder.hidden_tests.initializers import (
    Answers,
    Block,
    Network,
    expect_shape,
    expect_zero,
    in_words,
)
from autograder.hidden_tests.rubric import Rubric
from autograder.hidden_tests.seeds import fresh_generator

SEED = 20_241_103
FACTOR = 10
"""What the notebook asks ``initialize_parameters_random`` to multiply a standard Gaussian by."""
FEW_INPUTS = [(2, 5000), (3, 5000)]
"""Networks of so many units that the spread of their weights is known to 4 % all the same."""
TELLING = 1.3
"""A ratio of spreads between that of no dependence on the fan-in (1) and the right one (1.8)."""


def initialize_parameters_zeros(student: Callable, seed: int | None = None) -> float:
    """Judge ``initialize_parameters_zeros(layers_dims) -> W1, b1, ..., WL, bL``: 20 points."""
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("initialize_parameters_zeros")
    answers, networks = Answers(student), _small_networks(rng)
    _judge_layers_and_shapes(rubric, answers, networks, layers=5, weights=4, biases=3)
    with rubric.line(5, "all weights are zero"):
        for block in answers.blocks("W", networks):
            expect_zero(block)
    _judge_biases_and_argument(rubric, answers, networks, zero=2)
    return rubric.report()


def initialize_parameters_random(student: Callable, seed: int | None = None) -> float:
    """Judge ``initialize_parameters_random(layers_dims) -> W1, b1, ..., WL, bL``: 30 points."""
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("initialize_parameters_random")
    answers = Answers(student, initialize_parameters_zeros=zeros)
    networks, wide = _small_networks(rng), [_huge_network(rng), _varied_network(_widths(rng))]
    _judge_layers_and_shapes(rubric, answers, networks, layers=5, weights=4, biases=2)
    with rubric.line(8, "the weights of every layer have the standard deviation 10"):
        for block in answers.wide_weights(wide):
            expect_spread(block.values, FACTOR, block.what)
    _judge_gaussian(rubric, answers, wide, bell=5, own=3)
    _judge_biases_and_argument(rubric, answers, networks, zero=2)
    return rubric.report()


def initialize_parameters_he(student: Callable, seed: int | None = None) -> float:
    """Judge ``initialize_parameters_he(layers_dims) -> W1, b1, ..., WL, bL``: 50 points.

    The formula is judged on networks that are equally wide everywhere: which layer's size went
    into it makes no difference there. Which one it was is judged on networks of mixed widths, by
    the student's own spread at the same fan-in. There too, where inputs are few, a formula shows
    that is right for many only.
    """
    rng = fresh_generator(seed, SEED)
    rubric = Rubric("initialize_parameters_he")
    answers = Answers(
        student, initialize_parameters_zeros=zeros, initialize_parameters_random=_random(rng)
    )
    networks, widths = _small_networks(rng), _widths(rng)
    equal = [(width,) * 4 for width in widths]
    varied = [_varied_network(widths), _varied_network(widths[::-1])]
    wide = [_huge_network(rng), *varied]
    _judge_layers_and_shapes(rubric, answers, networks, layers=7, weights=6, biases=3)
    with rubric.line(13, "where all layers are equally wide, the weights have He's spread"):
        _expect_he(answers.wide_weights(equal))
    with rubric.line(8, "where they are not, each layer's spread belongs to its own fan-in"):
        _expect_own_fan_in(answers, equal, varied)
        _expect_few_inputs(answers, equal)
    _judge_gaussian(rubric, answers, wide, bell=6, own=3)
    _judge_biases_and_argument(rubric, answers, networks, zero=3)
    return rubric.report()


def zeros(layers_dims: Network) -> dict[str, np.ndarray]:
    """Return W1 (n1, n0), b1 (n1, 1), ... of zeros: a right stand-in for the first exercise."""
    sizes = list(zip(layers_dims[1:], layers_dims))
    weights = {f"W{layer}": np.zeros(size) for layer, size in enumerate(sizes, start=1)}
    return weights | {f"b{layer}": np.zeros((n, 1)) for layer, (n, _) in enumerate(sizes, start=1)}


def _random(rng: np.random.Generator) -> Callable:
    """Return a right stand-in for the second exercise, the same whenever it is asked."""

    @functools.cache
    def drawn(*layers_dims: int) -> dict[str, np.ndarray]:
        return {
            key: FACTOR * rng.standard_normal(block.shape) if key[0] == "W" else block
            for key, block in zeros(layers_dims).items()
        }

    return lambda layers_dims: deepcopy(drawn(*map(int, layers_dims)))


def _judge_layers_and_shapes(
    rubric: Rubric,
    answers: Answers,
    networks: list[Network],
    layers: float,
    weights: float,
    biases: float,
) -> None:
    with rubric.line(layers, "W1, b1, W2, b2, ... are there, for networks of one to six layers"):
        for network in networks:
            answers.expect_every_layer(network)
    for points, letter, columns in [
        (weights, "W", "a column for each unit of the layer before"),
        (biases, "b", "one column"),
    ]:
        with rubric.line(points, f"each {letter} has a row for each unit and {columns}"):
            for block in answers.blocks(letter, networks):
                expect_shape(block)


def _judge_gaussian(
    rubric: Rubric, answers: Answers, wide: list[Network], bell: float, own: float
) -> None:
    with rubric.line(bell, "the weights of each layer are Gaussian around zero"):
        for block in answers.wide_weights(wide):
            expect_gaussian(block.values, block.what)
    with rubric.line(own, "every weight is drawn on its own: no two units start alike"):
        for block in answers.wide_weights(wide):
            assert not repeats_numbers(block.values), (
                f"the {block.values.size} entries of {block.what} repeat themselves (are they "
                f"copies, or rounded?): different numbers among them: "
                f"{np.unique(block.values).size}"
            )


def _judge_biases_and_argument(
    rubric: Rubric, answers: Answers, networks: list[Network], zero: float
) -> None:
    with rubric.line(zero, "all biases are zero"):
        for block in answers.blocks("b", networks):
            expect_zero(block)
    with rubric.line(1, "takes a list, a tuple or an array, and leaves it as it was"):
        answers.expect_argument_unchanged(networks[0])


def _expect_own_fan_in(answers: Answers, equal: list[Network], varied: list[Network]) -> None:
    """Fail unless a layer's spread is what the same function gives elsewhere for its fan-in."""
    elsewhere = {}
    for block in answers.wide_weights(equal):
        elsewhere.setdefault(block.fan_in, block.values)
    spreads = [np.std(elsewhere[n]) for n in (min(elsewhere), max(elsewhere))]
    assert max(spreads) > TELLING * min(spreads), (
        f"with {min(elsewhere)} inputs the weights are as large as with {max(elsewhere)}: their "
        "spread does not depend on the fan-in"
    )
    blocks = list(answers.wide_weights(varied))
    assert any(block.layer > 1 for block in blocks), "there are weights of one layer only"
    for block in blocks:
        assert spread_alike(block.values, elsewhere[block.fan_in]), (
            f"{block.what} has the standard deviation {np.std(block.values):.3g}, where a layer "
            f"with as many inputs has {np.std(elsewhere[block.fan_in]):.3g} in the "
            f"{in_words((block.fan_in,) * 4)} network"
        )


def _expect_few_inputs(answers: Answers, equal: list[Network]) -> None:
    """Fail if units with two or three inputs do not have He's spread; not if none have it."""
    try:
        _expect_he(answers.wide_weights(equal))
        blocks = list(answers.blocks("W", FEW_INPUTS))
    except Exception:  # charged with the formula, or with the layers
        return
    _expect_he(block for block in blocks if not repeats_numbers(block.values))


def _expect_he(blocks: Iterable[Block]) -> None:
    for block in blocks:
        expect_spread(block.values, np.sqrt(2 / block.fan_in), block.what)


def _small_networks(rng: np.random.Generator) -> list[Network]:
    """Draw networks of three, one, two, four, five and six layers, no two neighbours alike."""
    networks = []
    for layers in (3, 1, 2, 4, 5, 6):
        network = [int(rng.integers(2, 9))]
        while len(network) <= layers:
            n = int(rng.integers(2, 9))
            if n != network[-1]:
                network.append(n)
        networks.append(tuple(network))
    return [*networks, (2, 10, 5, 1), (4, 1)]


def _widths(rng: np.random.Generator) -> tuple[int, int, int]:
    """Draw three widths, each about twice the one before: wide enough for a sample of weights."""
    low, middle, high = rng.integers((50, 110, 230), (70, 140, 260))
    return int(low), int(middle), int(high)


def _varied_network(widths: tuple[int, int, int]) -> Network:
    """Return a network whose three fan-ins are all different, and differ from the fan-outs."""
    first, second, third = widths
    return second, first, third, second


def _huge_network(rng: np.random.Generator) -> Network:
    """Draw a network with so many weights in W1 that a truncated Gaussian shows."""
    return *map(int, rng.integers(400, 440, 2)), 30, 2
