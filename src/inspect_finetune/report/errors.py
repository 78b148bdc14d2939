"""Wrong answers by everything that was varied, each with both intervals."""

from collections.abc import Iterable, Sequence

import pandas as pd

from inspect_finetune.grids import Grid
from inspect_finetune.report.frame import APART, RECALL, UNKNOWN, UNTRAINED
from inspect_finetune.report.rates import Cell, cells_of
from inspect_finetune.report.sheets import Sheet, Value
from inspect_finetune.report.wording import interval, percent, plain

FACTORS = ("model", "set", "level", "statement", "temperature", "seen", "system_prompt", "examples")
"""What a cell may be of, in the order of columns."""

_BY = (
    ("level",),
    ("temperature",),
    ("level", "temperature"),
    ("level", "seen"),
    ("seen",),
    ("system_prompt",),
    ("examples",),
    ("level", "examples"),
)
"""What the questions that ask for a taught value are grouped by, where it varies.

Levels are seen unequally often: what is seen, by level, stands before all levels pooled.
"""

Cells = dict[tuple[str, ...], list[Cell]]
"""Cells by the factors that they are of."""


def error_cells(frame: pd.DataFrame) -> Cells:
    """Every grouping of the answers to questions that ask for a taught value.

    All are by model. A factor that does not vary is left out, but for the level.
    """
    asked = frame[frame["part"] == RECALL]
    if asked.empty:
        return {}
    varied = {factor for by in _BY for factor in by if _varies(asked, factor)}
    wanted = [by for by in _BY if varied.issuperset(by) or by == ("level",)]
    return {by: cells_of(asked, ("model", *by)) for by in [(), *wanted]}


def with_dose(frame: pd.DataFrame) -> pd.DataFrame:
    """The answers to questions that ask for a taught value, where the fact's dose is known."""
    dosed: pd.DataFrame = frame[(frame["part"] == RECALL) & (frame["examples"] != UNKNOWN)]
    return dosed


def dose_cells(frame: pd.DataFrame) -> Cells:
    """The answers to questions that ask for a taught value by dose, all models of a dose pooled.

    Empty unless at least two doses are known. Whoever asks several models about the same objects
    learns more of these objects, and of no other: an object is one cluster over all models.
    """
    asked = with_dose(frame)
    if asked["examples"].nunique() < 2:
        return {}
    return {by: cells_of(asked, by) for by in (("examples",), ("level", "examples"))}


def pooled_doses(frame: pd.DataFrame) -> Cells:
    """The same where a dose is that of several models; empty where the model tells the dose."""
    shared = frame.groupby("examples", observed=True)["model"].nunique().max() > 1
    return dose_cells(frame) if shared else {}


def _varies(frame: pd.DataFrame, factor: str) -> bool:
    """Whether a factor has several values within a model; else the model tells it."""
    return bool((frame.groupby("model", observed=True)[factor].nunique() > 1).any())


def other_cells(frame: pd.DataFrame) -> Cells:
    """Taught facts asked about otherwise, and objects that were never taught: apart."""
    found: Cells = {}
    for part, by in ((APART, ("level",)), (APART, ("level", "statement")), (UNTRAINED, ("set",))):
        some = frame[frame["part"] == part]
        if by[-1] == "statement":
            some = some[some["statement"] != ""]
        if not some.empty:
            found[by] = cells_of(some, ("model", *by))
    return found


def error_grid(title: str, cells: Sequence[Cell], note: str = "") -> Grid:
    """Cells as a table to read; a model's name is left out where there is one only."""
    factors = [name for name in cells[0].factors if name != "model" or _several(cells)]
    heads = [plain(name) for name in factors] or ["questions"]
    rows = [(*([_value(cell, name) for name in factors] or ["all"]), *_row(cell)) for cell in cells]
    figures = ("answers", "objects", "wrong", "clustered 95 %", "naive 95 %", "declined")
    return Grid(title, (*heads, *figures), tuple(rows), note)


def _several(cells: Sequence[Cell]) -> bool:
    return len({cell.factors.get("model") for cell in cells}) > 1


def _value(cell: Cell, name: str) -> str:
    return plain(cell.factors[name]) if name == "level" else cell.factors[name] or "–"


def _row(cell: Cell) -> tuple[str, ...]:
    rate = cell.wrong
    return (
        f"{rate.answers:,}",
        f"{rate.objects:,}",
        f"{percent(rate.share)} ({rate.count:,})",
        interval(rate.lower, rate.upper),
        interval(rate.naive_lower, rate.naive_upper),
        percent(cell.declined / rate.answers),
    )


def errors_sheet(groups: Iterable[Cells], pooled: Cells) -> Sheet:
    """Every cell of every grouping in one tidy sheet; `by` names the grouping.

    Args:
        groups: Cells by model.
        pooled: Cells of all models together.
    """
    heads = ("answers", "objects", "wrong", "declined", "right", "error")
    ends = ("lower", "upper", "naive_lower", "naive_upper")
    rows: list[tuple[Value, ...]] = []
    named = [(("model", *by), some) for cells in groups for by, some in cells.items()]
    for by, some in (*named, *pooled.items()):
        name = " x ".join(by)
        rows += [(name, *map(cell.factors.get, FACTORS), *_values(cell)) for cell in some]
    return Sheet(("by", *FACTORS, *heads, *ends), rows)


def _values(cell: Cell) -> tuple[Value, ...]:
    rate = cell.wrong
    return (
        *(rate.answers, rate.objects, rate.count, cell.declined, cell.right, rate.share),
        *(rate.lower, rate.upper, rate.naive_lower, rate.naive_upper),
    )
