"""What a gradient check came to: as text, as a page in a notebook, and as data."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gradcheck_causes import Cause, as_data, in_words
from gradcheck_location import Location

MARKS = {"right": "✓", "wrong": "✗", "undecided": "?"}


@dataclass
class Block:
    """The verdict on one parameter's gradient.

    Attributes
    ----------
    name : of the parameter, "W2"; its gradient is called "dW2".
    verdict : "right", "wrong" or "undecided".
    ratio : ‖a − d‖ / (‖a‖ + ‖d‖) along the directions tried, at the point where it is largest.
    causes : all explanations that fit; empty if the block is right or the cause unknown.
    carried : the wrong step before it ("dZ2") that it rightly follows from, if that is all.
    reason : why it is undecided, or cannot be compared.
    location : where it is wrong.
    given, numerical : the block and the slopes measured by entry, at the first point, or at the
        first where a wrong block differs; None if no entries were measured.
    """

    name: str
    verdict: str
    ratio: float
    causes: list[Cause] = field(default_factory=list)
    carried: str = ""
    reason: str = ""
    location: Location | None = None
    given: np.ndarray | None = None
    numerical: np.ndarray | None = None

    @property
    def words(self) -> str:
        """Return the verdict as a sentence."""
        key = f"d{self.name}"
        if self.verdict == "right":
            return f"{key} is right" + (f": {self.reason}" if self.reason else "")
        if self.verdict == "undecided":
            return f"{key} cannot be judged: {self.reason}"
        if self.carried and not self.causes:
            return f"{key} is wrong because {self.carried} is; it follows from {self.carried}"
        # A fault of shape has said it all if that is the cause too.
        told = ("keepdims", "transposed") if self.reason else ()
        causes = [cause for cause in self.causes if cause.kind not in told]
        parts = [self.reason and f"{key}: {self.reason}", in_words(key, causes)]
        parts += [self.carried and f"or it follows from {self.carried}, which is wrong"]
        if any(parts):
            return "; ".join(part for part in parts if part)
        where = self.location.words if self.location else ""
        return f"{key} is wrong{where and ' '}{where}, for unknown reasons"


@dataclass
class Report:
    """The outcome of :func:`gradcheck.check_gradients`. Print it, or show it in a notebook.

    Attributes
    ----------
    blocks : {parameter: :class:`Block`}.
    method : how slopes were measured, and why, if not by complex steps.
    points : where gradients were compared, in words.
    global_ratio : the classic ratio over all parameters, at the first point.
    global_ratio_is_exact : False if it is an estimate from random directions.
    steps : {quantity: causes} for all quantities that are wrong in themselves, "dZ2" and the like
        included, from the output backwards; only with a :class:`chain.Chain`.
    notes : what else was noticed.
    """

    blocks: dict[str, Block]
    method: str
    points: Sequence[str]
    global_ratio: float
    global_ratio_is_exact: bool
    steps: Mapping[str, list[Cause]]
    notes: Sequence[str]

    @property
    def verdict(self) -> str:
        """Return "wrong" if a block is, "undecided" if none is but one is that, else "right"."""
        verdicts = {block.verdict for block in self.blocks.values()}
        return next(v for v in ("wrong", "undecided", "right") if v in verdicts)

    @property
    def wrong(self) -> list[str]:
        """Return the names of the parameters whose gradient is wrong."""
        return [name for name, block in self.blocks.items() if block.verdict == "wrong"]

    @property
    def first_wrong(self) -> str | None:
        """Return the first wrong quantity of the chain, from the output backwards, if known."""
        return next(iter(self.steps), None)

    @property
    def headline(self) -> str:
        """Return the verdict as a sentence."""
        if self.verdict == "right":
            return "All gradients agree with the slopes of the cost."
        if self.verdict == "undecided":
            undecided = [f"d{b.name}" for b in self.blocks.values() if b.verdict == "undecided"]
            return f"No mistake was found, but {', '.join(undecided)} could not be judged."
        wrong = ", ".join(f"d{name}" for name in self.wrong)
        return f"Wrong in {len(self.wrong)} of {len(self.blocks)} blocks: {wrong}."

    @property
    def explanation(self) -> str:
        """Return what is wrong with the first wrong step, if that is not one of the blocks."""
        first = self.first_wrong
        if first is None or first[1:] in self.blocks:
            return ""
        causes = self.steps[first]
        return in_words(first, causes) or f"{first} is wrong, for unknown reasons"

    @property
    def classic(self) -> str:
        """Return the global ratio as a sentence."""
        about = "" if self.global_ratio_is_exact else "about "
        return f"The classic ratio over all parameters is {about}{self.global_ratio:.3g}."

    @property
    def measured(self) -> str:
        """Return how and where the slopes were measured, as a sentence."""
        count = len(self.points)
        return f"Measured by {self.method}, at {count} point{'s'[: count != 1]}."

    def __str__(self) -> str:
        lines = [self.headline]
        lines += [f"First of all, {self.explanation}."] if self.explanation else []
        width = max(len(name) for name in self.blocks) + 1
        for block in self.blocks.values():
            ratio = f"{block.ratio:.0e}" if np.isfinite(block.ratio) else "–"
            words = "" if block.verdict == "right" and not block.reason else block.words
            mark = MARKS[block.verdict]
            lines.append(f"  {mark} {'d' + block.name:{width}}  {ratio:>6}  {words}".rstrip())
        if np.isfinite(self.global_ratio):
            lines.append(self.classic)
        lines.append(self.measured)
        return "\n".join([*lines, *self.notes])

    def to_json(self, **options: Any) -> str:
        """Return everything but the arrays as JSON; ``options`` go to :func:`json.dumps`."""
        data = {
            "verdict": self.verdict,
            "first_wrong": self.first_wrong,
            "blocks": {name: _block_data(block) for name, block in self.blocks.items()},
            "steps": as_data(self.steps),
            "global_ratio": _plain(self.global_ratio),
            "global_ratio_is_exact": self.global_ratio_is_exact,
            "method": self.method,
            "points": list(self.points),
            "notes": list(self.notes),
        }
        return json.dumps(data, ensure_ascii=False, allow_nan=False, **options)

    def _repr_html_(self) -> str:
        # Here, because that module needs this one, and matplotlib besides.
        from gradcheck_picture import page

        return page(self)


def _block_data(block: Block) -> dict[str, Any]:
    return {
        "verdict": block.verdict,
        "ratio": _plain(block.ratio),
        "causes": [cause.to_dict() for cause in block.causes],
        "carried": block.carried or None,
        "reason": block.reason or None,
        "where": block.location.words if block.location else None,
        "entries": block.location.entries if block.location else [],
        "words": block.words,
    }


def _plain(value: float) -> float | None:
    """Return a number that JSON has: NaN and infinity become null."""
    return float(value) if np.isfinite(value) else None
