"""Wrong gradients of random networks: are they found, in the right blocks, for the right reason?

Baseline: the mistakes that were put in. Each is checked three ways: against the cost as a black
box, and against a Chain with all dZ and dA in the answer and with dW and db alone.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from rich.console import Group
from rich.table import Table

from benchmarks.networks import REGIMES, Arrays, Bug, Network, bugs
from benchmarks.sampling import as_chain, in_parallel, jobs, percent, random_network
from derivatives import relative_error
from gradcheck import Report, check_gradients

VISIBLE = 2e-4
"""A block counts as wrong if it differs by this ratio at the given parameters."""
VANISHED = 1e-15
"""Networks with a gradient as small as this are left out."""
PER_NETWORK = 4
"""Mistakes tried on each network."""
WAYS = ("black box", "chain, all of dZ, dA", "chain, dW and db")
LISTED = 40
"""No more complaints of one sort than this are listed one by one."""


class Complaint(NamedTuple):
    """What was said of one block, or of the cause, that should not have been."""

    sort: str
    regime: str
    seed: int
    bug: str
    way: str
    words: str


def network_with_bugs(job: tuple[str, int]) -> tuple[Network, Arrays, list[Bug]] | None:
    """Return a network and some mistakes that show in it; None where slopes are not defined."""
    regime, seed = job
    network, parameters = random_network(regime, seed)
    if not np.isfinite(network.cost(parameters)):
        return None
    right = network.gradients(parameters)
    on_a_kink = any((Z == 0).any() for Z in network.forward(parameters)[0][1:-1])
    if on_a_kink or any(0 < np.linalg.norm(g) < VANISHED for g in right.values()):
        return None
    candidates = list(bugs(network))
    order = np.random.default_rng(seed).permutation(len(candidates))
    chosen = [candidates[i] for i in order[: 3 * PER_NETWORK]]
    visible = [bug for bug in chosen if max(_errors(network, parameters, bug).values()) > VISIBLE]
    return network, parameters, visible[:PER_NETWORK]


def _errors(network: Network, parameters: Arrays, bug: Bug) -> dict[str, float]:
    """Return by how much each block is wrong."""
    right, wrong = network.gradients(parameters), network.gradients(parameters, bug)
    pairs = {name: (right[f"d{name}"], wrong[f"d{name}"]) for name in parameters}
    return {k: relative_error(*p) if p[0].shape == p[1].shape else 1.0 for k, p in pairs.items()}


def check(network: Network, parameters: Arrays, bug: Bug, way: str) -> Report:
    """Check one wrong gradient in one of the ways."""
    cost: Callable = network.cost if way == "black box" else as_chain(network)

    def gradients(p: Arrays) -> Arrays:
        g = network.gradients(p, bug)
        return g if way == WAYS[1] else {k: v for k, v in g.items() if k[1] in "Wb"}

    return check_gradients(cost, gradients, parameters)


def try_one(job: tuple[str, int]) -> tuple[Counter, list[Complaint]]:
    """Check some wrong gradients of one network in all the ways."""
    counts: Counter[tuple[str, ...]] = Counter()
    complaints = []
    regime, seed = job
    with np.errstate(all="ignore"):
        found = network_with_bugs(job)
        if found is None:
            return Counter({(regime, "left out"): 1}), []
        network, parameters, chosen = found
        for bug in chosen:
            errors = _errors(network, parameters, bug)
            for way in WAYS:
                report = check(network, parameters, bug, way)
                counts[regime, "gradients"] += 1
                said = list(_blocks_misjudged(report, bug, errors))
                counts[regime, "blocks"] += sum(error > VISIBLE for error in errors.values())
                if way != "black box":
                    outcome, words = _cause(report, bug, network.gradients, parameters)
                    counts["cause", way, outcome] += 1
                    said += [(f"cause {outcome}", words)] * (outcome in ("wrong", "unknown"))
                counts.update((regime, sort) for sort, _ in said)
                complaints += [Complaint(s, regime, seed, bug.name, way, w) for s, w in said]
    return counts, complaints


def _blocks_misjudged(
    report: Report, bug: Bug, errors: dict[str, float]
) -> Iterator[tuple[str, str]]:
    """Yield what is said of blocks that is not so: misses, and blocks wrongly accused."""
    kind, layer = bug.quantity[1], int(bug.quantity[2:])
    for name, block in report.blocks.items():
        spoilt = int(name[1:]) <= layer if kind in "ZA" else name == bug.quantity[1:]
        if errors[name] > VISIBLE and block.verdict != "wrong":
            yield f"missed, {block.verdict}", f"{block.words} (ratio {errors[name]:.1e})"
        if block.verdict == "wrong" and not spoilt:
            yield "accused", block.words


def _cause(report: Report, bug: Bug, gradients: Callable, parameters: Arrays) -> tuple[str, str]:
    """Return how well the cause was named, and what was said."""
    words = str({q: [cause.words for cause in causes] for q, causes in report.steps.items()})
    named = [cause for causes in report.steps.values() for cause in causes]
    if not named:
        return "unknown", words
    matches = [c for c in report.steps.get(bug.quantity, []) if c.kind == bug.kind]
    if bug.kind == "factor":
        right, wrong = (gradients(parameters, b)[bug.quantity] for b in (None, bug))
        factor = np.vdot(right, wrong) / np.vdot(right, right)
        matches = [c for c in matches if np.isclose(c.factor, factor, rtol=1e-5)]
    if not matches:
        return "wrong", words
    return "named" if len(named) == 1 else "named beside others", words


def run(count: int = 6_000, seed: int = 0) -> Group:
    """Try mistakes on about ``count`` networks; what is misjudged is listed below the tables."""
    counts: Counter[tuple[str, ...]] = Counter()
    complaints: list[Complaint] = []
    for some, said in in_parallel(try_one, jobs(count, seed), "wrong gradients"):
        counts += some
        complaints += said
    return Group(_detection(counts), _causes(counts), *_listing(sorted(complaints)))


def _detection(counts: Counter) -> Table:
    title = f"Wrong gradients: blocks that differ by a ratio above {VISIBLE:g}, and what is said"
    table = Table(title=title, title_justify="left")
    sorts = ("missed, right", "missed, undecided", "accused")
    for column in ("regime", "networks left out", "gradients", "wrong blocks", *sorts):
        table.add_column(column, justify="left" if column == "regime" else "right")
    keys = ("left out", "gradients", "blocks", *sorts)
    for key in keys:
        counts["all", key] = sum(counts[regime, key] for regime in REGIMES)
    for regime in (*REGIMES, "all"):
        cells = [f"{counts[regime, key]:,}" for key in keys]
        table.add_row(regime, *cells, end_section=regime == REGIMES[-1])
    return table


def _causes(counts: Counter) -> Table:
    table = Table(title="Causes named, by a Chain", title_justify="left")
    outcomes = ("named", "named beside others", "unknown", "wrong")
    for column in ("answer", "gradients", *outcomes):
        table.add_column(column, justify="left" if column == "answer" else "right")
    for way in WAYS[1:]:
        total = sum(counts["cause", way, outcome] for outcome in outcomes)
        cells = [percent(counts["cause", way, outcome], total) for outcome in outcomes]
        table.add_row(way, f"{total:,}", *cells)
    return table


def _listing(complaints: list[Complaint]) -> Iterator[str]:
    """Yield complaints as lines, so many of each sort; regime and seed lead back to the network."""
    seen: Counter[str] = Counter()
    for complaint in complaints:
        seen[complaint.sort] += 1
        if seen[complaint.sort] <= LISTED:
            yield " | ".join(map(str, complaint)).replace("[", r"\[")
