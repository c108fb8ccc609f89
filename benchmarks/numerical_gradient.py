"""The full numerical gradient of a 4-5-3-1 network: the classic loop against complex steps.

Baseline: the loop that the notebook teaches (copy the vector, rebuild the dictionary, two forward
passes per parameter).
"""

import numpy as np
from rich.table import Table

from autograder.hidden_tests import network
from benchmarks.timing import best_time
from gc_utils import dictionary_to_vector, vector_to_dictionary
from gradcheck import numerical_gradient, relative_error

EPSILON = 1e-7


def classic_loop(case: network.Case) -> np.ndarray:
    """Return the gradient (47, 1) by central differences, one parameter at a time."""
    theta, _ = dictionary_to_vector(case.parameters)
    slopes = np.zeros_like(theta)
    for i in range(len(theta)):
        plus, minus = theta.copy(), theta.copy()
        plus[i] += EPSILON
        minus[i] -= EPSILON
        rise = network.cost(case.X, case.Y, vector_to_dictionary(plus))
        fall = network.cost(case.X, case.Y, vector_to_dictionary(minus))
        slopes[i] = (rise - fall) / (2 * EPSILON)
    return slopes


def complex_steps(case: network.Case) -> np.ndarray:
    """Return the same gradient by complex steps."""
    slopes = numerical_gradient(lambda p: network.cost(case.X, case.Y, p), case.parameters)
    return dictionary_to_vector(slopes)[0]


def run() -> Table:
    """Measure both on one case and compare them with backpropagation."""
    case = network.random_case(np.random.default_rng(0), (4, 5, 3, 1), m=3)
    exact = network.backward(case.X, case.Y, network.forward(*case)[1])
    exact_vector = dictionary_to_vector({k: exact[f"d{k}"] for k in case.parameters})[0]
    table = Table(title="Full numerical gradient, 47 parameters", title_justify="left")
    for column in ("method", "time / classic", "distance from backpropagation"):
        table.add_column(column)
    baseline = best_time(lambda: classic_loop(case))
    for name, method in [("classic loop", classic_loop), ("complex steps", complex_steps)]:
        ratio = best_time(lambda method=method: method(case)) / baseline
        table.add_row(name, f"{ratio:.2f}", f"{relative_error(method(case), exact_vector):.1e}")
    return table
