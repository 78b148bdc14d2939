"""One rate for each level of each factor, and for their combinations."""

from collections.abc import Sequence
from itertools import combinations

from inspect_ai.scorer import Metric, SampleScore, Value, metric

from inspect_finetune.metrics.fields import count, known, mean
from inspect_finetune.metrics.intervals import bounds_of, shares_of


@metric
def by_group(
    key: str, cluster: str, factors: Sequence[str], prefix: str = "", crossed: bool = True
) -> Metric:
    """The mean of one key within every level of every factor, with interval and n.

    Inspect's `grouped` takes an inner metric that gives one number, so it can't carry an interval;
    this one gives four figures for each group: ``level=direct`` (the rate), ``level=direct lower``,
    ``level=direct upper`` and ``level=direct n`` (answers). The first factor is always reported,
    the others where they take more than one value; factors that vary are also crossed, two at a
    time: ``level=direct temperature=0.5``.

    Args:
        key: The key of the score's value, a share in [0, 1].
        cluster: The metadata key of the cluster.
        factors: Metadata keys, the most important first.
        prefix: What every name begins with.
        crossed: Whether factors that vary are crossed.
    """

    def compute(scores: list[SampleScore]) -> Value:
        varying = [factor for factor in factors if len(_levels(scores, (factor,))) > 1]
        reported = [(factor,) for factor in factors if factor in varying or factor == factors[0]]
        groups: list[tuple[str, ...]] = [*reported, *combinations(varying if crossed else (), 2)]
        figures: dict[str, str | int | float | bool | None] = {}
        for group in groups:
            for label, found in _levels(scores, group).items():
                members = [one for one in found if known([one], key)]
                if not members:
                    continue  # the key does not apply to this group
                lower, upper = bounds_of(shares_of(members, key, cluster))
                name = f"{prefix}{label}"
                figures[name] = mean(members, key)
                figures[f"{name} lower"], figures[f"{name} upper"] = lower, upper
                figures[f"{name} n"] = count(members)
        return figures

    return compute


def _levels(scores: list[SampleScore], factors: Sequence[str]) -> dict[str, list[SampleScore]]:
    """The scores of each combination of the factors' values, in order of first appearance."""
    levels: dict[str, list[SampleScore]] = {}
    for score in scores:
        metadata = score.sample_metadata or {}
        if all(metadata.get(factor) is not None for factor in factors):
            label = " ".join(f"{factor}={_shown(metadata[factor])}" for factor in factors)
            levels.setdefault(label, []).append(score)
    return levels


def _shown(value: object) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)
