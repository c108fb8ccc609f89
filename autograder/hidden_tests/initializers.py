"""Asking an initializer for the parameters of several networks, and reading what it returned."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from autograder.hidden_tests.answers import arguments_unchanged, as_array
from replacing import replaced

Network = tuple[int, ...]
"""Units per layer, input first."""
PARAMETER = re.compile(r"[Wb]-?\d+")
WIDE = 50
"""Inputs and units that a layer must have for the distribution of its weights to be judged."""


class Block(NamedTuple):
    """One W or b that was returned."""

    key: str
    network: Network
    layer: int
    values: np.ndarray

    @property
    def fan_in(self) -> int:
        """Return the number of inputs that each unit of the layer has."""
        return self.network[self.layer - 1]

    @property
    def due(self) -> tuple[int, int]:
        """Return the shape that it must have."""
        return self.network[self.layer], self.fan_in if self.key[0] == "W" else 1

    @property
    def what(self) -> str:
        """Return what it is in words."""
        return f"{self.key} of the {in_words(self.network)} network"


class Answers:
    """What an initializer returns for several networks; it is called once for each.

    One slip must not be charged in several lines. Where a layer is missing, or some networks
    raise an exception, :meth:`expect_every_layer` says so, and :meth:`blocks` gives what is
    there. Keys that count from 0 are read as if they counted from 1.

    Parameters
    ----------
    student : ``initialize_parameters_...(layers_dims) -> dictionary``.
    **stand_ins : other initializers, right ones, that it gets to see if it calls them.
    """

    def __init__(self, student: Callable, **stand_ins: Callable) -> None:
        self._student, self._stand_ins = student, stand_ins
        self._returned: dict[Network, Any] = {}

    def call(self, layers_dims: Sequence[int]) -> Any:
        """Return what the student's function returns for this very argument."""
        with replaced(self._student, **self._stand_ins):
            return self._student(layers_dims)

    def expect_every_layer(self, network: Network) -> None:
        """Fail unless there are W1, b1, ..., WL, bL, and no parameters of other layers."""
        answer = self._ask(network)
        for layer in range(1, len(network)):
            for letter in "Wb":
                as_array(answer, f"{letter}{layer}")
        due = {f"{letter}{layer}" for letter in "Wb" for layer in range(1, len(network))}
        for key in answer:
            assert key in due or not PARAMETER.fullmatch(str(key)), (
                f"{key} belongs to no layer of the {in_words(network)} network"
            )

    def blocks(self, letter: str, networks: Iterable[Network]) -> Iterator[Block]:
        """Yield the W's or the b's of some networks, as many as there are.

        Parameters
        ----------
        letter : ``"W"`` or ``"b"``. networks : which ones.

        Raises
        ------
        Exception
            Of the student's function, if not one network has such a block.
        """
        found, error = 0, None
        for network in networks:
            try:
                read = list(_read(self._ask(network), letter, network))
            except Exception as raised:
                error = error or raised
                continue
            found += len(read)
            yield from read
        if not found:
            raise error or AssertionError(f"the returned dictionary has no {letter}1")

    def wide_weights(self, networks: Iterable[Network]) -> Iterator[Block]:
        """Yield the W's that are due to have :data:`WIDE` rows and columns or more.

        Raises
        ------
        AssertionError
            If one has fewer entries than that. And as for :meth:`blocks`.
        """
        for block in self.blocks("W", networks):
            if min(block.due) >= WIDE:
                assert block.values.size >= WIDE**2, (
                    f"{block.what} has only {block.values.size} entries"
                )
                yield block

    def expect_argument_unchanged(self, network: Network) -> None:
        """Fail if a list, tuple or array is refused, or is another one after the call."""
        for kind in (list, tuple, np.array):
            layers_dims = kind(network)
            with arguments_unchanged(layers_dims=layers_dims):
                answer = self.call(layers_dims)
            if not (isinstance(answer, dict) and answer):
                as_array(answer, "W1")  # says what it is instead

    def _ask(self, network: Network) -> Any:
        if network not in self._returned:
            try:
                self._returned[network] = self.call(list(network))
            except Exception as error:  # each line has to say so, but not to call it again
                self._returned[network] = error
        if isinstance(self._returned[network], Exception):
            raise self._returned[network]
        return self._returned[network]


def expect_shape(block: Block) -> None:
    """Fail unless a block has the shape that it must have; a number will do for (1, 1)."""
    shape = block.values.shape
    is_right = shape == block.due or (block.due == (1, 1) and block.values.size == 1)
    assert is_right, f"{block.what} should have the shape {block.due}, not {shape}"


def expect_zero(block: Block) -> None:
    """Fail unless a block is zero throughout, whatever its shape."""
    assert block.values.size, f"{block.what} is empty"
    assert not block.values.any(), f"{block.what} is not zero throughout"


def in_words(network: Network) -> str:
    """Return the sizes as in ``"4-5-3-1"``."""
    return "-".join(map(str, network))


def _read(answer: Any, letter: str, network: Network) -> Iterator[Block]:
    """Yield the W's or the b's that are there."""
    layers = len(network) - 1
    if not isinstance(answer, dict):
        as_array(answer, f"{letter}1")  # says what it is instead
    from_zero = f"{letter}0" in answer and f"{letter}{layers}" not in answer
    for layer in range(1, layers + 1):
        key = f"{letter}{layer - from_zero}"
        if key in answer:
            yield Block(key, network, layer, as_array(answer, key))
