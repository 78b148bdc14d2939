"""A training file as rows with their lines, and what is wrong before a row is looked at."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from inspect_finetune.textfiles import read_bytes
from inspect_finetune.training.check.decode import MARK, Decoded, decode
from inspect_finetune.training.check.jsonl import Parsed, Reader
from inspect_finetune.training.check.problems import Problem, quoted

_LIST: Final = re.compile(r"\s*\[(?=\s*\{)\s*.")
_WRAPPED: Final = re.compile(r'\s*\{\s*"\w+"\s*:\s*\[\s*\{')
_NOTHING: Final = re.compile(rf"[\s{MARK}]*")
_BLANK: Final = re.compile(r"\s*")
_LONGEST_ROW: Final = 2000
_BUDGET: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the file: one row, or what should have been one.

    Attributes:
        line: Where it begins, from 1.
        text: It, as it stands there.
        value: The row; None if it can't be read.
        guessed: Whether it was no UTF-8 and was read as Windows-1252.
        moved: Whether it has to be written anew to stand on a line of its own.
        rest: What follows it on its line and is no row.
    """

    line: int
    text: str
    value: dict[str, Any] | None
    guessed: bool = False
    moved: bool = False
    rest: str = ""


@dataclass
class RawFile:
    """A training file, read as far as it can be.

    Attributes:
        path: The file.
        sha256: The hash of its bytes.
        size: Its bytes.
        pieces: Its rows and what should have been some, in order; none where they were taken.
        problems: What was found.
        total: How many pieces there were.
    """

    path: Path
    sha256: str
    size: int
    pieces: list[Piece] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    total: int = 0


def read_raw(path: str | Path, take: Callable[[Piece], object] | None = None) -> RawFile:
    """Read a file; whatever is wrong in it becomes a problem.

    Args:
        path: The file.
        take: Is given each piece, which is not kept then.

    Raises:
        InputError: If it is missing, a folder, can't be read, or is too large.
    """
    data = read_bytes(path)
    decoded = decode(data)
    found = RawFile(Path(path), sha256(data).hexdigest(), len(data), problems=decoded.problems)
    if Path(path).suffix.lower() != ".jsonl":
        what = f"the name ends in {quoted(Path(path).suffix)}, not .jsonl"
        found.problems.append(Problem("extension", None, what))
    if _NOTHING.fullmatch(decoded.text):
        if not any(one.code in ("empty-file", "not-utf8", "binary-file") for one in found.problems):
            found.problems.append(Problem("empty-file", None, "the file holds no text"))
        return found
    text = _unix_newlines(decoded, found.problems)
    del data
    like_json = False
    first: Piece | None = None
    for piece in _array(text, found.problems) or _Lines(text, decoded, found.problems):
        found.total += 1
        first = first or piece
        like_json = like_json or piece.value is not None or piece.text.lstrip()[:1] in ("{", "[")
        (take or found.pieces.append)(piece)
    if first and found.total > 1 and not like_json:
        _say_other(found, first)
    return found


def line_count(path: str | Path) -> int:
    """How many lines a file has, for a bar."""
    return read_bytes(path).count(b"\n") + 1


def _unix_newlines(decoded: Decoded, problems: list[Problem]) -> str:
    text = decoded.text
    if "\r" not in text:
        return text
    windows, unix = text.count("\r\n"), text.count("\n")
    if windows:
        first = text.count("\n", 0, text.index("\r\n")) + 1
        share = "all" if windows == unix else f"{windows:,} of {unix:,}"
        problems.append(Problem("crlf", first, f"{share} lines end in CR LF, as Windows has it"))
        return text.replace("\r\n", "\n")
    if not unix:
        problems.append(Problem("crlf", 1, "lines end in CR alone, as old Macs had it"))
        return text.replace("\r", "\n")
    return text


def _array(text: str, problems: list[Problem]) -> list[Piece]:
    """The elements of a file that is one JSON list (or an object around one); else nothing."""
    opening = _LIST.match(text) or _WRAPPED.match(text)
    reader = Reader()
    if opening is None or (opening.re is _WRAPPED and not _is_wrapped(text, reader)):
        return []
    said: list[Problem] = []
    pieces = list(_elements(text, opening.end() - 1, reader, said))
    if not pieces or "role" in (pieces[0].value or {}) or (said and len(pieces) < 2):
        return []
    where = "is one JSON list" if opening.re is _LIST else "holds its rows in a list in one object"
    start = len(text) - len(text.lstrip())
    problems += [Problem("json-array", text.count("\n", 0, start) + 1, f"the file {where}"), *said]
    return pieces


def _is_wrapped(text: str, reader: Reader) -> bool:
    parsed = reader.parse(text)
    if parsed.failed or not isinstance(parsed.value, dict) or len(parsed.value) != 1:
        return False
    held = next(iter(parsed.value.values()))
    return all(isinstance(one, dict) and "messages" in one for one in held)


def _elements(text: str, place: int, reader: Reader, said: list[Problem]) -> Iterator[Piece]:
    """The objects of a list from its first on, up to where it breaks."""
    line, counted = text.count("\n", 0, place) + 1, place
    while True:
        begin = _blank_after(text, place)
        line, counted = line + text.count("\n", counted, begin), begin
        parsed = reader.parse(text, begin, whole=False)
        if parsed.failed:
            at = line + text.count("\n", begin, parsed.end)
            said.append(
                Problem("not-json", at, re.sub(r" at column \d+", "", parsed.failed, count=1))
            )
            return
        if isinstance(parsed.value, dict):
            yield Piece(line, text[begin : parsed.end], parsed.value, moved=True)
        else:
            said.append(Problem("not-object", line, f"expected an object, found {_found(parsed)}"))
        after = _blank_after(text, parsed.end)
        if text[after : after + 1] != ",":
            if text[after : after + 1] != "]" or text[after + 1 :].strip(" \t\r\n}"):
                at = line + text.count("\n", begin, after)
                said.append(
                    Problem("not-json", at, "the list goes on without a comma, or ends early")
                )
            return
        place = after + 1


def _found(parsed: Parsed) -> str:
    return quoted(json.dumps(parsed.value), 30)


def _blank_after(text: str, place: int) -> int:
    """The next place that is not blank."""
    found = _BLANK.match(text, place)
    return found.end() if found else place


class _Lines:
    """The pieces of a file that has a row a line, or nearly."""

    def __init__(self, text: str, decoded: Decoded, problems: list[Problem]) -> None:
        # Not str.splitlines: JSON strings may hold U+2028 and other line ends of Unicode.
        self._lines = text.split("\n")
        self._guessed = decoded.guessed
        self._problems = problems
        self._reader, self._lax = Reader(), Reader(strict=False)
        self._budget = _BUDGET  # characters that may be read twice

    def __iter__(self) -> Iterator[Piece]:
        last = max(n for n, line in enumerate(self._lines) if line.strip())
        self._note_blank(last)
        place = 0
        while place <= last:
            line = self._lines[place]
            if not line.strip():
                place += 1
                continue
            if line.startswith(MARK):
                self._note("byte-order-mark", place, "amid the file: were two joined?")
                line = line.removeprefix(MARK)
                if not line.strip():
                    place += 1
                    continue
            parsed = self._reader.parse(line)
            if parsed.failed and parsed.value is None and (span := self._spanning(place, last)):
                yield span[0]
                place = span[1]
                continue
            yield from self._pieces(place, line, parsed)
            place += 1

    def _note(self, code: str, place: int, message: str) -> None:
        self._problems.append(Problem(code, place + 1, message))

    def _note_blank(self, last: int) -> None:
        for place, line in enumerate(self._lines[: last + 1]):
            if not line.strip():
                self._note("blank-line", place, "a blank line")
        if len(self._lines) > last + 2 or (len(self._lines) == last + 2 and self._lines[-1]):
            self._note("blank-end", last + 1, "blank lines at the end")

    def _pieces(self, place: int, line: str, parsed: Parsed) -> Iterator[Piece]:
        guessed = place + 1 in self._guessed
        if parsed.failed:
            self._note(parsed.code, place, parsed.failed)
        self._note_odd(place, parsed)
        if parsed.failed and parsed.value is None:
            yield Piece(place + 1, line, None, guessed)
            return
        if not isinstance(parsed.value, dict):
            self._note("not-object", place, f"expected an object, found {quoted(line.strip(), 30)}")
            yield Piece(place + 1, line, None, guessed)
            return
        moved = bool(parsed.failed)
        several = parsed.code == "several-on-line"
        rest = "" if several else line[parsed.end :]
        yield Piece(place + 1, line[: parsed.end], parsed.value, guessed, moved, rest)
        if several:
            yield from self._rest(place, line, parsed.end, guessed)

    def _rest(self, place: int, line: str, start: int, guessed: bool) -> Iterator[Piece]:
        """The further rows of one line."""
        while line[start:].strip(" \t,"):
            begin = start + len(line[start:]) - len(line[start:].lstrip(" \t,"))
            parsed = self._reader.parse(line, begin, whole=False)
            if parsed.failed or not isinstance(parsed.value, dict):
                yield Piece(place + 1, line[begin:], None, guessed, moved=True)
                return
            self._note_odd(place, parsed)
            yield Piece(place + 1, line[begin : parsed.end], parsed.value, guessed, moved=True)
            start = parsed.end

    def _note_odd(self, place: int, parsed: Parsed) -> None:
        if parsed.twice:
            self._note("duplicate-key", place, f"the key {quoted(parsed.twice[0])} is given twice")
        if parsed.constants:
            self._note("nan", place, f"{parsed.constants[0]} is not JSON")

    def _spanning(self, place: int, last: int) -> tuple[Piece, int] | None:
        """A row that begins here and ends on a later line, with the place after it."""
        if "{" not in self._lines[place][:8]:
            return None
        for end in range(place + 1, min(last, place + _LONGEST_ROW) + 1):
            if self._lines[end].startswith('{"') or self._budget < 0:
                return None  # the next row begins
            if not self._lines[end].rstrip(" \t,").endswith("}"):
                continue
            text = "\n".join(self._lines[place : end + 1])
            self._budget -= len(text)
            parsed = self._lax.parse(text)
            if isinstance(parsed.value, dict) and parsed.code in ("", "trailing-comma"):
                self._note_span(place, end, parsed)
                return Piece(place + 1, text[: parsed.end], parsed.value, moved=True), end + 1
        return None

    def _note_span(self, place: int, end: int, parsed: Parsed) -> None:
        within = range(place + 1, end + 2)
        self._problems[:] = [
            one for one in self._problems if one.code != "blank-line" or one.line not in within
        ]
        self._note("several-lines", place, f"one row on {len(within)} lines, to line {end + 1:,}")
        self._note_odd(place, parsed)


def _say_other(found: RawFile, first: Piece) -> None:
    """A file in which no line is JSON has one problem, not one a line."""
    text = first.text
    kind = "a table (CSV)" if "," in text else "tab-separated" if "\t" in text else "plain text"
    found.problems = [one for one in found.problems if one.code not in ("not-json", "blank-line")]
    what = f"no line is JSON; it looks like {kind}: {quoted(text, 40)}"
    found.problems.append(Problem("not-jsonl", first.line, what))
