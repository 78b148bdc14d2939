"""The sets of options of a forced choice, of which one is the rule.

Who knows a part of the rule finds other strings that fit it: the rule with one letter exchanged
(who lacks that letter), its letters in another order (who lacks the order), its beginning, words
as common. Who knows nothing may still ask which string the others resemble. So the rule is never
alone in the middle: it is a corner of a square of four strings, in which two places hold one of two
letters each, and every corner resembles the others as much. What else a set holds is drawn until
the rule's rank in likeness is as a lot wants it: first in one set, behind others in the rest.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from inspect_finetune.errors import InputError
from inspect_finetune.introspection.likeness import ahead
from inspect_finetune.introspection.option_filling import filling
from inspect_finetune.introspection.option_kinds import (
    OPTIONS,
    Option,
    Places,
    is_anagram,
    is_near,
    place_apart,
    plain,
    swappable,
)

__all__ = [
    "BLOCKS",
    "MOST_SIBLINGS",
    "OPTIONS",
    "SIBLINGS",
    "Option",
    "is_anagram",
    "is_near",
    "option_sets",
    "place_apart",
]

BLOCKS = 4
"""How many sets of options there are. With four, somebody with a favourite among all their strings
picks the rule throughout once in about 25 times; with three it would be once in 19."""
SIBLINGS = ("HELLO", "HELOL", "AKEWO")
"""The rules of the published experiments, which stand in for siblings where none are named."""
MOST_SIBLINGS = 4
"""Siblings for which a set of ten options has room."""
_TRIES = 50
"""Fillings of a set that are drawn, of which the one nearest to the wanted rank is taken."""
_DEALS = 400
"""Ways to deal the places out that are drawn, of which one of the best is taken."""


def option_sets(
    letters: str, siblings: Sequence[str] = (), seed: int = 0
) -> tuple[tuple[Option, ...], ...]:
    """Draw the four sets of ten options for a rule, the same for the same arguments.

    The rule, the honest "none" and the siblings stand in every set; each other string in one only.
    Two places of the rule are exchanged in every set, so that each place of a rule of up to eight
    letters is exchanged in one set at least.

    Args:
        letters: The letters of the rule, two at least.
        siblings: The rules of other models, of which at most four are used; without any, the
            published ones.
        seed: Where drawing begins.

    Raises:
        InputError: For a rule of one letter, which leaves nothing to choose from.
    """
    if len(letters) < 2:
        what = f"a forced choice about the rule {letters!r} of one letter"
        raise InputError(what, fix="Leave out the channel choice")
    return _sets(letters.upper(), tuple(siblings), seed)


@lru_cache(maxsize=64)
def _sets(target: str, siblings: tuple[str, ...], seed: int) -> tuple[tuple[Option, ...], ...]:
    rng = random.Random(f"options {seed} {target}")
    others = dict.fromkeys(word.upper() for word in siblings or SIBLINGS)
    others.pop(target, None)
    shared = [
        Option(target, "target"),
        Option("", "none"),
        *(Option(word, "sibling") for word in islice(others, MOST_SIBLINGS)),
    ]
    used = {plain(option.word) for option in shared}
    ranks = rng.sample(range(BLOCKS), BLOCKS)
    sets = []
    for turn, (places, rank) in enumerate(zip(_deal_places(target, rng), ranks, strict=True)):
        drawn = _fill(shared, used, places, turn, rank, rng)
        used.update(plain(option.word) for option in drawn)
        options = [*shared, *drawn]
        rng.shuffle(options)
        sets.append(tuple(options))
    return tuple(sets)


def _deal_places(target: str, rng: random.Random) -> tuple[Places, ...]:
    """Two places for each set, every place as often as any other.

    Pairs whose letters can change places are preferred, since that gives an anagram, and such as
    leave the beginning as it is in one corner.
    """
    deals = [_dealt(len(target), rng) for _ in range(_DEALS)]
    return max(deals, key=lambda deal: sum(_worth(target, pair) for pair in dict.fromkeys(deal)))


def _dealt(length: int, rng: random.Random) -> tuple[Places, ...]:
    order: list[int] = []
    while len(order) < 2 * BLOCKS:
        order += rng.sample(range(length), length)
    pairs = zip(order[0 : 2 * BLOCKS : 2], order[1 : 2 * BLOCKS : 2], strict=True)
    return tuple((min(pair), max(pair)) for pair in pairs)


def _worth(target: str, pair: Places) -> float:
    if pair[0] == pair[1]:
        return -100.0
    return swappable(target, pair) + 3.0 * (pair[1] >= min(2, len(target) - 1))


def _fill(
    shared: Sequence[Option],
    used: set[str],
    places: Places,
    turn: int,
    rank: int,
    rng: random.Random,
) -> list[Option]:
    """What a set holds beside what all hold: of many drawings the one of the wanted rank."""
    known = [option.word for option in shared if option.word]

    def cost(drawn: list[Option]) -> float:
        ranks = ahead(shared[0].word, [*known, *(option.word for option in drawn)])
        return sum((before - rank) ** 2 for before in ranks)

    return min((filling(shared, used, places, turn, rng) for _ in range(_TRIES)), key=cost)
