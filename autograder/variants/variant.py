"""A variant: the reference solution with one thing changed, and the marks that it must get."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


class Change(Protocol):
    """Something done to the cell of one solution."""

    function: str
    """Name of the solution cell, which is the name of the function in it."""

    def apply(self, source: str) -> str:
        """Return the changed text of the cell."""


@dataclass(frozen=True)
class Edit:
    """Other text in place of a piece of the reference solution that occurs in it exactly once."""

    function: str
    old: str
    new: str

    def apply(self, source: str) -> str:
        """Return the cell with the piece replaced; ValueError if it is not there exactly once."""
        if source.count(self.old) != 1:
            raise ValueError(
                f"{self.old!r} occurs {source.count(self.old)} times in {self.function}, not once"
            )
        return source.replace(self.old, self.new)


@dataclass(frozen=True)
class Rewrite:
    """Another text for the whole cell."""

    function: str
    source: str

    def apply(self, source: str) -> str:
        """Return the new text, with its common indentation taken off."""
        return textwrap.dedent(self.source).strip("\n")


@dataclass(frozen=True)
class Variant:
    """A complete submission made from the reference."""

    name: str
    """Also the student's name when it is handed in: letters, digits and underscores."""
    reason: str
    """What is wrong with it, or what is unusual but right, in a line."""
    changes: tuple[Change, ...]
    marks: Mapping[str, float] = field(default_factory=dict)
    """Points for each item that does not get all of them. Empty: this is a right solution."""
    cause: str = ""
    """For a wrong gradient: a pattern that names the mistake as the feedback must name it."""


def edited(
    name: str,
    reason: str,
    function: str,
    old: str,
    new: str,
    points: float | None = None,
    cause: str = "",
) -> Variant:
    """Return a variant with one edit; ``points`` is what ``function`` must get, None for all."""
    marks = {} if points is None else {function: points}
    return Variant(name, reason, (Edit(function, old, new),), marks, cause)


def rewritten(
    name: str,
    reason: str,
    function: str,
    source: str,
    points: float | None = None,
    cause: str = "",
) -> Variant:
    """Return a variant with one function rewritten; ``points`` as for :func:`edited`."""
    marks = {} if points is None else {function: points}
    return Variant(name, reason, (Rewrite(function, source),), marks, cause)
