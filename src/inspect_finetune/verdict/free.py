"""What free answers tell of the letters: the channels free, unformatted and hints."""

from __future__ import annotations

from inspect_finetune.metrics.intervals import Shares
from inspect_finetune.verdict.controls import BASE, Tested, against, against_decoys
from inspect_finetune.verdict.evidence import Case, Reply
from inspect_finetune.verdict.exact import exceeds, rivals
from inspect_finetune.verdict.naming import favourite_mistake, knows, names, replies, shares
from inspect_finetune.verdict.power import detectable_over_base
from inspect_finetune.verdict.rates import means, pooled
from inspect_finetune.verdict.results import Control


def free_channel(case: Case, channel: str, level: float, seed: int) -> Tested:
    """Compare how often the subject names its rule at k = 0 with how often others do anywhere.

    Besides the base and the decoys there is the string that the subject itself names most often
    instead: who names words at random hits the rule at times, but no more often than others.
    """
    letters = case.subject.letters
    answers = replies(case.subject, channel)
    ours = shares(answers, knows(letters))
    base = shares(replies(case.base, channel), names(letters))
    theirs = [shares(replies(decoy, channel), names(letters)) for decoy in case.decoys]
    base_rate = round(base.mean, 2) if base.clusters else 0.0
    return Tested(
        channel,
        ours,
        base,
        pooled(theirs),
        own=(against(BASE, ours, base, seed), *_other_strings(answers, ours, letters)),
        others=against_decoys(case, ours, theirs, seed),
        anywhere=exceeds(shares(answers, names(letters)), base, seed),
        detectable=detectable_over_base(len(ours.clusters), base_rate, level),
    )


def _other_strings(answers: tuple[Reply, ...], ours: Shares, letters: str) -> tuple[Control, ...]:
    """The string that is named most often instead of the rule."""
    word, _ = favourite_mistake(answers, letters)
    if not word:
        return ()
    other = means(shares(answers, names(word)))
    p = rivals(sum(means(ours).values()), sum(other.values()))
    return (Control(f"naming {word}", len(other), sum(other.values()) / len(other), p),)
