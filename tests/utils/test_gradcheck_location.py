"""Where a block is wrong is said in few words, and found with few measurements."""

import gradcheck_cases as cases
import numpy as np
import pytest
from gradcheck_cases import chain_of, changed
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.networks import draw
from gradcheck import check_gradients
from gradcheck_location import bisect, from_errors


@pytest.fixture(scope="module")
def big():
    """A [2000, 5, 1] network and its parameters."""
    return draw(np.random.default_rng(0), "He with biases", "tanh", dims=(2000, 5, 1), m=6)


SPOILED = {
    "zeroed column": (lambda g: g["dW1"].__setitem__(np.s_[:, 77], 0), "in column 77", []),
    "zeroed row": (lambda g: g["dW1"].__setitem__(np.s_[2, :], 0), "in row 2", []),
    "one entry": (lambda g: g["dW1"].__setitem__((2, 77), 3.0), "in entry [2, 77]", [(2, 77)]),
    "the first entry": (lambda g: g["dW1"].__setitem__((0, 0), 3.0), "in entry [0, 0]", [(0, 0)]),
    "the last entry": (
        lambda g: g["dW1"].__setitem__((4, 1999), 3.0),
        "in entry [4, 1999]",
        [(4, 1999)],
    ),
    "two entries": (
        lambda g: g["dW1"].__setitem__(([1, 2], [3, 1999]), 3.0),
        "in entries [1, 3], [2, 1999]",
        [(1, 3), (2, 1999)],
    ),
    "two columns": (
        lambda g: g["dW1"].__setitem__(np.s_[:, [5, 1000]], 0),
        "in columns 5, 1000",
        [],
    ),
    "everything": (lambda g: g["dW1"].__imul__(1.5), "throughout", []),
}


@pytest.mark.parametrize("spoiled", SPOILED)
@pytest.mark.parametrize("measured_by", ["cost", "chain"])
def test_a_few_wrong_entries_among_ten_thousand_are_named(big, spoiled, measured_by):
    network, parameters = big
    change, words, entries = SPOILED[spoiled]
    measured = network.cost if measured_by == "cost" else chain_of(network)

    report = check_gradients(measured, changed(network.gradients, change), parameters)

    assert report.wrong == ["W1"]
    assert report.blocks["W1"].location.words == words
    assert report.blocks["W1"].location.entries == entries


def test_it_takes_far_fewer_costs_than_there_are_entries(big):
    network, parameters = big
    calls = []

    def counted(p):
        calls.append(1)
        return network.cost(p)

    wrong = changed(network.gradients, SPOILED["one entry"][0])
    check_gradients(counted, wrong, parameters)

    assert len(calls) < 1000


def test_a_wrong_entry_is_found_by_differences_too(big):
    network, parameters = big
    wrong = changed(network.gradients, SPOILED["one entry"][0])

    report = check_gradients(lambda p: float(network.cost(p)), wrong, parameters)

    assert "differences" in report.method
    assert report.blocks["W1"].location.entries == [(2, 77)]


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_any_single_wrong_entry_is_found(seed):
    rng = np.random.default_rng(seed)
    network, parameters = draw(rng, "standard normal", "tanh", dims=(70, 6, 1), m=4)
    name = str(rng.choice(["W1", "b1", "W2"]))
    index = tuple(int(rng.integers(n)) for n in parameters[name].shape)
    size = np.linalg.norm(network.gradients(parameters)[f"d{name}"])

    def wrong(p):
        given_ = network.gradients(p)
        given_[f"d{name}"][index] += size
        return given_

    report = check_gradients(network.cost, wrong, parameters)

    assert report.wrong == [name]
    assert report.blocks[name].location.entries == [index]


# -- from all errors -----------------------------------------------------------------------------


def mask(shape, *where):
    errors = np.zeros(shape, bool)
    for index in where:
        errors[index] = True
    return errors


@pytest.mark.parametrize(
    ("errors", "words", "entries"),
    [
        (mask((3, 4), ...), "throughout", []),
        (mask((3, 4), (1, 2)), "in entry [1, 2]", [(1, 2)]),
        (mask((3, 4), (0, 0), (2, 3)), "in entries [0, 0], [2, 3]", [(0, 0), (2, 3)]),
        (mask((3, 4), np.s_[1]), "in row 1", []),
        (mask((3, 4), np.s_[[0, 2]]), "in rows 0, 2", []),
        (mask((3, 4), np.s_[:, 3]), "in column 3", []),
        (mask((3, 4), np.s_[:, [1, 3]]), "in columns 1, 3", []),
        (mask((3, 1), (1, 0)), "in entry [1, 0]", [(1, 0)]),
        (mask((5,), 2), "in entry [2]", [(2,)]),
        (mask((2, 2, 2), (1, 0, 1)), "in entry [1, 0, 1]", [(1, 0, 1)]),
        (mask((), ()), "throughout", []),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_errors_are_described(errors, words, entries):
    location = from_errors(errors, silent=np.zeros(errors.shape, bool))

    assert location.words == words
    assert location.entries == entries


def test_many_errors_are_counted():
    errors = mask((10, 10), np.s_[:5, :4], (9, 9))

    location = from_errors(errors, silent=np.zeros(errors.shape, bool))

    assert "21 of 100 entries" in location.words


def test_entries_that_are_rightly_zero_do_not_break_a_column():
    errors, silent = mask((3, 4), (0, 1), (2, 1)), mask((3, 4), (1, 1))

    location = from_errors(errors, silent)

    assert location.words == "in column 1"


def test_entries_that_are_rightly_zero_do_not_break_throughout():
    errors, silent = mask((3, 4), np.s_[:2]), mask((3, 4), np.s_[2])

    location = from_errors(errors, silent)

    assert location.words == "throughout"


# -- by halving ----------------------------------------------------------------------------------


def halve(right, claimed, seed=0):
    return bisect(claimed, lambda v: float(np.vdot(v, right)), 1e-8, np.random.default_rng(seed))


@pytest.mark.parametrize("shape", [(400,), (1, 300), (300, 1), (20, 30), (5, 6, 20)])
@pytest.mark.parametrize("seed", range(5))
def test_a_wrong_entry_is_found_in_a_block_of_any_shape(shape, seed):
    rng = np.random.default_rng([seed, *shape])
    right = rng.normal(size=shape)
    claimed, index = right.copy(), tuple(int(rng.integers(n)) for n in shape)
    claimed[index] += 1

    location = halve(right, claimed, seed)

    assert location.entries == [index]
    assert str(list(index)) in location.words


def test_a_wrong_block_within_a_large_one_is_bounded_by_rows_and_columns():
    right = np.random.default_rng(0).normal(size=(40, 50))
    claimed = right.copy()
    claimed[3:8, 10:15] = 0

    location = halve(right, claimed)

    assert "rows 3, 4, 5, 6, 7" in location.words
    assert "columns 10, 11, 12, 13, 14" in location.words


def test_right_blocks_have_no_location():
    network, parameters = cases.draw(np.random.default_rng(0), "He with biases")

    report = check_gradients(network.cost, network.gradients, parameters)

    assert [block.location for block in report.blocks.values()] == [None] * 6
