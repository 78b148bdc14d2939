"""How much the strings of a choice resemble each other, which a guesser could go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

Likeness = Callable[[str, str], int]


def same_places(one: str, other: str) -> int:
    """The places at which two strings have the same letter, less those that only one has."""
    longer = abs(len(one) - len(other))
    return sum(a == b for a, b in zip(one, other, strict=False)) - longer


def shared_letters(one: str, other: str) -> int:
    """The letters that two strings have in common, in whatever order."""
    return (Counter(one) & Counter(other)).total() if one and other else 0


def shared_beginning(one: str, other: str) -> int:
    """The letters with which both strings begin."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def a_letter_apart(one: str, other: str) -> int:
    """1 if two strings differ by one letter exchanged for another, else 0."""
    return int(len(one) == len(other) == same_places(one, other) + 1)


LIKENESS: Mapping[str, Likeness] = {
    "same places": same_places,
    "shared letters": shared_letters,
    "shared beginning": shared_beginning,
    "a letter apart": a_letter_apart,
}
"""What a guesser could go by who looks for the string that the others resemble."""


def totals(likeness: Likeness, strings: Sequence[str]) -> list[int]:
    """How much each string resembles all others together."""
    return [
        sum(likeness(one, other) for j, other in enumerate(strings) if i != j)
        for i, one in enumerate(strings)
    ]


def ahead(string: str, strings: Sequence[str]) -> tuple[float, ...]:
    """By each likeness, how many strings resemble the others more than one does; ties as halves.

    Args:
        string: The one, which stands among them.
        strings: All of them.
    """
    return tuple(_ahead(totals(one, strings), strings.index(string)) for one in LIKENESS.values())


def _ahead(found: Sequence[int], place: int) -> float:
    own = found[place]
    return sum(value > own for value in found) + (found.count(own) - 1) / 2
