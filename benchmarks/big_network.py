"""Speed on a large network, 61,481 parameters: the classic loop against this and other checkers.

Baseline: the classic loop, which copies the vector of parameters, rebuilds the dictionary and runs
two forward passes per parameter; timed on a random sample of parameters and scaled up. A second
table shows how time grows with the number of parameters, in forward and backward passes.
"""

import functools
from collections.abc import Callable

import numpy as np
from rich.console import Group
from rich.table import Table

from benchmarks.checkers import (
    Case,
    autograd_check_grads,
    is_installed,
    jax_check_vjp,
    scipy_check_grad,
    torch_gradcheck,
)
from benchmarks.networks import Arrays, Network, draw
from benchmarks.sampling import as_chain, classic_slopes
from benchmarks.timing import best_time
from gradcheck import check_gradients, numerical_gradient, relative_error

INPUTS = 12_288
SAMPLE = 2_000
"""Parameters on which the classic loop is timed, or fewer if it takes long."""
SIZES = {100: 12, 1_000: 192, 10_000: 1_992, 100_000: 19_992, 1_000_000: 199_992}
"""About how many parameters, and the inputs that make them."""

Change = Callable[[np.ndarray], None]


def one_example(inputs: int) -> tuple[Network, Arrays]:
    """Return a tanh network [inputs, 5, 5, 1] with one example, entries from 0 to 1."""
    rng = np.random.default_rng(0)
    network, parameters = draw(rng, "He with biases", "tanh", (inputs, 5, 5, 1), m=1)
    network.X = rng.random((inputs, 1))
    return network, parameters


def _double(dW: np.ndarray) -> None:
    dW *= 2


def _zero_an_entry(dW: np.ndarray) -> None:
    dW[2, 5000] = 0


def _zero_a_column(dW: np.ndarray) -> None:
    dW[:, 77] = 0


MISTAKES: dict[str, Change | None] = {
    "right gradient": None,
    "dW1 x 2": _double,
    "dW1[2, 5000] = 0": _zero_an_entry,
    "dW1[:, 77] = 0": _zero_a_column,
}


def case_with(network: Network, parameters: Arrays, change: Change | None) -> Case:
    """Return the cost and the gradients with a mistake in dW1."""

    def gradients(p: Arrays) -> Arrays:
        g = network.gradients(p)
        if change:
            change(g["dW1"])
        return g

    return Case(network.cost, gradients, parameters)


def some_entries(parameters: Arrays) -> tuple[np.ndarray, float]:
    """Return a random sample of indices of the vector, and how many each stands for."""
    total = sum(block.size for block in parameters.values())
    count = min(SAMPLE, total, 200_000_000 // total)
    chosen = np.random.default_rng(1).choice(total, count, replace=False)
    return chosen, total / chosen.size


def classic_time(network: Network, parameters: Arrays) -> float:
    """Return how long the classic loop takes over all parameters."""
    entries, scale = some_entries(parameters)
    loop = functools.partial(classic_slopes, network.cost, parameters, entries=entries)
    return scale * best_time(loop, repeats=5, at_most=6)


def in_words(case: Case, cost: Callable, **options: object) -> str:
    """Return what this checker says of dW1."""
    report = check_gradients(cost, case.gradients, case.parameters, **options)
    where = report.blocks["W1"].location
    return f"{report.verdict}, {where.words}" if where else report.verdict


def distance(case: Case, cost: Callable) -> str:
    """Return how far a full numerical gradient is from backpropagation, in the worst block."""
    slopes, given = numerical_gradient(cost, case.parameters), case.gradients(case.parameters)
    return f"off by {max(relative_error(given[f'd{k}'], d) for k, d in slopes.items()):.0e}"


def yes_or_no(check: Callable[..., bool], case: Case, **options: object) -> str:
    """Return the verdict of another checker."""
    return "right" if check(case, **options) else "wrong"


def methods(network: Network, slow: bool) -> dict[str, Callable[[Case], str]]:
    """Return the ways to check, those that are installed."""
    plain, chain = network.cost, as_chain(network)
    others = {
        "torch gradcheck, fast mode": ("torch", functools.partial(torch_gradcheck, fast=True)),
        "jax check_vjp": ("jax", jax_check_vjp),
        "autograd check_grads": ("autograd", autograd_check_grads),
        "scipy check_grad, random": (
            "scipy",
            functools.partial(scipy_check_grad, direction="random", rng=0),
        ),
    }
    if slow:
        others["torch gradcheck"] = ("torch", functools.partial(torch_gradcheck, fast=False))
    return {
        "check_gradients, black box": lambda case: in_words(case, plain),
        "check_gradients, Chain": lambda case: in_words(case, chain),
        "same, every entry": lambda case: in_words(case, chain, elementwise=True),
        "numerical_gradient, Chain": lambda case: distance(case, chain),
        "numerical_gradient, black box": lambda case: distance(case, plain),
    } | {
        name: functools.partial(yes_or_no, check)
        for name, (needs, check) in others.items()
        if is_installed(needs)
    }


def rounded(ratio: float) -> str:
    """Return a ratio to two or three digits, written out."""
    return f"{ratio:.2g}" if ratio < 100 else f"{float(f'{ratio:.3g}'):,.0f}"


def verdicts(slow: bool) -> Table:
    """Time all methods on a right and on wrong gradients of the large network."""
    network, parameters = one_example(INPUTS)
    total = sum(block.size for block in parameters.values())
    baseline = classic_time(network, parameters)
    title = f"{total:,} parameters: how many times faster than the classic loop, and what it says"
    table = Table(title=title, title_justify="left", caption_justify="left")
    for column in ("method", *MISTAKES):
        table.add_column(column)
    for name, method in methods(network, slow).items():
        cells = []
        for change in MISTAKES.values():
            if change and "numerical_gradient" in name:
                cells.append("–")  # it gives no verdict
                continue
            case = case_with(network, parameters, change)
            said = method(case)  # and whatever has to be loaded for it is
            seconds = best_time(lambda m=method, c=case: m(c), repeats=10, at_most=3)
            cells.append(f"{rounded(baseline / seconds)} ×: {said}")
        table.add_row(name, *cells)
    backprop = best_time(lambda: network.gradients(parameters))
    table.caption = (
        f"The classic loop was timed on {SAMPLE:,} parameters and scaled up: "
        f"{baseline / backprop:,.0f} forward and backward passes."
    )
    return table


def growth(largest: int) -> Table:
    """Time the checks of networks of growing size in forward and backward passes."""
    title = "Time of a check in forward and backward passes, and how many times faster it is"
    table = Table(title=title, title_justify="left")
    names = ("check_gradients", "Chain, every entry", "classic loop")
    for column in ("parameters", *names, *(f"classic / {name}" for name in names[:2])):
        table.add_column(column, justify="right")
    for size, inputs in SIZES.items():
        if size > largest:
            break
        total, backprop, *times = times_at(inputs)
        cells = [rounded(time / backprop) for time in times]
        cells += [rounded(times[-1] / time) for time in times[:-1]]
        table.add_row(f"{total:,}", *cells)
    return table


def times_at(inputs: int) -> tuple[float, ...]:
    """Return the number of parameters, and the seconds that backpropagation and checks take."""
    network, parameters = one_example(inputs)
    chain, gradients = as_chain(network), network.gradients
    return (
        sum(block.size for block in parameters.values()),
        best_time(lambda: gradients(parameters), 100, at_most=3),
        best_time(lambda: check_gradients(network.cost, gradients, parameters), 10, at_most=3),
        best_time(
            lambda: check_gradients(chain, gradients, parameters, elementwise=True), 10, at_most=3
        ),
        classic_time(network, parameters),
    )


def run(largest: int = 1_000_000, slow: bool = False) -> Group:
    """Measure both tables; ``slow`` takes in what needs minutes for one check."""
    return Group(verdicts(slow), growth(largest))
