"""The paper that every picture is drawn on: sizes, type, title, notes, and how it is saved."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspect_finetune.report.pictures.lettering import FONT, WIDTH, one_line, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, SOFT, FAINT = "#1a1a1a", "#555555", "#d9d9d9"
SERIES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
MARKERS = ("o", "s", "D", "^", "v", "P", "X")
DASHES = ("-", (0, (5, 1.5)), (0, (1.5, 1.2)), (0, (5, 1.2, 1.2, 1.2)), (0, (8, 2)), ":", "--")

_SETTINGS: dict[Any, Any] = {
    "font.family": [FONT],
    "font.size": 10.5,
    "text.parse_math": False,  # names may hold dollar signs
    "svg.hashsalt": "inspect-finetune",
    "svg.fonttype": "path",
    "hatch.linewidth": 0.7,
    "axes.edgecolor": SOFT,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


@dataclass(frozen=True)
class Picture:
    """A picture that is drawn.

    Attributes:
        name: Its file's name without the ending.
        title: What is seen; also the text for readers who do not see it.
        figure: The figure.
    """

    name: str
    title: str
    figure: Figure


@contextmanager
def style() -> Iterator[None]:
    """The settings under which pictures are drawn and saved."""
    from matplotlib import rc_context

    with rc_context(_SETTINGS), warnings.catch_warnings():
        # a name in a script that the font lacks is drawn as boxes
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from")
        yield


def paper(title: str, subtitle: str, note: str, height: float) -> tuple[Figure, float, float]:
    """A figure with title, subtitle and note.

    Args:
        title: What is seen.
        subtitle: What was counted.
        note: How to read it, below the drawing.
        height: Inches of the drawing between them.

    Returns:
        The figure, and the bottom and top of the room for the drawing, as shares of its height.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    heads, subs, notes = wrap(title, 14, bold=True), wrap(subtitle, 10.5), wrap(note, 9)
    above = 0.2 + 0.27 * len(heads) + 0.2 * len(subs) + 0.12
    below = 0.2 + 0.17 * len(notes)
    total = above + height + below
    figure = Figure(figsize=(WIDTH, total), facecolor="white")
    FigureCanvasAgg(figure)
    left = 0.2 / WIDTH
    down = 1 - 0.16 / total
    for lines, size, step, weight, colour in (
        (heads, 14, 0.27, "bold", INK),
        (subs, 10.5, 0.2, "normal", SOFT),
    ):
        for line in lines:
            figure.text(
                left, down, line, size=size, weight=weight, color=colour, va="top", ha="left"
            )
            down -= step / total
    for place, line in enumerate(reversed(notes)):
        figure.text(
            left, (0.12 + 0.17 * place) / total, line, size=9, color=SOFT, va="bottom", ha="left"
        )
    return figure, below / total, 1 - above / total


def axes_in(figure: Figure, box: tuple[float, float, float, float]) -> Axes:
    """Axes in a box of inches (left, right) and shares of the height (bottom, top), bare."""
    left, right, bottom, top = box
    axes = figure.add_axes((left / WIDTH, bottom, (right - left) / WIDTH, top - bottom))
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    axes.set_axisbelow(True)
    return axes


def save(picture: Picture, folder: Path) -> list[Path]:
    """Write a picture as SVG and as PNG (of twice the size, for sharp screens)."""
    svg, png = folder / f"{picture.name}.svg", folder / f"{picture.name}.png"
    with style():
        picture.figure.savefig(
            svg, metadata={"Date": None, "Creator": None, "Title": one_line(picture.title)}
        )
        picture.figure.savefig(png, dpi=200, metadata={"Software": None})
    return [svg, png]
