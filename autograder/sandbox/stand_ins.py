"""Functions of a hidden test's that a student's code may call, while the test lets it."""

import contextlib
from collections.abc import Callable, Iterator

from autograder.sandbox.worker import plain

MAX_RAISED = 10_000
"""Exceptions that are kept for one submission."""


class StandIns:
    """Knows functions by numbers, and answers in their name as long as they are on offer."""

    def __init__(self) -> None:
        self._functions: dict[int, Callable] = {}
        self._offers: list[set[int]] = []
        self._raised: list[Exception] = []

    @contextlib.contextmanager
    def offered(self) -> Iterator[Callable[[Callable], int]]:
        """Give functions numbers under which they answer inside the ``with``, and only there."""
        offer: set[int] = set()

        def refer(function: Callable) -> int:
            number = id(function)
            self._functions[number] = function  # kept, so that the number stays its own
            offer.add(number)
            return number

        self._offers.append(offer)
        try:
            yield refer
        finally:
            # Not `remove`: two offers of the same functions are equal.
            self._offers = [other for other in self._offers if other is not offer]

    def answer(self, number: object, packed: object) -> list:
        """Return a function's answer as a message, or one that stands for what it raised.

        Raises
        ------
        Malformed
            If the question cannot be read.
        """
        if not isinstance(packed, bytes):
            raise plain.Malformed("arguments come in bytes")
        arguments, options = plain.decode(packed)
        try:
            if not any(number in offer for offer in self._offers):
                raise NotImplementedError("nobody answers to that any more")
            answer = self._functions[number](*arguments, **options)
            return ["answer", plain.encode(answer)]
        except Exception as error:
            # Its traceback would keep what was handed over, as often as somebody asks.
            self._raised.append(error.with_traceback(None))
            error.__context__ = error.__cause__ = None
            if len(self._raised) > MAX_RAISED:
                raise plain.Malformed("it asks again and again for what it cannot have") from None
            return ["raise", str(len(self._raised) - 1)]

    def raised(self, number: str) -> Exception | None:
        """Return the exception that such a message stood for, if there was one."""
        if number.isdecimal() and int(number) < len(self._raised):
            return self._raised[int(number)]
        return None

    def known(self, number: int) -> Callable:
        """Return a function by its number; Malformed if there is none."""
        if number not in self._functions:
            raise plain.Malformed("there is no such function")
        return self._functions[number]
