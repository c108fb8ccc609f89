"""False alarms on random correct networks: this checker against the classic recipe.

Baseline: central differences with epsilon = 1e-7 and one ratio over all parameters, accepted up to
1e-7 or 2e-7, on the same networks, or every fourth of them. The cost is a black box.
"""

from collections import Counter
from typing import NamedTuple

import numpy as np
from rich.table import Table

from benchmarks.networks import REGIMES
from benchmarks.sampling import (
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


class Outcome(NamedTuple):
    """What both checkers say of one correct network; ``classic`` is None where it was not tried."""

    regime: str
    seed: int
    finite: bool
    verdict: str
    words: str
    classic: float | None


def try_one(job: tuple[str, int]) -> Outcome:
    """Check the correct gradients of one network both ways."""
    regime, seed = job
    network, parameters = random_network(regime, seed)
    with np.errstate(all="ignore"):
        finite = bool(np.isfinite(network.cost(parameters)))
        report = check_gradients(network.cost, network.gradients, parameters)
        ratio = None
        if finite and (seed % EVERY == 0 or regime == "trained"):
            gradients = network.gradients(parameters)
            given = to_vector(gradients, [f"d{name}" for name in parameters])
            ratio = classic_ratio(given, classic_slopes(network.cost, parameters))
    words = "; ".join(b.words for b in report.blocks.values() if b.verdict == report.verdict)
    return Outcome(regime, seed, finite, report.verdict, words, ratio)


def run(count: int = 100_000) -> Table:
    """Check about ``count`` networks; all false alarms are listed below the table."""
    counts: Counter[tuple[str, str]] = Counter()
    alarms: list[Outcome] = []
    for outcome in in_parallel(try_one, jobs(count), "correct networks", chunk=50):
        _count(counts, outcome)
        if outcome.verdict == "wrong":
            alarms.append(outcome)
    return _table(counts, sorted(alarms))


def _count(counts: Counter, outcome: Outcome) -> None:
    regime, classic = outcome.regime, outcome.classic
    counts[regime, "networks"] += 1
    counts[regime, "finite"] += outcome.finite
    counts[regime, outcome.verdict if outcome.finite else f"{outcome.verdict}, not finite"] += 1
    if classic is not None:
        counts[regime, "classic"] += 1
        counts[regime, "NaN"] += bool(np.isnan(classic))
        for threshold in (1e-7, 2e-7):
            counts[regime, f"> {threshold:g}"] += classic > threshold


def _table(counts: Counter, alarms: list[Outcome]) -> Table:
    title = (
        "Correct networks, black-box cost: verdicts where the cost is finite, and where it is not"
    )
    table = Table(title=title, title_justify="left", caption_justify="left")
    columns = ("networks", "finite", "right", "undecided", "false alarms", "not finite: alarms")
    for column in ("regime", *columns, f"classic: 1 in {EVERY}", "> 1e-7", "> 2e-7", "NaN"):
        table.add_column(column, justify="left" if column == "regime" else "right")
    for name in REGIMES:
        counts.update({("all", key): n for (regime, key), n in counts.items() if regime == name})
    for regime in (*REGIMES, "all"):
        own = ("networks", "finite", "right", "undecided", "wrong", "wrong, not finite", "classic")
        cells = [f"{counts[regime, key]:,}" for key in own]
        cells += [
            percent(counts[regime, key], counts[regime, "classic"])
            for key in ("> 1e-07", "> 2e-07", "NaN")
        ]
        table.add_row(regime, *cells, end_section=regime == REGIMES[-1])
    if alarms:
        lines = [f"{a.regime!r}, {a.seed}: {a.words}" for a in alarms[:LISTED]]
        table.caption = "\n".join(["False alarms, as arguments of random_network:", *lines])
    return table
