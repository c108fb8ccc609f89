"""Reading the data files of an assignment, which lie in the folder ``datasets`` beside this module.

What comes out of :func:`read_arrays` is complete and has the shapes and types that were asked for:
whoever calls it need not look again. Whatever is wrong with a file is told in words for a student.
"""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import h5py
import numpy as np

FOLDER = Path(__file__).parent / "datasets"
"""Where the files are. It is looked up at each call, so a test may point it elsewhere."""

Layout = Mapping[str, tuple[Sequence[int | None], str]]
"""Name of each data set → its shape (None: any size) and the kinds its type may have.

The kinds are letters as in ``numpy.dtype.kind``: ``"f"`` floats, ``"iu"`` integers, ``"SO"`` text.
"""

SIGNATURE = b"\x89HDF\r\n\x1a\n"
"""How every HDF5 file begins."""

KINDS = {
    "b": "booleans",
    "i": "signed integers",
    "u": "unsigned integers",
    "f": "floats",
    "c": "complex numbers",
    "S": "byte strings",
    "O": "byte strings of varying length",
    "V": "records",
}
ADVICE = "Get a fresh copy of the assignment folder, and put your notebook into it."


class DataFileError(OSError):
    """A data file is not there, is damaged, or is not the one that belongs to the assignment.

    It is an :class:`OSError`, like :class:`FileNotFoundError`: the trouble lies outside the code.
    """


def read_arrays(filename: str, layout: Layout) -> dict[str, np.ndarray]:
    """Read arrays from an HDF5 file in :data:`FOLDER`.

    Parameters
    ----------
    filename : name of the file, such as ``"circles.h5"``.
    layout : shape and kinds of each data set, as :data:`Layout` says. The file may hold more than
        these.

    Returns
    -------
    arrays : dictionary with an array for each name in ``layout``, of the type it has in the file.

    Raises
    ------
    DataFileError
        If the file is missing, cannot be read as HDF5, lacks one of the data sets, or has one of
        another shape, of another kind, or with floats that are not finite.
    """
    path = FOLDER / filename
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        trouble = f"is not there; it belongs in the folder {path.parent}"
        raise DataFileError(_words(path, trouble)) from None
    except OSError as error:
        raise DataFileError(_words(path, f"cannot be opened: {error.strerror}")) from None
    if not content:
        raise DataFileError(_words(path, "is empty"))
    if not content.startswith(SIGNATURE):
        trouble = f"is not an HDF5 file, though it has {len(content)} bytes"
        raise DataFileError(_words(path, trouble))
    try:
        # From memory: HDF5 locks a file that it opens itself, which fails on some network drives.
        with h5py.File(io.BytesIO(content), "r") as file:
            return {name: _read(file, path, name, *want) for name, want in layout.items()}
    except DataFileError:
        raise
    # For damage h5py raises whatever comes to hand: OSError, RuntimeError, KeyError, ValueError,
    # MemoryError for a size that was overwritten, ...
    except Exception:
        trouble = f"is damaged: of its {len(content)} bytes, some are missing or wrong"
        raise DataFileError(_words(path, trouble)) from None


def _read(
    file: h5py.File, path: Path, name: str, shape: Sequence[int | None], kinds: str
) -> np.ndarray:
    """Return one data set, once it is known to be what was asked for."""
    found = file.get(name)
    if not isinstance(found, h5py.Dataset):
        names = ", ".join(sorted(file)) or "nothing at all"
        raise DataFileError(_words(path, f"has no data set {name!r}; it holds {names}"))
    # Shape and type come before the numbers, of which there may be far too many to load.
    if not _fits(found.shape, shape):
        what = f"{name!r} should have the shape {_shape(shape)}, not {_shape(found.shape)}"
        raise DataFileError(_words(path, f"is not as it should be: {what}"))
    if found.dtype.kind not in kinds:
        want = " or ".join(KINDS.get(kind, kind) for kind in kinds)
        what = f"{name!r} should hold {want}, not {KINDS.get(found.dtype.kind, found.dtype)}"
        raise DataFileError(_words(path, f"is not as it should be: {what}"))
    array = np.asarray(found[()])
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        bad = array.size - np.count_nonzero(np.isfinite(array))
        what = f"{bad} of the {array.size} numbers in {name!r} are NaN or infinite"
        raise DataFileError(_words(path, f"is not as it should be: {what}"))
    return array


def _fits(found: tuple[int, ...] | None, shape: Sequence[int | None]) -> bool:
    """Tell whether a shape is the one that is wanted; a data set without any data has none."""
    if found is None or len(found) != len(shape):
        return False
    return all(want is None or want == size for want, size in zip(shape, found))


def _shape(shape: Sequence[int | None] | None) -> str:
    """Write a shape as numpy does, with "any" for a size that is left open."""
    if shape is None:
        return "none at all"
    sizes = ["any" if size is None else str(size) for size in shape]
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})"


def _words(path: Path, trouble: str) -> str:
    return f"The data file {path.name} {trouble}. {ADVICE}"
