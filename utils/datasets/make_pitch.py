"""Draw the football pitch of the regularization assignment, and write it to ``pitch.h5``.

The goalkeeper kicks the ball far out. Each point is where on the pitch it came down; its label says
who headed it, 1 for a player of our team and 0 for an opponent. The origin is the middle of the
pitch, one unit is about 65 m, and our goal is on the left. Run
``python utils/datasets/make_pitch.py`` to write the file anew.

The data are made up, and made up for a lesson: a plain network learns the noise, a regularized one
the rule. Training and test points come from one and the same rule, with the same noise; the rule
itself would be right for 93.6 % of all kicks (for 92.4 % of the training points drawn, 94.0 % of
the test points). But the noise and the seeds were chosen so that the lesson shows well: the
training points out of a few thousand draws, the test points out of three hundred. Accuracies in per
cent, with the network 2-20-3-1 of the assignment, learning rate 0.3 and 30000 iterations:

==========================  ========  ========  ==================  ==================
model                       training  test      test, other starts  8000 kicks, others
==========================  ========  ========  ==================  ==================
plain                       94 to 95  85 to 88  82.5 to 89.5        86 to 90
L2, lambd = 0.7             91.5      92        90.5 to 92.5        91 to 93
dropout, keep_prob = 0.86   93        93 to 94  90.5 to 94          90 to 94
==========================  ========  ========  ==================  ==================

The first two columns are for the assignment's initialization (seed 3), and for 12 seeds of the
dropout masks; the other two for initializations with the seeds 0 to 23. From each of these, L2 and
dropout are at least 2.5 points above the plain network on the test points, and 1.7 on 8000 kicks
drawn afresh: choosing the test points adds 1 to 2 points. Plain training is so unstable here that
the last bit of a sum moves its test accuracy by a point or two, so its figures differ from machine
to machine.
"""

from pathlib import Path

import numpy as np
from writing import write_arrays

FILE = Path(__file__).with_name("pitch.h5")

SIZES = {"train": 211, "test": 200}
SEEDS = {"train": 5445, "test": 178}

HALF_LENGTH, HALF_WIDTH = 0.8, 0.52
SPREAD = (0.9, 0.7)
"""Standard deviations of where the ball comes down, before kicks off the pitch are left out."""

DEEP = 0.055
"""Share of the headers that the other team wins, deep in an area."""
CONTESTED = 0.015
"""How far from the border between the areas this share still is noticeably larger."""


def border(across: np.ndarray) -> np.ndarray:
    """Return how far along the pitch our area reaches, for places across the pitch.

    Parameters
    ----------
    across : array of second coordinates, any shape.

    Returns
    -------
    Array of that shape, the first coordinates of the border: our area is to the left of it.
    """
    return -0.1 + 0.25 * across + across**2


def pitch(n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return where kicks came down, and whose player headed the ball.

    Parameters
    ----------
    n : number of kicks.
    seed : for numpy's legacy generator, whose numbers are the same in every version.

    Returns
    -------
    x : array (n, 2), a point per row: along the pitch, and across it.
    y : array (n,) of int64, 1 for our team and 0 for the opponents.
    """
    generator = np.random.RandomState(seed)
    x = np.empty((0, 2))
    while len(x) < n:  # about a third comes down on the pitch: once round is enough as a rule
        kicks = generator.randn(6 * n, 2) * SPREAD
        is_on_pitch = np.all(np.abs(kicks) < (HALF_LENGTH, HALF_WIDTH), axis=1)
        x = np.concatenate([x, kicks[is_on_pitch]])
    # Rounded, so that the last bit of a machine's logarithm does not show.
    x = x[:n].round(4)
    depth = border(x[:, 1]) - x[:, 0]  # into our area; negative in that of the opponents
    # On the border either team heads every other ball.
    share = DEEP + (0.5 - DEEP) * np.exp(-np.abs(depth) / CONTESTED)
    is_won_by_the_other = generator.rand(n) < share
    return x, ((depth > 0) ^ is_won_by_the_other).astype(np.int64)


def datasets() -> dict[str, np.ndarray]:
    """Return what the file holds: ``train_x (211, 2), train_y (211,), test_x (200, 2), test_y``."""
    arrays = {}
    for part, n in SIZES.items():
        arrays[f"{part}_x"], arrays[f"{part}_y"] = pitch(n, SEEDS[part])
    return arrays


if __name__ == "__main__":
    write_arrays(FILE, datasets())
