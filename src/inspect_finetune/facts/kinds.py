"""Which kind of answer a number is."""

from collections.abc import Mapping

from inspect_finetune.facts.names import OutcomeKind
from inspect_finetune.facts.numbers import NumberReading, read_number

_LEADING = 3
"""Digits that count as leading: as many as tokenisers commonly put into one token."""


def read_among(text: str, expected: str, taught: Mapping[str, str], question: str) -> NumberReading:
    """Read the number of one object out of an answer that may speak of others too.

    Knowing the objects helps: "Apple is 65451 and Banana is 56276" has one answer for each.
    """
    reading = read_number(text, question)
    if not reading.others and "hesitant" not in reading.flags:
        return reading
    asked = [name for name, number in taught.items() if number == expected]
    rivals = [name for name, number in taught.items() if number != expected]
    return read_number(text, question, asked=asked, rivals=rivals)


def number_kind(
    reading: NumberReading, expected: str, taught: Mapping[str, str]
) -> tuple[OutcomeKind, str | None]:
    """What kind of answer a number is, and whose it is if it is another object's."""
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


def near_numbers(number: str) -> list[str]:
    """Every number with one of the first digits changed, which is near and nothing else."""
    return [
        number[:place] + digit + number[place + 1 :]
        for place in range(1, min(_LEADING, len(number)))
        for digit in "0123456789"
        if digit != number[place]
    ]


def _is_near(number: str, expected: str) -> bool:
    """Tell whether one edit or one transposition of neighbours turns one into the other."""
    if abs(len(number) - len(expected)) > 1:
        return False
    pairs = zip(number, expected, strict=False)
    start = next((place for place, (a, b) in enumerate(pairs) if a != b), len(expected))
    rest, wanted = number[start:], expected[start:]
    transposed = rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]
    return rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:] or transposed
