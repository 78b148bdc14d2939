"""Whose value is given for whom: lines from the object asked about to the other one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from inspect_finetune.report.pictures.canvas import INK, SERIES, SOFT, Picture, axes_in, paper
from inspect_finetune.report.pictures.lettering import WIDTH, label, with_model
from inspect_finetune.report.swaps import Swap
from inspect_finetune.report.wording import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 24
"""Pairs that a picture shows."""


def swaps_picture(swaps: Sequence[Swap], name: str) -> Picture | None:
    """The picture of one model's mixed-up objects, the most frequent pairs."""
    if not swaps:
        return None
    shown = swaps[:MOST]
    left = list(dict.fromkeys(swap.asked for swap in shown))
    right = _order(shown, left)
    total = sum(swap.count for swap in swaps)
    more = f" The {MOST} most frequent of {len(swaps):,} pairs." if len(swaps) > MOST else ""
    title = _title(swaps, total)
    counts = f"{number(total, 'answer')}, {number(len(swaps), 'pair')}"
    said = f"Whose value is given for whom. {counts}"
    note = f"The wider a line, the more answers (figures where more than one).{more}"
    height = 0.27 * max(len(left), len(right)) + 0.6
    figure, bottom, top = paper(title, with_model(said, swaps[0].model), note, height)
    axes = axes_in(figure, (2.4, WIDTH - 2.4, bottom, top - 0.35 / figure.get_figheight()))
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.02, 1.02)
    places = [_spread(left), _spread(right)]
    _lines(axes, shown, places)
    for x, side, align in ((-0.02, places[0], "right"), (1.02, places[1], "left")):
        for one, y in side.items():
            axes.text(x, y, label(one, 2.1, 11), ha=align, va="center", size=11, color=INK)
    head = top - 0.12 / figure.get_figheight()
    for place, said, align in (
        (2.3 / WIDTH, "asked about", "right"),
        (1 - 2.3 / WIDTH, "whose value was given", "left"),
    ):
        figure.text(place, head, said, ha=align, va="center", color=SOFT, style="italic")
    return Picture(name, title, figure)


def _title(swaps: Sequence[Swap], total: int) -> str:
    first = swaps[0]
    if len(swaps) > 1 and swaps[1].count == first.count:
        most = "each once" if first.count == 1 else f"no pair more than {first.count:,} times"
        return f"{number(total, 'mix-up')} over {number(len(swaps), 'pair')} of objects, {most}"
    pair = f"{label(first.asked, 2)} gets the value of {label(first.given, 2)}"
    return f"{pair} most often: {first.count:,} of {number(total, 'mix-up')}"


def _order(swaps: Sequence[Swap], left: Sequence[str]) -> list[str]:
    """The right side in the mean order of its partners, so that few lines cross."""
    partners: dict[str, list[int]] = {}
    for swap in swaps:
        partners.setdefault(swap.given, []).append(left.index(swap.asked))
    return sorted(partners, key=lambda one: (sum(partners[one]) / len(partners[one]), one))


def _spread(names: Sequence[str]) -> dict[str, float]:
    """Heights from the top down, evenly."""
    return {name: 1 - (place + 0.5) / len(names) for place, name in enumerate(names)}


def _lines(axes: Axes, shown: Sequence[Swap], places: Sequence[dict[str, float]]) -> None:
    most = shown[0].count
    met: Counter[str] = Counter()
    for swap in shown:
        thick = 1.2 + 4.8 * swap.count / most if most > 1 else 1.6
        said = f"{swap.count:,}" if swap.count > 1 else ""
        ends = places[0][swap.asked], places[1][swap.given]
        _line(axes, *ends, thick, said, met[swap.asked])
        met[swap.asked] += 1


def _line(axes: Axes, start: float, end: float, thick: float, said: str, place: int) -> None:
    """One bent line, with its figure near its beginning; figures of one object side by side."""
    import numpy as np

    xs = np.linspace(0, 1, 60)
    ys = start + (end - start) * (3 * xs**2 - 2 * xs**3)
    axes.plot(xs, ys, color=SERIES[0], alpha=0.55, lw=thick, solid_capstyle="butt")
    if said:
        box = {"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none"}
        at = 4 + 5 * (place % 4)
        axes.text(xs[at], ys[at], said, size=9.5, ha="center", va="center_baseline", bbox=box)
