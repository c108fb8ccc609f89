"""Finding the instructor's cells in what a student handed in.

A cell is recognised by nbgrader's name for it; where an editor has taken that away, by the cell's
id; and then an instructor's cell by its text, a solution by the functions that it defines.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from nbformat.notebooknode import NotebookNode

from autograder.build import regions
from autograder.build.authored import DEFAULT_STUB
from autograder.grading.cell_code import Code, look_at, may_define
from autograder.grading.reading import HandedCell

TEXT_STUB = "YOUR ANSWER HERE"
"""What nbgrader puts in the place of an answer in words."""

MAX_VERSIONS = 20
"""So many versions of a solution are compared, the last ones: nobody writes more by hand."""


class Original:
    """A cell of the instructor's notebook, and what is known about it."""

    def __init__(self, cell: NotebookNode) -> None:
        nbgrader = cell.metadata.get("nbgrader", {})
        self.cell = cell
        self.name: str | None = nbgrader.get("grade_id")
        self.is_solution = bool(nbgrader.get("solution"))
        self.is_free = cell.cell_type == "code" and not nbgrader
        """An unlocked cell to play with: what the student made of it counts."""
        self.released = _released(cell, self.is_solution)
        self.code = look_at(self.released) if self.is_solution and self.is_code else None

    @property
    def is_code(self) -> bool:
        """Tell whether it holds code."""
        return self.cell.cell_type == "code"

    @property
    def functions(self) -> frozenset[str]:
        """Return the functions and classes that a solution cell defines; no other cell counts."""
        return self.code.defined if self.code else frozenset()

    def is_as_released(self, handed: HandedCell) -> bool:
        """Tell whether a handed cell is what the student got, but for white space at the ends."""
        return handed.cell_type == self.cell.cell_type and _trim(handed.text) == _trim(
            self.released
        )


def _released(cell: NotebookNode, is_solution: bool) -> str:
    """Return a cell as students get it, whichever way its author marked the solution."""
    lines = cell.source.split("\n")
    stub = DEFAULT_STUB if cell.cell_type == "code" else [TEXT_STUB]
    if is_solution and regions.BEGIN_SOLUTION not in (mark for _, mark in regions.marks_in(lines)):
        # nbgrader clears the whole of such a cell.
        return "\n".join(stub)
    return "\n".join(regions.released(lines, stub))


def _trim(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


@dataclass
class Recognition:
    """Which handed cell is which of the instructor's; both are counted from 0."""

    place: dict[int, int] = field(default_factory=dict)
    """Original → the handed cell that stands for it."""
    copies: set[int] = field(default_factory=set)
    """Handed cells that are not run, unless they stand for an original."""
    earlier: dict[int, int] = field(default_factory=dict)
    """Handed cell → the solution of which it is an earlier version, and which must come after."""
    several: list[int] = field(default_factory=list)
    """Solutions of which there was more than one version."""
    by_id: list[int] = field(default_factory=list)
    """Solutions that were recognised by their ids."""
    by_function: list[int] = field(default_factory=list)
    """Solutions that were recognised by the functions that they define."""


def recognise(originals: Sequence[Original], handed: Sequence[HandedCell]) -> Recognition:
    """Find the instructor's cells among those that a student handed in.

    Parameters
    ----------
    originals : the cells of the instructor's notebook, in order.
    handed : the student's, in order.
    """
    found = Recognition()
    marked = _find_marked(originals, handed)
    _add_same_text(originals, handed, marked)
    for number, candidates in marked.items():
        if not originals[number].is_solution:
            _take_own(found, originals[number], number, candidates, handed)
    for number, candidates in marked.items():
        if originals[number].is_solution:
            _take_best(found, originals, number, candidates, handed)
            name = originals[number].name
            if handed[found.place[number]].grade_id != name:
                found.by_id.append(number)
    _find_functions(found, originals, handed)
    return found


def _find_marked(
    originals: Sequence[Original], handed: Sequence[HandedCell]
) -> dict[int, list[int]]:
    """Return the handed cells that bear the name, or the id, of each original."""
    names = {original.name: n for n, original in enumerate(originals) if original.name}
    ids = {original.cell.id: n for n, original in enumerate(originals) if "id" in original.cell}
    marked: dict[int, list[int]] = {}
    for index, cell in enumerate(handed):
        number = names.get(cell.grade_id, ids.get(cell.id))
        if number is None:
            continue
        original = originals[number]
        # Who makes a code cell of our words has written code of their own in it.
        if original.name or original.is_code or cell.cell_type != "code":
            marked.setdefault(number, []).append(index)
    return marked


def _add_same_text(
    originals: Sequence[Original], handed: Sequence[HandedCell], marked: dict[int, list[int]]
) -> None:
    """Recognise untouched cells of a notebook that has lost names and ids."""
    wanted: dict[tuple[str, str], list[int]] = {}
    for number, original in enumerate(originals):
        if number not in marked and not original.functions:
            key = (original.cell.cell_type, _trim(original.released))
            wanted.setdefault(key, []).append(number)
    taken = {index for candidates in marked.values() for index in candidates}
    for index, cell in enumerate(handed):
        numbers = wanted.get((cell.cell_type, _trim(cell.text)))
        if index not in taken and numbers:
            marked[numbers.pop(0)] = [index]


def _take_own(
    found: Recognition,
    original: Original,
    number: int,
    candidates: list[int],
    handed: Sequence[HandedCell],
) -> None:
    """Choose the cell that stands where the instructor's own cell stood."""
    untouched = [index for index in candidates if original.is_as_released(handed[index])]
    found.place[number] = (untouched or candidates)[0]
    if original.is_free:
        # The student's copies of a cell to play with are the student's own.
        candidates = [index for index in candidates if handed[index].cell_type != "code"]
    found.copies |= {*candidates} - {found.place[number]}


def _take_best(
    found: Recognition,
    originals: Sequence[Original],
    number: int,
    candidates: list[int],
    handed: Sequence[HandedCell],
) -> None:
    """Choose the version of a solution with the student's work in it, the last one if several.

    Of the others, those that are as they were handed out, or would replace it, are not run; an
    earlier version runs before it: there may be a helper in it.
    """
    original = originals[number]
    if len(candidates) == 1:
        found.place[number] = candidates[0]
        return
    found.copies |= {*candidates[:-MAX_VERSIONS]}
    candidates = candidates[-MAX_VERSIONS:]
    codes = {index: look_at(handed[index].text) for index in candidates}
    slot = _slot(found, originals, number, len(handed))
    best = max(candidates, key=lambda i: (*_worth(original, handed[i], codes[i]), i in slot, i))
    found.place[number] = best
    found.several.append(number)
    for index in candidates:
        replaces = codes[index].defined & codes[best].defined & original.functions
        if index == best:
            continue
        if not _is_changed(original, handed[index], codes[index]) or (replaces and index > best):
            found.copies.add(index)
        elif replaces:
            found.earlier[index] = number


def _worth(original: Original, handed: HandedCell, code: Code) -> tuple[int, bool, bool, bool]:
    """Return what tells a version with work in it from one without."""
    changed = _is_changed(original, handed, code)
    stub = DEFAULT_STUB[-1]
    begun = stub not in original.released or stub not in handed.text
    defined = len(original.functions & code.defined) if original.is_code else 1
    runs = handed.cell_type == original.cell.cell_type
    return (defined if changed else 0, runs, code.whole, begun)


def _is_changed(original: Original, handed: HandedCell, code: Code) -> bool:
    if original.code:
        return code.gist != original.code.gist
    return _trim(handed.text) != _trim(original.released)


def _slot(
    found: Recognition, originals: Sequence[Original], number: int, handed_cells: int
) -> range:
    """Return where a solution should be: between the instructor's cells around it."""
    own = {n: index for n, index in found.place.items() if not originals[n].is_solution}
    before = [index for n, index in sorted(own.items()) if n < number]
    after = [index for n, index in sorted(own.items()) if n > number]
    return range(before[-1] + 1 if before else 0, after[0] if after else handed_cells)


def _find_functions(
    found: Recognition, originals: Sequence[Original], handed: Sequence[HandedCell]
) -> None:
    """Recognise solutions by the functions that they define.

    A cell may stand for two of them: that is what merging two cells makes.
    """
    missing = [n for n, o in enumerate(originals) if o.functions and n not in found.place]
    if not missing:
        return
    passed_over = found.copies | {
        index
        for number, index in found.place.items()
        if not (originals[number].is_solution or originals[number].is_free)
    }
    students = [
        index
        for index, cell in enumerate(handed)
        if cell.cell_type == "code" and index not in passed_over
    ]
    defined = {index: may_define(handed[index].text) for index in students}
    for number in missing:
        others = [o.functions for n, o in enumerate(originals) if n != number]
        names = originals[number].functions.difference(*others)
        candidates = [index for index in students if names & defined[index]][-MAX_VERSIONS:]
        # The quick look was at strings too.
        candidates = [i for i in candidates if names & look_at(handed[i].text).defined]
        if candidates:
            _take_best(found, originals, number, candidates, handed)
            found.by_function.append(number)
