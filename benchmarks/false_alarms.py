"""False alarms on random correct networks: this checker against the classic recipe.

Baseline: central differences with epsilon = 1e-7 and one ratio over all parameters, accepted up to
1e-7 or 2e-7, on every fourth of the same networks and on all trained ones. This checker is tried
with a cost that takes log(A) and log(1 - A), as a black box, and with a Chain, whose cost keeps its
digits where outputs saturate and the gradient's A - Y does not.
"""

from collections import Counter
from typing import NamedTuple

import numpy as np
from rich.table import Table

from benchmarks.networks import REGIMES
from benchmarks.sampling import (
    as_chain,
    classic_ratio,
    classic_slopes,
    in_parallel,
    jobs,
    percent,
    random_network,
    to_vector,
)
from gradcheck import check_gradients

EVERY = 4
"""The classic recipe is tried on one network out of this many, and on all trained ones."""
LISTED = 40
"""No more false alarms than this are listed one by one."""
COSTS = ("black box", "Chain")


class Outcome(NamedTuple):
    """What is said of one correct network, with one cost: a verdict and the sentences behind it."""

    regime: str
    seed: int
    cost: str
    is_finite: bool
    verdict: str
    words: str


def try_one(job: tuple[str, int]) -> tuple[list[Outcome], float | None]:
    """Check the correct gradients of one network; return the classic ratio too, if it is tried."""
    regime, seed = job
    network, parameters = random_network(regime, seed)
    outcomes, ratio = [], None
    with np.errstate(all="ignore"):
        for name, cost in zip(COSTS, (network.cost, as_chain(network))):
            is_finite = bool(np.isfinite(cost(parameters)))
            report = check_gradients(cost, network.gradients, parameters)
            said = [b.words for b in report.blocks.values() if b.verdict == report.verdict]
            outcome = Outcome(regime, seed, name, is_finite, report.verdict, "; ".join(said))
            outcomes.append(outcome)
        if outcomes[0].is_finite and (seed % EVERY == 0 or regime == "trained"):
            gradients = network.gradients(parameters)
            given = to_vector(gradients, [f"d{name}" for name in parameters])
            ratio = classic_ratio(given, classic_slopes(network.cost, parameters))
    return outcomes, ratio


def run(count: int = 100_000, seed: int = 0) -> Table:
    """Check about ``count`` networks; all false alarms are listed below the table."""
    counts: Counter[tuple[str, ...]] = Counter()
    alarms: list[Outcome] = []
    work = jobs(count, seed)
    for outcomes, ratio in in_parallel(try_one, work, "correct networks", chunk=50):
        alarms += [outcome for outcome in outcomes if outcome.verdict == "wrong"]
        for regime in (outcomes[0].regime, "all"):
            _count(counts, regime, outcomes, ratio)
    return _table(counts, sorted(alarms))


def _count(counts: Counter, regime: str, outcomes: list[Outcome], ratio: float | None) -> None:
    counts[regime, "networks"] += 1
    for outcome in outcomes:
        verdict = outcome.verdict if outcome.is_finite else "not finite"
        counts[regime, outcome.cost, verdict] += 1
        counts[regime, outcome.cost, "alarms"] += outcome.verdict == "wrong"
    if ratio is not None:
        counts[regime, "classic"] += 1
        counts[regime, "NaN"] += bool(np.isnan(ratio))
        for threshold in (1e-7, 2e-7):
            counts[regime, f"> {threshold:g}"] += ratio > threshold


def _table(counts: Counter, alarms: list[Outcome]) -> Table:
    title = (
        "Correct networks. Of each cost: not finite at the given parameters / undecided / right, "
        "and false alarms"
    )
    table = Table(title=title, title_justify="left", caption_justify="left")
    columns = ["networks"]
    for cost in COSTS:
        columns += [cost, "alarms"]
    columns += ["classic tried", "> 1e-7", "> 2e-7", "NaN"]
    for column in ("regime", *columns):
        table.add_column(column, justify="left" if column == "regime" else "right")
    for regime in (*REGIMES, "all"):
        cells = [f"{counts[regime, 'networks']:,}"]
        for cost in COSTS:
            verdicts = ("not finite", "undecided", "right")
            cells.append(" / ".join(f"{counts[regime, cost, verdict]:,}" for verdict in verdicts))
            cells.append(f"{counts[regime, cost, 'alarms']:,}")
        tried = counts[regime, "classic"]
        cells.append(f"{tried:,}")
        cells += [percent(counts[regime, key], tried) for key in ("> 1e-07", "> 2e-07", "NaN")]
        table.add_row(regime, *cells, end_section=regime == REGIMES[-1])
    if alarms:
        lines = [f"{a.regime!r}, {a.seed}, {a.cost}: {a.words}" for a in alarms[:LISTED]]
        # Brackets are markup to rich.
        lines = [line.replace("[", r"\[") for line in lines]
        table.caption = "\n".join(["False alarms, as arguments of random_network:", *lines])
    return table
