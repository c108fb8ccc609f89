"""The warm process of this grader: started when it is needed first, ended with the grader."""

import atexit

from autograder.sandbox import isolation
from autograder.sandbox.zygote_process import SandboxError, ZygoteProcess

_running: dict[str, ZygoteProcess] = {}


def zygote(level: str) -> ZygoteProcess:
    """Return the warm process of a level, and start it if there is none.

    Parameters
    ----------
    level : ``"bubblewrap"`` or ``"process"``; see :mod:`autograder.sandbox.isolation`.

    Raises
    ------
    SandboxError
        If this machine cannot have that level, with what to do.
    """
    kept = _running.get(level)
    if kept is not None and kept.is_alive:
        return kept
    if level not in isolation.LEVELS:
        raise SandboxError(f"isolation is one of {', '.join(isolation.LEVELS)}; not {level!r}")
    if level == "bubblewrap" and (diagnosis := isolation.probe()).level != level:
        raise SandboxError(
            f"there is no sandbox on this machine: {diagnosis.reason} `autograder doctor` tells "
            "how to get one. To grade without, in a separate process only, use --isolation process."
        )
    if kept is not None:
        kept.close()
    else:
        atexit.register(close, level)
    _running[level] = ZygoteProcess(level)
    return _running[level]


def close(level: str) -> None:
    """End the warm process of a level."""
    if level in _running:
        _running.pop(level).close()
