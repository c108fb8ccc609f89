"""Messages on a socket: four bytes of length, then as many bytes."""

import socket
import struct
import time

LENGTH = struct.Struct("!I")


class Closed(Exception):
    """The other end is gone."""


class TooLarge(Exception):
    """The other end announces a message that is larger than any it may send."""


def send(channel: socket.socket, frame: bytes) -> None:
    """Send one message.

    Raises
    ------
    Closed
        If nobody is there to take it.
    TimeoutError
        If it was not taken within the socket's timeout.
    """
    try:
        channel.sendall(LENGTH.pack(len(frame)) + frame)
    except TimeoutError:
        raise
    except OSError as error:
        raise Closed(str(error)) from None


def receive(channel: socket.socket, limit: int, deadline: float | None = None) -> bytes:
    """Wait for one message and return it.

    Parameters
    ----------
    channel : where from. limit : the largest length that is accepted, in bytes.
    deadline : on the clock of ``time.monotonic``, for the whole message; None to wait for ever.

    Raises
    ------
    Closed, TooLarge, TimeoutError
    """
    (length,) = LENGTH.unpack(_exactly(channel, LENGTH.size, deadline))
    if length > limit:
        raise TooLarge(f"a message of {length} bytes")
    return _exactly(channel, length, deadline)


def _exactly(channel: socket.socket, length: int, deadline: float | None) -> bytes:
    pieces, missing = [], length
    while missing:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            channel.settimeout(left)
        try:
            piece = channel.recv(min(missing, 1 << 20))
        except TimeoutError:
            raise
        except OSError as error:
            raise Closed(str(error)) from None
        if not piece:
            raise Closed("the other end has hung up")
        pieces.append(piece)
        missing -= len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)
