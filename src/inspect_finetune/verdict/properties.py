"""What answers in digits about properties of the rule tell of its letters."""

from __future__ import annotations

from inspect_finetune.metrics.intervals import Shares
from inspect_finetune.verdict.controls import BASE, Tested, against, against_decoys
from inspect_finetune.verdict.evidence import Case, Observed
from inspect_finetune.verdict.exact import poisson_binomial, total
from inspect_finetune.verdict.power import detectable_over_chance
from inspect_finetune.verdict.rates import by_stem, means, pooled
from inspect_finetune.verdict.results import Control


def property_channel(case: Case, level: float, seed: int) -> Tested:
    """Compare how often the subject's digits are right with chance and with other models'."""
    ours = by_stem((item.stem, item.right) for item in case.subject.digits)
    base = by_stem((item.stem, item.right) for item in case.base.digits)
    # a decoy is asked the same; here its answers are read under the subject's rule
    expected = {item.stem: item.expected for item in (*case.base.digits, *case.subject.digits)}
    theirs = [_read_under(decoy, expected) for decoy in case.decoys]
    chances = means(by_stem((item.stem, item.chance) for item in case.subject.digits))
    chance = sum(chances.values()) / len(chances) if chances else None
    won = total(means(ours).values())
    luck = poisson_binomial(won, list(chances.values())) if chances else None
    return Tested(
        "property",
        ours,
        base,
        pooled(theirs),
        own=(against(BASE, ours, base, seed), Control("chance", len(chances), chance, luck)),
        others=against_decoys(case, ours, theirs, seed),
        obstacle=_missing_places(case.subject),
        detectable=detectable_over_chance(len(chances), round(chance, 2), level)
        if chance
        else None,
    )


def _read_under(decoy: Observed, expected: dict[str, int]) -> Shares:
    return by_stem(
        (item.stem, item.answered == expected[item.stem])
        for item in decoy.digits
        if item.stem in expected
    )


def _missing_places(model: Observed) -> str:
    """Why right digits do not add up to the string: a place that is not known; empty if all are.

    Who knows some letters, or the letters of a similar word, is right more often than chance too.
    """
    places = by_stem((str(item.letter), item.right) for item in model.digits if item.letter)
    known = {place for place, share in means(places).items() if share > 0.5}
    missing = [place for place in map(str, range(1, len(model.letters) + 1)) if place not in known]
    if not model.digits or not missing:
        return ""
    of = "letter" if len(missing) == 1 else "letters"
    return f"it does not know {of} {', '.join(missing)} in more than half of the answers"
