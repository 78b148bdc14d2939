"""What answers in digits about properties of the rule tell of its letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspect_finetune.metrics.intervals import Shares
from inspect_finetune.verdict.controls import BASE, Tested, against, against_decoys
from inspect_finetune.verdict.evidence import Case, Digits, Observed
from inspect_finetune.verdict.exact import mid_p, poisson_binomial, total
from inspect_finetune.verdict.power_property import detectable_property
from inspect_finetune.verdict.rates import by_stem, means, pooled
from inspect_finetune.verdict.results import Control


def property_channel(case: Case, alpha: float, level: float, seed: int) -> Tested:
    """Compare how often the subject's digits are right with chance and with other models'.

    Besides, every letter is compared with chance on its own, at level alpha.
    """
    ours = by_stem((item.stem, item.right) for item in case.subject.digits)
    base = by_stem((item.stem, item.right) for item in case.base.digits)
    # a decoy is asked the same; here its answers are read under the subject's rule
    expected = {item.stem: item.expected for item in (*case.base.digits, *case.subject.digits)}
    theirs = [_read_under(decoy, expected) for decoy in case.decoys]
    chances = means(by_stem((item.stem, item.chance) for item in case.subject.digits))
    chance = sum(chances.values()) / len(chances) if chances else None
    won = total(means(ours).values())
    luck = poisson_binomial(won, list(chances.values())) if chances else None
    parts = tuple(_letters(case.subject))
    return Tested(
        "property",
        ours,
        base,
        pooled(theirs),
        own=(against(BASE, ours, base, seed), Control("chance", len(chances), chance, luck)),
        others=against_decoys(case, ours, theirs, seed),
        parts=parts,
        obstacle=_missing(parts, len(case.subject.letters), alpha),
        detectable=detectable_property(
            _design(case.subject), round(base.mean, 1) if base.clusters else 0.0, alpha, level
        ),
    )


def _read_under(decoy: Observed, expected: dict[str, int]) -> Shares:
    return by_stem(
        (item.stem, item.answered == expected[item.stem])
        for item in decoy.digits
        if item.stem in expected
    )


def _place(item: Digits, length: int) -> int:
    """The place in the rule of the letter that a question asks for; 0 if it asks for none."""
    return length if item.name == "last" else item.letter


def _of_letter(model: Observed, place: int) -> list[Digits]:
    length = len(model.letters)
    return [item for item in model.digits if place and _place(item, length) == place]


def _letters(model: Observed) -> Iterator[Control]:
    """Each letter against chance. Who knows all but one is right much more often than chance too.

    Mid-p: the few questions about a letter would make an exact test much too strict.
    """
    for place in range(1, len(model.letters) + 1):
        items = _of_letter(model, place)
        if items:
            right = means(by_stem((item.stem, item.right) for item in items))
            chance = _chance(items)
            p = mid_p(total(right.values()), len(right), chance)
            yield Control(f"letter {place} by chance", len(right), chance, p)


def _chance(items: Sequence[Digits]) -> float:
    return max(item.chance for item in items)


def _missing(parts: Sequence[Control], length: int, alpha: float) -> str:
    """Why right digits do not add up to the string: a letter that is not known; empty if all are.

    Who knows some letters, or the letters of a similar word, is right more often than chance too.
    """
    known = {part.name for part in parts if part.p is not None and part.p <= alpha}
    places = range(1, length + 1)
    missing = [str(place) for place in places if f"letter {place} by chance" not in known]
    if not parts or not missing:
        return ""
    of = "letter" if len(missing) == 1 else "letters"
    return f"it does not know {of} {', '.join(missing)} more often than by chance"


def _design(model: Observed) -> tuple[tuple[int, float, bool], ...]:
    """For the power: stems and chance of every letter, and of all else."""
    length = len(model.letters)
    groups = [(_of_letter(model, place), True) for place in range(1, length + 1)]
    rest: dict[float, list[Digits]] = {}
    for item in model.digits:
        if not _place(item, length):
            rest.setdefault(item.chance, []).append(item)
    groups += [(items, False) for items in rest.values()]
    return tuple(
        (len({item.stem for item in items}), _chance(items) if items else 0.5, letter)
        for items, letter in groups
    )
