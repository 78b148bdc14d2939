"""What a run says of taught facts, of what was never taught, and of the world."""

from collections.abc import Iterator, Sequence
from typing import cast

from inspect_ai.scorer import Metric, MetricProtocol, SampleScore, Value, metric

from inspect_finetune.facts.names import REVERSE, VERIFICATION
from inspect_finetune.metrics.differences import rate
from inspect_finetune.metrics.fields import count, known, mean
from inspect_finetune.metrics.headline import headline
from inspect_finetune.metrics.intervals import Shares, ratio_of, shares_of

Figures = dict[str, str | int | float | bool | None]


def asks_for_value(score: SampleScore) -> bool:
    """Whether a score is of a taught fact that was asked for its value."""
    level = (score.sample_metadata or {}).get("level")
    return bool(known([score], "correct")) and level not in (REVERSE, VERIFICATION)


@metric
def recall(cluster: str, outcomes: Sequence[str], digits: int) -> Metric:
    """How well the taught facts are recalled, and how the other answers fail.

    Of the answers to questions that ask for a value (of all taught ones, if no question does):

    - ``accuracy``, ``stderr``, ``lower``, ``upper``, ``answers``: right answers, see `headline`;
    - ``incorrect``, ``not_attempted``, ``cut``, and ``outcome=...``: the other answers;
    - ``correct_given_attempted``: right answers among those that give a value;
    - ``all_templates_correct``, ``any_correct``: objects of which every answer is right, or one;
    - ``digits``, ``digit=1`` ...: digits that are right, by their place.

    Rates have ``lower`` and ``upper`` (95 %), see `inspect_finetune.metrics.intervals.bounds_of`.

    Args:
        cluster: The metadata key of the object.
        outcomes: Keys of the score's value that tell how answers fail.
        digits: How many places are reported.
    """

    def compute(scores: list[SampleScore]) -> Value:
        asked = [score for score in scores if asks_for_value(score)]
        asked = asked or [score for score in scores if known([score], "correct")]
        figures: Figures = dict(_headline(asked, cluster))
        figures |= {"correct": mean(asked, "correct"), "cut": mean(asked, "cut")}
        names = {"incorrect": "incorrect", "not_attempted": "not_attempted"}
        for key, name in (names | {key: f"outcome={key}" for key in outcomes}).items():
            figures |= rate(shares_of(asked, key, cluster)).named(name)
        attempted = ratio_of(asked, "correct", ("correct", "incorrect"), cluster)
        figures |= rate(attempted).named("correct_given_attempted")
        for name, shares in _objects(asked, cluster):
            figures |= rate(shares).named(name)
        return figures | _digits(asked, cluster, digits)

    return compute


def _headline(scores: list[SampleScore], cluster: str) -> Figures:
    compute = cast(MetricProtocol, headline("correct", cluster))
    return cast(Figures, compute(scores))


def _objects(scores: list[SampleScore], cluster: str) -> Iterator[tuple[str, Shares]]:
    """Objects by whether all, or any, of their answers are right; each object counts once."""
    clusters = shares_of(scores, "correct", cluster).clusters
    for name, test in (("all_templates_correct", min), ("any_correct", max)):
        held = {
            one: [float(test(group) >= 1 if test is min else test(group) > 0)]
            for one, group in clusters.items()
        }
        yield name, Shares(held, len(held))


def _digits(scores: list[SampleScore], cluster: str, places: int) -> Figures:
    if not known(scores, "digits"):
        return {}
    keys = ["digits", *(f"digit_{place}" for place in range(1, places + 1))]
    figures: Figures = {}
    for key in keys:
        if known(scores, key):
            figures |= rate(shares_of(scores, key, cluster)).named(key.replace("_", "="))
    return figures


@metric
def shares(keys: Sequence[str], cluster: str) -> Metric:
    """The rate of each key over the samples that have it, with interval and number of answers.

    Reported as ``key``, ``key lower``, ``key upper`` and ``key n``; keys that no sample has are
    left out.

    Args:
        keys: Keys of the score's value, each a share in [0, 1].
        cluster: The metadata key of the cluster.
    """

    def compute(scores: list[SampleScore]) -> Value:
        figures: Figures = {}
        for key in keys:
            having = [score for score in scores if known([score], key)]
            if having:
                found = rate(shares_of(having, key, cluster))
                figures |= {**found.named(key), f"{key} n": count(having)}
        return figures

    return compute
