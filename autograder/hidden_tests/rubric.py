"""Partial credit in words: the lines of a rubric, each worth points, printed for the student."""

import contextlib
import functools
import io
import textwrap
import time
import warnings
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any


class Unacceptable(Exception):
    """Raised by a hidden test when the answer was not come by in an accepted way."""


@dataclass
class Line:
    """One line of a rubric: what is judged, what it is worth, and why it was lost, if it was."""

    title: str
    points: float
    reason: str | None = None
    seconds: float = 0.0
    """How long it took to judge."""
    is_refused: bool = False
    """Whether the answer was not come by in an accepted way."""

    @property
    def earned(self) -> float:
        """Return the points if nothing went wrong, else 0."""
        return 0.0 if self.reason else self.points


class Rubric:
    """Collects the verdicts on one graded item.

    Each line is judged inside a ``with``; an ``assert`` that fails, or any exception of the
    student's function, costs that line its points and becomes its reason. What the student's
    function prints or warns about inside is dropped: a warning is not a failure, and nbgrader
    gives no points to a cell that wrote to stderr.

    Parameters
    ----------
    item : the name of the graded item, printed as the heading.

    Examples
    --------
    >>> rubric = Rubric("double")
    >>> with rubric.line(3, "doubles a number"):
    ...     assert (lambda x: 2 * x)(4) == 8, "doubling 4 did not give 8"
    >>> with rubric.line(2, "doubles a string"):
    ...     assert (lambda x: x)("ab") == "abab", "doubling 'ab' did not give 'abab'"
    >>> rubric.report()
    double: 3 of 5 points
      ✓ 3/3  doubles a number
      ✗ 0/2  doubles a string
             doubling 'ab' did not give 'abab'
    3.0
    """

    def __init__(self, item: str) -> None:
        self.item = item
        self.lines: list[Line] = []
        self.conditions: list[Line] = []

    @property
    def broken(self) -> list[Line]:
        """Return the conditions that do not hold."""
        return [condition for condition in self.conditions if condition.reason]

    @property
    def earned(self) -> float:
        """Return the points earned: none if a condition is broken."""
        return 0.0 if self.broken else float(sum(line.earned for line in self.lines))

    @contextlib.contextmanager
    def line(self, points: float, title: str) -> Iterator[None]:
        """Judge one thing, worth ``points``."""
        verdict = Line(title, points)
        self.lines.append(verdict)
        with _reason_noted(verdict):
            yield
        _stop_at(verdict)

    @contextlib.contextmanager
    def condition(self, title: str) -> Iterator[None]:
        """Judge something without which the whole item earns nothing.

        It is broken by whatever is raised inside, not by :class:`Unacceptable` alone: a function
        that raises something just where it would be refused must not get past. What an honest
        mistake may raise there is for the test to catch.
        """
        verdict = Line(title, 0)
        self.conditions.append(verdict)
        with _reason_noted(verdict):
            yield
        _stop_at(verdict)

    def report(self) -> float:
        """Print the rubric and return the points earned, a plain float as nbgrader wants it."""
        total = sum(line.points for line in self.lines)
        print(f"{self.item}: {self.earned:g} of {total:g} points")
        for condition in self.broken:
            print(_indented(f"No points: {_broken(condition)}", 2))
            print("  Without that it would be:")
        width = max(len(_score(line)) for line in self.lines)
        told = None
        for line in self.lines:
            mark = "✗" if line.reason else "✓"
            print(f"  {mark} {_score(line):>{width}}  {line.title}")
            if line.reason:
                print(_indented("as above" if line.reason == told else line.reason, width + 6))
                told = line.reason
        for recording in _RECORDINGS:
            recording.rubrics.append(self)
        return self.earned


class FirstLoss(KeyboardInterrupt):
    """Ends a hidden test as soon as a line is lost, for whoever asks for no more than that.

    A kind of interrupt: all other exceptions a rubric takes for a reason, and goes on.
    """

    def __init__(self, line: Line) -> None:
        super().__init__(line.reason)
        self.line = line


@dataclass
class _Recording:
    rubrics: list[Rubric]
    stops: bool


_RECORDINGS: list[_Recording] = []


@contextlib.contextmanager
def recorded(*, stopping: bool = False) -> Iterator[list[Rubric]]:
    """Collect the rubrics that are reported inside, for whoever judges the tests themselves.

    Parameters
    ----------
    stopping : raise :class:`FirstLoss` at the end of the first line that is lost.
    """
    recording = _Recording([], stopping)
    _RECORDINGS.append(recording)
    try:
        yield recording.rubrics
    finally:
        _RECORDINGS.remove(recording)


def _stop_at(line: Line) -> None:
    if line.reason and any(recording.stops for recording in _RECORDINGS):
        raise FirstLoss(line)


def once(judge: Callable) -> Callable:
    """Decorate a function so that it runs once for the same arguments, and raises again if it did.

    Several lines of a rubric may ask for the same answer of a student's function: each has to say
    what went wrong, but not to run it again.
    """

    @functools.cache
    def outcome(*arguments: Hashable) -> tuple[Any, Exception | None]:
        try:
            return judge(*arguments), None
        except Exception as error:
            return None, error

    @functools.wraps(judge)
    def remembered(*arguments: Hashable) -> Any:
        answer, error = outcome(*arguments)
        if error is not None:
            raise error
        return answer

    return remembered


def _broken(condition: Line) -> str:
    """Return in words what is wrong; a function that raised something has not been refused."""
    if condition.is_refused:
        return f"{condition.title}. {condition.reason}"
    return f"{condition.reason} (Where this is tested: {condition.title}.)"


def _score(line: Line) -> str:
    return f"{line.earned:g}/{line.points:g}"


def _indented(text: str, columns: int) -> str:
    return textwrap.fill(
        text, width=92, initial_indent=" " * columns, subsequent_indent=" " * columns
    )


@contextlib.contextmanager
def _reason_noted(verdict: Line) -> Iterator[None]:
    """Run the block quietly; what it raises becomes the reason. Time-outs go through."""
    sink = io.StringIO()
    start = time.perf_counter()
    try:
        with (
            warnings.catch_warnings(),
            contextlib.redirect_stdout(sink),
            contextlib.redirect_stderr(sink),
        ):
            warnings.simplefilter("ignore")
            yield
    except (AssertionError, Unacceptable) as error:
        verdict.reason = _first_line(error) or "an assertion inside your function failed"
        verdict.is_refused = isinstance(error, Unacceptable)
    except NotImplementedError:
        verdict.reason = "this exercise is not done yet: it still raises NotImplementedError"
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit, and whatever else a student may think of
        verdict.reason = f"your function raised {type(error).__name__}: {_first_line(error)}"
    finally:
        verdict.seconds = time.perf_counter() - start


def _first_line(error: BaseException, limit: int = 400) -> str:
    try:
        lines = str(error).splitlines()
    except Exception:  # the class may be the student's, and its __str__ broken
        lines = []
    text = lines[0] if lines else ""
    text = text if len(text) <= limit else f"{text[:limit]} ..."
    return text.encode("utf-8", "replace").decode("utf-8")  # no lone surrogates in the output
