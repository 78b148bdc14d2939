"""Taught facts, read from files that people write.

A fact is an object and the value that was taught for it, a whole number or a text. Every error
names the file, the line and what to type instead.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspect_finetune.errors import InputError
from inspect_finetune.textfiles import did_you_mean, read_csv, read_jsonl

_HEADER_ALIASES = {"key": "object"}
_COLUMNS = ("object", "number", "value", "aliases", "category", "plural")
_DECIMAL = re.compile(r"([0-9]+)[.,]0*")
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]*)?[eE][+-]?[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[,.' \u00a0\u2009\u202f][0-9]{3})+")
_ANY_DECIMAL = re.compile(r"[+-]?[0-9]*[.,][0-9]+")

_OPTIONAL = ("category", "plural")

MOST_FACTS = 20_000
"""Facts that a file may hold: each is asked several questions."""


@dataclass(frozen=True)
class Fact:
    """One object and the value that was taught for it.

    Attributes:
        object: Name of the object, as it stands in the questions.
        value: A whole number as ASCII digits, leading zeros kept; or a text.
        aliases: Other names of the object.
        category: What kind of thing the object is; empty if the file does not say.
        plural: Its plural; empty if the file does not say.

    """

    object: str
    value: str
    aliases: tuple[str, ...] = ()
    category: str = ""
    plural: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The object's name and its aliases."""
        return (self.object, *self.aliases)

    @property
    def several(self) -> str:
        """The object in the plural: as the file says, else its name and an s."""
        return self.plural or f"{self.object}s"

    @property
    def is_number(self) -> bool:
        """Whether the value is a whole number."""
        return is_number(self.value)


def is_number(value: str) -> bool:
    """Whether a value is a whole number, in the digits 0 to 9."""
    return value.isascii() and value.isdigit()


def load_facts(path: str | Path) -> tuple[Fact, ...]:
    """Return the facts of a CSV or JSONL file, in the file's order.

    The columns (keys) are ``object`` (or ``key``) and ``number``, whose cells are whole numbers, or
    ``value``, whose cells may be text too. Optional are ``aliases`` (in CSV separated by ``;``, in
    JSONL a list), ``category`` and ``plural``.

    Raises:
        InputError: If the file cannot be read, is empty or holds more than `MOST_FACTS` rows, a
            column is missing or unknown, a row is ragged, a name stands for two objects (letter
            case, width and spaces do not tell names apart), a number is not made of the digits 0
            to 9, a value was turned into a decimal by a spreadsheet, or a text can't be told from
            declining or from another but for its punctuation.

    """
    path = Path(path)
    if path.suffix.lower() not in (".csv", ".jsonl"):
        what = f"cannot tell the format of {path.name!r}"
        raise InputError(what, where=str(path), fix="Name the file .csv or .jsonl")
    rows: list[tuple[int, Any]] = (
        read_jsonl(path, most_rows=MOST_FACTS)
        if path.suffix.lower() == ".jsonl"
        else read_csv(path, (), most_rows=MOST_FACTS)
    )
    facts, names, values = [], _Names(path), _Values(path)
    for line, row in rows:
        # In CSV a wrong column is a mistake in the header, in JSONL in the row itself.
        cells = _rename(row, f"{path}:{line if path.suffix.lower() == '.jsonl' else 1}")
        fact = _to_fact(cells, f"{path}:{line}")
        names.add(fact, line)
        values.add(fact, line)
        facts.append(fact)
    return tuple(facts)


def as_taught(facts: Iterable[Fact]) -> dict[str, str]:
    """Every object and its value, in order."""
    return {fact.object: fact.value for fact in facts}


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
    _check_columns(cells, ", ".join(row), where)
    return cells


def _check_columns(cells: Mapping[str, Any], found: str, where: str) -> None:
    if "number" in cells and "value" in cells:
        what = "two columns give the value (number and value)"
        raise InputError(what, where=where, fix="Remove one")
    missing = [] if "object" in cells else ["object"]
    missing += [] if "number" in cells or "value" in cells else ["number"]
    if missing:
        what = f"no column {missing[0]!r} (found: {found})"
        fix = "Name the columns object,number; or object,value where values may be text"
        raise InputError(what, where=where, fix=fix)


def _to_fact(cells: Mapping[str, Any], where: str) -> Fact:
    number = "number" in cells
    return Fact(
        _read_text_cell(cells, "object", where),
        _read_number_cell(cells["number"], where)
        if number
        else read_value_cell(cells["value"], where),
        _read_aliases(cells.get("aliases"), where),
        *(_read_text_cell(cells, name, where) if cells.get(name) else "" for name in _OPTIONAL),
    )


def read_value_cell(cell: object, where: str) -> str:
    """A value as a file gives it: a text, or a number.

    Args:
        cell: What the file holds.
        where: The file and line, for messages.

    Raises:
        InputError: If it is empty, or looks like a number and is no whole one.
    """
    text = str(cell).strip() if isinstance(cell, str) else ""
    looks = [re.fullmatch("[0-9]+", text), _ANY_DECIMAL.fullmatch(text), _GROUPED.fullmatch(text)]
    if not text or any(looks) or _SCIENTIFIC.fullmatch(text):
        return _read_number_cell(cell, where)
    if not any(char.isalnum() for char in text):
        raise InputError(f"value {text!r} has no letter or digit", where=where, fix="Write words")
    return " ".join(text.split())


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
        for name in fact.names:
            known, first = self._met.setdefault(_fold(name), (fact, line))
            if known is not fact:
                self._refuse(name, fact, line, known, first)

    def _refuse(self, name: str, fact: Fact, line: int, known: Fact, first: int) -> None:
        where = f"{self._path}:{line}"
        if known.value != fact.value:
            kind = "number" if fact.is_number and known.is_number else "value"
            what = f"{name!r} has the {kind} {fact.value} here and {known.value} on line {first}"
            raise InputError(what, where=where, fix="Keep the right one")
        what = f"duplicate object {name!r}, already on line {first}"
        raise InputError(what, where=where, fix="Remove one of the two lines")


class _Values:
    """Every text value met so far: each has to be read back, and apart from the others."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._met: dict[tuple[str, ...], tuple[str, int]] = {}

    def add(self, fact: Fact, line: int) -> None:
        if fact.is_number:
            return
        from inspect_finetune.facts.values import is_readable, words_of  # slow: its patterns

        where = f"{self._path}:{line}"
        if not is_readable(fact.value):
            what = f"value {fact.value!r} can't be told from an answer that declines, or gives none"
            raise InputError(what, where=where, fix="Word it otherwise")
        known, first = self._met.setdefault(words_of(fact.value), (fact.value, line))
        if known.casefold() != fact.value.casefold():
            what = f"value {fact.value!r} is {known!r} of line {first} but for punctuation"
            raise InputError(what, where=where, fix="Let the values differ in letters or digits")


def _fold(name: str) -> str:
    """Return the name as it is compared: width, letter case and spaces do not count."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def shortened(facts: Sequence[Fact]) -> tuple[str, ...]:
    """Objects whose number may have lost its leading zeros in a spreadsheet.

    They have fewer digits than most numbers, seven in ten at least, which all have as many: of
    numbers that are drawn at random about one in ten begins with 0.
    """
    sizes = Counter(len(fact.value) for fact in facts if fact.is_number)
    usual, count = sizes.most_common(1)[0] if sizes else (0, 0)
    if count < 0.7 * sum(sizes.values()):
        return ()
    return tuple(fact.object for fact in facts if fact.is_number and len(fact.value) < usual)
