"""Whose value is given for whom: the edges of the graph of mixed-up objects."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from inspect_finetune.grids import Grid
from inspect_finetune.report.sheets import Sheet

SHOWN = 40
"""Edges that a table on the page lists; the file has all."""


@dataclass(frozen=True)
class Swap:
    """One object got the value of another.

    Attributes:
        model: The model.
        asked: The object that was asked about.
        given: The object whose value was given.
        count: In how many answers.
    """

    model: str
    asked: str
    given: str
    count: int


def swaps_of(frame: pd.DataFrame) -> list[Swap]:
    """Every pair that occurs, by model, the most frequent first."""
    mixed = frame[frame["swapped_with"] != ""]
    counts = mixed.groupby(["model", "object", "swapped_with"], observed=True).size()
    found = [
        Swap(str(model), str(asked), str(given), int(count))
        for (model, asked, given), count in counts.items()
    ]
    order = {str(model): place for place, model in enumerate(frame["model"].cat.categories)}
    return sorted(found, key=lambda one: (order[one.model], -one.count, one.asked, one.given))


def swaps_grid(swaps: Sequence[Swap]) -> Grid:
    """The pairs of one model."""
    rows = tuple((one.asked, one.given, f"{one.count:,}") for one in swaps[:SHOWN])
    more = len(swaps) - SHOWN
    note = f"{more:,} more pairs are listed in swaps.csv." if more > 0 else ""
    heads = ("asked about", "whose value was given", "answers")
    return Grid("Which objects are mixed up", heads, rows, note)


def swaps_sheet(swaps: Sequence[Swap]) -> Sheet:
    """The edges, as graph tools read them."""
    rows = [(one.model, one.asked, one.given, one.count) for one in swaps]
    return Sheet(("model", "source", "target", "count"), rows)
