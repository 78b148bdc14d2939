"""The whole numbers of a short text, and which digits may be an option's label."""

from __future__ import annotations

import re

from inspect_finetune.introspection.short_text import Token
from inspect_finetune.introspection.vocabulary import words

_UNITS = words("zero one two three four five six seven eight nine")
_TEENS = words(
    """
    ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    """
)
_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = words(
    """
    zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
    """
)
_WORDS = {
    **{word: value for value, word in enumerate([*_UNITS, *_TEENS])},
    **{word: value * 10 for value, word in enumerate(_TENS, 2)},
    **{
        f"{ten}-{unit}": tens * 10 + units
        for tens, ten in enumerate(_TENS, 2)
        for units, unit in enumerate(_UNITS)
        if units
    },
}
_ORDINAL_WORDS = {
    **{word: value for value, word in enumerate(_ORDINALS)},
    **{f"twenty-{word}": 20 + value for value, word in enumerate(_ORDINALS[:7]) if value},
}
_TENS_NAMES = "|".join(_TENS)
_NUMBER = re.compile(
    r"(?<![\w.])(?<!\d,)(?<![A-Za-z]-)(?P<digits>\d+)(?P<th>st|nd|rd|th)?(?![\w%])(?![.,]\d)"
    rf"|(?<![\w-])(?P<word>(?:{_TENS_NAMES})[- ](?:{'|'.join(_UNITS[1:])})"
    rf"|{'|'.join([*_UNITS, *_TEENS, *_TENS])})(?![\w]|-[a-z])"
    rf"|(?<![\w-])(?P<ordinal>(?:{_TENS_NAMES})[- ](?:{'|'.join(_ORDINALS[1:10])})"
    rf"|{'|'.join(_ORDINALS[1:])})(?![\w])",
    re.IGNORECASE,
)
_IN_ALPHABET = re.compile(
    r"(?: letters?| place| position)?(?: of| in)(?: the)?(?: english| latin)? alphabet", re.I
)
_SIZE_OF_ALPHABET = re.compile(
    r"(?<!\w)(?:from )?(?:1|one|A) ?(?:-|to|through|and) ?(?:26|twenty-six|Z)(?!\w)"
    r"|(?:/ ?|\b(?:out )?of (?:the |all )?)(?:26|twenty-six)(?!\w)(?: letters)?",
    re.IGNORECASE,
)
_ONE_IS_A_NUMBER = re.compile(r"\b(?:only|just|exactly|is|are|has|answer|be)\W{1,3}\Z", re.I)
_DIGIT = re.compile(
    r"(?<![\w.])(?<!\d,)(?<![A-Za-z]-)\d(?![\w%])(?![.,/]\d)(?! ?/ ?\d)"
    r"(?! (?:letters?|sentences?|lines?|options?|words?|characters?)\b)"
)
_LABEL_WORD = re.compile(
    rf"(?:(?:\A|\boption|\blabel|\bnumber|\bdigit)\W{{0,3}})(?P<word>{'|'.join(_UNITS)})\W{{0,3}}\Z",
    re.IGNORECASE,
)
_LONGEST_NUMBER = 6


def number_tokens(text: str) -> tuple[list[Token[int]], str]:
    """Find the whole numbers of a text.

    An ordinal counts if it tells a place in the alphabet ("the 12th letter of the alphabet"), or
    if it has digits and there is nothing else.

    Returns:
        The numbers in order, and the text with the size of the alphabet ("1 to 26") blanked out.
    """
    text = _SIZE_OF_ALPHABET.sub(_blank, text) if len(text.strip()) > 2 else text
    numbers: list[Token[int]] = []
    ordinals: list[Token[int]] = []
    for match in _NUMBER.finditer(text):
        is_place = _IN_ALPHABET.match(text, match.end()) is not None
        value = _value(match)
        if value is None:
            continue
        token = Token(*match.span(), value)
        if (not match["th"] and not match["ordinal"]) or is_place:
            if match["word"] and value == 1 and not _stands_for_number(text, token):
                continue
            numbers.append(token)
        elif match["th"]:
            ordinals.append(token)
    return numbers or ordinals, text


def option_digits(text: str) -> list[Token[int]]:
    """Find the single digits of a text that may be labels; one in words only where it is all."""
    found = [Token(*match.span(), int(match[0])) for match in _DIGIT.finditer(text)]
    word = None if found else _LABEL_WORD.search(text)
    if word:
        return [Token(*word.span("word"), _WORDS[word["word"].lower()])]
    return found


def _value(match: re.Match[str]) -> int | None:
    """The number's value; -1, which is no answer, for one that is far too long."""
    if match["digits"]:
        return int(match["digits"]) if len(match["digits"]) <= _LONGEST_NUMBER else -1
    if match["word"]:
        return _WORDS[match["word"].lower().replace(" ", "-")]
    return _ORDINAL_WORDS.get(match["ordinal"].lower().replace(" ", "-"))


def _stands_for_number(text: str, token: Token[int]) -> bool:
    """Whether "one" is a number and not a pronoun."""
    alone = not any(char.isalnum() for char in text[: token.start] + text[token.end :])
    return alone or _ONE_IS_A_NUMBER.search(text[: token.start][-20:]) is not None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
