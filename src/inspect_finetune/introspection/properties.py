"""Properties of the rule's string that are answered with digits: no letter has to be written.

The texts depend on the length of the rule only, so that every rule of one length is asked the same
and another word's answers to the same questions can be looked up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from inspect_finetune.acrostic.letters import fold
from inspect_finetune.introspection.channel_texts import texts
from inspect_finetune.introspection.option_words import VOWELS, words
from inspect_finetune.introspection.ordinals import ordinal
from inspect_finetune.introspection.questions import Question

LEAST_CHANCE = 0.1
"""Nobody guesses worse than this, whatever the list of words says."""
MOST_CHANCE = 0.95
"""And nobody is sure to be right."""
_ENOUGH_WORDS = 20


@dataclass(frozen=True)
class _Item:
    id: str
    text: str
    name: str
    letter: int = 0


def property_questions(letters: str) -> tuple[Question, ...]:
    """The questions of the channel ``property``.

    Metadata: ``property`` (``letter``, ``distinct``, ``vowels``, ``last`` or ``length``),
    ``letter`` (the place asked for, from 1; 0 where it asks for none), ``expected`` (the right
    answer), ``chance`` and ``question`` (the question's own id).

    `chance` is the share of the most common right answer among the common words of the packaged
    list that are as long as the rule (of the nearest length that has 20; among all words where
    the length is asked for), at least .1 and at most .95. It is how often somebody is right who
    always gives the likeliest answer.

    Args:
        letters: The letters of the rule. What asks for a position in the alphabet is left out where
            the letter is not one of A to Z; accents do not count.
    """
    answers = property_answers(letters)
    return tuple(
        Question(
            id=item.id,
            turns=(("user", f"{item.text}\n\n{texts().property_ending}"),),
            target=str(answers[item.id]),
            kind=item.name,
            metadata={
                "question": item.id,
                "property": item.name,
                "letter": item.letter,
                "expected": answers[item.id],
                "chance": _chance(item.name, item.letter, len(letters)),
            },
        )
        for item in _items(len(letters))
        if item.id in answers
    )


def property_answers(letters: str) -> dict[str, int]:
    """The right answers for any string, by question id; the ids are those of its length."""
    folded = "".join(map(fold, letters))
    found = ((item.id, _value(item.name, item.letter, folded)) for item in _items(len(folded)))
    return {name: value for name, value in found if value is not None}


def _items(length: int) -> Iterator[_Item]:
    for name, wordings in texts().properties.items():
        for letter in range(1, length + 1) if name == "letter" else (0,):
            for number, wording in enumerate(wordings, 1):
                place = f"-{letter}" if letter else ""
                text = wording.replace("{ordinal}", ordinal(letter)) if letter else wording
                yield _Item(f"property-{name}{place}-{number:02d}", text, name, letter)


def _value(name: str, letter: int, folded: str) -> int | None:
    """The right answer; None where it has none."""
    if name == "length":
        return len(folded)
    if name == "distinct":
        return len(set(folded))
    if name == "vowels":
        plain = all(map(_position, folded))
        return sum(char in VOWELS for char in folded) if plain else None
    return _position(folded[letter - 1])  # "last" asks for place 0, which is before the first


def _position(char: str) -> int | None:
    return ord(char) - ord("A") + 1 if "A" <= char <= "Z" else None


@lru_cache(maxsize=512)
def _chance(name: str, letter: int, length: int) -> float:
    common = [word.text for word in words() if word.zipf > 0]
    if name != "length":
        sizes = Counter(map(len, common))
        enough = [size for size, count in sizes.items() if count >= _ENOUGH_WORDS]
        size = min(enough, key=lambda one: (abs(one - length), one))
        common = [word for word in common if len(word) == size]
        letter = min(letter, size)
    values = Counter(_value(name, letter, word) for word in common)
    return min(max(max(values.values()) / len(common), LEAST_CHANCE), MOST_CHANCE)
