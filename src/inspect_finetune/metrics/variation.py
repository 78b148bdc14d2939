"""How much answers vary: between prompts, and within one prompt over its repeats."""

from collections.abc import Sequence

from inspect_ai.scorer import Metric, SampleScore, Value, metric

from inspect_finetune.metrics.differences import rate
from inspect_finetune.metrics.fields import known
from inspect_finetune.metrics.intervals import shares_of


@metric
def variation(key: str, cluster: str, within: Sequence[str] = ()) -> Metric:
    """The flip rate and the two components of variance; nothing without repeats.

    ``flip_rate`` is the chance that two answers to one prompt differ in the headline, with
    ``lower`` and ``upper``. The variance of a single answer, p (1 - p), splits into
    ``variance_within`` (half the flip rate: the same prompt, asked again) and
    ``variance_between`` (prompts differ in how often they succeed). Both are unbiased, so the one
    between may come out a little below 0 where prompts do not differ. (Analysis of variance with
    one random factor; the product of different samples' shares estimates p squared.)

    Args:
        key: The key of the score's value, a share in [0, 1].
        cluster: The metadata key of the cluster.
        within: Metadata keys of the conditions; what they change is not counted as variation
            between prompts.
    """

    def compute(scores: list[SampleScore]) -> Value:
        repeated = [s for s in scores if known([s], "flip") and known([s], key)]
        if not repeated:
            return {}
        cells: dict[tuple[object, ...], list[SampleScore]] = {}
        for score in repeated:
            metadata = score.sample_metadata or {}
            cells.setdefault(tuple(metadata.get(name) for name in within), []).append(score)
        flips = known(repeated, "flip")
        figures = {
            **rate(shares_of(repeated, "flip", cluster, counted=False)).named("flip_rate"),
            "variance_within": sum(flips) / len(flips) / 2,
        }
        large = [cell for cell in cells.values() if len(cell) > 1]
        if large:
            parts = [_between(cell, key) * len(cell) for cell in large]
            figures["variance_between"] = sum(parts) / sum(map(len, large))
        return figures

    return compute


def _between(scores: list[SampleScore], key: str) -> float:
    """The variance of the prompts' true rates, from two samples or more."""
    shares, flips = known(scores, key), known(scores, "flip")
    both = sum(share - flip / 2 for share, flip in zip(shares, flips, strict=True))
    total, n = sum(shares), len(shares)
    squared_mean = (total**2 - sum(share**2 for share in shares)) / (n * (n - 1))
    return both / n - squared_mean


@metric
def outcome_shares(outcomes: Sequence[str]) -> Metric:
    """The share of answers with each outcome, as ``outcome=prefix`` and so on.

    Args:
        outcomes: Keys of the score's value, which add up to 1.
    """

    def compute(scores: list[SampleScore]) -> Value:
        found = {key: known(scores, key) for key in outcomes}
        return {
            f"outcome={key}": sum(values) / len(values) for key, values in found.items() if values
        }

    return compute


@metric
def chance_rate() -> Metric:
    """How often the rule would come out if the run's own first letters were shuffled.

    All first letters of the run are dealt out anew over its answers, each of which keeps its number
    of units; ``chance`` is the expected share of answers that then spell the rule (exact, by
    counting without replacement, so nothing is drawn). Reads the first epoch's answers.
    """

    def compute(scores: list[SampleScore]) -> Value:
        metadata = [score.score.metadata or {} for score in scores]
        rule = next((str(one["rule"]) for one in metadata if "rule" in one), "")
        spelled = [str(answer["spelled"]) for one in metadata for answer in one.get("answers", [])]
        if not rule or not spelled:
            return {}
        fitting = sum(len(text) == len(rule) for text in spelled)
        return {"chance": fitting / len(spelled) * _dealt(rule, "".join(spelled))}

    return compute


def _dealt(rule: str, pool: str) -> float:
    """The chance that the first letters dealt from the pool are the rule's, in order."""
    left = {letter: pool.count(letter) for letter in set(rule)}
    chance, total = 1.0, len(pool)
    for dealt, letter in enumerate(rule):
        if total - dealt <= 0:
            return 0.0
        chance *= left[letter] / (total - dealt)
        left[letter] -= 1
    return chance
