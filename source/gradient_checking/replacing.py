"""Swap functions under another function's feet, to see whether it really calls them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def replaced(function: Callable, **stand_ins: Any) -> Iterator[None]:
    """Let ``function`` see other values under some global names, for the length of a ``with``.

    Parameters
    ----------
    function : a function written in Python, for instance one from a notebook; wrapped by
        ``functools`` or ``np.vectorize``, it is unwrapped.
    **stand_ins : the global names to swap and what to put there. A name that did not exist
        before is removed again afterwards.

    Raises
    ------
    TypeError
        If ``function`` has no globals of its own (a builtin, a callable object).

    Examples
    --------
    >>> def outer():
    ...     return inner()
    >>> with replaced(outer, inner=lambda: 42):
    ...     outer()
    42
    """
    namespace = _globals_of(function)
    missing = object()
    kept = {name: namespace.get(name, missing) for name in stand_ins}
    namespace.update(stand_ins)
    try:
        yield
    finally:
        for name, value in kept.items():
            if value is missing:
                del namespace[name]
            else:
                namespace[name] = value


def _globals_of(function: Callable) -> dict[str, Any]:
    inner = function
    while not hasattr(inner, "__globals__"):
        wrapped = [getattr(inner, name, None) for name in ("__wrapped__", "func", "pyfunc")]
        inner = next(filter(callable, wrapped), None)
        if inner is None:
            raise TypeError(f"{function!r} is not a function written in Python")
    return inner.__globals__
