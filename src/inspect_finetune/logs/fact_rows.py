"""Recorded answers to questions of facts: what was asked of what, and what a right answer says.

A row becomes the sample that `fact_recall` would have asked, so that scorer and metrics treat it
alike: taught facts by family, what was never taught, and the world.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inspect_ai.dataset import Sample

from inspect_finetune.errors import InputError

# the reader of the cells of files of facts: a value here and there is the same thing
from inspect_finetune.facts.load import read_value_cell
from inspect_finetune.facts.names import (
    FAMILIES,
    REVERSE,
    SETS,
    TAUGHT,
    UNTAUGHT,
    VERIFICATION,
    WORLD,
)
from inspect_finetune.facts.numbers import read_number
from inspect_finetune.facts.samples import NOTHING
from inspect_finetune.logs.drawn import conditions
from inspect_finetune.logs.recorded import Recorded
from inspect_finetune.textfiles import did_you_mean
from inspect_finetune.words import names_in, plain_words

LEVELS = {"q1": "direct", "q2": "paraphrase", "q3": "indirect"}
"""The published names of the levels of questions about facts."""

_NO_VALUE = ("", "none", "n/a", "-", "unknown", NOTHING)
"""What a file may expect of an object that was never taught."""


@dataclass(frozen=True)
class _Asked:
    """What a row asks.

    Attributes:
        object: The object.
        target: What a right answer says, the plainest first.
        noted: What else the scorer has to know.
    """

    object: str
    target: tuple[str, ...]
    noted: Mapping[str, str]


def fact_sample(row: Recorded, path: Path, taught: Mapping[str, str]) -> Sample:
    """The question of a row as a sample; what the file does not tell is looked up.

    Raises:
        InputError: If the set is unknown, the object or what is expected can't be told, what is
            expected does not fit the set or family, or a spreadsheet changed it.
    """
    where = f"{path}:{row.line}"
    level, of_set = level_of(row), set_of(row)
    if of_set not in SETS:
        fix = f"{did_you_mean(row.set, SETS)}; or rename the column if it says something else"
        raise InputError(f"unknown set {row.set!r}", where=where, fix=fix)
    if of_set == TAUGHT:
        asked = _ask_taught(row, level, where, taught)
    elif of_set == WORLD:
        asked, level = _ask_world(row, where), WORLD
    else:
        asked = _ask_untaught(row, level, where)
    told = {"template": row.template, "seen": row.seen}
    return Sample(
        id=_name(row, asked, level, of_set),
        input=row.question,
        target=list(asked.target) if asked.target[1:] else asked.target[0],
        metadata={
            "object": asked.object,
            "level": level,
            "set": of_set,
            **{name: text for name, text in told.items() if text},
            **asked.noted,
            **conditions(row),
        },
    )


def level_of(row: Recorded) -> str:
    """The family of a row's question, by the task's name for it where it has one."""
    level = row.level.casefold()
    return LEVELS.get(level, level if level in FAMILIES else row.level) or "recorded"


def set_of(row: Recorded) -> str:
    """The set of a row's object."""
    return row.set.casefold() or (WORLD if row.level.casefold() == WORLD else TAUGHT)


def _name(row: Recorded, asked: _Asked, level: str, of_set: str) -> str:
    parts = [
        "" if of_set == TAUGHT else of_set,
        *(asked.object, row.template or level, asked.noted.get("statement", "")),
        f"t{row.temperature}" if row.temperature else "",
        *(row.system_prompt, f"e{row.epoch}" if row.epoch else "", row.repeat),
    ]
    return "|".join(part for part in parts if part)


def _ask_taught(row: Recorded, level: str, where: str, taught: Mapping[str, str]) -> _Asked:
    if row.expected == NOTHING:
        fix = f"Add a column set that says so: {', '.join(UNTAUGHT)}"
        raise InputError("the object was never taught, and no set is told", where=where, fix=fix)
    name = row.object
    if not name and level == REVERSE:
        name = row.expected
    if not name:
        asked = plain_words(row.question)
        name = next((name for name in taught if names_in(asked, name)), "")
    if level == VERIFICATION:
        return _ask_statement(row, name, where)
    expected = row.expected or (name if level == REVERSE else taught.get(name, ""))
    if not name or not expected:
        raise InputError(
            "neither a column nor the facts tell the object and its expected number",
            where=where,
            fix="Add the columns object and expected, or name the facts with --facts",
        )
    if level == REVERSE:
        if plain_words(expected) != plain_words(name):
            what = f"asked for the object of a value, the answer is {name!r}, not {expected!r}"
            raise InputError(what, where=where, fix="Write the object into the column expected")
        return _Asked(name, (name,), {})
    return _Asked(name, (read_value_cell(expected, where), *_accepted(row)), {})


def _ask_statement(row: Recorded, name: str, where: str) -> _Asked:
    told = {text.casefold() for text in (row.statement, row.expected) if text}
    if not name or len(told) != 1 or not told <= {"true", "false"}:
        lacks = "object" if not name else "truth"
        what = f"the {lacks} of the statement can't be told"
        fix = "Add the columns object, and expected (true or false)"
        raise InputError(what, where=where, fix=fix)
    (statement,) = told
    value = row.value or read_number(row.question).number or ""
    return _Asked(name, (statement,), {"statement": statement, "value": value})


def _ask_untaught(row: Recorded, level: str, where: str) -> _Asked:
    if level in (REVERSE, VERIFICATION):
        what = f"{level} asks about what was taught, and the set is {row.set!r}"
        raise InputError(what, where=where, fix="Correct the level or the set")
    if row.expected.casefold() not in _NO_VALUE:
        what = f"nothing was taught of the set {row.set!r}, and {row.expected!r} is expected"
        raise InputError(what, where=where, fix="Leave it empty, or correct the set")
    if not row.object:
        what = "the object can't be told"
        raise InputError(what, where=where, fix="Add the column object")
    return _Asked(row.object, (NOTHING,), {})


def _ask_world(row: Recorded, where: str) -> _Asked:
    if not row.expected:
        what = "no column tells the right answer about the world"
        raise InputError(what, where=where, fix="Add the column expected")
    expected = read_value_cell(row.expected, where)
    return _Asked(row.object or row.question[:200], (expected, *_accepted(row)), {})


def _accepted(row: Recorded) -> tuple[str, ...]:
    return tuple(part.strip() for part in row.accepted.split("|") if part.strip())
