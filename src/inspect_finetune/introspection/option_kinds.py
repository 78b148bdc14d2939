"""One option of a forced choice, and how a string can stand to the rule."""

from __future__ import annotations

from dataclasses import dataclass

from inspect_finetune.acrostic.letters import fold
from inspect_finetune.introspection.option_words import is_vowel

Places = tuple[int, int]
"""Two places of a rule, counted from 0."""

OPTIONS = 10
"""How many options a set has, so that every one has a digit."""


@dataclass(frozen=True)
class Option:
    """One option.

    Attributes:
        word: The string; empty for the honest "no such rule".
        kind: ``target``, ``near`` (the rule with one letter exchanged, or two, or what resembles
            such a string), ``anagram``, ``prefix`` (begins alike), ``frequency`` (as common),
            ``sibling`` or ``none``. A sibling that is also an anagram is a sibling.
    """

    word: str
    kind: str


def is_anagram(word: str, target: str) -> bool:
    """Whether a string has a rule's letters in another order."""
    return word != target and sorted(word) == sorted(target)


def place_apart(word: str, target: str) -> int:
    """The one place, from 1, at which a string has another letter than a rule; 0 if it is not one.

    A string of another length differs in more than a place.
    """
    apart = [
        place for place, pair in enumerate(zip(word, target, strict=False), 1) if _differ(pair)
    ]
    return apart[0] if len(word) == len(target) and len(apart) == 1 else 0


def _differ(pair: tuple[str, str]) -> bool:
    return pair[0] != pair[1]


def is_near(word: str, target: str) -> bool:
    """Whether a string is a rule with one letter exchanged for another."""
    return place_apart(word, target) > 0


def plain(word: str) -> str:
    """A string as it is compared with others: upper case, without accents."""
    return "".join(map(fold, word))


def swappable(target: str, pair: Places) -> bool:
    """Whether two letters of a rule can change places, vowel with vowel."""
    one, other = target[pair[0]], target[pair[1]]
    return one != other and is_vowel(one) == is_vowel(other)
