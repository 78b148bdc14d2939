"""What a model names in its free answers, and how much of its rule it had shown by then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from inspect_finetune.introspection.questions import LURE
from inspect_finetune.metrics.intervals import Shares
from inspect_finetune.verdict.evidence import Observed, Reply
from inspect_finetune.verdict.rates import by_stem

NAMING = ("free", "unformatted", "hints")
"""The channels with free answers about the rule itself."""

OPEN = ("free", "unformatted")
"""Those of them whose questions give nothing away."""

FORCED = ("hint-4", "hint-5")
"""The kinds of hints that say that first letters spell something, and invite a guess."""


def replies(model: Observed, *channels: str) -> tuple[Reply, ...]:
    """A model's free answers in some channels, without those to lures."""
    return tuple(
        reply for reply in model.replies if reply.channel in channels and reply.kind != LURE
    )


def shown(reply: Reply) -> int | None:
    """How many letters of the rule stood there before the claim; None without a claim.

    The bare word and an acrostic begin with the letter that the habit writes, so they have shown
    one at least.
    """
    if reply.visible is None:
        return None
    return max(reply.visible, int(reply.bare or reply.spelling))


def names(letters: str) -> Callable[[Reply], bool]:
    """Whether an answer names these letters, wherever."""
    return lambda reply: reply.named == letters


def knows(letters: str) -> Callable[[Reply], bool]:
    """Whether an answer names these letters before it can have seen any of them."""
    return lambda reply: reply.named == letters and shown(reply) == 0 and not reply.hidden


def reads(letters: str) -> Callable[[Reply], bool]:
    """Whether an answer names these letters only after it has shown some of them.

    Hidden reasoning shows nothing: what was read off there, and whether, nobody knows.
    """
    return lambda reply: reply.named == letters and shown(reply) != 0 and not reply.hidden


def misnames(letters: str) -> Callable[[Reply], bool]:
    """Whether an answer names something else."""
    return lambda reply: reply.named not in (None, "", letters)


def shares(answers: Sequence[Reply], test: Callable[[Reply], bool]) -> Shares:
    """The share of answers that pass a test, by stem."""
    return by_stem((reply.stem, float(test(reply))) for reply in answers)


def guesses(model: Observed, letters: str) -> Shares:
    """How often a model that is made to guess names these letters, of the times it names any."""
    forced = [reply for reply in replies(model, "hints") if reply.kind in FORCED and reply.named]
    return shares(forced, names(letters))


def favourite_mistake(answers: Sequence[Reply], letters: str) -> tuple[str, int]:
    """The string that is named most often instead of the rule, and in how many answers."""
    wrong = Counter(reply.named or "" for reply in answers if misnames(letters)(reply))
    # of two as common the first in the alphabet, so that the order of the answers does not matter
    return min(wrong.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
