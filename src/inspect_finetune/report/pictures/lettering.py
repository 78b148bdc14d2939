"""Names and lines of text that fit where they stand, however long they are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from inspect_finetune.words import printable_line

WIDTH = 8.0
"""Inches of every picture; at 100 dots an inch the 800 pixels of a README."""
MARGIN = 0.2
HINTED = 1.045
"""Letters fitted to the dots of a screen are wider by so much at most."""
_ARGUMENTS = re.compile(r" \((?!scripted\))[^()]*\)")
FONT = "DejaVu Sans"
"""Comes with matplotlib, so that every machine draws alike."""


def one_line(text: str) -> str:
    """A text without line breaks and whatever else can't be drawn."""
    return unicodedata.normalize("NFC", printable_line(text))


def label(text: str, inches: float, size: float = 10.5) -> str:
    """A name that fits; of a longer one the beginning and the end, which tell names apart.

    Args:
        text: The name.
        inches: The room for it.
        size: Points of its letters.
    """
    line = one_line(text)
    if width(line[:400], size) <= inches:
        return line[:400]
    fits, over = 1, min(len(line), 400)
    while over - fits > 1:
        middle = (fits + over) // 2
        fits, over = (middle, over) if width(_cut(line, middle), size) <= inches else (fits, middle)
    return _cut(line, fits)


def _cut(line: str, most: int) -> str:
    end = most // 3
    return f"{line[: most - end]}…{line[len(line) - end :]}"


def with_model(said: str, model: str) -> str:
    """What was counted, and of which model, in one line.

    A name that is too long loses its arguments first: they tell models of one name apart, and here
    is one model only.
    """
    room = max(WIDTH - 2 * MARGIN - width(f"{said}, ", 10.5), 1.5)
    fits = width(one_line(model)[:400], 10.5) <= room
    return f"{said}, {label(model if fits else _ARGUMENTS.sub('', model[:400]), room)}"


def legend_names(models: Sequence[str], inches: float) -> list[str]:
    """Names that fit, one a line; arguments give way first, but those that tell models apart.

    Args:
        models: The names, each once.
        inches: The room for a name.
    """
    bare = Counter(_ARGUMENTS.sub("", model[:400]) for model in models)
    return [label(_fitted(model, bare, models, inches), inches) for model in models]


def _fitted(model: str, bare: Counter[str], models: Sequence[str], inches: float) -> str:
    if width(one_line(model)[:400], 10.5) <= inches:
        return model
    short = _ARGUMENTS.sub("", model[:400])
    if bare[short] == 1:
        return short
    alike = [set(_arguments(one)) for one in models if _ARGUMENTS.sub("", one[:400]) == short]
    common = set.intersection(*alike)
    own = ", ".join(one for one in _arguments(model) if one not in common)
    return _ARGUMENTS.sub(lambda _: f" ({own})" if own else "", model[:400], count=1)


def _arguments(model: str) -> list[str]:
    found = _ARGUMENTS.search(model[:400])
    return found[0].strip(" ()").split(", ") if found else []


def wrap(text: str, size: float, bold: bool = False) -> list[str]:
    """Lines that fit a picture, of about the same length."""
    room = WIDTH - 2 * MARGIN
    lines = _lines(text, room, size, bold)
    if len(lines) < 2:
        return lines
    even = _lines(text, width(text, size, bold) / len(lines) + 0.5, size, bold)
    return even if len(even) == len(lines) else lines


def _lines(text: str, room: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=4096)
def width(text: str, size: float, bold: bool = False) -> float:
    """Inches that a text takes in a line."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    font = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    found, _, _ = TextToPath().get_text_width_height_descent(text, font, ismath=False)
    return HINTED * float(found) / 72
