"""What stands before the first letter of a unit: markup, numbering, quote marks, emoji."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_FIRST: Final = re.compile(r"[^\W_]")
_QUOTES: Final = frozenset("\"'“”„‟‘’‚‛«»‹›「」『』")
_BRACKETS: Final = frozenset("([{")

# Each pattern is tried again after every success, so "> **1.** Here" loses all three.
_MARKS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("blockquote", re.compile(r">[ \t]*")),
    ("heading", re.compile(r"#{1,6}(?=[ \t*_])")),
    ("table", re.compile(r"\|[ \t]*")),
    ("bullet", re.compile(r"[-*+•‣⁃◦▪▫●○■□◆◇–—·∙➤➢►▶✓✔✅→⇒➔➜»›](?=[ \t])")),
    ("bullet", re.compile(r"\[[ xX✓]\](?=[ \t])")),
    (
        "numbering",
        re.compile(
            r"[(\[]?\d{1,3}(?:\.\d{1,2}){0,3}(?:\\?[.)\]:]){1,2}(?=[ \t*_`\"“'(]|[^\W\d_]{2})"
            r"|[(\[]?\d{1,3}[ \t]{0,2}[-–—][ \t]{1,2}(?=[*_\"“'(]{0,4}[^\W\d_])"
        ),
    ),
    # A quote mark goes only with what follows it: elsewhere it tells where a quotation begins.
    ("quote", re.compile(r"[\"“„«](?=(?:\d{1,3}[.)]|[-*+•#>]{1,6})[ \t])")),
    ("bold", re.compile(r"[*_~`]+")),
    ("emoji", re.compile(r":[a-z][a-z0-9_+-]{1,30}:(?=[ \t])")),
    ("latex", re.compile(r"\\[A-Za-z]{1,20}\*?\{")),
)
_LIST_MARKS: Final = frozenset({"heading", "table", "bullet", "numbering"})
_SPACE: Final = re.compile(r"\s*")


def strip_marks(text: str, start: int = 0) -> tuple[int, tuple[str, ...]]:
    """Return where the text begins after its markup and numbering, and what they were.

    Nothing is skipped when nothing readable would be left: ``42.`` is text, not numbering.
    """
    position, flags = start, []
    found, last = True, _last_readable(text)
    while found:
        found = False
        space = _SPACE.match(text, position)
        position = space.end() if space else position
        for name, pattern in _MARKS:
            match = pattern.match(text, position)
            if match and position < match.end() <= last:
                position, found = match.end(), True
                flags.append(name)
                break
    return position, tuple(dict.fromkeys(flags))


def _last_readable(text: str) -> int:
    """Return where the last letter or digit stands, -1 where there is none."""
    return next((at for at in range(len(text) - 1, -1, -1) if text[at].isalnum()), -1)


def first_character(text: str) -> tuple[int, tuple[str, ...]]:
    """Return where the first letter or digit of a unit stands (-1: none), and what came before."""
    if text[:1].isalpha():
        return 0, ()
    position, flags = strip_marks(text)
    found = _FIRST.search(text, position)
    if not found:
        return -1, flags
    skipped = text[position : min(found.start(), position + 40)]
    return found.start(), flags + tuple(dict.fromkeys(filter(None, map(_kind, skipped))))


def _kind(char: str) -> str:
    """Name what a skipped character is; spaces and plain punctuation have no name."""
    if char in _QUOTES:
        return "quote"
    if char in _BRACKETS:
        return "bracket"
    return "emoji" if unicodedata.category(char) in {"So", "Sk"} else ""


def is_list_mark(flags: tuple[str, ...]) -> bool:
    """Say whether these marks begin an item of their own, which never continues a sentence."""
    return not _LIST_MARKS.isdisjoint(flags)
