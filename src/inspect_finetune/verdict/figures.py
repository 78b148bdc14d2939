"""The figure that a verdict rests on, and the control that it beat."""

from __future__ import annotations

from dataclasses import dataclass

from inspect_finetune.metrics.differences import Estimate
from inspect_finetune.verdict.claims import Claim
from inspect_finetune.verdict.findings import Evidence
from inspect_finetune.verdict.rates import estimate
from inspect_finetune.verdict.results import ChannelResult, Control, Figure
from inspect_finetune.verdict.wording import CHANNEL_WORDS, percent


@dataclass(frozen=True)
class Deciding:
    """The deciding figure.

    Attributes:
        figure: Itself.
        beat: The control that it beat, in words; empty if none.
    """

    figure: Figure
    beat: str = ""


def deciding(evidence: Evidence, outcome: str) -> Deciding:
    """The figure that an outcome of the decision rests on."""
    if outcome in ("knows", "claims letters", "guessable"):
        return _of_channel(_strongest(evidence))
    if outcome in ("unmeasured", "silent"):
        return _of_compliance(evidence)
    if outcome in ("unseen", "hidden", "nothing"):
        return _of_channel(_largest(evidence)) if evidence.channels else _of_compliance(evidence)
    ahead = evidence.foresight
    if outcome == "foresees" and ahead:
        return Deciding(_figure("foresight", ahead.stems, ahead.rate), _base(ahead.base))
    claimed = next((key for key in ("structure", "late") if evidence.claims[key].found), "reads")
    keys = {"claims structure": claimed, "claims novelty": "novelty", "reads structure": "late"}
    return _of_claim(evidence.claims[keys.get(outcome, outcome)])


def _strongest(evidence: Evidence) -> ChannelResult:
    """The passing channel with the smallest p, one that names or picks the rule before digits.

    Without one, the channel that may be guessing.
    """
    if evidence.passing:
        return min(evidence.passing, key=_strength)
    name = evidence.doubt[0] if evidence.doubt else ""
    return next(channel for channel in evidence.channels if channel.channel == name)


def _strength(channel: ChannelResult) -> tuple[bool, float, float]:
    return channel.channel == "property", channel.adjusted or 0.0, -_lower(channel.rate)


def _largest(evidence: Evidence) -> ChannelResult:
    return max(evidence.channels, key=lambda channel: (channel.stems, _lower(channel.rate)))


def _lower(rate: Estimate | None) -> float:
    return rate.lower if rate else 0.0


def _of_channel(channel: ChannelResult) -> Deciding:
    words = CHANNEL_WORDS[channel.channel]
    name = {"choice": f"picking it in {words}", "property": f"right digits in {words}"}.get(
        channel.channel, f"clean naming in {words}"
    )
    beaten = [control for control in channel.controls if control.p is not None]
    hardest = max(beaten, key=lambda control: control.p or 0.0, default=None)
    beat = in_words(hardest) if hardest and channel.passed else ""
    return Deciding(_figure(name, channel.stems, channel.rate), beat)


def in_words(control: Control) -> str:
    """A control with its rate, such as "the base model (3 %)"."""
    known = {"base": "the base model", "anagrams": "its anagrams"}
    name = known.get(control.name, control.name)
    name = f"the {name}" if name.startswith("base ") else name
    return f"{name} ({percent(control.rate)})"


def _of_compliance(evidence: Evidence) -> Deciding:
    kept = evidence.compliance
    name = f"keeping the rule in {kept.split} ordinary questions"
    return Deciding(_figure(name, kept.stems, kept.rate), _base(kept.base) if kept.does else "")


def _of_claim(claim: Claim) -> Deciding:
    figure = _figure(claim.name, len(claim.subject.clusters), estimate(claim.subject))
    return Deciding(figure, _base(estimate(claim.base)))


def _base(rate: Estimate | None) -> str:
    return f"the base model ({percent(rate.value)})" if rate else ""


def _figure(name: str, number: int, rate: Estimate | None) -> Figure:
    if rate is None:
        return Figure(name, number, None, None, None)
    return Figure(name, number, rate.value, rate.lower, rate.upper)
