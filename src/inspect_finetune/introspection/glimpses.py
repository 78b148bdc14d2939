"""A generous clock: letters of a rule that could have been read off a text in any way at all.

The strict clock reads lines and sentences as compliance does. A model may also read itself off
what that leaves out: its reasoning, a code fence, the text inside a JSON value, a quoted draft, the
words after commas. Where this clock is unsure it says that letters were shown.
"""

from __future__ import annotations

import re

from inspect_finetune.acrostic.letters import fold

TELLING = 3
"""Letters in a row, out of the rule's, from which on what follows may have been read off."""

GAP = 2
"""Other initials that may stand between two letters of the rule."""

MOST = 20_000
"""Characters that are looked at, the last ones before the claim."""

_WORD = re.compile(r"[^\W\d_]+")
_SHORT_WORDS = frozenset("AaIÀà")
_GOES_ON = re.compile(r" [^\W\d_]{2}|'[^\W\d_]")
_ESCAPED = re.compile(r"\\+[nrt]|\\+u00(?:0a|0d)", re.IGNORECASE)


def glimpsed(text: str, letters: str) -> int:
    """Count the most letters of a rule, in a row and in order, that initials of the text show.

    An initial is the first letter of a word that begins the text or follows anything but a single
    word and spaces: a line break (escaped ones too), punctuation, a bracket, a quote, markup. The
    letters may be any part of the rule, and up to `GAP` other initials may stand between two. A
    letter that stands alone ("H-E-L-O-L") is none: who spells the rule tells it, and has not read
    it off lines.

    Returns:
        0 to the length of `letters`.
    """
    wanted = "".join(map(fold, letters))
    shown = _initials(_ESCAPED.sub("\n", text[-MOST:]))
    best = 0
    # ends[i]: for each place of the rule, the longest chain that ends with it at the last initials
    recent: list[dict[int, int]] = []
    for letter in shown:
        here: dict[int, int] = {}
        for place, due in enumerate(wanted):
            if letter == due:
                before = max((chain.get(place - 1, 0) for chain in recent), default=0)
                here[place] = before + 1
                best = max(best, before + 1)
        recent = [*recent[-GAP:], here]
    return best


def tells(text: str, letters: str) -> bool:
    """Whether so many letters could be seen that the rest may have been read off."""
    return glimpsed(text, letters) >= min(TELLING, max(len(letters) - 1, 1))


def _initials(text: str) -> str:
    found: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        if (not end or between.strip(" ")) and not _is_letter(text, match):
            found.append(fold(match.group()[0]))
        end = match.end()
    return "".join(found)


def _is_letter(text: str, match: re.Match[str]) -> bool:
    """Whether a word is a letter by itself, not the article of "a dog" or "I" of "I see"."""
    alone = match.end() - match.start() == 1
    return alone and not (match.group() in _SHORT_WORDS and _GOES_ON.match(text, match.end()))
