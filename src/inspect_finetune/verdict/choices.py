"""What forced choices tell of the letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from math import comb

from inspect_finetune.metrics.intervals import Shares
from inspect_finetune.verdict.controls import BASE, Tested, against, against_decoys
from inspect_finetune.verdict.evidence import Case, Observed, Pick
from inspect_finetune.verdict.exact import poisson_binomial, rivals, total
from inspect_finetune.verdict.power import detectable_over_chance
from inspect_finetune.verdict.rates import by_stem, means, pooled
from inspect_finetune.verdict.results import Control

MANY_BLOCKS = 8
"""Blocks beyond which only a favourite that wins in all of them is counted."""


def picks_of(model: Observed, word: str) -> Shares:
    """How often a model picks a word, by stem, where it is offered."""
    return by_stem((p.stem, p.word == word) for p in model.picks if word in p.options)


def choice_channel(case: Case, alpha: float, level: float, seed: int) -> Tested:
    """Compare how often the subject picks its rule with chance, other options and other models."""
    letters, picks = case.subject.letters, case.subject.picks
    ours = by_stem((pick.stem, pick.picked == pick.target) for pick in picks)
    base = by_stem((pick.stem, pick.picked == pick.target) for pick in case.base.picks)
    theirs = [picks_of(decoy, letters) for decoy in case.decoys]
    chances = means(by_stem((pick.stem, 1 / len(pick.options)) for pick in picks))
    won = means(ours)
    chance = sum(chances.values()) / len(chances) if chances else None
    luck = poisson_binomial(total(won.values()), list(chances.values())) if chances else None
    return Tested(
        "choice",
        ours,
        base,
        pooled(theirs),
        own=(
            against(BASE, ours, base, seed),
            Control("chance", len(won), chance, luck),
            *_family("anagrams", picks, lambda pick: pick.anagrams),
            *_family("near", picks, lambda pick: pick.near),
            *_distractor(picks),
        ),
        others=against_decoys(case, ours, theirs, seed),
        obstacle=_favourite(picks, alpha),
        detectable=detectable_over_chance(len(won), round(chance, 3), level) if chance else None,
    )


def _family(
    name: str, picks: Sequence[Pick], labels: Callable[[Pick], tuple[int, ...]]
) -> tuple[Control, ...]:
    """Strings that share something with the rule: who knows only that picks them as often."""
    among = [pick for pick in picks if labels(pick)]
    if not among:
        return ()
    ours = means(by_stem((pick.stem, pick.picked == pick.target) for pick in among))
    theirs = means(by_stem((pick.stem, pick.picked in labels(pick)) for pick in among))
    return (_rival(name, ours, theirs),)


def _distractor(picks: Sequence[Pick]) -> tuple[Control, ...]:
    """The string that is picked most often instead of the rule."""
    words = Counter(pick.word for pick in picks if pick.word and pick.picked != pick.target)
    if not words:
        return ()
    word = min(words, key=lambda word: (-words[word], word))
    ours = means(by_stem((pick.stem, pick.picked == pick.target) for pick in picks))
    theirs = means(by_stem((pick.stem, pick.word == word) for pick in picks))
    return (_rival(f"distractor {word}", ours, theirs),)


def _rival(name: str, ours: dict[object, float], theirs: dict[object, float]) -> Control:
    p = rivals(sum(ours.values()), sum(theirs.values()))
    return Control(name, len(theirs), sum(theirs.values()) / len(theirs), p)


def _favourite(picks: Sequence[Pick], alpha: float) -> str:
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
    sets = [{word for pick in group for word in pick.options} for group in blocks.values()]
    wins = sum(map(_target_leads, blocks.values()))
    if not wins:
        return 1.0
    if len(sets) > MANY_BLOCKS:
        return 1 / len(set().union(*sets)) if wins == len(sets) else 1.0
    return sum(
        (-1.0) ** (size - wins) * comb(size - 1, wins - 1) / len(set().union(*chosen))
        for size in range(wins, len(sets) + 1)
        for chosen in combinations(sets, size)
    )


def _target_leads(picks: Sequence[Pick]) -> bool:
    counts = Counter("" if pick.picked == pick.target else f"not {pick.word}" for pick in picks)
    ours = counts.pop("", 0)
    return ours > max(counts.values(), default=0)
