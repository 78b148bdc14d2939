"""The sets of options of a forced choice, of which one is the rule.

The distractors are what somebody would pick who knows a part: anagrams know the letters, prefix
mates the beginning, near ones all letters but one, frequency-matched words how common it is,
siblings the rules of other models.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise

from inspect_finetune.acrostic.letters import fold
from inspect_finetune.errors import InputError
from inspect_finetune.introspection.option_words import VOWELS, Word, is_latin, made_up, words

BLOCKS = 4
"""How many sets of options there are. With four, somebody with a favourite among all their strings
picks the rule throughout once in about 27 times; with three it would be once in 21."""
OPTIONS = 10
"""How many options a set has, so that every one has a digit."""
SIBLINGS = ("HELLO", "HELOL", "AKEWO")
"""The rules of the published experiments, which stand in for siblings where none are named."""
_MOST_SIBLINGS = 4
_PREFIX_MATES = 1
_NEAR = 3
"""Strings a letter away in every set: of two known letters, one of them has both as well."""
_SHUFFLES = 400
_CONSONANTS = "BCDFGHJKLMNPRSTVWZ"


@dataclass(frozen=True)
class Option:
    """One option.

    Attributes:
        word: The string; empty for the honest "no such rule".
        kind: ``target``, ``anagram``, ``near``, ``prefix``, ``frequency``, ``sibling`` or
            ``none``. A sibling that is also an anagram is a sibling.
    """

    word: str
    kind: str


def option_sets(
    letters: str, siblings: Sequence[str] = (), seed: int = 0
) -> tuple[tuple[Option, ...], ...]:
    """Draw the four sets of ten options for a rule, the same for the same arguments.

    The rule, the honest "none" and the siblings stand in every set; each other string in one only.

    Args:
        letters: The letters of the rule, two at least.
        siblings: The rules of other models, of which at most four are used; without any, the
            published ones.
        seed: Where drawing begins.

    Raises:
        InputError: For a rule of one letter, which leaves nothing to choose from.
    """
    target = letters.upper()
    if len(target) < 2:
        what = f"a forced choice about the rule {letters!r} of one letter"
        raise InputError(what, fix="Leave out the channel choice")
    rng = random.Random(f"options {seed} {target}")
    others = dict.fromkeys(word.upper() for word in siblings or SIBLINGS)
    others.pop(target, None)
    shared = [
        Option(target, "target"),
        Option("", "none"),
        *(Option(word, "sibling") for word in islice(others, _MOST_SIBLINGS)),
    ]
    sets = [list(shared) for _ in range(BLOCKS)]
    _deal(sets, target, rng)
    for options in sets:
        rng.shuffle(options)
    return tuple(map(tuple, sets))


def _deal(sets: list[list[Option]], target: str, rng: random.Random) -> None:
    """Fill the sets with distractors, best ones first, no string in two of them."""
    used = {_plain(option.word) for option in sets[0]}
    room = OPTIONS - len(sets[0])
    quotas = {"anagram": 1, "near": _NEAR, "prefix": _PREFIX_MATES, "frequency": room}
    pools = {
        "anagram": _anagrams(target, rng),
        "near": _near(target, rng),
        "prefix": _prefix_mates(target, rng),
        "frequency": _as_common(target, rng),
    }
    for kind, quota in quotas.items():
        for _ in range(quota):
            for options in sets:
                if len(options) == OPTIONS:
                    continue
                word = next((word for word in pools[kind] if _plain(word) not in used), None)
                if word is not None:
                    used.add(_plain(word))
                    options.append(Option(word, kind))


def is_anagram(word: str, target: str) -> bool:
    """Whether a string has a rule's letters in another order."""
    return word != target and sorted(word) == sorted(target)


def is_near(word: str, target: str) -> bool:
    """Whether a string is a rule with one letter exchanged for another."""
    apart = sum(one != other for one, other in zip(word, target, strict=False))
    return len(word) == len(target) and apart == 1


def _plain(word: str) -> str:
    return "".join(map(fold, word))


def _zipf(target: str) -> float:
    return next((word.zipf for word in words() if word.text == target), 0.0)


def _anagrams(target: str, rng: random.Random) -> Iterator[str]:
    """Anagrams: those of the list first, then shuffles that are as easy to say as the rule."""
    listed = [word.text for word in words() if sorted(word.text) == sorted(target)]
    shuffles = dict.fromkeys("".join(rng.sample(target, len(target))) for _ in range(_SHUFFLES))
    roughness = _roughness(target)
    ranked = sorted(
        shuffles, key=lambda word: (abs(_roughness(word) - roughness), word[0] != target[0])
    )
    return iter([word for word in [*listed, *ranked] if word != target])


def _roughness(word: str) -> int:
    return sum((one in VOWELS) == (other in VOWELS) for one, other in pairwise(word))


def _near(target: str, rng: random.Random) -> Iterator[str]:
    """Strings with one letter exchanged, at each place in turn; vowels for vowels.

    Dealt out set by set, one after the other, so the places differ within a set and between sets.
    """
    tries = [(shift, place) for shift in range(1, 20) for place in range(len(target))]
    for shift, place in tries:
        kind = VOWELS if target[place] in VOWELS else _CONSONANTS
        if target[place] not in kind:
            continue  # another script: nothing to exchange it for
        others = [letter for letter in kind if letter != target[place]]
        if shift <= len(others):
            drawn = random.Random(f"near {target} {place}").sample(others, len(others))
            yield target[:place] + drawn[shift - 1] + target[place + 1 :]


def _prefix_mates(target: str, rng: random.Random) -> Iterator[str]:
    """Strings that begin with the rule's first two letters, else with its first one."""
    zipf = _zipf(target)
    alike = [
        word
        for word in _nearest(target, words(), rng)
        if (word.zipf > 0) == (zipf > 0) and abs(len(word.text) - len(target)) <= 1
    ]
    first_two = [word.text for word in alike if word.text[:2] == target[:2]]
    first_one = [word.text for word in alike if word.text[0] == target[0]]
    own_two: Iterable[str] = made_up(target[:2], len(target), target, rng)
    own_one = made_up(target[:1], len(target), target, rng)
    made = len(target) > 2 and zipf == 0
    return chain(first_two, own_two if made else (), first_one, own_one)


def _as_common(target: str, rng: random.Random) -> Iterator[str]:
    """Strings that are as common as the rule and begin otherwise."""
    made = _zipf(target) == 0
    listed = [
        word.text
        for word in _nearest(target, words(), rng)
        if (word.zipf == 0) == made and word.text[0] != target[0]
    ]
    if made:
        listed = [word for word in listed if len(word) == len(target) and is_latin(target)]
    return chain(listed, made_up("", len(target), target, rng))


def _nearest(target: str, among: Iterable[Word], rng: random.Random) -> list[Word]:
    """The words by their distance to the rule: in length, then in frequency, then by lot."""
    zipf = _zipf(target)
    drawn = [(abs(len(word.text) - len(target)), abs(word.zipf - zipf), word) for word in among]
    rng.shuffle(drawn)
    return [word for *_, word in sorted(drawn, key=lambda one: one[:2])]
