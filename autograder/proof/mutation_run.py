"""Running the mutants: each is caught by a hidden test, or proven to be no mistake at all."""

import contextlib
import enum
import functools
import io
import time
from collections.abc import Callable
from dataclasses import dataclass

from autograder.course import CourseError
from autograder.proof import notebooks
from autograder.proof.equivalence import difference
from autograder.proof.judging import Endless, judge, within
from autograder.proof.mutation import Mutant, mutants
from autograder.proof.mutation_names import names_alike
from autograder.variants.calls import Call

CALLS = 200
"""Random calls on which a mutant is compared with the reference."""
LONGEST = 300
"""Characters of a call that are shown."""
PATIENCE, LEAST_SECONDS = 30, 2.0
"""How many times as long as the reference a mutant may take, and how long at least."""


class Fate(enum.StrEnum):
    """What became of a mutant."""

    CAUGHT = "caught"
    EQUIVALENT = "equivalent"
    """It does the same as the reference on every random call: not a mistake."""
    SURVIVED = "survived"
    """It is a mistake, and gets full marks: the hidden test has a hole."""
    REFUSED = "refused"
    """It does the same as the reference, and loses points: the hidden test is unjust."""
    CRASHED = "crashed"
    """The hidden test itself raised, outside of its lines: nothing is known of the mutant."""

    @property
    def is_bad(self) -> bool:
        """Tell whether it speaks against the hidden test."""
        return self not in (Fate.CAUGHT, Fate.EQUIVALENT)


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
        return not self.fate.is_bad


def mutants_of(notebook: str, item: str) -> list[Mutant]:
    """Return every mutant of one graded function.

    Raises
    ------
    CourseError
        If it has no hidden test, or no random calls to tell which mutants are mistakes.
    """
    notebooks.random_calls(notebook, item)
    cells = {cell.id: cell.source for cell in notebooks.reference(notebook).cells}
    function, test = _reference(notebook, item), notebooks.hidden_test(notebook, item)
    with contextlib.redirect_stdout(io.StringIO()):
        alike = names_alike(function, lambda: test(function))
    return list(mutants(item, cells[item], alike))


def run_mutant(notebook: str, mutant: Mutant, seed: int | None = None) -> MutantOutcome:
    """Judge one mutant by the hidden test, and compare it with the reference.

    Parameters
    ----------
    notebook : its name. mutant : from :func:`mutants_of`. seed : of the hidden inputs.
    """
    seconds = seconds_for(notebook, mutant.item)
    judgement = judge(notebook, mutant.item, mutant.changes, seed, seconds, first_loss_only=True)
    if judgement.crashed:
        return MutantOutcome(mutant, Fate.CRASHED, judgement.trouble)
    if judgement.trouble:  # the reference comes to an end, and raises nothing
        return MutantOutcome(mutant, Fate.CAUGHT, judgement.trouble)
    call = _difference(notebook, mutant, seconds)
    if judgement.points < notebooks.points(notebook)[mutant.item]:
        line = "".join(line.title for line in judgement.lost[:1])
        return MutantOutcome(mutant, Fate.CAUGHT if call else Fate.REFUSED, line)
    if call:
        return MutantOutcome(mutant, Fate.SURVIVED, difference=call)
    return MutantOutcome(mutant, Fate.EQUIVALENT)


@functools.cache
def _reference(notebook: str, item: str) -> Callable:
    """Return the one reference with which every mutant of an item is compared."""
    return getattr(notebooks.functions(notebook), item)


@functools.cache
def seconds_for(notebook: str, item: str) -> float:
    """Return the seconds of CPU time after which a mutant is taken for an endless loop.

    Parameters
    ----------
    notebook, item : names; what the hidden test takes for the reference is measured once.
    """
    judge(notebook, item, ())  # imports and builds what the next one finds ready
    start = time.process_time()
    judge(notebook, item, ())
    return LEAST_SECONDS + PATIENCE * (time.process_time() - start)


def _difference(notebook: str, mutant: Mutant, seconds: float) -> str:
    """Return a call, in words, on which the mutant is not the reference; "" if there is none."""
    item = mutant.item
    draw, reference = notebooks.random_calls(notebook, item), _reference(notebook, item)
    try:
        with within(seconds):
            changed = getattr(notebooks.functions(notebook, mutant.changes), item)
        call = difference(reference, changed, draw, seed=0, count=CALLS, seconds=seconds)
    except Endless:
        return f"it does not come to an end within {seconds:.3g} seconds"
    except CourseError:
        raise
    except Exception as error:
        return f"the cell raises {type(error).__name__}: {error}"
    return "" if call is None else f"{item}({_in_words(call)})"


def _in_words(call: Call) -> str:
    arguments = [repr(value) for value in call.arguments]
    arguments += [f"{name}={value!r}" for name, value in call.options.items()]
    text = " ".join(", ".join(arguments).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
