"""A gradient checker that is right, and says what is wrong.

>>> report = check_gradients(cost, gradients, parameters)   # doctest: +SKIP
>>> report.verdict, report.blocks["W2"].words               # doctest: +SKIP
('wrong', 'dW2 is 2 × the numerical gradient')

The classic check takes central differences, epsilon = 1e-7, and one ratio over all parameters. It
calls correct networks wrong where a kink is near or rounding is large, and lets a wrong small
block hide behind a large one. This one compares every block apart, along a few random directions,
at several points, by complex steps; it knows a kink from a bug; and it tells which.
"""

from collections.abc import Callable, Mapping

import numpy as np

from derivatives import numerical_gradient, quiet_numpy, relative_error
from gradcheck_causes import SAME, Cause, causes_along_directions
from gradcheck_location import Location, bisect, from_errors
from gradcheck_points import Point
from gradcheck_report import Block, Report
from gradcheck_verdicts import FEW, Gradients, Verdicts, explains_itself

__all__ = ["Cause", "Report", "check_gradients", "numerical_gradient", "relative_error"]

CLEAN = 1e-12
"""Ratio up to which right blocks agree at a point that a diagnosis goes by."""
FINE = 1e-8
"""Ratio above which a part of a wrong block is called wrong too."""


def check_gradients(
    cost: Callable[[dict[str, np.ndarray]], float],
    gradients: Gradients,
    parameters: Mapping[str, np.ndarray] | np.ndarray,
    *,
    elementwise: bool = False,
    m: int | None = None,
    lambd: float | None = None,
    seed: int = 0,
) -> Report:
    """Compare gradients with the slopes of a cost, block by block, and say what is wrong.

    Parameters
    ----------
    cost : function of a dictionary like ``parameters`` that returns one number. It is a black box,
        called with float64 arrays and, if it can take them, complex ones. It must give the same
        number for the same parameters: freeze dropout masks, fix seeds. A :class:`chain.Chain` is
        a cost that also explains which step of the chain rule is wrong.
    gradients : function of the same dictionary that returns a dictionary with, for each
        parameter, the array of its slopes, under its name (``"W1"``) or with a d before it
        (``"dW1"``), of the shape of the parameter. Or that dictionary itself, for the given
        parameters: then there is only one point to check at, and less can be told.
    parameters : dictionary of arrays of any shapes, or one array (called ``theta``). Not changed.
    elementwise : also measure every single entry at the given parameters, one cost per parameter
        (far less for a :class:`~chain.Chain`), and report all errors and the exact global ratio.
    m : number of examples behind the cost, if it is a mean; to tell a missing 1/m from a factor.
    lambd : strength λ of an L2 term λ/(2m) · ΣW² in the cost; to tell when it is missing.
    seed : of the random directions and points.

    Returns
    -------
    A :class:`~gradcheck_report.Report`: print it, show it in a notebook, or take ``.verdict``
    ("right", "wrong" or "undecided"), ``.blocks`` and ``.to_json()`` from it.

    Raises
    ------
    ValueError
        If there is nothing to check with: parameters that are not finite real numbers, a cost that
        is not one real number. What is wrong with *gradients* is reported, not raised; but what
        their function itself raises at the given parameters goes through.

    Notes
    -----
    Ratios are ‖a − d‖ / (‖a‖ + ‖d‖) over the slopes a, claimed, and d, measured, along Gaussian
    directions within one block; up to 1e-6 is right. Right formulas in float64 give 1e-8 at the
    worst, and a 0.1 % error 5e-4. Where entries are measured one by one (up to 256 in all, or
    ``elementwise``) each counts alike; in larger blocks an entry whose slope is a million times
    smaller than the others' is not seen.

    Complex steps [1]_ are taken unless central differences contradict them near the parameters
    (the cost uses ``abs``) or they fail (it casts to float): then central differences with an
    error bound are, and the report says so.

    A block is wrong if it differs at most of the points, or at one beyond doubt: real differences
    contradict it too. A kink, a saturated output or a gradient that cancels to zero is told by the
    gap between claim and slope changing very close by, which that of a wrong gradient does not.

    References
    ----------
    .. [1] W. Squire and G. Trapp, SIAM Review 40 (1998), 110-112.

    Examples
    --------
    >>> def cost(p):
    ...     return np.sum(np.tanh(p["W"]) ** 2)
    >>> def gradients(p):
    ...     return {"dW": 4 * np.tanh(p["W"]) * (1 - np.tanh(p["W"]) ** 2)}
    >>> print(check_gradients(cost, gradients, {"W": np.array([[0.3, -1.2]])}).blocks["W"].words)
    dW is 2 × the numerical gradient
    """
    with quiet_numpy():
        rng = np.random.default_rng(seed)
        found = Verdicts(cost, gradients, parameters, rng, elementwise)
        found.run()
        if explains_itself(cost):
            m, lambd = cost.m, cost.lambd
        return _report(found, m, lambd)


def _report(found: Verdicts, m: int | None, lambd: float | None) -> Report:
    """Turn verdicts into explanations."""
    verdicts = {name: found.verdict(name) for name in found.parameters}
    wrong = [name for name, verdict in verdicts.items() if verdict == "wrong"]
    diagnosis = _diagnosis(found, wrong)
    blocks = {}
    for name, verdict in verdicts.items():
        block = blocks[name] = _block(found, name, verdict)
        if verdict != "wrong":
            continue
        if diagnosis:
            block.carried = diagnosis.carried.get(f"d{name}", "")
            block.causes = diagnosis.causes.get(f"d{name}", [])
        if not _is_explained(block):
            block.causes = _generic_causes(found, block, m, lambd)
            if diagnosis and f"d{name}" in diagnosis.causes:
                diagnosis.causes[f"d{name}"] = block.causes
        if name not in found.faults:
            block.location = _locate(found, block)
    unexplained = [b for b in blocks.values() if b.verdict == "wrong" and not _is_explained(b)]
    if unexplained and not found.unsteady:
        # What no cause explains at every point may be chance: a mask that is drawn each time.
        found.ask_again(found.points[0].parameters, costs=20, answers=20)
        if found.unsteady:
            return _report(found, m, lambd)
    notes = list(dict.fromkeys(found.notes))
    if found.not_finite:
        notes.append(f"The cost is not finite at {found.not_finite}.")
    return Report(
        blocks=blocks,
        method=found.method,
        points=[point.words for point in found.points],
        global_ratio=_global_ratio(found),
        global_ratio_is_exact=bool(found.probes.measured),
        steps=diagnosis.causes if diagnosis else {},
        notes=notes,
    )


def _is_explained(block: Block) -> bool:
    return bool(block.causes or block.carried or block.reason)


def _block(found: Verdicts, name: str, verdict: str) -> Block:
    findings = found.findings[name]
    if name in found.faults:
        return Block(name, verdict, np.nan, reason=found.faults[name])
    told = [f.ratio for f in findings if f.verdict != "undecided"] or [f.ratio for f in findings]
    block = Block(name, verdict, max(told, default=np.nan))
    if name in found.probes.measured and name in found.points[0].answer.blocks:
        block.given = found.points[0].answer.blocks[name]
        block.numerical = found.probes.measured[name]
    if verdict == "undecided":
        block.reason = found.why_undecided(name)
    elif verdict == "right" and all(finding.verdict != "agrees" for finding in findings):
        block.reason = "both are zero at every point, which checks little"
    elif verdict == "right" and any(finding.reason for finding in findings):
        place, finding = next((p, f) for p, f in zip(found.points, findings) if f.reason)
        block.reason = f"only {place.words} cannot tell, because {finding.reason}"
    return block


def _diagnosis(found: Verdicts, wrong: list[str]) -> object:
    """Ask the cost, if it can tell, which step of the chain rule is wrong."""
    if not (wrong and found.points and explains_itself(found.cost)):
        return None
    points = _clean_points(found)
    answers = [point.answer.raw for point in points]
    return found.cost.diagnose([point.parameters for point in points], answers, wrong)


def _clean_points(found: Verdicts) -> list[Point]:
    """Return points at which rounding is far off: a diagnosis compares very closely."""
    noisy, telling = set(), set()
    for findings in found.findings.values():
        for place, finding in enumerate(findings):
            if finding.verdict == "differs" or finding.faint:
                telling.add(place)
            elif finding.verdict == "undecided" or finding.ratio > CLEAN:
                noisy.add(place)
    clean = [point for place, point in enumerate(found.points) if place not in noisy]
    return clean if len(clean) >= 2 and telling - noisy else found.points


def _is_transposed(block: Block, tolerance: float) -> bool:
    given, numerical = block.given, block.numerical
    if numerical is None or given.ndim != 2 or given.shape != given.T.shape:
        return False
    is_wrong = relative_error(given, numerical) > 100 * tolerance
    return is_wrong and relative_error(given.T, numerical) < tolerance


def _generic_causes(
    found: Verdicts, block: Block, m: int | None, lambd: float | None
) -> list[Cause]:
    name = block.name
    seen = [
        (finding, point)
        for finding, point in zip(found.findings[name], found.points)
        if finding.verdict != "undecided" or finding.faint
    ]
    directions = found.probes.directions[name]
    own = [np.array([np.vdot(v, p.parameters[name]) for v in directions]) for _, p in seen]
    given, slopes = ([getattr(f, kind) for f, _ in seen] for kind in ("given", "slopes"))
    tolerance = SAME if found.probes.is_stepped(name) else 1e-5
    causes = causes_along_directions(name, given, slopes, own, m, lambd, tolerance)
    if _is_transposed(block, tolerance):
        causes.append(Cause("transposed", "is transposed"))
    return causes


def _locate(found: Verdicts, block: Block) -> Location:
    """Say where a wrong block is wrong, at the first point at which it differs."""
    tells = [f.verdict == "differs" or f.faint for f in found.findings[block.name]]
    point = found.points[tells.index(True)]
    given, tolerance = point.answer.blocks[block.name], point.answer.tolerances[block.name]
    if given.size <= FEW or (block.numerical is not None and point is found.points[0]):
        if block.numerical is None or point is not found.points[0]:
            block.given = given
            block.numerical = found.measure([block.name], point)[block.name]
        gap, floor = np.abs(given - block.numerical), 1e-12 * np.abs(block.numerical).max()
        return from_errors(
            gap > 2 * tolerance * (np.abs(given) + np.abs(block.numerical)) + floor,
            silent=(given == 0) & (block.numerical == 0),
        )
    size = found.probes.sizes[block.name]

    def slope(v: np.ndarray) -> float:
        return found.probes.slope(point.parameters, block.name, size * v) / size

    # That something is wrong is known, so rounding need not be kept clear of by so much.
    tolerance = min(tolerance, FINE) if found.probes.is_stepped(block.name) else tolerance
    return bisect(given, slope, tolerance, found.rng)


def _global_ratio(found: Verdicts) -> float:
    """Return the classic ratio over all parameters, exactly or as the probes suggest."""
    if not found.points or found.faults or found.unsteady:
        return np.nan
    answer, measured = found.points[0].answer, found.probes.measured
    if measured:
        pairs = [(answer.blocks[name], measured[name]) for name in found.parameters]
    else:
        firsts = [
            (findings[0], found.probes.sizes[name]) for name, findings in found.findings.items()
        ]
        pairs = [(first.given / size, first.slopes / size) for first, size in firsts]
    given, slopes = (np.concatenate([np.ravel(x) for x in side]) for side in zip(*pairs))
    return relative_error(given, slopes)
