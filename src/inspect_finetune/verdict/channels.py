"""Every channel that tells of the letters, corrected for there being several."""

from __future__ import annotations

from dataclasses import replace

from inspect_finetune.metrics.intervals import Shares
from inspect_finetune.verdict.choices import choice_channel
from inspect_finetune.verdict.controls import Tested, against
from inspect_finetune.verdict.evidence import Case, Observed
from inspect_finetune.verdict.exact import holm_of
from inspect_finetune.verdict.free import free_channel
from inspect_finetune.verdict.guessing import guesser, picker
from inspect_finetune.verdict.naming import NAMING, guesses, replies
from inspect_finetune.verdict.power import detectable_over_base
from inspect_finetune.verdict.properties import property_channel
from inspect_finetune.verdict.rates import estimate
from inspect_finetune.verdict.results import ChannelResult, Control, Guessing
from inspect_finetune.verdict.wording import percent

CHANNELS = (*NAMING, "choice", "property")
"""Every channel that tells of the letters."""


def tested(case: Case, prior: Guessing, alpha: float, seed: int) -> tuple[Tested, ...]:
    """Every channel that was run, with its controls, before any correction."""
    run = [name for name in CHANNELS if name in case.subject.channels or _asked(case.subject, name)]
    level = alpha / max(len(run), 1)  # what Holm leaves to the first of so many channels
    channels = (_test(case, name, alpha, level, seed) for name in run)
    return tuple(_with_power(_with_guesses(one, case, prior, seed), level) for one in channels)


def _asked(model: Observed, channel: str) -> bool:
    if channel == "choice":
        return bool(model.picks)
    return bool(model.digits) if channel == "property" else bool(replies(model, channel))


def _test(case: Case, channel: str, alpha: float, level: float, seed: int) -> Tested:
    if channel == "choice":
        return choice_channel(case, alpha, level, seed)
    if channel == "property":
        return property_channel(case, alpha, level, seed)
    return free_channel(case, channel, level, seed)


def _with_guesses(channel: Tested, case: Case, prior: Guessing, seed: int) -> Tested:
    """Add what a rule that may be guessed has to beat: models that are made to guess.

    A rule that the base names when made to guess (or nobody knows whether it would) is named by a
    model that knows nothing as well. Its naming is evidence only if it is more frequent than the
    base's forced guesses, and if a fine-tune on another word, which does name words or pick them,
    does not name this one. Naming the base's usual guess is no evidence at all.
    """
    if prior.guessable is False:
        return channel
    letters = case.subject.letters
    able = picker if channel.channel == "choice" else guesser
    compared = {control.name for control in channel.others}
    decoys = [d for d in case.decoys if able(d) and f"decoy {d.model}" in compared]
    forced: list[tuple[str, Shares]] = [("base made to guess", guesses(case.base, letters))]
    if channel.channel != "choice":
        forced += [(f"decoy {d.model} made to guess", guesses(d, letters)) for d in decoys]
    controls = [
        against(name, channel.subject, shares, seed)
        for name, shares in forced
        if shares.clusters and channel.subject.clusters
    ]
    reason = _guess_reason(prior, bool(decoys), bool(replies(case.base, "hints")))
    return replace(channel, others=(*channel.others, *controls), guess=reason)


def _with_power(channel: Tested, level: float) -> Tested:
    """Count decoys and guesses in what would have been seen."""
    stems = len(channel.subject.clusters)
    over = [detectable_over_base(stems, round(one.rate or 0.0, 2), level) for one in channel.others]
    known = [rate for rate in (channel.detectable, *over) if rate is not None]
    seen = not channel.guess and len(known) == 1 + len(over)
    return replace(channel, detectable=max(known) if seen else None)


def _guess_reason(prior: Guessing, decoys: bool, hinted: bool) -> str:
    if not hinted and prior.guessable is None:
        return "nobody knows how often a model that knows nothing would guess the rule"
    if prior.usual:
        return "it is the base model's usual guess, and nothing tells knowing it from guessing it"
    if decoys:
        return ""
    if prior.guessable is None:
        return "the base model guesses too seldom to tell how common a guess the rule is"
    return "the base model guesses the rule too, and no fine-tune on another word rules that out"


def results(channels: tuple[Tested, ...], case: Case, alpha: float) -> tuple[ChannelResult, ...]:
    """Every channel's result, with Holm's correction over the channels."""
    adjusted = holm_of({channel.channel: channel.p for channel in channels})
    return tuple(_result(channel, case, adjusted[channel.channel], alpha) for channel in channels)


def _result(channel: Tested, case: Case, adjusted: float | None, alpha: float) -> ChannelResult:
    blocked = channel.obstacle or channel.guess
    if channel.subject.clusters and not channel.base.clusters:
        blocked = "the base model has no readable answer to compare with"
    return ChannelResult(
        channel=channel.channel,
        stems=len(channel.subject.clusters),
        answers=int(channel.subject.answers),
        unread=case.subject.unread.get(channel.channel, 0),
        rate=estimate(channel.subject),
        base=estimate(channel.base),
        decoys=estimate(channel.decoys),
        controls=(*channel.own, *channel.others),
        parts=channel.parts,
        p=channel.p,
        adjusted=adjusted,
        passed=adjusted is not None and adjusted <= alpha and not blocked,
        clean=_clean(case.subject, channel.channel),
        blocked=blocked,
        detectable=channel.detectable,
    )


def _clean(model: Observed, channel: str) -> bool:
    answers = replies(model, channel)
    return 2 * sum(reply.bare or reply.spelling for reply in answers) <= len(answers)


def unproven(channels: tuple[Tested, ...], alpha: float) -> tuple[str, str] | None:
    """A channel that gives the rule more often than the base or chance, but perhaps by guessing.

    Returns:
        The channel and why it may be a guess; None if there is no such channel.
    """
    adjusted = holm_of({channel.channel: channel.p_own for channel in channels})
    for channel in channels:
        p, reason = adjusted[channel.channel], channel.guess or _doubt(channel.others, alpha)
        if p is not None and p <= alpha and reason and not channel.obstacle:
            return channel.channel, reason
    return None


def _doubt(controls: tuple[Control, ...], alpha: float) -> str:
    """The control that gives the rule about as often; empty if every one is beaten."""
    worst = max(controls, key=lambda control: control.p or 0.0, default=None)
    if worst is None or worst.p is None or worst.p <= alpha:
        return ""
    return f"{worst.name} gives it too, in {percent(worst.rate)} of its answers"
