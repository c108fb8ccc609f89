"""Draw the two rings of the initialization assignment, and write them to ``circles.h5``.

The points are those that the classic course drew with scikit-learn's ``make_circles``, in the same
order, so that its published figures come out again; students need not install scikit-learn.
Run ``python utils/datasets/make_circles.py`` to write the file anew.
"""

from pathlib import Path

import numpy as np
from writing import write_arrays

FILE = Path(__file__).with_name("circles.h5")

SIZES = {"train": 300, "test": 100}
SEEDS = {"train": 1, "test": 2}
NOISE = 0.05


def circles(n: int, noise: float, seed: int, factor: float = 0.8) -> tuple[np.ndarray, np.ndarray]:
    """Return points on two rings around the origin, each moved a little.

    Parameters
    ----------
    n : number of points; half of them (rounded down) on the outer ring, of radius 1.
    noise : standard deviation of the normal noise on each coordinate.
    seed : for numpy's legacy generator, whose numbers are the same in every version.
    factor : radius of the inner ring.

    Returns
    -------
    x : array (n, 2), a point per row.
    y : array (n,) of int64, 0 on the outer ring and 1 on the inner one.
    """
    n_outer = n // 2
    rings = [_ring(n_outer, 1.0), _ring(n - n_outer, factor)]
    x, y = np.concatenate(rings), np.repeat([0, 1], [n_outer, n - n_outer])
    # To get scikit-learn's points the numbers must be drawn in its order: first an order of the
    # points, then the noise of the points in that order.
    generator = np.random.RandomState(seed)
    order = generator.permutation(n)
    return x[order] + generator.normal(scale=noise, size=(n, 2)), y[order].astype(np.int64)


def datasets() -> dict[str, np.ndarray]:
    """Return what the file holds: ``train_x (300, 2), train_y (300,), test_x (100, 2), test_y``."""
    arrays = {}
    for part, n in SIZES.items():
        arrays[f"{part}_x"], arrays[f"{part}_y"] = circles(n, NOISE, SEEDS[part])
    return arrays


def _ring(n: int, radius: float) -> np.ndarray:
    """Return n points, spread evenly over a circle: array (n, 2)."""
    angle = np.linspace(0, 2 * np.pi, n, endpoint=False)
    return radius * np.column_stack([np.cos(angle), np.sin(angle)])


if __name__ == "__main__":
    write_arrays(FILE, datasets())
