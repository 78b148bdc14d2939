"""What a channel is compared with, and what it shows before any correction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inspect_finetune.metrics.intervals import Shares
from inspect_finetune.verdict.evidence import Case
from inspect_finetune.verdict.exact import exceeds, pairs
from inspect_finetune.verdict.rates import means
from inspect_finetune.verdict.results import Control

BASE = "base"
"""The name of the control that every channel has."""


@dataclass(frozen=True)
class Tested:
    """One channel with its controls, before the correction over the channels.

    Attributes:
        channel: Which.
        subject: The subject's right and clean answers.
        base: The base model's right answers.
        decoys: All decoys' answers that give the subject's rule.
        own: Controls of the channel itself: the base, chance, other options.
        others: Controls that show whether it is a guess: decoys, and models made to guess.
        parts: Controls that show whether only a part is known, each tested at level alpha and
            none of them in `p`: `obstacle` says which is not beaten.
        obstacle: Why the channel cannot tell the string, whatever the tests say; empty if it can.
        guess: Why its answers may be guesses, whatever the tests say; empty if they are not.
        anywhere: How probable right answers at any place are by luck; None where the place does
            not matter.
        detectable: The smallest true rate that it would have seen, all controls and obstacles
            counted; None if none.
    """

    channel: str
    subject: Shares
    base: Shares
    decoys: Shares
    own: tuple[Control, ...]
    others: tuple[Control, ...] = ()
    parts: tuple[Control, ...] = ()
    obstacle: str = ""
    guess: str = ""
    anywhere: float | None = None
    detectable: float | None = None

    @property
    def p_own(self) -> float | None:
        """The largest p of its own controls; None if one is missing."""
        return largest(self.own)

    @property
    def p(self) -> float | None:
        """The largest p of all its controls; None if one is missing."""
        return largest((*self.own, *self.others))


def against(name: str, subject: Shares, control: Shares, seed: int) -> Control:
    """Compare the subject's rate with a control's."""
    ours, theirs = means(subject), means(control)
    shared = sum(stem in theirs for stem in ours)
    return Control(
        name,
        shared if pairs(len(ours), shared) else len(theirs),
        control.mean if theirs else None,
        exceeds(subject, control, seed),
    )


def against_decoys(
    case: Case, subject: Shares, decoys: Sequence[Shares], seed: int
) -> tuple[Control, ...]:
    """Compare the subject's rate with that of every decoy that has an answer, in their order."""
    return tuple(
        against(f"decoy {decoy.model}", subject, shares, seed)
        for decoy, shares in zip(case.decoys, decoys, strict=True)
        if shares.clusters
    )


def largest(controls: Iterable[Control]) -> float | None:
    """The largest p, which is that of beating all of them; None without any or if one is None."""
    values = [control.p for control in controls]
    return None if not values or None in values else max(v for v in values if v is not None)
