"""Where in a wrong block the wrong entries are, found with few measurements."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

MANY = 8
"""More wrong rows or columns than this are not listed one by one."""


class Location(NamedTuple):
    """Where a block is wrong.

    ``entries`` are the indices of single wrong entries, if these are few; ``words`` says it in
    general: "in entry [2, 77]", "in column 77", "throughout".
    """

    words: str
    entries: list[tuple[int, ...]]


def from_errors(errors: np.ndarray, silent: np.ndarray) -> Location:
    """Describe where a mask of wrong entries is true.

    Parameters
    ----------
    errors, silent : arrays of booleans of the shape of the block: where it is wrong, and where it
        is zero and rightly so, which tells nothing.
    """
    entries = [tuple(map(int, index)) for index in np.argwhere(errors)]
    table = errors.reshape(len(errors), -1) if errors.ndim else errors.reshape(1, 1)
    neutral = silent.reshape(table.shape)
    if (table | neutral).all():
        return Location("throughout", [])
    rows, columns = table.any(axis=1), table.any(axis=0)
    for kind, lines, axis in (("row", rows, 1), ("column", columns, 0)):
        full = (table | neutral).all(axis=axis) >= lines
        if full.all() and table.shape[axis] > 1 and lines.sum() <= MANY:
            return Location(_listed(kind, np.flatnonzero(lines)), [])
    if len(entries) <= MANY:
        return Location(_listed("entry", [list(index) for index in entries]), entries)
    return Location(f"in {len(entries)} of {errors.size} entries", [])


def bisect(
    claimed: np.ndarray,
    slope: Callable[[np.ndarray], float],
    tolerance: float,
    rng: np.random.Generator,
) -> Location:
    """Find the wrong entries of a large block, by slopes along directions in parts of it.

    Rows and columns with something wrong are found by halving, about 2 log2(n) slopes for a single
    one among n; then their crossings are looked at one by one.

    Parameters
    ----------
    claimed : the block as the function under test gave it. slope : measures along a direction of
        its shape. tolerance : ratio above which a part is wrong. rng : where directions come from.
    """
    table = claimed.reshape(len(claimed), -1)
    floor = 1e-13 * np.linalg.norm(table)

    def differs(rows: Sequence[int], columns: Sequence[int]) -> bool:
        v = np.zeros(table.shape)
        v[np.ix_(rows, columns)] = rng.standard_normal((len(rows), len(columns)))
        claim, measured = np.vdot(v, table), slope(v.reshape(claimed.shape))
        gap = abs(claim - measured)
        return bool(gap > tolerance * (abs(claim) + abs(measured)) + floor)

    all_rows, all_columns = range(table.shape[0]), range(table.shape[1])
    rows = _wrong_lines(all_rows, lambda some: differs(some, all_columns), rng)
    columns = _wrong_lines(all_columns, lambda some: differs(all_rows, some), rng)
    if columns is None and rows in (None, list(all_rows)):
        return Location("throughout", [])
    if columns is None:
        return Location(_listed("row", rows), [])
    if rows is None or (len(rows) == table.shape[0] > 2 and len(columns) < 3):
        return Location(_listed("column", columns), [])
    crossings = [(i, j) for i in rows for j in columns]
    if len(crossings) > MANY * 2:
        return Location(_listed("row", rows) + " and " + _listed("column", columns), [])
    entries = [
        tuple(map(int, np.unravel_index(i * table.shape[1] + j, claimed.shape)))
        for i, j in crossings
        if differs([i], [j])
    ]
    return Location(_listed("entry", [list(index) for index in entries]), entries)


def _wrong_lines(
    lines: range, differs: Callable[[Sequence[int]], bool], rng: np.random.Generator
) -> list[int] | None:
    """Return the rows, or columns, in which something is wrong; None if these are many."""
    if len(lines) > MANY:
        sample = rng.choice(len(lines), MANY, replace=False)
        if all(differs([int(line)]) for line in sample):
            return None
    found: list[int] = []
    waiting: list[tuple[range, bool]] = [(lines, True)]  # and whether it is known to be wrong
    while waiting:
        some, is_wrong = waiting.pop()
        if not is_wrong and not differs(some):
            continue
        if len(some) == 1:
            found.append(some[0])
            if len(found) > MANY:
                return None
            continue
        left, right = some[: len(some) // 2], some[len(some) // 2 :]
        left_is_wrong = differs(left)
        # If nothing is wrong on the left, it must be on the right.
        waiting.append((right, not left_is_wrong))
        if left_is_wrong:
            waiting.append((left, True))
    return sorted(found)


def _listed(kind: str, which: Sequence) -> str:
    if not len(which):
        return "in places too few to be told"
    plural = {"entry": "entries"}.get(kind, f"{kind}s")
    return f"in {kind if len(which) == 1 else plural} " + ", ".join(str(each) for each in which)
