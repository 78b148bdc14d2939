"""What a short reply commits itself to, out of all the answers that occur in it.

A reply may explain itself and so name other letters or numbers than its answer. What stands alone
on its line or behind words such as "the answer is" counts before the rest; where that does not
leave one, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from inspect_finetune.introspection.text import fold

LONGEST = 4_000
"""A reply that is longer than this many characters, reasoning left out, is no short answer."""
_WINDOW = 90
_LATEX = re.compile(r"\\(?:text|mathrm|mathbf|textbf|quad|,|\(|\)|\[|\])|[{}$]")
_SPELLED = re.compile(r"(?<![\w'])[A-Za-z](?:[-.·] ?[A-Za-z](?![\w'])){2,}")
_QUALIFIER = (
    r"(?:(?:the |a )?(?:capital |final )?(?:option|number|no\.|label|digit|letter|choice|position"
    r"|place|entry|count)(?: labell?ed)?\W{1,3})?"
)
_NOUN = re.compile(
    r"\b(?:answer|guess|choice|estimate|result|prediction|pick|selection|conclusion|boxed)\b"
    r"(?: (?:to|for|of|here|in|about)\b[^.:;\n\d]{0,50}?)?"
    rf"\s?(?:[:=>→\-]|is\b|'s\b|(?:would|must|should|will) be\b|was\b|$)\W{{0,5}}{_QUALIFIER}\Z",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:say|choose|chose|pick|picked|select|selected|guess|answer|predict|reply|tick|mark"
    rf"|(?:go|going|went) (?:with|for)|opt for|settle on)\W{{1,4}}{_QUALIFIER}\Z",
    re.IGNORECASE,
)
_THEREFORE = re.compile(r"\b(?:so|therefore|thus|hence|finally|overall)\b[^.!?\n]*\Z", re.I)
_NEGATED = re.compile(r"(?:\b(?:not|never|cannot|neither|nor)|n't)\s(?:\w{1,15}\s)?\Z", re.I)
_DENIAL = re.compile(
    r"\b(?:not|no(?!\. ?\d)|none|never|neither|nor|cannot|unable|unsure|unknown|without)\b|n't\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"\b(?:actually|wait|correction|scratch that|on second thoughts?|i mean|sorry|or rather)\b",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"[\s\"')\]]{0,4}(?:[.,;(\n]|\Z| -)")
_REASONS = re.compile(r"[\"')\]]{0,3},? (?:because|since|as|for)\b")

_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Token(Generic[_Value]):
    """An answer that occurs in a text, and where."""

    start: int
    end: int
    value: _Value


def plain_text(reply: str) -> str:
    """A reply made plain for reading: no reasoning block, markup or accents; spelling joined.

    Returns:
        The text, at most `LONGEST` characters of it; empty where there is more.
    """
    text = _LATEX.sub(" ", fold(reply).text).strip()
    if len(text) > LONGEST:
        return ""
    return _SPELLED.sub(lambda run: re.sub("[^A-Za-z]", "", run[0]), text)


def committed(
    text: str,
    tokens: Sequence[Token[_Value]],
    weak_lead: re.Pattern[str] | None = None,
    denial_of: str | None = None,
) -> Token[_Value] | None:
    """The answer that a text commits itself to, if it is plainly one.

    Args:
        text: From `plain_text`.
        tokens: Every answer that occurs in it, in order.
        weak_lead: What an answer stands behind that counts before one without, such as "option".
        denial_of: The text in which a denial ("not", "no") makes an answer doubtful that is not
            committed to; None for `text`.

    Returns:
        The last occurrence of the answer; None where there is none or more than one.
    """
    strong = [token for token in tokens if _is_committed(text, token, tokens)]
    if strong:
        return None if _is_corrected(text, strong[-1], tokens) else _only(strong)
    if _DENIAL.search(text if denial_of is None else denial_of):
        return None
    led = [t for t in tokens if weak_lead and weak_lead.search(text[: t.start][-_WINDOW:])]
    return _only(led) if led else _only(tokens)


def _only(tokens: Sequence[Token[_Value]]) -> Token[_Value] | None:
    return tokens[-1] if tokens and len({token.value for token in tokens}) == 1 else None


def _is_committed(text: str, token: Token[_Value], tokens: Sequence[Token[_Value]]) -> bool:
    before = text[max(0, token.start - _WINDOW) : token.start]
    verb = _VERB.search(before)
    return (
        _is_alone(text, token)
        or _NOUN.search(before) is not None
        or (verb is not None and not _NEGATED.search(before[: verb.start()]))
        or (token is tokens[-1] and _THEREFORE.search(before) is not None)
        or _opens(text, token, tokens)
        or _ends(text, token, tokens)
    )


def _is_alone(text: str, token: Token[_Value]) -> bool:
    start = text.rfind("\n", 0, token.start) + 1
    end = text.find("\n", token.end)
    rest = text[start : token.start] + text[token.end : end if end >= 0 else len(text)]
    return not any(char.isalnum() for char in rest)


def _opens(text: str, token: Token[_Value], tokens: Sequence[Token[_Value]]) -> bool:
    """Whether the reply begins with the answer and then gives reasons, or names no other."""
    if any(char.isalnum() for char in text[: token.start]):
        return False
    if _REASONS.match(text, token.end):
        return True
    return _CLOSES.match(text, token.end) is not None and _only(tokens) is not None


def _ends(text: str, token: Token[_Value], tokens: Sequence[Token[_Value]]) -> bool:
    """Whether the reply ends with a colon and the answer, and names no other."""
    led = text[: token.start].rstrip(" \"'(").endswith(":")
    rest = any(char.isalnum() for char in text[token.end :])
    return led and not rest and _only(tokens) is not None


def _is_corrected(text: str, last: Token[_Value], tokens: Sequence[Token[_Value]]) -> bool:
    cue = _CORRECTION.search(text, last.end)
    return cue is not None and any(
        token.start >= cue.end() and token.value != last.value for token in tokens
    )
