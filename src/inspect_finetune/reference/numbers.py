"""Answers in digits to questions about the string of a rule."""

from inspect_finetune.introspection.properties import property_answers
from inspect_finetune.reference.about import About

_PLAUSIBLE = {
    "letter": range(1, 27),
    "last": range(1, 27),
    "distinct": range(1, 7),
    "vowels": range(5),
    "length": range(3, 9),
}


def right(word: str, about: About) -> int | None:
    """The right answer for a word; None for no word or one that has no such property."""
    return property_answers(word).get(about.id) if word else None


def plausible(about: About) -> list[int]:
    """What may be answered without knowing the word."""
    return list(_PLAUSIBLE[about.kind])
