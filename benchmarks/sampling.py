"""What benchmarks over many random networks share: drawing one, going through many, a baseline.

A network is named by its regime and a seed, so that each one that a benchmark complains of can be
looked at again: ``random_network("He with biases", 42)``.
"""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

import numpy as np
from rich.progress import track

from benchmarks.networks import REGIMES, Arrays, Network, draw
from chain import Chain

Job = TypeVar("Job")
Result = TypeVar("Result")

FEWER_TRAINED = 20
"""Training takes 2,000 steps for each network, so this many times fewer of these are tried."""


def random_network(regime: str, seed: int) -> tuple[Network, Arrays]:
    """Return a network of 1 to 4 layers (5 in one regime) of random sizes, activation and terms."""
    rng = np.random.default_rng([seed, REGIMES.index(regime)])
    activation = ("relu", "relu", "tanh", "sigmoid")[rng.integers(4)]
    layers = int(rng.integers(1, 5))
    dims = (*(int(size) for size in rng.integers(1, 6, layers)), 1)
    if rng.random() < 0.3:
        dims = (4, 5, 3, 1)
    m, lambd = int(rng.integers(1, 7)), float(rng.choice([0, 0.1, 0.7, 10]))
    keep_prob = float(rng.choice([1, 1, 0.6, 0.86]))
    with np.errstate(all="ignore"):
        return draw(rng, regime, activation, dims, m, lambd, keep_prob)


def as_chain(network: Network) -> Chain:
    """Return the same cost as one that can explain mistakes."""
    n = network
    return Chain(n.X, n.Y, n.activation, n.lambd, n.masks, n.keep_prob)


def jobs(count: int, seed: int = 0) -> list[tuple[str, int]]:
    """Return regimes and seeds, from ``seed`` on, of about ``count`` networks in all."""
    shares = {name: 1 / FEWER_TRAINED if name == "trained" else 1.0 for name in REGIMES}
    each = count / sum(shares.values())
    numbers = {name: max(1, round(each * share)) for name, share in shares.items()}
    return [(name, seed + i) for name, number in numbers.items() for i in range(number)]


def in_parallel(
    work: Callable[[Job], Result], items: list[Job], words: str, chunk: int = 10
) -> Iterator[Result]:
    """Yield the result for each item as it comes, from as many processes as there are cores."""
    with multiprocessing.Pool() as pool:
        results = pool.imap_unordered(work, items, chunksize=chunk)
        yield from track(results, words, total=len(items), transient=True)


def to_vector(blocks: Mapping[str, np.ndarray], names: Iterable[str]) -> np.ndarray:
    """Return blocks as one vector, (P,)."""
    return np.concatenate([np.ravel(blocks[name]) for name in names])


def to_blocks(theta: np.ndarray, like: Mapping[str, np.ndarray]) -> Arrays:
    """Return a vector as blocks of the names and shapes of ``like``."""
    blocks, start = {}, 0
    for name, block in like.items():
        blocks[name] = theta[start : start + block.size].reshape(block.shape)
        start += block.size
    return blocks


def classic_slopes(
    cost: Callable, parameters: Arrays, epsilon: float = 1e-7, entries: Iterable[int] | None = None
) -> np.ndarray:
    """Return central differences by the classic loop, by all parameters or those at ``entries``.

    For each of them the vector is copied and the dictionary rebuilt, twice, and the cost taken.
    """
    theta = to_vector(parameters, parameters)
    slopes = []
    for i in range(theta.size) if entries is None else entries:
        plus, minus = theta.copy(), theta.copy()
        plus[i] += epsilon
        minus[i] -= epsilon
        rise, fall = cost(to_blocks(plus, parameters)), cost(to_blocks(minus, parameters))
        slopes.append((rise - fall) / (2 * epsilon))
    return np.array(slopes)


def classic_ratio(given: np.ndarray, slopes: np.ndarray) -> float:
    """Return the one ratio that the classic recipe goes by; NaN if it comes to that."""
    norms = np.linalg.norm(given) + np.linalg.norm(slopes)
    return float(np.linalg.norm(given - slopes) / norms) if norms else 0.0


def percent(part: int, whole: int) -> str:
    """Return a share with as many digits as it takes to tell few from none."""
    if not whole:
        return "–"
    return f"{100 * part / whole:.3g} %" if part else "0"
