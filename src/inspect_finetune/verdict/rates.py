"""Rates of what a model did, clustered by the stem that it was asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inspect_finetune.metrics.differences import Estimate, difference, rate
from inspect_finetune.metrics.intervals import Shares


def by_stem(pairs: Iterable[tuple[str, float]]) -> Shares:
    """Shares in [0, 1] clustered by their stem."""
    clusters: dict[object, list[float]] = {}
    for stem, value in pairs:
        clusters.setdefault(stem, []).append(float(value))
    return Shares(clusters, float(sum(map(len, clusters.values()))))


def means(shares: Shares) -> dict[object, float]:
    """The mean share of each stem."""
    return {stem: sum(group) / len(group) for stem, group in shares.clusters.items()}


def estimate(shares: Shares) -> Estimate | None:
    """The rate with its interval; None without an answer."""
    return rate(shares) if shares.clusters else None


def excess(first: Shares, second: Shares) -> Estimate | None:
    """The first rate minus the second; None if either has no answer."""
    return difference(first, second) if first.clusters and second.clusters else None


def pooled(groups: Iterable[Shares]) -> Shares:
    """Several models' shares as one rate; every stem stays a cluster of its own model."""
    clusters: dict[object, Sequence[float]] = {
        (index, stem): values
        for index, shares in enumerate(groups)
        for stem, values in shares.clusters.items()
    }
    return Shares(clusters, float(sum(map(len, clusters.values()))))
