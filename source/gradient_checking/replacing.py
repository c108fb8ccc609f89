"""Swap functions under another function's feet, to see whether it really calls them.

A stand-in for a function, which lives in another process perhaps, has no globals to swap. It may
do what is here in its own way, in methods: ``__replaced__(stand_ins, module)`` and
``__seeded__(seed)``, which return context managers, ``__is_bound_to__(name)``, ``__seen__(name)``.
"""

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np


@contextmanager
def replaced(function: Callable, /, module: str | None = None, **stand_ins: Any) -> Iterator[None]:
    """Let ``function`` see other values under some global names, for the length of a ``with``.

    Parameters
    ----------
    function : a function written in Python, for instance one from a notebook; wrapped by
        ``functools`` or ``np.vectorize``, it is unwrapped.
    module : swap the names in this module instead, for whatever functions of it get called.
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
    if hasattr(function, "__replaced__"):
        with function.__replaced__(stand_ins, module):
            yield
        return
    namespace = vars(importlib.import_module(module)) if module else _globals_of(function)
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


@contextmanager
def seeded(function: Callable, seed: int) -> Iterator[None]:
    """Seed numpy's global generator, for the length of a ``with``; what it was comes back.

    Parameters
    ----------
    function : what will draw from the generator. seed : as ``np.random.seed`` takes it.
    """
    if hasattr(function, "__seeded__"):
        with function.__seeded__(seed):
            yield
        return
    state = np.random.get_state()
    np.random.seed(seed)
    try:
        yield
    finally:
        np.random.set_state(state)


def is_bound_to(function: Callable, name: str) -> bool:
    """Tell whether the global ``name`` that a function sees is the function itself."""
    if hasattr(function, "__is_bound_to__"):
        return bool(function.__is_bound_to__(name))
    return getattr(function, "__globals__", {}).get(name) is function


def seen_by(function: Callable, name: str) -> Any:
    """Return what a function sees under a global name; None if there is nothing."""
    if hasattr(function, "__seen__"):
        return function.__seen__(name)
    return _globals_of(function).get(name)


def _globals_of(function: Callable) -> dict[str, Any]:
    inner = function
    while not hasattr(inner, "__globals__"):
        wrapped = [getattr(inner, name, None) for name in ("__wrapped__", "func", "pyfunc")]
        inner = next(filter(callable, wrapped), None)
        if inner is None:
            raise TypeError(f"{function!r} is not a function written in Python")
    return inner.__globals__
