"""The same right and wrong gradients through other gradient checkers, and through this one.

Each checker is the real library function with its default tolerances, is given the same cost and
gradients in float64, and says yes or no. False alarms are correct gradients refused; misses are
wrong ones accepted, counted where the mistake changes some block by a ratio above 2e-4.

Of the others, those that are not installed are left out. None of them is needed by the project.
"""

import functools
import importlib.util
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from rich.table import Table

from benchmarks.networks import REGIMES, Arrays, Bug, Network, bugs, draw
from benchmarks.sampling import (
    classic_ratio,
    classic_slopes,
    in_parallel,
    percent,
    to_blocks,
    to_vector,
)
from derivatives import relative_error
from gradcheck import check_gradients

TRIED = (
    "standard normal",
    "He, zero biases",
    "He with biases",
    "small weights",
    "trained",
    "five layers at 0.01",
)
MISTAKES = (
    "dW1 x 2",
    "dW2 x 2",
    "dW3 x 2",
    "db1 x 4",
    "dW1 x -1",
    "dW2 x 0.5",
    "dW3 x 1.01",
    "dW1 x 1.001",
    "dZ1 without mask",
    "dZ2 without mask",
    "dW2 of the first example",
    "db2 without 1/m",
    "sigmoid slope left in",
)
VISIBLE = 2e-4
UNDECIDED = None


class Case(NamedTuple):
    """A cost and its gradients, right or wrong, as functions of the parameters."""

    cost: Callable[[Arrays], float]
    gradients: Callable[[Arrays], Arrays]
    parameters: Arrays

    def vector_cost(self, theta: np.ndarray) -> float:
        """Return the cost of the parameters as one vector."""
        return self.cost(to_blocks(np.asarray(theta), self.parameters))

    def vector_gradients(self, theta: np.ndarray) -> np.ndarray:
        """Return the gradients at the parameters as one vector, as one vector."""
        gradients = self.gradients(to_blocks(np.asarray(theta), self.parameters))
        return to_vector(gradients, [f"d{name}" for name in self.parameters])

    @property
    def theta(self) -> np.ndarray:
        """Return the parameters as one vector."""
        return to_vector(self.parameters, self.parameters)


def classic(case: Case) -> bool:
    """Central differences, epsilon = 1e-7, one ratio; as always, NaN is not above a threshold."""
    slopes = classic_slopes(case.cost, case.parameters)
    return not classic_ratio(case.vector_gradients(case.theta), slopes) > 2e-7


def cs231n(case: Case, threshold: float) -> bool:
    """The notes of CS231n: h = 1e-5, and the largest relative error of any single entry."""
    slopes = classic_slopes(case.cost, case.parameters, 1e-5)
    given = case.vector_gradients(case.theta)
    errors = np.abs(given - slopes) / np.maximum(1e-8, np.abs(given) + np.abs(slopes))
    return bool(np.max(errors) < threshold)


def torch_gradcheck(case: Case, fast: bool) -> bool:
    """Check a torch.autograd.Function whose backward pass returns the given gradients."""
    import torch

    names = list(case.parameters)

    class Cost(torch.autograd.Function):
        @staticmethod
        def forward(ctx, *blocks):
            ctx.save_for_backward(*blocks)
            return torch.tensor(case.cost(dict(zip(names, (b.detach().numpy() for b in blocks)))))

        @staticmethod
        def backward(ctx, upstream):
            blocks = (b.detach().numpy() for b in ctx.saved_tensors)
            gradients = case.gradients(dict(zip(names, blocks)))
            return tuple(upstream * torch.from_numpy(gradients[f"d{name}"]) for name in names)

    inputs = [torch.tensor(block, requires_grad=True) for block in case.parameters.values()]
    return torch.autograd.gradcheck(Cost.apply, inputs, fast_mode=fast, raise_exception=False)


def jax_check_vjp(case: Case) -> bool:
    """Check a function and its vector-Jacobian product, in numpy, as check_vjp takes them."""
    import jax

    jax.config.update("jax_enable_x64", True)
    from jax.test_util import check_vjp

    def cost_and_vjp(parameters: Arrays) -> tuple:
        gradients = case.gradients(parameters)
        blocks = {name: gradients[f"d{name}"] for name in parameters}
        return cost(parameters), lambda ct: ({k: ct * block for k, block in blocks.items()},)

    def cost(parameters: Arrays) -> np.ndarray:
        return np.float64(case.cost(parameters))

    return _does_not_fail(lambda: check_vjp(cost, cost_and_vjp, (case.parameters,)))


def autograd_check_grads(case: Case) -> bool:
    """Check a primitive with the given gradients; to first order, in reverse mode."""
    from autograd.extend import defvjp, primitive
    from autograd.test_util import check_grads

    cost = primitive(case.vector_cost)
    defvjp(cost, lambda value, theta: lambda ct: ct * case.vector_gradients(theta))
    np.random.seed(0)
    return _does_not_fail(lambda: check_grads(cost, modes=["rev"], order=1)(case.theta))


def scipy_check_grad(case: Case, **options: object) -> bool:
    """Accept a distance below 1e-6, as scipy's own tests do; it has no threshold itself."""
    from scipy.optimize import check_grad

    distance = check_grad(case.vector_cost, case.vector_gradients, case.theta, **options)
    return bool(distance < 1e-6)


def ours(case: Case) -> bool | None:
    """Check the function of gradients against the cost, both as black boxes."""
    report = check_gradients(case.cost, case.gradients, case.parameters)
    return {"right": True, "wrong": False, "undecided": UNDECIDED}[report.verdict]


def _does_not_fail(check: Callable[[], object]) -> bool:
    try:
        check()
    except AssertionError:
        return False
    return True


CHECKERS: dict[str, tuple[str, Callable[[Case], bool | None]]] = {  # with what each of them needs
    "classic recipe, 2e-7": ("numpy", classic),
    "CS231n, max error < 1e-4": ("numpy", functools.partial(cs231n, threshold=1e-4)),
    "CS231n, max error < 1e-2": ("numpy", functools.partial(cs231n, threshold=1e-2)),
    "torch gradcheck": ("torch", functools.partial(torch_gradcheck, fast=False)),
    "torch gradcheck, fast mode": ("torch", functools.partial(torch_gradcheck, fast=True)),
    "jax check_vjp": ("jax", jax_check_vjp),
    "autograd check_grads": ("autograd", autograd_check_grads),
    "scipy check_grad < 1e-6": ("scipy", scipy_check_grad),
    "check_gradients (this one)": ("numpy", ours),
}


def is_installed(library: str) -> bool:
    """Tell whether a library can be imported, without doing it."""
    return importlib.util.find_spec(library) is not None


def installed() -> tuple[list[str], list[str]]:
    """Return the names of the checkers that can be run, and the libraries that are missing."""
    missing = {needs for needs, _ in CHECKERS.values() if not is_installed(needs)}
    return [name for name, (needs, _) in CHECKERS.items() if needs not in missing], sorted(missing)


def visible_mistakes(network: Network, parameters: Arrays) -> list[Bug]:
    """Return the mistakes of the list that change some block by a ratio that counts."""
    known = {bug.name: bug for bug in bugs(network)}
    right = network.gradients(parameters)
    found = []
    for name in MISTAKES:
        wrong = network.gradients(parameters, known[name])
        if any(relative_error(right[f"d{p}"], wrong[f"d{p}"]) > VISIBLE for p in parameters):
            found.append(known[name])
    return found


def try_one(job: tuple[str, int]) -> Counter[tuple[str, ...]]:
    """Send the gradients of one network through all checkers."""
    regime, seed = job
    names, _ = installed()
    counts: Counter[tuple[str, ...]] = Counter()
    with np.errstate(all="ignore"):
        network, parameters = draw(np.random.default_rng([seed, REGIMES.index(regime)]), regime)
        for bug in (None, *visible_mistakes(network, parameters)):
            case = Case(network.cost, functools.partial(network.gradients, bug=bug), parameters)
            counts[regime, "wrong" if bug else "correct"] += 1
            for name in names:
                accepted = CHECKERS[name][1](case)
                if accepted is UNDECIDED:
                    counts[regime, name, "undecided", "wrong" if bug else "correct"] += 1
                elif accepted == bool(bug):
                    counts[regime, name, "missed" if bug else "false alarm"] += 1
                    counts["seed", regime, name, str(seed), bug.name if bug else "correct"] += 1
    return counts


def run(count: int = 100) -> Table:
    """Try all checkers on so many networks of each regime."""
    work = [(regime, seed) for regime in TRIED for seed in range(count)]
    counts: Counter[tuple[str, ...]] = Counter()
    for some in in_parallel(try_one, work, "checkers", chunk=2):
        counts += some
    return _table(counts, count)


def _table(counts: Counter, count: int) -> Table:
    title = (
        f"False alarms / misses, {count} networks each with 1 right and up to 13 wrong gradients"
    )
    table = Table(title=title, title_justify="left", caption_justify="left")
    for column in ("checker", *TRIED):
        table.add_column(column, justify="left" if column == "checker" else "right")
    names, missing = installed()
    for name in names:
        cells = []
        for regime in TRIED:
            alarms = percent(counts[regime, name, "false alarm"], counts[regime, "correct"])
            misses = percent(counts[regime, name, "missed"], counts[regime, "wrong"])
            cells.append(f"{alarms} / {misses}")
        table.add_row(name, *cells)
    table.caption = "\n".join(_notes(counts, names[-1], missing))
    return table


def _notes(counts: Counter, own: str, missing: list[str]) -> list[str]:
    notes = [f"Not installed, and left out: {', '.join(missing)}."] if missing else []
    correct, wrong = (
        sum(counts[regime, own, "undecided", which] for regime in TRIED)
        for which in ("correct", "wrong")
    )
    notes.append(f"Undecided here, neither alarm nor miss: {correct} right, {wrong} wrong ones.")
    for key in sorted(key for key in counts if key[0] == "seed" and key[2] == own):
        notes.append(f"This one erred on {key[1]!r}, seed {key[3]}: {key[4]}.")
    return notes
