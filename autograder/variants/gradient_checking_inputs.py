"""Random calls of the gradient-checking notebook's functions, to tell whether a change matters.

Networks and costs are here for the other notebooks, too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.hidden_tests import network
from autograder.variants.calls import Call, Draw
from gc_utils import CLASSIC_LAYERS_DIMS

Blocks = dict[str, np.ndarray]

NOISE = {"tolerance": 1e-5, "floor": 1e-6}
"""How far two ratios may be apart: for right gradients they are rounding, around 1e-9.

Every ratio that the calls here lead to is either that small or far larger than the floor. So
rounding does not turn a verdict.
"""
EPSILONS = (1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2)
DEFAULT_EPSILON = 1e-7
DIGITS = str.maketrans("0123456789.+-", "abcdefghijpmn")


@dataclass(frozen=True)
class Cost:
    """A cost of any parameters, whose slopes are known: waves, and a bowl that ties them together.

    ``scale (Σ w sin(frequency θ + phase) / frequency + (u·θ)² / 2)``, with ``Σ w θ`` in the place
    of the waves at the frequency 0. Two-sided differences are exact on the bowl and on the straight
    line. On waves they are off by as much as frequency times epsilon tells.
    """

    names: tuple[str, ...]
    """The order in which the other arrays have the blocks."""
    w: np.ndarray
    phase: np.ndarray
    u: np.ndarray
    frequency: float
    scale: float

    def __call__(self, parameters: Mapping[str, np.ndarray]) -> float:
        """Return the cost."""
        theta = self._flat(parameters)
        if self.frequency:
            total = self.w @ np.sin(self.frequency * theta + self.phase) / self.frequency
        else:
            total = self.w @ theta
        return float(self.scale * (total + 0.5 * (self.u @ theta) ** 2))

    def slopes(self, parameters: Mapping[str, np.ndarray]) -> Blocks:
        """Return its gradients, dW1, db1, ..."""
        theta = self._flat(parameters)
        steepness = np.cos(self.frequency * theta + self.phase) if self.frequency else 1.0
        slopes = self.scale * (self.w * steepness + (self.u @ theta) * self.u)
        blocks, start = {}, 0
        for name in self.names:
            stop = start + parameters[name].size
            blocks[f"d{name}"] = slopes[start:stop].reshape(parameters[name].shape)
            start = stop
        return blocks

    def _flat(self, parameters: Mapping[str, np.ndarray]) -> np.ndarray:
        return np.concatenate([np.ravel(parameters[name]) for name in self.names])


def random_cost(
    rng: np.random.Generator, parameters: Mapping[str, np.ndarray], epsilon: float
) -> Cost:
    """Draw a cost: straight or as steep as shows with steps of this epsilon, large or small.

    Parameters
    ----------
    rng : where the numbers come from. parameters : what it will be a cost of.
    epsilon : the step of the differences that will be taken of it.
    """
    size = sum(block.size for block in parameters.values())
    w = rng.uniform(0.5, 2, size) * rng.choice([-1, 1], size)
    phase, u = rng.uniform(-np.pi, np.pi, size), 0.3 * rng.standard_normal(size)
    frequency = rng.uniform(0.3, 1.5) / epsilon if rng.random() < 0.6 else 0.0
    return Cost(tuple(parameters), w, phase, u, frequency, float(rng.choice([1, 1, 1e-9, 1e5])))


def noise(cost: Cost, gradients: Blocks, parameters: Blocks) -> dict[str, float]:
    """Return how far two ratios may be apart: less where it is not rounding that they measure."""
    right = cost.slopes(parameters)
    if cost.frequency or any(np.any(gradients[name] != right[name]) for name in right):
        return {"tolerance": NOISE["tolerance"]}
    return NOISE


def with_a_tiny_block(rng: np.random.Generator, parameters: Blocks) -> Blocks:
    """Return parameters one block of which is next to nothing: nudges leave traces there."""
    name = rng.choice(list(parameters))
    return parameters | {name: 1e-15 * parameters[name]}


def random_network(
    rng: np.random.Generator,
    layers_dims: Sequence[int],
    m: int,
    flat_labels: bool = False,
) -> network.Case:
    """Draw a network with no hidden unit at its kink and no output near 0 or 1.

    Parameters
    ----------
    rng : where the numbers come from. layers_dims : units per layer, input first. m : examples.
    flat_labels : whether Y may come as (m,), too.
    """
    while True:
        parameters = {}
        has_biases = rng.random() < 0.85
        for layer, (n_in, n_out) in enumerate(pairwise(layers_dims), start=1):
            parameters[f"W{layer}"] = rng.normal(0, rng.choice([0.3, 1]), (n_out, n_in))
            parameters[f"b{layer}"] = rng.normal(0, 0.6 * has_biases, (n_out, 1))
        X = rng.normal(0, rng.choice([0.3, 1, 2]), (layers_dims[0], m))
        X[:, rng.random(m) < 0.1] = 0
        Y = rng.integers(0, 2, (1, m))
        Y = Y.astype(float) if rng.random() < 0.3 else Y
        case = network.Case(X, Y.ravel() if flat_labels and rng.random() < 0.5 else Y, parameters)
        with np.errstate(all="ignore"):  # of networks that are not taken
            *hidden, output = network.forward(*case)[1][::4]
        if np.abs(output).max() < 8 and all(np.abs(Z).min() > 1e-3 for Z in hidden):
            return case


def three_layers(rng: np.random.Generator, inputs: int | None = None) -> list[int]:
    """Draw the sizes of a network with three layers, often with two layers alike.

    Parameters
    ----------
    rng : where the numbers come from. inputs : how many there are; any number unless told.
    """
    first, second, third = rng.integers(1, 6, 3).tolist()
    if rng.random() < 0.4:
        second = third
    return [inputs or first, second, third, 1]


def examples(rng: np.random.Generator) -> int:
    """Draw a number of examples, a single one often."""
    return int(rng.choice([1, 1, 2, 3, 4, 5, 8]))


def claimed(rng: np.random.Generator, right: Mapping[str, np.ndarray]) -> Blocks:
    """Return gradients to check: the right ones or, as often, wrong ones of many kinds.

    Parameters
    ----------
    rng : where the numbers come from. right : the right ones; none of it is changed.
    """
    gradients = {name: np.array(block) for name, block in right.items()}
    name = rng.choice([name for name in gradients if name.startswith(("dW", "db"))])
    kind = rng.choice(["right", "factor", "turned", "entry", "noise", "nothing"],
                      p=[0.5, 0.15, 0.1, 0.1, 0.1, 0.05])  # fmt: skip
    if kind == "factor":
        gradients[name] *= rng.choice([0, 0.95, 2, 4])
    elif kind == "turned":
        gradients = {key: -block for key, block in gradients.items()}
    elif kind == "entry":
        place = tuple(rng.integers(0, size) for size in gradients[name].shape)
        gradients[name][place] += rng.choice([-1, 1]) * np.abs(gradients[name]).max()
    elif kind == "noise":
        gradients = {k: v * rng.normal(1, 0.1, v.shape) for k, v in gradients.items()}
    elif kind == "nothing":
        gradients = {key: 0 * block for key, block in gradients.items()}
    return gradients


def spell_verdict(difference: float, threshold: float = 2e-7) -> None:
    """Print the verdict, and two digits of a large difference in letters, so that they count."""
    difference = np.asarray(difference).item()
    if difference <= threshold:
        print("spelt: correct")
    else:
        print("spelt: wrong", f"{difference:.1e}".translate(DIGITS))


def random_epsilon(rng: np.random.Generator, choice: Sequence[float] = EPSILONS) -> dict[str, Any]:
    """Return the option ``epsilon``, or nothing: then the default counts."""
    return {"epsilon": float(rng.choice(choice))} if rng.random() < 0.6 else {}


def _number(rng: np.random.Generator) -> float:
    """Draw a number that is not zero: large or small, of any sign and several types."""
    number = rng.uniform(0.3, 4) * rng.choice([-1, 1])
    kind = rng.random()
    if kind < 0.15:
        return int(rng.choice([-3, -2, -1, 1, 2, 3, 4, 7]))
    return np.float64(number) if kind < 0.3 else float(number)


def _scaled(rng: np.random.Generator) -> float:
    return _number(rng) * float(rng.choice([1, 1, 1, 1e-9, 1e6]))


def _one_parameter(rng: np.random.Generator) -> Call:
    zero = rng.random(2) < 0.08
    x, theta = (0 if is_zero else _scaled(rng) for is_zero in zero)
    return Call((x, theta))


def _gradient_check(rng: np.random.Generator) -> Call:
    options = random_epsilon(rng)
    epsilon = options.get("epsilon", DEFAULT_EPSILON)
    if rng.random() < 0.6:
        options["print_msg"] = bool(rng.random() < 0.7)
    stand_ins = {"print_verdict": spell_verdict} if rng.random() < 0.3 else {}
    x, theta = _scaled(rng), _number(rng)
    if rng.random() < 0.7:
        scale = float(rng.choice([1, 1e-9, 1e6]))
        frequency = rng.uniform(0.3, 1.5) / epsilon
        x, phase = _number(rng), rng.uniform(-np.pi, np.pi)
        is_steep, off = rng.random() < 0.7, rng.choice([1, 1, 1, 0.95, 2, -1, 0])

        def forward_propagation(x, theta):
            wave = np.sin(frequency * theta + phase) / frequency if is_steep else theta**2
            return scale * x**2 * wave

        def backward_propagation(x, theta):
            slope = np.cos(frequency * theta + phase) if is_steep else 2 * theta
            return off * scale * x**2 * slope

        stand_ins |= {"forward_propagation": forward_propagation}
        if is_steep or rng.random() < 0.8:  # else the bowl is compared with x
            stand_ins |= {"backward_propagation": backward_propagation}
    elif rng.random() < 0.4:
        wrong = float(rng.choice([0.95, 2, -1, 0]))
        stand_ins |= {"backward_propagation": lambda x, theta: wrong * x}
    return Call((x, theta), options, stand_ins, **NOISE)


def _gradient_check_n(rng: np.random.Generator) -> Call:
    case = random_network(rng, CLASSIC_LAYERS_DIMS, examples(rng), flat_labels=True)
    stand_ins = {"print_verdict": spell_verdict} if rng.random() < 0.3 else {}
    if rng.random() < 0.8:
        options = random_epsilon(rng)
        if rng.random() < 0.3:
            case = case._replace(parameters=with_a_tiny_block(rng, case.parameters))
        cost = random_cost(rng, case.parameters, options.get("epsilon", DEFAULT_EPSILON))
        sums = float(np.sum(case.X)), float(np.sum(case.Y))

        def forward_propagation_n(X, Y, parameters):
            # Other examples or labels: another cost.
            moved = np.sum(X) - sums[0] + 3 * (np.sum(Y) - sums[1])
            return cost(parameters) * (1 + moved), ()

        stand_ins |= {"forward_propagation_n": forward_propagation_n}
        gradients = claimed(rng, cost.slopes(case.parameters))
        apart = noise(cost, gradients, case.parameters)
    else:
        options = random_epsilon(rng, (1e-7, 1e-6, 1e-5))
        gradients = claimed(rng, network.backward(case.X, case.Y, network.forward(*case)[1]))
        apart = NOISE
    if rng.random() < 0.6:
        options["print_msg"] = bool(rng.random() < 0.7)
    return Call((case.parameters, gradients, case.X, case.Y), options, stand_ins, **apart)


def _backward_propagation_n(rng: np.random.Generator) -> Call:
    dims = CLASSIC_LAYERS_DIMS if rng.random() < 0.5 else three_layers(rng)
    case = random_network(rng, dims, examples(rng), flat_labels=True)
    return Call((case.X, case.Y, network.forward(*case)[1]))


INPUTS: dict[str, Draw] = {
    "forward_propagation": _one_parameter,
    "backward_propagation": _one_parameter,
    "gradient_check": _gradient_check,
    "gradient_check_n": _gradient_check_n,
    "backward_propagation_n": _backward_propagation_n,
}
"""For each graded item, what draws a call."""
