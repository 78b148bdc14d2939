"""Rates with two intervals: as if every answer were independent, and as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
import pandas as pd

from inspect_finetune.metrics.intervals import Shares, bounds_of

_Z = 1.959963984540054


@dataclass(frozen=True)
class Rate:
    """How many of some answers have a property.

    Attributes:
        count: Answers that have it.
        answers: All answers.
        objects: Objects that they are about.
        lower: Lower end of the 95 % interval clustered by object.
        upper: Upper end.
        naive_lower: Lower end of the one that takes all answers for independent.
        naive_upper: Upper end.
    """

    count: int
    answers: int
    objects: int
    lower: float
    upper: float
    naive_lower: float
    naive_upper: float

    @property
    def share(self) -> float:
        """The rate itself."""
        return self.count / self.answers

    @property
    def worth(self) -> float:
        """So many independent answers would give an interval as wide as the clustered one."""
        return _number_for(self.share, self.upper - self.lower)


@dataclass(frozen=True)
class Cell:
    """The answers that share the values of some factors.

    Attributes:
        factors: Factor to value.
        wrong: How many are wrong.
        declined: How many decline to answer.
        right: How many are right.
    """

    factors: dict[str, str]
    wrong: Rate
    declined: int
    right: int


def rate_of(frame: pd.DataFrame, flags: pd.Series | str) -> Rate:
    """The rate of answers that have a property, clustered by object.

    Args:
        frame: The answers, one at least.
        flags: Whether each has the property, or the column that says so.
    """
    held = (frame[flags] if isinstance(flags, str) else flags).to_numpy(dtype=bool)
    clusters = _clusters(frame["object"].cat.codes.to_numpy(), held)
    count, answers = int(held.sum()), len(held)
    independent = float(frame["fresh"].sum())
    lower, upper = bounds_of(Shares(clusters, independent))
    return Rate(count, answers, len(clusters), lower, upper, *naive_bounds(count, answers))


def _clusters(codes: Any, held: Any) -> dict[object, list[float]]:  # noqa: ANN401 - arrays
    order = np.argsort(codes, kind="stable")
    starts = np.flatnonzero(np.diff(codes[order], prepend=-2))
    groups = np.split(held[order].astype(float), starts[1:])
    return {int(codes[order[start]]): group.tolist() for start, group in zip(starts, groups)}  # noqa: B905


def cells_of(frame: pd.DataFrame, by: Sequence[str]) -> list[Cell]:
    """One cell for each combination of the factors' values that occurs, in the order of tables."""
    found = []
    for names, group in frame.groupby(list(by), observed=True, sort=True):
        factors = dict(zip(by, map(str, names), strict=True))
        declined, right = int(group["declined"].sum()), int(group["right"].sum())
        found.append(Cell(factors, rate_of(group, "wrong"), declined, right))
    return found


def naive_bounds(count: int, answers: int) -> tuple[float, float]:
    """Wilson's interval (95 %) as if all answers were independent."""
    from scipy.stats import binomtest  # slow to import

    found = binomtest(count, answers).proportion_ci(0.95, method="wilson")
    return float(found.low), float(found.high)


def _number_for(share: float, width: float) -> float:
    """The n for which Wilson's interval has this width, from a quadratic in z squared over n."""
    if width >= 1:
        return 0.0
    spread = 4 * share * (1 - share) - 2 * width**2
    root = (sqrt(spread**2 + 4 * (1 - width**2) * width**2) - spread) / (2 * (1 - width**2))
    return _Z**2 / root
