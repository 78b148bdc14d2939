"""What values are measured in, and whether they come from answers that are right or wrong.

Nothing that is concluded may depend on the unit that a scorer happens to use: a judge's marks from
0 to 10 are the same marks as from 0 to 1. So values are divided by how far they can reach: that is
known of shares, and of other numbers only how far they did.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, isfinite
from sys import float_info
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEAR = 1e-9
"""How far a value may be from a whole number of right answers, in answers."""
MOST = 1000
"""Repeats beyond which any number is a mean of right and wrong answers."""


@dataclass(frozen=True)
class Scale:
    """What values are measured in.

    Attributes:
        unit: How far values reach, > 0: 1 for shares in [0, 1]; else from the smallest to the
            largest that was seen, 0 included.
        binary: Whether each value is 0 or the unit, or the mean of repeats that are: their variance
            follows from their mean. Else they are graded, or other numbers.
    """

    unit: float
    binary: bool


def scale_of(sides: Sequence[tuple[Sequence[float], float]]) -> Scale:
    """The scale of values.

    Args:
        sides: For each run its values, finite, and the most answers that one is the mean of.
            ``0.5`` is partial credit where that is 1, and one right answer in two where it is 2.
    """
    import numpy as np

    held = [(np.unique(np.asarray(values, dtype=float)), most) for values, most in sides]
    low = min((float(values[0]) for values, _ in held if values.size), default=0.0)
    high = max((float(values[-1]) for values, _ in held if values.size), default=0.0)
    shares = low >= -NEAR and high <= 1 + NEAR
    if shares:
        return Scale(1.0, all(_means(values, most) for values, most in held))
    reach = max(high, 0.0) - min(low, 0.0)
    reach = reach if isfinite(reach) else float_info.max
    return Scale(reach, low >= 0 and all(_means(values / reach, most) for values, most in held))


def _means(values: NDArray[np.float64], most: float) -> bool:
    """Whether every value is the mean of at most so many zeros and ones."""
    import numpy as np

    left = values
    for number in range(1, min(ceil(most - NEAR), MOST) + 1):
        left = left[np.abs(left * number - np.round(left * number)) > NEAR * number]
        if not left.size:
            return True
    return not left.size
