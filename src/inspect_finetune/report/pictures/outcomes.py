"""How answers that are not right fail: stacked bars by level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from inspect_finetune.facts.names import REVERSE, VERIFICATION
from inspect_finetune.report.outcomes import Outcomes
from inspect_finetune.report.pictures.canvas import FAINT, INK, SOFT, Picture, axes_in, paper
from inspect_finetune.report.pictures.lettering import WIDTH, label, with_model
from inspect_finetune.report.pictures.levels import LEFT
from inspect_finetune.report.wording import kind, number, percent, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LOOKS = {
    "swapped": ("#E69F00", ""),
    "leading_digits": ("#56B4E9", "////"),
    "near": ("#009E73", "||||"),
    "wrong_length": ("#F0E442", "...."),
    "invented": ("#D55E00", "\\\\\\\\"),
    "several": ("#CC79A7", "xxxx"),
    "misjudged": ("#0072B2", ""),
    "spilled": ("#E69F00", "++++"),
    "fabricated": ("#D55E00", "...."),
    "abstained": ("#DDDDDD", ""),
}
"""Colour and hatch of every kind; the hatches tell neighbours apart without colour."""
OTHER = ("#777777", "oooo")

NOTE = (
    "Figures at the right: whole bars, with 95 % interval, clustered by object. n: answers. "
    "Figures in bars: percent of n."
)
APART = "The title counts the wrong answers to questions that ask for the value."


def outcomes_picture(found: Sequence[Outcomes], name: str) -> Picture | None:
    """The picture of one model's answers about one set."""
    if not found or all(not _missed(one) for one in found):
        return None
    kinds = [one for one in found[0].rates if one not in RIGHT and _total(found, one)]
    kinds.sort(key=lambda one: one == "abstained")  # last, as it is no mistake
    rows = (len(kinds) + 2) // 3
    legend = 0.27 * rows + 0.14
    # what is asked otherwise fails otherwise: the title is of the questions that the headline is of
    asked = [one for one in found if one.level not in (REVERSE, VERIFICATION)]
    title = _title(asked or found, kinds)
    note = NOTE if len(asked) in (0, len(found)) else f"{NOTE} {APART}"
    height = 0.56 * len(found) + 0.5 + legend
    figure, bottom, top = paper(title, _subtitle(found), note, height)
    total = figure.get_figheight()
    axes = axes_in(figure, (LEFT, WIDTH - 2.05, bottom + 0.4 / total, top - legend / total))
    _bars(axes, found, kinds)
    _frame(axes, found)
    _legend(figure, kinds, top)
    return Picture(name, title, figure)


RIGHT = ("correct",)


def _missed(one: Outcomes) -> int:
    return sum(rate.count for kind, rate in one.rates.items() if kind not in RIGHT)


def _answers(one: Outcomes) -> int:
    return next(iter(one.rates.values())).answers


def _total(found: Sequence[Outcomes], name: str) -> int:
    return sum(one.rates[name].count for one in found)


def _title(found: Sequence[Outcomes], kinds: Sequence[str]) -> str:
    mistakes = {one: _total(found, one) for one in kinds if one != "abstained"}
    total = sum(mistakes.values())
    if not total:
        declined = _total(found, "abstained") if "abstained" in kinds else 0
        if not declined:
            return "No wrong answer to a question that asks for the value"
        return f"No wrong answer; {number(declined, 'answer')} declined"
    top = max(mistakes, key=lambda one: mistakes[one])
    return f"Most frequent mistake: {kind(top)} ({mistakes[top]:,} of {total:,} wrong answers)"


def _subtitle(found: Sequence[Outcomes]) -> str:
    answers = sum(map(_answers, found))
    objects = max(next(iter(one.rates.values())).objects for one in found)
    counts = f"{number(answers, 'answer')} about {number(objects, 'object')}"
    return with_model(f"Answers that are not right, by level. {counts}", found[0].model)


def _bars(axes: Axes, found: Sequence[Outcomes], kinds: Sequence[str]) -> None:
    longest = max(_missed(one) / _answers(one) for one in found)
    for y, one in enumerate(found):
        left = 0.0
        for name in kinds:
            colour, hatch = LOOKS.get(name, OTHER)
            width = 100 * one.rates[name].count / _answers(one)
            if not width:
                continue
            axes.barh(
                y, width, 0.62, left, color=colour, hatch=hatch, edgecolor="white", linewidth=1
            )
            if width > 8 * longest:
                _inside(axes, left + width / 2, y, f"{width:.0f}")
            left += width
        _beside(axes, one, y)


def _inside(axes: Axes, x: float, y: float, said: str) -> None:
    box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"}
    axes.text(x, y, said, ha="center", va="center", size=9.5, color=INK, bbox=box)


def _beside(axes: Axes, one: Outcomes, y: float) -> None:
    right = one.rates.get("correct")
    share = _missed(one) / _answers(one)
    ends = f"  [{100 * (1 - right.upper):.0f}, {100 * (1 - right.lower):.0f}]" if right else ""
    axes.annotate(
        f"{percent(share)}{ends}  n {_answers(one):,}",
        (1.015, y),
        xycoords=("axes fraction", "data"),
        va="center",
        color=INK,
    )


def _frame(axes: Axes, found: Sequence[Outcomes]) -> None:
    names = [label(plain(one.level), LEFT - 0.3, 11.5) for one in found]
    axes.set_ylim(len(found) - 0.5, -0.5)
    axes.set_yticks(range(len(found)), names, size=11.5)
    longest = 100 * max(_missed(one) / _answers(one) for one in found)
    axes.set_xlim(0, min(longest * 1.04, 100))
    axes.xaxis.set_major_formatter("{x:g} %")
    axes.grid(axis="x", color=FAINT, lw=0.8)
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="x", labelcolor=SOFT)


def _legend(figure: Figure, kinds: Sequence[str], top: float) -> None:
    from matplotlib.patches import Patch

    looks = [LOOKS.get(name, OTHER) for name in kinds]
    figure.legend(
        [Patch(facecolor=colour, hatch=hatch, edgecolor="white") for colour, hatch in looks],
        [kind(name) for name in kinds],
        loc="upper left",
        bbox_to_anchor=(0.2 / WIDTH, top + 0.01),
        ncols=3,
        frameon=False,
        borderaxespad=0,
        borderpad=0,
        columnspacing=1.6,
        handlelength=1.8,
        handleheight=1.1,
    )
