"""Reading what is to be checked: any mistake in it becomes a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

EXACT = 1e-6
"""Ratio up to which a block agrees. Right formulas in float64 are off by 1e-8 at the very most."""
SINGLE = 2e-4
"""The same for a gradient computed in float32, which is off by up to 4e-5 when right."""


@dataclass
class Answer:
    """What a gradient function returned, block by block.

    ``blocks`` are those that can be compared, as float64 arrays of the shape of the parameter;
    ``faults`` has a sentence for each of the others. ``raw`` is all that was returned.
    """

    blocks: dict[str, np.ndarray] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    tolerances: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    raw: Mapping[str, object] = field(default_factory=dict)


def read_parameters(parameters: object) -> tuple[dict[str, np.ndarray], list[str]]:
    """Return parameters as a dictionary of new float64 arrays, and notes on what was converted.

    Parameters
    ----------
    parameters : dictionary of arrays, or a single array, which is then called ``theta``.

    Raises
    ------
    ValueError
        If there are none, or one is not an array of finite real numbers, or is in float16.
    """
    if not isinstance(parameters, Mapping):
        parameters = {"theta": parameters}
    if not parameters:
        raise ValueError("there are no parameters to check: the dictionary is empty")
    read, notes = {}, []
    for name, value in parameters.items():
        if not isinstance(name, str):
            raise ValueError(f"parameters are named by strings such as 'W1', not by {name!r}")
        array = _as_array(value)
        if array is None or array.dtype.kind not in "biuf":
            raise ValueError(f"{name} should be an array of real numbers, not {_kind(value)}")
        if array.dtype == np.float16:
            raise ValueError(f"{name} is in float16, whose 3 digits are too few for a check")
        if not np.isfinite(array).all():
            raise ValueError(f"{name} holds {_count_of_not_finite(array)}; nothing can be measured")
        if array.dtype.kind != "f":
            notes.append(f"{name} held {array.dtype.name} numbers; it was converted to float64.")
        elif array.dtype.itemsize < 8:
            notes.append(f"{name} was in {array.dtype.name}; the check ran in float64.")
        read[name] = np.array(array, float)
    return read, notes


def read_gradients(answer: object, parameters: Mapping[str, np.ndarray]) -> Answer:
    """Sort an answer into blocks that can be compared and faults that can be told.

    Parameters
    ----------
    answer : dictionary with a gradient for each parameter, under its own name or with a ``d``
        before it (``W1`` or ``dW1``); other keys are left alone. Where the only parameter is
        ``theta``, an array will do.
    parameters : as :func:`read_parameters` returned them.
    """
    if not isinstance(answer, Mapping):
        if set(parameters) != {"theta"}:
            kind = "nothing" if answer is None else f"a {type(answer).__name__}"
            fault = f"the gradients should come as a dictionary, not as {kind}"
            return Answer(faults=dict.fromkeys(parameters, fault))
        answer = {"theta": answer}
    # Copies: the function may write its next answer into the same arrays.
    raw = {k: v.copy() if isinstance(v, np.ndarray) else v for k, v in answer.items()}
    result = Answer(raw=raw)
    # Parameters may themselves be called t and dt: one way of naming goes for all.
    own = all(name in answer for name in parameters)
    prefix = "" if own and not all(f"d{name}" in answer for name in parameters) else "d"
    for name, parameter in parameters.items():
        key = prefix + name if prefix + name in answer else name
        if key not in answer:
            close = [k for k in answer if isinstance(k, str) and k.lower() == f"d{name}".lower()]
            hint = f"; did you mean {close[0]!r} to be it?" if close else ""
            result.faults[name] = f"there is no d{name} in the dictionary{hint}"
            continue
        _read_block(result, name, answer[key], parameter.shape)
    known = {name for p in parameters for name in (p, f"d{p}")}
    extra = [str(k) for k in answer if k not in known and not str(k).startswith(("dZ", "dA"))]
    if extra:
        result.notes.append(f"Not parameters, and left alone: {', '.join(sorted(extra))}.")
    return result


def _read_block(result: Answer, name: str, value: object, shape: tuple[int, ...]) -> None:
    array = _as_array(value)
    if array is None or array.dtype.kind not in "biufc":
        result.faults[name] = f"it should be an array of numbers, not {_kind(value)}"
    elif array.dtype.kind == "c" and np.any(array.imag):
        result.faults[name] = "it is complex; a gradient is real"
    elif array.dtype == np.float16:
        result.faults[name] = "it is in float16, whose 3 digits are too few for a check"
    elif array.size == 1 and array.shape != shape and np.prod(shape) == 1:
        _accept(result, name, array.reshape(shape))
    elif array.shape != shape:
        result.faults[name] = _wrong_shape(name, array.shape, shape)
    elif not np.isfinite(array).all():
        result.faults[name] = f"it holds {_count_of_not_finite(array)}"
    else:
        if isinstance(value, list):
            result.notes.append(f"d{name} came as a list; it was read as an array.")
        _accept(result, name, array)


def _accept(result: Answer, name: str, array: np.ndarray) -> None:
    single = array.dtype in (np.float32, np.complex64)
    if single:
        result.notes.append(f"d{name} is in float32: it is compared to {SINGLE:g} only.")
    elif array.dtype.kind in "biu":
        result.notes.append(f"d{name} holds {array.dtype.name} numbers, without decimals.")
    result.blocks[name] = array.real.astype(float)
    result.tolerances[name] = SINGLE if single else EXACT


def _wrong_shape(name: str, given: tuple[int, ...], shape: tuple[int, ...]) -> str:
    words = f"it has the shape {given}, but {name} has {shape}"
    if len(shape) == 2 and shape[1] == 1 and given == shape[:1]:
        return f"{words}: sum with keepdims=True"
    if given == shape[::-1]:
        return f"{words}: it is transposed"
    return words


def _as_array(value: object) -> np.ndarray | None:
    try:
        array = np.asarray(value)
        # Objects may be numbers: a Fraction, an int too large for numpy.
        is_maybe = array.dtype.kind == "O" and not any(item is None for item in array.flat)
        return array.astype(float) if is_maybe else array
    except Exception:  # a ragged list, no numbers at all, or an object that will not be read
        return None


def as_real(value: object) -> np.ndarray | None:
    """Return finite real numbers as an array of floats, and None for anything else."""
    array = _as_array(value)
    if value is None or array is None or array.dtype.kind not in "biuf":
        return None
    return array.astype(float) if np.isfinite(array).all() else None


def _count_of_not_finite(array: np.ndarray) -> str:
    bad = array.size - np.count_nonzero(np.isfinite(array))
    kinds = [("NaN", np.isnan(array).any()), ("infinity", np.isinf(array).any())]
    what = " and ".join(kind for kind, found in kinds if found)
    return f"{what} ({bad} of {array.size} entries)" if array.size > 1 else what


def _kind(value: object) -> str:
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype.name}"
    if isinstance(value, list | tuple):
        return f"a {type(value).__name__} that is not a regular table of numbers"
    return "nothing" if value is None else f"a {type(value).__name__}"
