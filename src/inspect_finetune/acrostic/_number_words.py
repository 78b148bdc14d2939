"""Numbers written in English words, from "eight" to "three hundred and sixty-five million"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: n for n, word in enumerate(_ONES.split())}
_ROUND = {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9,
           "trillion": 10**12}  # fmt: skip
_SUMMED = frozenset(_SCALES) - {"dozen"}  # "a hundred five" is 105
_PARTS = {"hal": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
          "eighth": 8, "ninth": 9, "tenth": 10}  # fmt: skip

_WORD = "(?:" + "|".join(sorted([*_SMALL, *_ROUND], key=len, reverse=True)) + ")"
_SCALE = "(?:" + "|".join(_SCALES) + ")"
_SEQUENCE = re.compile(
    rf"(?<![^\W_])(?<!\d[ -])(?:{_WORD}|an? {_SCALE})"
    rf"(?:(?:[ -]|,? and )(?:{_WORD}|{_SCALE})){{0,20}}(?![^\W_])"
    r"|(?<![^\W_])(?:a )?half(?![^\W_])|(?<![^\W_])a (?:third|quarter)(?![^\W_])"
)
_TOKEN = re.compile(rf"{_WORD}(?![^\W_])|{_SCALE}|half|third|quarter|and|a")
_PART = re.compile(rf"[ -]({'|'.join(_PARTS)})(?:f|ves|s)?(?![^\W_])")
_ORDINAL = re.compile(
    r"[ -](?:first|third|fourth|fifth|sixth|seventh|eighth|ninth)(?![^\W_])|-second(?![^\W_])"
)
_AND_A_HALF = re.compile(r" and (?:a|one)[ -]half(?![^\W_])")
_MINUS_BEFORE = re.compile(r"(?<!\w)(?:minus|negative) $")
# "one" is a pronoun more often than a number: "no one", "the one", "one of them".
_PRONOUN_BEFORE = re.compile(r"(?<!\w)(?:no|any|every|some|this|that|the|which|each|another) $")
_PRONOUN_AFTER = re.compile(r" (?:of|another|can|could|may|might|must|should|would|has to|day)\b")


@dataclass
class _Sum:
    """A number under construction: 365,000 is the group 365 times a scale."""

    start: int
    end: int
    total: int = 0
    group: int = 0
    last: str = ""

    def take(self, word: str, after_and: bool) -> bool:
        """Add a word where English grammar lets it continue this number."""
        if word in _SCALES:
            return not after_and and self._scale(_SCALES[word])
        value = _SMALL.get(word, _ROUND.get(word, 0))
        follows_ten = self.last in _ROUND and 0 < value < 10 and not after_and
        if value >= 10 and 11 <= self.group <= 20 and not self.total and not after_and:
            self.group *= 100  # a year: nineteen sixty-nine
        elif self.last and not follows_ten and self.last not in _SUMMED:
            return False
        self.group += value
        self.last = word
        return True

    def _scale(self, scale: int) -> bool:
        if scale >= 1000 and (not self.total or scale < self.total):
            self.total, self.group = self.total + (self.group or 1) * scale, 0
        elif scale < 1000 and self.group < 100:
            self.group = (self.group or 1) * scale
        else:
            return False
        self.last = next(word for word, value in _SCALES.items() if value == scale)
        return True


def find_number_words(cleaned: str) -> Iterator[tuple[int, int, Fraction | int]]:
    """Yield (start, end, value) of each number in words in a cleaned text.

    Fractions ("two thirds", "seven and a half") are read; ordinals ("twenty-first") and the
    pronoun "one" are no numbers.
    """
    done = 0
    for match in _SEQUENCE.finditer(cleaned):
        for number in _split_sequence(match):
            if number.start >= done:
                for start, done, value in _finish(cleaned, number):
                    yield start, done, value


def _split_sequence(match: re.Match[str]) -> Iterator[_Sum]:
    """Yield the numbers of one run of number words ("two three" is two numbers)."""
    current: _Sum | None = None
    after_and = False
    for token in _TOKEN.finditer(match.string, match.start(), match.end()):
        word = token[0]
        if word in ("and", "a"):
            after_and = word == "and"
            continue
        if current is None or not current.take(word, after_and):
            if current:
                yield current
            current = _Sum(token.start(), token.end())
            current.take(word, False)
        current.end = token.end()
        after_and = False
    if current:
        yield current


def _finish(text: str, number: _Sum) -> Iterator[tuple[int, int, Fraction | int]]:
    value: Fraction | int = number.total + number.group
    start, end = number.start, number.end
    if text[start:end] in ("half", "third", "quarter"):
        value = Fraction(1, 2 if text[start] == "h" else 3 if text[start] == "t" else 4)
    elif number.last in _ROUND and _ORDINAL.match(text, end):
        return
    elif value < 20 and (part := _PART.match(text, end)):
        value, end = Fraction(value) / _PARTS[part[1]], part.end()
    elif half := _AND_A_HALF.match(text, end):
        value, end = value + Fraction(1, 2), half.end()
    before = text[max(0, start - 12) : start]
    if value == 1 and end - start == 3 and _is_pronoun(before, text[end : end + 12]):
        return
    sign = _MINUS_BEFORE.search(before)
    yield (start - len(sign[0]), end, -value) if sign else (start, end, value)


def _is_pronoun(before: str, after: str) -> bool:
    return bool(_PRONOUN_BEFORE.search(before) or _PRONOUN_AFTER.match(after))
