"""The warm process of this grader: started when it is needed first, ended with the grader."""

import atexit
from collections.abc import Sequence
from pathlib import Path

from autograder.sandbox import isolation
from autograder.sandbox.zygote_process import SandboxError, ZygoteProcess

_running: dict[str, ZygoteProcess] = {}
_hidden: dict[str, set[Path]] = {}


def zygote(level: str, hide: Sequence[Path] = ()) -> ZygoteProcess:
    """Return the warm process of a level, and start it if there is none.

    Parameters
    ----------
    level : ``"bubblewrap"`` or ``"process"``; see :mod:`autograder.sandbox.isolation`.
    hide : folders that no submission may see, wherever they lie: the course, and the exchange.

    Raises
    ------
    SandboxError
        If this machine cannot have that level, with what to do.
    """
    kept, hidden = _running.get(level), {f.resolve() for f in hide if isolation.shows(f.resolve())}
    if kept is not None and kept.is_alive and hidden <= _hidden[level]:
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
    _hidden[level] = hidden | _hidden.get(level, set())
    _running[level] = ZygoteProcess(level, sorted(_hidden[level]))
    return _running[level]


def close(level: str) -> None:
    """End the warm process of a level."""
    if level in _running:
        _running.pop(level).close()
