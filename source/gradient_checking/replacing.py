"""Swap functions under another function's feet, to see whether it really calls them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def replaced(function: Callable, **stand_ins: Any) -> Iterator[None]:
    """Let ``function`` see other values under some global names, for the length of a ``with``.

    Parameters
    ----------
    function : a function written in Python, for instance one from a notebook.
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
    try:
        namespace = function.__globals__
    except AttributeError:
        raise TypeError(f"{function!r} is not a function written in Python") from None
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
