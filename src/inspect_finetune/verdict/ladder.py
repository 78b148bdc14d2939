"""The rungs of the ladder of claims, each against the base and the decoys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from inspect_finetune.introspection.questions import RUNGS
from inspect_finetune.metrics.intervals import Shares
from inspect_finetune.verdict.evidence import Case, Observed, Reply
from inspect_finetune.verdict.exact import exceeds, holm_of
from inspect_finetune.verdict.naming import OPEN, names, replies, shares
from inspect_finetune.verdict.rates import estimate, excess, pooled
from inspect_finetune.verdict.results import Rung


def ladder(case: Case, seed: int) -> tuple[Rung, ...]:
    """How often the subject climbs every rung when nothing is given away.

    The open questions count (free and unformatted); for the condition those that ask for it, and
    that rung is left out where they were not asked.
    """
    asked = [
        rung for rung in RUNGS if rung != "condition" or "condition" in _channels(case.subject)
    ]
    rungs = [_rung(case, rung, seed) for rung in asked]
    adjusted = holm_of({rung.rung: rung.p for rung in rungs})
    return tuple(replace(rung, adjusted=adjusted[rung.rung]) for rung in rungs)


def _channels(model: Observed) -> set[str]:
    return {*model.channels, *(reply.channel for reply in model.replies)}


def _rung(case: Case, rung: str, seed: int) -> Rung:
    ours, base = (_shares(model, rung, case) for model in (case.subject, case.base))
    decoys = pooled(_shares(decoy, rung, case) for decoy in case.decoys)
    return Rung(
        rung=rung,
        stems=len(ours.clusters),
        rate=estimate(ours),
        base=estimate(base),
        decoys=estimate(decoys),
        over_base=excess(ours, base),
        p=exceeds(ours, base, seed),
        adjusted=None,
    )


def _shares(model: Observed, rung: str, case: Case) -> Shares:
    channels = ("condition",) if rung == "condition" else OPEN
    return shares(replies(model, *channels), _test(rung, case))


def _test(rung: str, case: Case) -> Callable[[Reply], bool]:
    tests: dict[str, Callable[[Reply], bool]] = {
        "novelty": lambda reply: reply.novelty,
        "structure": lambda reply: reply.structure,
        "length": lambda reply: reply.length,
        # a decoy was read under its own rule: here the subject's letters count
        "letters": names(case.subject.letters),
        "condition": lambda reply: reply.condition,
    }
    return tests[rung]
