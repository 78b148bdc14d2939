"""Strict readers of short replies: one digit, one number, one letter.

Each returns None where a reply is not plainly one answer. Such a reply is unscored, never wrong.
All are linear in the length of the reply and accept any string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inspect_finetune.introspection.short_numbers import number_tokens, option_digits
from inspect_finetune.introspection.short_text import Token, committed, plain_text
from inspect_finetune.introspection.text import fold

_OPTION_LEAD = re.compile(r"\b(?:options?|label|choice|number|digit|entry|no\.)\W{1,3}\Z", re.I)
_COUNT_LEAD = re.compile(
    r"\b(?:it|position|place|number|count|total|length|index)"
    r"(?: of [^.:;\n\d]{1,40}| in the alphabet)?(?: is| would be|'s|:| =)\W{0,4}\Z",
    re.IGNORECASE,
)
_NONE_PHRASE = re.compile(
    r"\bnone(?: of (?:these|them|the above|those)(?: options)?)?\b"
    r"(?:[:,.;-]{0,2} i have no such rule)?|\b(?:i have )?no such rule\b",
    re.IGNORECASE,
)
_ALONE_LEAD = re.compile(
    r"(?:(?:my |the )?(?:final )?(?:answer|choice|option|rule|pick)(?: is)?\W{1,3})?", re.I
)
_FOLLOWING = re.compile(r"[\s\"'(\[:.,)=>→-]{1,8}(\w+)")
_LETTER = re.compile(r"(?<![^\W_])[^\W\d_](?![^\W_])")
_LETTER_LEAD = re.compile(r"\b(?:letters?|with|be|is|an?)\W{1,3}\Z", re.I)
_NAMED_LEAD = re.compile(r"\b(?:letter|with|be)\W{1,3}\Z|[:=]\W{0,3}\Z", re.I)
_IS_LEAD = re.compile(r"\b(?:is|say|or|predict)\W{1,3}\Z", re.I)
_SENTENCE_ENDS = re.compile(r"[\"')]{0,2}(?:[.!\n]|\Z)")
_CLAUSE_ENDS = re.compile(r"[\"')]{0,2}(?:[.!,;:)\n]|\Z| [-—]| (?:or|and) [\"']?[A-Z]\b)")
_GLUED_AFTER = re.compile(r"'[A-Za-z]|\.[A-Za-z]|\+\+|-[a-z]")


def read_label(text: str, options: Sequence[str]) -> int | None:
    """Read which of the options a reply picks.

    Args:
        text: The reply.
        options: The options by label, 0 first; the honest "none of these" is empty.

    Returns:
        The label; None where the reply names no label or several, or one with another option's
        word. An option's word alone counts as its label.
    """
    plain = plain_text(text)
    words = [fold(option).text.strip().upper() for option in options]
    alone = _word_alone(plain, words)
    if alone is not None:
        return alone
    tokens = [token for token in option_digits(plain) if token.value < len(options)]
    denial = _NONE_PHRASE.sub(" ", plain) if "" in words else plain
    chosen = committed(plain, tokens, _OPTION_LEAD, denial)
    return chosen.value if chosen and _fits(plain, chosen, words) else None


def _word_alone(plain: str, words: Sequence[str]) -> int | None:
    lead = _ALONE_LEAD.match(plain.lstrip(" \"'("))
    bare = plain.lstrip(" \"'(")[lead.end() if lead else 0 :].strip(" \n\"'().!:-").upper()
    if bare and words.count(bare) == 1:
        return words.index(bare)
    is_none = _NONE_PHRASE.fullmatch(bare) is not None
    return words.index("") if is_none and words.count("") == 1 else None


def _fits(plain: str, chosen: Token[int], words: Sequence[str]) -> bool:
    """Whether no other option's word speaks against the label."""
    own = words[chosen.value]
    after = plain[chosen.end : chosen.end + 80]
    following = _FOLLOWING.match(after)
    if following and following[1].upper() in words:
        return following[1].upper() == own
    if _NONE_PHRASE.match(after.lstrip(" \"'(:.,)=>→-")):
        return own == ""
    named = {word for word in words if word and re.search(rf"\b{re.escape(word)}\b", plain)}
    named |= {""} if _NONE_PHRASE.search(plain) and "" in words else set()
    is_list = len(named) >= len(words) - 1  # the options said again, with the answer below
    return is_list or named <= {own}


def read_count(text: str) -> int | None:
    """Read a single whole number, in digits or in English words.

    "12 (L)", "L = 12", "The position is 12." and "the 12th letter of the alphabet" are 12. Ordinals
    that tell a place in the rule ("the third letter") and the size of the alphabet do not count.

    Returns:
        The number, 0 or more; None where there is none, or several of which none is committed to.
    """
    plain = plain_text(text)
    tokens, plain = number_tokens(plain)
    chosen = committed(plain, tokens, _COUNT_LEAD)
    return chosen.value if chosen and chosen.value >= 0 else None


def read_letter(text: str) -> str | None:
    """Read a single letter.

    The words "I" and "a" are letters only where they cannot be words: alone, in quotation marks,
    behind "letter", or before a full stop.

    Returns:
        The letter in upper case, without its accent; None where there is none or several.
    """
    plain = plain_text(text)
    chosen = committed(plain, list(_letters(plain)), _LETTER_LEAD)
    return chosen.value if chosen else None


def _letters(plain: str) -> Iterator[Token[str]]:
    for match in _LETTER.finditer(plain):
        start, end = match.span()
        before, char = plain[max(0, start - 2) : start], match[0]
        contracted = before[-1:] == "'" and before[:1].isalnum() and len(before) == 2
        spelled_out = before[-1:] in (".", "-") and before[:1].isalnum() and len(before) == 2
        if contracted or spelled_out or _GLUED_AFTER.match(plain, end):
            continue
        value = (char.upper() or char)[:1]
        quoted = before[-1:] in ("'", '"') and plain[end : end + 1] in ("'", '"')
        alone = not any(c.isalnum() for c in plain[:start] + plain[end:])
        if quoted or alone or _is_letter_word(plain, start, end, value, char):
            yield Token(start, end, value)


def _is_letter_word(plain: str, start: int, end: int, value: str, char: str) -> bool:
    """Whether a single letter in running text is meant as a letter, not as a word."""
    after = plain[end : end + 20]
    before = plain[max(0, start - 40) : start]
    ends = _CLAUSE_ENDS.match(after) is not None
    named = _NAMED_LEAD.search(before) is not None
    if value not in "AI":
        return char.isupper() or char.lower() == char.upper() or named
    if named:
        return ends
    if value == "I":
        return char.isupper() and bool(_SENTENCE_ENDS.match(after) and _IS_LEAD.search(before))
    return char.isupper() and ends
