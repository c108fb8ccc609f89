"""Plain data on the wire: what may cross between the grader and a student's code, and how.

Numbers, text, None, lists, tuples, dictionaries and numpy arrays of numbers or text: nothing that
can run. The format is msgpack with a few extension types. Whoever receives trusts nothing of what
arrives: lengths, depth, number of items, dtypes and shapes are checked before anything is made of
them. What is sent is brought down to base classes; of anything else only its type's name crosses
(:class:`Opaque`).
"""

import functools
import math
import numbers
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

import msgpack
import numpy as np

ARRAY, ARRAYS, TEXTS, OBJECTS, SCALAR, COMPLEX, BIG_INT, TUPLE, OPAQUE, CALLABLE = range(1, 11)
"""Codes of the extension types."""

DTYPES = frozenset(
    np.dtype(code).str
    for code in ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
)
MAX_FRAME = 64 * 2**20
"""Bytes of a whole message."""
MAX_UNPACKED = 4 * MAX_FRAME
"""Bytes of a message and of all that is wrapped in it: each wrapping is a copy."""
MAX_ITEMS = 300_000
"""Things in lists and dictionaries, in all."""
MAX_DEPTH = 40
"""Of one thing inside another."""
MAX_DIGITS = 2_000
"""Of an integer, in hexadecimal."""


class Malformed(Exception):
    """What arrived is not plain data, or more of it than anybody needs."""


class Opaque:
    """Something that cannot cross; its class has the name that the thing's own class had."""

    def __repr__(self) -> str:
        return f"<a {type(self).__name__}>"


def opaque(name: str) -> Opaque:
    """Return a stand-in for a thing of the class of this name."""
    clean = "".join(c for c in name if c.isidentifier() or c.isdigit())[:60]
    return type(clean or "object", (Opaque,), {})()


def encode(value: Any, refer: Callable[[Callable], int] | None = None) -> bytes:
    """Return a value as bytes.

    Parameters
    ----------
    value : anything; what is not plain data becomes an :class:`Opaque` at the other end.
    refer : gives a callable the number under which the other end may ask for it; without it a
        callable is opaque.

    Raises
    ------
    Malformed
        If it is larger or deeper than may cross.
    """
    sender = _Sender(refer)
    try:
        try:
            frame = sender.pack(_bundled(value, 3))
        except OverflowError:  # msgpack's integers have 64 bits
            frame = sender.pack(sender.without_big_integers(value, 0))
    except (ValueError, RecursionError, MemoryError) as error:
        raise Malformed(f"it cannot be sent: {error}") from None
    if len(frame) > MAX_FRAME:
        raise Malformed(f"it is larger than {MAX_FRAME // 2**20} MB")
    return frame


def decode(frame: bytes, stand_in: Callable[[int], Callable] | None = None) -> Any:
    """Return the value that was encoded.

    Parameters
    ----------
    frame : what arrived, from whomever. stand_in : makes of the number of a callable something
        to call; without it there must be none.

    Raises
    ------
    Malformed
        If it is anything but plain data within the bounds.
    """
    try:
        return _Receiver(stand_in).unpack(frame)
    except Malformed:
        raise
    except Exception as error:  # the format's own complaints are of many kinds
        raise Malformed(f"{type(error).__name__}: {error}") from None


class _Sender:
    """Packs one value."""

    def __init__(self, refer: Callable[[Callable], int] | None) -> None:
        self.refer, self.depth = refer, 0

    def pack(self, value: Any) -> bytes:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ValueError("it is nested too deeply")
        packed = msgpack.packb(
            value, default=self.reduced, strict_types=True, unicode_errors="replace"
        )
        self.depth -= 1
        return packed

    def extended(self, code: int, value: Any) -> msgpack.ExtType:
        return msgpack.ExtType(code, self.pack(value))

    def reduced(self, value: Any) -> Any:
        """Return something simpler in the place of what msgpack does not know."""
        kind = type(value)
        if kind is np.ndarray:
            return self.array(value)
        if kind is tuple:
            return self.extended(TUPLE, list(value))
        if kind is _Bundle:
            return msgpack.ExtType(ARRAYS, value.content)
        if isinstance(value, np.ndarray):
            return self.array(np.asarray(value))
        if isinstance(value, np.generic):
            return self.scalar(value)
        if isinstance(value, complex):
            return self.extended(COMPLEX, [value.real, value.imag])
        for base in (str, bytes, int, float, dict, list):
            if isinstance(value, base):
                return base(value)
        if isinstance(value, tuple):
            return self.extended(TUPLE, list(value))
        if isinstance(value, range) and len(value) <= MAX_ITEMS:
            return list(value)
        if callable(value) and self.refer is not None:
            return self.extended(CALLABLE, self.refer(value))
        if isinstance(value, (Opaque, type)):
            return self.extended(OPAQUE, kind.__name__)
        return self.number(value)

    def number(self, value: Any) -> Any:
        """Return what says that it is a number or an array as one, and the rest as opaque."""
        try:
            if hasattr(type(value), "__array__"):
                return self.array(np.asarray(value))
            if isinstance(value, numbers.Number | Decimal) or hasattr(type(value), "__float__"):
                return float(value)
        except Exception:  # it may be the student's class, and do anything
            pass
        return self.extended(OPAQUE, str(type(value).__name__))

    def array(self, array: np.ndarray) -> msgpack.ExtType:
        kind = array.dtype.kind
        if kind == "O":
            return self.extended(OBJECTS, [list(array.shape), array.ravel().tolist()])
        if kind in "US":
            return self.extended(TEXTS, [list(array.shape), array.astype(str).ravel().tolist()])
        if kind in "fc" and array.dtype.str not in DTYPES:  # long doubles, or the other byte order
            array = array.astype(float if kind == "f" else complex)
        elif kind in "iu" and array.dtype.str not in DTYPES:
            array = array.astype(array.dtype.newbyteorder("="))
        if array.dtype.str not in DTYPES:
            return self.extended(OPAQUE, f"{array.dtype.name}_array")
        flags = array.flags
        order = "F" if flags.f_contiguous and not flags.c_contiguous else "C"
        head = _head(array.dtype.str, array.shape, order)
        return msgpack.ExtType(ARRAY, head + array.tobytes(order))

    def scalar(self, value: np.generic) -> Any:
        if isinstance(value, np.str_ | np.bytes_):
            return str(value)
        if isinstance(value, np.longdouble):
            return float(value)
        if isinstance(value, np.clongdouble):
            return self.extended(COMPLEX, [float(value.real), float(value.imag)])
        array = np.asarray(value)
        if array.dtype.str not in DTYPES:
            return self.extended(OPAQUE, type(value).__name__)
        return self.extended(SCALAR, [array.dtype.str, array.tobytes()])

    def without_big_integers(self, value: Any, depth: int) -> Any:
        """Return a copy in which integers beyond 64 bits are extensions."""
        if depth > MAX_DEPTH:
            raise ValueError("it is nested too deeply")
        if isinstance(value, int) and not -(2**63) <= value < 2**64:
            digits = format(int(value), "x")
            if len(digits) > MAX_DIGITS:
                return float("inf") if value > 0 else float("-inf")
            return self.extended(BIG_INT, digits)
        if isinstance(value, dict):
            return {
                self.without_big_integers(k, depth + 1): self.without_big_integers(v, depth + 1)
                for k, v in value.items()
            }
        if isinstance(value, list | tuple):
            items = [self.without_big_integers(item, depth + 1) for item in value]
            return items if isinstance(value, list) else tuple(items)
        if isinstance(value, np.ndarray) and value.dtype.kind == "O":
            items = self.without_big_integers(value.ravel().tolist(), depth + 1)
            return self.extended(OBJECTS, [list(value.shape), items])
        return value


class _Receiver:
    """Unpacks one value, and counts what is in it."""

    def __init__(self, stand_in: Callable[[int], Callable] | None) -> None:
        self.stand_in, self.items, self.depth = stand_in, 0, 0
        self.room = MAX_UNPACKED

    def unpack(self, frame: bytes) -> Any:
        self.depth += 1
        self.room -= len(frame)
        if len(frame) > MAX_FRAME or self.depth > MAX_DEPTH or self.room < 0:
            raise Malformed("it is too large or nested too deeply")
        value = msgpack.unpackb(
            frame,
            ext_hook=self.extension,
            list_hook=self.counted,
            object_pairs_hook=self.dictionary,
            strict_map_key=False,
            unicode_errors="replace",
            max_array_len=MAX_ITEMS,
            max_map_len=MAX_ITEMS // 10,
        )
        self.depth -= 1
        return value

    def counted(self, items: list) -> list:
        self.items += len(items) + 1
        if self.items > MAX_ITEMS:
            raise Malformed(f"there are more than {MAX_ITEMS} things in it")
        return items

    def dictionary(self, pairs: Any) -> dict:
        return dict(self.counted(list(pairs)))

    def extension(self, code: int, data: bytes) -> Any:
        if code == ARRAY:
            self.counted([])
            start = 2 + int.from_bytes(data[:2])
            dtype, shape, order = _read_head(data[2:start])
            flat = (
                np.frombuffer(data, dtype, offset=start) if math.prod(shape) else np.empty(0, dtype)
            )
            if flat.size != math.prod(shape):
                raise Malformed("an array does not have as many bytes as its shape says")
            return flat.reshape(shape, order=order).copy(order="K")
        if code == ARRAYS:
            return _unbundled(data, self.counted)
        value = self.unpack(data)
        if code == SCALAR:
            dtype, content = value
            if dtype not in DTYPES:
                raise Malformed("such numbers may not cross")
            (number,) = np.frombuffer(content, dtype)
            return number
        if code in (TEXTS, OBJECTS):
            shape, items = value
            return self.items_array(shape, items, str if code == TEXTS else object)
        if code == COMPLEX:
            real, imaginary = value
            return complex(float(real), float(imaginary))
        if code == BIG_INT and isinstance(value, str) and len(value) <= MAX_DIGITS + 1:
            return int(value, 16)
        if code == TUPLE and isinstance(value, list):
            return tuple(value)
        if code == OPAQUE and isinstance(value, str):
            return opaque(value)
        if code == CALLABLE and self.stand_in is not None:
            return self.stand_in(int(value))
        raise Malformed(f"there is no extension {code}")

    def items_array(self, shape: list[int], items: list, dtype: type) -> np.ndarray:
        array = np.empty(len(items), object)
        array[:] = items
        if dtype is str and len(items) * max(map(len, items), default=0) > MAX_FRAME // 4:
            # numpy gives each text as much room as the longest takes.
            raise Malformed("its texts take too much room")
        return (array if dtype is object else array.astype(str)).reshape(_as_shape(shape))


class _Bundle(NamedTuple):
    """Several arrays that go as one."""

    content: bytes


FLOAT = np.dtype(float)
KINDS = ("dict", "list", "tuple")


def _bundled(value: Any, depth: int) -> Any:
    """Return a value in which dictionaries, lists and tuples of arrays are bundles.

    Parameters and caches of a network are such, and one by one their arrays take several times as
    long. Only the outer containers are looked into.
    """
    kind = type(value)
    if depth == 0 or kind not in (dict, list, tuple) or not value:
        return value
    items = list(value.values()) if kind is dict else value
    if len(items) > 1 and all(
        type(item) is np.ndarray and item.dtype is FLOAT and item.flags.c_contiguous
        for item in items
    ):
        keys = tuple(value) if kind is dict else ()
        if all(type(key) is str for key in keys):
            head = _bundle_head(kind.__name__, keys, tuple([item.shape for item in items]))
            return _Bundle(b"".join([head, *[item.tobytes() for item in items]]))
    if kind is dict:
        return {key: _bundled(item, depth - 1) for key, item in value.items()}
    return kind([_bundled(item, depth - 1) for item in items])


@functools.lru_cache(maxsize=256)
def _bundle_head(kind: str, keys: tuple[str, ...], shapes: tuple[tuple[int, ...], ...]) -> bytes:
    head = msgpack.packb([kind, keys, shapes], unicode_errors="replace")
    return len(head).to_bytes(4) + head


def _unbundled(data: bytes, counted: Callable[[list], list]) -> dict | list | tuple:
    start = 4 + int.from_bytes(data[:4])
    kind, keys, shapes, sizes = _read_bundle_head(data[4:start])
    numbers = np.frombuffer(data, FLOAT, offset=start).copy() if sum(sizes) else np.empty(0)
    if numbers.size != sum(sizes):
        raise Malformed("arrays do not have as many bytes as their shapes say")
    arrays, end = [], 0
    for shape, size in zip(shapes, sizes):
        arrays.append(numbers[end : end + size].reshape(shape))
        end += size
    counted(arrays)
    if kind == "dict":
        return dict(zip(keys, arrays))
    return tuple(arrays) if kind == "tuple" else arrays


@functools.lru_cache(maxsize=256)
def _read_bundle_head(head: bytes) -> tuple:
    kind, keys, shapes = msgpack.unpackb(head, unicode_errors="replace")
    shapes = [_as_shape(shape) for shape in shapes]
    if kind not in KINDS or len(keys) != (len(shapes) if kind == "dict" else 0):
        raise Malformed("that is no bundle of arrays")
    if not all(type(key) is str for key in keys):
        raise Malformed("arrays in a bundle go by names")
    return kind, keys, shapes, [math.prod(shape) for shape in shapes]


@functools.lru_cache(maxsize=256)
def _head(dtype: str, shape: tuple[int, ...], order: str) -> bytes:
    """Return what stands before the numbers of an array, with its length in two bytes."""
    head = msgpack.packb([dtype, shape, order])
    return len(head).to_bytes(2) + head


@functools.lru_cache(maxsize=256)
def _read_head(head: bytes) -> tuple[np.dtype, tuple[int, ...], str]:
    dtype, shape, order = msgpack.unpackb(head)
    if dtype not in DTYPES or order not in ("C", "F"):
        raise Malformed(f"arrays of {dtype!r:.20} may not cross")
    return np.dtype(dtype), _as_shape(shape), order


def _as_shape(shape: list[int]) -> tuple[int, ...]:
    if len(shape) > 32 or not all(type(n) is int and 0 <= n <= MAX_FRAME for n in shape):
        raise Malformed("that is no shape of an array")
    # An empty array may be long in other directions, and a sum over it full of zeros.
    if math.prod(max(n, 1) for n in shape) > MAX_FRAME:
        raise Malformed("that is the shape of too large an array")
    return tuple(shape)
