"""What the hidden tests of the regularization notebook refuse, accept, charge and say."""

import numpy as np
import pytest
from scipy import stats

from autograder.hidden_tests import dropout
from autograder.hidden_tests import regularization as hidden_tests
from autograder.proof import notebooks

NOTEBOOK = "regularization"
ITEMS = list(notebooks.points(NOTEBOOK))


@pytest.fixture
def solutions():
    return notebooks.functions(NOTEBOOK)


def said(name, capsys):
    """What is printed about a variant, on one line."""
    (variant,) = [v for v in notebooks.catalogue(NOTEBOOK).BUGGED if v.name == name]
    functions = notebooks.functions(NOTEBOOK, variant.changes)
    (item,) = variant.marks
    getattr(hidden_tests, item)(getattr(functions, item))
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("cost_without_half", "the penalty is 2 times what it should be"),
        ("cost_L1", "weights three times as large make the penalty 3 times as large, not 9"),
        ("cost_largest_layer", "the layers one by one add"),
        ("cost_matrix_product", "do not count each by its own square: together they add"),
        ("cost_spares_the_first_input", "the entries of W3 do not count alike in the penalty"),
        ("cost_without_W1", "W1 adds nothing to the penalty"),
        ("cost_means_of_squares", "the layers do not count alike in the penalty"),
        ("cost_rounded", "the cost is rounded: it is "),
        ("terms_squared_not_averaged", "what lambd adds is not in proportion to lambd / m"),
        ("dW2_without_term", "dW2 lacks the term λ/m·W2"),
        ("dW3_term_halved", "the term is 0.5 × λ/m·W"),
        ("dW1_term_subtracted", "the term is -1 × λ/m·W"),
        ("dW2_not_averaged", "dW2 is 3 × what dZ2 gives"),
        ("mask_from_randn", "% of D1 are 1; it should be close to 50%"),
        ("mask_of_one_column", "there is a whole unit for which they are (nearly) all alike"),
        ("mask_of_half_the_examples", "only 75 of its 150 columns are different"),
        ("masks_seeded_alike", "the numbers for D1 are used for D2 again"),
        ("A1_not_scaled", "are multiplied by 1, not 2"),
        ("dA2_not_masked", "units that D2 dropped have a gradient in dA2"),
        ("dA2_not_scaled", "times W3.T @ dZ3, not 1.25 times"),
        ("drop_db1_times_4", "db1 is 4 × what dZ1 gives"),
    ],
)
def test_what_is_lost_is_told_in_words(name, words, capsys):
    assert words in said(name, capsys)


@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize("answer", [None, 0.0, np.nan, "0", {}, [], np.zeros((2, 2)), (1, 2), True])
def test_nonsense_earns_next_to_nothing_and_never_raises(item, answer, capsys):
    points = getattr(hidden_tests, item)(lambda *args, **kwargs: answer)

    assert points <= 3  # "the biases do not count", "arguments unchanged"


@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize("error", [GeneratorExit, SystemExit, type("Own", (BaseException,), {})])
def test_nothing_but_a_time_out_escapes(item, error, capsys):
    def raising(*args, **kwargs):
        raise error

    assert getattr(hidden_tests, item)(raising) == 0


@pytest.mark.parametrize("item", ITEMS)
def test_a_stopped_cell_is_stopped(item):
    def stopped(*args, **kwargs):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        getattr(hidden_tests, item)(stopped)


def test_a_wrong_dZ3_is_charged_once(solutions, capsys):
    def misled(X, Y, cache, lambd):
        A3 = cache[9]
        labels = A3 - 2 * (A3 - Y)  # with these, dZ3 = A3 - Y comes out doubled
        return solutions.backward_propagation_with_regularization(X, labels, cache, lambd)

    assert hidden_tests.backward_propagation_with_regularization(misled) == 24


def test_the_masks_of_the_classic_seed_are_accepted(solutions, capsys):
    def seeded(X, parameters, keep_prob=0.5):
        np.random.seed(1)
        return solutions.forward_propagation_with_dropout(X, parameters, keep_prob)

    assert hidden_tests.forward_propagation_with_dropout(seeded) == 30


def test_the_global_generator_is_left_as_it_was(solutions, capsys):
    np.random.seed(5)
    before = np.random.get_state()[1].copy()

    hidden_tests.backward_propagation_with_dropout(solutions.backward_propagation_with_dropout)

    np.testing.assert_array_equal(np.random.get_state()[1], before)


def test_a_right_mask_fails_less_than_once_in_a_million():
    counts = 2 * 4 + 2 * 3 * (120 + 90 + 2 * 150)  # masks; their rows and columns

    assert counts * 2 * stats.norm.sf(dropout.SIGMAS) < 1e-8
    # The binomial counts themselves, where they are least normal: 150 draws, 86 % kept.
    for n, p in ((150, 0.86), (150, 0.5), (90, 0.2), (90, 0.86)):
        spread = dropout.SIGMAS * np.sqrt(n * p * (1 - p))
        tails = stats.binom.cdf(n * p - spread, n, p) + stats.binom.sf(n * p + spread, n, p)
        assert counts * tails < 1e-6


def test_a_thousand_right_masks_are_all_accepted():
    rng = np.random.default_rng(1)

    for keep_prob in (0.2, 0.5, 0.86):
        for _ in range(350):
            mask = (rng.random((90, 150)) < keep_prob).astype(float)
            dropout.expect_fraction(mask, "D", keep_prob)
            dropout.expect_fresh_entries(mask, "D")
            if keep_prob == 0.5:
                dropout.expect_no_copies({1: mask[:45], 2: mask[45:]})


@pytest.mark.parametrize("wrong", [0.45, 0.55])
def test_a_mask_with_another_fraction_is_noticed(wrong):
    rng = np.random.default_rng(2)

    with pytest.raises(AssertionError, match="close to 50%"):
        dropout.expect_fraction((rng.random((90, 150)) < wrong).astype(float), "D", 0.5)


def test_in_every_case_a_missing_mask_or_division_shows():
    for seed in range(30):
        drawn = dropout.random_dropout_case(np.random.default_rng(seed), (3, 7, 6, 1), 8, 0.8)
        here = drawn.chain().forward(drawn.case.parameters)

        for layer in (1, 2):
            assert np.any((drawn.masks[layer] == 0) & (here.Z[layer] > 0))
            assert np.any((drawn.masks[layer] == 1) & (here.Z[layer] > 0))


@pytest.mark.parametrize("seed", [*range(10), 1963489985, 1679265487, 749023868, 3969628625])
@pytest.mark.parametrize(("name", "points"), [("dA2_fresh_mask", 20), ("drop_dA1_of_dA2", 17)])
def test_another_mask_or_step_is_not_right_by_chance(name, points, seed, capsys):
    (variant,) = [v for v in notebooks.catalogue(NOTEBOOK).BUGGED if v.name == name]
    function = notebooks.functions(NOTEBOOK, variant.changes).backward_propagation_with_dropout

    assert hidden_tests.backward_propagation_with_dropout(function, seed) == points


def test_a_number_of_another_type_is_still_a_number(solutions, capsys):
    def single(A3, Y, parameters, lambd):
        cost = solutions.compute_cost_with_regularization(A3, Y, parameters, lambd)
        return np.array([cost])

    assert hidden_tests.compute_cost_with_regularization(single) == 20
