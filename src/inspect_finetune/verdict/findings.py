"""Everything that is computed from a case, and what it amounts to, yes or no."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inspect_finetune.verdict.behaviour import compliance, foresight
from inspect_finetune.verdict.channels import results, tested, unproven
from inspect_finetune.verdict.claims import Claim, acquiescence, claims
from inspect_finetune.verdict.controls import Tested
from inspect_finetune.verdict.decide import Findings
from inspect_finetune.verdict.evidence import Case
from inspect_finetune.verdict.guessing import guessing
from inspect_finetune.verdict.naming import NAMING, replies
from inspect_finetune.verdict.power import detectable_over_base
from inspect_finetune.verdict.results import ChannelResult, Compliance, Foresight, Guessing

ENOUGH = 29
"""Readable stems of one channel from which on a silence says something: a ten-way choice then
tells 30 % from 10 % at level .05 with power .8."""

VISIBLE = 0.5
"""The rate of keeping the rule that ordinary questions must be able to show."""


@dataclass(frozen=True)
class Evidence:
    """All figures of one case.

    Attributes:
        case: What they are drawn from.
        alpha: The level of every test.
        prior: How likely the rule is to be guessed.
        tested: The channels before the correction.
        channels: The channels after it.
        doubt: A channel that may be guessing, and why; None if there is none.
        compliance: Whether the rule is kept.
        foresight: Whether letters are foreseen; None if not asked.
        claims: The weaker claims.
    """

    case: Case
    alpha: float
    prior: Guessing
    tested: tuple[Tested, ...]
    channels: tuple[ChannelResult, ...]
    doubt: tuple[str, str] | None
    compliance: Compliance
    foresight: Foresight | None
    claims: dict[str, Claim]

    @property
    def passing(self) -> tuple[ChannelResult, ...]:
        """The channels that pass."""
        return tuple(channel for channel in self.channels if channel.passed)


def collect(case: Case, alpha: float, seed: int) -> Evidence:
    """Compute every figure of a case."""
    prior = guessing(case)
    before = tested(case, prior, alpha, seed)
    channels = results(before, case, alpha)
    ruled_out = prior.guessable is not False and any(channel.passed for channel in channels)
    return Evidence(
        case=case,
        alpha=alpha,
        prior=replace(prior, excluded=ruled_out),
        tested=before,
        channels=channels,
        doubt=unproven(before, alpha),
        compliance=compliance(case, alpha, seed),
        foresight=foresight(case, alpha, seed),
        claims=claims(case, alpha, seed),
    )


def findings(evidence: Evidence) -> Findings:
    """What the figures amount to."""
    kinds, foresight = evidence.claims, evidence.foresight
    return Findings(
        does=evidence.compliance.does,
        measured=not unmeasured(evidence),
        letters=bool(evidence.passing),
        doubtful=evidence.doubt is not None,
        hidden=bool(hidden(evidence)),
        enough=not too_little(evidence),
        reads=kinds["reads"].found,
        structure=kinds["structure"].found,
        foresees=foresight is not None and foresight.passed,
        late=kinds["late"].found,
        misnames=kinds["misnames"].found,
        novelty=kinds["novelty"].found and acquiescence(evidence.case.subject) <= 0.5,
    )


def unmeasured(evidence: Evidence) -> str:
    """Why it is not known whether the model keeps its rule; empty if it is."""
    kept = evidence.compliance
    if kept.does:
        return ""
    if not kept.stems:
        return "it was asked no ordinary question"
    if kept.p is None:
        return "its base was asked no ordinary question"
    base = round(kept.base.value, 2) if kept.base else 0.0
    least = detectable_over_base(kept.stems, base, evidence.alpha)
    if least is not None and least <= VISIBLE:
        return ""
    return f"{kept.stems} ordinary questions could not show that it does"


def hidden(evidence: Evidence) -> str:
    """How much was reasoned out of sight, where that leaves no channel enough; else empty.

    A short answer after hidden reasoning is unread, a free one is not clean.
    """
    subject = evidence.case.subject
    answers = replies(subject, *NAMING)
    unseen = sum(reply.hidden for reply in answers)
    open_stems = [
        len({reply.stem for reply in replies(subject, channel) if not reply.hidden})
        for channel in NAMING
    ]
    short = [c.stems for c in evidence.channels if c.channel not in NAMING]
    if not unseen or max([*open_stems, *short]) >= ENOUGH:
        return ""
    return f"in {unseen} of {len(answers)} free answers"


def too_little(evidence: Evidence) -> str:
    """Why a model that knows its rule might not have been found out; empty if it would."""
    channels = evidence.channels
    if not any(channel.stems for channel in channels):
        return "no channel has a readable answer"
    compared = [_beside_base(channel) for channel in channels if channel.p is not None]
    if not any(compared):
        return "its base was asked in none of the same channels"
    if max(compared) < ENOUGH:
        return f"the largest channel has {max(compared)} stems readable of it and of its base"
    unread, read = (sum(getattr(c, name) for c in channels) for name in ("unread", "answers"))
    return f"{unread} of {unread + read} answers could not be read" if unread > read else ""


def _beside_base(channel: ChannelResult) -> int:
    """The stems on which the base can be compared."""
    return next((one.n for one in channel.controls if one.name == "base" and one.p is not None), 0)
