"""Random calls of the initialization notebook's functions, to tell whether a change matters."""

import numpy as np

from autograder.variants.calls import Call, Draw


def layers_dims(rng: np.random.Generator) -> list[int] | tuple[int, ...] | np.ndarray:
    """Draw layer sizes, one layer to eleven: as a list, a tuple or an array.

    Parameters
    ----------
    rng : where the numbers come from.
    """
    layers = int(rng.choice([1, 2, 3, 4, 5, 11]))
    sizes = rng.integers(1, 7, layers + 1)
    if rng.random() < 0.2:
        sizes[:] = sizes[0]  # square matrices
    return [sizes.tolist(), tuple(sizes.tolist()), sizes][rng.integers(3)]


def _call(rng: np.random.Generator) -> Call:
    return Call((layers_dims(rng),))


INPUTS: dict[str, Draw] = {
    "initialize_parameters_zeros": _call,
    "initialize_parameters_random": _call,
    "initialize_parameters_he": _call,
}
"""For each graded item, what draws a call. Whoever draws other numbers does something else here."""
