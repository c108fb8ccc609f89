"""The warm process: loads everything once, and forks a child for each submission.

Run as ``python -I zygote.py FD``, with a socket to the grader. The grader asks for one thing at a
time: start a child (the child's own socket comes with the request), interrupt it, end it.
"""

import contextlib
import json
import os
import signal
import socket
import sys
import time
from pathlib import Path

HERE = str(Path(__file__).resolve().parent)
sys.path.insert(0, HERE)

import child as children  # noqa: E402
import walls  # noqa: E402
from shell import warm_shell  # noqa: E402

OURS = ("child", "counting", "frames", "plain", "shell", "walls")


def main() -> None:
    """Serve the grader until it hangs up."""
    control = socket.socket(fileno=int(sys.argv[1]))
    shell = warm_shell()
    sys.path.remove(HERE)
    for name in OURS:
        del sys.modules[name]  # a notebook may have modules of these names
    control.sendall(b"ready\n")
    zygote = Zygote(control, shell)
    while zygote.serve_once():
        pass


class Zygote:
    """Forks children and ends them."""

    def __init__(self, control: socket.socket, shell) -> None:
        self.control, self.shell = control, shell
        self.parents: dict[int, int] = {}
        self.own_cpu = time.process_time()

    def serve_once(self) -> bool:
        """Do one thing; return False if the grader has hung up."""
        message, fds, *_ = socket.recv_fds(self.control, 65_536, 1)
        if not message:
            return False
        request = json.loads(message)
        reply = getattr(self, request.pop("do"))(*fds, **request)
        for fd in fds:
            os.close(fd)
        self.control.sendall(json.dumps(reply).encode() + b"\n")
        return True

    def start(self, fd: int, level: str, limits: dict, folder: str) -> dict:
        """Fork a child that talks on this socket; tell its process id."""
        reading, writing = os.pipe()
        parent = os.fork()
        if parent == 0:
            code = 70
            try:
                os.close(reading)
                self.become_child(fd, writing, level, limits, folder)
                code = 0
            except BaseException as error:
                with contextlib.suppress(OSError):
                    os.write(writing, f"{type(error).__name__}: {error}"[:500].encode())
            finally:
                os._exit(code)
        os.close(writing)
        told = b""
        while b"\n" not in told and (piece := os.read(reading, 4096)):
            told += piece
        os.close(reading)
        pid, _, trouble = told.decode(errors="replace").partition("\n")
        if not pid.isdigit():
            os.waitpid(parent, 0)
            return {"error": pid or trouble or "the child ended at once"}
        self.parents[int(pid)] = parent
        return {"pid": int(pid)}

    def become_child(self, fd: int, report: int, level: str, limits: dict, folder: str) -> None:
        """Go behind the walls and serve the grader from there."""
        chosen = walls.Limits(**limits)
        walls.enter(level, chosen, keep_fds=[fd], report_fd=report)
        os.makedirs(folder, exist_ok=True)
        os.chdir(folder)
        children.Child(socket.socket(fileno=fd), self.shell).serve()

    def interrupt(self, pid: int) -> dict:
        """Send the child the signal of Jupyter's stop button."""
        with contextlib.suppress(ProcessLookupError):
            if pid in self.parents:
                os.kill(pid, signal.SIGINT)
        return {}

    def end(self, pid: int) -> dict:
        """Kill a child and all that it started; come back when it is gone.

        Tell how it ended, and the processor time that it and the fork took, in seconds.
        """
        parent = self.parents.pop(pid, None)
        if parent is None:
            return {"status": None, "cpu": 0.0}
        finished, status, used = os.wait4(parent, os.WNOHANG)
        if not finished:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            _, status, used = os.wait4(parent, 0)
        before, self.own_cpu = self.own_cpu, time.process_time()
        cpu = used.ru_utime + used.ru_stime + self.own_cpu - before
        return {"status": os.waitstatus_to_exitcode(status), "cpu": cpu}


if __name__ == "__main__":
    main()
