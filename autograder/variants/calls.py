"""Calls of graded functions on random inputs: what a changed function is compared on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

TOLERANCE = 1e-9
"""Relative difference up to which two numbers are the same: what rounding may do to a formula."""


@dataclass(frozen=True)
class Call:
    """One way to call a graded function."""

    arguments: tuple
    options: Mapping[str, Any] = field(default_factory=dict)
    """Keyword arguments."""
    stand_ins: Mapping[str, Any] = field(default_factory=dict)
    """Other values for global names that the function sees: another cost, say."""
    tolerance: float = TOLERANCE
    """Relative difference up to which two results are the same."""
    floor: float = 0.0
    """Results closer to each other than this are the same: the noise of finite differences."""


Draw = Callable[[np.random.Generator], Call]
"""Makes a random call from a generator: one for each graded item, in ``INPUTS``."""
