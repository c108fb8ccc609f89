"""Mistakes in a backward pass are named: which step is the first wrong one, and why.

The bugs come from `benchmarks/networks.py`, which knows nothing of the diagnosis.
"""

import gradcheck_cases as cases
import numpy as np
import pytest
from gradcheck_cases import answering, chain_of, changed, random_network
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.networks import REGIMES, Bug, Network, bugs, draw
from chain import Chain
from gradcheck import check_gradients

SEEDS = st.integers(0, 2**32 - 1)
SQUARE = (4, 4, 4, 1)
"""Layers among which masks and weights can be mixed up."""


def a_network(activation="relu", dims=SQUARE, m=5, lambd=0.7, keep_prob=0.8, seed=1):
    rng = np.random.default_rng([seed, cases.ACTIVATIONS.index(activation)])
    return draw(rng, "He with biases", activation, dims, m, lambd, keep_prob)


def kinds(report, key):
    return {cause.kind for cause in report.steps.get(key, [])}


def layer_of(key):
    return int(key[2:])


EVERY_BUG = [
    pytest.param(activation, bug.name, id=f"{activation}: {bug.name}")
    for activation in cases.ACTIVATIONS
    for bug in bugs(a_network(activation)[0])
]


def named(network, name):
    return next(bug for bug in bugs(network) if bug.name == name)


@pytest.mark.parametrize(("activation", "name"), EVERY_BUG)
def test_with_all_steps_in_the_answer_the_bug_is_named_and_nothing_else(activation, name):
    network, parameters = a_network(activation)
    bug = named(network, name)

    report = check_gradients(chain_of(network), answering(network, bug), parameters)

    assert report.verdict == "wrong"
    assert list(report.steps) == [bug.quantity]
    assert bug.kind in kinds(report, bug.quantity)
    assert report.first_wrong == bug.quantity


@pytest.mark.parametrize(("activation", "name"), EVERY_BUG)
def test_with_only_the_gradients_in_the_answer_the_bug_is_still_named(activation, name):
    network, parameters = a_network(activation)
    bug = named(network, name)

    report = check_gradients(chain_of(network), answering(network, bug, steps=False), parameters)

    assert report.verdict == "wrong"
    assert bug.kind in kinds(report, bug.quantity)
    if bug.quantity[1] in "Wb":
        assert list(report.steps) == [bug.quantity]
    else:  # whether a factor came in at dA or at dZ of a layer cannot be seen from outside
        assert all(
            key[1] in "ZA" and layer_of(key) == layer_of(bug.quantity) for key in report.steps
        )


@pytest.mark.parametrize(
    ("quantity", "direct", "carried"),
    [
        ("dZ3", [], ["W3", "b3", "W2", "b2", "W1", "b1"]),
        ("dZ2", [], ["W2", "b2", "W1", "b1"]),
        ("dA1", [], ["W1", "b1"]),
        ("dW2", ["W2"], []),
    ],
)
@pytest.mark.parametrize("steps", [True, False], ids=["all steps", "gradients only"])
def test_one_mistake_is_charged_once_and_the_rest_is_carried(quantity, direct, carried, steps):
    network, parameters = a_network("tanh")
    bug = Bug("tripled", quantity, "factor", lambda net, p, pass_, g, right: 3 * right)

    report = check_gradients(chain_of(network), answering(network, bug, steps), parameters)

    assert set(report.wrong) == {*direct, *carried}
    for name in direct:
        assert report.blocks[name].causes
        assert not report.blocks[name].carried
    for name in carried:
        assert report.blocks[name].causes == []
        assert layer_of(report.blocks[name].carried) == layer_of(quantity)
        assert f"because {report.blocks[name].carried} is" in report.blocks[name].words
    assert report.first_wrong[2:] == quantity[2:]


def test_a_mistake_in_a_carried_block_is_charged_besides():
    network, parameters = a_network("tanh", lambd=0.0, keep_prob=1.0)
    first = Bug("doubled", "dZ2", "factor", lambda *context: 2 * context[-1])

    def both(p):
        given_ = network.gradients(p, first)
        given_["db1"] = given_["db1"] * network.m
        return given_

    report = check_gradients(chain_of(network), both, parameters)

    assert list(report.steps) == ["dZ2", "db1"]
    assert "factor" in kinds(report, "dZ2")
    assert "not averaged" in kinds(report, "db1")
    assert {n for n, block in report.blocks.items() if block.carried} >= {"W2", "b2", "W1"}


@pytest.mark.parametrize("steps", [True, False], ids=["all steps", "gradients only"])
def test_two_independent_bugs_are_named_separately(steps):
    network, parameters = a_network(keep_prob=1.0)
    right = answering(network, steps=steps)

    def twice_wrong(p):
        given_ = right(p)
        given_["dW2"] = 2 * given_["dW2"]
        given_["db1"] = given_["db1"] * 4
        return given_

    report = check_gradients(chain_of(network), twice_wrong, parameters)

    assert set(report.wrong) == {"W2", "b1"}
    assert set(report.steps) == {"dW2", "db1"}
    assert [c.factor for c in report.steps["dW2"] if c.kind == "factor"] == [pytest.approx(2)]
    assert [c.factor for c in report.steps["db1"] if c.kind == "factor"] == [pytest.approx(4)]


def test_two_bugs_in_the_steps_are_named_in_the_order_of_the_chain():
    network, parameters = a_network("tanh", lambd=0.0, keep_prob=1.0)

    def twice_wrong(p):
        A = network.forward(p)[2]
        g = {"dZ3": 2 * (A[3] - network.Y)}
        for layer in (3, 2, 1):
            dZ = g[f"dZ{layer}"]
            g[f"dW{layer}"] = dZ @ A[layer - 1].T / network.m
            g[f"db{layer}"] = dZ.sum(axis=1, keepdims=True) / network.m
            if layer > 1:
                g[f"dA{layer - 1}"] = p[f"W{layer}"].T @ dZ
                bend = 1 if layer == 2 else 1 - A[layer - 1] ** 2  # none in layer 1
                g[f"dZ{layer - 1}"] = g[f"dA{layer - 1}"] * bend
        return g

    report = check_gradients(chain_of(network), twice_wrong, parameters)

    assert list(report.steps) == ["dZ3", "dZ1"]
    assert "factor" in kinds(report, "dZ3")
    assert "no mask" in kinds(report, "dZ1")


@pytest.mark.parametrize("lambd", [0.0, 0.7])
@pytest.mark.parametrize("steps", [True, False], ids=["all steps", "gradients only"])
def test_one_over_m_may_be_folded_into_the_last_step(lambd, steps):
    network, parameters = a_network(lambd=lambd, keep_prob=1.0)

    def folded(p, wrong=False):
        Z, _, A = network.forward(p)
        g = {"dZ3": (A[3] - network.Y) / network.m}
        for layer in (3, 2, 1):
            dZ = g[f"dZ{layer}"]
            g[f"dW{layer}"] = dZ @ A[layer - 1].T + lambd / network.m * p[f"W{layer}"]
            g[f"db{layer}"] = dZ.sum(axis=1, keepdims=True)
            if layer > 1:
                g[f"dA{layer - 1}"] = p[f"W{layer}"].T @ dZ
                mask = Z[layer - 1] > (-np.inf if wrong and layer == 2 else 0)
                g[f"dZ{layer - 1}"] = g[f"dA{layer - 1}"] * mask
        return {key: x for key, x in g.items() if steps or key[1] in "Wb"}

    right = check_gradients(chain_of(network), folded, parameters)
    wrong = check_gradients(chain_of(network), lambda p: folded(p, wrong=True), parameters)

    assert right.verdict == "right"
    assert right.steps == {}
    assert list(wrong.steps) == ["dZ1"]
    assert "no mask" in kinds(wrong, "dZ1")


def test_one_over_m_folded_in_and_divided_by_again_is_named():
    network, parameters = a_network("tanh", lambd=0.0, keep_prob=1.0)
    bug = Bug("1/m twice", "dZ3", "averaged twice", lambda net, p, pass_, g, x: x / net.m)

    report = check_gradients(chain_of(network), answering(network, bug), parameters)

    assert list(report.steps) == ["dZ3"]
    assert "averaged twice" in kinds(report, "dZ3")


@pytest.mark.parametrize("steps", [True, False], ids=["all steps", "gradients only"])
def test_a_dA_that_is_never_masked_by_dropout_but_a_dZ_that_is_right_is_style(steps):
    network, parameters = a_network()

    def other_style(p):
        given_ = network.gradients(p)
        for layer in (1, 2):
            given_[f"dA{layer}"] = p[f"W{layer + 1}"].T @ given_[f"dZ{layer + 1}"]
        return {key: x for key, x in given_.items() if steps or key[1] in "Wb"}

    def wrong_besides(p):
        given_ = other_style(p)
        return {**given_, "dW1": 2 * given_["dW1"]}

    right = check_gradients(chain_of(network), other_style, parameters)
    wrong = check_gradients(chain_of(network), wrong_besides, parameters)

    assert right.verdict == "right"
    assert list(wrong.steps) == ["dW1"]


# -- when two explanations fit -------------------------------------------------------------------


@pytest.mark.parametrize("block", ["dW1", "db2", "dW3"])
def test_twice_as_much_with_two_examples_may_be_a_factor_or_a_missing_mean(block):
    network, parameters = a_network("tanh", m=2, lambd=0.0, keep_prob=1.0)
    bug = named(network, f"{block} x 2")

    report = check_gradients(chain_of(network), answering(network, bug), parameters)

    assert {"factor", "not averaged"} <= kinds(report, block)
    words = report.blocks[block[1:]].words
    assert "2 ×" in words
    assert "divided by m" in words
    assert " or " in words


def test_half_as_much_with_keep_prob_one_half_may_be_a_factor_or_dropout():
    network, parameters = a_network("tanh", lambd=0.0, keep_prob=0.5, dims=(4, 8, 8, 1))
    bug = Bug("halved", "dA1", "keep_prob", lambda *context: context[-1] / 2)

    report = check_gradients(chain_of(network), answering(network, bug), parameters)

    assert list(report.steps) == ["dA1"]
    assert {"factor", "keep_prob"} <= kinds(report, "dA1")


def test_a_flat_db_has_lost_a_dimension_and_nothing_else():
    network, parameters = a_network(lambd=0.0, keep_prob=1.0, dims=(3, 3, 3, 1))

    report = check_gradients(
        chain_of(network),
        changed(network.gradients, lambda g: g.update(db2=g["db2"][:, 0])),
        parameters,
    )

    assert kinds(report, "db2") == {"keepdims"}
    assert "keepdims" in report.blocks["b2"].words


# -- unknown when unknown ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("dW2", lambda x: x + 0.1),
        ("dW2", lambda x: x**3),
        ("db1", np.abs),
        ("dW1", lambda x: np.roll(x, 1, axis=0)),
    ],
    ids=["shifted", "cubed", "absolute", "rolled"],
)
@pytest.mark.parametrize("steps", [True, False], ids=["all steps", "gradients only"])
def test_a_mistake_outside_the_catalogue_is_located_but_its_cause_unknown(key, change, steps):
    network, parameters = a_network("tanh")

    report = check_gradients(
        chain_of(network),
        changed(answering(network, steps=steps), lambda g: g.update({key: change(g[key])})),
        parameters,
    )

    assert report.wrong == [key[1:]]
    assert report.blocks[key[1:]].causes == []
    assert "unknown" in report.blocks[key[1:]].words
    assert report.first_wrong == key
    assert report.steps == {key: []}


def test_an_unknown_mistake_in_a_step_is_named_by_the_step():
    network, parameters = a_network("tanh")
    bug = Bug("cubed", "dZ2", "", lambda *context: context[-1] ** 3)

    report = check_gradients(chain_of(network), answering(network, bug), parameters)

    assert report.steps == {"dZ2": []}
    assert "dZ2 is wrong, for unknown reasons" in str(report)
    assert report.blocks["W1"].carried == "dZ2"


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, block=st.sampled_from(["dW1", "dW2", "dW3", "db1", "db2"]))
def test_random_errors_are_never_given_a_cause(seed, block):
    network, parameters = a_network("tanh", keep_prob=1.0, seed=seed)

    def noisy(p):
        given_ = network.gradients(p)
        noise = np.random.default_rng(seed).normal(size=given_[block].shape)
        given_[block] = given_[block] + np.linalg.norm(given_[block]) * noise
        return given_

    report = check_gradients(chain_of(network), noisy, parameters)

    assert report.steps == {block: []}


# -- faulty answers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "junk",
    [None, "x", [[1], [2, 3]], np.nan, np.ones((2, 2)), {}],
    ids=["None", "string", "ragged", "NaN", "shape", "dict"],
)
@pytest.mark.parametrize("key", ["dZ3", "dA2", "dZ1", "dW2", "db1"])
def test_junk_in_an_answer_is_never_an_error(key, junk):
    network, parameters = a_network(keep_prob=1.0)

    report = check_gradients(
        chain_of(network),
        changed(network.gradients, lambda g: g.update({key: junk})),
        parameters,
    )

    if key[1] in "Wb":
        assert report.wrong == [key[1:]]
    else:
        assert report.verdict == "right"  # nobody asked for it


def test_a_missing_gradient_does_not_hide_another_mistake():
    network, parameters = a_network("tanh", keep_prob=1.0)

    def wrong(p):
        given_ = network.gradients(p)
        del given_["dW3"]
        given_["dW1"] = 2 * given_["dW1"]
        return given_

    report = check_gradients(chain_of(network), wrong, parameters)

    assert set(report.wrong) == {"W1", "W3"}
    assert "no dW3" in report.blocks["W3"].words
    assert "factor" in kinds(report, "dW1")


def test_a_function_that_returns_the_same_dictionary_every_time_is_diagnosed():
    network, parameters = a_network("tanh", keep_prob=1.0)
    answer = {}

    def reusing(p):
        for key, value in network.gradients(p).items():
            value = 2 * value if key == "dW2" else value
            if key in answer:
                answer[key][...] = value
            else:
                answer[key] = value
        return answer

    report = check_gradients(chain_of(network), reusing, parameters)

    assert report.wrong == ["W2"]
    assert list(report.steps) == ["dW2"]
    assert "factor" in kinds(report, "dW2")


def test_several_outputs_are_diagnosed_too():
    rng = np.random.default_rng(0)
    network, parameters = draw(rng, "He with biases", "relu", (4, 5, 3), m=6)
    Y = rng.integers(0, 2, (3, 6)) * 1.0
    network = Network(network.X, Y, network.dims)
    chain = Chain(network.X, Y)
    bug = named(network, "db2 summed over everything")

    right = check_gradients(chain, network.gradients, parameters)
    wrong = check_gradients(chain, answering(network, bug), parameters)

    assert right.verdict == "right"
    assert list(wrong.steps) == ["db2"]
    assert "wrong axis" in kinds(wrong, "db2")


def test_a_right_answer_has_no_diagnosis():
    network, parameters = a_network()

    report = check_gradients(chain_of(network), network.gradients, parameters)

    assert report.steps == {}
    assert report.first_wrong is None


# -- on random networks --------------------------------------------------------------------------


def assert_named_or_unknown(seed, regime, which, steps):
    """See that no bug is given a cause that it does not have."""
    network, parameters = random_network(seed, regime)
    assume(np.isfinite(network.cost(parameters)))
    bug = which(list(bugs(network)))
    shows = cases.visibly_wrong(network, parameters, bug)
    assume(shows)

    report = check_gradients(chain_of(network), answering(network, bug, steps), parameters)

    where = f"{regime}, {seed}, {bug.name}:\n{report}"
    told = {key for key, causes in report.steps.items() if causes}
    if steps:
        assert told <= {bug.quantity}, where
    # Both readings are told where two fit; the right one is always among them.
    assert not told or bug.kind in set().union(*(kinds(report, key) for key in told)), where
    for name in cases.untouched(network, bug):
        assert f"d{name}" not in report.steps, where


@pytest.mark.parametrize("regime", ["standard normal", "He with biases", "small weights"])
@pytest.mark.parametrize("steps", [True, False], ids=["all steps", "gradients only"])
@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, which=st.randoms(use_true_random=False))
def test_no_bug_is_given_a_cause_that_it_does_not_have(regime, steps, seed, which):
    assert_named_or_unknown(seed, regime, which.choice, steps)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("regime", [r for r in REGIMES if r not in ("3 x normal", "trained")])
def test_no_bug_of_hundreds_is_given_a_cause_that_it_does_not_have(regime):
    rng = np.random.default_rng(0)
    wrong = []
    for seed in range(300):
        network, parameters = random_network(seed, regime)
        if not np.isfinite(network.cost(parameters)):
            continue
        listed = list(bugs(network))
        for bug in (listed[i] for i in rng.permutation(len(listed))[:3]):
            if not cases.visibly_wrong(network, parameters, bug):
                continue
            report = check_gradients(chain_of(network), answering(network, bug), parameters)
            told = {key for key, causes in report.steps.items() if causes}
            right = told <= {bug.quantity} and (not told or bug.kind in kinds(report, bug.quantity))
            wrong += [] if right else [(seed, bug.name, str(report))]

    assert wrong == []


def test_what_lies_in_the_dictionary_besides_is_no_cause():
    network, parameters = a_network("tanh", lambd=0.0, keep_prob=1.0)

    def answer(p):
        given_ = network.gradients(p)
        given_["dW2"] = np.tanh(given_["dW2"])
        given_["dW1"] = np.tanh(given_["dW2"])
        return given_ | {"W2": given_["dW2"]}

    report = check_gradients(chain_of(network), answer, parameters)

    assert report.steps["dW2"] == []
    assert report.steps["dW1"] == []


def test_another_gradient_under_a_key_is_named():
    network, parameters = a_network("tanh")

    def answer(p):
        given_ = network.gradients(p)
        return given_ | {"dW2": given_["dW3"]}

    report = check_gradients(chain_of(network), answer, parameters)

    assert "dW2 is dW3" in report.blocks["W2"].words


def test_an_L2_term_alone_is_named():
    network, parameters = a_network("tanh", lambd=0.7)

    def answer(p):
        given_ = network.gradients(p)
        return given_ | {"dW2": 0.7 / network.m * p["W2"]}

    report = check_gradients(chain_of(network), answer, parameters)

    assert kinds(report, "dW2") == {"L2 term alone"}
