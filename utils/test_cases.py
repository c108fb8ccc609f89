"""The fixed inputs that the notebooks use, so that everybody sees the same figures."""

import numpy as np


def gradient_check_n_test_case() -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Return the classic gradient-checking case: three examples through a 4-5-3-1 network.

    Everything is standard normal from numpy's legacy generator with seed 1, drawn in the order
    X, W1, b1, W2, b2, W3, b3: figures published for the classic course come out again.

    Returns
    -------
    X : array (4, 3), one example per column.
    Y : array (3,), the labels 1, 1, 0.
    parameters : dictionary with W1 (5, 4), b1 (5, 1), W2 (3, 5), b2 (3, 1), W3 (1, 3), b3 (1, 1).
    """
    generator = np.random.RandomState(1)  # a generator of its own: the global seed stays untouched
    X = generator.randn(4, 3)
    Y = np.array([1, 1, 0])
    parameters = {}
    for layer, (n_in, n_out) in enumerate([(4, 5), (5, 3), (3, 1)], start=1):
        parameters[f"W{layer}"] = generator.randn(n_out, n_in)
        parameters[f"b{layer}"] = generator.randn(n_out, 1)
    return X, Y, parameters
