"""Right gradients are never called wrong, wrong ones never right, and what cannot be told is said.

Networks come from `benchmarks/networks.py`, which knows nothing of the checker.
"""

import doctest
import math

import autograd
import autograd.numpy as anp
import gradcheck_cases as cases
import numpy as np
import pytest
from gradcheck_cases import W, answering, chain_of, changed, cost, gradients, random_network
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import chain
import gradcheck
from benchmarks.networks import REGIMES, Network, bugs, draw
from gradcheck import check_gradients

SEEDS = st.integers(0, 2**32 - 1)
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")  # networks that saturate


@pytest.mark.parametrize("module", [gradcheck, chain], ids=lambda module: module.__name__)
def test_the_examples_in_the_docstrings_hold(module):
    results = doctest.testmod(module)

    assert results.failed == 0
    assert results.attempted > 0


# -- right is right, wrong is wrong --------------------------------------------------------------


def assert_not_called_wrong(seed, regime):
    network, parameters = random_network(seed, regime)
    assume(np.isfinite(network.cost(parameters)))

    for measured in (network.cost, chain_of(network)):
        report = check_gradients(measured, network.gradients, parameters, seed=seed)

        assert report.wrong == [], f"{regime}, {seed}:\n{report}"


@pytest.mark.parametrize("regime", REGIMES)
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_a_right_gradient_is_never_called_wrong(regime, seed):
    assert_not_called_wrong(seed, regime)


@pytest.mark.slow
@pytest.mark.parametrize("regime", REGIMES)
def test_no_right_gradient_of_hundreds_is_called_wrong(regime):
    wrong, unfinished, count = [], 0, 100 if regime == "trained" else 600
    for seed in range(count):
        network, parameters = random_network(seed, regime)
        report = check_gradients(network.cost, network.gradients, parameters)
        wrong += [seed] * (report.verdict == "wrong")
        unfinished += report.verdict == "undecided" and bool(np.isfinite(network.cost(parameters)))

    assert wrong == []
    assert unfinished <= count * (0.05 if regime in ("inputs 0 to 255", "3 x normal") else 0.005)


@pytest.mark.parametrize("regime", ["standard normal", "He with biases", "small weights"])
@settings(max_examples=20, deadline=None)
@given(seed=SEEDS)
def test_where_nothing_saturates_right_gradients_are_called_right(regime, seed):
    network, parameters = random_network(seed, regime)

    report = check_gradients(network.cost, network.gradients, parameters)

    assert report.verdict == "right", str(report)
    assert report.method == "complex steps"
    assert max(block.ratio for block in report.blocks.values()) < 1e-6


@pytest.mark.parametrize("regime", cases.QUICK_REGIMES)
@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, which=st.randoms(use_true_random=False))
def test_a_bug_that_shows_is_never_called_right(regime, seed, which):
    network, parameters = random_network(seed, regime)
    assume(np.isfinite(network.cost(parameters)))
    bug = which.choice(list(bugs(network)))

    report = check_gradients(network.cost, answering(network, bug), parameters)

    for name in cases.visibly_wrong(network, parameters, bug):
        assert report.blocks[name].verdict != "right", f"{bug.name}:\n{report}"
    for name in cases.untouched(network, bug):
        assert report.blocks[name].verdict != "wrong", f"{bug.name}:\n{report}"


@pytest.mark.parametrize("regime", ["standard normal", "He with biases", "small weights"])
@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, which=st.randoms(use_true_random=False))
def test_where_nothing_saturates_a_bug_that_shows_is_called_wrong(regime, seed, which):
    network, parameters = random_network(seed, regime)
    bug = which.choice(list(bugs(network)))

    for measured in (network.cost, chain_of(network)):
        report = check_gradients(measured, answering(network, bug), parameters)

        missed = cases.visibly_wrong(network, parameters, bug) - set(report.wrong)
        assert not missed, f"{bug.name}:\n{report}"


@pytest.mark.slow
@pytest.mark.parametrize("regime", REGIMES)
def test_no_bug_of_hundreds_is_missed_and_nothing_else_is_accused(regime):
    rng = np.random.default_rng(0)
    missed, accused = [], []
    for seed in range(30 if regime == "trained" else 300):
        network, parameters = random_network(seed, regime)
        if not np.isfinite(network.cost(parameters)):
            continue
        listed = list(bugs(network))
        for bug in (listed[i] for i in rng.permutation(len(listed))[:3]):
            report = check_gradients(network.cost, answering(network, bug), parameters)
            called_right = {n for n, block in report.blocks.items() if block.verdict == "right"}
            if called_right & cases.visibly_wrong(network, parameters, bug):
                missed.append((seed, bug.name))
            if set(report.wrong) & cases.untouched(network, bug):
                accused.append((seed, bug.name))

    assert (missed, accused) == ([], [])


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS, factor=st.sampled_from([2, 4, 0.5, -1, 1.01, 1.001, 0, 1e3, 1e-3]))
def test_a_scaled_block_is_the_only_one_accused(seed, factor):
    network, parameters = draw(np.random.default_rng(seed), "standard normal", m=4, lambd=0.3)
    name = f"W{seed % 3 + 1}"

    def scaled(p):
        right = network.gradients(p)
        return {**right, f"d{name}": factor * right[f"d{name}"]}

    report = check_gradients(network.cost, scaled, parameters)

    assert report.wrong == [name]


def test_a_tiny_wrong_block_cannot_hide_behind_a_large_one():
    parameters = {"large": np.ones((30, 30)), "tiny": np.array([1e-6])}

    report = check_gradients(
        lambda p: np.sum(p["large"] ** 2) + np.sum(p["tiny"] ** 2),
        lambda p: {"dlarge": 2 * p["large"], "dtiny": 2.02 * p["tiny"]},
        parameters,
    )

    assert report.wrong == ["tiny"]
    assert report.blocks["large"].verdict == "right"
    assert report.global_ratio < 1e-7  # the classic check would let it pass


def test_verdicts_agree_with_autograd():
    rng = np.random.default_rng(3)
    X, parameters = rng.normal(size=(4, 6)), {"W": rng.normal(size=(3, 4)), "b": np.zeros((3, 1))}

    def softmax_cost(p, numpy):
        Z = numpy.dot(p["W"], X) + p["b"]
        return numpy.sum(numpy.log(numpy.sum(numpy.exp(Z), axis=0)) - Z[1])

    def right(p):
        return autograd.grad(lambda q: softmax_cost(q, anp))(p)

    report = check_gradients(lambda p: softmax_cost(p, np), right, parameters)

    assert report.verdict == "right"
    assert report.method == "complex steps"


def test_the_same_seed_gives_the_same_report():
    network, parameters = draw(np.random.default_rng(0), "He with biases")
    wrong = changed(network.gradients, lambda g: g["dW2"].__imul__(2))

    one, other = (check_gradients(network.cost, wrong, parameters, seed=5) for _ in range(2))

    assert one.to_json() == other.to_json()


# -- how it is measured --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unsafe", "right"),
    [
        (
            lambda p: np.sum(np.abs(p["W"]) ** 3),
            lambda p: {"dW": 3 * np.abs(p["W"]) * p["W"]},
        ),
        (
            lambda p: np.linalg.norm(p["W"]),
            lambda p: {"dW": p["W"] / np.linalg.norm(p["W"])},
        ),
        (lambda p: float(cost(p)), gradients),
        (lambda p: np.sum(np.tanh(p["W"].astype(float)) ** 2), gradients),
        (lambda p: np.sum(np.tanh(np.real(p["W"])) ** 2), gradients),
        (
            lambda p: math.log(1 + cost(p)),
            lambda p: {"dW": gradients(p)["dW"] / (1 + cost(p))},
        ),
        (lambda p: sum(math.tanh(w) ** 2 for w in p["W"].ravel()), gradients),
    ],
    ids=["abs", "norm", "float", "astype", "real", "math.log", "loop"],
)
def test_a_cost_that_is_not_complex_safe_is_measured_by_differences(unsafe, right):
    report = check_gradients(unsafe, right, {"W": W})
    doubled = check_gradients(unsafe, lambda p: {"dW": 2 * right(p)["dW"]}, {"W": W})

    assert report.verdict == "right"
    assert "differences" in report.method
    assert "complex" in report.method  # why
    assert doubled.wrong == ["W"]
    [factor] = [c.factor for c in doubled.blocks["W"].causes if c.kind == "factor"]
    assert factor == pytest.approx(2, rel=1e-6)


def test_a_cost_that_is_silently_not_complex_safe_is_noticed():
    # Im of |z|² + 1e-3 z is there, but it is not the derivative.
    def sly(p):
        return np.sum(np.abs(p["W"]) ** 2 + 1e-3 * p["W"])

    report = check_gradients(sly, lambda p: {"dW": 2 * p["W"] + 1e-3}, {"W": W})

    assert report.verdict == "right"
    assert "differences" in report.method
    assert "abs" in report.method


def test_one_block_that_is_not_complex_safe_does_not_spoil_the_others():
    parameters = {"W": W, "b": np.array([[3.0], [-4.0]])}

    report = check_gradients(
        lambda p: cost(p) + np.linalg.norm(p["b"]),
        lambda p: {**gradients(p), "db": p["b"] / np.linalg.norm(p["b"])},
        parameters,
    )

    assert report.verdict == "right"


def test_a_kink_at_the_start_is_not_taken_for_a_cost_that_drops_imaginary_parts():
    network, parameters = random_network(70, "small, zero biases")

    report = check_gradients(network.cost, network.gradients, parameters)

    assert report.method == "complex steps"
    assert report.verdict == "right"


@pytest.mark.parametrize("regime", ["standard normal", "He with biases"])
@settings(max_examples=10, deadline=None)
@given(seed=SEEDS)
def test_a_network_whose_cost_is_cast_to_float_is_judged_alike(regime, seed):
    network, parameters = random_network(seed, regime)
    wrong = changed(network.gradients, lambda g: g["dW1"].__imul__(2))

    right_report = check_gradients(lambda p: float(network.cost(p)), network.gradients, parameters)
    wrong_report = check_gradients(lambda p: float(network.cost(p)), wrong, parameters)

    assert "differences" in right_report.method
    assert right_report.wrong == []
    shows = np.linalg.norm(network.gradients(parameters)["dW1"]) > 1e-3
    assert wrong_report.wrong == ["W1"] or not shows


def test_every_entry_is_measured_if_asked_for():
    rng = np.random.default_rng(1)
    network, parameters = draw(rng, "He with biases", dims=(30, 10, 1), m=4)
    right = network.gradients(parameters)
    wrong = changed(network.gradients, lambda g: g["dW1"].__setitem__((3, 17), 0.5))

    report = check_gradients(network.cost, wrong, parameters, elementwise=True)

    block = report.blocks["W1"]
    np.testing.assert_allclose(block.numerical, right["dW1"], rtol=1e-9, atol=1e-15)
    np.testing.assert_array_equal(block.given, wrong(parameters)["dW1"])
    assert report.global_ratio_is_exact
    everything, claimed = (
        np.concatenate([g[f"d{name}"].ravel() for name in parameters])
        for g in (right, wrong(parameters))
    )
    classic = np.linalg.norm(everything - claimed) / (
        np.linalg.norm(everything) + np.linalg.norm(claimed)
    )
    assert report.global_ratio == pytest.approx(classic, rel=1e-6)


def test_without_being_asked_large_blocks_are_probed_only():
    network, parameters = draw(np.random.default_rng(1), "He with biases", dims=(300, 5, 1))
    calls = []

    def counted(p):
        calls.append(1)
        return network.cost(p)

    report = check_gradients(counted, network.gradients, parameters)

    assert report.verdict == "right"
    assert report.global_ratio_is_exact is False
    assert "about" in report.classic
    assert len(calls) < 200  # of 1511 parameters


def test_the_global_ratio_of_large_networks_is_about_right():
    network, parameters = draw(np.random.default_rng(1), "He with biases", dims=(300, 5, 1))

    report = check_gradients(
        network.cost,
        lambda p: {k: 2 * x for k, x in network.gradients(p).items()},
        parameters,
    )

    assert report.global_ratio == pytest.approx(1 / 3, rel=1e-6)


# -- what cannot be told -------------------------------------------------------------------------


def test_a_cost_that_draws_random_numbers_is_recognised_and_the_remedy_told():
    rng = np.random.default_rng(0)

    report = check_gradients(lambda p: cost(p) + rng.normal(), gradients, {"W": W})

    words = str(report)
    assert report.verdict == "undecided"
    assert "different costs" in words
    assert "seed" in words or "freeze" in words or "frozen" in words


def test_a_gradient_that_draws_random_numbers_is_recognised_and_the_remedy_told():
    rng = np.random.default_rng(0)

    report = check_gradients(
        cost, lambda p: {"dW": gradients(p)["dW"] + rng.normal(size=W.shape)}, {"W": W}
    )

    words = str(report)
    assert report.verdict == "undecided"
    assert "different gradients" in words
    assert "seed" in words or "freeze" in words or "frozen" in words


def check_with_loose_masks(seed, drawn_in, keep_prob):
    """Check right gradients of dropout whose masks are drawn afresh at each call."""
    rng = np.random.default_rng([seed, 100])
    network, parameters = draw(rng, "He with biases")

    def masks():
        return {k: (rng.random((network.dims[k], network.m)) < keep_prob) * 1 for k in (1, 2)}

    def dropped(is_loose):
        used = masks() if is_loose else frozen
        return Network(network.X, network.Y, network.dims, "relu", 0.0, used, keep_prob)

    frozen = masks()
    return check_gradients(
        lambda p: dropped(drawn_in != "gradients").cost(p),
        lambda p: dropped(drawn_in != "cost").gradients(p),
        parameters,
    )


@pytest.mark.parametrize("drawn_in", ["cost", "gradients", "both"])
@pytest.mark.parametrize("seed", range(5))
def test_dropout_that_is_not_frozen_is_recognised(seed, drawn_in):
    report = check_with_loose_masks(seed, drawn_in, keep_prob=0.7)

    assert report.verdict == "undecided"
    assert "different" in str(report)


@pytest.mark.parametrize("drawn_in", ["cost", "gradients", "both"])
def test_dropout_that_drops_little_and_is_not_frozen_is_never_called_wrong(drawn_in):
    reports = [check_with_loose_masks(seed, drawn_in, keep_prob=0.95) for seed in range(30)]

    assert [report.wrong for report in reports] == [[]] * 30
    # Not taken for a cost that drops imaginary parts either: it does not.
    assert not [
        r.method for r in reports if "differences" in r.method and "different" not in str(r)
    ]


def test_dropout_is_checked_with_the_mask_frozen():
    network, parameters = draw(np.random.default_rng(2), "He with biases", keep_prob=0.7)

    report = check_gradients(network.cost, network.gradients, parameters)

    assert network.masks
    assert report.verdict == "right"


def test_noise_in_the_last_digits_is_no_random_cost():
    rng = np.random.default_rng(0)

    report = check_gradients(lambda p: cost(p) * (1 + 1e-16 * rng.normal()), gradients, {"W": W})

    assert report.verdict == "right"


def relu_cost(p):
    return np.sum(p["W"] * (p["W"].real > 0))


AT_A_KINK = {"W": np.array([[0.0, 1.0, -1.0]])}


def test_the_convention_at_a_kink_is_a_matter_of_taste():
    reports = [
        check_gradients(relu_cost, lambda p, c=c: {"dW": c(p["W"])}, AT_A_KINK)
        for c in (lambda W: (W > 0) * 1.0, lambda W: (W >= 0) * 1.0)
    ]

    assert [report.wrong for report in reports] == [[], []]


def test_a_kink_hit_exactly_is_told_though_other_points_are_fine():
    report = check_gradients(relu_cost, lambda p: {"dW": (p["W"] >= 0) * 1.0}, AT_A_KINK)

    assert report.verdict == "right"
    assert "kink" in str(report)


def test_a_kink_at_the_only_point_leaves_it_undecided_and_tells_what_to_do():
    report = check_gradients(relu_cost, {"dW": np.array([[1.0, 1.0, 0.0]])}, AT_A_KINK)

    assert report.verdict == "undecided"
    assert "kink" in report.blocks["W"].words
    assert "move the parameters" in report.blocks["W"].words


def test_a_kink_does_not_excuse_a_wrong_gradient():
    report = check_gradients(relu_cost, lambda p: {"dW": 2.0 * (p["W"] >= 0)}, AT_A_KINK)

    assert report.wrong == ["W"]


def test_saturated_outputs_are_said_to_make_the_cost_infinite():
    X, parameters = np.array([[1e4, -1e4]]), {"W1": np.ones((1, 1)), "b1": np.zeros((1, 1))}
    network = Network(X, np.array([[1.0, 0.0]]), (1, 1))

    report = check_gradients(network.cost, network.gradients, parameters)

    words = str(report)
    assert not np.isfinite(network.cost(parameters))
    assert report.wrong == []
    assert "not finite at the parameters given" in words


def test_a_cost_that_is_finite_nowhere_leaves_all_undecided_and_tells_what_to_do():
    report = check_gradients(lambda p: np.log(-cost(p)), gradients, {"W": W})

    assert report.verdict == "undecided"
    assert "not finite" in report.blocks["W"].words
    assert "smaller weights" in report.blocks["W"].words


def test_smaller_parameters_are_tried_where_the_given_ones_saturate():
    network, parameters = draw(np.random.default_rng(4), "3 x normal", m=6)
    parameters = {name: 20 * block for name, block in parameters.items()}
    doubled = changed(network.gradients, lambda g: g["dW1"].__imul__(2))

    report = check_gradients(network.cost, doubled, parameters)

    assert not np.isfinite(network.cost(parameters))
    assert report.wrong == ["W1"]


def test_zeros_everywhere_are_right_but_said_to_check_little():
    report = check_gradients(lambda p: 0 * np.sum(p["W"]), lambda p: {"dW": 0 * p["W"]}, {"W": W})

    assert report.verdict == "right"
    assert "checks little" in report.blocks["W"].words


def test_zeros_where_the_slope_is_not_are_wrong():
    report = check_gradients(cost, lambda p: {"dW": 0 * p["W"]}, {"W": W})

    assert report.wrong == ["W"]
    assert "zero everywhere" in report.blocks["W"].words


# -- single precision ----------------------------------------------------------------------------


def in_float32(p):
    return {"dW": gradients({"W": p["W"].astype(np.float32)})["dW"]}


def test_a_gradient_in_float32_is_right_to_its_own_tolerance():
    report = check_gradients(cost, in_float32, {"W": W})

    assert report.verdict == "right"
    assert "float32" in " ".join(report.notes)


@pytest.mark.parametrize("seed", [0, 86, 137, 180, 282])  # the last ones lose most digits
def test_a_network_with_gradients_in_float32_is_right(seed):
    network, parameters = draw(np.random.default_rng(seed), "standard normal", "tanh", m=6)
    single = Network(
        network.X.astype(np.float32), network.Y.astype(np.float32), network.dims, "tanh"
    )

    def rounded(p):
        given_ = single.gradients({name: block.astype(np.float32) for name, block in p.items()})
        assert {block.dtype for block in given_.values()} == {np.dtype(np.float32)}
        return given_

    report = check_gradients(network.cost, rounded, parameters)

    assert report.verdict == "right"
    assert max(block.ratio for block in report.blocks.values()) > 1e-9


@pytest.mark.parametrize("factor", [2, 1.01, 0.99, -1])
def test_a_wrong_gradient_in_float32_is_wrong(factor):
    report = check_gradients(
        cost, lambda p: {"dW": np.float32(factor) * in_float32(p)["dW"]}, {"W": W}
    )

    assert report.wrong == ["W"]


@pytest.mark.parametrize(
    "single",
    [
        lambda p: np.sum(np.tanh(p["W"].astype(np.float32)) ** 2),
        lambda p: float(np.sum(np.tanh(p["W"].astype(np.float32)) ** 2)),
        lambda p: np.float32(cost(p)),
    ],
    ids=["inside", "inside, then float", "at the end"],
)
@pytest.mark.parametrize("factor", [1, 2])
def test_a_cost_in_float32_is_refused_with_the_reason(single, factor):
    report = check_gradients(single, lambda p: {"dW": factor * gradients(p)["dW"]}, {"W": W})

    assert report.verdict == "undecided"
    assert "float32" in report.blocks["W"].words


# -- functions that do what they should not ------------------------------------------------------


def test_a_cost_that_changes_its_parameters_in_place_is_refused():
    def careless(p):
        p["W"] *= 0.5
        return cost(p)

    with pytest.raises(ValueError, match="in place"):
        check_gradients(careless, gradients, {"W": W})


def test_parameters_survive_a_cost_that_changes_them_in_place():
    parameters = {"W": W.copy()}

    def careless(p):
        p["W"] *= 0.5
        return cost(p)

    with pytest.raises(ValueError):
        check_gradients(careless, gradients, parameters)

    np.testing.assert_array_equal(parameters["W"], W)


@pytest.mark.parametrize("by_function", [True, False], ids=["function", "dictionary"])
def test_a_cost_that_rebinds_the_names_it_is_given_does_no_harm(by_function):
    def rebinding(p):
        p["W"] = p["W"] * 2
        return np.sum(p["W"] ** 2)

    right = (lambda p: {"dW": 8 * p["W"]}) if by_function else {"dW": 8 * W}

    report = check_gradients(rebinding, right, {"W": W})

    assert report.verdict == "right"
    assert report.global_ratio < 1e-12


def test_a_gradient_function_that_changes_its_parameters_in_place_is_noted():
    parameters = {"W": W.copy()}

    def careless(p):
        given = gradients(p)
        p["W"] *= 0
        return given

    report = check_gradients(cost, careless, parameters)

    assert report.verdict == "right"
    assert "in place" in " ".join(report.notes)
    np.testing.assert_array_equal(parameters["W"], W)


def test_a_gradient_function_may_reuse_its_array():
    out = np.empty_like(W)

    def reusing(p):
        np.multiply(gradients(p)["dW"], 2, out=out)
        return {"dW": out}

    report = check_gradients(cost, reusing, {"W": W})

    assert report.wrong == ["W"]
    assert "2 ×" in report.blocks["W"].words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.ones((2, 3)), r"one number.*\(2, 3\)"),
        ("hello", "one number.*hello"),
        (None, "one number.*None"),
        (2 + 1j, "real"),
    ],
    ids=["array", "string", "None", "complex"],
)
def test_a_cost_that_is_not_one_real_number_is_refused_in_words(value, words):
    with pytest.raises(ValueError, match=words):
        check_gradients(lambda p: value, gradients, {"W": W})


def test_one_number_in_an_array_will_do_for_a_cost():
    report = check_gradients(lambda p: np.array([[cost(p)]]), gradients, {"W": W})

    assert report.verdict == "right"


def test_an_error_inside_the_cost_comes_through():
    def broken(p):
        raise ZeroDivisionError("in line 3")

    with pytest.raises(ZeroDivisionError, match="in line 3"):
        check_gradients(broken, gradients, {"W": W})


# -- gradients as a dictionary, parameters as an array -------------------------------------------


def test_gradients_may_be_given_as_a_dictionary():
    right = check_gradients(cost, gradients({"W": W}), {"W": W})
    wrong = check_gradients(cost, {"dW": 2 * gradients({"W": W})["dW"]}, {"W": W})

    assert right.verdict == "right"
    assert len(right.points) == 1
    assert wrong.wrong == ["W"]
    assert [cause.factor for cause in wrong.blocks["W"].causes] == [pytest.approx(2)]


def test_a_single_point_never_leads_to_a_wrong_cause():
    network, parameters = draw(np.random.default_rng(0), "standard normal", dims=(2, 1), m=3)
    given = network.gradients(parameters)
    given["dW1"] = given["dW1"][:, ::-1]  # any array is a multiple of a single slope

    report = check_gradients(network.cost, given, parameters)

    assert report.wrong == ["W1"]
    assert report.blocks["W1"].causes == []
    assert "unknown" in report.blocks["W1"].words


@pytest.mark.parametrize("keys", ["dW", "W"])
def test_gradients_may_be_called_by_either_name(keys):
    report = check_gradients(cost, lambda p: {keys: gradients(p)["dW"]}, {"W": W})

    assert report.verdict == "right"


def test_a_single_array_is_called_theta():
    right = check_gradients(lambda t: np.sum(t**3), lambda t: 3 * t**2, np.array([1.0, -2.0]))
    wrong = check_gradients(lambda t: np.sum(t**3), lambda t: 6 * t**2, np.array([1.0, -2.0]))

    assert right.verdict == "right"
    assert list(right.blocks) == ["theta"]
    assert wrong.blocks["theta"].words.startswith("dtheta is 2 ×")


def test_a_single_number_is_an_array_too():
    report = check_gradients(lambda t: t**2, lambda t: 2 * t, 3.0)

    assert report.verdict == "right"


def test_a_single_array_may_come_with_its_gradient_as_an_array():
    report = check_gradients(lambda t: np.sum(t**3), np.array([3.0, 13.0]), np.array([1.0, -2.0]))

    assert report.wrong == ["theta"]
    assert report.blocks["theta"].location.entries == [(1,)]


@pytest.mark.parametrize("scale", [1e-100, 1e-8, 1e8, 1e100])
@pytest.mark.parametrize("factor", [1, 2])
def test_the_scale_of_the_parameters_does_not_matter(scale, factor):
    report = check_gradients(
        lambda p: np.sum(p["W"] ** 2), lambda p: {"dW": 2 * factor * p["W"]}, {"W": scale * W}
    )

    assert report.verdict == ("right" if factor == 1 else "wrong")


def test_parameters_of_zeros_are_checked_near_them():
    right, wrong = (
        check_gradients(
            lambda p: np.sum(p["W"] ** 2), lambda p, c=c: {"dW": c * p["W"]}, {"W": 0 * W}
        )
        for c in (2, 3)
    )

    assert right.verdict == "right"
    assert wrong.verdict == "wrong"


def test_a_transposed_square_block_of_any_cost_is_told():
    report = check_gradients(
        lambda p: np.sum(np.tanh(p["W"]) ** 2 * np.arange(9).reshape(3, 3)),
        lambda p: {
            "W": (2 * np.tanh(p["W"]) / np.cosh(p["W"]) ** 2 * np.arange(9).reshape(3, 3)).T
        },
        {"W": np.random.default_rng(0).normal(size=(3, 3))},
    )

    assert [cause.kind for cause in report.blocks["W"].causes] == ["transposed"]


def test_an_entry_of_another_scale_is_not_hidden_by_the_others():
    rng = np.random.default_rng(0)
    X = np.c_[np.ones(50), rng.uniform(1e3, 1e4, 50), rng.uniform(1e5, 1e6, 50)]
    y = rng.normal(size=50)

    def gradient(theta):
        return X.T @ (X @ theta - y) / 50

    def doubled(theta):
        return gradient(theta) * [2, 1, 1]

    def cost(theta):
        return np.mean((X @ theta - y) ** 2) / 2

    theta = rng.normal(size=3)

    assert check_gradients(cost, gradient, theta).verdict == "right"
    assert check_gradients(cost, doubled, theta).blocks["theta"].location.entries == [(0,)]


@pytest.mark.parametrize("w", [[0.0, 1.0, -2.0], [0.0, 0.0, 0.0], [0.1, 1.0, -2.0]])
def test_a_missing_l1_term_is_found_though_the_parameters_sit_on_its_kink(w):
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(20, 3)), rng.normal(size=20)

    def cost(p):
        return np.sum((X @ p["w"] - y) ** 2) + 3 * np.sum(np.abs(p["w"]))

    def lacks_it(p):
        return {"w": 2 * X.T @ (X @ p["w"] - y)}

    def has_it(p):
        return {"w": lacks_it(p)["w"] + 3 * np.sign(p["w"])}

    parameters = {"w": np.array(w)}

    assert check_gradients(cost, lacks_it, parameters).verdict == "wrong"
    assert check_gradients(cost, has_it, parameters).verdict == "right"


def test_a_cost_with_a_domain_is_only_asked_within_it():
    def cost(p):
        if np.any(p["s"].real <= 0):
            raise ValueError("must be positive")
        return np.sum(np.log(p["s"]) ** 2)

    def gradients(p):
        return {"s": 2 * np.log(p["s"]) / p["s"]}

    parameters = {"s": np.array([1e-3, 2.0, 3.0, 100.0])}

    assert check_gradients(cost, gradients, parameters).verdict == "right"
    assert check_gradients(
        lambda p: cost(p), lambda p: {"s": gradients(p)["s"] / 2}, parameters
    ).wrong


def test_parameters_may_be_called_t_and_dt():
    parameters = {"t": np.ones(2), "dt": np.array([1.0, 5.0])}

    report = check_gradients(
        lambda p: np.sum(p["dt"] ** 2) + np.sum(p["t"] ** 3),
        lambda p: {"t": 3 * p["t"] ** 2, "dt": 2 * p["dt"]},
        parameters,
    )

    assert report.verdict == "right"
