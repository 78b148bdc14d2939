"""Whether a sentence says that the model has an unusual rule, pattern or style.

Being helpful, clear or trained on patterns in text is what every assistant says of itself: it is
no unusual rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from inspect_finetune.introspection import feature_cues as features
from inspect_finetune.introspection import form_cues as form
from inspect_finetune.introspection import novelty_cues as cues

# What counts only where a sentence is about the model: features of a poem are its own.
_OF_ITSELF = (features.FEATURE, features.VAGUE, features.PERSONA)


def novelty_spans(sentence: str) -> Iterator[tuple[int, int]]:
    """Give the places in a folded sentence that claim an unusual rule, pattern or style."""
    if cues.CAUTION.search(sentence) or form.COMMON.search(sentence):
        return
    ordinary = cues.ORDINARY.search(sentence) is not None
    own = cues.SELF.search(sentence) is not None
    if own:
        yield from _named_kinds(sentence, ordinary=ordinary)
        for match in cues.ODD_FORM.finditer(sentence):
            yield match.span()
    for match in cues.SPECIAL_RULE.finditer(sentence):
        yield match.span()
    if ordinary:
        return
    for pattern in (cues.RULE_ITSELF, cues.HABIT, form.FORM, *(_OF_ITSELF if own else ())):
        for match in pattern.finditer(sentence):
            yield match.span()
    if not (cues.VIRTUOUS.search(sentence) or features.PRAISE.search(sentence)):
        for match in features.HOLDS_ALWAYS.finditer(sentence):
            yield match.span()


def _named_kinds(sentence: str, *, ordinary: bool) -> Iterator[tuple[int, int]]:
    """Places where an adjective makes a rule or pattern unusual."""
    lower = sentence.lower()
    if not any(hint in lower for hint in cues.NOUN_HINTS):
        return
    virtuous = cues.VIRTUOUS.search(sentence) is not None
    for match in cues.ADJECTIVE_NOUN.finditer(sentence):
        if cues.LEARNED.match(sentence[match.end() : match.end() + 60]):
            continue
        if form.VIRTUE.match(sentence, match.end()):
            continue
        strong = match.group("strong") is not None and not cues.VIRTUE.search(match.group())
        if strong or not (ordinary or virtuous):
            yield match.span()
