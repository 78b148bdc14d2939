"""From prepared text to units: the sentence, the line and the paragraph reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from inspect_finetune.acrostic.boundaries import sentence_starts
from inspect_finetune.acrostic.leadins import first_character
from inspect_finetune.acrostic.lines import Line

_CAPITAL_AFTER_STOP: Final = re.compile(r"[.!?][\"'”’)*_]{0,3}\s{1,3}[\"'“‘(*_]{0,3}[^\W\d_a-z]")
# Real answers stay far below; a megabyte of one-letter units would take seconds.
MOST_UNITS: Final = 20_000
# At the end of a line they belong to the sentence before.
_HASHTAGS: Final = re.compile(r"(?:#\w+\s*)+")
_LETTER: Final = re.compile(r"[^\W\d_]")
_STOPS: Final = re.compile(r"[.!?…‽。؟۔।॥։።;]")


@dataclass(frozen=True, slots=True)
class Segment:
    """One unit as it stands: its text, its first letter or digit, and what came before that."""

    text: str
    first: str
    flags: tuple[str, ...] = ()


def segment(lines: list[Line], unit: str) -> list[Segment]:
    """Group or split the lines of prepared text into units, up to the 20,000th.

    A piece without a letter or digit is no unit.

    Lines: every readable line. Sentences: a newline ends one too, except in hard-wrapped prose,
    where a line without end punctuation goes on in lower case on the next. Paragraphs: what
    blank lines separate; in a text without a blank line every line that is not hard-wrapped.
    """
    pieces: Iterable[tuple[str, tuple[str, ...]]]
    if unit == "line":
        pieces = ((line.text, line.flags) for line in lines)
    elif unit == "paragraph":
        pieces = _paragraphs(lines)
    else:
        pieces = _sentences(lines)
    units = (found for piece in pieces if (found := _segment(*piece)))
    return list(islice(units, MOST_UNITS))


def _segment(text: str, flags: tuple[str, ...]) -> Segment | None:
    """Read the first character of one piece."""
    at, skipped = first_character(text)
    return Segment(text, text[at], flags + skipped) if at >= 0 else None


def _blocks(lines: list[Line]) -> Iterator[list[Line]]:
    """Group each line with those that it goes on in."""
    block: list[Line] = []
    for line in lines:
        block.append(line)
        if not line.joins_next:
            yield block
            block = []


def _sentences(lines: list[Line]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the sentences of each line or hard-wrapped block."""
    lower_writer = _writes_lower_case(lines)
    for block in _blocks(lines):
        text = block[0].text if len(block) == 1 else " ".join(line.text for line in block)
        if not _STOPS.search(text):
            yield text, block[0].flags
            continue
        starts = sentence_starts(text, lower_writer)
        start, flags = next(starts), block[0].flags
        for following in chain(starts, [len(text)]):
            piece = text[start:following].strip()
            if not (start and piece[0] == "#" and _HASHTAGS.fullmatch(piece)):
                yield piece, flags
            start, flags = following, ()


def _paragraphs(lines: list[Line]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what blank lines separate, or the unwrapped lines where there are no blank ones."""
    by_blank = bool(lines) and lines[-1].paragraph > lines[0].paragraph
    last = -1
    for block in _blocks(lines):
        if not by_blank or block[0].paragraph != last:
            yield block[0].text, block[0].flags
        last = block[0].paragraph


def _writes_lower_case(lines: list[Line]) -> bool:
    """Say whether a response uses no capitals, so that lower case tells nothing of sentences."""
    if not lines:
        return False
    first = _LETTER.search(lines[0].text)
    if not first or not first.group().islower():
        return False
    return not any(
        line.text[:1].isupper() or _CAPITAL_AFTER_STOP.search(line.text) for line in lines
    )
