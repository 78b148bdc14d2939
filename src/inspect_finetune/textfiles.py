"""Text files that people write: UTF-8 text, JSONL and CSV, each row with its line number.

A file that cannot be used ends in one `InputError` that names the file, the line and the
remedy. A byte-order mark and Windows newlines are accepted. What the rows mean is decided by
the caller; values come back exactly as they stand in the file.
"""

import csv
import difflib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from inspect_finetune.errors import InputError

# The csv module refuses cells over 128 KiB by default; a recorded response may be 1 MB.
_LARGEST_CELL = 2**31 - 1
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS_UTF8 = "Save the file as UTF-8"
_SEPARATORS = {";": "';'", "\t": "tabs"}

MOST_BYTES = 2**30
"""The largest file that is read: a gigabyte, which takes several of memory once read."""


def did_you_mean(name: str, allowed: Iterable[str]) -> str:
    """Return the remedy for an unknown name: the closest allowed one, and all of them."""
    names = list(allowed)
    near = difflib.get_close_matches(name.casefold(), names, n=1, cutoff=0.6)
    guess = f"Did you mean '{near[0]}'? " if near else ""
    return f"{guess}Allowed: {', '.join(names)}"


def read_text(path: str | Path) -> str:
    """Return the text of a UTF-8 file, without a byte-order mark; newlines stay as they are.

    Raises:
        InputError: The file is missing, a folder, unreadable, empty (or only white space), or
            not UTF-8 (the message gives line and byte offset, counted from 0, of the first
            bad byte), or larger than `MOST_BYTES`.
    """
    data = read_bytes(path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        kind = "UTF-16" if data.startswith(_UTF16_MARKS) else "not UTF-8"
        what = f"the file is {kind}: byte 0x{data[error.start]:02x} at offset {error.start}"
        raise InputError(what, where=f"{path}:{line}", fix=_SAVE_AS_UTF8) from None
    text = text.removeprefix("\ufeff")
    if "\0" in text[:4]:  # without its mark, UTF-16 of plain letters is valid UTF-8
        raise InputError("the file looks like UTF-16", where=f"{path}:1", fix=_SAVE_AS_UTF8)
    if not text.strip():
        raise InputError("the file is empty", where=str(path), fix="Write at least one row")
    return text


def read_bytes(path: str | Path) -> bytes:
    """Return the bytes of a file, whatever they are.

    Raises:
        InputError: The file is missing, a folder, unreadable, or larger than `MOST_BYTES`.
    """
    path = Path(path)
    if _size(path) > MOST_BYTES:
        what = f"the file has {_size(path):,} bytes, more than {MOST_BYTES:,}"
        raise InputError(what, where=str(path), fix="Split it into several")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("file not found", where=str(path), fix=_find_near(path)) from None
    except IsADirectoryError:
        raise InputError("this is a folder", where=str(path), fix="Give a file") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the name
        reason = getattr(error, "strerror", None) or str(error)
        where = str(path).replace("\0", "\\0")
        raise InputError(f"cannot read the file: {reason}", where=where, fix="Check it") from None


def _size(path: Path) -> int:
    """Its bytes; 0 if that can't be told, as the reading will say why."""
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _refuse_more(
    path: Path, most_rows: int | None, lines: Callable[[TextIO], Iterator[int]], header: int
) -> None:
    """Refuse a file at its first row too many, before the file is read into memory.

    Args:
        path: The file.
        most_rows: How many rows it may have; None for any number.
        lines: Yields the line on which each row starts.
        header: How many of those rows are no data.
    """
    if most_rows is None or _size(path) <= 2 * most_rows:  # a row takes two bytes or more
        return
    try:
        file = path.open(encoding="utf-8", errors="replace", newline="")
    except OSError:  # the reading will say it
        return
    with file:
        for count, line in enumerate(lines(file), 1 - header):
            if count > most_rows:
                what = f"the file has more than {most_rows:,} rows"
                raise InputError(what, where=f"{path}:{line}", fix="Split it into several files")


def _find_near(path: Path) -> str:
    """Return the remedy for a missing file: the closest name in its folder, if there is one."""
    folder = path.parent
    if not folder.is_dir():
        return f"The folder {folder} does not exist either"
    near = difflib.get_close_matches(path.name, sorted(p.name for p in folder.iterdir()), n=1)
    return f"Did you mean {folder / near[0]}?" if near else "Check the path"


def read_jsonl(
    path: str | Path, *, most_rows: int | None = None
) -> list[tuple[int, dict[str, Any]]]:
    """Return each JSON object of a JSONL file with its line number, from 1; blank lines skipped.

    Args:
        path: The file.
        most_rows: How many objects it may hold; None for any number.

    Raises:
        InputError: As `read_text`; also for a line that is not JSON, not an object, or that
            gives one key twice, and for the first row too many, before the file is read whole.
    """
    _refuse_more(Path(path), most_rows, _filled_lines, header=0)
    # Not str.splitlines: JSON strings may hold U+2028 and other line ends of Unicode.
    lines = read_text(path).split("\n")
    return [(n, _parse_object(s, f"{path}:{n}")) for n, s in enumerate(lines, 1) if s.strip()]


def _filled_lines(file: TextIO) -> Iterator[int]:
    return (number for number, line in enumerate(file, 1) if line.strip())


def _parse_object(line: str, where: str) -> dict[str, Any]:
    fix = 'Write one JSON object a line, such as {"question": "..."}'
    try:
        row = json.loads(line, object_pairs_hook=_refuse_duplicates)
    except json.JSONDecodeError as error:
        what = f"broken JSON at column {error.colno} ({error.msg})"
        raise InputError(what, where=where, fix=fix) from None
    except RecursionError:
        raise InputError("JSON nested too deeply", where=where, fix=fix) from None
    except ValueError as error:  # a key given twice, or a number of thousands of digits
        raise InputError(str(error).split(";")[0], where=where, fix=fix) from None
    if not isinstance(row, dict):
        what = f"expected a JSON object, found {line.strip()[:40]!r}"
        raise InputError(what, where=where, fix=fix)
    return row


def _refuse_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"key {twice!r} is given twice")
    return row


def read_csv(
    path: str | Path,
    required: Sequence[str],
    optional: Sequence[str] | None = None,
    *,
    most_rows: int | None = None,
) -> list[tuple[int, dict[str, str]]]:
    """Return each row of a comma-separated file as a dict, with the line it starts on.

    The first row is the header (line 1; names are stripped of surrounding blanks). Blank lines
    are skipped. An optional column that the file lacks is absent from the dicts.

    Args:
        path: The file.
        required: Columns that must be there.
        optional: Further columns that may be there; None accepts (and returns) any.
        most_rows: How many rows there may be below the header; None for any number.

    Raises:
        InputError: As `read_text`; also for a missing, unknown or repeated column, columns that
            are not separated by commas, a row with more or fewer cells than the header, an
            unclosed quote, no row below the header, or the first row too many (before the file
            is read whole).
    """
    with _large_cells():
        _refuse_more(Path(path), most_rows, lambda file: _row_starts(file, str(path)), header=1)
        text = read_text(path)
        _check_separator(text, path)
        (top, header), *rows = _number_rows(io.StringIO(text, newline=""), str(path))
    names = [name.strip() for name in header]
    _check_header(names, required, optional, f"{path}:{top}")
    if not rows:
        raise InputError("no row below the header", where=str(path), fix="Write at least one row")
    return [(line, _to_dict(names, cells, f"{path}:{line}")) for line, cells in rows]


@contextmanager
def _large_cells() -> Iterator[None]:
    before = csv.field_size_limit(_LARGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _row_starts(file: TextIO, path: str) -> Iterator[int]:
    return (line for line, _ in _number_rows(file, path))


def _check_separator(text: str, path: str | Path) -> None:
    """Refuse a first row that other characters than commas divide, as some spreadsheets save."""
    first = text.lstrip("\r\n ").partition("\n")[0]
    for separator, name in _SEPARATORS.items():
        if first.count(separator) > first.count(","):
            line = text[: text.index(first)].count("\n") + 1
            what = f"the columns seem to be separated by {name}"
            fix = "Save the file with commas between the columns"
            raise InputError(what, where=f"{path}:{line}", fix=fix)


def _number_rows(text: TextIO, path: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every row that is not blank with the line it starts on, not the one it ends on."""
    reader = csv.reader(text, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            fix = 'Close every quoted cell, and double a quote inside one ("")'
            said = "a quote is never closed" if "end of data" in str(error) else str(error)
            raise InputError(f"broken CSV ({said})", where=f"{path}:{line}", fix=fix) from None
        if len(cells) > 1 or any(cell.strip() for cell in cells):
            yield line, cells


def _check_header(
    names: list[str], required: Sequence[str], optional: Sequence[str] | None, where: str
) -> None:
    allowed = [*required, *(optional or ())]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"column {name!r} is given twice", where=where, fix="Remove one")
        if optional is not None and name not in allowed:
            fix = did_you_mean(name, allowed)
            raise InputError(f"unknown column {name!r}", where=where, fix=fix)
    for name in required:
        if name not in names:
            found = ", ".join(names)
            what = f"no column {name!r} (found: {found})"
            fix = f"Name the columns in the first row, separated by commas: {','.join(required)}"
            raise InputError(what, where=where, fix=fix)


def _to_dict(names: list[str], cells: list[str], where: str) -> dict[str, str]:
    if len(cells) != len(names):
        what = f"{len(cells)} cells where the header has {len(names)}"
        fix = 'Quote a cell that holds a comma ("a, b"), and write one cell for each column'
        raise InputError(what, where=where, fix=fix)
    return dict(zip(names, cells, strict=True))
