"""Which column of a file of recorded answers says what."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from inspect_finetune.errors import InputError
from inspect_finetune.textfiles import did_you_mean

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "question": ("question", "prompt", "input"),
    "response": ("response", "answer", "completion", "output"),
    "expected": ("expected answer", "expected", "target", "expected number"),
    "object": ("object", "key"),
    "level": ("level", "no", "question no"),
    "temperature": ("temperature", "temp"),
    "repeat": ("repeat", "run", "run 1 or 2", "epoch"),
    "label": ("correct", "label"),
    "extracted": ("extracted number", "extracted"),
    "model": ("model",),
    "examples": ("examples", "examples per fact", "dose"),
    "set": ("set",),
    "template": ("template",),
    "statement": ("statement",),
    "value": ("value",),
    "accepted": ("also accepted", "accepted"),
}
"""What a row can say, and the column names that are recognised for it, whatever their case."""

OWN: Mapping[str, str] = {
    "epoch": "epoch",
    "seen": "seen",
    "system_prompt": "system prompt",
    "cut": "cut",
    "log": "log",
}
"""What `answers.csv` of a report says besides; elsewhere such names may mean anything."""

_OURS = frozenset({"outcome", "swapped with", "sample", *OWN.values()})


def is_own(columns: Sequence[str]) -> bool:
    """Whether these are the columns of a report's `answers.csv`."""
    return {column.strip().casefold() for column in columns} >= _OURS


def named_columns(columns: Sequence[str], mapping: Mapping[str, str], path: Path) -> dict[str, str]:
    """Which column says what: as mapped, else by its usual name.

    Raises:
        InputError: If a mapped column is not there, or none holds the question or the response.
    """
    by_name = {column.strip().casefold(): column for column in columns}
    own = OWN if is_own(columns) else {}
    known = {**COLUMNS, **{meaning: (name,) for meaning, name in own.items()}}
    named: dict[str, str] = {}
    for meaning, usual in known.items():
        if meaning in mapping:
            if mapping[meaning] not in columns:
                raise InputError(
                    f"there is no column {mapping[meaning]!r}",
                    where=f"{path}:1",
                    fix=did_you_mean(mapping[meaning], columns),
                )
            named[meaning] = mapping[meaning]
        elif found := [by_name[name] for name in usual if name in by_name]:
            named[meaning] = found[0]
    for meaning in ("question", "response"):
        if meaning not in named:
            raise InputError(
                f"no column holds the {meaning}; the columns are {', '.join(columns)}",
                where=f"{path}:1",
                fix=f"Type --column {meaning}=NAME",
            )
    return named


def column_mapping(columns: Sequence[str]) -> dict[str, str]:
    """Read ``MEANING=NAME`` pairs.

    Raises:
        InputError: For a pair without ``=`` or a meaning that does not exist.
    """
    pairs = {}
    for text in columns:
        meaning, equals, name = text.partition("=")
        if not equals:
            what = f"--column {text!r} is not MEANING=NAME"
            raise InputError(what, fix="Type --column response=Reply")
        if meaning not in COLUMNS:
            raise InputError(f"--column {text!r}", fix=did_you_mean(meaning, COLUMNS))
        pairs[meaning] = name
    return pairs
