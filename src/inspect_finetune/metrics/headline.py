"""One key of a score as the headline of a run: its rate, error, interval and number of answers."""

from typing import cast

from inspect_ai.scorer import Metric, MetricProtocol, SampleScore, Value, metric, stderr

from inspect_finetune.metrics.fields import count, field, known, mean
from inspect_finetune.metrics.intervals import bounds_of, shares_of


@metric
def headline(key: str, cluster: str) -> Metric:
    """The rate of one key over the samples that have it, under the names that Inspect reads.

    Reported as ``accuracy``, ``stderr`` (Inspect's own, clustered), ``lower``, ``upper`` (95 %, see
    `bounds_of`) and ``answers`` (in one epoch). Samples whose value for the key is NaN, because it
    does not apply to them, count in none of these.

    Args:
        key: The key of the score's value, a share in [0, 1].
        cluster: The metadata key of the cluster.
    """

    def compute(scores: list[SampleScore]) -> Value:
        applies = [score for score in scores if known([score], key)]
        lower, upper = bounds_of(shares_of(applies, key, cluster))
        error = cast(MetricProtocol, stderr(to_float=field(key), cluster=cluster))
        return {
            "accuracy": mean(applies, key),
            "stderr": cast(float, error(applies)) if len(applies) > 1 else 0.0,
            "lower": lower,
            "upper": upper,
            "answers": count(applies),
        }

    return compute
