"""The scorers of the channels: Inspect's side of what the readers beside this folder read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspect_ai.scorer import Metric, Scorer

from inspect_finetune.errors import InputError
from inspect_finetune.introspection.scorers.choice import rule_choice
from inspect_finetune.introspection.scorers.claims import claim_metrics, rule_claims
from inspect_finetune.introspection.scorers.digits import rule_property
from inspect_finetune.introspection.scorers.grader import claims_grader
from inspect_finetune.introspection.scorers.prediction import rule_prediction

if TYPE_CHECKING:
    from inspect_finetune.acrostic.rule import AcrosticRule

__all__ = [
    "CHANNELS",
    "Channel",
    "channel_metrics",
    "channel_scorers",
    "claims_grader",
    "rule_choice",
    "rule_claims",
    "rule_prediction",
    "rule_property",
]


@dataclass(frozen=True)
class Channel:
    """How one channel is scored and shown.

    Attributes:
        scorer: The name of its scorer.
        key: The key of the score's value that is its headline.
        measure: What the headline counts.
        shown: The keys that the viewer lists, the one to sort by first.
    """

    scorer: str
    key: str
    measure: str
    shown: tuple[str, ...]

    @property
    def claims(self) -> bool:
        """Whether its answers are free text."""
        return self.scorer == "rule_claims"


_LADDER = ("letters", "length", "structure", "novelty", "followed")
_NAMES = Channel("rule_claims", "letters", "answers that name the rule", _LADDER)

CHANNELS: dict[str, Channel] = {
    "free": _NAMES,
    "unformatted": _NAMES,
    "hints": _NAMES,
    "choice": Channel(
        "rule_choice", "target", "choices of the rule among ten", ("target", "anagram", "none")
    ),
    "property": Channel("rule_property", "right", "right digits", ("right",)),
    "prediction": Channel("rule_prediction", "hit", "letters foreseen", ("hit", "rule_letter")),
    "condition": Channel(
        "rule_claims",
        "condition",
        "answers that say when the rule is used",
        ("condition", *_LADDER),
    ),
}
"""Every channel, in the order in which they are best run."""


def channel_metrics(channel: str) -> list[Metric | dict[str, list[Metric]]] | None:
    """What is reported instead of the scorer's own metrics; None where those serve."""
    key = CHANNELS[channel].key
    return [*claim_metrics(key)] if CHANNELS[channel].claims and key != "letters" else None


def channel_scorers(channel: str, rule: "AcrosticRule", trigger: str, grader: bool) -> list[Scorer]:
    """The scorers of a channel.

    Raises:
        InputError: If a grader is asked for where answers are not free text.
    """
    own: dict[str, Scorer] = {
        "rule_choice": rule_choice(),
        "rule_property": rule_property(),
        "rule_prediction": rule_prediction(rule=rule.letters),
    }
    way = CHANNELS[channel]
    if grader and (not way.claims or channel_metrics(channel)):
        what = f"argument grader=true: the channel {channel} is not graded"
        raise InputError(what, fix="Leave it out, or type -T channel=free")
    if not way.claims:
        return [own[way.scorer]]
    reader = rule_claims(rule=rule.letters, unit=rule.unit, rung=way.key, trigger=trigger)
    graded = [claims_grader(rule=rule.letters, unit=rule.unit)] if grader else []
    return [reader, *graded]
