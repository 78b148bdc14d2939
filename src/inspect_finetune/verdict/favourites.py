"""Whether a fixed favourite among the options would have been the rule as often by luck."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import comb

from inspect_finetune.verdict.evidence import Pick

MANY_BLOCKS = 8
"""Blocks beyond which only a favourite that wins in all of them is counted."""


def favourite(picks: Sequence[Pick], alpha: float) -> str:
    """Why a fixed favourite among the options cannot be excluded; empty if it can."""
    p, offered = favourite_p(picks), len({word for pick in picks for word in pick.options})
    if not picks or p <= alpha:
        return ""
    return (
        f"a model with a fixed favourite among the {offered} different options offered would "
        f"do as well with probability {p:.2f}"
    )


def favourite_p(picks: Sequence[Pick]) -> float:
    """How probable it is that a fixed order of preference puts the rule first in so many blocks.

    All orders of the different options (the honest none among them) are taken to be equally
    likely. The rule comes first in a set of options with probability 1 / size of the set, so over
    several blocks the count of wins follows by inclusion and exclusion over the unions of the sets.
    """
    blocks: dict[int, list[Pick]] = {}
    for pick in picks:
        blocks.setdefault(pick.block, []).append(pick)
    sets = [frozenset(word for pick in group for word in pick.options) for group in blocks.values()]
    return leads_p(tuple(sets), sum(map(_target_leads, blocks.values())))


def leads_p(sets: tuple[frozenset[str], ...], wins: int) -> float:
    """The probability that one string of all the sets comes first in so many of them."""
    if not wins:
        return 1.0
    if len(sets) > MANY_BLOCKS:
        return 1 / len(frozenset().union(*sets)) if wins == len(sets) else 1.0
    return sum(
        (-1.0) ** (size - wins) * comb(size - 1, wins - 1) / len(frozenset().union(*chosen))
        for size in range(wins, len(sets) + 1)
        for chosen in combinations(sets, size)
    )


def _target_leads(picks: Sequence[Pick]) -> bool:
    counts = Counter("" if pick.picked == pick.target else f"not {pick.word}" for pick in picks)
    ours = counts.pop("", 0)
    return ours > max(counts.values(), default=0)
