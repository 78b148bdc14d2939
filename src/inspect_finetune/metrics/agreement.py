"""Agreement of two readings of the same answers."""

from collections.abc import Sequence
from typing import cast

from inspect_ai.scorer import (
    Metric,
    MetricProtocol,
    SampleScore,
    Score,
    Value,
    krippendorff_alpha,
    metric,
)

from inspect_finetune.metrics.fields import field


@metric
def agreement(pairs: Sequence[tuple[str, str]]) -> Metric:
    """Krippendorff's alpha of each pair of keys, by Inspect's own metric.

    Reported as ``alpha NAME`` after the first key of each pair: 1 is perfect agreement, 0 that of
    chance. Where both readings give one and the same value throughout, alpha is not defined, and
    the figure is left out.

    Args:
        pairs: Keys of the score's value that hold the two readings, each a share in [0, 1].
    """

    def compute(scores: list[SampleScore]) -> Value:
        figures: dict[str, str | int | float | bool | None] = {}
        for first, second in pairs:
            rated = [_ratings(score, first, second) for score in scores]
            known = [one for one in rated if one is not None]
            if len({rating for one in known for rating in one}) > 1:
                alpha = cast(MetricProtocol, krippendorff_alpha("interval"))
                found = alpha([_as_score(one) for one in known])
                figures[f"alpha {first}"] = cast(float, found)
        return figures

    return compute


def _ratings(score: SampleScore, first: str, second: str) -> tuple[float, float] | None:
    one, two = (field(key)(score.score.value) for key in (first, second))
    return (one, two) if one == one and two == two else None


def _as_score(ratings: tuple[float, float]) -> SampleScore:
    return SampleScore(score=Score(value=list(ratings)))
