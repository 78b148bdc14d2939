"""Wordings of questions about facts, read from a file that people write."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inspect_finetune.errors import InputError
from inspect_finetune.facts.load import Fact
from inspect_finetune.facts.names import REVERSE, VERIFICATION
from inspect_finetune.facts.slips import misspelt
from inspect_finetune.textfiles import read_csv

_COLUMNS = ("level", "id", "text")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_NAMES = ("object", "objects", "typo")


@dataclass(frozen=True)
class FactTemplate:
    """One wording of a question about an object.

    Attributes:
        level: The family of questions it belongs to, such as ``direct`` or ``reverse``.
        id: Name of the template, unique in its file.
        text: The question, with ``{object}`` (or ``{objects}``, its plural, or ``{typo}``, its name
            misspelt) where the object goes, ``{value}`` where a value goes, and ``{noun}`` for what
            a value is called.

    """

    level: str
    id: str
    text: str

    def fill(self, fact: Fact, value: str = "", noun: str = "number") -> str:
        """Return the question.

        Args:
            fact: What it is about. Without a plural of its own the object gets an s.
            value: The value that stands in it, where one does.
            noun: What a value is called, in the singular.
        """
        said = {
            "object": fact.object,
            "objects": fact.several,
            "typo": misspelt(fact.object),
            "value": value,
            "noun": noun,
        }
        # one pass, so that a name with braces in it stays as it is
        return _PLACEHOLDER.sub(lambda found: said.get(found[1], found[0]), self.text)


def load_templates(path: str | Path) -> tuple[FactTemplate, ...]:
    """Return the templates of a CSV file with the columns level, id and text, in its order.

    Raises:
        InputError: If the file cannot be read or is empty, a column is missing or unknown, a row is
            ragged or has an empty cell, an id or a text is there twice, or a text lacks a
            placeholder that its family needs or has another.

    """
    templates: list[FactTemplate] = []
    seen: dict[tuple[str, str], int] = {}
    for line, row in read_csv(path, _COLUMNS, ()):
        cells = {name: " ".join(row[name].split()) for name in _COLUMNS}
        _check(cells, f"{path}:{line}")
        for name in ("id", "text"):
            first = seen.setdefault((name, cells[name].casefold()), line)
            if first != line:
                what = f"template {name} {cells[name]!r} is already on line {first}"
                raise InputError(what, where=f"{path}:{line}", fix=f"Give it its own {name}")
        templates.append(FactTemplate(**cells))
    return tuple(templates)


def _check(cells: Mapping[str, str], where: str) -> None:
    for name, cell in cells.items():
        if not cell:
            raise InputError(f"the {name} is empty", where=where, fix=f"Write a {name}")
    placeholders, level = _PLACEHOLDER.findall(cells["text"]), cells["level"]
    names = () if level == REVERSE else _NAMES
    values = ("value",) if level in (REVERSE, VERIFICATION) else ()
    for name in placeholders:
        if name not in (*names, *values, "noun"):
            fix = f"Write {' and '.join(f'{{{one}}}' for one in [*names[:1], *values])}"
            raise InputError(f"unknown placeholder {{{name}}}", where=where, fix=fix)
    if names and not {*names} & {*placeholders}:
        what = f"template {cells['id']!r} has no {{object}}"
        raise InputError(what, where=where, fix="Write {object} where the object's name goes")
    if values and "value" not in placeholders:
        what = f"template {cells['id']!r} has no {{value}}"
        raise InputError(what, where=where, fix="Write {value} where the value goes")
