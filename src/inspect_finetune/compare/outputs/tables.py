"""The tables of a comparison and of a gate, once for the screen and for Markdown."""

from collections.abc import Sequence

from inspect_finetune.compare.findings import Compared, Comparison, Finding, Gated, Judged
from inspect_finetune.compare.flips import Flip
from inspect_finetune.compare.wording import (
    amount,
    change,
    figure,
    key_of,
    level,
    plain,
)
from inspect_finetune.grids import NONE, Grid, p_value

MARKS = {"pass": "✓", "regression": "✗", "undecided": "?", "tracked": "·", "refused": "!"}
"""Says a verdict without colour."""

FEWER = ("detects", "lost / gained", "n", "p")
"""Columns that a narrow screen does without, the first to go first."""
_HEADS = ("base", "candidate", "difference", "p", "detects", "lost /\ngained", "n")
_EXPLAINED = {
    "difference": "Difference: candidate minus base, in points (per cent) or the measure's unit. "
    "In brackets: 95 % intervals.",
    "p": "p: {about}, corrected for the number of measures (Holm).",
    "detects": "Detects: the smallest fall (where rising is bad: rise), spread evenly, that is "
    "found with power {power}.",
    "lost / gained": "Lost, gained: samples whose value fell, rose.",
    "n": "n: samples (clusters).",
}


_SILENT = "A baseline holds no answers: name its log to see them."


def comparison_grids(found: Comparison, left_out: Sequence[str] = ()) -> list[Grid]:
    """One table for each task that was compared.

    Args:
        found: What was found.
        left_out: Columns of `FEWER` to leave out.
    """
    grids = [
        Grid(
            _title(one),
            ("measure", *_HEADS),
            tuple(
                (_name(finding, one.findings), *_cells(finding, finding.p_corrected))
                for finding in one.findings
            ),
        )
        for one in found.compared
        if one.findings
    ]
    return _fewer(grids, left_out, "of no difference", 0.8)


def gate_grids(found: Gated, left_out: Sequence[str] = ()) -> list[Grid]:
    """One table for each task that was judged.

    Args:
        found: The verdict.
        left_out: Columns of `FEWER` to leave out.
    """
    grids = []
    for one in found.compared:
        judged = [each for each in found.judged if any(each.finding is f for f in one.findings)]
        if judged:
            rows = tuple(_judged_row(each, judged) for each in judged)
            grids.append(Grid(_title(one), ("measure", *_HEADS), rows))
    return _fewer(grids, left_out, "of the bad news (one-sided)", found.power)


def _fewer(grids: Sequence[Grid], left_out: Sequence[str], about: str, power: float) -> list[Grid]:
    """The tables without some columns; a note below the last one explains the others."""
    heads = ["measure", *(" ".join(head.split()) for head in _HEADS)]
    kept = [place for place, head in enumerate(heads) if head not in left_out]
    said = [_EXPLAINED[heads[place]] for place in kept if heads[place] in _EXPLAINED]
    note = " ".join(said).format(about=about, power=f"{power:g}".removeprefix("0"))
    return [
        Grid(
            grid.title,
            tuple(grid.columns[place] for place in kept),
            tuple(tuple(row[place] for place in kept) for row in grid.rows),
            note if grid is grids[-1] else "",
        )
        for grid in grids
    ]


def _title(one: Compared) -> str:
    return plain(f"{one.task}: {one.candidate_model} against {one.base_model}", 400)


def _judged_row(judged: Judged, among: Sequence[Judged]) -> tuple[str, ...]:
    name = _name(judged.finding, [one.finding for one in among])
    # beside a difference stands its own p value, not that of a level
    p = None if judged.limit is None else judged.p
    return (f"{MARKS[judged.verdict]} {name}", *_cells(judged.finding, p))


def _name(finding: Finding, among: Sequence[Finding]) -> str:
    """The measure, with its scorer only where that tells measures of the task apart."""
    short = key_of(finding.measure)
    alike = sum(key_of(one.measure) == short for one in among)
    return plain(short if alike == 1 else finding.measure, 120)


def _cells(one: Finding, p: float | None) -> tuple[str, ...]:
    """The figures of a measure, in the order of `_HEADS`."""
    seen = NONE if one.detectable is None else amount(one.detectable, one.bounded).split()[0]
    return (
        level(one.base, one.bounded),
        level(one.candidate, one.bounded),
        change(one.gain, one.bounded),
        p_value(p),
        seen,
        f"{len(one.lost):,} / {len(one.gained):,}",
        f"{one.samples:,}\n({one.clusters:,})",
    )


def flips_grid(flips: Sequence[Flip]) -> Grid:
    """The samples that were lost and gained, with what was answered."""
    several = len({one.measure for one in flips}) > 1
    return Grid(
        "What was lost and gained",
        ("sample", "base", "candidate", "question", "base's answer", "candidate's answer"),
        tuple(
            (
                plain(f"{one.sample} ({key_of(one.measure)})" if several else one.sample, 120),
                figure(one.base, one.bounded),
                figure(one.candidate, one.bounded),
                *(_text(text) for text in (one.question, one.base_answer, one.candidate_answer)),
            )
            for one in flips
        ),
        _SILENT if any(one.base_answer is None for one in flips) else "",
    )


def _text(text: str | None) -> str:
    return NONE if text is None else plain(text, 200) or "(empty)"
