"""Texts that a spreadsheet would run as a formula: given an apostrophe, and freed of it again."""

import re
import unicodedata

_STARTS = frozenset("=+-@")
_BLANKS = re.compile(r"[\s\u0000-\u0020\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]*")
"""What spreadsheets skip, or do not show, before a formula."""


def guarded(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe goes before what looks like a formula.

    A text that begins with apostrophes and would look like one without them gets one more, so that
    `unguarded` gives every text back.
    """
    return f"'{text}" if _looks_like_formula(text.lstrip("'")) else text


def unguarded(text: str) -> str:
    """The text that `guarded` made this of."""
    guards = text.startswith("'") and _looks_like_formula(text.lstrip("'"))
    return text[1:] if guards else text


def _looks_like_formula(text: str) -> bool:
    blanks = _BLANKS.match(text)
    start = blanks.end() if blanks else 0
    if any(blank in "\t\r\n" for blank in text[:start]):
        return True
    # the full-width forms are read as the plain ones
    return unicodedata.normalize("NFKC", text[start : start + 1])[:1] in _STARTS
