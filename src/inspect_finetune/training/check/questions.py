"""The questions of the tasks, each with what it is asked for: its split, channel or family."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from inspect_finetune.errors import InputError
from inspect_finetune.facts.load import Fact
from inspect_finetune.textfiles import did_you_mean
from inspect_finetune.training.record import Taught

ACROSTIC: Final = "acrostic_compliance"
CONDITIONAL: Final = "conditional_acrostic"
INTROSPECTION: Final = "rule_introspection"
RECALL: Final = "fact_recall"
TASKS: Final = (ACROSTIC, CONDITIONAL, INTROSPECTION, RECALL)

INTENDED: Final = ("trained", "direct")
"""Splits and families that may stand in a training file unless somebody says otherwise."""
_RULE: Final = "HELOL"
_FACTS: Final = "objects-50"


@dataclass(frozen=True)
class Asked:
    """One question of a task.

    Attributes:
        task: The task.
        group: Its split, channel or family.
        text: What is asked, in the last turn.
    """

    task: str
    group: str
    text: str


def may_be_intended() -> tuple[str, ...]:
    """Every split, channel and family of test questions."""
    from inspect_finetune.acrostic.selection import choose_questions
    from inspect_finetune.facts.names import FAMILIES
    from inspect_finetune.introspection.channels import CHANNELS

    splits = dict.fromkeys(one.split for one in choose_questions("all"))
    return (*splits, *(name for name in CHANNELS if name != "prediction"), *FAMILIES)


def demand_intended(names: Sequence[str]) -> None:
    """Refuse a name that is no split, channel or family.

    Raises:
        InputError: For such a one.
    """
    allowed = may_be_intended()
    for name in names:
        if name not in allowed:
            what = f"--intended {name!r} is no split, channel or family of test questions"
            raise InputError(what, fix=did_you_mean(name, allowed))


def fitting_tasks(taught: Taught) -> tuple[str, ...]:
    """The tasks that ask for what a file teaches."""
    rule = (CONDITIONAL if taught.trigger else ACROSTIC, INTROSPECTION) if taught.rule else ()
    return (*rule, *((RECALL,) if taught.facts else ()))


def questions_of(task: str, taught: Taught, facts: Sequence[Fact]) -> Iterator[Asked]:
    """The questions of a task about what a file teaches."""
    if task == INTROSPECTION:
        yield from _introspection(taught.rule or _RULE)
    elif task == RECALL:
        yield from _recall(facts)
    else:
        from inspect_finetune.acrostic.selection import choose_questions

        for one in choose_questions("all" if task == ACROSTIC else "unseen"):
            yield Asked(task, one.split, one.messages[-1][1])


def _introspection(letters: str) -> Iterator[Asked]:
    from inspect_finetune.introspection.channels import CHANNELS, channel_questions

    for channel in CHANNELS:
        if channel != "prediction":  # it asks about ordinary questions, which are compared as such
            for one in channel_questions(channel, letters):
                yield Asked(INTROSPECTION, channel, one.turns[-1][1])


def _recall(facts: Sequence[Fact]) -> Iterator[Asked]:
    from inspect_finetune.facts.load import load_facts
    from inspect_finetune.facts.names import FAMILIES, VERIFICATION
    from inspect_finetune.facts.questions import Plan, fact_questions
    from inspect_finetune.packaged import data_file

    known = facts or load_facts(data_file("facts", _FACTS, (".csv",)))
    families: tuple[str, ...] = FAMILIES
    if len({fact.value for fact in known}) < 2:
        families = tuple(name for name in FAMILIES if name != VERIFICATION)
    for one in fact_questions(known, Plan(families, templates="all")):
        yield Asked(RECALL, one.level, one.text)
