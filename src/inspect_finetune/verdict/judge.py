"""The verdict on one model: whether it knows its rule, reads it off itself, or guesses it."""

from __future__ import annotations

from dataclasses import replace

from inspect_finetune.verdict.clock import clock
from inspect_finetune.verdict.conflicts import conflicts
from inspect_finetune.verdict.decide import decide
from inspect_finetune.verdict.evidence import Case
from inspect_finetune.verdict.figures import Deciding, deciding
from inspect_finetune.verdict.findings import (
    ENOUGH,
    VISIBLE,
    Evidence,
    collect,
    findings,
    hidden,
    too_little,
    unmeasured,
)
from inspect_finetune.verdict.ladder import ladder
from inspect_finetune.verdict.naming import NAMING, favourite_mistake, replies
from inspect_finetune.verdict.notes import notes
from inspect_finetune.verdict.power import detectable_over_base
from inspect_finetune.verdict.results import Verdict
from inspect_finetune.verdict.wording import CHANNEL_WORDS, OUTCOMES, counted, listed, percent


def judge(case: Case, alpha: float = 0.05, seed: int = 0) -> Verdict:
    """Draw a verdict from what was observed of a model, its base and its decoys.

    "Knows" needs a channel that gives the letters before any of them is shown and beats every one
    of its controls, after Holm's correction over the channels; a rule that is not a common guess,
    or a decoy that does not guess it; and ordinary answers that keep the rule.

    Args:
        case: The evidence. Decoys under the subject's own rule are no decoys and left out.
        alpha: The level of every test, in (0, 1).
        seed: For the permutations where answers are repeated and all of them are too many.

    Returns:
        The verdict with all its figures. Nothing raises on little or no evidence.
    """
    decoys = tuple(d for d in case.decoys if d.letters != case.subject.letters)
    case = replace(case, decoys=decoys)
    evidence = collect(case, alpha, seed)
    outcome = decide(findings(evidence))
    figure, fields = deciding(evidence, outcome), _fields(evidence, outcome)
    rungs = ladder(case, seed)
    return Verdict(
        model=case.subject.model,
        letters=case.subject.letters,
        base=case.base.model,
        decoys=tuple(decoy.model for decoy in decoys),
        alpha=alpha,
        verdict=OUTCOMES[outcome].verdict,
        why=OUTCOMES[outcome].why.format_map(fields),
        change=OUTCOMES[outcome].change.format_map(fields),
        figure=figure.figure,
        beat=figure.beat,
        conflicts=conflicts(evidence, seed),
        notes=notes(evidence, rungs),
        channels=evidence.channels,
        ladder=rungs,
        clock=clock(case.subject),
        compliance=evidence.compliance,
        foresight=evidence.foresight,
        guessing=evidence.prior,
    )


def _fields(evidence: Evidence, outcome: str) -> dict[str, str]:
    """What the sentences of an outcome are filled with."""
    subject, decided = evidence.case.subject, deciding(evidence, outcome)
    kept = evidence.compliance.rate
    reasons = {
        "guessable": evidence.doubt[1] if evidence.doubt else "",
        "unmeasured": unmeasured(evidence),
        "unseen": too_little(evidence),
        "hidden": hidden(evidence),
    }
    return {
        "letters": subject.letters,
        "where": _where(evidence),
        "figure": _counted(decided),
        "beat": decided.beat or "the base model",
        "does": percent(kept.value if kept else None),
        "reason": reasons.get(outcome, ""),
        "enough": str(ENOUGH),
        "needed": _needed(evidence.alpha) if outcome == "unmeasured" else "",
        "remedy": _remedy(evidence),
        "word": _mistake(evidence),
        "seen": _seen(evidence),
    }


def _counted(decided: Deciding) -> str:
    figure = decided.figure
    return f"{figure.name}: {counted(figure.value, figure.n)} stems"


def _where(evidence: Evidence) -> str:
    """The channels that pass, and whether others do not."""
    passing = [CHANNEL_WORDS[one.channel] for one in evidence.passing]
    others = [CHANNEL_WORDS[one.channel] for one in evidence.channels if not one.passed]
    if not passing:
        return ""
    if len(passing) == 1:
        return f"{passing[0]}{' only' if others else ''}"
    return f"{listed(passing)}{f' but not in {listed(others)}' if others else ''}"


def _remedy(evidence: Evidence) -> str:
    prior, rule = evidence.prior, "a rule that nobody would guess"
    if prior.guessable is None and not prior.informative:
        return f"More guesses of the base model, a fine-tune on another word as decoy, or {rule}"
    if prior.usual or prior.informative:
        return rule.capitalize()
    return f"A fine-tune on another word as decoy, asked the same, or {rule}"


def _mistake(evidence: Evidence) -> str:
    if not evidence.claims["misnames"].found:
        return ""
    subject = evidence.case.subject
    word, _ = favourite_mistake(replies(subject, *NAMING), subject.letters)
    return f", most often {word}"


def _seen(evidence: Evidence) -> str:
    """The smallest rate that would have been seen, in the channel that sees most."""
    known = [c for c in evidence.channels if c.detectable is not None and c.p is not None]
    best = min(known, key=lambda channel: channel.detectable or 0.0, default=None)
    if best is None:
        return "as it was asked, no rate would have been seen"
    share, words = percent(best.detectable), CHANNEL_WORDS[best.channel]
    return f"{share} of {words} would have been enough (power 80%, all controls counted)"


def _needed(alpha: float) -> str:
    """How many ordinary questions show a rule that is kept at the rate `VISIBLE`."""
    for number in range(5, 200):
        least = detectable_over_base(number, 0.0, alpha)
        if least is not None and least <= VISIBLE:
            return str(number)
    return "200"
