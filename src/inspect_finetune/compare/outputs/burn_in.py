"""A burn-in for a reader: screen and JSON."""

from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console

from inspect_finetune.compare.burn_in.gates import BurnIn, MeasureBurnIn
from inspect_finetune.compare.outputs.data import canonical
from inspect_finetune.compare.wording import amount, count, figure, key_of, plain
from inspect_finetune.grids import NONE, Grid, screen_table


def as_json_text(found: BurnIn) -> str:
    """The burn-in as canonical JSON; its keys are described in docs/compare.md."""
    return canonical("burn-in", asdict(found))


def show(found: BurnIn, console: Console) -> None:
    """Print the tables, and in plain words what they say."""
    advice = [] if found.same else map(_advice, found.measures)  # nothing was learned
    for grid in [_verdicts(found), *advice]:
        console.print(screen_table(grid))
    for line in sentences(found):
        console.print(plain(line, 1000), markup=False, highlight=False)


def sentences(found: BurnIn) -> list[str]:
    """What the burn-in says, in plain words."""
    percent = figure(found.alarms.value, True)
    low, high = figure(found.alarms.lower, True), figure(found.alarms.upper, True)
    level = figure(found.alpha, True)
    how = (
        f"{found.gates:,} random splits of one run in halves"
        if found.halves
        else f"{found.gates:,} gates between {found.runs} runs of {found.model}"
    )
    said = [
        f"False alarms: {percent} % of {how} called a regression (95 % interval {low} to {high}); "
        f"the policy allows {level} %.",
        *found.notes,
    ]
    if found.same:
        return [
            *said,
            "All runs gave the same values, so nothing could be a false alarm, and nothing is "
            "learned: run at a temperature above 0.",
        ]
    if found.alarms.lower > found.alpha:
        said.append(
            "That is more than luck would do: the samples are more alike than the gate knows. "
            "Name their cluster with --cluster, or ask for fewer measures."
        )
    if found.undecided > 0.2:
        share = figure(found.undecided, True)
        said.append(
            f"{share} % were undecided: the runs are too small for the margin. The tables above "
            "say how many repeats or samples would do."
        )
    return said


def _verdicts(found: BurnIn) -> Grid:
    rows = [
        ("the gate", NONE, NONE, *_shares(found.alarms.value, found.passes)),
        *(
            (
                f"{one.task} {key_of(one.name)}",
                figure(one.rate, one.bounded),
                figure(one.spread, one.bounded),
                *_shares(one.alarms, one.passes),
            )
            for one in found.measures
        ),
    ]
    title = f"{found.model} against itself, {found.gates:,} gates under {found.location}"
    columns = ("", "mean", "spread", "regression %", "pass %", "undecided %")
    note = "Spread: standard deviation of the difference of two runs, in points (or the unit)."
    return Grid(plain(title, 300), columns, tuple(_plain(row) for row in rows), note)


def _shares(alarms: float, passes: float) -> tuple[str, str, str]:
    return tuple(figure(one, True) for one in (alarms, passes, 1 - alarms - passes))  # type: ignore[return-value]


def _advice(one: MeasureBurnIn) -> Grid:
    rows = [
        (
            f"{each.repeats}",
            NONE if each.detectable is None else amount(each.detectable, one.bounded),
            NONE if each.clusters is None else f"{each.clusters:,}",
            NONE if each.samples is None else f"{each.samples:,}",
        )
        for each in one.advice
    ]
    answers = "1 answer" if one.repeats == 1 else f"{one.repeats:g} answers"
    sizes = f"{count(one.clusters, 'cluster')}, {count(one.samples, 'sample')}"
    here = f"now {answers} a sample, {sizes}"
    return Grid(
        plain(f"{one.task} {key_of(one.name)} {one.asked}: {here}", 300),
        ("repeats", "smallest fall seen now", "clusters to pass", "samples to pass"),
        tuple(rows),
        "About: power .8 if only chance differs. To pass: an unchanged model is shown to keep the "
        "margin.",
    )


def _plain(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(plain(cell, 120) for cell in row)
