"""Recorded answers of several models in one file: which row belongs to which log."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspect_finetune.errors import InputError
from inspect_finetune.logs.recorded import Recorded

MOST_GROUPS = 100
"""Logs that one file becomes at most: a column of texts that all differ names no models."""

_NUMBER = r"([0-9]{1,9})(?:\.0+)?"
_EXAMPLES = re.compile(
    # "5", "5 examples", "4-5-Examples" (run 4, 5 examples), "examples: 5"
    rf"{_NUMBER}|(?:.*[^0-9.])?{_NUMBER}[\s_-]*examples?(?:\s+per\s+fact)?"
    rf"|examples?[\s:=_-]*{_NUMBER}",
    re.IGNORECASE,
)
_UNREADABLE_IN_NAME = re.compile(r"[^\w.]+")


@dataclass(frozen=True)
class Group:
    """The answers of one model, which become one log.

    Attributes:
        model: The model's name in the log.
        label: What the column of examples says.
        examples: How many examples of each fact the model was trained on; None if the label tells
            no number.
        rows: Its answers, in the file's order.
    """

    model: str
    label: str
    examples: int | None
    rows: tuple[Recorded, ...]


def read_examples(label: str) -> int | None:
    """The examples per fact that a label tells, such as 5 in ``4-5-Examples``; None if none."""
    found = _EXAMPLES.fullmatch(label.strip())
    return int(next(filter(None, found.groups()))) if found else None


def group_rows(rows: Iterable[Recorded], model: str, path: Path) -> tuple[Group, ...]:
    """Put the answers of each model together, in the order in which the models first appear.

    A model is told by the columns of models and of examples; answers that a report took from logs
    become those logs again, within which facts may differ in their examples. Where there is one
    model only, the log is named as the caller says. Else a log has the name that the column of
    models gives, with the caller's provider if it has none; and ``:5-examples`` after it where
    that alone does not tell the logs apart.

    Args:
        rows: The answers.
        model: The model's name as the caller gives it.
        path: The file, for messages.

    Raises:
        InputError: If there would be more than `MOST_GROUPS` logs.
    """
    found: dict[tuple[str, str], list[Recorded]] = {}
    for row in rows:
        found.setdefault((row.model, row.log or row.examples), []).append(row)
        if len(found) > MOST_GROUPS:
            what = f"the columns of models and examples tell more than {MOST_GROUPS} models apart"
            fix = "Rename a column that does not name them, or split the file"
            raise InputError(what, where=f"{path}:{row.line}", fix=fix)
    keys = [(own, _label(theirs)) for (own, _), theirs in found.items()]
    models = list(dict.fromkeys(keys))
    names = dict(zip(models, _names(models, model), strict=True))
    return tuple(
        Group(names[key], key[1], read_examples(key[1]), tuple(theirs))
        for key, theirs in zip(keys, found.values(), strict=True)
    )


def _label(rows: Sequence[Recorded]) -> str:
    """What all rows say of their examples; nothing where they differ."""
    labels = {row.examples for row in rows}
    return labels.pop() if len(labels) == 1 else ""


def _names(keys: Sequence[tuple[str, str]], model: str) -> list[str]:
    several = len({own for own, _ in keys}) > 1
    bases = [_with_provider(own, model) if several and own else model for own, _ in keys]
    numbers = [read_examples(label) for _, label in keys]
    labels = [f"{number}-examples" if number is not None else "" for number in numbers]
    bare, short = Counter(bases), Counter(zip(bases, labels, strict=True))
    names = []
    for base, suffix, (_, label) in zip(bases, labels, keys, strict=True):
        if bare[base] == 1:
            names.append(base)
        elif suffix and short[base, suffix] == 1:
            names.append(f"{base}:{suffix}")
        else:  # no number, or the same number of another run: the label as it stands
            names.append(f"{base}:{_plain(label)}")
    return _apart(names)


def _with_provider(own: str, model: str) -> str:
    provider, slash, _ = model.partition("/")
    return own if "/" in own or not slash else f"{provider}/{own}"


def _plain(label: str) -> str:
    return _UNREADABLE_IN_NAME.sub("-", label.casefold()).strip("-") or "no-examples-told"


def _apart(names: Sequence[str]) -> list[str]:
    """The same names, numbered where two labels differ in characters that names leave out."""
    seen: Counter[str] = Counter()
    apart = []
    for name in names:
        seen[name] += 1
        apart.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return apart
