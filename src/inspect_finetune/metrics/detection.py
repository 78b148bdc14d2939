"""The two-by-two of trigger and rule: is the rule followed when it should be, and only then?"""

from math import sqrt
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
    those of the two rates (MOVER), paired where the same questions were asked with and without.

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
        figures: dict[str, str | int | float | bool | None] = {}
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
    """The distance on the normal scale; the ends of both intervals are corrected alike."""
    h, hl, hu = (_deviate(share, n) for share in (hits.value, hits.lower, hits.upper))
    f, fl, fu = (_deviate(share, m) for share in (alarms.value, alarms.lower, alarms.upper))
    below = sqrt((h - hl) ** 2 + (fu - f) ** 2)
    above = sqrt((hu - h) ** 2 + (f - fl) ** 2)
    return Estimate(h - f, h - f - below, h - f + above)


def _deviate(share: float, n: float) -> float:
    """The standard normal deviate of a share of n answers, after the log-linear correction."""
    return NormalDist().inv_cdf((share * n + 0.5) / (n + 1))
