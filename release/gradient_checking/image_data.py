"""The pictures of the "cat or not" data set: loading them, and turning them into columns.

The files ``train_catvnoncat.h5`` and ``test_catvnoncat.h5`` in the folder ``datasets`` hold
pictures that ``datasets/make_images.py`` drew. The well-known files of these names have the same
layout: put in their place, they are read just as well.
"""

import numpy as np

from data_files import ADVICE, DataFileError, read_arrays

PICTURE = (64, 64, 3)
"""Height, width and colours (red, green, blue) of a picture."""

CatData = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def load_cat_dataset() -> CatData:
    """Return the pictures and their labels, for training and for testing.

    Returns
    -------
    train_x_orig : array (209, 64, 64, 3) of uint8: picture, row, column, colour.
    train_y : array (1, 209) of integers, 1 for a cat and 0 for anything else.
    test_x_orig : array (50, 64, 64, 3) of uint8.
    test_y : array (1, 50) of integers.
    classes : array (2,) of byte strings; ``classes[1].decode()`` is the name of label 1, "cat".

    Raises
    ------
    DataFileError
        If a file is missing or damaged, or its labels are not 0 or 1, one for each picture.

    Notes
    -----
    The sizes are those of the files that come with the course, and of the well-known ones. Other
    files may have any number of pictures.
    """
    train_x_orig, train_y, classes = _load("train")
    test_x_orig, test_y, _ = _load("test")
    return train_x_orig, train_y, test_x_orig, test_y, classes


def flatten_images(images: np.ndarray) -> np.ndarray:
    """Return one column per picture, each number brought from 0–255 to 0–1.

    A column runs through the rows of its picture from the top, through each row from the left, and
    for each pixel through red, green and blue: ``images.reshape(m, -1).T / 255``.

    Parameters
    ----------
    images : array (m, 64, 64, 3) of uint8, as :func:`load_cat_dataset` gives it.

    Returns
    -------
    array (12288, m) of floats in [0, 1].

    Raises
    ------
    ValueError
        If ``images`` has another shape or another type.
    """
    images = np.asarray(images)
    if images.ndim != 4 or images.shape[1:] != PICTURE or len(images) == 0:
        hint = "; for a single picture, pass picture[np.newaxis]" if images.shape == PICTURE else ""
        raise ValueError(f"images must have the shape (m, 64, 64, 3), not {images.shape}{hint}")
    if images.dtype != np.uint8:
        raise ValueError(
            f"images must be of type uint8, with numbers from 0 to 255, not {images.dtype}"
        )
    return images.reshape(len(images), -1).T / 255


def _load(part: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return pictures (m, 64, 64, 3), labels (1, m) and names of classes (2,) of one file."""
    filename = f"{part}_catvnoncat.h5"
    layout = {
        f"{part}_set_x": ((None, *PICTURE), "u"),
        f"{part}_set_y": ((None,), "iu"),
        "list_classes": ((2,), "SO"),
    }
    data = read_arrays(filename, layout)
    images, labels = data[f"{part}_set_x"], data[f"{part}_set_y"]
    trouble = _trouble(images, labels)
    if trouble:
        raise DataFileError(f"The data file {filename} is not as it should be: {trouble}. {ADVICE}")
    # As signed integers: unsigned, a label of 0 minus a prediction of 1 would come to 255.
    return images, labels.astype(np.int64).reshape(1, -1), data["list_classes"].astype("S")


def _trouble(images: np.ndarray, labels: np.ndarray) -> str:
    """Say what is wrong with the numbers of a file; an empty string if nothing is."""
    if images.dtype != np.uint8:
        return f"its pictures should be of type uint8, not {images.dtype}"
    if len(images) == 0:
        return "it has no pictures"
    if len(labels) != len(images):
        return f"it has {len(images)} pictures, but {len(labels)} labels"
    strange = labels[(labels != 0) & (labels != 1)]
    if len(strange):
        return f"its labels should be 0 or 1, but {len(strange)} are not, such as {strange[0]}"
    return ""
