"""The evidence clock: how many letters of its rule a response had shown at a given place."""

from __future__ import annotations

from inspect_finetune.acrostic.letters import fold
from inspect_finetune.acrostic.reading import spell_as


def initials(text: str) -> tuple[str, str]:
    """The first letters of the lines and of the sentences of a text, folded, upper case."""
    return spell_as(text, "line"), spell_as(text, "sentence")


def letters_shown(text: str, letters: str) -> int:
    """Count how many letters of a rule the text shows, in order, from the rule's first.

    A unit more between two of them does not hide them from a reader, so the letters need not be
    neighbours. The reading (by line or by sentence) that shows more counts: the clock must not
    call a claim clean that was not.

    Returns:
        0 to the length of `letters`.
    """
    wanted = "".join(map(fold, letters))
    return max(_matched(shown, wanted) for shown in initials(text))


def _matched(shown: str, wanted: str) -> int:
    position = 0
    for letter in shown:
        if position < len(wanted) and letter == wanted[position]:
            position += 1
    return position
