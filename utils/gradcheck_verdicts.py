"""Visiting check points until every block is decided: right, wrong, or not to be told."""

import itertools
from collections.abc import Callable, Mapping

import numpy as np

from derivatives import (
    EPS,
    NotComplexSafe,
    Parameters,
    numerical_gradient,
    progress,
    relative_error,
)
from gradcheck_causes import fit
from gradcheck_input import Answer, read_gradients, read_parameters
from gradcheck_points import (
    GIVEN,
    NOT_FINITE,
    ROUNDING,
    UNSTEADY,
    Finding,
    Point,
    Probes,
    cost_or_nan,
    nearby_points,
    real_cost,
)

POINTS = 3
"""Check points, if all goes well."""
DIRECTIONS = 2
"""Random directions per block and point."""
FEW = 256
"""No more entries than this are measured one by one without being asked for."""

Gradients = Callable[[dict[str, np.ndarray]], object] | Mapping[str, object] | np.ndarray


class Verdicts:
    """The points visited, and what each block was found to be at each of them.

    Parameters
    ----------
    cost, gradients, parameters, elementwise : as for :func:`gradcheck.check_gradients`.
    rng : where directions and points come from.

    Attributes
    ----------
    points : list of :class:`~gradcheck_points.Point`, the given parameters first.
    findings : {parameter: one :class:`~gradcheck_points.Finding` per point}.
    faults : {parameter: why its gradient cannot be compared at all}.
    probes : how the slopes are measured; ``probes.measured`` holds those measured by entry.
    """

    def __init__(
        self,
        cost: Callable,
        gradients: Gradients,
        parameters: object,
        rng: np.random.Generator,
        elementwise: bool = False,
    ) -> None:
        self.parameters, self.notes = read_parameters(parameters)
        self.single = not isinstance(parameters, Mapping)
        self.cost = (lambda p: cost(p["theta"])) if self.single else cost
        self.function = gradients if callable(gradients) else None
        self.given, self.rng = gradients, rng
        total = sum(block.size for block in self.parameters.values())
        self.elementwise = elementwise or total <= FEW
        self.probes = Probes(self.cost, self.parameters, rng, DIRECTIONS)
        self.points: list[Point] = []
        self.findings: dict[str, list[Finding]] = {name: [] for name in self.parameters}
        self.faults: dict[str, str] = {}
        self.unsteady = self.not_finite = ""
        self.asked_again = False
        self.method = "complex steps"

    def answer(self, parameters: Parameters) -> Answer:
        """Return what the function under test gives for some parameters, in copies."""
        if self.function is None:
            return read_gradients(self.given, self.parameters)
        copies = {name: block.copy() for name, block in parameters.items()}
        result = self.function(copies["theta"] if self.single else copies)
        is_first = not self.points
        if is_first and any(not np.array_equal(copies[k], parameters[k]) for k in copies):
            note = "The gradient function changes its parameters in place; work on copies."
            self.notes += [note] * (note not in self.notes)
        return read_gradients(result, self.parameters)

    def run(self) -> None:
        """Visit points until every block is decided."""
        self._settle_on_cost()
        if self.unsteady:
            return
        for words, parameters in nearby_points(self.parameters, self.probes.sizes, self.rng):
            self._visit(words, parameters)
            enough = len(self.points) >= POINTS and self._all_decided()
            if enough or self.unsteady or self.function is None:
                break

    def _settle_on_cost(self) -> None:
        """See that the cost is a number, the same each time, and not changing what it is given."""
        before = {name: block.copy() for name, block in self.parameters.items()}
        self.ask_again(self.parameters, costs=2, answers=0)
        if any(not np.array_equal(before[name], self.parameters[name]) for name in before):
            raise ValueError("the cost changes its parameters in place; make it work on copies")

    def _visit(self, words: str, parameters: dict[str, np.ndarray]) -> None:
        value = cost_or_nan(self.cost, parameters)
        if not np.isfinite(value):
            self.not_finite = self.not_finite or words
            return
        try:
            answer = self.answer(parameters)
        except Exception as error:
            if words == GIVEN:
                raise
            self.notes.append(f"At {words} the gradient function raised {error!r:.150}")
            return
        point = Point(words, parameters, value, answer)
        if not self.points:
            self.notes += answer.notes
        self.points.append(point)
        self.faults |= {k: v for k, v in answer.faults.items() if k not in self.faults}
        if len(self.points) == 1:
            self._choose_method(point)
            if self.elementwise:
                self.probes.measured = self.measure(list(self.parameters), point)
                self.probes.even_out()
        for name in progress(answer.blocks, "comparing", len(answer.blocks)):
            self.findings[name].append(self._judge(point, name))

    def ask_again(self, parameters: Parameters, costs: int, answers: int) -> None:
        """See that the same parameters give the same cost, and the same gradients, each time."""
        values = [real_cost(self.cost, parameters) for _ in range(costs)]
        if any(abs(value - values[0]) > 1e-11 * abs(values[0]) for value in values):
            self.unsteady = UNSTEADY.format("costs")
        try:
            given = [self.answer(parameters) for _ in range(answers)]
        except Exception as error:
            self.unsteady = (
                f"asked again at the same place, the gradient function raised {error!r:.150}"
            )
            return
        if not all(_alike(given[0], other) for other in given[1:]):
            self.unsteady = UNSTEADY.format("gradients")

    def _choose_method(self, point: Point) -> None:
        """Take complex steps unless they fail, or real differences contradict them everywhere."""
        reason = "complex steps contradict differences: does the cost use abs, norm or the like?"
        # Not where the parameters are, unless the cost fails everywhere else: on an exact kink,
        # differences and complex steps may well agree on a slope that neither side has.
        places = nearby_points(point.parameters, self.probes.sizes, np.random.default_rng(1))
        near = (parameters for _, parameters in itertools.islice(places, 1, 4))
        suspects: list[str] = []
        unvouched, is_usable = set(self.parameters), False
        try:
            for parameters in itertools.chain(near, [point.parameters]):
                here = cost_or_nan(self.cost, parameters)
                if not np.isfinite(here) or (is_usable and parameters is point.parameters):
                    continue
                is_usable = True
                for name in self.parameters:
                    contradicted = self.probes.contradicts(parameters, name, here)
                    if contradicted:
                        suspects.append(name)
                    elif contradicted is False or name in self.probes.unused:
                        suspects = [suspect for suspect in suspects if suspect != name]
                        unvouched.discard(name)
                if not unvouched:
                    return
            if len(suspects) < 2:
                return  # once, at one point, may be a kink
        except NotComplexSafe as error:
            reason = str(error)
        self.ask_again(point.parameters, costs=16, answers=0)
        self.probes.by_complex_step = False
        self.method = f"central differences ({reason})"
        if self._moves_in_jumps(point):
            self.unsteady = "the cost moves in jumps, as rounded or float32 numbers do"

    def _moves_in_jumps(self, point: Point) -> bool:
        """Tell whether the cost does not feel a step that a float64 cost would feel."""
        direction = {name: v[0] for name, v in self.probes.directions.items()}

        def rise(step: float) -> float:
            moved = {name: b + step * direction[name] for name, b in point.parameters.items()}
            return abs(cost_or_nan(self.cost, moved) - point.cost)

        due = rise(1e-3) * 1e-6
        return bool(due > 100 * EPS * abs(point.cost)) and rise(1e-9) == 0

    def measure(self, names: list[str], point: Point) -> dict[str, np.ndarray]:
        """Return slopes at a point entry by entry."""
        cost = self.cost
        if not self.probes.by_complex_step:
            # This one refuses complex numbers aloud, where the cost itself may not.
            def cost(p: Parameters) -> float:
                return real_cost(self.cost, p)

        if not self.probes.unused:
            return numerical_gradient(cost, point.parameters, names)
        # One block that stays real would have all of them measured by differences.
        return {name: numerical_gradient(cost, point.parameters, [name])[name] for name in names}

    def _judge(self, point: Point, name: str) -> Finding:
        try:
            finding = self.probes.compare(point, name)
        except NotComplexSafe as error:
            nothing = np.zeros(DIRECTIONS)
            return Finding("undecided", np.nan, nothing, nothing, str(error))
        if finding.verdict == "differs" and not self.asked_again:
            # Before anything is called wrong: a mask may be the same a few times by chance.
            self.asked_again = True
            self.ask_again(point.parameters, costs=6, answers=3)
        if finding.verdict == "differs" and self._is_rounding(finding, point, name):
            return finding._replace(verdict="undecided", reason=ROUNDING)
        if any(each.confirmed for each in self.findings[name]):
            return finding  # one second opinion is enough
        if finding.verdict == "differs" and self.probes.is_stepped(name):
            function = self.answer if self.function else None
            return self.probes.look_closer(point, name, finding, function)
        return finding

    def _is_rounding(self, finding: Finding, point: Point, name: str) -> bool:
        """Tell whether a difference is no more than right formulas may make there."""
        if not explains_itself(self.cost):
            return False
        if point.rounding is None:
            point.rounding = self.cost.rounding(point.parameters)
        return finding.ratio < 10 * point.rounding[name]

    def _all_decided(self) -> bool:
        return all(name in self.faults or self._judged(name, False) for name in self.findings)

    def _judged(self, name: str, final: bool) -> str:
        """Return "right", "wrong" or "undecided"; "" if more points may tell."""
        if name in self.faults:
            return "wrong"
        verdicts = [finding.verdict for finding in self.findings[name]]
        differ, agree, silent = map(verdicts.count, ("differs", "agrees", "silent"))
        if not agree and self._is_faint_but_steady(name):
            return "wrong"
        confirmed = any(map(self._is_beyond_doubt, self.findings[name]))
        if not final:
            if differ >= 2 and confirmed and not agree:
                return "wrong"
            return "right" if not differ and (agree >= 2 or silent >= POINTS) else ""
        # A close match that could not be measured well enough still speaks for the gradient.
        close = sum(f.verdict == "undecided" and f.ratio < 1e-5 for f in self.findings[name])
        is_enough = differ >= 2 or self.function is None
        if confirmed and differ == 1 and agree > 2 and self._is_extreme(verdicts.index("differs")):
            return "undecided"
        if confirmed or (is_enough and differ > 2 * (agree + close)):
            return "wrong"
        return "right" if not differ and (agree or silent) else "undecided"

    def _is_extreme(self, place: int) -> bool:
        """Tell whether the cost at a point is far above that at others: outputs are saturated."""
        costs = [abs(point.cost) for point in self.points]
        return costs[place] > 5 * min(costs)

    def _is_beyond_doubt(self, finding: Finding) -> bool:
        """Tell whether a difference is confirmed, and more than the rounding of any formula.

        Where the cost itself is next to nothing, A − Y has lost digits that the cost still has.
        """
        largest = max(abs(point.cost) for point in self.points)
        gap = np.abs(finding.given - finding.slopes).max()
        return finding.confirmed and bool(gap > 100 * EPS * largest)

    def _is_faint_but_steady(self, name: str) -> bool:
        """Tell whether a gradient next to nothing is wrong in the same way at every point.

        In a deep network with small weights even a wrong factor may hardly touch the cost. Digits
        that a saturated unit has lost look like that too, but leave a zero or noise behind, or
        another error at every point.
        """
        faint = [finding for finding in self.findings[name] if finding.faint]
        if len(faint) < POINTS:
            return False
        given, slopes = ([getattr(f, side) for f in faint] for side in ("given", "slopes"))
        factor = fit(given, slopes)
        if factor is not None:
            return bool(abs(factor[0]) > 0.01)
        sizes = [np.linalg.norm(a) / np.linalg.norm(d) for a, d in zip(given, slopes)]
        ratios = [finding.ratio for finding in faint]
        alike = min(ratios) > 0.1 and max(ratios) < 3 * min(ratios)
        return alike and 0.05 < min(sizes) <= max(sizes) < 20

    def verdict(self, name: str) -> str:
        """Return "right", "wrong" or "undecided"."""
        return (
            "undecided" if self.unsteady and name not in self.faults else self._judged(name, True)
        )

    def why_undecided(self, name: str) -> str:
        """Return why nothing can be said about a block."""
        if self.unsteady or not self.points:
            return self.unsteady or NOT_FINITE
        verdicts = [finding.verdict for finding in self.findings[name]]
        if "differs" in verdicts:
            return f"it differs at {verdicts.count('differs')} of {len(verdicts)} points only"
        return next(finding.reason for finding in self.findings[name] if finding.reason)


def explains_itself(cost: Callable) -> bool:
    """Tell whether a cost knows its own structure, as :class:`chain.Chain` does."""
    return all(callable(getattr(cost, name, None)) for name in ("diagnose", "rounding"))


def _alike(one: Answer, other: Answer) -> bool:
    return one.faults.keys() == other.faults.keys() and all(
        relative_error(block, other.blocks[name]) < 1e-10 for name, block in one.blocks.items()
    )
