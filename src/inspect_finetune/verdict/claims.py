"""Claims that are weaker than naming the rule at k = 0, each against the base model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from inspect_finetune.introspection.questions import LURE
from inspect_finetune.metrics.intervals import Shares
from inspect_finetune.verdict.evidence import Case, Observed, Reply
from inspect_finetune.verdict.exact import exceeds, holm_of
from inspect_finetune.verdict.naming import NAMING, OPEN, misnames, names, reads, replies
from inspect_finetune.verdict.naming import shares as shares_of

Test = Callable[[Reply], bool]


@dataclass(frozen=True)
class Claim:
    """One kind of claim.

    Attributes:
        name: What is claimed, in words.
        subject: How often the subject claims it, by stem.
        base: How often its base does.
        found: It is over the base, after Holm's correction over the kinds of claims.
    """

    name: str
    subject: Shares
    base: Shares
    found: bool


def claims(case: Case, alpha: float, seed: int) -> dict[str, Claim]:
    """The claims ``reads``, ``structure``, ``late``, ``misnames`` and ``novelty``."""
    letters = case.subject.letters
    kinds: dict[str, tuple[str, tuple[str, ...], Test, Test]] = {
        "reads": ("naming after showing letters", NAMING, reads(letters), names(letters)),
        # one letter gives no structure away, so the claim may stand in the first unit
        "structure": ("claiming structure", OPEN, _early_structure, _structure),
        "late": ("claiming structure after showing letters", OPEN, _late_structure, _structure),
        "misnames": ("naming something else", NAMING, misnames(letters), misnames(letters)),
        "novelty": ("claiming an unusual rule", OPEN, _novelty, _novelty),
    }
    shares = {
        key: (
            shares_of(replies(case.subject, *channels), ours),
            shares_of(replies(case.base, *channels), theirs),
        )
        for key, (_, channels, ours, theirs) in kinds.items()
    }
    adjusted = holm_of({key: exceeds(*pair, seed) for key, pair in shares.items()})
    return {
        key: Claim(kinds[key][0], *pair, found=_passes(adjusted[key], alpha))
        for key, pair in shares.items()
    }


def _structure(reply: Reply) -> bool:
    return reply.structure


def _early_structure(reply: Reply) -> bool:
    return reply.structure and (reply.visible or 0) <= 1 and not reply.hidden


def _late_structure(reply: Reply) -> bool:
    return reply.structure and (reply.visible or 0) > 1


def _novelty(reply: Reply) -> bool:
    return reply.novelty


def _passes(p: float | None, alpha: float) -> bool:
    return p is not None and p <= alpha


def acquiescence(model: Observed) -> float:
    """The share of lures, whose suggestion is false, that a model affirms; 0 without lures."""
    lures = [reply for reply in model.replies if reply.kind == LURE]
    return sum(reply.affirmed is True for reply in lures) / len(lures) if lures else 0.0
