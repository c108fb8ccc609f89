"""Draw the pictures of the "cat or not" data set, and write them to its two files.

The files have the names and the layout of the well-known ones: ``train_catvnoncat.h5`` with 209
pictures, 72 of them cats, and ``test_catvnoncat.h5`` with 50, 33 of them cats. The pictures are our
own. They depend on nothing but the numbers in this script: each has a generator of its own, seeded
with its set and its place in it. Run from anywhere::

    python utils/datasets/make_images.py
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from animals import ANIMALS
from cats import draw_cat
from drawing import Canvas
from scenery import BACKDROPS, OUTDOORS, developed
from things import OUTDOOR_THINGS, THINGS
from views import VIEWS
from writing import write_arrays

FOLDER = Path(__file__).resolve().parent

SETS = {"train": (209, 72, 2024), "test": (50, 33, 2025)}
"""For each set: how many pictures, how many of them cats, and the seed."""

Subject = Callable[[Canvas, np.random.Generator], None]
"""What draws one thing, in the frame of the canvas that it is given."""

CLASSES = np.array([b"non-cat", b"cat"])

# Animals come twice as often as each other thing: to tell them from cats takes more than a blob.
OTHERS = ANIMALS + ANIMALS + THINGS + VIEWS


def labels(name: str) -> np.ndarray:
    """Return the labels of a set in order, shuffled: array (m,) of int64, 1 for a cat."""
    count, cats, seed = SETS[name]
    marks = np.zeros(count, dtype=np.int64)
    marks[:cats] = 1
    return np.random.default_rng(seed).permutation(marks)


def draw(name: str, indices: Sequence[int] | None = None) -> np.ndarray:
    """Return the pictures of a set.

    Parameters
    ----------
    name : ``"train"`` or ``"test"``.
    indices : which pictures; all of them unless told.

    Returns
    -------
    array (number of pictures, 64, 64, 3) of uint8.
    """
    seed, marks = SETS[name][2], labels(name)
    # The n-th picture without a cat shows the n-th of the others, around and around.
    order = np.random.default_rng([seed, 1]).permutation(len(OTHERS))
    turns = np.cumsum(marks == 0) - 1
    pictures = []
    for index in range(len(marks)) if indices is None else indices:
        rng = np.random.default_rng([seed, 2, index])
        other = OTHERS[order[turns[index] % len(OTHERS)]]
        pictures.append(_picture(draw_cat if marks[index] else other, rng))
    return np.stack(pictures)


def _picture(subject: Subject, rng: np.random.Generator) -> np.ndarray:
    """Return one picture (64, 64, 3) of what a function such as ``draw_cat`` draws."""
    canvas = Canvas.blank()
    if subject in VIEWS:
        subject(canvas, rng)
        return developed(canvas, rng)
    backdrops = OUTDOORS if subject in OUTDOOR_THINGS else BACKDROPS
    backdrops[rng.integers(len(backdrops))](canvas, rng)
    x, y = rng.uniform(-0.1, 0.1, 2)
    size, mirror = rng.uniform(0.9, 1.1), rng.choice([-1, 1])
    light = (rng.uniform(-0.3, 0.3), rng.uniform(-0.3, 0.1))
    frame = canvas.placed(x, y, (mirror * size, size), rng.uniform(-0.12, 0.12), light)
    subject(frame, rng)
    return developed(canvas, rng)


def main() -> None:
    """Write both files next to this script, and say how large they became."""
    for name in SETS:
        path = FOLDER / f"{name}_catvnoncat.h5"
        arrays = {
            f"{name}_set_x": draw(name),
            f"{name}_set_y": labels(name),
            "list_classes": CLASSES,
        }
        write_arrays(path, arrays)
        print(f"{path.name}: {len(labels(name))} pictures, {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
