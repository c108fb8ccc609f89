"""The self-checks of the initialization notebook, one per exercise."""

from collections.abc import Callable

import numpy as np

from selfcheck import self_check

NETWORKS = ([3, 2, 1], [5, 3], [4, 6, 3, 5, 2, 1])
WIDE = [100, 400, 200, 50]
"""So many weights that their distribution shows: 10,000 in the smallest layer."""
WITHIN_ONE = 0.6827
"""The share of a Gaussian's draws that lie within one standard deviation of its mean."""


@self_check("Every layer has its zeros, in the right shape.")
def initialize_parameters_zeros(student: Callable) -> None:
    """Check exercise 1: keys, shapes, and nothing but zeros."""
    for layers_dims in NETWORKS:
        for name, block in _parameters(student, layers_dims).items():
            assert not block.any(), f"{name} is not zero throughout."


@self_check("The weights are random and large, the biases are zero.")
def initialize_parameters_random(student: Callable) -> None:
    """Check exercise 2: keys, shapes, and the distribution in wide layers."""
    for name, W in _random_weights(student).items():
        assert 9 < W.std() < 11, (
            f"The entries of {name} have a standard deviation of {W.std():.3g}. Draw from the "
            "standard Gaussian, and look again at the factor."
        )


@self_check("Each layer has a scale that fits its fan-in.")
def initialize_parameters_he(student: Callable) -> None:
    """Check exercise 3: keys, shapes, and each layer's own spread."""
    _random_weights(student)
    _expect_scale(student, [200, 200, 200], "where all layers are equally wide.")
    _expect_scale(student, WIDE, "where the layers differ. Which layer's size does it depend on?")


def _expect_scale(student: Callable, layers_dims: list[int], where: str) -> None:
    parameters = _parameters(student, layers_dims)
    for layer, fan_in in enumerate(layers_dims[:-1], start=1):
        size = np.sqrt(np.mean(parameters[f"W{layer}"] ** 2) * fan_in / 2)
        assert 0.95 < size < 1.05, (
            f"For {layers_dims} the entries of W{layer} are typically {size:.3g} times as large "
            f"as they should be, {where}"
        )


def _random_weights(student: Callable) -> dict[str, np.ndarray]:
    """Return the weights of a wide network, once everything but their scale is as it should be."""
    for layers_dims in (*NETWORKS, WIDE):
        parameters = _parameters(student, layers_dims)
        for name, block in parameters.items():
            assert name[0] == "W" or not block.any(), f"{name} is not zero throughout."
    weights = {name: block for name, block in parameters.items() if name[0] == "W"}
    for name, W in weights.items():
        assert np.unique(W).size > 0.9 * W.size, (
            f"Many entries of {name} are the same number. Each weight needs a draw of its own."
        )
        assert abs(W.mean()) < 0.1 * W.std(), (
            f"The entries of {name} are {W.mean():.3g} on average, with a standard deviation of "
            f"{W.std():.3g}. They should lie around zero."
        )
        within = np.mean(abs(W) < W.std())
        assert abs(within - WITHIN_ONE) < 0.06, (
            f"{within:.0%} of the entries of {name} lie within one standard deviation of zero; "
            f"of a Gaussian's draws it is {WITHIN_ONE:.0%}. Which distribution do you draw from?"
        )
    return weights


def _parameters(student: Callable, layers_dims: list[int]) -> dict[str, np.ndarray]:
    """Return the student's parameters as arrays, once all are there in the right shapes."""
    answer = student(list(layers_dims))
    assert answer is not None, (
        f"{student.__name__} returned nothing. Is the return statement missing?"
    )
    assert isinstance(answer, dict), (
        f"{student.__name__} should return a dictionary; it returned {answer!r:.80}."
    )
    parameters = {}
    for layer, n in enumerate(layers_dims[1:], start=1):
        for name, columns in ((f"W{layer}", layers_dims[layer - 1]), (f"b{layer}", 1)):
            assert name in answer, (
                f"For {layers_dims} there is no {name} in your dictionary; it has "
                f"{', '.join(map(str, answer)) or 'nothing'}. How many layers has that network?"
            )
            block = np.asarray(answer[name])
            assert np.issubdtype(block.dtype, np.number), f"{name} should be an array of numbers."
            assert block.shape == (n, columns), (
                f"For {layers_dims} {name} has the shape {block.shape}. Look again at how many "
                "rows and columns it should have."
            )
            assert np.isfinite(block).all(), f"{name} holds NaN or infinity."
            parameters[name] = block
    for name in (f"W{len(layers_dims)}", "W0"):
        assert name not in answer, f"For {layers_dims} your dictionary has a {name}: one too many."
    return parameters
