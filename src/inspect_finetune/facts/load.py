"""Facts and question templates, read from files that people write.

A fact is an object and the number that was taught for it. Every error names the file, the line
and what to type instead.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspect_finetune.errors import InputError
from inspect_finetune.textfiles import did_you_mean, read_csv, read_jsonl

_HEADER_ALIASES = {"key": "object", "value": "number"}
_COLUMNS = ("object", "number", "aliases", "category")
_TEMPLATE_COLUMNS = ("level", "id", "text")
_DECIMAL = re.compile(r"([0-9]+)[.,]0*")
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]*)?[eE][+-]?[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[,.' \u00a0\u2009\u202f][0-9]{3})+")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Fact:
    """One object and the number that was taught for it.

    Attributes:
        object: Name of the object, as it stands in the questions.
        number: The number as ASCII digits; leading zeros are kept.
        aliases: Other names of the object.
        category: What kind of thing the object is; empty if the file does not say.

    """

    object: str
    number: str
    aliases: tuple[str, ...] = ()
    category: str = ""


@dataclass(frozen=True)
class FactTemplate:
    """One wording of a question about an object.

    Attributes:
        level: How directly it asks, such as ``direct``, ``paraphrase`` or ``indirect``.
        id: Name of the template, unique in its file.
        text: The question, with ``{object}`` where the object's name goes.

    """

    level: str
    id: str
    text: str

    def fill(self, name: str) -> str:
        """Return the question about the object of this name."""
        return self.text.replace("{object}", name)


def load_facts(path: str | Path) -> tuple[Fact, ...]:
    """Return the facts of a CSV or JSONL file, in the file's order.

    The columns (keys) are ``object`` and ``number``, or ``key`` and ``value`` for them; optional
    are ``aliases`` (in CSV separated by ``;``, in JSONL a list) and ``category``.

    Raises:
        InputError: If the file cannot be read or is empty, a column is missing or unknown, a row is
            ragged, a name stands for two objects (letter case, width and spaces do not tell names
            apart), or a number is not made of the digits 0 to 9.

    """
    path = Path(path)
    if path.suffix.lower() not in (".csv", ".jsonl"):
        what = f"cannot tell the format of {path.name!r}"
        raise InputError(what, where=str(path), fix="Name the file .csv or .jsonl")
    rows: list[tuple[int, Any]] = (
        read_jsonl(path) if path.suffix.lower() == ".jsonl" else read_csv(path, ())
    )
    facts, names = [], _Names(path)
    for line, row in rows:
        # In CSV a wrong column is a mistake in the header, in JSONL in the row itself.
        cells = _rename(row, f"{path}:{line if path.suffix.lower() == '.jsonl' else 1}")
        fact = _to_fact(cells, f"{path}:{line}")
        names.add(fact, line)
        facts.append(fact)
    return tuple(facts)


def load_templates(path: str | Path) -> tuple[FactTemplate, ...]:
    """Return the templates of a CSV file with the columns level, id and text, in its order.

    Raises:
        InputError: If the file cannot be read or is empty, a column is missing or unknown, a row is
            ragged or has an empty cell, an id or a text is there twice, or a text lacks
            ``{object}`` or has another placeholder.

    """
    templates: list[FactTemplate] = []
    seen: dict[tuple[str, str], int] = {}
    for line, row in read_csv(path, _TEMPLATE_COLUMNS, ()):
        cells = {name: " ".join(row[name].split()) for name in _TEMPLATE_COLUMNS}
        _check_template(cells, f"{path}:{line}")
        for name in ("id", "text"):
            first = seen.setdefault((name, _fold(cells[name])), line)
            if first != line:
                what = f"template {name} {cells[name]!r} is already on line {first}"
                raise InputError(what, where=f"{path}:{line}", fix=f"Give it its own {name}")
        templates.append(FactTemplate(**cells))
    return tuple(templates)


def _check_template(cells: Mapping[str, str], where: str) -> None:
    for name, cell in cells.items():
        if not cell:
            raise InputError(f"the {name} is empty", where=where, fix=f"Write a {name}")
    placeholders = _PLACEHOLDER.findall(cells["text"])
    other = next((name for name in placeholders if name != "object"), None)
    if other is not None:
        what = f"unknown placeholder {{{other}}}"
        raise InputError(what, where=where, fix="Write {object} for the object's name")
    if not placeholders:
        what = f"template {cells['id']!r} has no {{object}}"
        raise InputError(what, where=where, fix="Write {object} where the object's name goes")


def _rename(row: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Return the row under this package's column names."""
    cells: dict[str, Any] = {}
    for given, cell in row.items():
        name = given.strip().lower()
        name = _HEADER_ALIASES.get(name, name)
        if name not in _COLUMNS:
            fix = did_you_mean(given, (*_COLUMNS, *_HEADER_ALIASES))
            raise InputError(f"unknown column {given!r}", where=where, fix=fix)
        if name in cells:
            raise InputError(f"two columns give the {name}", where=where, fix="Remove one")
        cells[name] = cell
    for name in ("object", "number"):
        if name not in cells:
            found = ", ".join(row)
            what = f"no column {name!r} (found: {found})"
            raise InputError(what, where=where, fix="Name the columns object,number")
    return cells


def _to_fact(cells: Mapping[str, Any], where: str) -> Fact:
    return Fact(
        _read_text_cell(cells, "object", where),
        _read_number_cell(cells["number"], where),
        _read_aliases(cells.get("aliases"), where),
        _read_text_cell(cells, "category", where) if cells.get("category") else "",
    )


def _read_text_cell(cells: Mapping[str, Any], name: str, where: str) -> str:
    cell = cells[name]
    if not isinstance(cell, str):
        raise InputError(f"{name} {cell!r} is not text", where=where, fix="Put it in quotes")
    if not cell.strip():
        raise InputError(f"the {name} is empty", where=where, fix=f"Write the {name}")
    return " ".join(cell.split())


def _read_number_cell(cell: object, where: str) -> str:
    if isinstance(cell, int) and not isinstance(cell, bool) and cell >= 0:
        return str(cell)
    text = str(cell).strip() if isinstance(cell, str | float) else ""
    if re.fullmatch("[0-9]+", text):
        return text
    if match := _DECIMAL.fullmatch(text):
        what = f"number {text!r} was saved as a decimal, as a spreadsheet does"
        raise InputError(what, where=where, fix=f"Write {match[1]} (format the column as text)")
    if _SCIENTIFIC.fullmatch(text):
        what = f"number {text!r} was saved in scientific notation, as a spreadsheet does"
        fix = "Format the column as text and write every digit; some may be lost here"
        raise InputError(what, where=where, fix=fix)
    if _GROUPED.fullmatch(text):
        fix = f"Write {re.sub('[^0-9]', '', text)}"
        raise InputError(f"number {text!r} has separators", where=where, fix=fix)
    if cell is None or cell == "" or (isinstance(cell, str) and not text):
        raise InputError("the number is empty", where=where, fix="Write the object's number")
    what = f"number {cell!r} is not a whole number"
    raise InputError(what, where=where, fix="Write it with the digits 0 to 9 only, such as 65451")


def _read_aliases(cell: object, where: str) -> tuple[str, ...]:
    parts = cell.split(";") if isinstance(cell, str) else ([] if cell is None else cell)
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        what = f"aliases {cell!r} are not a list of names"
        raise InputError(what, where=where, fix='Write them as ["name", "name"]')
    return tuple(" ".join(part.split()) for part in parts if part.strip())


class _Names:
    """Every name met so far: none may stand for two objects."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._met: dict[str, tuple[Fact, int]] = {}

    def add(self, fact: Fact, line: int) -> None:
        for name in (fact.object, *fact.aliases):
            known, first = self._met.setdefault(_fold(name), (fact, line))
            if known is not fact:
                self._refuse(name, fact, line, known, first)

    def _refuse(self, name: str, fact: Fact, line: int, known: Fact, first: int) -> None:
        where = f"{self._path}:{line}"
        if known.number != fact.number:
            what = f"{name!r} has the number {fact.number} here and {known.number} on line {first}"
            raise InputError(what, where=where, fix="Keep the right one")
        what = f"duplicate object {name!r}, already on line {first}"
        raise InputError(what, where=where, fix="Remove one of the two lines")


def _fold(name: str) -> str:
    """Return the name as it is compared: width, letter case and spaces do not count."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
