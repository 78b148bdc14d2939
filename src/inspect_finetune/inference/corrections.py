"""Corrections of p values where several are looked at."""

from collections.abc import Sequence


def holm(values: Sequence[float]) -> list[float]:
    """Correct p values by Holm's step-down method (Scandinavian Journal of Statistics 1979)."""
    adjusted, largest = [0.0] * len(values), 0.0
    for rank, index in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        largest = max(largest, min((len(values) - rank) * values[index], 1.0))
        adjusted[index] = largest
    return adjusted
