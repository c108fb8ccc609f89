"""Making the notebook that is run: the instructor's, with the student's answers in it.

Of a submission only the text of its cells is taken. Whatever a student deleted, moved, doubled or
turned into something else, every cell of the instructor's is there once, in its place.
"""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.grading.reading import HandedCell
from autograder.grading.recognition import Original, Recognition, recognise

MAX_EXTRA_CELLS = 500
MAX_CELL_BYTES = 1_000_000
MAX_BYTES = 5_000_000
NAMED = 6
"""So many cells are named in a note; of the others only the number is told."""


@dataclass(frozen=True)
class Rebuilt:
    """A notebook that can be run, and what was odd about the submission."""

    notebook: NotebookNode
    notes: list[str]
    """Sentences for the instructor; none if nothing was odd."""
    found: frozenset[str]
    """Names (``grade_id``) of the solution cells that were in the submission."""
    by_student: frozenset[str]
    """Ids of the cells in the notebook whose text is the student's."""
    is_foreign: bool
    """Whether the instructor's notebook has exercises and the submission has none of them."""


def rebuild(source: NotebookNode, handed: Sequence[HandedCell]) -> Rebuilt:
    """Put a student's answers into the instructor's notebook.

    Parameters
    ----------
    source : the instructor's notebook, with solutions and hidden tests; it is left as it is.
    handed : the cells that the student handed in, as ``read_submission`` returns them.
    """
    originals = [Original(cell) for cell in source.cells]
    found = recognise(originals, handed)
    budget = _Budget()
    answers = _answers(originals, handed, found, budget)
    extras = _extras(handed, found, budget, {cell.id for cell in source.cells})

    cells = list(extras.get(-1, []))
    for number, original in enumerate(originals):
        cells += [_own_cell(original, answers.get(number)), *extras.get(number, [])]
    notebook = copy.copy(source)
    notebook.metadata = copy.deepcopy(source.metadata)
    notebook.cells = cells

    solutions = {n for n, original in enumerate(originals) if original.is_solution}
    handed_in = solutions & found.place.keys()
    by_student = {originals[number].cell.id for number in answers}
    by_student |= {cell.id for added in extras.values() for cell in added}
    return Rebuilt(
        notebook=notebook,
        notes=list(_notes(originals, handed, found, budget)),
        found=frozenset(originals[number].name for number in handed_in),
        by_student=frozenset(by_student),
        is_foreign=bool(solutions) and not handed_in,
    )


@dataclass
class _Budget:
    """How much of a student's text is taken."""

    left: int = MAX_BYTES
    extra_cells: int = MAX_EXTRA_CELLS
    refused_extras: int = 0
    refused_answers: list[int] = field(default_factory=list)

    def takes(self, text: str) -> bool:
        size = len(text.encode())
        if size > min(self.left, MAX_CELL_BYTES):
            return False
        self.left -= size
        return True

    def takes_extra(self, text: str) -> bool:
        if self.extra_cells and self.takes(text):
            self.extra_cells -= 1
            return True
        self.refused_extras += 1
        return False


def _answers(
    originals: Sequence[Original],
    handed: Sequence[HandedCell],
    found: Recognition,
    budget: _Budget,
) -> dict[int, str]:
    """Return the student's text of each solution, and of each cell to play with."""
    answers = {}
    for number, original in enumerate(originals):
        cell = handed[found.place[number]] if number in found.place else None
        plays = original.is_free and cell and cell.cell_type == "code"
        if cell and (original.is_solution or plays):
            if budget.takes(cell.text):
                answers[number] = cell.text
            else:
                budget.refused_answers.append(number)
    return answers


def _own_cell(original: Original, answer: str | None) -> NotebookNode:
    cell = copy.deepcopy(original.cell)
    if answer is not None:
        cell.source = answer
    elif original.is_solution:
        # Not the source's text: that is the solution.
        cell.source = original.released
    if original.is_code:
        cell.outputs, cell.execution_count = [], None
    return cell


def _extras(
    handed: Sequence[HandedCell], found: Recognition, budget: _Budget, taken: set[str]
) -> dict[int, list[NotebookNode]]:
    """Return the student's own cells by the original that they come after, -1 for the top."""
    numbers = {index: number for number, index in found.place.items()}
    extras: dict[int, list[NotebookNode]] = {}
    anchor, count = -1, 0
    for index, cell in enumerate(handed):
        if index in numbers:
            anchor = numbers[index]
        elif index in found.copies or cell.cell_type == "raw" or not cell.text.strip():
            continue
        elif budget.takes_extra(cell.text):
            count += 1
            while f"student-{count}" in taken:
                count += 1
            new_cell = getattr(nbformat.v4, f"new_{cell.cell_type}_cell")
            place = min(anchor, found.earlier.get(index, anchor + 1) - 1)
            extras.setdefault(place, []).append(new_cell(cell.text, id=f"student-{count}"))
    return extras


def _notes(
    originals: Sequence[Original],
    handed: Sequence[HandedCell],
    found: Recognition,
    budget: _Budget,
) -> Iterator[str]:
    """Say what was odd, and what was done about it."""
    solutions = [n for n, original in enumerate(originals) if original.is_solution]
    missing = [n for n in solutions if n not in found.place]
    if solutions and missing == solutions:
        yield "None of the exercises is in it: it may be another notebook."
        return
    changed = [
        n
        for n, original in enumerate(originals)
        if original.name
        and not original.is_solution
        and (n not in found.place or not original.is_as_released(handed[found.place[n]]))
    ]
    for numbers, sentence in [
        (found.by_id, "{} had lost nbgrader's mark and was recognised by its cell id."),
        (
            found.by_function,
            "{} had lost nbgrader's mark and was recognised by the function that it defines.",
        ),
        (found.several, "{} was there in several versions; the last with work in it was taken."),
        (missing, "{} is missing; it was put back without an answer."),
        (changed, "{} had been changed or deleted; it is as you wrote it again."),
        (budget.refused_answers, "{} is too long; what the student wrote there was left out."),
    ]:
        if numbers:
            yield sentence.format(_listed([_name(originals[number]) for number in numbers]))
    if budget.refused_extras:
        yield (
            f"{budget.refused_extras} of the student's own cells were left out: there may be "
            f"{MAX_EXTRA_CELLS} of them, with {MAX_CELL_BYTES // 1_000_000} MB in each and "
            f"{MAX_BYTES // 1_000_000} MB in all."
        )


def _name(original: Original) -> str:
    return original.name or original.cell.id


def _listed(names: Sequence[str]) -> str:
    """Name cells so that a sentence about one of them can follow."""
    if len(names) == 1:
        return f"The cell {names[0]!r}"
    named = ", ".join(map(repr, names[:NAMED]))
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"Each of the {len(names)} cells {named}{more}"
