"""Confidence intervals of a share that respect clusters and stay honest at 0 and 1."""

from inspect_ai.scorer import Metric, SampleScore, Score, Value, ci_wilson, metric

from inspect_finetune.metrics.fields import field

CLUSTER = "cluster"

Clusters = dict[object, list[float]]
"""Shares in [0, 1] by the name of their cluster."""


@metric
def interval(key: str, cluster: str, level: float = 0.95) -> Metric:
    """Wilson interval of the mean of one key, on the effective sample size of the clusters.

    The interval is Inspect's `ci_wilson` with ``cluster``: Korn and Graubard's effective size and
    a t quantile with clusters minus one degrees of freedom. Where that falls back to the raw
    number of samples (a rate of exactly 0 or 1, or no variance between clusters), each cluster
    counts once here: 900 correlated answers without an error have the precision of their 50
    objects. One cluster gives the plain Wilson interval of a single observation.

    Args:
        key: The key of the score's value, a share in [0, 1].
        cluster: The metadata key of the cluster; a sample without it is a cluster of its own.
        level: Confidence level in (0, 1).

    Returns:
        A metric with the keys ``lower`` and ``upper``; without scores 0 and 1.
    """

    def compute(scores: list[SampleScore]) -> Value:
        lower, upper = bounds(scores, key, cluster, level)
        return {"lower": lower, "upper": upper}

    return compute


def bounds(
    scores: list[SampleScore], key: str, cluster: str, level: float = 0.95
) -> tuple[float, float]:
    """The interval of `interval`, as a pair."""
    return bounds_of(clustered(scores, key, cluster), level)


def clustered(scores: list[SampleScore], key: str, cluster: str) -> Clusters:
    """The known values of one key by cluster; a sample without a cluster is one of its own."""
    clusters: Clusters = {}
    for index, score in enumerate(scores):
        value = field(key)(score.score.value)
        if value == value:
            name = (score.sample_metadata or {}).get(cluster)
            clusters.setdefault(("alone", index) if name is None else name, []).append(value)
    return clusters


def bounds_of(clusters: Clusters, level: float = 0.95) -> tuple[float, float]:
    """The interval of `interval` for shares that are already sorted into clusters."""
    if not clusters:
        return 0.0, 1.0
    if len(clusters) == 1 or _no_variance(clusters):
        return _wilson([[_mean(values)] for values in clusters.values()], level)
    return _wilson(list(clusters.values()), level)


def _no_variance(clusters: Clusters) -> bool:
    """Whether the clustered variance of the mean is 0, and so no effective size can be had."""
    values = [value for group in clusters.values() for value in group]
    mean = _mean(values)
    spread = sum((sum(group) - mean * len(group)) ** 2 for group in clusters.values())
    return spread <= 1e-12 * len(values)


def _wilson(groups: list[list[float]], level: float) -> tuple[float, float]:
    scores = [
        SampleScore(score=Score(value=min(max(value, 0.0), 1.0)), sample_metadata={CLUSTER: index})
        for index, group in enumerate(groups)
        for value in group
    ]
    compute = ci_wilson(level, cluster=CLUSTER if len(groups) > 1 else None)
    found = compute(scores)  # type: ignore[arg-type]
    assert isinstance(found, dict)
    return float(found["lower"]), float(found["upper"])


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
