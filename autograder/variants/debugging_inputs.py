"""Random calls of the debugging notebook's functions, to tell whether a change matters."""

import numpy as np

from autograder.variants.calls import Call, Draw
from autograder.variants.gradient_checking_inputs import examples
from debugging_lab import SIZE

EPSILONS = (1e-5, 1e-4, 1e-3, 0.02, 0.3)
DEFAULT_EPSILON = 1e-4


def _sigmoid(rng: np.random.Generator) -> Call:
    kind = rng.integers(5)
    if kind == 0:
        z = float(rng.choice([0, rng.uniform(-6, 6), -40, 40, -800, 800]))
    elif kind == 1:
        z = int(rng.integers(-9, 10))
    else:
        shape = tuple(rng.integers(1, 5, rng.integers(0, 4)))
        z = rng.uniform(-1, 1, shape) * rng.choice([1, 6, 30, 900])
        z = np.where(rng.random(shape) < 0.1, 0, z)
    return Call((z,), floor=1e-12)  # far out there are formulas that lose the last digits


def _numerical_gradient(rng: np.random.Generator) -> Call:
    size = int(rng.choice([1, 1, 2, 3, 5, 8, SIZE]))
    options = {"epsilon": float(rng.choice(EPSILONS))} if rng.random() < 0.6 else {}
    frequency = rng.uniform(0.3, 1.5) / options.get("epsilon", DEFAULT_EPSILON)
    w, u, phase = rng.standard_normal((3, size))
    is_steep, curvature = rng.random() < 0.5, float(rng.choice([0, 1, 5]))

    def cost(theta):
        wave = np.sin(frequency * theta + phase) / frequency if is_steep else theta
        return w @ wave + curvature / 2 * (u @ theta) ** 2

    theta = rng.normal(0, rng.choice([0.3, 1, 3]), size)
    theta[rng.random(size) < 0.1] = 0
    return Call((cost, theta), options, tolerance=1e-7, floor=1e-7)


def _relative_difference(rng: np.random.Generator) -> Call:
    a, b = rng.standard_normal((2, int(rng.choice([1, 2, 3, 5, 12, SIZE]))))
    kind = rng.integers(6)
    if kind == 0:
        b = a * (1 + float(rng.choice([1e-1, 1e-4, 1e-9])) * rng.choice([-1, 1], a.shape))
    elif kind == 1:
        b = -a * rng.choice([0.5, 1, 2])
    elif kind == 2:
        b = float(rng.choice([0, 1, 0.3, 3])) * a
    if rng.random() < 0.5:
        a, b = b, a
    scale = float(rng.choice([1, 1, 1e-10, 1e-5, 1e8]))
    return Call((scale * a, scale * b), floor=1e-14)  # rounding, where the two are alike


def _cost_and_gradient(rng: np.random.Generator) -> Call:
    m = int(rng.choice([examples(rng), 12]))
    theta = rng.normal(0, rng.choice([0, 0.3, 1], p=[0.05, 0.45, 0.5]), SIZE)
    X = rng.normal(0, rng.choice([0.3, 1, 3]), (m, 3))
    X[rng.random(m) < 0.1] = 0
    present = rng.permutation(3)[: rng.integers(1, 4)]
    labels = rng.choice(present, m)
    lambd = float(rng.choice([0, 1, rng.uniform(0.05, 3), rng.uniform(3, 60)]))
    return Call((theta, X, labels, lambd))


INPUTS: dict[str, Draw] = {
    "sigmoid": _sigmoid,
    "numerical_gradient": _numerical_gradient,
    "relative_difference": _relative_difference,
    "cost_and_gradient": _cost_and_gradient,
}
"""For each graded item, what draws a call."""
