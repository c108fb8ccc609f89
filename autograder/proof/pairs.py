"""Two mistakes in one submission: they cost what each of them costs alone, never more."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder.course import CourseError
from autograder.proof import notebooks
from autograder.proof.judging import judge
from autograder.variants.submissions import changed_submission
from autograder.variants.variant import Edit, Variant


@dataclass(frozen=True)
class PairOutcome:
    """Two bugged variants in one submission, and what they lose of one item."""

    first: Variant
    second: Variant
    item: str
    alone: float
    """The sum of what each loses alone, at most what the item is worth."""
    together: float
    """What they lose in one submission."""
    reasons: tuple[str, ...] = ()
    """What the lines that were lost say."""
    declared: float | None = None
    """What ``MORE_TOGETHER`` of the catalogue says that they lose, if it has them."""

    @property
    def as_it_must_be(self) -> bool:
        """Tell whether the pair loses no more than the sum, or than what is declared."""
        return self.together <= max(self.alone, self.declared or 0)

    @property
    def is_stale(self) -> bool:
        """Tell whether it is declared, and need not be: it loses no more than the sum."""
        return self.declared is not None and self.together <= self.alone

    def __str__(self) -> str:
        declared = "" if self.declared is None else f"; MORE_TOGETHER has {self.declared:g}"
        return (
            f"{self.first.name} and {self.second.name} together lose {self.together:g} points of "
            f"{self.item}, and {self.alone:g} if each is counted alone{declared}"
        )


def pairs_of(notebook: str) -> Iterator[tuple[Variant, Variant]]:
    """Yield all pairs of variants with bugs in one item that can be in one submission.

    Bugs in different items do not meet. Where both change the same function they must be edits of
    different places, so that the result does not depend on which comes first, and both are in it.
    """
    for first, second in itertools.combinations(notebooks.catalogue(notebook).BUGGED, 2):
        if _are_in_one_item(first, second) and _fit(notebook, first, second):
            yield first, second


def evenly(pairs: Iterable[tuple[Variant, Variant]], count: int) -> list[tuple[Variant, Variant]]:
    """Return so many of the pairs, taken from all over them, or all if there are no more."""
    pairs = list(pairs)
    count = min(count, len(pairs))
    return [pairs[i * len(pairs) // count] for i in range(count)]


def declared_pairs(notebook: str) -> list[tuple[Variant, Variant]]:
    """Return the pairs of ``MORE_TOGETHER``.

    Raises
    ------
    CourseError
        If one of them is none of :func:`pairs_of`.
    """
    catalogue = notebooks.catalogue(notebook)
    bugged = {variant.name: variant for variant in catalogue.BUGGED}
    places = {name: place for place, name in enumerate(bugged)}
    declared = []
    for names in getattr(catalogue, "MORE_TOGETHER", {}):
        pair = [bugged[name] for name in names if name in bugged]
        in_order = len(pair) == 2 and places[names[0]] < places[names[1]]
        if not (in_order and _are_in_one_item(*pair) and _fit(notebook, *pair)):
            raise CourseError(f"{notebook}: {' and '.join(names)} in MORE_TOGETHER are no pair")
        declared.append(tuple(pair))
    return declared


def _are_in_one_item(first: Variant, second: Variant) -> bool:
    return bool(first.marks.keys() & second.marks.keys())


def _fit(notebook: str, first: Variant, second: Variant) -> bool:
    common = {c.function for c in first.changes} & {c.function for c in second.changes}
    if not common:
        return True
    changes = [c for c in (*first.changes, *second.changes) if c.function in common]
    if not all(isinstance(change, Edit) for change in changes):
        return False
    reference = notebooks.reference(notebook)
    try:
        one_way = changed_submission(reference, (*first.changes, *second.changes))
        other_way = changed_submission(reference, (*second.changes, *first.changes))
    except ValueError:  # one of them took away what the other one changes
        return False
    return all(a.source == b.source for a, b in zip(one_way.cells, other_way.cells))


def run_pair(notebook: str, first: Variant, second: Variant) -> list[PairOutcome]:
    """Judge two bugs in one submission: an outcome for each item that one of them touches.

    Parameters
    ----------
    notebook : its name. first, second : from :func:`pairs_of`. Its catalogue may have

        ``MORE_TOGETHER`` : pair of names → points lost by one that is known to lose more than
        the sum, of the item that both are wrong in.
    """
    full = notebooks.points(notebook)
    changes = (*first.changes, *second.changes)
    catalogue = notebooks.catalogue(notebook)
    known = getattr(catalogue, "MORE_TOGETHER", {}).get((first.name, second.name))
    outcomes = []
    for item in full:
        if item not in {*first.marks, *second.marks}:
            continue
        alone = sum(full[item] - each.marks.get(item, full[item]) for each in (first, second))
        judgement = judge(notebook, item, changes)
        reasons = tuple(f"{line.title}: {line.reason}" for line in judgement.lost)
        together = full[item] - judgement.points
        alone = min(alone, full[item])
        declared = known if item in first.marks and item in second.marks else None
        outcomes.append(PairOutcome(first, second, item, alone, together, reasons, declared))
    return outcomes
