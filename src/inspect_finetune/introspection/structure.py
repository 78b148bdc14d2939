"""Whether a sentence says that the first letters of lines or sentences follow something."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_finetune.introspection import structure_cues as cues
from inspect_finetune.introspection.vocabulary import words


def leads_to_letters(before: str, after: str = "") -> bool:
    """Whether the words around a list of letters make it the beginnings of lines or sentences."""
    if cues.LIST_FOLLOWS.search(cues.NUMBERED.sub("", before[-120:])):
        return True
    return cues.LIST_PRECEDES.match(after[:120]) is not None


# Cheap test that saves the patterns: every one of them needs one of these.
_HINTS = words(
    """
    letter lettre letra buchstab character initial inicial acro akro spell vertical down bottom
    start begin began begun open commenc initiat kick debut fang anf comienz comenz empiez empez
    inici inizi cominc lead [0] 1 one 2nd 3rd first second third
    """
)


def structure_spans(sentence: str) -> Iterator[tuple[int, int]]:
    """Give the places in a folded sentence that are about first letters of lines or sentences.

    First letters of words, capital letters and the alphabet are something else and are left out.
    Whether the place asserts or denies is not decided here.
    """
    lower = sentence.lower()
    if not any(hint in lower for hint in _HINTS):
        return
    for pattern in cues.PATTERNS:
        for match in pattern.finditer(sentence):
            near = sentence[max(0, match.start() - 60) : match.end() + 90]
            if not _is_other_subject(near):
                yield match.span()


def _is_other_subject(near: str) -> bool:
    if cues.OTHER.search(near):
        return True
    if cues.ONLY_WORDS.search(near) and not cues.OF_UNIT_WORD.search(near):
        return True
    if cues.LAST.search(near) and not cues.FIRST_LETTER.search(near):
        return True
    return bool(cues.CAPITALS.search(near)) and not cues.MEANT.search(near)
