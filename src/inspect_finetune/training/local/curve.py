"""The loss of a run, as a picture and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

SVG, TABLE = "loss.svg", "loss.csv"
_SMOOTH = 20
"""The line is a mean over a so-manieth part of the run; the steps themselves stand behind it."""

Points = Sequence[tuple[int, float]]


def write_curve(folder: Path, name: str, training: Points, validation: Points) -> None:
    """Write the loss curve as SVG, and its points as CSV.

    Args:
        folder: Where to.
        name: The run's name.
        training: (step, training loss) of every step.
        validation: (step, validation loss) of every epoch.
    """
    (folder / TABLE).write_text(_table(training, validation), encoding="utf-8", newline="")
    _draw(folder / SVG, name, training, validation)


def _table(training: Points, validation: Points) -> str:
    held_out = dict(validation)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("step", "loss", "validation_loss"))
    writer.writerows((step, f"{loss:.6g}", held_out.get(step, "")) for step, loss in training)
    return text.getvalue()


def _draw(path: Path, name: str, training: Points, validation: Points) -> None:
    from inspect_finetune.report.pictures.canvas import (
        FAINT,
        SERIES,
        SOFT,
        axes_in,
        paper,
        style,
    )
    from inspect_finetune.report.pictures.lettering import WIDTH, one_line

    title = f"Training loss of {one_line(name)}"
    steps = [step for step, _ in training]
    losses = [loss for _, loss in training]
    with style():
        what = f"Mean cross-entropy of the learnt tokens (nats) over {len(steps)} steps"
        note = "Grey: every step. Blue: mean of neighbouring steps."
        note += " Orange: validation file, after each epoch." if validation else ""
        figure, bottom, top = paper(title, what, note, 3.2)
        room = (top - bottom) * 0.14
        axes = axes_in(figure, (0.7, WIDTH - 0.25, bottom + room, top))
        axes.plot(steps, losses, color=FAINT, linewidth=1)
        axes.plot(steps, _smooth(losses), color=SERIES[0], linewidth=2)
        if validation:
            axes.plot(*zip(*validation, strict=True), "o-", color=SERIES[1], linewidth=1.5)
        axes.set_ylim(bottom=0)
        axes.grid(axis="y", color=FAINT, linewidth=0.6)
        axes.set_xlabel("step", color=SOFT)
        figure.savefig(path, metadata={"Date": None, "Creator": None, "Title": title})


def _smooth(losses: Sequence[float]) -> list[float]:
    width = max(len(losses) // _SMOOTH, 1)
    parts = [losses[max(i - width, 0) : i + width + 1] for i in range(len(losses))]
    return [sum(part) / len(part) for part in parts]
