"""The self-checks of the regularization notebook, one per exercise."""

from collections.abc import Callable, Mapping

import numpy as np

from derivatives import numerical_gradient, relative_error
from network import cross_entropy, forward_propagation, relu, sigmoid
from selfcheck import number, self_check

Parameters = Mapping[str, np.ndarray]

CLOSE = 1e-6


@self_check("With lambd = 0 it is the cross-entropy, and the weights add what they should.")
def compute_cost_with_regularization(student: Callable) -> None:
    """Check exercise 1 on weights so simple that the penalty can be worked out by hand."""
    A3, Y = np.array([[0.9, 0.2, 0.6, 0.3]]), np.array([[1, 0, 0, 1]])

    def cost(lambd: float, **weights: float) -> float:
        parameters = _all_zero()
        for name, value in weights.items():
            parameters[name][0, 0] = value
        return number(student(A3, Y, parameters, lambd), "compute_cost_with_regularization")

    plain = cross_entropy(A3, Y)
    found = cost(0.0, W1=1.0, W2=2.0)
    assert np.isclose(found, plain), (
        f"With lambd = 0 I expected the cross-entropy, {plain:.6f}, and got {found:.6f}."
    )
    for name in ("W1", "W2", "W3"):
        added = cost(8.0, **{name: 1.0}) - plain
        assert abs(added) > 1e-9, f"A weight of 1 in {name} makes no difference to the cost."
        assert np.isclose(added, 1), (
            f"With lambd = 8, four examples, a single weight of 1 in {name} and all others 0, the "
            f"penalty comes to {added:.6g}. Work it out by hand."
        )
    parameters = _all_zero()
    parameters["W1"][:2] = [[-3.0, 1.0], [2.0, 0.0]]
    found = number(student(A3, Y, parameters, 8.0), "compute_cost_with_regularization")
    assert np.isclose(found - plain, 14), (
        "The same with three weights in W1, -3, 1 and 2: the penalty comes to "
        f"{found - plain:.6g}. Work it out by hand."
    )
    added = cost(8.0, b1=1.0, b2=1.0, b3=1.0) - plain
    assert abs(added) < 1e-9, "With all weights 0 there should be no penalty, whatever the biases."


@self_check("All your gradients agree with the slope of your cost.")
def backward_propagation_with_regularization(student: Callable, cost: Callable) -> None:
    """Check exercise 2 against slopes of the student's own cost of exercise 1."""
    X, Y, parameters = _small_case()
    for lambd in (0.0, 3.0):

        def regularized(parameters: Parameters, lambd: float = lambd) -> float:
            A3, _ = forward_propagation(X, parameters)
            return cost(A3, Y, parameters, lambd)

        _, cache = forward_propagation(X, parameters)
        gradients = student(X, Y, cache, lambd)
        wrong = _wrong_blocks(gradients, numerical_gradient(regularized, parameters))
        assert not wrong, (
            f"With lambd = {lambd:g}, {', '.join(wrong)} disagree with the slope of your "
            "compute_cost_with_regularization."
            + (" Without the penalty, that is." if not lambd else "")
        )


@self_check("It switches off as many units as it should, and makes up for them.")
def forward_propagation_with_dropout(student: Callable) -> None:
    """Check exercise 3 by the masks in the cache, and by what became of A1 and A2."""
    X, parameters = _wide_case()
    for keep_prob in (0.8, 0.3):
        answer = student(X, parameters, keep_prob)
        assert isinstance(answer, tuple | list) and len(answer) == 2, (
            "It should return A3 and cache."
        )
        cache = answer[1]
        assert len(cache) == 14, f"The cache should hold 14 arrays; yours holds {len(cache)}."
        Z1, D1, A1, _, _, Z2, D2, A2, *_ = cache
        for layer, Z, D, A in ((1, Z1, D1, A1), (2, Z2, D2, A2)):
            _check_mask(np.asarray(D, float), f"D{layer}", np.shape(Z), keep_prob)
            off = np.asarray(D) == 0
            assert not np.any(A[off]), f"A{layer} is not 0 where D{layer} is."
            on = ~off & (Z > 0)
            made_of = np.median(A[on] / Z[on])
            assert np.isclose(made_of, 1 / keep_prob), (
                f"With keep_prob = {keep_prob}, units of layer {layer} that stay are multiplied by "
                f"{made_of:.3g}. On average the next layer should get as much as without dropout."
            )
    A3, _ = student(X, parameters, 1.0)
    plain, _ = forward_propagation(X, parameters)
    assert np.allclose(A3, plain), "With keep_prob = 1 it should be a plain forward pass."


@self_check("It fits your forward pass with dropout.")
def backward_propagation_with_dropout(student: Callable, forward: Callable) -> None:
    """Check exercise 4 against slopes of the network that the student's forward pass left."""
    X, Y, parameters = _small_case()
    np.random.seed(4)
    _, cache = forward(X, parameters, 0.6)
    Z1, D1, A1, _, _, Z2, D2, A2, *_ = (np.array(array) for array in cache)
    gradients = student(X, Y, cache, 0.6)
    # What each hidden unit was multiplied by, whatever the forward pass did to it.
    factors = [np.divide(A, Z, out=np.zeros_like(A), where=Z > 0) for Z, A in ((Z1, A1), (Z2, A2))]

    def frozen(parameters: Parameters) -> float:
        A = X
        for layer, factor in enumerate(factors, start=1):
            A = factor * relu(parameters[f"W{layer}"] @ A + parameters[f"b{layer}"])
        return cross_entropy(sigmoid(parameters["W3"] @ A + parameters["b3"]), Y)

    wrong = _wrong_blocks(gradients, numerical_gradient(frozen, parameters))
    assert not wrong, (
        f"{', '.join(wrong)} disagree with the slope of the cost for the masks in the cache."
    )
    for layer, D, A in ((2, D2, A2), (1, D1, A1)):
        missing = {f"dA{layer}", f"dZ{layer}"} - gradients.keys()
        assert not missing, f"The dictionary has no {' and no '.join(sorted(missing))} any more."
        dA, dZ = np.asarray(gradients[f"dA{layer}"]), np.asarray(gradients[f"dZ{layer}"])
        is_last_word = np.shape(dA) == np.shape(A) and np.allclose(dZ, dA * (A > 0))
        assert not (is_last_word and np.any(dA[D == 0])), (
            f"dA{layer} says that units which were switched off have an influence on the cost."
        )


def _wrong_blocks(gradients: Mapping[str, np.ndarray], slopes: Parameters) -> list[str]:
    assert isinstance(gradients, dict), "The function should return a dictionary."
    wrong = []
    for name, slope in slopes.items():
        key = f"d{name}"
        assert key in gradients, f"The dictionary has no {key} any more."
        found = np.asarray(gradients[key])  # of a matrix, too
        if found.size == 1 == slope.size:
            found = found.reshape(slope.shape)
        shape = found.shape
        assert shape == slope.shape, f"{key} has the shape {shape}, {name} has {slope.shape}."
        if relative_error(found, slope) > CLOSE:
            wrong.append(key)
    return wrong


def _check_mask(D: np.ndarray, name: str, shape: tuple[int, ...], keep_prob: float) -> None:
    assert D.shape == shape, f"{name} has the shape {D.shape}; the layer has {shape}."
    assert np.isin(D, (0, 1)).all(), f"{name} should hold 0 and 1 (or False and True) only."
    kept = D.mean()
    assert abs(kept - keep_prob) < 0.05, (
        f"With keep_prob = {keep_prob}, {kept:.0%} of {name} are 1."
    )
    # One column of fifty may be alike by chance, not one in ten.
    share = max(np.mean(D.std(axis=axis) == 0) for axis in (0, 1))
    alike = share >= 0.1
    assert not alike, f"In {name} whole rows or columns are alike; each entry is drawn for itself."


def _all_zero() -> dict[str, np.ndarray]:
    shapes = {"W1": (4, 2), "W2": (3, 4), "W3": (1, 3)}
    parameters = {name: np.zeros(shape) for name, shape in shapes.items()}
    return parameters | {f"b{name[1]}": np.zeros((n, 1)) for name, (n, _) in shapes.items()}


def _small_case() -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Return X (2, 6), Y (1, 6) and parameters of a 2-5-5-1 network."""
    generator = np.random.default_rng(11)
    return (
        generator.standard_normal((2, 6)),
        np.array([[1, 0, 1, 1, 0, 0]]),
        _parameters(generator, (2, 5, 5, 1)),
    )


def _wide_case() -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Return X (2, 80) and parameters of a 2-60-50-1 network, wide enough to count masks in."""
    generator = np.random.default_rng(12)
    return generator.standard_normal((2, 80)), _parameters(generator, (2, 60, 50, 1))


def _parameters(generator: np.random.Generator, dims: tuple[int, ...]) -> dict[str, np.ndarray]:
    parameters = {}
    for layer in range(1, len(dims)):
        shape = (dims[layer], dims[layer - 1])
        parameters[f"W{layer}"] = generator.standard_normal(shape) / np.sqrt(shape[1])
        parameters[f"b{layer}"] = generator.standard_normal((dims[layer], 1)) * 0.3
    return parameters
