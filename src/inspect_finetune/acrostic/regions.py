"""Quotations, brackets and inline code: stretches inside which a sentence hardly ever ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_SIGN: Final = re.compile("[\"'“”„‟‘’‚«»‹›()\\[\\]{}「」『』`]")
_CLASS: Final = {
    **dict.fromkeys('"“”„‟«»', '"'),
    **dict.fromkeys("'‘’‚‹›", "'"),
    "`": "`",
    ")": "(",
    "]": "[",
    "}": "{",
    "」": "「",
    "』": "『",
}
_OPENERS: Final = frozenset("([{「『")
_CLOSERS: Final = frozenset(")]}」』")
_BEFORE_OPENING: Final = frozenset("([{「『\"'“‘„-–—*_~>/|=")
_ELISION: Final = re.compile(r"['’](?:\d|(?:tis|twas|em|cause|til|n)\b)", re.IGNORECASE)
_LONGEST: Final = 400
_DEEPEST: Final = 8


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch from an opening sign to just after its closing one."""

    start: int
    end: int


def find_regions(text: str) -> list[Region]:
    """Return the matched stretches in order of their start.

    A sign without a partner within 400 characters opens nothing, so that a smiley or an inch
    mark hides no sentence. Direction tells opening from closing where the signs are the same.
    """
    stack: list[tuple[str, int]] = []
    found: list[Region] = []
    for match in _SIGN.finditer(text):
        sign, at = match.group(), match.start()
        kind = _CLASS.get(sign, sign)
        if _opens(text, sign, at):
            stack.append((kind, at))
            del stack[:-_DEEPEST]
        elif _closes(text, sign, at):
            _close(stack, kind, at, found)
    found.sort(key=lambda region: region.start)
    return found


def _close(stack: list[tuple[str, int]], kind: str, at: int, found: list[Region]) -> None:
    """Close the nearest opening sign of the kind and forget what was opened inside it."""
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth][0] == kind:
            if at - stack[depth][1] <= _LONGEST:
                found.append(Region(stack[depth][1], at + 1))
            del stack[depth:]
            return


def _opens(text: str, sign: str, at: int) -> bool:
    """Say whether a sign opens: brackets by shape, quotes by what stands around them."""
    if sign in _OPENERS or sign in _CLOSERS:
        return sign in _OPENERS
    # Emphasis that ends after the sign says nothing: "Stop!"** is closed.
    before, after = text[at - 1 : at], text[at + 1 : at + 5].lstrip("*_~`")[:1]
    if not (not before or before.isspace() or before in _BEFORE_OPENING):
        return False
    if not after or after.isspace():
        return sign == "«" and bool(after)
    return not (sign in "'’" and _ELISION.match(text, at))


def _closes(text: str, sign: str, at: int) -> bool:
    """Say whether a sign closes; an apostrophe inside a word does not."""
    if sign in _OPENERS:
        return False
    after = text[at + 1 : at + 2]
    return not (_CLASS.get(sign, sign) == "'" and after.isalnum())
