"""What the hidden tests of the gradient-checking notebook refuse, accept, charge and say."""

import numpy as np
import pytest

from autograder.hidden_tests import decoys, differences, gradients, network
from autograder.hidden_tests import gradient_checking as hidden_tests
from autograder.proof.notebooks import define_functions
from autograder.variants.gradient_checking import BUGGED
from autograder.variants.submissions import changed_submission
from autograder.variants.variant import Edit

FULL = {
    "forward_propagation": 10,
    "backward_propagation": 10,
    "gradient_check": 20,
    "gradient_check_n": 30,
    "backward_propagation_n": 30,
}


@pytest.mark.parametrize("epsilon", [1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8])
def test_differences_are_refused_whatever_their_epsilon(epsilon, reference, capsys):
    def backward_propagation_n(X, Y, cache):
        names, positions = ("W1", "b1", "W2", "b2", "W3", "b3"), (2, 3, 6, 7, 10, 11)
        parameters = {name: cache[position] for name, position in zip(names, positions)}
        return {
            f"d{name}": central_differences(
                lambda moved, name=name: network.cost(X, Y, {**parameters, name: moved}),
                block,
                epsilon,
            )
            for name, block in parameters.items()
        }

    points = hidden_tests.backward_propagation_n(backward_propagation_n)

    assert points == 0
    assert "not from differences" in capsys.readouterr().out


def central_differences(cost, block, epsilon):
    slopes = np.zeros_like(block)
    for index in np.ndindex(block.shape):
        up, down = block.copy(), block.copy()
        up[index] += epsilon
        down[index] -= epsilon
        slopes[index] = (cost(up) - cost(down)) / (2 * epsilon)
    return slopes


def test_the_chain_rule_is_not_taken_for_differences_in_hundreds_of_draws(solutions):
    worst = 0.0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        differences.refuse_differences_of_costs(solutions.backward_propagation_n, rng)
        case = network.random_case(rng, (4, 5, 3, 1), 3)
        case = differences.with_unit_above_kink(case, 1e-9)
        answer = solutions.backward_propagation_n(*gradients.backward_arguments(case))
        errors = [gradients.block_error(answer, case, block) for block in gradients.BLOCKS]
        worst = max(worst, *errors)

    assert worst < gradients.CLOSE / 1e6


def with_changes(**changes):
    """The reference with changes to what it returns: functions of the answer."""

    def make(backward):
        def changed(X, Y, cache):
            answer = backward(X, Y, cache)
            return answer | {key: change(answer) for key, change in changes.items()}

        return changed

    return make


@pytest.mark.parametrize(
    ("make", "points"),
    [
        (with_changes(dZ2=lambda g: 2 * g["dZ2"]), 27),
        (with_changes(dZ2=lambda g: 2 * g["dZ2"], dW2=lambda g: 2 * g["dW2"]), 16),
        (with_changes(dZ2=lambda g: g["dZ2"] + 7, dZ1=lambda g: g["dZ1"] + 1), 27),
        (with_changes(dW2=lambda g: 3 * g["dW2"], dW3=lambda g: 3 * g["dW3"]), 18),
        (with_changes(dW3=lambda g: g["dW3"] / 2), 29),
    ],
)
def test_steps_in_the_dictionary_cannot_excuse_wrong_blocks(make, points, solutions, capsys):
    assert hidden_tests.backward_propagation_n(make(solutions.backward_propagation_n)) == points


@pytest.mark.parametrize("seed", [111, *range(40)])
def test_a_missing_mask_is_not_taken_for_a_difference(seed, reference, capsys):
    (variant,) = [variant for variant in BUGGED if variant.name == "dZ2_without_mask"]
    functions = define_functions(changed_submission(reference, variant.changes))

    assert hidden_tests.backward_propagation_n(functions.backward_propagation_n, seed) == 27


@pytest.mark.parametrize(
    "verdict",
    [
        "print([float(difference)], 'OK' if difference < 2e-7 else 'WRONG')",
        "print(f'difference {difference:>25} ', 'OK' if difference < 2e-7 else 'WRONG')",
        "print(f'difference {difference:.3G}', 'OK' if difference < 2e-7 else 'WRONG')",
        "print('OK' if difference < 2e-7 else 'small' if difference < 1e-2 else 'WRONG')",
        "print('\\033[%dm' % (92 if difference < 2e-7 else 91), difference)",
        "import sys; print('OK' if difference < 2e-7 else 'WRONG', file=sys.stderr)",
    ],
)
def test_a_verdict_may_be_worded_in_any_way(verdict, reference, capsys):
    edits = [
        Edit(item, "print_verdict(difference)", verdict)
        for item in ("gradient_check", "gradient_check_n")
    ]
    functions = define_functions(changed_submission(reference, edits))

    assert hidden_tests.gradient_check(functions.gradient_check) == 20
    assert hidden_tests.gradient_check_n(functions.gradient_check_n) == 30


@pytest.mark.parametrize("shape", [(), (1,), (1, 1)])
def test_a_difference_is_refused_in_whatever_shape(shape, solutions, capsys):
    def backward_propagation(x, theta):
        slope = ((theta + 1e-4) * x - (theta - 1e-4) * x) / 2e-4
        return np.full(shape, slope)

    assert hidden_tests.backward_propagation(backward_propagation) == 0


@pytest.mark.parametrize("error", [GeneratorExit, type("Own", (BaseException,), {})])
@pytest.mark.parametrize("item", FULL)
def test_nothing_but_a_time_out_escapes(item, error, capsys):
    def raising(*args, **kwargs):
        raise error

    assert getattr(hidden_tests, item)(raising) == 0


@pytest.mark.parametrize("factor", [-1, 0.5, 3])
def test_a_wrong_dZ3_is_charged_once(factor, solutions, capsys):
    def misled(X, Y, cache):
        A3 = cache[9]
        other_labels = A3 - factor * (A3 - Y)  # with these, dZ3 = A3 - Y comes out scaled
        return solutions.backward_propagation_n(X, other_labels, cache)

    assert hidden_tests.backward_propagation_n(misled) == 27


@pytest.mark.parametrize(
    ("names", "points"),
    [
        (["dZ3_doubled", "db1_times_4"], 16),
        (["dZ3_doubled", "db1_only_halved"], 16),
        (["dZ3_doubled", "db1_over_units"], 16),
        (["dZ3_doubled", "db1_over_both"], 16),
        (["dZ3_doubled", "db1_times_4", "db2_flat"], 15),
        (["dW2_transposed", "db1_times_4"], 8),
        (["dW2_times_2", "db1_over_units"], 8),
    ],
)
def test_what_was_mended_counts_whatever_else_is_wrong(names, points, reference, capsys):
    changes = [change for v in BUGGED if v.name in names for change in v.changes]
    functions = define_functions(changed_submission(reference, changes))

    assert hidden_tests.backward_propagation_n(functions.backward_propagation_n) == points
    assert "Neither dW2 nor db1 is mended" not in capsys.readouterr().out


@pytest.mark.parametrize("seed", [None, 6, *range(20, 40)])
def test_a_mistake_with_one_label_is_in_all_blocks_whatever_is_drawn(seed, reference, capsys):
    names = ["dZ3_without_Y", "dZ2_without_mask"]
    changes = [change for v in BUGGED if v.name in names for change in v.changes]
    functions = define_functions(changed_submission(reference, changes))

    assert hidden_tests.backward_propagation_n(functions.backward_propagation_n, seed) == 27


def test_zeros_are_not_taken_for_carried_forward_errors(solutions, capsys):
    def zeros(X, Y, cache):
        answer = solutions.backward_propagation_n(X, Y, cache)
        return {key: 0 * value for key, value in answer.items()}

    assert hidden_tests.backward_propagation_n(zeros) <= 1


@pytest.mark.parametrize(
    "made",
    [decoys.bent, lambda parameters: decoys.steep(parameters, 1e4)],
    ids=["bent", "steep"],
)
def test_a_made_up_cost_has_the_gradients_it_claims(made):
    case = network.random_case(np.random.default_rng(0), (4, 5, 3, 1), 3)
    cost, its_gradients = made(case.parameters)

    slopes = central_differences(
        lambda moved: cost(case.X, case.Y, {**case.parameters, "b1": moved}),
        case.parameters["b1"],
        1e-8,
    )

    np.testing.assert_allclose(its_gradients["db1"], slopes, rtol=1e-5)


@pytest.mark.parametrize("item", FULL)
@pytest.mark.parametrize("answer", [None, 0.0, np.nan, "0", {}, [], np.zeros((2, 2)), 1j, True])
def test_nonsense_earns_nothing_and_never_raises(item, answer, capsys):
    def nonsense(*args, **kwargs):
        return answer

    assert getattr(hidden_tests, item)(nonsense) <= 1  # an honest "arguments unchanged" at most


def test_what_is_lost_is_told_with_the_block_and_the_sizes(reference, capsys):
    (variant,) = [variant for variant in BUGGED if variant.name == "dW2_times_2"]
    functions = define_functions(changed_submission(reference, variant.changes))

    hidden_tests.backward_propagation_n(functions.backward_propagation_n)

    printed = capsys.readouterr().out
    assert "backward_propagation_n: 19 of 30 points" in printed
    assert "dW2 is the slope of the cost in W2" in printed
    unwrapped = " ".join(printed.split())
    assert "dW2 is 2 × what dZ2 gives (a 4-5-3-1 network with m = 3 examples)" in unwrapped


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("dW2_times_2", "dW2 is 2 × what dZ2 gives"),
        ("db1_times_4", "db1 is 4 × what dZ1 gives"),
        ("dW1_not_averaged", "dW1 is 3 × what dZ1 gives, or is not divided by m, which is 3"),
        ("dW3_with_wrong_sign", "dW3 is what dZ3 gives with the sign turned"),
        ("db3_over_units", "db3 is summed over axis 0, the units, instead of axis 1"),
        ("db2_flat", "sum with keepdims=True"),
        ("dZ1_without_mask", "dZ1 is not masked by the ReLU of layer 1"),
        ("dZ2_without_mask", "dZ2 is not masked by the ReLU of layer 2"),
        ("dZ3_turned", "dZ3 is what A and Y give with the sign turned"),
        ("dZ3_divided_twice", "dZ3 is 0.3333 × what A and Y give, or is divided by m"),
        ("dA2_zero", "dA2 is zero everywhere"),
    ],
)
def test_the_cause_of_a_mistake_is_named(name, words, reference, capsys):
    (variant,) = [variant for variant in BUGGED if variant.name == name]
    functions = define_functions(changed_submission(reference, variant.changes))

    hidden_tests.backward_propagation_n(functions.backward_propagation_n)

    assert words in " ".join(capsys.readouterr().out.split())


def test_a_function_that_only_fails_at_other_parameters_is_told(solutions, capsys):
    seen = []

    def backward_propagation_n(X, Y, cache):
        if len(seen) and not np.array_equal(cache[2], seen[0]):
            raise ZeroDivisionError("no such network")
        seen.append(cache[2])
        return solutions.backward_propagation_n(X, Y, cache)

    points = hidden_tests.backward_propagation_n(backward_propagation_n)

    assert points <= 1
    assert "your function raised ZeroDivisionError" in capsys.readouterr().out


def test_a_function_that_draws_random_numbers_is_told(solutions, capsys):
    rng = np.random.default_rng(0)

    def backward_propagation_n(X, Y, cache):
        answer = solutions.backward_propagation_n(X, Y, cache)
        return answer | {"dW1": answer["dW1"] * rng.uniform(0.5, 2)}

    points = hidden_tests.backward_propagation_n(backward_propagation_n)

    assert points < 30
    assert "different gradients each time" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("change", "points"),
    [
        (lambda g: g | {"dA2": g["dA2"].T}, 27),
        (lambda g: g | {"dZ3": g["dZ3"].ravel()}, 27),
        (lambda g: g | {"dZ1": 3.0}, 27),
        (lambda g: g | {"dZ2": np.zeros((0, 3))}, 27),
        (lambda g: g | {"dW1": None}, 29),
        (lambda g: g | {"dW1": "nonsense"}, 29),
        (lambda g: g | {"dW1": np.nan * g["dW1"]}, 29),
        (lambda g: g | {"note": (x for x in "ab"), "np": np}, 30),
        (lambda g: {key: value.astype(np.float32) for key, value in g.items()}, 30),
        (lambda g: {key: value.astype(object) for key, value in g.items()}, 30),
        (lambda g: {key: value.tolist() for key, value in g.items()}, 30),
    ],
)
def test_odd_types_and_shapes_cost_what_they_spoil_and_no_more(change, points, solutions, capsys):
    def backward_propagation_n(X, Y, cache):
        return change(solutions.backward_propagation_n(X, Y, cache))

    assert hidden_tests.backward_propagation_n(backward_propagation_n) == points
    assert "raised" not in capsys.readouterr().out
