"""Slopes of a cost, measured: by complex steps where they work, by differences where they do not.

A cost is any function of a dictionary of arrays, ``{"W1": (n1, n0), "b1": (n1, 1), ...}``, that
returns one number. A *direction* is a dictionary with some of the same keys and shapes: the slope
along it is how fast the cost grows when the parameters move that way.
"""

import functools
import math
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np

from progress import progress

Parameters = Mapping[str, np.ndarray]
Cost = Callable[[dict[str, np.ndarray]], complex]

STEP = 1e-30
"""Length of the complex step. It is only ever added to an imaginary part, so nothing is rounded."""
REAL_STEPS = (1e-3, 1e-4, 1e-5, 1e-2)
"""Lengths of real steps, in multiples of a direction about as long as the parameters; the usual
best one first. Each is tried with one a tenth as long."""
EPS = np.finfo(float).eps


class NotComplexSafe(ValueError):
    """The cost does not carry complex numbers through, so complex steps cannot measure it."""


class Slope(NamedTuple):
    """A measured slope, and by how much it may be off (infinity: it cannot be told)."""

    value: float
    error: float


def number(value: object) -> complex:
    """Return what a cost returned as one number, real or complex.

    Raises
    ------
    ValueError
        If it is not one number.
    """
    array = np.asarray(value)
    if array.size != 1 or array.dtype.kind not in "biufc":
        raise ValueError(
            "the cost should return one number, not "
            + (f"an array of shape {array.shape}" if array.size != 1 else repr(value))
        )
    return array.item()


@contextmanager
def quiet_numpy() -> Iterator[None]:
    """Silence numpy's warnings, but make it an error to drop an imaginary part."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", np.exceptions.ComplexWarning)
        yield


def complex_slope(cost: Cost, parameters: Parameters, direction: Parameters) -> float:
    """Return the slope of a cost along a direction, by one complex step.

    For a real-analytic cost, Im J(theta + ihv) / h is the slope along v up to h**2, and no two
    nearby numbers are ever subtracted. The cost must carry complex numbers through: numpy
    arithmetic, ``exp``, ``log``, ``tanh``, ``@``, ``np.maximum(0, Z)`` and ``np.where`` on real
    parts do; ``np.abs``, ``np.linalg.norm``, ``float()`` and ``astype(float)`` do not, and the
    first two of these without a word (see :func:`gradcheck.check_gradients`, which notices).

    Parameters
    ----------
    cost : function of a dictionary like ``parameters`` that returns one number.
    parameters : dictionary of arrays of floats. They are not changed.
    direction : dictionary of arrays, for the parameters that move.

    Raises
    ------
    NotComplexSafe
        If the cost fails on complex numbers or returns a real one. Run it inside
        :func:`quiet_numpy`, so that a dropped imaginary part is an error too.

    References
    ----------
    W. Squire and G. Trapp, "Using complex variables to estimate derivatives of real functions",
    SIAM Review 40 (1998), 110-112.
    """
    moved = dict(parameters)
    for name, velocity in direction.items():
        moved[name] = np.empty(velocity.shape, complex)
        moved[name].real = parameters[name]
        np.multiply(velocity, STEP, out=moved[name].imag)
    return complex_cost(cost, moved, ", ".join(direction)).imag / STEP


def complex_cost(cost: Cost, moved: dict[str, np.ndarray], names: str) -> complex:
    """Return the cost of parameters some of which are complex; ``names`` says which, in words.

    Raises
    ------
    NotComplexSafe
        As :func:`complex_slope`.
    """
    try:
        value = np.asarray(cost(dict(moved)))  # the cost may put other arrays in its dictionary
    except Exception as error:  # whatever it is, it did not happen on real numbers
        raise NotComplexSafe(f"on complex numbers the cost raised {error!r:.150}") from error
    if not np.iscomplexobj(value):
        raise NotComplexSafe(
            "the cost turned a complex number into a real one, so the complex step cannot "
            f"differentiate it by {names}; look for float(), astype or abs"
        )
    return number(value)


def real_slope(
    cost: Cost,
    parameters: Parameters,
    direction: Parameters,
    enough: float = 0.0,
    here: float | None = None,
) -> Slope:
    """Return the slope of a cost along a direction by central differences, with an error bound.

    Each step is compared with one ten times as short. Three things can be wrong with it, and the
    bound adds them up: curvature (the two differences disagree), rounding (of the cost, divided by
    the step), and a kink inside the step (the second difference does not shrink with the step
    squared, as that of a smooth cost does). Steps are never extrapolated: the longer ones of
    Richardson's or Ridders' scheme straddle the kinks of ReLU.

    Parameters
    ----------
    cost, parameters : as for :func:`complex_slope`.
    direction : dictionary of arrays, about as long as the parameters that move.
    enough : no further steps are tried once the bound is below this.
    here : the cost of the parameters, if it is known already.
    """
    here = number(cost(dict(parameters))).real if here is None else here
    best, rounding = Slope(np.nan, np.inf), 4 * EPS * abs(here)

    @functools.cache
    def differences(step: float) -> tuple[float, float]:
        up, down = costs_beside(cost, parameters, direction, step)
        return (up - down) / (2 * step), up - 2 * here + down

    for step in REAL_STEPS:
        (slope, bend), (shorter, bend_shorter) = differences(step), differences(step / 10)
        # The bends are rounded too, so much of their disagreement says nothing. A kink that this
        # hides is a ninth as large: it lies within the shorter step.
        kink = max(abs(bend - 100 * bend_shorter) / 2 - 100 * rounding, 0) / step
        # The shorter step is off by a hundredth of the longer one, or by a tenth beside a kink.
        error = 1.2 * (abs(slope - shorter) + kink) + 12 * rounding / step
        if here == slope == bend == 0:
            error = np.inf  # a cost that stays exactly 0 has underflowed: it tells nothing
        if error < best.error:
            best = Slope(slope, error)
        if best.error <= enough:
            break
    return best


def costs_beside(
    cost: Cost, parameters: Parameters, direction: Parameters, step: float
) -> list[float]:
    """Return the costs of the parameters a step forwards and a step backwards.

    NaN where the cost fails: the step may have left the domain of a logarithm, say.
    """
    beside = []
    for t in (step, -step):
        moved = {name: parameters[name] + t * v for name, v in direction.items()}
        try:
            beside.append(number(cost({**parameters, **moved})).real)
        except Exception:
            beside.append(np.nan)
    return beside


def numerical_gradient(
    cost: Cost, parameters: Parameters, blocks: Iterable[str] | None = None
) -> dict[str, np.ndarray]:
    """Differentiate a cost by every single parameter: exact to rounding, one call for each.

    By complex steps; by central differences with an error bound where the cost does not carry
    complex numbers through at all. (One that drops them silently is not noticed here, but is by
    :func:`gradcheck.check_gradients`.) A cost with a method ``numerical_gradient(parameters,
    blocks)`` of its own, like :class:`chain.Chain`, is asked for it: it knows a shorter way.

    Parameters
    ----------
    cost : function of a dictionary like ``parameters`` that returns one number.
    parameters : dictionary of arrays, any names and shapes. It is not changed.
    blocks : names of the parameters to differentiate by; all of them unless told.

    Returns
    -------
    Dictionary with these names; each array has the shape of its parameter.
    """
    parameters = {name: np.asarray(value, float) for name, value in parameters.items()}
    blocks = list(parameters if blocks is None else blocks)
    with quiet_numpy():
        if hasattr(cost, "numerical_gradient"):
            return cost.numerical_gradient(parameters, blocks)
        try:
            return _by_entries(_complex_slopes, cost, parameters, blocks)
        except NotComplexSafe:
            cost(dict(parameters))  # a cost that fails on real numbers too says why itself
            return _by_entries(_real_slopes, cost, parameters, blocks)


def size_of(block: np.ndarray, parameters: Parameters) -> float:
    """Return how large the entries of a block are, typically (1 if all parameters are zero).

    A block of zeros, such as biases before training, is taken to be a tenth of the others.
    """
    largest = np.abs(block).max(initial=0)
    if largest > 1e-150:  # or a step in proportion would underflow
        return float(largest * np.sqrt(np.mean(np.square(block / largest))))
    others = np.concatenate([np.ravel(b) for b in parameters.values()])
    largest = np.abs(others).max(initial=0)
    return float(0.1 * largest * np.sqrt(np.mean(np.square(others / (largest or 1))))) or 1.0


def _by_entries(
    measure: Callable, cost: Cost, parameters: Parameters, blocks: list[str]
) -> dict[str, np.ndarray]:
    gradient = {name: np.empty(parameters[name].shape) for name in blocks}
    total = sum(block.size for block in gradient.values())
    slopes = (each for name in blocks for each in measure(cost, parameters, name))
    for name, index, slope in progress(slopes, "differentiating", total):
        gradient[name][index] = slope
    return gradient


def _complex_slopes(cost: Cost, parameters: Parameters, name: str) -> Iterator[tuple]:
    """Yield the name, an index and the slope for each entry; one copy of the block serves all."""
    block = parameters[name].astype(complex)
    moved = {**parameters, name: block}
    for index in np.ndindex(block.shape):
        kept = block[index]
        block[index] = kept + 1j * STEP
        value = complex_cost(cost, moved, name)
        block[index] = kept
        yield name, index, value.imag / STEP


def _real_slopes(cost: Cost, parameters: Parameters, name: str) -> Iterator[tuple]:
    size = size_of(parameters[name], parameters)
    for index in np.ndindex(parameters[name].shape):
        direction = np.zeros(parameters[name].shape)
        direction[index] = size
        yield name, index, real_slope(cost, parameters, {name: direction}).value / size


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
    given, numerical = np.multiply(given, 1.0), np.multiply(numerical, 1.0)
    if given.shape != numerical.shape:
        raise ValueError(f"shapes differ: {given.shape} and {numerical.shape}")
    scale = _norm(given) + _norm(numerical)
    if not 1e-150 < scale < 1e150:  # the squares may have vanished, or become infinite
        if not (np.isfinite(given).all() and np.isfinite(numerical).all()):
            return float("inf")
        largest = max(np.abs(given).max(initial=0), np.abs(numerical).max(initial=0))
        if not largest:
            return 0.0
        given, numerical = given / largest, numerical / largest
        scale = _norm(given) + _norm(numerical)
    return _norm(given - numerical) / scale


def _norm(x: np.ndarray) -> float:
    return math.sqrt(np.vdot(x, x).real)
