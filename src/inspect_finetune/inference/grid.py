"""Numbers that are all whole multiples of one unit, such as eighths."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LARGEST = 1000
"""The largest denominator that a single number is read as."""
MOST = 1_000_000
"""The largest common denominator."""
NEAR = 1e-9
"""How far a number may be from the grid, as a share of itself where it is above 1."""


def denominator(values: NDArray[np.float64]) -> int | None:
    """The smallest number that makes all values whole; None if there is none up to `MOST`.

    Args:
        values: Finite numbers, as they come out of sums and means of floating point numbers.
    """
    import numpy as np

    found, distinct = 1, np.unique(values)
    allowed = NEAR * np.maximum(np.abs(distinct), 1)
    while True:
        scaled = distinct * found
        off = np.flatnonzero(np.abs(scaled - np.round(scaled)) > allowed * found)
        if not off.size:
            return found
        first = float(distinct[off[0]])
        read = Fraction(first).limit_denominator(LARGEST)
        if abs(float(read) - first) > allowed[off[0]]:
            return None
        found = lcm(found, read.denominator)
        if found > MOST:
            return None


def on_grid(values: NDArray[np.float64]) -> NDArray[np.int64] | None:
    """Values as whole numbers of their largest common unit; None if they have none."""
    import numpy as np

    whole = denominator(values)
    if whole is None or not values.size or float(np.abs(values).max()) * whole > 1e12:
        return None
    counts = np.round(values * whole).astype(np.int64)
    return counts // max(int(np.gcd.reduce(counts)), 1)
