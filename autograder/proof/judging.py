"""What the hidden test of one item says of a function, line by line, in this process and fast."""

import contextlib
import io
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import FrameType

from autograder.hidden_tests.rubric import FirstLoss, Line, recorded
from autograder.proof import notebooks
from autograder.variants.variant import Change

SECONDS = 20.0
"""How long one hidden test may take before what it judges is taken for an endless loop."""
PATIENCE = 15
"""How many times as long it may take by the clock."""


@dataclass(frozen=True)
class Judgement:
    """The verdict on one function."""

    item: str
    points: float
    lines: list[Line] = field(default_factory=list)
    """The lines of the rubric; none if there was nothing to judge."""
    conditions: list[Line] = field(default_factory=list)
    trouble: str = ""
    """Why there was nothing to judge: an endless loop, a cell that does not run."""
    crashed: bool = False
    """Whether it was the hidden test itself that raised, outside of its lines."""

    @property
    def lost(self) -> list[Line]:
        """Return the lines and conditions that say something is wrong."""
        return [line for line in (*self.conditions, *self.lines) if line.reason]


def judge(
    notebook: str,
    item: str,
    changes: tuple[Change, ...],
    seed: int | None = None,
    seconds: float = SECONDS,
    *,
    first_loss_only: bool = False,
) -> Judgement:
    """Return what the hidden test of an item says of the solution with some changes.

    Parameters
    ----------
    notebook, item : names. changes : made to the reference solution.
    seed : of the hidden inputs; those of grading unless told.
    seconds : of CPU time. It is kept only in a main thread.
    first_loss_only : stop at the first line that is lost; no points then, and no other line.
    """
    test = notebooks.hidden_test(notebook, item)
    function = None
    try:
        with within(seconds), _silence(), recorded(stopping=first_loss_only) as rubrics:
            function = getattr(notebooks.functions(notebook, changes), item)
            points = test(function, seed)
    except FirstLoss as loss:
        return Judgement(item, 0.0, [loss.line])
    except Endless:
        return Judgement(item, 0.0, trouble=f"it took longer than {seconds:.3g} seconds")
    except Exception as error:
        who = "the cell" if function is None else "the hidden test itself"
        trouble = f"{who} raised {type(error).__name__}: {error}"
        return Judgement(item, 0.0, trouble=trouble, crashed=function is not None)
    if not rubrics:  # a test may count points in its own way
        return Judgement(item, points)
    return Judgement(item, points, rubrics[-1].lines, rubrics[-1].conditions)


class Endless(KeyboardInterrupt):
    """Something took too long: a kind of interrupt, which a rubric lets through."""


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise :class:`Endless` if the block takes longer; only a main thread can.

    Parameters
    ----------
    seconds : of this process's CPU time, which a busy machine does not use up. What sleeps is ended
        after :data:`PATIENCE` times as long.
    """

    def ring(signum: int, frame: FrameType | None) -> None:
        raise Endless

    timers = {signal.SIGPROF: signal.ITIMER_PROF, signal.SIGALRM: signal.ITIMER_REAL}
    try:
        before = {number: signal.signal(number, ring) for number in timers}
    except ValueError:  # not in the main thread, where alone a signal can be handled
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE * seconds)
    try:
        yield
    finally:
        for number, timer in timers.items():
            signal.setitimer(timer, 0)
            signal.signal(number, before[number])


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield
