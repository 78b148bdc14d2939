"""Text files that people write: UTF-8 text, JSONL and CSV, each row with its line number.

A file that cannot be used ends in one `InputError` that names the file, the line and the
remedy. A byte-order mark and Windows newlines are accepted. What the rows mean is decided by
the caller; values come back exactly as they stand in the file.
"""

import csv
import difflib
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from inspect_finetune.errors import InputError

# The csv module refuses cells over 128 KiB by default; a recorded response may be 1 MB.
_LARGEST_CELL = 2**31 - 1
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS_UTF8 = "Save the file as UTF-8"


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
            bad byte).
    """
    data = _read_bytes(Path(path))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        kind = "UTF-16" if data.startswith(_UTF16_MARKS) else "not UTF-8"
        what = f"the file is {kind}: byte 0x{data[error.start]:02x} at offset {error.start}"
        raise InputError(what, where=f"{path}:{line}", fix=_SAVE_AS_UTF8) from None
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise InputError("the file is empty", where=str(path), fix="Write at least one row")
    return text


def _read_bytes(path: Path) -> bytes:
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


def _find_near(path: Path) -> str:
    """Return the remedy for a missing file: the closest name in its folder, if there is one."""
    folder = path.parent
    if not folder.is_dir():
        return f"The folder {folder} does not exist either"
    near = difflib.get_close_matches(path.name, sorted(p.name for p in folder.iterdir()), n=1)
    return f"Did you mean {folder / near[0]}?" if near else "Check the path"


def read_jsonl(path: str | Path) -> list[tuple[int, dict[str, Any]]]:
    """Return each JSON object of a JSONL file with its line number, from 1; blank lines skipped.

    Raises:
        InputError: As `read_text`; also for a line that is not JSON, not an object, or that
            gives one key twice.
    """
    # Not str.splitlines: JSON strings may hold U+2028 and other line ends of Unicode.
    lines = read_text(path).split("\n")
    return [(n, _parse_object(s, f"{path}:{n}")) for n, s in enumerate(lines, 1) if s.strip()]


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
    path: str | Path, required: Sequence[str], optional: Sequence[str] | None = None
) -> list[tuple[int, dict[str, str]]]:
    """Return each row of a comma-separated file as a dict, with the line it starts on.

    The first row is the header (line 1; names are stripped of surrounding blanks). Blank lines
    are skipped. An optional column that the file lacks is absent from the dicts.

    Args:
        path: The file.
        required: Columns that must be there.
        optional: Further columns that may be there; None accepts (and returns) any.

    Raises:
        InputError: As `read_text`; also for a missing, unknown or repeated column, a row with
            more or fewer cells than the header, an unclosed quote, or no row below the header.
    """
    (top, header), *rows = _split_csv(read_text(path), str(path))
    names = [name.strip() for name in header]
    _check_header(names, required, optional, f"{path}:{top}")
    if not rows:
        raise InputError("no row below the header", where=str(path), fix="Write at least one row")
    return [(line, _to_dict(names, cells, f"{path}:{line}")) for line, cells in rows]


def _split_csv(text: str, path: str) -> list[tuple[int, list[str]]]:
    before = csv.field_size_limit(_LARGEST_CELL)
    try:
        return list(_number_rows(csv.reader(io.StringIO(text, newline=""), strict=True), path))
    finally:
        csv.field_size_limit(before)


def _number_rows(reader: Any, path: str) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401
    """Yield every row that is not blank with the line it starts on, not the one it ends on."""
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            fix = 'Close every quoted cell, and double a quote inside one ("")'
            raise InputError(f"broken CSV ({error})", where=f"{path}:{line}", fix=fix) from None
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
