"""Every wrong answer with its kind; the same mistake in several answers is one line."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from inspect_finetune.grids import Grid
from inspect_finetune.report.sheets import Sheet
from inspect_finetune.report.wording import kind, plain

SHOWN = 60
"""Mistakes that a table on the page lists; the file has all."""

_BY = ("model", "set", "level", "object", "expected", "outcome", "number", "swapped_with")


@dataclass(frozen=True)
class Mistake:
    """One wrong value for one object at one level.

    Attributes:
        model: The model.
        set: The set of the object.
        level: The level of the question.
        object: The object.
        expected: The right answer.
        outcome: The kind of mistake.
        said: What was read from the answer.
        whose: The object whose value it is.
        count: In how many answers.
    """

    model: str
    set: str
    level: str
    object: str
    expected: str
    outcome: str
    said: str
    whose: str
    count: int


def mistakes_of(frame: pd.DataFrame) -> list[Mistake]:
    """Every mistake, by model, set and level, the most frequent first."""
    wrong = frame[frame["wrong"]]
    counts = wrong.groupby(list(_BY), observed=True, sort=True).size()
    ordered = counts.reset_index(name="count").sort_values(
        ["model", "set", "level", "count"], ascending=[True, True, True, False], kind="stable"
    )
    return [
        Mistake(*map(str, named), count=int(count))  # type: ignore[misc, arg-type]
        for *named, count in ordered.itertuples(index=False, name=None)
    ]


def mistakes_grid(mistakes: Sequence[Mistake]) -> Grid:
    """The mistakes of one model."""
    rows = tuple(
        (
            one.object,
            plain(one.level),
            one.expected,
            one.said or "–",
            f"{kind(one.outcome)} ({one.whose})" if one.whose else kind(one.outcome),
            f"{one.count:,}",
        )
        for one in mistakes[:SHOWN]
    )
    more = len(mistakes) - SHOWN
    note = f"{more:,} more lines stand in mistakes.csv." if more > 0 else ""
    heads = ("object", "level", "taught", "said", "kind", "answers")
    return Grid("Every wrong answer and its kind", heads, rows, note)


def mistakes_sheet(mistakes: Sequence[Mistake]) -> Sheet:
    """All mistakes."""
    rows = [
        (
            *(one.model, one.set, one.level, one.object, one.expected),
            *(one.outcome, one.said, one.whose, one.count),
        )
        for one in mistakes
    ]
    heads = ("model", "set", "level", "object", "expected", "outcome", "said", "whose", "count")
    return Sheet(heads, rows)
