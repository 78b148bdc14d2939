"""Rates with two intervals: as if every answer were independent, and as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
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
        fresh: Answers without the byte-identical repeats at temperature 0.
    """

    count: int
    answers: int
    objects: int
    lower: float
    upper: float
    naive_lower: float
    naive_upper: float
    fresh: int

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
        by_object: The share of wrong answers about each object.
    """

    factors: dict[str, str]
    wrong: Rate
    declined: int
    right: int
    by_object: dict[object, float] = field(default_factory=dict, repr=False, compare=False)


def rate_of(frame: pd.DataFrame, flags: pd.Series | str) -> Rate:
    """The rate of answers that have a property, clustered by object.

    Args:
        frame: The answers, one at least.
        flags: Whether each has the property, or the column that says so.
    """
    held = frame[flags] if isinstance(flags, str) else flags
    shares = shares_of(frame, held)
    count, answers = int(held.sum()), len(held)
    naive = naive_bounds(count, answers)
    fresh = int(frame["fresh"].sum())
    return Rate(count, answers, len(shares.clusters), *bounds_of(shares), *naive, fresh)


def shares_of(frame: pd.DataFrame, values: pd.Series) -> Shares:
    """Values in [0, 1], one for each answer, sorted by object; repeats are no information."""
    clusters = _clusters(frame["object"].cat.codes.to_numpy(), values.to_numpy(dtype=float))
    return Shares(clusters, float(frame["fresh"].sum()))


def _clusters(codes: Any, held: Any) -> dict[object, list[float]]:  # noqa: ANN401 - arrays
    order = np.argsort(codes, kind="stable")
    starts = np.flatnonzero(np.diff(codes[order], prepend=-2))
    groups = np.split(held[order], starts[1:])
    return {int(codes[order[start]]): group.tolist() for start, group in zip(starts, groups)}  # noqa: B905


def cells_of(frame: pd.DataFrame, by: Sequence[str]) -> list[Cell]:
    """One cell for each combination of the factors' values that occurs, in the order of tables."""
    found = []
    for names, group in frame.groupby(list(by), observed=True, sort=True):
        factors = dict(zip(by, map(str, names), strict=True))
        declined, right = int(group["declined"].sum()), int(group["right"].sum())
        means = group["wrong"].groupby(group["object"], observed=True).mean()
        by_object = {name: float(mean) for name, mean in means.items()}
        found.append(Cell(factors, rate_of(group, "wrong"), declined, right, by_object))
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
