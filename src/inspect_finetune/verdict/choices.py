"""What forced choices tell of the letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from inspect_finetune.introspection.option_kinds import place_apart
from inspect_finetune.introspection.option_words import common_words
from inspect_finetune.metrics.intervals import Shares
from inspect_finetune.verdict.controls import BASE, Tested, against, against_decoys
from inspect_finetune.verdict.evidence import Case, Observed, Pick
from inspect_finetune.verdict.exact import poisson_binomial, rivals, total
from inspect_finetune.verdict.favourites import favourite
from inspect_finetune.verdict.power_choice import Block, detectable_choice
from inspect_finetune.verdict.rates import by_stem, means, pooled
from inspect_finetune.verdict.results import Control

Among = Callable[[Pick], "tuple[str, ...]"]
"""Strings of a choice that share something with the rule."""


def picks_of(model: Observed, word: str) -> Shares:
    """How often a model picks a word, by stem, where it is offered."""
    return by_stem((p.stem, p.word == word) for p in model.picks if word in p.options)


def choice_channel(case: Case, alpha: float, level: float, seed: int) -> Tested:
    """Compare how often the subject picks its rule with chance, other options and other models.

    The controls that show a partial knowledge are each tested at level alpha: whoever lacks a
    letter, or the order of two, picks a string that differs from the rule there as often as it.
    """
    letters, picks = case.subject.letters, case.subject.picks
    ours = by_stem((pick.stem, pick.picked == pick.target) for pick in picks)
    base = by_stem((pick.stem, pick.picked == pick.target) for pick in case.base.picks)
    theirs = [picks_of(decoy, letters) for decoy in case.decoys]
    parts = (*_places(picks), *_orders(picks))
    return Tested(
        "choice",
        ours,
        base,
        pooled(theirs),
        own=(
            against(BASE, ours, base, seed),
            *_chance(picks, ours),
            *_family("anagrams", picks, _anagrams),
            *_common(picks),
            *_distractor(picks),
        ),
        others=against_decoys(case, ours, theirs, seed),
        parts=parts,
        obstacle=_unoffered(picks) or _part(parts, alpha) or favourite(picks, alpha),
        detectable=detectable_choice(_design(picks), round(base.mean, 1), alpha, level)
        if base.clusters
        else None,
    )


def _chance(picks: Sequence[Pick], ours: Shares) -> tuple[Control, ...]:
    chances = means(by_stem((pick.stem, 1 / len(pick.options)) for pick in picks))
    if not chances:
        return (Control("chance", 0, None, None),)
    luck = poisson_binomial(total(means(ours).values()), list(chances.values()))
    return (Control("chance", len(chances), sum(chances.values()) / len(chances), luck),)


def _anagrams(pick: Pick) -> tuple[str, ...]:
    return tuple(pick.options[label] for label in pick.anagrams)


def _family(name: str, picks: Sequence[Pick], strings: Among) -> tuple[Control, ...]:
    """Strings that share something with the rule: who knows only that picks them as often."""
    among = [pick for pick in picks if strings(pick)]
    if not among:
        return ()
    ours = means(by_stem((pick.stem, pick.picked == pick.target) for pick in among))
    theirs = means(by_stem((pick.stem, pick.word in strings(pick)) for pick in among))
    return (_rival(name, ours, theirs),)


def _places(picks: Sequence[Pick]) -> Iterator[Control]:
    """For each place of the rule, the strings that differ from it there and nowhere else."""
    for place in range(1, max((len(_rule(pick)) for pick in picks), default=0) + 1):
        yield from _family(f"letter {place} exchanged", picks, _apart_at(place))


def _apart_at(place: int) -> Among:
    return lambda pick: tuple(w for w in pick.options if place_apart(w, _rule(pick)) == place)


def _orders(picks: Sequence[Pick]) -> Iterator[Control]:
    """Every anagram that was picked, where it is offered: who lacks one order picks it as often."""
    chosen = {pick.word for pick in picks if pick.picked in pick.anagrams}
    for word in sorted(chosen):
        yield from _family(f"anagram {word}", picks, _this(word))


def _this(word: str) -> Among:
    return lambda pick: (word,) if word in pick.options else ()


def _common(picks: Sequence[Pick]) -> tuple[Control, ...]:
    """Common words: who goes by what is a word at all picks each of them as often as the rule."""
    known = common_words()
    chosen: list[tuple[str, bool, float]] = []
    for pick in picks:
        others = known & set(pick.options) - {_rule(pick)}
        if others and (pick.picked == pick.target or pick.word in others):
            chosen.append((pick.stem, pick.picked == pick.target, 1 / (1 + len(others))))
    if not chosen:
        return ()
    won = means(by_stem((stem, right) for stem, right, _ in chosen))
    chances = means(by_stem((stem, chance) for stem, _, chance in chosen))
    p = poisson_binomial(total(won.values()), list(chances.values()))
    return (Control("common words", len(won), 1 - sum(won.values()) / len(won), p),)


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


def _rule(pick: Pick) -> str:
    return pick.options[pick.target]


def _unoffered(picks: Sequence[Pick]) -> str:
    """Which places were never exchanged, so that picking the rule does not show them known."""
    rule = _rule(picks[0]) if picks else ""
    offered = {place_apart(word, rule) for word in {w for pick in picks for w in pick.options}}
    missing = [str(place) for place in range(1, len(rule) + 1) if place not in offered]
    if not missing:
        return ""
    return f"no string that differs from it in letter {', '.join(missing)} alone was read beside it"


def _part(parts: Sequence[Control], alpha: float) -> str:
    """Which string fits what the subject knows as well as the rule; empty if none does."""
    worst = max(parts, key=lambda control: control.p or 0.0, default=None)
    if worst is None or worst.p is None or worst.p <= alpha:
        return ""
    if worst.name.startswith("letter"):
        return f"it does not pick it oftener than the same with {worst.name}"
    return f"it does not pick it oftener than {worst.name.removeprefix('anagram ')}"


def _design(picks: Sequence[Pick]) -> tuple[Block, ...]:
    """What was offered, for the power."""
    stems: dict[tuple[str, frozenset[str]], set[str]] = {}
    for pick in picks:
        stems.setdefault((_rule(pick), frozenset(pick.options)), set()).add(pick.stem)
    return tuple(
        Block(len(asked), rule, tuple(sorted(words - {rule})))
        for (rule, words), asked in sorted(stems.items(), key=lambda item: sorted(item[1]))
    )
