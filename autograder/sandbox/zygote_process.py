"""The grader's end of the warm process from which every submission's process is forked."""

import contextlib
import dataclasses
import json
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from autograder.sandbox import isolation
from autograder.sandbox.worker.walls import Limits

WORKER = Path(__file__).with_name("worker")
PATIENCE = 60.0
"""Seconds within which the warm process has to answer; it never runs a student's code."""


class SandboxError(Exception):
    """The sandbox does not work on this machine, or no longer; ``str()`` says what to do."""


class ZygoteProcess:
    """A warm Python behind the outer walls, that forks a process for each submission.

    Parameters
    ----------
    level : ``"bubblewrap"`` or ``"process"``; see :mod:`autograder.sandbox.isolation`.
    hide : folders that must not be seen, wherever they lie: the course.

    Raises
    ------
    SandboxError
        If it does not start.
    """

    def __init__(self, level: str, hide: Sequence[Path] = ()) -> None:
        self.level = level
        self.cpu_seconds = 0.0  # of all submissions' processes that have ended
        self.folder = Path(tempfile.mkdtemp(prefix="autograder-"))
        self._control, theirs = socket.socketpair()
        self._control.settimeout(PATIENCE)
        fd = theirs.fileno()
        command = isolation.command(
            level, sys.executable, WORKER, fd, home=str(self.folder), hide=hide
        )
        with theirs, tempfile.TemporaryFile() as said:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                pass_fds=[fd],
                cwd="/",
                start_new_session=True,  # the stop key in the grader's terminal is the grader's
            )
            theirs.close()
            if self._read_line() != "ready":
                self.close()
                said.seek(0)
                words = said.read().decode(errors="replace").strip().splitlines()
                raise SandboxError(
                    "the sandbox does not start"
                    f"{': ' + words[-1] if words else ''}; `autograder doctor` looks for the cause"
                )

    @property
    def is_alive(self) -> bool:
        """Tell whether it still runs."""
        return self._process.poll() is None

    def start(self, limits: Limits, folder: str) -> tuple[int, socket.socket]:
        """Fork a process for a submission; return its number and the socket to talk to it.

        Parameters
        ----------
        limits : what it may use. folder : where its files go, as it sees it.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            request = {"level": self.level, "limits": dataclasses.asdict(limits), "folder": folder}
            reply = self._ask("start", request, [theirs.fileno()])
        if "pid" not in reply:
            ours.close()
            raise SandboxError(f"a submission's process does not start: {reply.get('error')}")
        return reply["pid"], ours

    def interrupt(self, pid: int) -> None:
        """Press the stop button on a submission's process."""
        self._ask("interrupt", {"pid": pid})

    def end(self, pid: int) -> int | None:
        """Kill a submission's process and all that it started; return its exit status."""
        reply = self._ask("end", {"pid": pid})
        self.cpu_seconds += reply["cpu"]
        return reply["status"]

    def close(self) -> None:
        """End everything."""
        self._control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _ask(self, task: str, request: dict, fds: list[int] | None = None) -> dict:
        message = json.dumps({"do": task, **request}).encode()
        try:
            socket.send_fds(self._control, [message], fds or [])
            line = self._read_line()
        except OSError:
            line = ""
        if not line:
            self.close()  # an answer that comes late would be taken for the next one
            raise SandboxError("the sandbox's own process is gone; run the command again")
        return json.loads(line)

    def _read_line(self) -> str:
        text = b""
        while not text.endswith(b"\n"):
            try:
                piece = self._control.recv(65_536)
            except OSError:
                return ""
            if not piece:
                return ""
            text += piece
        return text.decode().strip()
