"""Talking to one process that runs a student's code: it is asked, and it may ask back."""

import signal
import socket
import time

from autograder.sandbox.stand_ins import StandIns
from autograder.sandbox.worker import frames, plain
from autograder.sandbox.zygote_process import ZygoteProcess

GRACE = 2.0
"""Seconds that code has to come to its end after the stop button, before its process is killed."""
LENGTHS = {
    "begun": 1,
    "outputs": 3,
    "found": 2,
    "returned": 5,
    "raised": 5,
    "interrupted": 5,
    "replaced": 1,
    "refused": 2,
    "seeded": 1,
    "restored": 1,
    "is_bound": 2,
    "ask": 3,
}
"""How many parts each kind of reply has."""
KINDS = {
    "begin": ("begun",),
    "figures": ("begun",),
    "cell": ("outputs",),
    "look": ("found", "raised"),
    "call": ("returned", "raised", "interrupted"),
    "replace": ("replaced", "refused"),
    "seed": ("seeded",),
    "restore": ("restored",),
    "is_bound": ("is_bound",),
}
"""Which kinds of reply a request may get; ``"raised"`` for what is too large to be told."""
UNREADABLE = "sent an answer that cannot be read"
DEATHS = {
    128 + signal.SIGSEGV: "crashed the Python interpreter",
    128 + signal.SIGABRT: "crashed the Python interpreter",
}
ENDED = "ended the Python process that it ran in, or used more time or memory than there is"


class Died(Exception):
    """The process is gone; ``str()`` goes on from "your function" or "this cell"."""


class Conversation:
    """One process, from its first request until it is dead or closed.

    Parameters
    ----------
    zygote, pid, channel : the process. stand_ins : who answers what it asks.
    """

    def __init__(
        self, zygote: ZygoteProcess, pid: int, channel: socket.socket, stand_ins: StandIns
    ) -> None:
        self._zygote, self._pid, self._channel = zygote, pid, channel
        self._stand_ins = stand_ins
        self._number = 0
        self.is_open = True

    def request(self, request: list, seconds: float) -> list:
        """Send a request, answer what is asked meanwhile, return the reply.

        Raises
        ------
        TimeoutError
            If it took longer than ``seconds``. If the process let itself be interrupted, the
            conversation is still open.
        Died
            If the process is gone, or what it sends makes no sense.
        """
        if not self.is_open:
            raise Died("was not run: its process is gone")
        self._number += 1
        try:
            frame = plain.encode([self._number, *request])
        except plain.Malformed as error:
            raise Died(f"was not run: {error}") from None
        try:
            self._send(frame, seconds)
            return self._reply(self._number, request[0], time.monotonic() + seconds)
        except TimeoutError:
            pass
        self._zygote.interrupt(self._pid)
        try:
            self._reply(self._number, request[0], time.monotonic() + GRACE)
        except TimeoutError:
            self.close()
        raise TimeoutError

    def close(self) -> int | None:
        """End the process and all that it started; return its exit status."""
        if not self.is_open:
            return None
        self.is_open = False
        self._channel.close()
        return self._zygote.end(self._pid)

    def _reply(self, number: int, task: str, deadline: float) -> list:
        """Return the reply to the request of this number, which asked for a task.

        Others are passed over: the student's code may have written them, and what it wrote must
        not be taken for the answer of another function.
        """
        while True:
            told, *reply = self._receive(deadline)
            if told != number:
                continue
            if reply[0] in KINDS[task]:
                return reply
            if reply[0] != "ask":
                self._give_up()
            try:
                answer = self._stand_ins.answer(*reply[1:])
            except (plain.Malformed, TypeError, ValueError):
                self._give_up()
            frame = plain.encode([number, *answer])
            self._send(frame, max(deadline - time.monotonic(), 0.1))

    def _send(self, frame: bytes, seconds: float) -> None:
        self._channel.settimeout(seconds)
        try:
            frames.send(self._channel, frame)
        except frames.Closed:
            self._died()

    def _receive(self, deadline: float) -> list:
        try:
            reply = plain.decode(frames.receive(self._channel, plain.MAX_FRAME, deadline))
        except frames.Closed:
            self._died()
        except (plain.Malformed, frames.TooLarge):
            self._give_up()
        if not isinstance(reply, list) or len(reply) < 2:
            self._give_up()
        if type(reply[0]) is not int or not isinstance(reply[1], str):
            self._give_up()
        if LENGTHS.get(reply[1]) != len(reply) - 1:
            self._give_up()
        return reply

    def _died(self) -> None:
        raise Died(DEATHS.get(self.close(), ENDED))

    def _give_up(self) -> None:
        self.close()
        raise Died(UNREADABLE)
