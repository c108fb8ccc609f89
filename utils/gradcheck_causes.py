"""What is wrong with a block, in words and as data, as far as the numbers tell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

SAME = 1e-7
"""Relative distance up to which two explanations are the same number."""


@dataclass(frozen=True)
class Cause:
    """One explanation that fits at every check point.

    ``kind`` is a stable name ("factor", "not averaged", "no mask", ...), ``words`` completes the
    sentence "dW2 ...", and ``factor`` is the number that matters, where there is one.
    """

    kind: str
    words: str
    factor: float | None = None

    def to_dict(self) -> dict[str, object]:
        """Return it as plain data."""
        return asdict(self)


def same(a: float, b: float) -> bool:
    """Tell whether two factors are one, to measurement accuracy."""
    return abs(a - b) <= SAME * max(abs(a), abs(b))


def factor_causes(
    factor: float, of: str, m: int | None = None, keep_prob: float = 1.0
) -> list[Cause]:
    """Return what a constant factor may come from; several if several readings fit.

    Parameters
    ----------
    factor : given / right. of : what it is a multiple of, in words.
    m : the number of examples, if known. keep_prob : of dropout, 1 without.
    """
    if factor == 0:
        return [Cause("zero", "is zero everywhere", 0.0)]
    if same(factor, -1):
        return [Cause("sign", f"is {of} with the sign turned", -1.0)]
    digits = 6 if abs(factor - 1) < 0.01 else 4
    causes = [Cause("factor", f"is {factor:.{digits}g} × {of}", factor)]
    if m and m > 1:
        turned = ", and has the wrong sign" if factor < 0 else ""
        if same(abs(factor), m):
            causes.append(Cause("not averaged", f"is not divided by m, which is {m}{turned}"))
        if same(abs(factor), 1 / m):
            words = f"is divided by m, which is {m}, once too often{turned}"
            causes.append(Cause("averaged twice", words))
    if keep_prob != 1:
        if same(factor, keep_prob):
            words = f"is not divided by keep_prob, which is {keep_prob:g}"
            causes.append(Cause("keep_prob", words, factor))
        if same(factor, 1 / keep_prob):
            words = f"is divided by keep_prob, which is {keep_prob:g}, twice"
            causes.append(Cause("keep_prob", words, factor))
    return causes


def term_causes(
    coefficient: float, name: str, m: int | None = None, lambd: float | None = None
) -> list[Cause]:
    """Return what an additional term, ``coefficient`` times the parameter itself, may come from.

    Parameters
    ----------
    coefficient : (given − right) / parameter. name : of the parameter.
    m, lambd : number of examples and λ of a term λ/(2m) · ΣW² in the cost, if known.
    """
    is_bias = re.fullmatch(r"b\d*", name) is not None
    if lambd and m and not is_bias and same(coefficient, -lambd):
        return [Cause("no L2 term", f"lacks a term λ · {name}", 0.0)]
    due = lambd / m if lambd and m and not is_bias else 0.0
    if coefficient > 0 and is_bias and lambd:
        return [Cause("term", f"has an L2 term, {coefficient:.4g} · {name}", coefficient)]
    if not due or (coefficient < -1.0001 * due and not same(coefficient, -2 * due)):
        verb = "has a term too many" if coefficient > 0 else "lacks a term"
        return [Cause("term", f"{verb}: {abs(coefficient):.4g} · {name}", coefficient)]
    scale = 1 + coefficient / due
    if abs(scale) < 1e-5:
        return [Cause("no L2 term", f"lacks the L2 term λ/m · {name}", 0.0)]
    causes = [Cause("L2 term", f"has {scale:.4g} × the L2 term λ/m · {name}", scale)]
    if same(scale, m) and m > 1:
        causes.append(Cause("L2 term not averaged", f"has λ · {name} in place of λ/m · {name}"))
    return causes


def fitted_factor(
    given: Sequence[np.ndarray],
    right: Sequence[np.ndarray],
    m: int | None,
    keep_prob: float = 1.0,
    tolerance: float = SAME,
) -> float | None:
    """Return c if given = c · right at every point.

    At a single point almost any mistake in a small block can look like a factor. So there only one
    counts that a person might have written: up to 10, m or keep_prob, or one over it.
    """
    found = fit(given, right, tolerance=tolerance)
    if found is None:
        return None
    # No more digits than were measured.
    factor = float(f"{found[0]:.5g}") if tolerance > SAME else float(found[0])
    if abs(factor - 1) <= tolerance:
        return None  # whatever is wrong, it is not that
    return factor if len(given) > 1 or could_be_written(factor, m, keep_prob) else None


def could_be_written(factor: float, m: int | None, keep_prob: float = 1.0) -> bool:
    """Tell whether a factor is 0, up to 10, m or keep_prob, or one over it, with either sign."""
    likely = [*range(1, 11), m or 1, keep_prob]
    plain = any(same(abs(factor), c) or same(abs(factor), 1 / c) for c in likely)
    return plain or abs(factor) < SAME


def fit(
    target: Sequence[np.ndarray], *columns: Sequence[np.ndarray], tolerance: float = SAME
) -> np.ndarray | None:
    """Return coefficients, the same at every point, that make the target out of the columns.

    Parameters
    ----------
    target : an array per check point. columns : likewise, each of the same shapes.

    Returns
    -------
    The coefficients, or None if no combination fits at every point.
    """
    # Each point counts alike, however small its gradient.
    norms = [np.linalg.norm(t) or 1.0 for t in target]
    stacked = [
        np.concatenate([np.ravel(x) / norm for x, norm in zip(column, norms)])
        for column in (target, *columns)
    ]
    matrix = np.column_stack(stacked[1:])
    scales = np.linalg.norm(matrix, axis=0)
    usable = scales.all() and np.isfinite(scales).all() and np.isfinite(stacked[0]).all()
    if not usable or len(matrix) <= matrix.shape[1]:
        return None
    scaled, *_ = np.linalg.lstsq(matrix / scales, stacked[0], rcond=1e-10)
    coefficients = scaled / scales
    coefficients[np.abs(coefficients) < 1e-9 * np.abs(coefficients).max()] = 0.0
    residual = stacked[0] - matrix @ coefficients
    fits = all(
        np.linalg.norm(part) <= tolerance * max(np.linalg.norm(t), 1e-300) / norm
        for part, t, norm in zip(_parts(residual, target), target, norms)
    )
    return coefficients if fits else None


def _parts(stacked: np.ndarray, like: Sequence[np.ndarray]) -> Iterator[np.ndarray]:
    start = 0
    for array in like:
        yield stacked[start : start + np.size(array)]
        start += np.size(array)


def causes_along_directions(
    name: str,
    given: Sequence[np.ndarray],
    slopes: Sequence[np.ndarray],
    own: Sequence[np.ndarray],
    m: int | None,
    lambd: float | None,
    tolerance: float = SAME,
) -> list[Cause]:
    """Return what explains a wrong block of any cost, judged by slopes along random directions.

    Parameters
    ----------
    name : of the parameter. given, slopes : claimed and measured slopes, (k,) for each point.
    own : the parameter itself, seen along the same directions. m, lambd : if known.
    tolerance : of the measurement, relative.
    """
    if not np.any(given):
        return factor_causes(0.0, "")
    causes = []
    factor = fitted_factor(given, slopes, m, tolerance=tolerance)
    if factor is not None:
        causes += factor_causes(factor, "the numerical gradient", m)
    if len(given) < 2:
        return causes
    gaps = [a - d for a, d in zip(given, slopes)]
    coefficient = fit(gaps, own, tolerance=tolerance)
    if coefficient is not None:
        causes += term_causes(float(coefficient[0]), name, m, lambd)
    return causes


def in_words(key: str, causes: Sequence[Cause]) -> str:
    """Return one sentence for a quantity: "dW2 is 2 × ..., or ..."."""
    return f"{key} " + ", or ".join(cause.words for cause in causes) if causes else ""


def as_data(causes: Mapping[str, Sequence[Cause]]) -> dict[str, list[dict[str, object]]]:
    """Return causes by quantity as plain data."""
    return {key: [cause.to_dict() for cause in each] for key, each in causes.items()}
