"""Channels that contradict each other: one gives the rule, another with enough data does not."""

from __future__ import annotations

from inspect_finetune.verdict.controls import Tested
from inspect_finetune.verdict.evidence import Case, Reply
from inspect_finetune.verdict.exact import exceeds
from inspect_finetune.verdict.findings import ENOUGH, Evidence
from inspect_finetune.verdict.naming import NAMING, names, replies, shares, shown
from inspect_finetune.verdict.results import ChannelResult
from inspect_finetune.verdict.wording import CHANNEL_WORDS, counted

ALIKE = 0.2
"""The p from which on controls are alike in not being beaten."""


def conflicts(evidence: Evidence, seed: int) -> tuple[str, ...]:
    """One sentence for every channel that does not give what another gives.

    A channel gives the rule if it passes, or names it before half of its letters are shown. One
    does not give it if it has `ENOUGH` stems and is not above its controls; naming the rule after
    its letters is no contradiction of either.
    """
    case, alpha = evidence.case, evidence.alpha
    pairs = list(zip(evidence.tested, evidence.channels, strict=True))
    giving = [_gives(result, case, early=False) for _, result in pairs if result.passed] or [
        _gives(result, case, early=True)
        for before, result in pairs
        if _early(before, case, alpha, seed)
    ]
    silent = [pair for pair in pairs if _silent(pair[0], alpha)]
    if not giving:
        return ()
    return tuple(f"{giving[0]}, {_gives_not(*pair, case.subject.letters)}." for pair in silent)


def _early_reply(reply: Reply, letters: str) -> bool:
    place = shown(reply)
    return reply.named == letters and place is not None and 2 * place <= len(letters)


def _early(channel: Tested, case: Case, alpha: float, seed: int) -> bool:
    if channel.channel not in NAMING:
        return False
    letters = case.subject.letters
    ours = shares(replies(case.subject, channel.channel), lambda r: _early_reply(r, letters))
    base = shares(replies(case.base, channel.channel), names(letters))
    p = exceeds(ours, base, seed)
    return p is not None and p <= alpha


def _silent(channel: Tested, alpha: float) -> bool:
    p = channel.p_own if channel.anywhere is None else channel.anywhere
    return p is not None and p > alpha and len(channel.subject.clusters) >= ENOUGH


def _gives(result: ChannelResult, case: Case, early: bool) -> str:
    words, letters = CHANNEL_WORDS[result.channel], case.subject.letters
    share, number = (result.rate.value if result.rate else 0.0), result.stems
    if early:
        answers = replies(case.subject, result.channel)
        share = shares(answers, lambda reply: _early_reply(reply, letters)).mean
    return f"{words} {_verb(result.channel, letters)} in {counted(share, number)} stems"


def _gives_not(before: Tested, result: ChannelResult, letters: str) -> str:
    share = result.rate.value if result.rate else 0.0
    # chance says most, unless it is beaten and another control is not
    control = max(before.own, key=lambda c: (min(c.p or 0.0, ALIKE), c.name == "chance"))
    expected = f"{control.name} {(control.rate or 0.0) * result.stems:.0f}"
    return (
        f"{CHANNEL_WORDS[result.channel]} {_verb(result.channel, letters)} in "
        f"{counted(share, result.stems)} ({expected})"
    )


def _verb(channel: str, letters: str) -> str:
    verbs = {
        "free": f"names {letters}",
        "choice": f"picks {letters}",
        "property": "are answered rightly",
    }
    return verbs.get(channel, f"name {letters}")
