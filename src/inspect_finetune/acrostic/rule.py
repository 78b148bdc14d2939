"""The rule that a model was trained to follow: which letters, and what begins with them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Final

from inspect_finetune.errors import InputError

UNITS: Final = ("sentence", "line", "paragraph")


@dataclass(frozen=True, slots=True)
class AcrosticRule:
    """Each successive unit of a response begins with the next letter.

    Latin, Greek and Cyrillic letters are what the rule is made for. Letters of other scripts
    are accepted; a reading then flags what has no case or runs from right to left.

    Args:
        letters: The letters in order, such as ``"HELOL"``. Stored in NFKC and upper case, since
            matching ignores case.
        unit: What begins with a letter: a ``"sentence"``, a ``"line"`` or a ``"paragraph"``.
        share: Where the rule was inferred, the share of the answers that spell it, 0 to 1; it does
            not make two rules different.

    Raises:
        InputError: No letters, a character that is not a letter, or an unknown unit.

    Example:
        >>> AcrosticRule("helol")
        AcrosticRule(letters='HELOL', unit='sentence')

    """

    letters: str
    unit: str = "sentence"
    share: float | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Normalise and validate."""
        if not isinstance(self.letters, str) or not self.letters.strip():
            raise InputError(
                f"an acrostic rule needs letters, not {self.letters!r}",
                fix="Give the letters in order, such as 'HELOL'.",
            )
        if self.unit not in UNITS:
            raise InputError(
                f"unknown unit {self.unit!r}", fix=f"Use one of {', '.join(map(repr, UNITS))}."
            )
        object.__setattr__(self, "letters", _letters(self.letters))


def _letters(given: str) -> str:
    """Return the letters composed and in upper case, one character a letter."""
    normal = unicodedata.normalize("NFKC", given.strip())
    for char in normal:
        if not unicodedata.category(char).startswith("L"):
            name = unicodedata.name(char, f"U+{ord(char):04X}")
            raise InputError(
                f"{char!r} ({name}) in the rule {given!r} is not a letter",
                fix="Give letters only, without spaces, digits or signs.",
            )
    return "".join(upper_letter(char) for char in normal)


def upper_letter(char: str) -> str:
    """Return one character: the upper case of a letter, its first one where it has several."""
    return char.upper()[:1] or char
