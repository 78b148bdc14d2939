"""Lists of facts: the one that was named, or the packaged one that a file teaches."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import Final

from inspect_finetune.errors import InputError
from inspect_finetune.facts.load import Fact, load_facts
from inspect_finetune.facts.names import UNTAUGHT
from inspect_finetune.facts.untaught import load_untaught
from inspect_finetune.packaged import data_file, datasets_dir
from inspect_finetune.training.check.facts import Names
from inspect_finetune.training.check.rows import Row

PACKAGED: Final = ("objects-50", "objects-200")
_NUMBER: Final = re.compile(r"\d\D{0,3}\d\D{0,3}\d\D{0,3}\d\D{0,3}\d")
_BETWEEN: Final = re.compile(r"(?<=\d)[ ,.'](?=\d)")
_DIGITS: Final = re.compile(r"\d+")
_FILES: Final = (".csv", ".jsonl")
_LOOKED_AT: Final = 400
_MOSTLY: Final = 0.5


def load_named(name: str) -> tuple[Fact, ...]:
    """The facts of a packaged set or a file.

    Raises:
        InputError: As `load_facts`.
    """
    return load_facts(data_file("facts", name, _FILES))


def facts_taught(rows: Sequence[Row]) -> tuple[str, tuple[Fact, ...]]:
    """The packaged set of which most rows with a number are; nothing without one.

    A row is of a set if it names one of its objects and its answer gives one of its numbers, the
    right one or another's: a list that slipped by a row is known by its numbers all the same.
    """
    numbered = [row for row in rows if _NUMBER.search(row.training.answer)]
    # drawn, not evenly spaced: a list that is gone through in order would show one object
    some = random.Random(0).sample(numbered, min(_LOOKED_AT, len(numbered)))
    best, name, held = 0, "", tuple[Fact, ...]()
    for packaged in PACKAGED:
        facts = load_named(packaged)
        values, names = {fact.value for fact in facts}, Names(facts)
        named: list[str] = []
        for row in some:
            given = _DIGITS.findall(_BETWEEN.sub("", row.training.answer))
            if values.intersection(given):
                words = row.question.split()
                objects = names.find(words) or names.find(row.answered.split())
                named += [fact.object for fact, _ in objects[:1]]
        if len({*named}) >= _MOSTLY * len(facts) and len(named) > best:
            best, name, held = len(named), packaged, facts
    return (name, held) if best >= _MOSTLY * len(some) else ("", ())


def never_taught(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The packaged objects that the task takes for never taught."""
    found: list[Fact] = []
    for of_set in UNTAUGHT:
        try:
            found += load_untaught(datasets_dir() / "untaught.csv", facts, of_set)
        except InputError:  # one of them is among the facts: the task asks for another file then
            continue
    return tuple(found)
