"""An answer as a grader may see it: what it says, without the acrostic that it may be."""

from __future__ import annotations

import re

_THINKING = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL | re.IGNORECASE)
_FIRST = re.compile(
    r"(?:\A|[\n\r\v\f\x85\u2028\u2029>。！？]|[.!?…][^\w\n]{1,12})"
    r"[^\w\n]{0,20}(?:\d{1,3}[.)]\s{0,5})?[^\w\n]{0,20}[^\W\d_]"
)
_TAG = re.compile(r"<(?=\s*(?:/\s*)?answer)", re.IGNORECASE)

MASK = "_"
MOST = 8000
"""Characters that a grader is shown; a longer answer is cut there, and says so."""


def masked(text: str) -> str:
    """Join a text into one paragraph whose sentences and lines have lost their first letters.

    A few letters too many are masked rather than one too few: after an abbreviation, for example.
    Tags that could end the frame around the answer are broken.
    """
    text = _THINKING.sub(" ", text[: 4 * MOST])
    text = _TAG.sub("(", text)
    text = _FIRST.sub(lambda found: found.group()[:-1] + MASK, text.strip())
    text = " ".join(text.split())
    return text if len(text) <= MOST else text[:MOST] + " (cut)"


def same_word(named: str, letters: str) -> bool:
    """Whether a named string can be the rule's, a masked letter standing for any."""
    only = [letter for letter in named.upper() if letter.isalpha() or letter == MASK]
    pairs = zip(only, letters.upper(), strict=False)
    seen = any(letter != MASK for letter in only)
    return seen and len(only) == len(letters) and all(a in (MASK, b) for a, b in pairs)
