"""Writing a data file: the same arrays give the same bytes, whenever and wherever they are written.

So `git diff` stays silent when a script is run again. (Compressed bytes may still differ between
versions of zlib; the arrays do not.)
"""

import io
from collections.abc import Mapping
from pathlib import Path

import h5py
import numpy as np

COMPRESS_FROM = 4096
"""Arrays of at least this many bytes are compressed: below it the bookkeeping costs more."""


def write_arrays(path: Path | str, arrays: Mapping[str, np.ndarray]) -> None:
    """Write arrays to an HDF5 file, replacing it if it is there.

    Parameters
    ----------
    path : where the file goes; its folder must exist.
    arrays : name of each dataset, and what goes in; any shape, any type that h5py can store.
        They are written in this order.
    """
    buffer = io.BytesIO()
    # The file format of HDF5 1.6 keeps no times for a group; newer ones do, and would differ.
    with h5py.File(buffer, "w", libver=("earliest", "v110")) as file:
        for name, array in arrays.items():
            array = np.asarray(array)
            large = array.nbytes >= COMPRESS_FROM
            packing = {"compression": "gzip", "compression_opts": 9, "shuffle": True}
            file.create_dataset(name, data=array, track_times=False, **(packing if large else {}))
    # In one go, once all is well: a failure above leaves the old file as it was.
    Path(path).write_bytes(buffer.getvalue())
