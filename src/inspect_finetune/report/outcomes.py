"""How answers fail: the share of each kind of answer, by model, set and level."""

from dataclasses import dataclass

import pandas as pd

from inspect_finetune.facts.names import OUTCOMES
from inspect_finetune.grids import Grid
from inspect_finetune.report.rates import Rate, rate_of
from inspect_finetune.report.sheets import Sheet
from inspect_finetune.report.wording import interval, kind, percent, plain


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


def outcome_grid(title: str, found: list[Outcomes]) -> Grid:
    """The shares of the kinds that occur in these, with their intervals."""
    kinds = [name for name in found[0].rates if any(one.rates[name].count for one in found)]
    several = len({one.set for one in found}) > 1
    rows = []
    for one in found:
        total = next(iter(one.rates.values())).answers
        name = f"{one.set}: {plain(one.level)}" if several else plain(one.level)
        rows.append((name, f"{total:,}", *(_share(one.rates[kind]) for kind in kinds)))
    note = "Share (number) of answers of each kind, with the 95 % interval clustered by object."
    return Grid(title, ("level", "answers", *map(kind, kinds)), tuple(rows), note)


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
