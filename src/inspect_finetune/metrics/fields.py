"""One figure out of a score whose value is a dictionary."""

from collections.abc import Mapping, Sequence

from inspect_ai.scorer import Metric, SampleScore, Value, ValueToFloat, metric


def field(key: str) -> ValueToFloat:
    """Read one key of a dictionary value, for the ``to_float`` of Inspect's own metrics."""

    def read(value: Value) -> float:
        found = value.get(key) if isinstance(value, Mapping) else None
        return float(found) if found is not None else float("nan")

    return read


@metric
def means(keys: Sequence[str]) -> Metric:
    """The mean over samples of each named key, under the key's own name.

    Args:
        keys: Keys of the score's value, each a share in [0, 1].
    """

    def compute(scores: list[SampleScore]) -> Value:
        return {key: mean(scores, key) for key in keys}

    return compute


@metric
def answers() -> Metric:
    """How many answers were scored, in one epoch: samples times repeats, less the unscored."""

    def compute(scores: list[SampleScore]) -> Value:
        return {"answers": count(scores)}

    return compute


def mean(scores: list[SampleScore], key: str) -> float:
    """The mean of one key; NaN without scores."""
    values = known(scores, key)
    return sum(values) / len(values) if values else float("nan")


def count(scores: list[SampleScore]) -> float:
    """The number of answers behind the scores."""
    return sum(known(scores, "answers"))


def known(scores: list[SampleScore], key: str) -> list[float]:
    """The values of one key, without the unscored."""
    values = [field(key)(score.score.value) for score in scores]
    return [value for value in values if value == value]
