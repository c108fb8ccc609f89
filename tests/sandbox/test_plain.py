"""Plain data crosses unchanged, everything else only by name, and nothing malformed gets in."""

from decimal import Decimal
from fractions import Fraction

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.sandbox.worker import plain
from autograder.sandbox.worker.plain import Malformed, Opaque, decode, encode

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.binary()
)
dtypes = st.sampled_from(sorted(plain.DTYPES))
arrays_of_numbers = arrays.arrays(dtypes, arrays.array_shapes(min_dims=0, min_side=0, max_side=4))
values = st.recursive(
    scalars | arrays_of_numbers,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text("abc") | st.integers(0, 9), inner, max_size=4)
    ),
    max_leaves=10,
)


def same(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    return repr(a) == repr(b)


@given(values)
def test_plain_data_arrive_as_they_were(value):
    assert same(decode(encode(value)), value)


@given(values)
def test_what_arrived_is_sent_on_as_the_same_bytes(value):
    frame = encode(value)

    assert encode(decode(frame)) == frame


class LyingFloat(float):
    def __eq__(self, other):
        return True

    __hash__ = None


class LyingArray(np.ndarray):
    def __eq__(self, other):
        return np.True_


class LyingDict(dict):
    def __getitem__(self, key):
        return 42

    def items(self):
        return [("a", 1)]


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (LyingFloat(1.5), 1.5),
        (np.arange(3.0).view(LyingArray), np.arange(3.0)),
        (np.ma.array([1.0, 2.0], mask=[0, 1]), np.array([1.0, 2.0])),
        (np.matrix([[1, 2]]), np.array([[1, 2]])),
        (type("Named", (tuple,), {})([1, 2]), (1, 2)),
        (np.longdouble(1.5), 1.5),
        (Fraction(1, 4), 0.25),
        (Decimal("0.5"), 0.5),
        (range(3), [0, 1, 2]),
        (np.array([1, 2], ">i4"), np.array([1, 2], "i4")),
        (type("Number", (), {"__float__": lambda self: 2.5})(), 2.5),
        (type("Array", (), {"__array__": lambda *_, **__: np.ones(2)})(), np.ones(2)),
    ],
)
def test_subclasses_and_the_like_arrive_as_what_they_are_made_of(value, arrives):
    assert same(decode(encode(value)), arrives)


@pytest.mark.parametrize(
    "value",
    [{1, 2}, len, object(), iter([]), (x for x in []), int, np.datetime64("2020"), "x".join],
)
def test_of_anything_else_only_the_name_of_its_class_arrives(value):
    arrived = decode(encode([value]))[0]

    assert isinstance(arrived, Opaque)
    assert type(arrived).__name__ == type(value).__name__


def test_the_order_of_an_array_in_memory_arrives_too():
    arrived = decode(encode(np.asfortranarray(np.arange(6.0).reshape(2, 3))))

    assert arrived.flags.f_contiguous and not arrived.flags.c_contiguous
    assert arrived.flags.writeable


def test_a_callable_crosses_as_a_number_if_it_may():
    frame = encode([len, 3], refer=lambda function: 7)

    assert decode(frame, stand_in=lambda number: number * 10) == [70, 3]
    with pytest.raises(Malformed):
        decode(frame)


def test_a_list_in_itself_is_refused_by_the_sender():
    cycle = []
    cycle.append(cycle)

    with pytest.raises(Malformed):
        encode(cycle)


def extension(code, *parts):
    return msgpack.packb(msgpack.ExtType(code, msgpack.packb(list(parts))))


def array_frame(dtype, shape, order="C", content=b""):
    head = msgpack.packb([dtype, shape, order])
    return msgpack.packb(msgpack.ExtType(plain.ARRAY, len(head).to_bytes(2) + head + content))


def nested(depth):
    frame = msgpack.packb([])
    for _ in range(depth):
        frame = msgpack.packb(msgpack.ExtType(plain.TUPLE, frame if frame else msgpack.packb([0])))
    return frame


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"\xc1",
        b"\xdd\xff\xff\xff\xff",
        b"\xdb\xff\xff\xff\xff",
        msgpack.packb(1) * 2,
        b"\x91" * 5_000,
        b"\xdd\x00\x0f\x00\x00" + b"\x90" * 983_040,
        nested(60),
        array_frame("O", [1], content=b"\0" * 8),
        array_frame("<f8", [2], content=b"\0" * 8),
        array_frame("<f8", [-1], content=b"\0" * 8),
        array_frame("<f8", [2**40, 2**40]),
        array_frame("<f8", [1] * 40, content=b"\0" * 8),
        array_frame("<f8", [True], content=b"\0" * 8),
        array_frame("<f8", [1], "K", b"\0" * 8),
        array_frame("V8", [1], content=b"\0" * 8),
        array_frame("<M8[s]", [1], content=b"\0" * 8),
        extension(plain.SCALAR, "O", b"\0" * 8),
        extension(plain.SCALAR, "<f8", b"\0" * 16),
        extension(plain.OBJECTS, [3], [1, 2]),
        extension(plain.COMPLEX, "a", "b"),
        extension(plain.CALLABLE, 1),
        extension(99, 1),
        msgpack.packb(msgpack.ExtType(plain.BIG_INT, msgpack.packb("f" * 10_000))),
        msgpack.packb(msgpack.ExtType(plain.ARRAY, b"\xff\xff")),
        msgpack.packb({1: 2})[:-1],
    ],
)
def test_what_is_malformed_or_too_much_is_refused(frame):
    with pytest.raises(Malformed):
        decode(frame)


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_whatever_bytes_arrive_they_are_plain_data_or_refused(frame):
    try:
        value = decode(frame)
    except Malformed:
        return
    encode(value)
