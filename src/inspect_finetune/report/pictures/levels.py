"""Error by level of question, one mark a model, with clustered intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from inspect_finetune.report.contrasts import clear_differences
from inspect_finetune.report.pictures.canvas import (
    FAINT,
    INK,
    MARKERS,
    SERIES,
    SOFT,
    Picture,
    axes_in,
    paper,
)
from inspect_finetune.report.pictures.lettering import WIDTH, label, legend_names, with_model
from inspect_finetune.report.rates import Cell
from inspect_finetune.report.wording import number, percent, plain, span, worst

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_MODELS = len(SERIES)
LEFT = 1.8
"""Inches from the left at which drawings begin: the longest name of a family stands before."""

NOTE = (
    "Lines and brackets: 95 % interval, clustered by object. n: answers. "
    "Wrong: neither right nor declined."
)


def levels_picture(cells: Sequence[Cell]) -> Picture | None:
    """The picture, from cells by model and level; the first models only where there are many."""
    models = list(dict.fromkeys(cell.factors["model"] for cell in cells))
    shown = models[:MOST_MODELS]
    cells = [cell for cell in cells if cell.factors["model"] in shown]
    if not cells:
        return None
    levels = list(dict.fromkeys(cell.factors["level"] for cell in cells))
    row = max(0.5, 0.27 * len(shown) + 0.2)
    legend = 0.26 * len(shown) + 0.1 if len(shown) > 1 else 0.0
    height = row * len(levels) + 0.5 + legend
    title = _title(cells, shown)
    figure, bottom, top = paper(title, _subtitle(cells, shown, models), NOTE, height)
    total = figure.get_figheight()
    axes = axes_in(figure, (LEFT, WIDTH - 2.05, bottom + 0.4 / total, top - legend / total))
    _marks(axes, cells, levels, shown)
    _frame(axes, cells, levels)
    if legend:
        _legend(figure, shown, top)
    return Picture("error-by-level", title, figure)


def _title(cells: Sequence[Cell], models: Sequence[str]) -> str:
    if len(models) == 1:
        return worst(cells)
    theirs = [[cell for cell in cells if cell.factors["model"] == model] for model in models]
    tops = [max(own, key=lambda cell: cell.wrong.share) for own in theirs]
    shares = sorted(top.wrong.share for top in tops)
    wrong = f"{span(shares[0], shares[-1])} wrong"
    if shares[-1] == 0:
        return "Not one wrong answer from any model"
    names = {top.factors["level"] for top in tops}
    if len(names) == 1 and all(map(_stands_out, theirs)):
        return f"{plain(names.pop()).capitalize()} questions fail most in every model: {wrong}"
    return f"At their weakest level the models get {wrong}"


def _stands_out(cells: Sequence[Cell]) -> bool:
    """Whether the level with most wrong answers clearly fails more than every other."""
    top = max(range(len(cells)), key=lambda place: cells[place].wrong.share)
    clear = clear_differences(cells)
    return len(cells) > 1 and all((top, i) in clear for i in range(len(cells)) if i != top)


def _subtitle(cells: Sequence[Cell], shown: Sequence[str], models: Sequence[str]) -> str:
    answers = sum(cell.wrong.answers for cell in cells)
    objects = max(cell.wrong.objects for cell in cells)
    counts = f"{number(answers, 'answer')} about {number(objects, 'object')}"
    said = f"Wrong answers by level of question. {counts}"
    if len(models) == 1:
        return with_model(said, models[0])
    left_out = len(models) - len(shown)
    few = f"{len(shown)} of {len(models)} models, the others stand in the tables"
    return f"{said}, {few if left_out else number(len(models), 'model')}"


def _marks(axes: Axes, cells: Sequence[Cell], levels: Sequence[str], models: Sequence[str]) -> None:
    step = 0.62 / max(len(models), 1)
    for cell in cells:
        place = models.index(cell.factors["model"])
        y = levels.index(cell.factors["level"]) + (place - (len(models) - 1) / 2) * step
        rate, colour = cell.wrong, SERIES[place]
        axes.plot([100 * rate.lower, 100 * rate.upper], [y, y], color=colour, lw=2.4, alpha=0.55)
        dot = axes.plot(100 * rate.share, y, MARKERS[place], color=colour, ms=8.5, mec="white")
        dot[0].set_clip_on(False)
        ends = f"[{100 * rate.lower:.0f}, {100 * rate.upper:.0f}]"
        said = f"{percent(rate.share)}  {ends}  n {rate.answers:,}"
        size = 10.5 if len(models) < 4 else 9.5
        axes.annotate(
            said, (1.015, y), xycoords=("axes fraction", "data"), va="center", size=size, color=INK
        )


def _frame(axes: Axes, cells: Sequence[Cell], levels: Sequence[str]) -> None:
    axes.set_ylim(len(levels) - 0.5, -0.5)
    axes.set_yticks(
        range(len(levels)), [label(plain(name), LEFT - 0.3, 11.5) for name in levels], size=11.5
    )
    highest = 100 * max(cell.wrong.upper for cell in cells)
    axes.set_xlim(-0.01 * highest, min(max(highest * 1.05, 5), 101.5))
    axes.xaxis.set_major_formatter("{x:g} %")
    axes.grid(axis="x", color=FAINT, lw=0.8)
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="x", labelcolor=SOFT)
    for edge in range(1, len(levels)):
        axes.axhline(edge - 0.5, color=FAINT, lw=0.8)


def _legend(figure: Figure, models: Sequence[str], top: float) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], color=SERIES[i], marker=MARKERS[i], lw=2.4, ms=8.5, mec="white")
        for i in range(len(models))
    ]
    figure.legend(
        handles,
        legend_names(models, WIDTH - 1),
        loc="upper left",
        bbox_to_anchor=(0.2 / WIDTH, top + 0.01),
        frameon=False,
        borderaxespad=0,
        borderpad=0,
        labelspacing=0.35,
        handlelength=1.8,
    )
