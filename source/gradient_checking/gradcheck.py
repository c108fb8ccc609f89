"""Numerical gradients that are exact to rounding, compared with given ones block by block.

The classic check in the notebooks takes central differences and one ratio over all parameters.
This one takes complex steps, so there is no epsilon to tune, and judges W1, b1, W2, ... apart, so
that a small wrong block cannot hide behind a large right one.
"""

from collections.abc import Callable, Mapping

import numpy as np

STEP = 1e-30
"""Length of the complex step. It is only ever added to an imaginary part, so nothing is rounded."""


def numerical_gradient(
    cost: Callable[[dict[str, np.ndarray]], complex], parameters: Mapping[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Differentiate a cost by every single parameter, with complex steps.

    For a real-analytic cost, Im J(theta + ih) / h is dJ/dtheta up to h**2, and no two nearby
    numbers are ever subtracted. The cost must carry complex numbers through: numpy arithmetic,
    ``exp``, ``log``, ``@`` and ``np.where`` on real parts do; ``np.abs``, ``float()`` and
    ``astype(float)`` do not.

    Parameters
    ----------
    cost : function of a dictionary like ``parameters`` that returns one number.
    parameters : dictionary of arrays, any names and shapes. It is not changed.

    Returns
    -------
    Dictionary with the same keys; each array has the shape of its parameter.

    Raises
    ------
    ValueError
        If the cost drops the imaginary part, so that no derivative can be read off.

    References
    ----------
    W. Squire and G. Trapp, "Using complex variables to estimate derivatives of real functions",
    SIAM Review 40 (1998), 110-112.
    """
    moved = {name: np.array(value, dtype=complex) for name, value in parameters.items()}
    gradient = {}
    for name, block in moved.items():
        slopes = np.empty(block.shape)
        for index in np.ndindex(block.shape):
            kept = block[index]
            block[index] = kept + 1j * STEP
            value = np.asarray(cost(moved))
            block[index] = kept
            if not np.iscomplexobj(value):
                raise ValueError(
                    "the cost turned a complex number into a real one, so the complex step "
                    f"cannot differentiate it by {name}; look for float(), astype or abs"
                )
            slopes[index] = value.item().imag / STEP
        gradient[name] = slopes
    return gradient


def relative_error(given: np.ndarray, numerical: np.ndarray) -> float:
    """Return ‖given − numerical‖ / (‖given‖ + ‖numerical‖), the classic ratio, for one block.

    Parameters
    ----------
    given, numerical : arrays of one shape.

    Returns
    -------
    A number from 0 (equal) to 1 (opposite, or only one of them zero); 0 if both are zero;
    infinity if either holds a NaN or an infinity, because ``nan > threshold`` would be False.

    Raises
    ------
    ValueError
        If the shapes differ: broadcasting would compare the wrong pairs.
    """
    given, numerical = np.asarray(given), np.asarray(numerical)
    if given.shape != numerical.shape:
        raise ValueError(f"shapes differ: {given.shape} and {numerical.shape}")
    if not (np.isfinite(given).all() and np.isfinite(numerical).all()):
        return float("inf")
    scale = np.linalg.norm(given) + np.linalg.norm(numerical)
    return float(np.linalg.norm(given - numerical) / scale) if scale else 0.0
