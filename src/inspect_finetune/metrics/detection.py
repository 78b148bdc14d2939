"""The two-by-two of trigger and rule: is the rule followed when it should be, and only then?"""

import math
from statistics import NormalDist

from inspect_ai.scorer import Metric, SampleScore, Value, metric

from inspect_finetune.metrics.differences import Estimate, difference, rate
from inspect_finetune.metrics.fields import count
from inspect_finetune.metrics.intervals import Shares, shares_of


@metric
def detection(key: str, cluster: str, factor: str, signal: str, noise: str) -> Metric:
    """Hit rate, false-alarm rate, balanced accuracy and d', each with an interval.

    ``hit_rate`` is the rate of the key where the signal is given, ``false_alarm_rate`` where it is
    not, ``balanced_accuracy`` the mean of hits and correct rejections, ``d_prime`` the distance of
    the two rates in standard normal deviates, with the log-linear correction (Hautus 1995: half an
    answer added to either side, so that 0 and 1 stay finite). The intervals of the last two combine
    those of the two rates (MOVER); that of d' is not paired, and has no upper end (NaN) where the
    rates could be 1 and 0. Without both signal and noise balanced accuracy is NaN.

    Args:
        key: The key of the score's value, a share in [0, 1].
        cluster: The metadata key of the cluster, asked with and without the signal.
        factor: The metadata key that tells with from without.
        signal: Its value where the rule should be followed.
        noise: Its value where it should not.
    """

    def compute(scores: list[SampleScore]) -> Value:
        with_it, without = (
            [s for s in scores if (s.sample_metadata or {}).get(factor) == level]
            for level in (signal, noise)
        )
        hits, alarms = shares_of(with_it, key, cluster), shares_of(without, key, cluster)
        # NaN rather than nothing without both columns, so that the headline is there to be seen
        figures: dict[str, str | int | float | bool | None] = {"balanced_accuracy": math.nan}
        if hits.clusters and alarms.clusters:
            figures |= _balanced(hits, alarms).named("balanced_accuracy")
            figures |= _d_prime(rate(hits), rate(alarms), count(with_it), count(without)).named(
                "d_prime"
            )
        for name, group, members in (
            ("hit_rate", hits, with_it),
            ("false_alarm_rate", alarms, without),
        ):
            if group.clusters:
                figures |= {**rate(group).named(name), f"{name} n": count(members)}
        return figures

    return compute


def _balanced(hits: Shares, alarms: Shares) -> Estimate:
    apart = difference(hits, alarms)
    return Estimate(*((1 + figure) / 2 for figure in (apart.value, apart.lower, apart.upper)))


def _d_prime(hits: Estimate, alarms: Estimate, n: float, m: float) -> Estimate:
    """The distance on the normal scale; an end that no data can bound is NaN."""
    h, f = (
        NormalDist().inv_cdf((share * answers + 0.5) / (answers + 1))
        for share, answers in ((hits.value, n), (alarms.value, m))
    )
    below = math.hypot(max(h - _z(hits.lower), 0.0), max(_z(alarms.upper) - f, 0.0))
    above = math.hypot(max(_z(hits.upper) - h, 0.0), max(f - _z(alarms.lower), 0.0))
    lower, upper = h - f - below, h - f + above
    return Estimate(
        h - f,
        lower if math.isfinite(lower) else math.nan,
        upper if math.isfinite(upper) else math.nan,
    )


def _z(share: float) -> float:
    """The standard normal deviate of a share, infinite at 0 and 1."""
    if 0 < share < 1:
        return NormalDist().inv_cdf(share)
    return math.inf if share >= 1 else -math.inf
