"""Judging how a student rolls a dictionary of matrices into a vector, and unrolls it again.

All entries are different numbers, so that each can be found again wherever it went. Every function
here looks at one thing only: a wrong order of the matrices, say, does not make their rows wrong.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, pairwise

import numpy as np

from autograder.hidden_tests.answers import as_array, as_block
from autograder.hidden_tests.rubric import Unacceptable
from replacing import replaced

Blocks = dict[str, np.ndarray]

STEP = 1e3
"""Every entry of dA0, dA1, ...; no gradient of a parameter comes near it."""
FIRST = 0.25 + 2**-30
"""Of the numbers that count up: none is whole, and none has room in 32 bits."""
DIMS = (4, 5, 3, 2)
DEPTHS = ((3, 1), (2, 3, 2), (3, 2, 4, 2, 3, 1), (2, 3, *[2] * 9, 3, 2))
"""Networks of one, two, five and twelve layers: as text, W10 comes before W2."""


def shapes(layers_dims: Sequence[int], prefix: str = "") -> dict[str, tuple[int, int]]:
    """Return the shapes of W1, b1, W2, ..., in this order, with a prefix before the names."""
    found = {}
    for layer, (n_in, n_out) in enumerate(pairwise(layers_dims), start=1):
        found |= {f"{prefix}W{layer}": (n_out, n_in), f"{prefix}b{layer}": (n_out, 1)}
    return found


def random_blocks(
    rng: np.random.Generator, layers_dims: Sequence[int] = DIMS, prefix: str = ""
) -> Blocks:
    """Return matrices of different numbers under the names and shapes of :func:`shapes`."""
    named = shapes(layers_dims, prefix).items()
    return {name: rng.standard_normal(shape) for name, shape in named}


def with_steps(gradients: Blocks) -> Blocks:
    """Return gradients of parameters, and dA0, dA1, ... as a backward pass adds them."""
    weights = [block for name, block in gradients.items() if name.startswith("dW")]
    steps = {f"dA{layer}": np.full((W.shape[1], 2), STEP) for layer, W in enumerate(weights)}
    return {**gradients, **steps}


def without_steps(answer: object) -> np.ndarray:
    """Return the vector without what came from dA0, dA1, ..."""
    vector = numbers(answer).ravel()
    return vector[vector != STEP]


def expect_no_steps(answer: object, gradients: Blocks) -> None:
    """Fail if there is something from dA0, dA1, ... in the vector, or nothing else."""
    vector = numbers(answer).ravel()
    there = [np.isin(block, vector).any() for block in gradients.values()]
    assert any(there), "there is no gradient of a parameter in the vector"
    assert not np.any(vector == STEP), "the vector has the entries of dA0, dA1, ..."


def filled_backwards(blocks: Blocks) -> Blocks:
    """Return the same dictionary, filled from the end, as a backward pass does it."""
    return dict(reversed(blocks.items()))


def refuse_borrowed(student: Callable, call: Callable[[], object]) -> None:
    """Refuse a function that lets the helpers of the first notebook do the work.

    Parameters
    ----------
    student : the function. call : calls it.

    Raises
    ------
    Unacceptable
        If the call gets into one of the functions in ``gc_utils``, and returns nothing else.
    """
    refusal = Unacceptable("It calls a function of gc_utils.")
    calls = []

    def borrowed(*args):
        calls.append(args)
        raise refusal

    with replaced(student, module="gc_utils", _stack=borrowed, pairwise=borrowed):
        try:
            call()
        except Exception:  # what was raised may have become another exception on its way
            if calls:
                raise refusal from None
            raise


def numbers(answer: object) -> np.ndarray:
    """Return the vector that was meant: of a tuple, the first thing in it.

    Raises
    ------
    AssertionError
        If it is not an array of finite numbers.
    """
    assert answer is not None, "the function returned nothing; is the return statement missing?"
    if isinstance(answer, tuple) and answer:
        answer = answer[0]
    return as_array({"the vector": answer}, "the vector")


def expect_column(answer: object) -> None:
    """Fail unless the answer is one column of numbers."""
    assert not isinstance(answer, tuple), "it should return the vector alone, and not a tuple"
    vector = numbers(answer)
    assert vector.ndim == 2 and vector.shape[1] == 1 and len(vector), (
        f"the vector should be one column, of shape ({vector.size}, 1), not {vector.shape}"
    )


def expect_order(answer: object, blocks: Blocks) -> None:
    """Fail unless the matrices are all there, whole, and in the order of the dictionary."""
    found = _runs(answer, blocks)
    expected = [(name, block.size) for name, block in blocks.items()]
    for (name, size), (other, length) in zip(expected, found):
        assert name == other, f"{other or 'something else'} comes where {name} should"
        assert size == length, f"{name} has {size} entries; the vector has {length} at its place"
    missing = [name for name, _ in expected[len(found) :]]
    assert not missing, f"{', '.join(missing)} should come at the end, and the vector ends before"
    assert len(found) == len(expected), "the vector goes on where it should end"


def expect_rows(answer: object, blocks: Blocks) -> None:
    """Fail unless the entries of each matrix that is there come row by row."""
    vector = numbers(answer).ravel()
    seen = 0
    for name, block in blocks.items():
        if min(block.shape) > 1 and np.isin(block, vector).all():
            seen += 1
            places = [np.flatnonzero(vector == entry)[0] for entry in block.ravel()]
            assert np.all(np.diff(places) > 0), f"the entries of {name} do not come row by row"
    assert seen, "the vector does not have the entries of any matrix"


def expect_same(roll: Callable, blocks: Blocks, others: Blocks, words: str) -> None:
    """Fail if a dictionary that holds the same matrices gives another vector.

    Parameters
    ----------
    roll : from a dictionary to a vector. words : what is different about ``others``.
    """
    vector = numbers(roll(blocks)).ravel()
    entries = np.concatenate([np.ravel(block) for block in blocks.values()])
    assert np.isin(entries, vector).mean() > 0.5, (
        "the vector does not hold the entries of the dictionary"
    )
    assert np.array_equal(vector, numbers(roll(others)).ravel()), f"the vector changes {words}"


def expect_depths(roll: Callable, rng: np.random.Generator, prefix: str = "") -> None:
    """Fail if the function only works for networks of three layers.

    A wrong order, or a first or last layer left out, has lost its points in :func:`expect_order`:
    then it is enough that the other layers are there, where there are others.
    """
    three = random_blocks(rng, prefix=prefix)
    is_in_order = _passes(expect_order, roll(three), three)
    first = np.append(three[f"{prefix}W1"], three[f"{prefix}b1"])
    start = 1 if np.isin(first, numbers(roll(three))).any() else 2
    for dims in DEPTHS if is_in_order else DEPTHS[1:]:
        blocks, words = random_blocks(rng, dims, prefix), f"a network of {_layers(dims)}"
        answer = roll(blocks)
        if is_in_order:
            try:
                expect_order(answer, blocks)
            except AssertionError as error:
                raise AssertionError(f"{words}: {error}") from None
        for layer in range(start, len(dims) - 1):
            W, b = blocks[f"{prefix}W{layer}"], blocks[f"{prefix}b{layer}"]
            there = np.isin(np.append(W, b), numbers(answer))
            assert there.any(), f"{words}: layer {layer} is not in the vector"


def count(layers_dims: Sequence[int]) -> int:
    """Return how many parameters a network has."""
    return sum(rows * columns for rows, columns in shapes(layers_dims).values())


def counting(size: int, first: float = FIRST) -> np.ndarray:
    """Return a column that counts up by ones, from :data:`FIRST` unless told."""
    return np.arange(size).reshape(-1, 1) + first


def expect_shapes(answer: object, layers_dims: Sequence[int] = DIMS) -> None:
    """Fail unless the dictionary has all names, with the right shapes."""
    for name, shape in shapes(layers_dims).items():
        as_block(answer, name, shape)


def expect_pieces(answer: object, layers_dims: Sequence[int] = DIMS, first: float = FIRST) -> None:
    """Fail unless each block that is there has its own piece of the vector.

    Parameters
    ----------
    answer : what the function made of the vector of :func:`counting`, from ``first`` on.
    """
    start, seen = 0, 0
    for name, (rows, columns) in shapes(layers_dims).items():
        stop = start + rows * columns
        if isinstance(answer, Mapping) and name in answer:
            seen += 1
            entries = np.sort(as_array(answer, name).ravel())
            assert np.array_equal(entries, counting(stop, first)[start:, 0]), (
                f"{name} should hold the entries {start} to {stop - 1} of the vector"
            )
        start = stop
    assert seen, "the function did not return a dictionary with W1, b1, ..."


def expect_rows_filled(answer: object) -> None:
    """Fail unless the matrices made of the vector of :func:`counting` are filled row by row."""
    seen = 0
    for name, shape in shapes(DIMS).items():
        if min(shape) > 1 and isinstance(answer, Mapping) and name in answer:
            seen += 1
            entries = as_array(answer, name).ravel()
            steps = np.diff(entries)
            assert np.all(steps >= 0) and np.any(steps), f"{name} is not filled row by row"
    assert seen, "the function did not return a dictionary with W1, W2, ..."


def expect_unrolled_depths(unroll: Callable, first: float = FIRST) -> None:
    """Fail if the function only works for three layers; mistakes are charged elsewhere as above.

    Parameters
    ----------
    unroll : from a vector and layers_dims to a dictionary. first : number in the vector.
    """

    def made(dims):
        return unroll(counting(count(dims), first), list(dims))

    three = made(DIMS)
    is_right = _passes(expect_shapes, three) and _passes(expect_pieces, three, DIMS, first)
    for dims in DEPTHS:
        answer, words = made(dims), f"a network of {_layers(dims)}"
        if is_right:
            try:
                expect_shapes(answer, dims)
                expect_pieces(answer, dims, first)
            except AssertionError as error:
                raise AssertionError(f"{words}: {error}") from None
        assert isinstance(answer, Mapping), "the function did not return a dictionary"
        missing = {f"W{layer}" for layer in range(1, len(dims) - 1)} - answer.keys()
        assert not missing, f"{words}: the dictionary has no {min(missing)}"


def _runs(answer: object, blocks: Blocks) -> list[tuple[str | None, int]]:
    """Return which block the entries come from, and how many come from it in a row."""
    origin = {entry: name for name, block in blocks.items() for entry in block.ravel()}
    names = [origin.pop(entry, None) for entry in numbers(answer).ravel()]
    return [(name, len(list(run))) for name, run in groupby(names)]


def _layers(dims: Sequence[int]) -> str:
    return f"{len(dims) - 1} layer{'s'[: len(dims) > 2]}"


def _passes(expect: Callable, *arguments: object) -> bool:
    try:
        expect(*arguments)
    except AssertionError:
        return False
    return True
