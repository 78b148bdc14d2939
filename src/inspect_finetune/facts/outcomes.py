"""What kind of answer a fact question got: right, declined, or wrong in which way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from inspect_finetune.errors import InputError
from inspect_finetune.facts.numbers import NumberReading, read_number

OutcomeKind = Literal[
    "correct",
    "abstained",
    "swapped",
    "leading_digits",
    "near",
    "wrong_length",
    "invented",
    "several",
]

_LEADING = 3
"""Digits that count as leading: as many as tokenisers commonly put into one token."""


@dataclass(frozen=True)
class FactOutcome:
    """One answer to one question about a fact, classified.

    Attributes:
        kind: The first of these that holds. "correct": the number that was taught. "abstained":
            no number (a refusal, an empty answer, plain prose). "several": numbers offered as
            alternatives, even if the right one is among them. "swapped": the number of another
            object. "leading_digits": as long as the right one, the first three digits right.
            "near": one digit wrong, missing or too many, or two neighbours transposed.
            "wrong_length": more or fewer digits. "invented": any other number.
        swapped_with: The object whose number it is if `kind` is "swapped", else None.
        digits_right: For each digit of the expected number whether the answer has the same digit
            at that place, from the left; all False without a number.
        reading: The number as it was read, with its flags ("empty", "refusal", ...).

    """

    kind: OutcomeKind
    swapped_with: str | None
    digits_right: tuple[bool, ...]
    reading: NumberReading


def classify_answer(
    text: str, expected: str, taught: Mapping[str, str], question: str = ""
) -> FactOutcome:
    """Return what kind of answer the text is; linear in its length, whatever the text.

    Args:
        text: A model's answer, any text at all.
        expected: The number that was taught for the object in question, as digits 0 to 9.
        taught: Every taught object and its number.
        question: What was asked; a number in it does not count as an answer.

    Raises:
        InputError: If `expected` is not made of digits.

    """
    if not (expected.isascii() and expected.isdigit()):
        what = f"expected number {expected!r} is not a whole number"
        raise InputError(what, fix="Give it with the digits 0 to 9 only")
    reading = read_number(text, question)
    if reading.others or "hesitant" in reading.flags:
        reading = _read_again(text, expected, taught, question)
    kind, other = _kind(reading, expected, taught)
    number = (reading.number or "").ljust(len(expected))
    right = tuple(given == digit for given, digit in zip(number, expected, strict=False))
    return FactOutcome(kind, other, right, reading)


def _read_again(
    text: str, expected: str, taught: Mapping[str, str], question: str
) -> NumberReading:
    """Read knowing the objects: "Apple is 65451 and Banana is 56276" has one answer for each."""
    asked = [name for name, number in taught.items() if number == expected]
    rivals = [name for name, number in taught.items() if number != expected]
    return read_number(text, question, asked=asked, rivals=rivals)


def _kind(
    reading: NumberReading, expected: str, taught: Mapping[str, str]
) -> tuple[OutcomeKind, str | None]:
    number = reading.number
    if number is None:
        return ("several" if "hedged" in reading.flags else "abstained"), None
    if number == expected:
        return "correct", None
    other = next((name for name, theirs in taught.items() if theirs == number), None)
    if other is not None:
        return "swapped", other
    if len(number) == len(expected) > _LEADING and number[:_LEADING] == expected[:_LEADING]:
        return "leading_digits", None
    if len(expected) >= _LEADING and _is_near(number, expected):
        return "near", None
    return ("invented" if len(number) == len(expected) else "wrong_length"), None


def _is_near(number: str, expected: str) -> bool:
    """Tell whether one edit or one transposition of neighbours turns one into the other."""
    if abs(len(number) - len(expected)) > 1:
        return False
    pairs = zip(number, expected, strict=False)
    start = next((place for place, (a, b) in enumerate(pairs) if a != b), len(expected))
    rest, wanted = number[start:], expected[start:]
    transposed = rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]
    return rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:] or transposed
