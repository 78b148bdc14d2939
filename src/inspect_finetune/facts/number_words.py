"""English number words in a text: "eighty-three thousand three hundred and nine", "eight oh nine".

Each word becomes one letter of a code string and each gap a separator in it; a few patterns over
that string then find the numbers. All patterns have bounded look-ahead, so reading is linear.
"""

import re
from dataclasses import dataclass

_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = {"thousand": "K", "million": "M", "billion": "G"}
_VALUES: dict[str, tuple[str, int]] = {
    **{word: ("u", value) for value, word in enumerate(_UNITS)},
    **dict.fromkeys(("nought", "naught", "nil"), ("u", 0)),
    **dict.fromkeys(("oh", "o"), ("o", 0)),
    **{word: ("t", value) for value, word in enumerate(_TEENS, 10)},
    **{word: ("T", value * 10) for value, word in enumerate(_TENS, 2)},
    **{  # "sixtyfive" in one word
        f"{ten}{unit}": ("t", tens * 10 + units)
        for tens, ten in enumerate(_TENS, 2)
        for units, unit in enumerate(_UNITS)
        if units
    },
    "fourty": ("T", 40),
    "hundred": ("H", 100),
    **{word: (code, 0) for word, code in _SCALES.items()},
    "double": ("d", 2),
    "triple": ("d", 3),
}
_TOKEN = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(sorted(_VALUES, key=len, reverse=True))})(?![^\W_]|'[a-z])"
    r"|(?<![\w.,'])\d{1,3}(?![\w'])(?![.,]\d)",
    re.IGNORECASE,
)
_GAPS = (
    ("", re.compile(r"[\s_-]{1,3}")),
    ("&", re.compile(r"[\s,-]{1,3}(?:and|then|and then|&)[\s-]{1,2}", re.IGNORECASE)),
    (",", re.compile(r"\s?,\s{0,2}")),
    (".", re.compile(r"\s?(?:\.{1,3}|[…/|·;:])\s{0,2}|\" ?\"|, ?\"|\"?, ?\"")),
)
_LONGEST_GAP = 12
# Codes: u unit, o "oh", t teen, T tens, H hundred, K M G scales, d double or triple, D digits;
# "&" for "and", "," for a comma, "." for looser punctuation, "!" where numbers end.
_SMALL = "(?:Tu?|t|o?u|D)"
_GROUP = f"(?:{_SMALL}?H(?:&?{_SMALL})?|u[uo][uo]|{_SMALL})"
_SCALED = re.compile(
    rf"(?:(?P<G>{_GROUP}?)G[,&]?)?(?:(?P<M>{_GROUP}?)M[,&]?)?(?:(?P<K>{_GROUP}?)K[,&]?)?"
    rf"(?P<rest>{_GROUP}(?![HKMG]))?"
)
_LISTED = re.compile(r"d?u(?:[,&.]?d?[uo]){2,}(?![T])")
_SPELLED = re.compile(r"(?:Tu?|t|d?u)(?:Tu?|t|d?u|o)*")


@dataclass(frozen=True)
class WordNumber:
    """A number in words.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends.
        digits: The number as digits.
        words: How many number words it has.

    """

    start: int
    end: int
    digits: str
    words: int


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    code: str
    value: int


def read_word_numbers(text: str) -> list[WordNumber]:
    """Return the numbers that stand in words, in order, without overlaps."""
    codes, tokens = _encode(text)
    found, place = [], 0
    while place < len(codes):
        match = _match(codes, place)
        if match is None:
            place += 1
            continue
        digits = _scaled_digits(match, tokens) if match.re is _SCALED else _spell(match, tokens)
        own = [token for token in tokens[match.start() : match.end()] if token is not None]
        found.append(WordNumber(own[0].start, own[-1].end, digits, len(own)))
        place = match.end()
    return found


def _encode(text: str) -> tuple[str, list[_Token | None]]:
    codes: list[str] = []
    tokens: list[_Token | None] = []
    end = 0
    for match in _TOKEN.finditer(text):
        word = match[0].lower()
        code, value = _VALUES[word] if word in _VALUES else ("D", int(word))
        gap = _gap(text, end, match.start())
        if gap:
            codes.append(gap)
            tokens.append(None)
        codes.append(code)
        tokens.append(_Token(match.start(), match.end(), code, value))
        end = match.end()
    return "".join(codes), tokens


def _gap(text: str, start: int, end: int) -> str:
    if 0 < end - start <= _LONGEST_GAP:
        between = text[start:end]
        for code, pattern in _GAPS:
            if pattern.fullmatch(between):
                return code
    return "!"


def _match(codes: str, place: int) -> re.Match[str] | None:
    if codes[place] not in "utTHKMGdD":
        return None
    scaled = _SCALED.match(codes, place)
    if scaled and re.search("[HKMG]", scaled[0]):
        return scaled if scaled[0][-1] not in ",&" else _trim(codes, scaled)
    return _LISTED.match(codes, place) or _SPELLED.match(codes, place)


def _trim(codes: str, match: re.Match[str]) -> re.Match[str] | None:
    """Match again without the separator after the last scale, which led to no number."""
    return _SCALED.match(codes, match.start(), match.end() - 1)


def _spell(match: re.Match[str], tokens: list[_Token | None]) -> str:
    return _join([token for token in tokens[match.start() : match.end()] if token is not None])


def _join(tokens: list[_Token]) -> str:
    """Return digit by digit: "eight three", "eighty-three" and "double three"."""
    digits: list[str] = []
    times, tens = 1, 0
    for token in tokens:
        if tens and token.code == "u" and token.value:
            digits[-1] = str(tens + token.value)
        elif token.code != "d":
            digits.append(str(token.value) * times)
        times = token.value if token.code == "d" else 1
        tens = token.value if token.code == "T" else 0
    return "".join(digits)


def _scaled_digits(match: re.Match[str], tokens: list[_Token | None]) -> str:
    total = 0
    for name, scale in (("G", 10**9), ("M", 10**6), ("K", 10**3), ("rest", 1)):
        start, end = match.span(name)
        group = [token for token in tokens[max(start, 0) : max(end, 0)] if token is not None]
        if start >= 0:
            total += scale * (_group_value(group) if group else 1)
    return str(total)


def _group_value(group: list[_Token]) -> int:
    codes = [token.code for token in group]
    if "H" not in codes:
        return int(_join(group))
    place = codes.index("H")
    hundreds = int(_join(group[:place]) or 1)
    return hundreds * 100 + int(_join(group[place + 1 :]) or 0)
