"""The dose curve: error against how many examples of each fact were trained on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from inspect_finetune.metrics.intervals import ENOUGH_CLUSTERS
from inspect_finetune.report.errors import dose_cells, with_dose
from inspect_finetune.report.frame import values
from inspect_finetune.report.pictures.canvas import (
    DASHES,
    FAINT,
    INK,
    MARKERS,
    SERIES,
    SOFT,
    Picture,
    axes_in,
    paper,
)
from inspect_finetune.report.pictures.lettering import WIDTH, label, with_model
from inspect_finetune.report.rates import Cell
from inspect_finetune.report.wording import number, percent, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NOTE = "Bars: 95 % interval, clustered by object. The axis of examples is logarithmic."


def dose_picture(frame: pd.DataFrame) -> Picture | None:
    """The picture, where at least two doses are known; the taught facts asked for their value."""
    found = dose_cells(frame)
    if not found:
        return None
    asked = with_dose(frame)
    doses = values(asked, "examples")
    whole, cells = found.values()
    levels = values(asked, "level")[: len(SERIES)]
    title = _title(whole)
    figure, bottom, top = paper(title, _subtitle(asked), NOTE, 3.85)
    total = figure.get_figheight()
    axes = axes_in(figure, (0.85, WIDTH - 1.7, bottom + 0.8 / total, top - 0.05 / total))
    places = _places([float(dose) for dose in doses])
    ends = {level: _curve(axes, cells, level, i, places) for i, level in enumerate(levels)}
    _frame(axes, whole, places, max(cell.wrong.upper for cell in cells))
    if len(levels) > 1:
        _names(axes, ends)
    return Picture("dose-curve", title, figure)


def _title(cells: Sequence[Cell]) -> str:
    first, last = cells[0], cells[-1]
    start, end = percent(first.wrong.share), percent(last.wrong.share)
    doses = f"{first.factors['examples']} to {last.factors['examples']} examples a fact"
    apart = last.wrong.upper < first.wrong.lower or last.wrong.lower > first.wrong.upper
    if not apart:  # the intervals overlap
        return f"No clear change from {doses}: {100 * first.wrong.share:.1f} and {end} wrong"
    goes = "falls" if last.wrong.share < first.wrong.share else "rises"
    return f"From {doses} the error {goes} from {start} to {end}"


def _subtitle(asked: pd.DataFrame) -> str:
    models = values(asked, "model")
    per = asked.groupby("examples", observed=True).size()
    least, most = int(per.min()), int(per.max())
    n = f"{least:,}" if least == most else f"{least:,} to {most:,}"
    objects = number(asked["object"].nunique(), "object")
    said = f"Wrong answers by training examples of each fact. {n} answers a dose, {objects}"
    return with_model(said, models[0]) if len(models) == 1 else f"{said}, {_models(asked)}"


def _models(asked: pd.DataFrame) -> str:
    """How many models there are; of each dose, where one of them has several."""
    per = asked.groupby("examples", observed=True)["model"].nunique()
    least, most = int(per.min()), int(per.max())
    if most == 1:
        return f"{asked['model'].nunique()} models"
    return f"{most if least == most else f'{least} to {most}'} models a dose"


def _places(doses: Sequence[float]) -> dict[float, float]:
    """Where each dose stands: by its logarithm; none, which has none, one step to the left."""
    known = [dose for dose in doses if dose > 0]
    logs = {dose: math.log2(dose) for dose in known}
    nothing = min(logs.values(), default=0.0) - 1
    return {dose: logs.get(dose, nothing) for dose in doses}


def _curve(
    axes: Axes, cells: Sequence[Cell], level: str, place: int, places: Mapping[float, float]
) -> float:
    """Draw the curve of one level; its height at the right end."""
    own = [cell for cell in cells if cell.factors["level"] == level]
    # side by side, so that bars do not cover each other
    xs = [places[float(cell.factors["examples"])] + 0.05 * (place - 1) for cell in own]
    shares = [100 * cell.wrong.share for cell in own]
    below = [share - 100 * cell.wrong.lower for share, cell in zip(shares, own, strict=True)]
    above = [100 * cell.wrong.upper - share for share, cell in zip(shares, own, strict=True)]
    colour, marker = SERIES[place], MARKERS[place]
    axes.errorbar(xs, shares, (below, above), fmt="none", ecolor=colour, elinewidth=2, alpha=0.5)
    axes.plot(xs, shares, linestyle=DASHES[place], color=colour, lw=2)
    dots = axes.plot(xs, shares, marker, color=colour, ms=8, mec="white", mew=0.8)
    dots[0].set_clip_on(False)
    return shares[-1]


def _frame(
    axes: Axes, whole: Sequence[Cell], places: Mapping[float, float], highest: float
) -> None:
    left, right = min(places.values()), max(places.values())
    axes.set_xlim(left - 0.25, right + 0.25)
    doses = [float(cell.factors["examples"]) for cell in whole]
    axes.set_xticks([places[dose] for dose in doses], map(_dose, whole))
    axes.set_xlabel("training examples of each fact", color=SOFT, labelpad=7)
    axes.set_ylim(0, min(100 * highest * 1.04, 101))
    axes.yaxis.set_major_formatter("{x:g} %")
    axes.grid(axis="y", color=FAINT, lw=0.8)
    axes.tick_params(axis="y", labelcolor=SOFT)


def _dose(cell: Cell) -> str:
    """A dose, and how few objects it is of where they are too few to lean on."""
    objects = cell.wrong.objects
    few = f"\n{number(objects, 'object')}" if objects < ENOUGH_CLUSTERS else ""
    return f"{cell.factors['examples']}{few}"


def _names(axes: Axes, ends: Mapping[str, float]) -> None:
    """The levels' names at the ends of their curves, pushed apart where they would overlap."""
    gap = 0.065 * axes.get_ylim()[1]
    below = -math.inf
    for level, height in sorted(ends.items(), key=lambda item: item[1]):
        place = list(ends).index(level)
        below = max(height, below + gap)
        axes.annotate(
            label(plain(level), 1.35),
            (1.03, below),
            xycoords=("axes fraction", "data"),
            va="center",
            color=INK,
        )
        sign = axes.plot(1.012, below, MARKERS[place], color=SERIES[place], ms=6)[0]
        sign.set_transform(axes.get_yaxis_transform())
        sign.set_clip_on(False)
