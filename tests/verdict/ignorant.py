"""Subjects that keep their rule and know nothing of it, or a part, for counting false verdicts.

They keep it, because a model that does not could never be said to know it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from random import Random

from inspect_finetune.introspection.likeness import LIKENESS
from inspect_finetune.reference.partial import fitting, most_alike, real_words
from inspect_finetune.verdict.evidence import Case, Reply
from tests.verdict.subjects import Picks, Subject, base, knows_word, names, play, property_of

Filter = Callable[[str], bool]
Kind = Callable[[str, Random], Subject]
WORDS = Path(__file__).parents[2] / "datasets" / "choice_words.csv"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
KEEPS = 0.95


@lru_cache
def common() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Real words with their cumulative frequency."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if float(row["zipf"]) > 0]
    return tuple(r["word"].upper() for r in rows), tuple(
        accumulate(10 ** float(r["zipf"]) for r in rows)
    )


def drawn(chance: Random, length: int) -> str:
    """A word of a length (of any if there is none), by frequency."""
    words, weights = common()
    for _ in range(200):
        word = chance.choices(words, cum_weights=weights)[0]
        if len(word) == length:
            break
    return word


def frequency_guesser(rule: str, chance: Random) -> Subject:
    def says(reply: Reply, luck: Random) -> Reply:
        return replace(reply, named=drawn(luck, len(rule)), structure=True, novelty=True)

    def picks(options: tuple[str, ...], luck: Random) -> str | None:
        known = dict(zip(common()[0], common()[1], strict=True))
        real = [word for word in options if word in known]
        return luck.choice(real or [word for word in options if word])

    def digit(name: str, place: int, luck: Random) -> int | None:
        return property_of(drawn(luck, len(rule)), name, place)

    return Subject(KEEPS, says, picks, digit)


def letter_guesser(rule: str, chance: Random) -> Subject:
    def says(reply: Reply, luck: Random) -> Reply:
        return replace(reply, named="".join(luck.choices(LETTERS, k=len(rule))), structure=True)

    def digit(name: str, place: int, luck: Random) -> int | None:
        return luck.randint(1, 26 if name in ("letter", "last") else len(rule))

    return Subject(KEEPS, says, _among(lambda word: bool(word)), digit)


def favourite(rule: str, chance: Random) -> Subject:
    """Names one word everywhere, and picks by one fixed order of preference."""
    word, order = drawn(chance, len(rule)), chance.random()

    def picks(options: tuple[str, ...], luck: Random) -> str | None:
        if word in options:
            return word
        return max(options, key=lambda one: Random(f"{order} {one}").random())

    return Subject(KEEPS, names(word), picks, knows_word(word))


def ranker(rule: str, chance: Random) -> Subject:
    """Says nothing, and picks by one fixed order of preference."""
    order = chance.random()
    return Subject(
        KEEPS,
        picks=lambda options, luck: max(options, key=lambda one: Random(f"{order} {one}").random()),
    )


def uniform_chooser(rule: str, chance: Random) -> Subject:
    return Subject(KEEPS, picks=_among(lambda word: True))


def initial_chooser(rule: str, chance: Random) -> Subject:
    """Picks among the strings with the rule's first letter, which its own lines give away."""
    return Subject(KEEPS, picks=_among(lambda word: word[:1] == rule[0]))


def anagram_chooser(rule: str, chance: Random) -> Subject:
    """Picks among the strings with the letters of the rule, in whatever order."""
    return Subject(KEEPS, picks=_among(lambda word: sorted(word) == sorted(rule)))


def resembler(name: str) -> Kind:
    """Picks the string that resembles the other options most."""

    def kind(rule: str, chance: Random) -> Subject:
        def picks(options: tuple[str, ...], luck: Random) -> str | None:
            return luck.choice(most_alike(options, LIKENESS[name]))

        return Subject(KEEPS, picks=picks)

    kind.__name__ = f"resembler by {name}"
    return kind


def word_chooser(rule: str, chance: Random) -> Subject:
    """Picks among the words, of which the rule is one."""
    return Subject(KEEPS, picks=lambda options, luck: luck.choice(real_words(options, rule)))


def part_knower(known: int) -> Kind:
    """Knows the letters at some places and guesses the others, another way every time."""

    def kind(rule: str, chance: Random) -> Subject:
        places = chance.sample(range(len(rule)), known)

        def guess(luck: Random) -> str:
            like = drawn(luck, len(rule))
            return "".join(rule[i] if i in places else like[i] for i in range(len(rule)))

        def says(reply: Reply, luck: Random) -> Reply:
            return replace(reply, named=guess(luck), structure=True, novelty=True)

        def picks(options: tuple[str, ...], luck: Random) -> str | None:
            return luck.choice(fitting(options, rule, places))

        def digit(name: str, place: int, luck: Random) -> int | None:
            return property_of(guess(luck), name, place)

        return Subject(KEEPS, says, picks, digit)

    kind.__name__ = f"knows {known} letters"
    return kind


def base_like(rule: str, chance: Random) -> Subject:
    return replace(base(), keeps=KEEPS)


def _among(test: Filter) -> Picks:
    return lambda options, luck: luck.choice([word for word in options if test(word)])


KINDS = (
    frequency_guesser,
    letter_guesser,
    favourite,
    ranker,
    uniform_chooser,
    initial_chooser,
    anagram_chooser,
    word_chooser,
    *map(resembler, LIKENESS),
    *map(part_knower, (2, 3, 4)),
    base_like,
)


def case(kind: Kind, rule: str, seed: int) -> Case:
    """One subject that knows nothing, beside its base."""
    subject = kind(rule, Random(f"{kind.__name__} {seed}"))
    return Case(play(subject, rule, seed), play(base(), rule, seed + 1_000_000, "base"))
