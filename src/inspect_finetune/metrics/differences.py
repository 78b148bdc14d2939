"""Differences between two rates, with intervals that hold at 0 and 1 as well."""

from dataclasses import dataclass
from math import sqrt

from inspect_ai.scorer import Metric, SampleScore, Value, metric

from inspect_finetune.metrics.fields import field
from inspect_finetune.metrics.intervals import Shares, bounds_of, shares_of


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval."""

    value: float
    lower: float
    upper: float

    def named(self, name: str) -> dict[str, str | int | float | bool | None]:
        """As metrics: ``name``, ``name lower`` and ``name upper``."""
        return {name: self.value, f"{name} lower": self.lower, f"{name} upper": self.upper}


def rate(shares: Shares) -> Estimate:
    """The mean of shares in clusters, with the clustered Wilson interval; NaN without any."""
    return Estimate(shares.mean, *bounds_of(shares))


def difference(first: Shares, second: Shares) -> Estimate:
    """The first rate minus the second, in [-1, 1].

    The interval combines those of the two rates (MOVER: Zou and Donner, Statistics in Medicine
    2008, after Newcombe 1998), so it has a width at 0 and 1 too. Clusters that both rates share are
    paired: the correlation of their means narrows (or widens) it.
    """
    one, two, phi = rate(first), rate(second), _correlation(first, second)
    below = _distance(one.value - one.lower, two.upper - two.value, phi)
    above = _distance(one.upper - one.value, two.value - two.lower, phi)
    gap = one.value - two.value
    return Estimate(gap, max(gap - below, -1.0), min(gap + above, 1.0))


def _distance(first: float, second: float, phi: float) -> float:
    return sqrt(max(first**2 - 2 * phi * first * second + second**2, 0.0))


def _correlation(first: Shares, second: Shares) -> float:
    """Pearson's correlation of the means of shared clusters; 0 where it is not defined."""
    names = [name for name in first.clusters if name in second.clusters]
    if len(names) < 3:
        return 0.0
    # clusters that only one rate has are independent of the other
    shared = len(names) / max(len(first.clusters), len(second.clusters))
    xs, ys = (
        [sum(one.clusters[name]) / len(one.clusters[name]) for name in names]
        for one in (first, second)
    )
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    xy = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    scale = sqrt(sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys))
    return shared * xy / scale if scale > 1e-12 else 0.0


@metric
def gap(key: str, cluster: str, factor: str, first: str, second: str, name: str) -> Metric:
    """The rate in one group minus the rate in another, such as trained minus unseen.

    Args:
        key: The key of the score's value, a share in [0, 1].
        cluster: The metadata key of the cluster.
        factor: The metadata key that tells the groups.
        first: The group whose rate is taken.
        second: The group whose rate is subtracted.
        name: What to call the result; it is reported where both groups have samples.
    """

    def compute(scores: list[SampleScore]) -> Value:
        one, two = (shares_of(_where(scores, factor, x), key, cluster) for x in (first, second))
        return difference(one, two).named(name) if one.clusters and two.clusters else {}

    return compute


@metric
def effects(key: str, cluster: str, factor: str, reference: str, name: str = "effect") -> Metric:
    """What each level of a factor changes, against one level, paired on the cluster.

    Reported as ``effect factor=level`` for every level but the reference, with ``lower`` and
    ``upper``; nothing for a factor with one level. If the run lacks the reference, the first level
    met takes its place and is named: ``effect factor=level over other``.

    Args:
        key: The key of the score's value, a share in [0, 1].
        cluster: The metadata key of the cluster, asked under every level.
        factor: The metadata key of the factor.
        reference: The level to compare with.
        name: What the name of each figure begins with.
    """

    def compute(scores: list[SampleScore]) -> Value:
        levels = list(dict.fromkeys((score.sample_metadata or {}).get(factor) for score in scores))
        base = reference if reference in levels else next(iter(levels), None)
        zero = shares_of(_where(scores, factor, base), key, cluster)
        figures: dict[str, str | int | float | bool | None] = {}
        for level in levels:
            if level is not None and level != base:
                one = shares_of(_where(scores, factor, level), key, cluster)
                over = "" if base == reference else f" over {base}"
                figures |= difference(one, zero).named(f"{name} {factor}={level}{over}")
        return figures

    return compute


@metric
def over_base(key: str, cluster: str, prefix: str = "") -> Metric:
    """The base model's rate on the same samples, and what the model under test gains over it.

    Reported as ``base`` and ``gain over base`` where the base model's share is known: as the key
    ``base_`` + `key` of the score (asked in the same run) or of the sample's metadata (taken from a
    log of its own).

    Args:
        key: The key of the score's value, a share in [0, 1].
        cluster: The metadata key of the cluster.
        prefix: What every name begins with.
    """

    def compute(scores: list[SampleScore]) -> Value:
        known = [score for score in scores if _base_share(score, key) is not None]
        ours, theirs = shares_of(known, key, cluster), _theirs(known, cluster, key)
        if not ours.clusters:
            return {}
        gain = difference(ours, theirs)
        return {
            **rate(theirs).named(f"{prefix}base"),
            **gain.named(f"{prefix}gain over base"),
        }

    return compute


def _base_share(score: SampleScore, key: str) -> float | None:
    share = field(f"base_{key}")(score.score.value)
    noted = (score.sample_metadata or {}).get(f"base_{key}")
    return share if share == share else noted


def _theirs(scores: list[SampleScore], cluster: str, key: str) -> Shares:
    """The base model's shares; how many answers they are of is not known, so each counts once."""
    found: dict[object, list[float]] = {}
    for score in scores:
        share = _base_share(score, key)
        assert share is not None
        found.setdefault((score.sample_metadata or {}).get(cluster), []).append(float(share))
    return Shares(found, len(scores))


def _where(scores: list[SampleScore], factor: str, level: object) -> list[SampleScore]:
    return [score for score in scores if (score.sample_metadata or {}).get(factor) == level]
