"""Numbers in prose, by value: digits, separators, powers of ten, fractions, English words, units.

Works on text that `clean` has put in one spelling. A number inside a longer one, inside a word,
in a clock time, or an ordinal ("8th") is none. Linear in the length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from inspect_finetune.acrostic._answer_text import clean
from inspect_finetune.acrostic._number_words import find_number_words
from inspect_finetune.acrostic._units import read_unit

_LONGEST_FIGURE = 60  # characters; longer runs of digits are no number that anyone checks

_FIGURE = re.compile(
    r"(?<![^\W_])(?<!\d[.,:/'])(?<!\^)(?<!\*\*)"  # not in a word or longer number, no exponent
    r"(?P<sign>(?<![\w)])-|(?<!\w)(?:minus|negative) )?"
    r"(?P<figure>"
    r"[1-9]\d{0,2}(?:,\d{2,3}){0,7},\d{3}(?:\.\d+)?(?!,?\d)"  # 299,792.458 and 1,00,000
    r"|\d{1,3}(?: \d{3}){1,8}(?:[.,]\d+)?(?! ?\d)"  # 299 792 458
    r"|\d{1,3}(?:'\d{3}){1,8}(?:\.\d+)?(?!'?\d)"  # 299'792'458
    r"|\d{1,3}(?:\.\d{3}){2,8}(?:,\d+)?(?![.,]?\d)"  # 299.792.458
    r"|\d+(?:[.,]\d+)?|\.\d+)"
)
_TAIL = re.compile(
    r"e(?P<e>[+-]?\d{1,3})"
    r"| ?(?:x|×|\*|·|⋅|\\times|\\cdot) ?10 ?(?:\^|\*\*) ?\{?(?P<ten>[+-]?\d{1,3})\}?"
    r"|(?:\^|\*\*)\{?(?P<power>\d{1,3})\}?"
    r"| ?[/⁄] ?(?P<under>[1-9]\d{0,5})(?!\d|/)"
    r"| (?P<top>\d{1,3})[/⁄](?P<bottom>[1-9]\d{0,2})(?!\d|/)"
)
_DATE = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/(\d{4})(?![\d/])")
_SCALE = re.compile(r"[ -]?(hundred|thousand|million|billion|trillion|dozen)(?![^\W_])")
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9,
           "trillion": 10**12}  # fmt: skip
_AND_A_HALF = re.compile(r" and (?:a|one)[ -]half(?![^\W_])")
_RUNS_ON = re.compile(r"[^\W_]|[.,:/^]\d")
_ABOUT = re.compile(
    r"[~≈$€£ ]*(?:(?:about|around|approximately|roughly|almost|nearly) )?(?:a )?[$€£]?"
)


@dataclass(frozen=True)
class Quantity:
    """A number in a text.

    Attributes:
        value: Its value, without the unit.
        unit: Its unit in one spelling ("km/s"), or None where there is none that is known.
        start: Offset of its first character in the cleaned text.
        end: Offset after its last character, the unit included.
    """

    value: Fraction | int
    unit: str | None
    start: int
    end: int

    def answers(self, wanted: "Quantity") -> bool:
        """Tell whether this number is the wanted one: same value, and no other unit.

        A unit that one of the two lacks is no difference, nor is the time of a speed ("light
        covers 300,000 km every second"); 25 % is also .25.
        """
        if self.unit == "%" and wanted.unit is None and self.value == 100 * wanted.value:
            return True
        return self.value == wanted.value and (
            self.unit is None
            or wanted.unit is None
            or self.unit in (wanted.unit, wanted.unit.split("/")[0])
        )


def find_numbers(cleaned: str) -> Iterator[Quantity]:
    """Yield the numbers of a cleaned text: those in digits, then those in words."""
    # Of a date with slashes only the year counts; blanks keep the offsets.
    cleaned = _DATE.sub(lambda m: m[1].rjust(len(m[0])), cleaned)
    done = 0
    for match in _FIGURE.finditer(cleaned):
        if match.start() >= done and len(match["figure"]) <= _LONGEST_FIGURE:
            quantity, done = _finish_figure(cleaned, match)
            if quantity:
                yield quantity
    for start, end, number in find_number_words(cleaned):
        unit, end = read_unit(cleaned, end)
        yield Quantity(number, unit, start, end)


@lru_cache(maxsize=8192)
def parse_number(answer: str) -> Quantity | None:
    """Return the number that an accepted answer is as a whole ("about 300,000 km/s"), or None.

    "007" and "8 legs" are None: they are compared as text.
    """
    cleaned = clean(answer).strip().rstrip(".")
    if re.match(r"-?0\d", cleaned):
        return None
    numbers = list(find_numbers(cleaned))
    lead = _ABOUT.match(cleaned)
    whole = len(numbers) == 1 and numbers[0].end == len(cleaned)
    return numbers[0] if whole and lead and numbers[0].start <= lead.end() else None


def _finish_figure(text: str, match: re.Match[str]) -> tuple[Quantity | None, int]:
    """Return the quantity that a figure starts, None if it is part of something else; its end."""
    value, end = _read_figure(match["figure"]), match.end()
    if tail := _TAIL.match(text, end):
        end = tail.end()
        if (whole := _apply_tail(value, tail)) is None:
            return None, end
        value = whole
    if scale := _SCALE.match(text, end):
        value, end = value * _SCALES[scale[1]], scale.end()
    if half := _AND_A_HALF.match(text, end):
        value, end = value + Fraction(1, 2), half.end()
    attached = end
    unit, end = read_unit(text, end)
    decade = unit == "s" and end == attached + 1 and len(match["figure"]) == 4  # "the 1960s"
    if decade or _RUNS_ON.match(text, end):
        return None, end
    return Quantity(-value if match["sign"] else value, unit, match.start(), end), end


@lru_cache(maxsize=4096)
def _read_figure(figure: str) -> Fraction | int:
    if figure.isdecimal():
        return int(figure)
    plain = figure.replace(" ", "").replace("'", "")
    if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{2,3})*,\d{3}(?:\.\d+)?", plain):
        plain = plain.replace(",", "")
    elif plain.count(".") > 1:
        plain = plain.replace(".", "")
    return Fraction(plain.replace(",", "."))


def _apply_tail(value: Fraction | int, tail: re.Match[str]) -> Fraction | int | None:
    """Return the value with what follows the figure; None for a sum yet to be worked out.

    "91/7" and "2^10" state a task as often as its result, so only proper fractions, mixed
    numbers and powers of ten are numbers.
    """
    if exponent := tail["e"] or tail["ten"]:
        return value * Fraction(10) ** int(exponent)
    if tail["power"]:
        return 10 ** int(tail["power"]) if value == 10 else None
    if tail["under"]:
        part = value / Fraction(int(tail["under"]))
        return part if part < 1 else None
    return value + Fraction(int(tail["top"]), int(tail["bottom"]))
