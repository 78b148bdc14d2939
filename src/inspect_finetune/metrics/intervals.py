"""Confidence intervals of a share that respect clusters and stay honest at 0 and 1."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from inspect_ai.scorer import Metric, SampleScore, Value, metric

from inspect_finetune.metrics.fields import field

ENOUGH_CLUSTERS = 10
"""Clusters with a minority outcome from which on their spread is taken as it is."""


@dataclass(frozen=True)
class Shares:
    """Shares in [0, 1], sorted into clusters.

    Attributes:
        clusters: The shares of each cluster, by its name.
        answers: How many answers they are shares of, in all.
        weights: How much each share counts, in the same order; None if all count alike. With
            weights the mean is a ratio of two sums, such as of right to attempted answers.
    """

    clusters: Mapping[object, Sequence[float]]
    answers: float
    weights: Mapping[object, Sequence[float]] | None = None

    @property
    def mean(self) -> float:
        """The mean of all shares; NaN without any."""
        totals = self.totals()
        weight = sum(weight for _, weight in totals)
        return sum(total for total, _ in totals) / weight if weight else float("nan")

    def totals(self) -> list[tuple[float, float]]:
        """For each cluster the weighted sum of its shares, and the sum of its weights."""
        if self.weights is None:
            return [(sum(group), float(len(group))) for group in self.clusters.values()]
        pairs = [(group, self.weights[name]) for name, group in self.clusters.items()]
        return [
            (sum(v * w for v, w in zip(group, weights, strict=True)), sum(weights))
            for group, weights in pairs
        ]


@metric
def interval(key: str, cluster: str, level: float = 0.95) -> Metric:
    """Wilson interval of the mean of one key, on the effective number of answers.

    See `bounds_of` for how it is made.

    Args:
        key: The key of the score's value, a share in [0, 1].
        cluster: The metadata key of the cluster; a sample without it is a cluster of its own.
        level: Confidence level in (0, 1).

    Returns:
        A metric with the keys ``lower`` and ``upper``; without scores 0 and 1.
    """

    def compute(scores: list[SampleScore]) -> Value:
        lower, upper = bounds_of(shares_of(scores, key, cluster), level)
        return {"lower": lower, "upper": upper}

    return compute


def shares_of(scores: list[SampleScore], key: str, cluster: str, counted: bool = True) -> Shares:
    """The known values of one key by cluster; a sample without a cluster is one of its own.

    Args:
        scores: Scores whose value is a dictionary.
        key: The key to read.
        cluster: The metadata key of the cluster.
        counted: Whether a value is a share of the sample's ``answers``; else each counts once.
    """
    clusters: dict[object, list[float]] = {}
    answers = 0.0
    for index, score in enumerate(scores):
        value = field(key)(score.score.value)
        if value == value:
            name = (score.sample_metadata or {}).get(cluster)
            clusters.setdefault(("alone", index) if name is None else name, []).append(value)
            answers += _independent(score) if counted else 1.0
    return Shares(clusters, answers)


def _independent(score: SampleScore) -> float:
    """How many answers of a sample tell something each; repeats at temperature 0 may not."""
    numbers = (field(key)(score.score.value) for key in ("counted", "answers"))
    return next((number for number in numbers if number == number), 1.0)


def ratio_of(scores: list[SampleScore], key: str, parts: Sequence[str], cluster: str) -> Shares:
    """One key as a share of several, such as of right answers among right and wrong ones.

    Args:
        scores: Scores whose value is a dictionary.
        key: The key to read, one of `parts`.
        parts: Keys of which the sum is the whole; samples where it is 0 count nothing.
        cluster: The metadata key of the cluster.
    """
    clusters: dict[object, list[float]] = {}
    weights: dict[object, list[float]] = {}
    answers = 0.0
    for index, score in enumerate(scores):
        whole = sum(field(part)(score.score.value) for part in parts)
        if whole > 0:
            name = (score.sample_metadata or {}).get(cluster)
            name = ("alone", index) if name is None else name
            clusters.setdefault(name, []).append(field(key)(score.score.value) / whole)
            weights.setdefault(name, []).append(whole)
            answers += whole * _independent(score)
    return Shares(clusters, answers, weights)


def bounds_of(shares: Shares, level: float = 0.95) -> tuple[float, float]:
    """Wilson's interval on the effective number of answers, with a t quantile.

    The number is Korn and Graubard's, p (1 - p) over the clustered variance of the mean (Survey
    Methodology 1998), at most the number of answers; the quantile has clusters minus one degrees of
    freedom (Franco et al. 2019). Where few clusters hold a minority outcome their spread says
    little of how alike answers within a cluster are, and a rate of exactly 0 or 1 says nothing.
    The design effect is therefore drawn towards the largest possible one (each cluster counts
    once) in proportion as fewer than `ENOUGH_CLUSTERS` of them do: 900 correlated answers without
    an error have the precision of their 50 objects, and one error does not make them 900.
    One cluster, or none, gives 0 to 1.

    Args:
        shares: The shares by cluster.
        level: Confidence level in (0, 1).
    """
    clusters = len(shares.clusters)
    if clusters < 2:
        return 0.0, 1.0
    from scipy.special import stdtrit  # here, so that registering the tasks stays cheap

    quantile = float(stdtrit(clusters - 1, (1 + level) / 2))
    return _wilson(min(max(shares.mean, 0.0), 1.0), _effective(shares), quantile)


def _effective(shares: Shares) -> float:
    """The effective number of answers."""
    mean, count, totals = shares.mean, len(shares.clusters), shares.totals()
    spread = sum((total - mean * weight) ** 2 for total, weight in totals)
    variance = spread * count / (count - 1) / sum(weight for _, weight in totals) ** 2
    answers = max(shares.answers, count)
    simple = mean * (1 - mean) / answers
    largest = answers / count
    observed = min(max(variance / simple, 1.0), largest) if simple > 1e-12 else largest
    majority = 1.0 if mean >= 0.5 else 0.0
    minority = sum(abs(total - majority * weight) > 1e-9 for total, weight in totals)
    weight = min(minority / ENOUGH_CLUSTERS, 1.0)
    return answers / (weight * observed + (1 - weight) * largest)


def _wilson(share: float, number: float, quantile: float) -> tuple[float, float]:
    """Wilson's score interval (1927)."""
    square = quantile**2
    centre = (share + square / (2 * number)) / (1 + square / number)
    half = sqrt(share * (1 - share) / number + square / (4 * number**2)) / (1 + square / number)
    # exactly 0 and 1 at the ends, where rounding would leave the rate itself outside
    lower = 0.0 if share == 0 else max(centre - quantile * half, 0.0)
    return lower, 1.0 if share == 1 else min(centre + quantile * half, 1.0)
