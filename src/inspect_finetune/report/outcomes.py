"""How answers fail: the share of each kind of answer, by model, set and level."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from inspect_finetune.facts.names import OUTCOMES, TAUGHT, UNTAUGHT, WORLD
from inspect_finetune.grids import Grid
from inspect_finetune.report.rates import Rate, rate_of
from inspect_finetune.report.sheets import Sheet
from inspect_finetune.report.wording import interval, kind, percent, plain

TITLES = {
    "How answers fail": (TAUGHT,),
    "What is said of what was never taught": UNTAUGHT,
    "What is said of the world": (WORLD,),
}
"""Tables of kinds of answers, and the sets that they are of."""


@dataclass(frozen=True)
class Outcomes:
    """The answers of one model to questions of one level about one set.

    Attributes:
        model: The model.
        set: The set.
        level: The level.
        rates: The share of every kind that occurs in the report, in the order of tables.
    """

    model: str
    set: str
    level: str
    rates: dict[str, Rate]

    @property
    def right(self) -> Rate | None:
        """The share of right answers, if any kind is."""
        return self.rates.get("correct")


def outcomes_of(frame: pd.DataFrame) -> list[Outcomes]:
    """The kinds of answers by model, set and level."""
    kinds = kinds_of(frame)
    found = []
    for (model, of, level), group in frame.groupby(["model", "set", "level"], observed=True):
        rates = {name: rate_of(group, group["outcome"] == name) for name in kinds}
        found.append(Outcomes(str(model), str(of), str(level), rates))
    return found


def kinds_of(frame: pd.DataFrame) -> list[str]:
    """The kinds that occur, the known ones in their order."""
    found = [str(name) for name in frame["outcome"].cat.categories]
    present = [name for name in found if (frame["outcome"] == name).any()]
    return [*(one for one in OUTCOMES if one in present), *(set(present) - set(OUTCOMES))]


def outcome_grids(found: list[Outcomes]) -> Iterator[Grid]:
    """The kinds of answers of one model: of the taught, of the never taught, of the world."""
    for title, sets in TITLES.items():
        some = [one for one in found if one.set in sets]
        if some:
            yield _grid(title, some)
    others = [one for one in found if all(one.set not in sets for sets in TITLES.values())]
    if others:
        yield _grid("What is said of other sets", others)


def _grid(title: str, found: list[Outcomes]) -> Grid:
    """The shares of the kinds that occur in these, with their intervals."""
    kinds = [name for name in found[0].rates if any(one.rates[name].count for one in found)]
    rows = []
    for one in found:
        total = next(iter(one.rates.values())).answers
        name = plain(one.level) if one.set in (TAUGHT, WORLD) else f"{one.set}: {plain(one.level)}"
        rows.append((name, f"{total:,}", *(_share(one.rates[kind]) for kind in kinds)))
    note = "Share (number) of answers of each kind, with the 95 % interval clustered by object."
    first = "level" if found[0].set in (TAUGHT, WORLD) else "set and level"
    heads = (_head(name, found[0].set) for name in kinds)
    return Grid(title, (first, "answers", *heads), tuple(rows), note)


def _head(name: str, of_set: str) -> str:
    """A kind in words: of what was never taught only declining is right."""
    if of_set in UNTAUGHT and name == "abstained":
        return "declined: right"
    return kind("spilled" if of_set == WORLD and name == "swapped" else name)


def _share(rate: Rate) -> str:
    return f"{percent(rate.share)} ({rate.count:,}) [{interval(rate.lower, rate.upper)}]"


def outcomes_sheet(found: list[Outcomes]) -> Sheet:
    """Every share in one tidy sheet."""
    heads = ("model", "set", "level", "outcome", "answers", "objects", "count", "share")
    rows = [
        (
            *(one.model, one.set, one.level, name),
            *(rate.answers, rate.objects, rate.count, rate.share),
            *(rate.lower, rate.upper, rate.naive_lower, rate.naive_upper),
        )
        for one in found
        for name, rate in one.rates.items()
    ]
    return Sheet((*heads, "lower", "upper", "naive_lower", "naive_upper"), rows)
