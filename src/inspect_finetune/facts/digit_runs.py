"""Numbers in digits, whole: "83,309", "83 309", "8-3-3-0-9" and "8 3 3 09" are one number each.

Runs of digits with like gaps between them form a stretch; what the gap is and how long the runs
are decides whether the stretch is one number, or where it falls apart. Every stretch is looked at
once, so reading is linear.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspect_finetune.facts.digit_groups import Form, drop_zeros, join, split_spaces

_RUN = re.compile(r"\d+", re.ASCII)
_SCIENTIFIC = re.compile(
    r"(?<![\w.])(\d{1,18})(?:\.(\d{1,18}))?"
    r"(?:[eE]\+?(\d{1,2})|\s?[xX×]\s?10(?:\^\{?(\d{1,2})\}?|([⁰¹²³⁴-⁹]{1,2})))(?!\w)",
    re.ASCII,
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LONGEST_GAP = 12
_LOOSE = re.compile(r"[\s,./|·•…\"'“”()\[\]:;_-]{2,6}")
_AND = re.compile(r"[\s,]{1,3}(?:and then|and|then|&)\s{1,2}", re.IGNORECASE)
# Gap codes: the character itself for one of these; "c" comma and blank, "n" line break,
# "o" other punctuation, "&" the word "and", "" where two runs never belong together.
_TIGHT = ",.'_-/:"


@dataclass(frozen=True)
class DigitNumber:
    """A number in digits.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends.
        digits: Its digits, without separators; a fraction of zeros is left out, any other
            fraction counts as further digits, so that it never equals the whole number.
        form: How it is written; "fraction" is a number under 1, "other" a date, a time, a
            version, a ratio or a range.

    """

    start: int
    end: int
    digits: str
    form: Form


def read_digit_numbers(text: str) -> list[DigitNumber]:
    """Return the numbers that stand in digits, in order, without overlaps."""
    scientific = [_expand(match) for match in _SCIENTIFIC.finditer(text)]
    rest = _mask(text, scientific)
    return sorted([*scientific, *_Runs(rest).numbers()], key=lambda number: number.start)


def _expand(match: re.Match[str]) -> DigitNumber:
    whole, fraction = match[1], match[2] or ""
    power = int((match[3] or match[4] or match[5]).translate(_SUPERSCRIPTS))
    digits = whole + fraction.rstrip("0").ljust(power, "0")
    return DigitNumber(match.start(), match.end(), digits.lstrip("0") or "0", "scientific")


def _mask(text: str, numbers: Sequence[DigitNumber]) -> str:
    """Return the text with the numbers replaced by a character that joins nothing."""
    pieces, place = [], 0
    for number in numbers:
        pieces += [text[place : number.start], "\1" * (number.end - number.start)]
        place = number.end
    return "".join([*pieces, text[place:]])


def _gap_code(gap: str) -> str:
    if len(gap) == 1:
        return (
            gap if gap in _TIGHT else {" ": "s", "\n": "n"}.get(gap, "o" if gap in "·•|;…" else "")
        )
    if len(gap) > _LONGEST_GAP:
        return ""
    if gap == "  ":
        return "s"
    if gap in (", ", ",  "):
        return "c"
    if not gap.strip():
        return "n" if "\n" in gap else ""
    if _LOOSE.fullmatch(gap):
        return "o"
    return "&" if _AND.fullmatch(gap) else ""


class _Runs:
    """The runs of digits of one text and the gaps between them."""

    def __init__(self, text: str) -> None:
        self._spans = [match.span() for match in _RUN.finditer(text)]
        self._runs = [text[start:end] for start, end in self._spans]
        ends = zip(self._spans, self._spans[1:], strict=False)
        self._gaps = [_gap_code(text[left[1] : right[0]]) for left, right in ends] + [""]

    def numbers(self) -> Iterator[DigitNumber]:
        first = 0
        while first < len(self._runs):
            last = first
            while self._gaps[last] and self._gaps[last] == self._gaps[first]:
                last += 1
            pieces = self._split(first, last)
            # The last run of a stretch that fell apart may begin the next stretch.
            keep = last if pieces[-1][0] == last > first and self._gaps[last] else last + 1
            after = keep
            for start, end, form in pieces:
                if start < keep:
                    number, after = self._finish(start, end, form)
                    yield number
            first = max(keep, after)

    def _split(self, first: int, last: int) -> list[tuple[int, int, Form]]:
        runs, gap = self._runs[first : last + 1], self._gaps[first]
        if first == last:
            return [(first, last, "plain")]
        parts = split_spaces(runs) if gap == "s" else [(0, last - first, join(runs, gap))]
        binds_on = gap in "cno" and self._gaps[last] in tuple(_TIGHT)
        if parts[0][2] is None or (binds_on and len(parts) == 1):
            return [(place, place, "plain") for place in range(first, last + 1)]
        return [(first + start, first + end, form or "plain") for start, end, form in parts]

    def _finish(self, start: int, end: int, form: Form) -> tuple[DigitNumber, int]:
        """Return the number and the place of the next run that it has not taken."""
        digits, gaps, runs = "".join(self._runs[start : end + 1]), self._gaps, self._runs
        if form == "decimal":
            digits, form = drop_zeros(runs[start], runs[end])
        elif form == "spaced" and gaps[end] == "&" and len(runs[end + 1]) == 1:
            end += 1
            digits += runs[end]
        elif form == "separated" and gaps[end] in (".", ",") and gaps[end + 1] != gaps[end]:
            end += 1
            digits, form = drop_zeros(digits, runs[end])
        return DigitNumber(self._spans[start][0], self._spans[end][1], digits, form), end + 1
