"""What the hidden tests of the deep-network notebook refuse, accept, charge and say."""

from types import SimpleNamespace

import numpy as np
import pytest

import gc_utils
from autograder.hidden_tests import decoys, deep_cases, rolling
from autograder.hidden_tests import deep_network as hidden_tests
from autograder.hidden_tests.rubric import Unacceptable
from autograder.proof import notebooks
from autograder.variants.deep_network import BUGGED
from chain import Chain
from deep_network import L_model_forward
from derivatives import numerical_gradient
from replacing import replaced

FULL = notebooks.points("deep_network")


@pytest.fixture
def solutions() -> SimpleNamespace:
    """The functions of the reference solution, freshly defined."""
    return notebooks.functions("deep_network")


def bugged(name: str) -> SimpleNamespace:
    (variant,) = [variant for variant in BUGGED if variant.name == name]
    return notebooks.functions("deep_network", variant.changes)


@pytest.mark.parametrize("item", FULL)
@pytest.mark.parametrize(
    "answer",
    [None, 0.0, np.nan, "0", {}, [], (), np.zeros((2, 2)), np.zeros((5, 1)), 1j, True, {"W1": "x"}],
)
def test_nonsense_earns_nothing_and_never_raises(item, answer, capsys):
    def nonsense(*args, **kwargs):
        return answer

    assert getattr(hidden_tests, item)(nonsense) <= 4  # a column of zeros is one column
    if not (isinstance(answer, np.ndarray) and answer.shape == (5, 1)):
        assert getattr(hidden_tests, item)(nonsense) <= 1  # an honest "arguments unchanged"


@pytest.mark.parametrize(
    "error", [GeneratorExit, SystemExit, type("Own", (BaseException,), {}), ValueError]
)
@pytest.mark.parametrize("item", FULL)
def test_nothing_but_a_time_out_escapes(item, error, capsys):
    def raising(*args, **kwargs):
        raise error

    assert getattr(hidden_tests, item)(raising) == 0


@pytest.mark.parametrize("item", FULL)
def test_a_time_out_escapes(item):
    def interrupted(*args, **kwargs):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        getattr(hidden_tests, item)(interrupted)


def nothing(*args, **kwargs):
    """A function that is not done yet."""


@pytest.mark.parametrize(
    "other",
    ["dictionary_to_vector", "vector_to_dictionary", "gradients_to_vector", "forward_prop_cost"],
)
def test_a_slip_in_another_function_does_not_cost_the_check_anything(other, solutions, capsys):
    with replaced(solutions.gradient_check, **{other: nothing}):
        points = hidden_tests.gradient_check(solutions.gradient_check)

    assert points == 40


def test_gradients_may_be_rolled_by_a_function_that_is_wrong_itself(solutions, capsys):
    functions = notebooks.functions("deep_network")
    namespace = {"dictionary_to_vector": nothing}
    exec(
        "def gradients_to_vector(gradients):\n"
        "    named = {k[1:]: v for k, v in gradients.items() if k[1] != 'A'}\n"
        "    return dictionary_to_vector(named)",
        namespace,
    )

    assert hidden_tests.gradients_to_vector(namespace["gradients_to_vector"]) == 15
    assert hidden_tests.dictionary_to_vector(functions.dictionary_to_vector) == 15


def borrowed_from_gc_utils():
    def imported_inside(params_dict):
        from gc_utils import dictionary_to_vector

        return dictionary_to_vector(params_dict)[0]

    def by_renaming(params_dict):
        renamed = {f"d{name}": block for name, block in params_dict.items()}
        return gc_utils.gradients_to_vector(renamed)

    return [imported_inside, by_renaming]


@pytest.mark.parametrize("borrowed", borrowed_from_gc_utils(), ids=lambda f: f.__name__)
def test_the_helpers_of_the_first_notebook_are_not_an_answer(borrowed, capsys):
    assert hidden_tests.dictionary_to_vector(borrowed) == 0
    assert "not one from gc_utils" in capsys.readouterr().out


def test_to_print_with_gc_utils_is_not_borrowing(solutions, capsys):
    def printing(params_dict):
        gc_utils.print_verdict(0.1)
        return solutions.dictionary_to_vector(params_dict)

    assert hidden_tests.dictionary_to_vector(printing) == 15


def test_refusing_leaves_gc_utils_as_it_was():
    with pytest.raises(Unacceptable):
        rolling.refuse_borrowed(len, lambda: gc_utils.vector_to_dictionary(np.zeros(47)))

    assert len(gc_utils.vector_to_dictionary(np.zeros(47))) == 6


def test_the_notebook_does_not_hand_out_what_is_to_be_written():
    imports = notebooks.release("deep_network").cells[1].source

    assert "print_verdict" in imports
    assert not any(item in imports for item in FULL)


@pytest.mark.parametrize(
    ("change", "points"),
    [
        (lambda vector: vector.tolist(), 15),
        (lambda vector: vector.astype(object), 15),
        (lambda vector: np.asfortranarray(vector), 15),
        (lambda vector: vector.astype(np.longdouble), 15),
        (lambda vector: np.squeeze(vector), 12),
        (lambda vector: vector[..., None], 12),
        (lambda vector: (vector, "a note"), 12),
        (lambda vector: np.append(vector, [[0.5]], axis=0), 11),
        (lambda vector: vector.astype(str), 0),
        (lambda vector: vector * np.nan, 0),
        (lambda vector: 2 * vector, 4),
    ],
)
def test_a_vector_may_be_of_any_type_but_not_of_any_shape(change, points, solutions, capsys):
    def dictionary_to_vector(params_dict):
        return change(solutions.dictionary_to_vector(params_dict))

    assert hidden_tests.dictionary_to_vector(dictionary_to_vector) == points
    assert "raised" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "points"),
    [
        (lambda p: p | {"note": (x for x in "ab"), "np": np}, 15),
        (lambda p: {name: block.tolist() for name, block in p.items()}, 15),
        (lambda p: dict(reversed(p.items())), 15),
        (lambda p: {name: np.squeeze(block) for name, block in p.items()}, 11),
        (lambda p: {name: block.ravel() for name, block in p.items()}, 11),
        (lambda p: {name: block for name, block in p.items() if name != "W2"}, 9),
        (lambda p: {f"d{name}": block for name, block in p.items()}, 0),
        (lambda p: {name: -block for name, block in p.items()}, 7),
    ],
)
def test_a_dictionary_may_hold_more_but_not_less(change, points, solutions, capsys):
    def vector_to_dictionary(vector, layers_dims):
        return change(solutions.vector_to_dictionary(vector, layers_dims))

    assert hidden_tests.vector_to_dictionary(vector_to_dictionary) == points
    assert "raised" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "points"),
    [
        (lambda cost: np.array(cost), 15),
        (lambda cost: [[cost]], 15),
        (lambda cost: np.longdouble(cost), 15),
        (lambda cost: cost * (1 + 1e-9), 15),
        (lambda cost: np.array([cost, cost]), 0),
        (lambda cost: cost + 1, 6),
        (lambda cost: -cost, 6),
        (lambda cost: np.inf, 0),
    ],
)
def test_a_cost_is_one_right_number(change, points, solutions, capsys):
    def forward_prop_cost(X, parameters, Y, hidden_layers_activation_fn="tanh"):
        return change(solutions.forward_prop_cost(X, parameters, Y, hidden_layers_activation_fn))

    assert hidden_tests.forward_prop_cost(forward_prop_cost) == points


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("vector_flat", "the vector should be one column, of shape (51, 1), not (51,)"),
        ("vector_with_keys", "it should return the vector alone, and not a tuple"),
        ("vector_biases_first", "b1 comes where W1 should"),
        ("vector_last_layer_missing", "W3, b3 should come at the end"),
        ("vector_sorted_as_text", "a network of 12 layers: W10 comes where W2 should"),
        ("vector_three_layers", "your function raised KeyError"),
        ("vector_column_by_column", "the entries of W1 do not come row by row"),
        ("vector_pops", "changed its argument params_dict"),
        ("gradient_takes_all", "the vector has the entries of dA0, dA1, ..."),
        ("gradient_takes_all", "the vector changes with the order of the dictionary"),
        ("blocks_flat_biases", "b1 should have the shape (5, 1), not (5,)"),
        ("blocks_overlap", "W2 should hold the entries 25 to 39 of the vector"),
        ("blocks_transposed", "W1 is not filled row by row"),
        ("blocks_count_from_zero", "W1 should have the shape (5, 4), not (3, 5)"),
        ("cost_always_tanh", "its hidden layers do not have the activation relu"),
        ("cost_is_a_sum", "with m = 2 examples should be"),
        ("cost_relu_by_default", "without a fourth argument"),
        ("check_one_sided", "on a bent cost it is further off than two-sided differences"),
        ("check_forgets_the_activation", "relu was asked for, tanh measured"),
        ("check_relu_by_default", "nothing was asked for, relu measured"),
        ("check_last_entry_only", "gradients of a 4-3-2-1 network with m = 3 examples with dW2"),
    ],
)
def test_what_is_lost_is_told(name, words, capsys):
    functions = bugged(name)
    (variant,) = [variant for variant in BUGGED if variant.name == name]
    (item,) = variant.marks

    getattr(hidden_tests, item)(getattr(functions, item))

    assert words in " ".join(capsys.readouterr().out.split())


def test_the_cases_with_the_same_output_have_it():
    cases = deep_cases.same_output_cases(np.random.default_rng(3))

    outputs = {name: L_model_forward(c.X, c.parameters, name)[0] for name, c in cases.items()}
    mixed_up, _ = L_model_forward(cases["relu"].X, cases["relu"].parameters, "tanh")

    np.testing.assert_allclose(outputs["relu"], outputs["tanh"], rtol=1e-12)
    np.testing.assert_allclose(outputs["sigmoid"], outputs["tanh"], rtol=1e-12)
    assert abs(mixed_up - outputs["tanh"]) > 1e-3


@pytest.mark.parametrize("seed", range(5))
def test_what_is_handed_to_a_check_as_right_is_right(seed):
    subject = deep_cases.subject(np.random.default_rng(seed), (4, 3, 2, 1), 3)
    X, Y, parameters = subject.case

    slopes = numerical_gradient(Chain(X, Y, "tanh"), parameters)

    assert deep_cases.sizes_of(subject.case) == [4, 3, 2, 1]
    for name, block in slopes.items():
        np.testing.assert_allclose(subject.right[f"d{name}"], block, rtol=1e-9, atol=1e-13)


def test_the_tilted_cost_has_the_gradients_it_claims():
    subject = deep_cases.subject(np.random.default_rng(0), (4, 3, 1), 3)
    X, Y, parameters = subject.case
    cost, its_gradients = decoys.tilted(subject.cost, subject.right)
    theta = deep_cases.dictionary_to_vector(parameters)
    nudge = np.eye(len(theta))[:, [4]] * 1e-6

    up, down = (
        cost(X, Y, deep_cases.vector_to_dictionary(vector, [4, 3, 1]))
        for vector in (theta + nudge, theta - nudge)
    )

    slope = gc_utils.gradients_to_vector(its_gradients)[4, 0]
    assert (up - down) / 2e-6 == pytest.approx(slope, rel=1e-7)


def test_right_helpers_go_there_and_back():
    blocks = rolling.random_blocks(np.random.default_rng(0), (3, 2, 2, 1))

    vector = deep_cases.dictionary_to_vector(blocks)
    back = deep_cases.vector_to_dictionary(vector, [3, 2, 2, 1])

    assert vector.shape == (17, 1)
    assert list(back) == ["W1", "b1", "W2", "b2", "W3", "b3"]
    for name, block in blocks.items():
        np.testing.assert_array_equal(back[name], block)
