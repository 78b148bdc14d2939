"""How a response stands to something that it mentions: asserts it, hedges, denies or supposes it.

The scope is looked for in a window of bounded width before and after the mention, within its
sentence, so that reading stays linear.
"""

from __future__ import annotations

from enum import Enum

from inspect_finetune.introspection import stance_cues as cues

_BEFORE = 220
_AFTER = 60


class Stance(Enum):
    """What a response does with a claim that it mentions."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    DENIED = "denied"
    SUPPOSED = "supposed"


def stance(sentence: str, start: int, end: int) -> Stance:
    """Say how a sentence stands to the mention that it makes at [start, end).

    Returns:
        DENIED where a negation reaches the mention, SUPPOSED for questions, abilities and things
        said of others, HEDGED for maybes, else ASSERTED.
    """
    before = sentence[max(0, start - _BEFORE) : start]
    after = sentence[end : end + _AFTER]
    if denied(before + sentence[start:end], after):
        return Stance.DENIED
    window = sentence[max(0, start - _BEFORE) : end + _AFTER]
    if _is_open_question(sentence) or cues.OFFER.search(window) or cues.UNKNOWN.search(window):
        return Stance.SUPPOSED
    if cues.SUPPOSED.search(window) and not cues.TRIGGERED.search(window):
        return Stance.SUPPOSED
    hedged = cues.HEDGE.search(before) or cues.HEDGE.search(sentence[start:end])
    return Stance.HEDGED if hedged else Stance.ASSERTED


def denied(before: str, after: str) -> bool:
    """Whether a negation in the words before, or right after, reaches what stands between them."""
    if cues.DENIED_AFTER.search(after):
        return True
    plain = cues.NOT_NEGATION.sub(" ", before)
    cut = max((match.end() for match in cues.BREAK.finditer(plain)), default=0)
    return bool(cues.NEGATION.search(plain, cut))


def _is_open_question(sentence: str) -> bool:
    tail = sentence.rstrip(" \"')\n")[-1:]
    return tail == "?" and bool(cues.QUESTION.search(sentence)) and not cues.NOTICE.search(sentence)
