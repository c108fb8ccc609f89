"""What one check point says about one block: it agrees, it differs, or the point cannot tell."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from derivatives import (
    EPS,
    REAL_STEPS,
    Cost,
    NotComplexSafe,
    Parameters,
    complex_slope,
    costs_beside,
    number,
    real_slope,
    relative_error,
    size_of,
)
from gradcheck_input import Answer

CRUDE = 1e-4
"""Length of the one real step that complex steps are compared with, as REAL_STEPS are measured."""

Verdict = Literal["agrees", "silent", "differs", "undecided"]

GIVEN = "the parameters given"
KINK = "a unit sits exactly on a kink (ReLU at 0, say), where the slope jumps: move the parameters"
ROUNDING = (
    "rounding drowns it: an output is saturated, or contributions cancel to zero; "
    "check with smaller weights, or before training"
)
NOT_FINITE = "the cost is not finite there: check with smaller weights or scaled inputs"
COARSE = "differences of the cost are too coarse to tell: make it pass complex numbers through"
UNSTEADY = (
    "the same parameters gave different {} each time: freeze the dropout masks, or seed the random "
    "numbers inside"
)


@dataclass
class Point:
    """One place where the gradient is compared with the slopes of the cost.

    ``rounding`` is how far off a right gradient may be there, block by block, if the cost knows
    (:meth:`chain.Chain.rounding`) and was asked.
    """

    words: str
    parameters: dict[str, np.ndarray]
    cost: float
    answer: Answer
    rounding: Mapping[str, float] | None = None


class Finding(NamedTuple):
    """What a point says about a block: "silent" if both slopes are zero, which says little.

    ``given`` and ``slopes``, of shape (k,), are the slopes along the k directions, claimed and
    measured. ``ratio`` compares them as the classic check does. ``confirmed`` says of "differs"
    that complex steps and real differences both contradict the claim, ``faint`` of "undecided" that
    it differs by less than the rounding of the cost.
    """

    verdict: Verdict
    ratio: float
    given: np.ndarray
    slopes: np.ndarray
    reason: str = ""
    confirmed: bool = False
    faint: bool = False


class Probes:
    """Random directions for each block, and slopes along them.

    Gaussian, so that no entry is favoured, and about as long as the block itself, so that steps
    of one length suit all. One block moves at a time: a small block cannot hide behind a large
    one.

    Parameters
    ----------
    cost : the cost. parameters : to take shapes and sizes from. rng : where directions come from.
    count : how many for each block.
    """

    def __init__(
        self, cost: Cost, parameters: Parameters, rng: np.random.Generator, count: int
    ) -> None:
        self.cost, self.by_complex_step = cost, True
        self.sizes = {name: size_of(block, parameters) for name, block in parameters.items()}
        self.unused: set[str] = set()
        """Parameters on which the cost does not depend: it stays real where they are complex."""
        self.measured: dict[str, np.ndarray] = {}
        """Slopes entry by entry at the first point, where these were measured."""
        self.directions = {
            name: self.sizes[name] * rng.standard_normal((count, *block.shape))
            for name, block in parameters.items()
        }

    def even_out(self) -> None:
        """Change the last direction of each measured block so that all its entries count alike.

        In a parameter vector for features in metres and in millimetres, a slope a million times
        smaller than the others is lost along a Gaussian direction. Along this one it is not.
        """
        for name, slopes in self.measured.items():
            sizes = np.abs(slopes)
            visible = sizes > 1e-8 * sizes.max(initial=0)
            if not self.is_stepped(name) or not np.isfinite(slopes).all() or not visible.any():
                continue
            sizes = np.where(visible, sizes, np.median(sizes[visible]))
            # In units of the largest, so that no square is infinite.
            first, last = self.directions[name][0], self.directions[name][-1]
            last *= sizes.max() / sizes
            slopes = slopes / sizes.max()
            last *= np.linalg.norm(first * slopes) / np.linalg.norm(last * slopes)

    def compare(self, point: Point, name: str) -> Finding:
        """Return what a point says about a block whose gradient has no fault there."""
        given = np.array([np.vdot(v, point.answer.blocks[name]) for v in self.directions[name]])
        if not self.is_stepped(name):
            return self._compare_differences(point, name, given)
        slopes = self._slopes(point, name)
        ratio = relative_error(given, slopes)
        if ratio <= point.answer.tolerances[name]:
            return Finding("agrees" if np.any(given) else "silent", ratio, given, slopes)
        if not np.isfinite(slopes).all():
            return Finding("undecided", ratio, given, slopes, NOT_FINITE)
        return Finding("differs", ratio, given, slopes)

    def is_stepped(self, name: str) -> bool:
        """Tell whether a block is measured by complex steps."""
        return self.by_complex_step and name not in self.unused

    def _slopes(self, point: Point, name: str) -> np.ndarray:
        directions = self.directions[name]
        if point.words == GIVEN and name in self.measured:
            return np.array([np.vdot(v, self.measured[name]) for v in directions])
        return np.array([self.slope(point.parameters, name, v) for v in directions])

    def slope(self, parameters: Parameters, name: str, v: np.ndarray) -> float:
        """Return the slope along a direction in one block, by the method that was settled on."""
        if self.is_stepped(name):
            return complex_slope(self.cost, parameters, {name: v})
        return real_slope(self.cost, parameters, {name: v}).value

    def _compare_differences(self, point: Point, name: str, given: np.ndarray) -> Finding:
        measured = [
            real_slope(self.cost, point.parameters, {name: v}, 1e-8 * abs(claim), point.cost)
            for v, claim in zip(self.directions[name], given)
        ]
        slopes, errors = (np.array(column) for column in zip(*measured))
        if not np.isfinite(errors).all():
            return Finding("undecided", np.nan, given, slopes, COARSE)
        ratio, scale = relative_error(given, slopes), np.linalg.norm(given) + np.linalg.norm(slopes)
        resolved = 3 * np.linalg.norm(errors) / scale if scale else 0.0
        if not ratio <= max(resolved, point.answer.tolerances[name]):
            invisible = np.abs(given - slopes).max() <= 4 * EPS * abs(point.cost)
            if invisible or self._borne_out(point, name, given, slopes):
                return Finding("undecided", ratio, given, slopes, ROUNDING)
            return Finding("differs", ratio, given, slopes)
        if resolved < 1e-4:
            return Finding("agrees" if np.any(given) else "silent", ratio, given, slopes)
        return Finding("undecided", ratio, given, slopes, COARSE)

    def _borne_out(self, point: Point, name: str, given: np.ndarray, slopes: np.ndarray) -> bool:
        """Tell whether a step of some length bears a claim out after all.

        Short steps do not show where a saturated output has lost its digits; long ones do.
        """
        worst = int(np.argmax(np.abs(given - slopes)))
        v, claim, gap = (
            self.directions[name][worst],
            given[worst],
            np.ptp([given, slopes], 0)[worst],
        )
        for step in (1e-1, *REAL_STEPS):
            up, down = costs_beside(self.cost, point.parameters, {name: v}, step)
            if abs((up - down) / (2 * step) - claim) < gap / 4:
                return True
        return False

    def contradicts(self, parameters: Parameters, name: str, here: float) -> bool | None:
        """Tell whether real differences contradict the complex step; None if they cannot tell.

        ``here`` is the cost of the parameters.
        """
        v = self.directions[name][0]
        try:
            stepped = complex_slope(self.cost, parameters, {name: v})
        except NotComplexSafe:
            if {*costs_beside(self.cost, parameters, {name: v}, 1e-1)} != {here}:
                raise
            self.unused.add(name)
            return None
        up, down = costs_beside(self.cost, parameters, {name: v}, CRUDE)
        slope = (up - down) / (2 * CRUDE)
        if abs(stepped - slope) <= 1e-5 * (abs(stepped) + abs(slope)):
            return False
        enough = 1e-6 * abs(stepped)
        slope, error = real_slope(self.cost, parameters, {name: v}, enough, here)
        scale = abs(stepped) + abs(slope)
        if np.isfinite(error) and not abs(stepped - slope) <= 3 * error + 1e-5 * scale:
            return True
        return False if error <= 1e-4 * scale else None

    def look_closer(
        self, point: Point, name: str, finding: Finding, gradients: Callable | None
    ) -> Finding:
        """Return a finding of "differs" as it stands, or as "undecided" if the point is to blame.

        Parameters
        ----------
        point, name, finding : what was found where.
        gradients : the function under test, called for points very close by; or None.
        """
        worst = int(np.argmax(np.abs(finding.given - finding.slopes)))
        v, claim, slope = (x[worst] for x in (self.directions[name], finding.given, finding.slopes))
        gap = abs(claim - slope)
        measured = real_slope(self.cost, point.parameters, {name: v}, gap / 20, point.cost)
        if 4 * measured.error < gap:
            # Where it sides with neither, the cost has lost more digits than the bound knows of.
            if abs(measured.value - slope) < gap / 4:
                return finding._replace(confirmed=True)
            return finding._replace(verdict="undecided", reason=ROUNDING)
        reason = self._unstable(point, name, v, finding.ratio, gradients)
        if reason:
            return finding._replace(verdict="undecided", reason=reason)
        share = max(abs(claim), abs(slope)) / abs(point.cost or 1.0)
        if share <= 4 * EPS:
            # Moving the block by its own size would not change the last digit of the cost. Next to
            # nothing at all, a saturated unit has lost so much that even its noise is steady.
            is_faint = share > 1e-6 * EPS
            return finding._replace(verdict="undecided", reason=ROUNDING, faint=is_faint)
        return finding

    def _unstable(
        self, point: Point, name: str, v: np.ndarray, ratio: float, gradients: Callable | None
    ) -> str:
        """Return why the gap between claim and slope is not the same very close by, or nothing.

        A wrong gradient is as wrong a tiny distance away. A kink is not there any more, and what
        rounding does is another thing each time.
        """
        rng = np.random.default_rng(0)

        def gap(parameters: Parameters) -> float:
            try:
                answer = gradients(parameters) if gradients else point.answer
                return np.vdot(v, answer.blocks[name]) - self.slope(parameters, name, v)
            except Exception:  # out of the domain, or not to be compared: nothing to be learnt
                return np.nan

        here = gap(point.parameters)
        for distance in (1e-7, 1e-6, 1e-5, 1e-4):
            if gradients is None and distance > ratio / 50:
                break  # the slope itself changes by as much, and the claim is for one point only
            for sign in (1, -1):
                shift = {
                    k: sign * distance * self.sizes[k] * rng.standard_normal(b.shape)
                    for k, b in point.parameters.items()
                }
                there = gap({k: b + shift[k] for k, b in point.parameters.items()})
                if abs(there - here) > abs(here) / 4:
                    halfway = gap({k: b + shift[k] / 2 for k, b in point.parameters.items()})
                    is_steady = abs(halfway - there) < abs(there - here) / 8
                    return KINK if is_steady else ROUNDING
        return ""


def nearby_points(
    parameters: Parameters, sizes: Mapping[str, float], rng: np.random.Generator
) -> Iterator[tuple[str, dict]]:
    """Yield the parameters given, and then others near them, ever smaller, with words for each.

    A kink, a gradient that cancels or a saturated output is a property of one point. So is a
    wrong gradient that happens to look right. Smaller parameters saturate less.
    """
    yield GIVEN, dict(parameters)
    for shrink in (1.0, 0.7, 0.5, 0.35, 0.25, 0.18, 0.1):
        near = {}
        for name, block in parameters.items():
            # Relative to each entry: what has to be positive stays so. Zeros move too.
            scale = np.where(block == 0, sizes[name], block)
            near[name] = shrink * (block + rng.uniform(-0.2, 0.2, block.shape) * scale)
        words = "parameters near them" if shrink == 1 else f"parameters near {shrink:g} times them"
        yield words, near


def cost_or_nan(cost: Cost, parameters: Parameters) -> float:
    """Return the cost, or NaN if it fails: other points may lie outside its domain."""
    try:
        return real_cost(cost, parameters)
    except Exception:
        return np.nan


def real_cost(cost: Cost, parameters: Parameters) -> float:
    """Return the cost as a real number, NaN and infinity included.

    Raises
    ------
    ValueError
        If the cost is not one real number.
    """
    value = number(cost(dict(parameters)))
    if isinstance(value, complex):
        raise ValueError("the cost of real parameters should be real; it returned a complex number")
    return float(value)
