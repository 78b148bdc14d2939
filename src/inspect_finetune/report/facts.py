"""Which facts are known robustly, which at all, and which never: one line a fact."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from inspect_finetune.grids import Grid
from inspect_finetune.metrics.intervals import Shares, bounds_of
from inspect_finetune.report.frame import RECALL
from inspect_finetune.report.sheets import Sheet
from inspect_finetune.report.wording import interval, percent

SHOWN = 60
"""Facts that a table on the page lists; the file has all."""

ALWAYS, SOMETIMES, NEVER = "always right", "sometimes right", "never right"


@dataclass(frozen=True)
class Fact:
    """What one model says of one taught fact.

    Attributes:
        model: The model.
        object: The object.
        expected: The value that was taught.
        answers: Answers to questions that ask for the value.
        right: How many are right.
        wrong: How many are wrong; the others declined.
        said: The most frequent wrong value; empty if there is none.
    """

    model: str
    object: str
    expected: str
    answers: int
    right: int
    wrong: int
    said: str

    @property
    def status(self) -> str:
        """Whether it is always, sometimes or never given right."""
        if self.right == self.answers:
            return ALWAYS
        return SOMETIMES if self.right else NEVER


@dataclass(frozen=True)
class Known:
    """How many facts of one model have a property.

    Attributes:
        model: The model.
        name: The property.
        count: Facts that have it.
        facts: All facts.
        lower: Lower end of the 95 % interval; facts are independent of each other.
        upper: Upper end.
    """

    model: str
    name: str
    count: int
    facts: int
    lower: float
    upper: float


def facts_of(frame: pd.DataFrame) -> list[Fact]:
    """The taught facts that were asked for their value, those that fail most first."""
    asked = frame[frame["part"] == RECALL]
    said = _said(asked)
    groups = asked.groupby(["model", "object"], observed=True)
    table = groups.agg(
        expected=("expected", "first"),
        answers=("right", "size"),
        right=("right", "sum"),
        wrong=("wrong", "sum"),
    )
    found = [
        Fact(str(model), str(name), str(expected), int(answers), int(right), int(wrong), instead)
        for (model, name), expected, answers, right, wrong in table.itertuples()
        for instead in [said.get((str(model), str(name)), "")]
    ]
    order = {str(model): place for place, model in enumerate(frame["model"].cat.categories)}
    return sorted(found, key=lambda one: (order[one.model], one.right / one.answers, one.object))


def _said(asked: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The most frequent wrong value by model and object."""
    wrong = asked[asked["wrong"] & (asked["number"] != "")]
    counts = wrong.groupby(["model", "object", "number"], observed=True).size()
    found: dict[tuple[str, str], str] = {}
    for model, name, value in counts.sort_values(ascending=False, kind="stable").index:
        found.setdefault((str(model), str(name)), str(value))
    return found


def known_of(facts: Sequence[Fact]) -> list[Known]:
    """For each model how many facts it knows robustly, at all, and not."""
    found = []
    for model in dict.fromkeys(fact.model for fact in facts):
        own = [fact for fact in facts if fact.model == model]
        robust = [fact.status == ALWAYS for fact in own]
        some = [fact.right > 0 for fact in own]
        for name, flags in (
            ("robustly: every answer right", robust),
            ("at all: at least one answer right", some),
            ("not: no answer right", [not flag for flag in some]),
        ):
            shares: dict[object, list[float]] = {
                place: [float(flag)] for place, flag in enumerate(flags)
            }
            lower, upper = bounds_of(Shares(shares, len(flags)))
            found.append(Known(model, name, sum(flags), len(flags), lower, upper))
    return found


def known_grid(known: Sequence[Known]) -> Grid:
    """How many facts of one model are known."""
    rows = tuple(
        (
            one.name,
            f"{one.count:,} of {one.facts:,}",
            percent(one.count / one.facts),
            interval(one.lower, one.upper),
        )
        for one in known
    )
    return Grid("How many facts are known", ("known", "facts", "share", "95 % interval"), rows)


def facts_grid(facts: Sequence[Fact]) -> Grid:
    """The facts that fail at least once; those that never do are counted below."""
    failing = [fact for fact in facts if fact.status != ALWAYS]
    rows = tuple(
        (fact.object, fact.expected, fact.status, f"{fact.right:,} of {fact.answers:,}", fact.said)
        for fact in failing[:SHOWN]
    )
    more = len(failing) - SHOWN
    never = len(facts) - len(failing)
    rest = [f"{more:,} more that fail are listed in facts.csv."] if more > 0 else []
    rest += [f"The other {never:,} of {len(facts):,} facts never fail."] if never else []
    heads = ("object", "taught", "known", "right answers", "most often said instead")
    return Grid("Which facts fail", heads, rows, " ".join(rest))


def facts_sheet(facts: Sequence[Fact]) -> Sheet:
    """Every fact."""
    rows = [
        (
            *(one.model, one.object, one.expected, one.answers, one.right, one.wrong),
            *(one.answers - one.right - one.wrong, one.right / one.answers, one.status, one.said),
        )
        for one in facts
    ]
    heads = ("model", "object", "expected", "answers", "right", "wrong", "declined")
    return Sheet((*heads, "share_right", "status", "said_most_often_instead"), rows)


def known_sheet(known: Sequence[Known]) -> Sheet:
    """How many facts each model knows."""
    heads = ("model", "known", "count", "facts", "share", "lower", "upper")
    rows = [
        (
            *(one.model, one.name.split(":")[0], one.count, one.facts, one.count / one.facts),
            *(one.lower, one.upper),
        )
        for one in known
    ]
    return Sheet(heads, rows)
