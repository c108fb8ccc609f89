"""One submission in the sandbox: running its cells, calling its functions, bringing it back."""

import contextlib
import math
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from autograder.sandbox.conversation import UNREADABLE, Conversation, Died
from autograder.sandbox.failures import NoAnswer, as_exception
from autograder.sandbox.stand_ins import StandIns
from autograder.sandbox.worker import plain
from autograder.sandbox.worker.walls import Limits
from autograder.sandbox.zygote_process import ZygoteProcess

IMPATIENCE = 0.1
"""Share of the time limit that a function gets when it has used up a whole one before."""
FAILURES = 3
"""How often one function may take its process down, or run out of time, before nobody asks it
any more."""


class Answer(NamedTuple):
    """What came of calling a function."""

    value: Any
    lines: int
    """Lines of Python that it ran, if they were counted."""
    changed: list | None
    """Its arguments and options as it left them, if it did something to them."""
    printed: str


class Session:
    """A submission's process, replaced by another one when the student's code takes it down.

    Parameters
    ----------
    zygote : where processes come from.
    files : what lies beside the notebook: relative path → content.
    seconds : wall time that a cell or a call may take. in_all : that the submission may take.
    figures : whether to draw them. seed : of numpy's and Python's global generators.
    limits : what a process may use.
    """

    def __init__(
        self,
        zygote: ZygoteProcess,
        files: Mapping[str, bytes],
        seconds: float = 30.0,
        in_all: float = 300.0,
        figures: bool = False,
        seed: int = 0,
        limits: Limits | None = None,
    ) -> None:
        self._zygote, self._begin = zygote, ["begin", dict(files), seed]
        self._figures = figures
        self.seconds, self._end = seconds, time.monotonic() + in_all
        self._limits = limits or Limits(cpu_seconds=math.ceil(in_all))
        self._stand_ins = StandIns()
        self._cells: list[tuple[str, float]] = []
        self._names: list[str] = []
        self._context: list[list] = []
        self._failures: dict[str, list[str]] = {}
        self._process: Conversation | None = None
        self._count = 0

    def close(self) -> None:
        """End the process and everything that it started."""
        if self._process is not None:
            self._process.close()
        if self._zygote.level == "process":
            for number in range(1, self._count + 1):
                shutil.rmtree(self._folder(number), ignore_errors=True)

    def run_cell(self, source: str) -> list[dict]:
        """Run a cell and return its outputs as they came: nothing is checked yet.

        Raises
        ------
        NoAnswer
            If the cell takes its process down or too much time. What the cells before it did is
            there again for the next one.
        """
        started = time.monotonic()
        try:
            kind, outputs, was_stopped = self._request(["cell", source])
        except TimeoutError:
            was_stopped, outputs = True, []
        except Died as death:
            raise NoAnswer(f"This cell {death}.") from None
        if was_stopped:
            if self._process.is_open:
                # What it did before it got stuck is worth having when it is run again. One that
                # does not let itself be stopped would take the next process down, too.
                self._cells.append((source, min(1.0, self.seconds)))
            raise NoAnswer(f"This cell was stopped after {self.seconds:g} seconds.")
        took = time.monotonic() - started
        self._cells.append((source, min(5 + 3 * took, self.seconds)))
        return outputs if kind == "outputs" and isinstance(outputs, list) else []

    def look(self, names: Sequence[str]) -> dict[str, list]:
        """Return what names stand for, as far as there are any: ``["function"]``, ``["value", v]``.

        A new test begins: how often functions have failed before is forgotten.
        """
        self._names, self._failures = list(dict.fromkeys([*self._names, *names])), {}
        try:
            self._request(["look", []])  # brings a process back that has died
            found = self._look()
            return {name: found[name] for name in names if name in found}
        except (Died, TimeoutError):
            return {}

    def call(
        self, name: str, arguments: Sequence, options: Mapping, count_lines: bool = False
    ) -> Answer:
        """Call a function.

        Raises
        ------
        NoAnswer
            If it does not come back. Whatever it raised is raised as an exception of that name.
        """
        failures = self._failures.setdefault(name, [])
        if len(failures) >= FAILURES:
            raise NoAnswer(failures[-1])
        seconds = self.seconds * (IMPATIENCE if failures else 1)
        with self._stand_ins.offered() as refer:
            try:
                packed = plain.encode([list(arguments), dict(options)], refer)
                reply = self._request(["call", name, packed, count_lines], seconds)
                answer, error = self._read(reply)
            except TimeoutError:
                words = f"your function did not come to an end within {seconds:g} seconds"
                failures.append(words)
                raise NoAnswer(words) from None
            except Died as death:
                failures.append(f"your function {death}")
                raise NoAnswer(failures[-1]) from None
        if error is not None:
            raise error
        return answer

    @contextlib.contextmanager
    def replaced(self, name: str, module: str | None, stand_ins: Mapping) -> Iterator[None]:
        """Let a function see other values under some global names, inside a ``with``.

        Parameters
        ----------
        name : the function. module : a module whose names are meant instead of the function's.
        stand_ins : global name → value or function; functions run here, in the grader.
        """
        with self._stand_ins.offered() as refer:
            packed = plain.encode(dict(stand_ins), refer)
            with self._within(["replace", name, module, packed]):
                yield

    @contextlib.contextmanager
    def seeded(self, seed: int) -> Iterator[None]:
        """Seed numpy's global generator in the sandbox, inside a ``with``."""
        with self._within(["seed", seed]):
            yield

    def is_bound(self, name: str, other: str) -> bool:
        """Tell whether a function sees itself under another global name."""
        with contextlib.suppress(Died, TimeoutError):
            return self._request(["is_bound", name, other])[1] is True
        return False

    def knows(self, name: str) -> bool:
        """Tell whether there is a function of this name; it can be called then."""
        if name not in self._names:
            self._names.append(name)
        with contextlib.suppress(Died, TimeoutError):
            self._request(["look", []])
            return self._look().get(name) == ["function"]
        return False

    def _read(self, reply: list) -> tuple[Answer | None, BaseException | None]:
        """Return what a call came to, or what it raised."""
        try:
            kind, first, second, changed, printed = reply
            if kind == "interrupted":
                raise TimeoutError
            if kind == "raised":
                relayed = self._stand_ins.raised(str(second)) if first == "Relayed" else None
                return None, relayed or as_exception(str(first), str(second))
            if changed is not None:
                changed = plain.decode(changed, self._stand_ins.known)
            return Answer(first, int(second), changed, str(printed)), None
        except (plain.Malformed, TypeError, ValueError):
            self._process.close()
            raise Died(UNREADABLE) from None

    @contextlib.contextmanager
    def _within(self, request: list) -> Iterator[None]:
        """Have something done in the process, and in any that takes its place, until the end."""
        with contextlib.suppress(Died, TimeoutError):
            reply = self._request(request)
            if reply[0] == "refused":
                raise TypeError(str(reply[1]))
        self._context.append(request)
        try:
            yield
        finally:
            self._context.pop()
            if self._process is not None and self._process.is_open:
                with contextlib.suppress(Died, TimeoutError):
                    self._process.request(["restore"], self.seconds)

    def _request(self, request: list, seconds: float | None = None) -> list:
        """Send a request to the process, to a new one if the last one is dead."""
        if self._process is None or not self._process.is_open:
            self._bring_back()
        return self._process.request(request, min(seconds or self.seconds, self._left()))

    def _left(self) -> float:
        """Return the seconds that are left for the whole notebook; Died if there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise Died("was not run: the time for the whole notebook is used up")
        return left

    def _bring_back(self) -> None:
        """Start a process and bring it to where the last one was."""
        self._left()
        self._count += 1
        pid, channel = self._zygote.start(self._limits, self._folder(self._count))
        self._process = Conversation(self._zygote, pid, channel, self._stand_ins)
        self._process.request(self._begin, self.seconds)
        self._process.request(["figures", self._figures and not self._cells], self.seconds)
        for source, seconds in self._cells:
            with contextlib.suppress(TimeoutError):
                # They may be slower than the first time: students can tell that it is the second.
                self._process.request(["cell", source], min(seconds, self._left()))
        if self._figures and self._cells:  # those of cells that run again need not be drawn again
            self._process.request(["figures", True], self.seconds)
        if self._names:
            self._look()
        for request in self._context:
            self._process.request(request, self.seconds)

    def _look(self) -> dict[str, list]:
        found = self._process.request(["look", self._names], self.seconds)[1]
        return {
            name: what
            for name, what in (found.items() if isinstance(found, dict) else ())
            if name in self._names and isinstance(what, list) and what
        }

    def _folder(self, number: int) -> str:
        """Return where the files of the process of this number are, as it sees it."""
        if self._zygote.level == "process":
            return str(Path(self._zygote.folder) / f"submission-{number}")
        return "/tmp/work"
