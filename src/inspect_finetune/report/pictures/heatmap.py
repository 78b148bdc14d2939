"""Every object by every level: what share of its answers is right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from inspect_finetune.report.frame import RECALL, values
from inspect_finetune.report.pictures.canvas import INK, SOFT, Picture, axes_in, paper
from inspect_finetune.report.pictures.lettering import WIDTH, label, width, with_model
from inspect_finetune.report.wording import number, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 200
"""Objects that a picture can show; of more, those that fail most."""
MOST_COLUMNS = 8
FEW = 20
"""Answers from which on a single field can be read."""
ABREAST = 0.8
"""Inches that a name of a level has over its column."""
FLAT = 6
"""Columns over which names of levels stand level; more are too narrow for them."""
PALE = "#EAF2F8"
SHADES = ("#7F2704", "#D55E00", "#F4A261", "#FBD9B5", PALE)
"""From never right to always right; darker is worse, also in grey."""


def heatmap_picture(frame: pd.DataFrame, name: str) -> Picture | None:
    """The picture of one model's answers to questions that ask for a taught value."""
    asked = frame[frame["part"] == RECALL]
    if asked["object"].nunique() < 2:
        return None
    table = _table(asked)
    objects, whole = len(table), int((table.fillna(1).min(axis=1) == 1).sum())
    table = table.head(MOST)
    blocks = 2 if len(table) <= 60 else (3 if len(table) <= 120 else 4)
    each = math.ceil(len(table) / blocks)
    step = 0.19 if blocks < 4 else 0.165
    never = f"{whole:,} of {number(objects, 'object')} never fail"
    title = (never if whole else f"Each of {objects:,} objects fails at times") + _worst(asked)
    flat = len(table.columns) * blocks <= FLAT
    wrapped = any(" " in plain(str(name)) for name in table.columns)
    head = (0.45 if wrapped else 0.3) if flat else 1.3
    figure, bottom, top = paper(title, _subtitle(asked), _note(asked), step * each + head + 0.4)
    _draw(figure, table, blocks, (bottom, top - head / figure.get_figheight()), flat)
    _key(figure, bottom)
    return Picture(name, title, figure)


def _table(asked: pd.DataFrame) -> pd.DataFrame:
    """Share right by object and level (template, where there is one level), worst first."""
    factor = "level"
    if asked["level"].nunique() == 1 and 1 < asked["template"].nunique() <= MOST_COLUMNS:
        factor = "template"
    cells = asked.groupby(["object", factor], observed=True)["right"].mean()
    shares: pd.DataFrame = cells.unstack()
    shares = shares[[name for name in values(asked, factor) if name in shares][:MOST_COLUMNS]]
    overall = asked.groupby("object", observed=True)["right"].mean()
    order = sorted(shares.index, key=lambda one: (overall[one], str(one).casefold()))
    found: pd.DataFrame = shares.reindex(order)
    return found


def _worst(asked: pd.DataFrame) -> str:
    """Who has the fewest right answers here, if it is not too many."""
    wrong = (~asked["right"]).groupby(asked["object"], observed=True).mean()
    names = [label(str(name), 1.6) for name in wrong.index[wrong == wrong.max()]]
    if wrong.max() == 0 or len(names) > 3:
        return ""
    joined = " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    return f"; fewest right: {joined}"


def _subtitle(asked: pd.DataFrame) -> str:
    counts = f"{number(len(asked), 'answer')}, about {_per_field(asked):.0f} a field"
    return with_model(f"Right answers by object and level. {counts}", str(asked["model"].iloc[0]))


def _per_field(asked: pd.DataFrame) -> float:
    return len(asked) / asked.groupby(["object", "level"], observed=True).ngroups


def _note(asked: pd.DataFrame) -> str:
    objects = asked["object"].nunique()
    few = " Fields hold few answers: read rows and columns." if _per_field(asked) < FEW else ""
    more = f" Of {objects:,} objects the {MOST} that fail most are shown." if objects > MOST else ""
    return f"Figures: percent right, where not all are.{few} Intervals: see the tables.{more}"


def _draw(
    figure: Figure, table: pd.DataFrame, blocks: int, ends: tuple[float, float], flat: bool
) -> None:
    total = figure.get_figheight()
    each = math.ceil(len(table) / blocks)
    room = (WIDTH - 0.4) / blocks
    names = [plain(str(name)) for name in table.columns]
    wide = 1.25 if blocks < 4 else 1.02
    for block in range(blocks):
        part = table.iloc[block * each : (block + 1) * each]
        left = 0.2 + block * room
        floor = ends[0] + 0.4 / total
        start = floor + (ends[1] - floor) * (1 - len(part) / each)
        box = (left + wide, left + room - 0.12, start, ends[1])
        if len(part):
            _block(axes_in(figure, box), part, names, small=blocks == 4, flat=flat)


def _block(axes: Axes, part: pd.DataFrame, names: Sequence[str], small: bool, flat: bool) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    shades = LinearSegmentedColormap.from_list("right", SHADES)
    axes.spines["bottom"].set_visible(False)
    shares = part.to_numpy(dtype=float)
    axes.pcolormesh(shares, cmap=shades, vmin=0, vmax=1, edgecolors="white", linewidth=1.2)
    size = 7.5 if small else 9
    for (y, x), share in ((place, shares[place]) for place in _places(shares)):
        if share < 1:
            colour = "white" if share < 0.25 else INK
            axes.text(
                x + 0.5, y + 0.5, f"{100 * share:.0f}", size=size - 1, color=colour,
                ha="center", va="center_baseline",
            )  # fmt: skip
    axes.set_ylim(len(part), 0)
    objects = [label(str(name), 0.9 if small else 1.15, size) for name in part.index]
    axes.set_yticks([place + 0.5 for place in range(len(part))], objects, size=size)
    axes.xaxis.tick_top()
    heads = [_head(name, size) if flat else label(name, 1.2, size) for name in names]
    axes.set_xticks(
        [place + 0.5 for place in range(len(names))], heads, size=size,
        rotation=0 if flat else 90,
    )  # fmt: skip


def _head(name: str, size: float) -> str:
    """A name over its column, in two lines where one is too narrow."""
    if width(name, size) <= ABREAST or " " not in name:
        return label(name, 0.95, size)
    first, _, rest = name.partition(" ")
    return f"{label(first, ABREAST, size)}\n{label(rest, ABREAST, size)}"


def _places(shares: object) -> list[tuple[int, int]]:
    import numpy as np

    return [(int(y), int(x)) for y, x in np.argwhere(~np.isnan(shares))]  # type: ignore[call-overload]


def _key(figure: Figure, bottom: float) -> None:
    """What the shades mean."""
    from matplotlib.patches import Rectangle

    total = figure.get_figheight()
    y, x = bottom + 0.1 / total, 0.2 / WIDTH
    for shade, said in zip(SHADES, ("never right", "25 %", "50 %", "75 %", "always"), strict=True):
        box = Rectangle((x, y), 0.2 / WIDTH, 0.15 / total, facecolor=shade, edgecolor=SOFT, lw=0.4)
        box.set_transform(figure.transFigure)
        figure.add_artist(box)
        figure.text(x + 0.27 / WIDTH, y + 0.07 / total, said, size=9, color=SOFT, va="center")
        x += (0.55 + 0.065 * len(said)) / WIDTH
