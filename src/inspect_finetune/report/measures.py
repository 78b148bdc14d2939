"""What a run says beside its error: attempts, made-up values, spill, the world, digits, agreement.

They are the metrics of the task, named as there, over the answers of all logs of a model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from inspect_finetune.facts.grading import agreement
from inspect_finetune.facts.load import is_number
from inspect_finetune.facts.names import DIGITS, UNTAUGHT, WORLD
from inspect_finetune.grids import Grid
from inspect_finetune.metrics.intervals import Shares, bounds_of
from inspect_finetune.report.frame import PROMPT, RECALL
from inspect_finetune.report.rates import shares_of
from inspect_finetune.report.sheets import Sheet
from inspect_finetune.report.wording import interval, percent

WORDS = {
    "correct_given_attempted": "right answers among those that give a value",
    "digits": "digits right",
    "false_recall": "never taught, and a value given all the same",
    "spill": "a taught value given for what was never taught, or for the world",
    "world": "right answers about the world",
    "agreement": "pairs of answers to one prompt that give the same",
}
"""The measures in words; those of places of digits and of sets say so after them."""


@dataclass(frozen=True)
class Measure:
    """One figure of one model.

    Attributes:
        model: The model.
        name: What the metric is called.
        share: Its value, in [0, 1].
        lower: Lower end of the 95 % interval, clustered by object.
        upper: Upper end.
        answers: Answers that it is of.
        objects: Objects that they are about.
    """

    model: str
    name: str
    share: float
    lower: float
    upper: float
    answers: int
    objects: int

    @property
    def words(self) -> str:
        """What it is, for a reader."""
        base, _, which = self.name.partition(" ")
        if base.startswith("digit="):
            return f"digit {base.removeprefix('digit=')} right"
        return WORDS[base] + (f": {which.removeprefix('set=')}" if which else "")


def measures_of(frame: pd.DataFrame) -> list[Measure]:
    """Every measure of every model that its answers tell something of."""
    return [
        Measure(str(model), name, shares.mean, *bounds_of(shares), answers, len(shares.clusters))
        for model, own in frame.groupby("model", observed=True)
        for name, shares, answers in _all(own)
    ]


def _all(own: pd.DataFrame) -> Iterator[tuple[str, Shares, int]]:
    asked = own[own["part"] == RECALL]
    yield from _share("correct_given_attempted", asked[~asked["declined"]], ["correct"])
    yield from _digits(asked)
    untaught = own[own["set"].isin(UNTAUGHT)]
    yield from _share("false_recall", untaught, ["spilled", "fabricated"])
    for name in untaught["set"].cat.categories:
        some = untaught[untaught["set"] == name]
        yield from _share(f"false_recall set={name}", some, ["spilled", "fabricated"])
    world = own[own["set"] == WORLD]
    yield from _share("spill", pd.concat([untaught, world]), ["spilled", "swapped"])
    yield from _share("world", world, ["correct"])
    yield from _agreement(own)


def _share(
    name: str, some: pd.DataFrame, kinds: Sequence[str]
) -> Iterator[tuple[str, Shares, int]]:
    if len(some):
        yield name, shares_of(some, some["outcome"].isin(kinds)), len(some)


def _digits(asked: pd.DataFrame) -> Iterator[tuple[str, Shares, int]]:
    """Digits of expected numbers that the answer has at the same place, as the scorer counts."""
    some = asked[[is_number(str(value)) for value in asked["expected"]]]
    if some.empty:
        return
    hits = [
        [given == digit for given, digit in zip(number.ljust(len(wanted)), wanted, strict=False)]
        for number, wanted in zip(some["number"], some["expected"], strict=True)
    ]
    whole = pd.Series([sum(own) / len(own) for own in hits], index=some.index)
    yield "digits", shares_of(some, whole), len(some)
    for place in range(min(DIGITS, max(map(len, hits)))):
        having = [len(own) > place for own in hits]
        held = pd.Series([own[place] for own in hits if len(own) > place], index=some.index[having])
        yield f"digit={place + 1}", shares_of(some[having], held), len(held)


def _agreement(own: pd.DataFrame) -> Iterator[tuple[str, Shares, int]]:
    """Over the prompts that got several answers."""
    several = own[own.duplicated(list(PROMPT), keep=False)]
    if several.empty:
        return
    prompts = several.groupby(list(PROMPT), observed=True, sort=False).ngroup()
    read: dict[tuple[str, int], list[str]] = {}
    for name, prompt, number in zip(several["object"], prompts, several["number"], strict=True):
        read.setdefault((name, prompt), []).append(number)
    clusters: dict[object, list[float]] = {}
    for (name, _), numbers in read.items():
        clusters.setdefault(name, []).append(agreement(numbers))
    yield "agreement", Shares(clusters, float(several["fresh"].sum())), len(several)


def measures_grid(measures: Sequence[Measure]) -> Grid:
    """The measures of one model."""
    rows = tuple(
        (
            one.words,
            percent(one.share),
            interval(one.lower, one.upper),
            f"{one.answers:,}",
            f"{one.objects:,}",
        )
        for one in measures
    )
    heads = ("measure", "share", "95 % interval", "answers", "objects")
    return Grid("Further figures", heads, rows, "Intervals are clustered by object.")


def measures_sheet(measures: Iterable[Measure]) -> Sheet:
    """All measures, by the names of the task's metrics."""
    rows = [
        (one.model, one.name, one.share, one.lower, one.upper, one.answers, one.objects)
        for one in measures
    ]
    return Sheet(("model", "measure", "share", "lower", "upper", "answers", "objects"), rows)
