"""Points in the plane with labels 0 and 1, for training and for testing."""

import matplotlib.pyplot as plt
import numpy as np

from data_files import read_arrays
from plotting import plot_points

Points = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def load_points(filename: str, train: int, test: int, is_plot: bool) -> Points:
    """Return the points of one file, one example per column.

    Parameters
    ----------
    filename : in ``datasets/``. train, test : how many points there must be of each kind.
    is_plot : whether to draw the training points.

    Returns
    -------
    train_X (2, train), train_Y (1, train), test_X (2, test), test_Y (1, test).

    Raises
    ------
    DataFileError
        If the file is missing or damaged.
    """
    layout = {
        "train_x": ((train, 2), "f"),
        "train_y": ((train,), "iu"),
        "test_x": ((test, 2), "f"),
        "test_y": ((test,), "iu"),
    }
    data = read_arrays(filename, layout)
    train_X, train_Y = data["train_x"].T.copy(), data["train_y"].reshape(1, -1)
    if is_plot:
        plot_points(train_X, train_Y).set_aspect("equal")
        plt.show()
    return train_X, train_Y, data["test_x"].T.copy(), data["test_y"].reshape(1, -1)
