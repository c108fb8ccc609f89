"""Running the mutants: each is caught by a hidden test, or proven to be no mistake at all."""

import contextlib
import enum
import io
from dataclasses import dataclass

from autograder.course import CourseError
from autograder.proof import notebooks
from autograder.proof.equivalence import difference
from autograder.proof.judging import SECONDS, Endless, judge, within
from autograder.proof.mutation import Mutant, mutants
from autograder.proof.mutation_names import names_alike

CALLS = 200
"""Random calls on which a mutant is compared with the reference."""


class Fate(enum.StrEnum):
    """What became of a mutant."""

    CAUGHT = "caught"
    EQUIVALENT = "equivalent"
    """It does the same as the reference on every random call: not a mistake."""
    SURVIVED = "survived"
    """It is a mistake, and gets full marks: the hidden test has a hole."""
    REFUSED = "refused"
    """It does the same as the reference, and loses points: the hidden test is unjust. Or the test
    itself raised, outside of its lines."""


@dataclass(frozen=True)
class MutantOutcome:
    """A mutant, its fate and what decided it."""

    mutant: Mutant
    fate: Fate
    line: str = ""
    """The first line of the rubric that caught it, or the reason if it came to no line."""
    difference: str = ""
    """Of a survivor: a call on which it differs from the reference."""

    @property
    def as_it_must_be(self) -> bool:
        """Tell whether this is what a good hidden test makes of it."""
        return self.fate in (Fate.CAUGHT, Fate.EQUIVALENT)


def mutants_of(notebook: str, item: str) -> list[Mutant]:
    """Return every mutant of one graded function."""
    cells = {cell.id: cell.source for cell in notebooks.reference(notebook).cells}
    function = getattr(notebooks.functions(notebook), item)
    test = getattr(notebooks.hidden_tests(notebook), item)
    with contextlib.redirect_stdout(io.StringIO()):
        alike = names_alike(function, lambda: test(function))
    return list(mutants(item, cells[item], alike))


def run_mutant(notebook: str, mutant: Mutant, seed: int | None = None) -> MutantOutcome:
    """Judge one mutant by the hidden test, and compare it with the reference.

    Parameters
    ----------
    notebook : its name. mutant : from :func:`mutants_of`. seed : of the hidden inputs.
    """
    judgement = judge(notebook, mutant.item, mutant.changes, seed, first_loss_only=True)
    if judgement.crashed:
        return MutantOutcome(mutant, Fate.REFUSED, judgement.trouble)
    call = _difference(notebook, mutant)
    if judgement.points < notebooks.points(notebook)[mutant.item]:
        line = judgement.trouble or "".join(line.title for line in judgement.lost[:1])
        return MutantOutcome(mutant, Fate.CAUGHT if call else Fate.REFUSED, line)
    if call:
        return MutantOutcome(mutant, Fate.SURVIVED, difference=call)
    return MutantOutcome(mutant, Fate.EQUIVALENT)


def _difference(notebook: str, mutant: Mutant) -> str:
    """Return a call, in words, on which the mutant is not the reference; "" if there is none."""
    draw = notebooks.inputs(notebook).get(mutant.item)
    if draw is None:
        return f"nobody knows: there are no INPUTS for {mutant.item}"
    reference = getattr(notebooks.functions(notebook), mutant.item)
    try:
        with within(SECONDS):
            changed = getattr(notebooks.functions(notebook, mutant.changes), mutant.item)
        call = difference(reference, changed, draw, seed=0, count=CALLS)
    except Endless:
        return f"it does not come to an end within {SECONDS:g} seconds"
    except CourseError:
        raise
    except Exception as error:
        return f"the cell raises {type(error).__name__}: {error}"
    return "" if call is None else f"{mutant.item}{call.arguments}"[:300]
