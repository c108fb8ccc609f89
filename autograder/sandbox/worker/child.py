"""The process that runs one submission: does what the grader asks, one request after the other.

Nothing here is trusted by the grader: the student's code runs in this very process and may change
whatever it likes. All it can reach by that is what the grader hears of it.
"""

import contextlib
import importlib
import random
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import frames
import numpy as np
import plain
from counting import LineCounter
from shell import Shell, keep_figures

ANSWERS = ("answer", "raise")
REMEMBERED = 20_000
"""Answers of stand-ins that are kept, so that the grader need not be asked again."""


class Relayed(Exception):
    """An exception of the grader's stand-in, on its way through the student's code."""


class Child:
    """Serves one grader on one channel."""

    def __init__(self, channel: socket.socket, shell: Shell) -> None:
        self.channel, self.shell = channel, shell
        self.functions: dict[str, Callable] = {}
        self.stand_ins: dict[int, Callable] = {}
        self.undo: list[Callable[[], None]] = []
        self.number, self.is_running = 0, False
        # Threads of the student's may ask at the same time; an answer may make one ask again.
        self.asking = threading.RLock()
        signal.signal(signal.SIGINT, self.interrupt)

    def interrupt(self, *_: object) -> None:
        """Stop the student's code; but not our own between two requests."""
        if self.is_running:
            raise KeyboardInterrupt

    def serve(self) -> None:
        """Answer requests until the grader hangs up."""
        while True:
            try:
                frame = frames.receive(self.channel, plain.MAX_FRAME)
            except frames.Closed:
                return
            self.answer(plain.decode(frame, self.stand_in))

    def answer(self, request: list) -> None:
        """Do what is asked and send the reply, under the number of the request."""
        number, task, *details = request
        if task in ANSWERS:
            return  # to a question that nobody asks any more
        before, self.number = self.number, number
        reply = getattr(self, f"do_{task}")(*details)
        try:
            frame = plain.encode([number, *reply])
        except plain.Malformed as error:
            frame = plain.encode([number, "raised", "ValueError", str(error), None, ""])
        frames.send(self.channel, frame)
        self.number = before

    def do_begin(self, files: dict, seed: int) -> list:
        """Put the files where the notebook expects them."""
        folder = Path.cwd()
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        sys.path.insert(0, str(folder))
        random.seed(seed)
        np.random.seed(seed % 2**32)
        return ["begun"]

    def do_figures(self, wanted: bool) -> list:
        """Draw figures from now on, or do not."""
        keep_figures(self.shell, wanted)
        return ["begun"]

    def do_cell(self, source: str) -> list:
        """Run a cell; tell whether it was interrupted."""
        with self.running():
            try:
                outputs, was_stopped = self.shell.run(source)
            except KeyboardInterrupt:
                outputs, was_stopped = self.shell.recorder.taken(), True
        return ["outputs", outputs, was_stopped]

    def do_look(self, names: list) -> list:
        """Tell what the names stand for."""
        found = {}
        for name in names:
            if name not in self.shell.user_ns:
                continue
            value = self.shell.user_ns[name]
            if callable(value):
                self.functions[name] = value
                found[name] = ["function"]
            elif not isinstance(value, type(sys)):
                found[name] = ["value", _that_can_cross(value)]
        return ["found", found]

    def do_call(self, name: str, packed: bytes, count: bool) -> list:
        """Call a function with arguments that were packed by themselves."""
        arguments, options = plain.decode(packed, self.stand_in)
        function, counter = self.functions[name], LineCounter()
        with self.shell.listening(), self.running():
            try:
                with counter if count else contextlib.nullcontext():
                    answer = function(*arguments, **options)
                outcome = ["returned", answer, counter.lines]
            except KeyboardInterrupt:
                outcome = ["interrupted", None, 0]
            except BaseException as error:  # SystemExit, and whatever else there may be
                outcome = ["raised", *_described(error)]
        printed = [o["text"] for o in self.shell.recorder.taken() if o["output_type"] == "stream"]
        return [*outcome, self.changed(packed, [arguments, options]), "".join(printed)]

    def changed(self, packed: bytes, now: list) -> bytes | None:
        """Return the arguments as the function left them, if it did something to them."""
        numbers = {id(stand_in): number for number, stand_in in self.stand_ins.items()}
        try:
            again = plain.encode(now, refer=lambda f: numbers.get(id(f), 0))
        except plain.Malformed:
            return b""
        return None if again == packed else again

    def do_replace(self, name: str, module: str | None, packed: bytes) -> list:
        """Put other values under global names that a function, or a module, sees."""
        values = plain.decode(packed, self.stand_in)
        if module is None:
            namespace = _globals_of(self.functions[name])
            if namespace is None:
                return ["refused", f"{name} is not a function written in Python"]
        else:
            namespace = vars(importlib.import_module(module))
        missing = object()
        kept = {key: namespace.get(key, missing) for key in values}
        namespace.update(values)

        def undo() -> None:
            for key, value in kept.items():
                if value is missing:
                    namespace.pop(key, None)
                else:
                    namespace[key] = value

        self.undo.append(undo)
        return ["replaced"]

    def do_seed(self, seed: int) -> list:
        """Seed numpy's global generator."""
        state = np.random.get_state()
        np.random.seed(seed)
        self.undo.append(lambda: np.random.set_state(state))
        return ["seeded"]

    def do_restore(self) -> list:
        """Undo the latest replacement or seeding."""
        self.undo.pop()()
        return ["restored"]

    def do_is_bound(self, name: str, other: str) -> list:
        """Tell whether a function sees itself under another name."""
        function = self.functions[name]
        return ["is_bound", (_globals_of(function) or {}).get(other) is function]

    def stand_in(self, number: int) -> Callable:
        """Return the function that asks the grader's stand-in of this number."""
        if number not in self.stand_ins:
            self.stand_ins[number] = _stand_in(self, number, {})
        return self.stand_ins[number]

    def ask(self, number: int, packed: bytes) -> bytes:
        """Let the grader answer for one of its stand-ins."""
        with self.asking:
            frames.send(self.channel, plain.encode([self.number, "ask", number, packed]))
            while True:
                reply = plain.decode(frames.receive(self.channel, plain.MAX_FRAME), self.stand_in)
                if reply[:2] == [self.number, "answer"]:
                    return reply[2]
                if reply[:2] == [self.number, "raise"]:
                    raise Relayed(reply[2])
                self.answer(reply)

    @contextlib.contextmanager
    def running(self):
        """Mark where the student's code runs, and may be interrupted."""
        self.is_running = True
        try:
            yield
        finally:
            self.is_running = False


def _stand_in(child: Child, number: int, remembered: dict[bytes, bytes]) -> Callable:
    """Return a function that asks the grader, once for the same arguments."""

    def stand_in(*arguments, **options):
        packed = plain.encode([list(arguments), options])
        answer = remembered.get(packed)
        if answer is None:
            answer = child.ask(number, packed)
            if len(remembered) < REMEMBERED:
                remembered[packed] = answer
        return plain.decode(answer)

    return stand_in


def _that_can_cross(value: Any) -> Any:
    """Return a value, or what stands for one that is too large or deep: others come with it."""
    try:
        plain.encode(value)
    except plain.Malformed:
        return plain.opaque(type(value).__name__)
    return value


def _described(error: BaseException) -> tuple[str, str]:
    """Return an exception's name and message; the message is a number if it is relayed."""
    try:
        return type(error).__name__, str(error)[:2_000]
    except Exception:  # the class may be the student's, and its __str__ broken
        return type(error).__name__, ""


def _globals_of(function: Callable) -> dict | None:
    while not hasattr(function, "__globals__"):
        wrapped = [getattr(function, name, None) for name in ("__wrapped__", "func", "pyfunc")]
        function = next(filter(callable, wrapped), None)
        if function is None:
            return None
    return function.__globals__
