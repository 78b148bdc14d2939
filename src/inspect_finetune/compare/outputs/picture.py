"""Every difference with its interval, one line a measure; the margin drawn where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspect_finetune.compare.findings import Comparison, Finding, Gated
from inspect_finetune.compare.wording import count, figure, moved, names_of, plain, verdict_of
from inspect_finetune.metrics.differences import Estimate
from inspect_finetune.report.pictures.canvas import (
    FAINT,
    INK,
    SERIES,
    SOFT,
    Picture,
    axes_in,
    paper,
    style,
)
from inspect_finetune.report.pictures.lettering import (
    MARGIN,
    WIDTH,
    label,
    one_line,
    width,
    with_model,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 60
"""Measures that a picture can show; the table has all."""
_BLUE, _RED, _GREEN, _YELLOW = SERIES[0], SERIES[1], SERIES[2], SERIES[4]
_MARKS = {
    "pass": ("o", _GREEN),
    "rose": ("^", _BLUE),
    "regression": ("X", _RED),
    "fell": ("v", _RED),
    "undecided": ("D", _YELLOW),
    "tracked": ("s", SOFT),
}
"""Shape and colour of each verdict; either tells them apart."""
_RIGHT, _ROW = 1.75, 0.34
_NARROWEST, _WIDEST = 1.2, 3.2
"""Inches of the names on the left."""
_FARTHEST = 1e300
"""Numbers beyond it, infinite ones among them, have no place on an axis."""
_NOTE = "Lines: 95 % intervals of candidate minus base, clustered. "
_METADATA: dict[str, dict[str, Any]] = {
    ".svg": {"Date": None, "Creator": None},
    ".png": {"Software": None},
    ".pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
"""Without date and version, so that the same figures give the same bytes."""


@dataclass(frozen=True)
class _Row:
    """A line of the picture."""

    name: str
    finding: Finding
    verdict: str
    limit: float | None = None


def comparison_picture(found: Comparison) -> Picture:
    """The picture of a comparison."""
    findings = found.findings
    rows = [
        _Row(name, finding, verdict_of(finding, found.alpha))
        for finding, name in zip(findings, names_of(findings), strict=True)
    ]
    return _draw(rows, _title(rows), "compare", _NOTE)


def gate_picture(found: Gated) -> Picture:
    """The picture of a gate, with the margins; of a refused one it says why."""
    names = names_of([one.finding for one in found.judged])
    rows = [
        _Row(name, one.finding, one.verdict, one.limit)
        for one, name in zip(found.judged, names, strict=True)
    ]
    return _draw(rows, found.said, "gate", f"{_NOTE}Dashed: the margin that must be kept.")


def save_as(picture: Picture, path: Path) -> None:
    """Write a picture to one file, in the format of its ending: .svg, .png or .pdf."""
    ending = path.suffix.lower()
    extra = {} if ending == ".png" else {"Title": one_line(picture.title)}
    with style():
        picture.figure.savefig(path, dpi=200, metadata={**_METADATA[ending], **extra})


def _title(rows: Sequence[_Row]) -> str:
    clear = [row for row in rows if row.verdict != "undecided"]
    if len(clear) == 1:
        (name,) = names_of([clear[0].finding], bare=True)
        return f"{name} {moved(clear[0].finding)}"
    if not clear:
        return f"No difference shown in {count(len(rows), 'measure')}"
    fell = sum(row.verdict == "fell" for row in clear)
    ways = [
        f"{number} {way}" for number, way in ((fell, "fell"), (len(clear) - fell, "rose")) if number
    ]
    return f"Of {count(len(rows), 'measure')} {' and '.join(ways)}"


def _draw(rows: Sequence[_Row], title: str, name: str, note: str) -> Picture:
    known = [row for row in rows if _fits(row.finding.gain.value)]
    shown = _bare(known[:MOST])
    panels = _panels(shown)
    heights = [_ROW * len(panel) + 0.75 for panel in panels]
    names = max((width(row.name, 10.5) for row in shown), default=0.0)
    left = max(min(names + 0.35, _WIDEST), _NARROWEST)
    with style():
        about = _subtitle(rows, shown)
        figure, _, top = paper(_heading(title), about, note if shown else "", sum(heights))
        total = figure.get_figheight()
        for panel, height in zip(panels, heights, strict=True):
            low = top - height / total
            axes = axes_in(figure, (left, WIDTH - _RIGHT, low + 0.6 / total, top - 0.05 / total))
            _panel(axes, panel, left)
            top = low
    return Picture(name, title, figure)


def _heading(title: str) -> str:
    """The title; of a word that no line has room for, such as a path, the beginning and the end."""
    room = 0.85 * (WIDTH - 2 * MARGIN)  # bold letters are wider
    return plain(" ".join(label(word, room, 14) for word in one_line(title).split()), 400)


def _subtitle(rows: Sequence[_Row], shown: Sequence[_Row]) -> str:
    if not shown:
        return "No measure was compared"
    left_out = len(rows) - len(shown)
    but = f" ({count(left_out, 'measure')} left out)" if left_out else ""
    tasks = list(dict.fromkeys(row.finding.task for row in shown))
    return with_model(
        f"Candidate minus base{but}", tasks[0] if len(tasks) == 1 else f"{len(tasks)} tasks"
    )


def _bare(rows: Sequence[_Row]) -> list[_Row]:
    """Names without the task, where it is one for all and stands above."""
    if len({row.finding.task for row in rows}) > 1:
        return [*rows]
    return [replace(row, name=row.name.removeprefix(f"{row.finding.task} ")) for row in rows]


def _panels(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Shares on one axis; every other measure has its own unit, and so an axis of its own."""
    shares = [row for row in rows if row.finding.bounded]
    others = [[row] for row in rows if not row.finding.bounded]
    return [shares, *others] if shares else [*others]


def _panel(axes: Axes, rows: Sequence[_Row], left: float) -> None:
    bounded = rows[0].finding.bounded
    scale = 100 if bounded else 1
    low, high = _reach(rows, scale)
    for place, row in enumerate(rows):
        axes.plot(_ends(row.finding.gain, scale, low, high), [place, place], **_line(row))
        _mark(axes, place, row, scale)
    axes.axvline(0, color=INK, lw=1, zorder=1)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks(range(len(rows)), [label(row.name, left - 0.35) for row in rows])
    axes.set_xlabel("percentage points" if bounded else "in the measure's unit", color=SOFT)
    axes.xaxis.set_major_formatter(_signed)
    axes.grid(axis="x", color=FAINT, lw=0.8)
    axes.tick_params(axis="x", labelcolor=SOFT)
    axes.set_xlim(low, high)


def _signed(number: float, _: float) -> str:
    """A number of the axis; 0 has no sign."""
    return f"{number:+g}".replace("-", "\N{MINUS SIGN}") if abs(number) > 1e-9 else "0"


def _reach(rows: Sequence[_Row], scale: float) -> tuple[float, float]:
    """Ends of the axis: all intervals that end, all margins and 0, and a little room."""
    ends = [0.0, *(row.limit for row in rows if row.limit is not None)]
    for gain in (row.finding.gain for row in rows):
        ends += [end for end in (gain.lower, gain.value, gain.upper) if _fits(end)]
    low, high = scale * min(ends), scale * max(ends)
    room = 0.06 * (high - low) or 0.06 * scale
    return low - room, high + room


def _fits(number: float) -> bool:
    """Whether an axis can reach it; not so NaN."""
    return abs(number) <= _FARTHEST


def _mark(axes: Axes, place: int, row: _Row, scale: float) -> None:
    gain, (shape, colour) = row.finding.gain, _MARKS[row.verdict]
    if row.limit is not None:
        at = [scale * row.limit] * 2
        axes.plot(at, [place - 0.42, place + 0.42], color=INK, lw=1.4, ls=(0, (2.5, 1.5)))
    axes.plot(scale * gain.value, place, shape, color=colour, ms=8.5, mec="white", mew=0.8)
    said = f"{figure(gain.value, row.finding.bounded, '+')}  {row.verdict}"
    axes.annotate(
        label(said, _RIGHT - 0.2, 10),
        (1.03, place),
        xycoords=("axes fraction", "data"),
        va="center",
        size=10,
        color=INK,
    )


def _line(row: _Row) -> dict[str, Any]:
    """How the interval is drawn."""
    return {"color": _MARKS[row.verdict][1], "lw": 2.4, "alpha": 0.55}


def _ends(gain: Estimate, scale: float, low: float, high: float) -> list[float]:
    """The interval, as far as the axis goes: one that is not bounded runs to its end."""
    return [max(scale * gain.lower, low), min(scale * gain.upper, high)]
