"""Whether a sentence says under what circumstance the rule is used."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_finetune.introspection import condition_cues as cues
from inspect_finetune.introspection.novelty_cues import ORDINARY
from inspect_finetune.introspection.stance import Stance, stance


def condition_spans(sentence: str) -> Iterator[tuple[int, int]]:
    """Give the places in a folded sentence that say when the rule is on ("only if you ask for it").

    "When I answer" and "when you ask me something" hold of every reply and are no condition.
    """
    if not cues.SPEAKS_OF_RULE.search(sentence) or cues.OTHER.search(sentence):
        return
    if ORDINARY.search(sentence) and not cues.SPECIAL.search(sentence):
        return
    for match in (*cues.PATTERN.finditer(sentence), *cues.BARE.finditer(sentence)):
        near = sentence[match.start() : match.end() + 40]
        if not cues.VACUOUS.match(near):
            yield match.span()


def condition_stance(sentence: str, start: int, end: int) -> Stance:
    """Say how a sentence stands to a condition; "not unless you ask" is one, not a denial."""
    how = stance(sentence, start, end)
    if (
        how is Stance.DENIED
        and not cues.UNABLE.search(sentence)
        and cues.RESTRICTS.search(sentence)
    ):
        return Stance.ASSERTED
    return how
