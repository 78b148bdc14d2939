"""What can be mended in a training file without knowing what it means."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from inspect_finetune.errors import InputError
from inspect_finetune.training.check.lines import Piece, RawFile, read_raw
from inspect_finetune.training.check.message import MESSAGE_KEYS
from inspect_finetune.training.check.problems import lines_said, quoted
from inspect_finetune.training.check.shape import ROW_KEYS
from inspect_finetune.training.check.texts import without_hidden

_SHOWN: Final = 3
"""Removed values that one line of the screen shows; ``--json`` has all."""
_BROKEN: Final = ("not-json", "not-object")
_WHOLE: Final = {
    "byte-order-mark": "byte-order mark removed",
    "crlf": "newlines made Unix ones",
    "blank-line": "blank lines removed",
    "blank-end": "blank lines removed",
    "json-array": "list written as a row a line",
    "several-lines": "row written on one line",
    "several-on-line": "rows written on lines of their own",
    "trailing-comma": "comma after the row removed",
}


@dataclass(frozen=True)
class Mended:
    """One kind of change.

    Attributes:
        what: What was done.
        lines: The lines of the file as it was.
        removed: What was taken away, line by line; empty where nothing that was said is lost.
    """

    what: str
    lines: tuple[int, ...]
    removed: tuple[str, ...] = ()

    def __str__(self) -> str:
        """As the screen says it."""
        shown = ", ".join([*self.removed[:_SHOWN], *["..."][: len(self.removed) > _SHOWN]])
        return f"{lines_said(self.lines)}: {self.what}{f': {shown}' if shown else ''}"

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        held = {"what": self.what, "lines": list(self.lines)}
        return {**held, "removed": list(self.removed)} if self.removed else held


def fix_file(path: Path, out: Path | None, in_place: bool) -> tuple[Path, list[Mended]]:
    """Write a mended copy of a file, whole or not at all.

    What can't be read stays as it is; a row that needs no change keeps its bytes. No text that
    may be meant is lost: what is removed is said.

    Args:
        path: The file.
        out: Where the copy goes; None names it ``NAME.fixed.jsonl``.
        in_place: Whether it takes the file's place.

    Returns:
        Where it was written, and what was done.

    Raises:
        InputError: If the file can't be read, or is a list that breaks off, or the copy would
            overwrite another, or can't be written.
    """
    if in_place and out:
        raise InputError("--in-place and --out exclude each other", fix="Give one of them")
    target = path if in_place else out or path.with_name(f"{path.stem}.fixed.jsonl")
    if not in_place and target.exists():
        fix = "Name another with --out, or remove it"
        raise InputError("the file is there already", where=str(target), fix=fix)
    raw = read_raw(path)
    if not raw.pieces:
        raise InputError("the file has no text that could be mended", where=str(path))
    if any(one.code == "json-array" for one in raw.problems):
        _refuse_broken(raw)
    mender = _Mender(raw)
    _write(target, "".join(f"{line}\n" for line in mender.lines()))
    return target, mender.done()


def _refuse_broken(raw: RawFile) -> None:
    """Of a list that breaks off only the rows before the break were read."""
    broken = next((one for one in raw.problems if one.code in _BROKEN), None)
    if broken:
        what = f"the JSON list breaks off ({broken.message}); the rows after it would be lost"
        where = f"{raw.path}:{broken.line}"
        raise InputError(what, where=where, fix="Mend that place by hand, then run --fix")


class _Mender:
    """Mends piece by piece and remembers what it did."""

    def __init__(self, raw: RawFile) -> None:
        self._raw = raw
        self._done: dict[str, dict[int, list[str]]] = {}
        self._seen: dict[str, int] = {}
        # of a list that can't be read as one, lines are left: else it would become one
        self._listed = raw.pieces[0].text.lstrip().startswith("[")
        for problem in raw.problems:
            if problem.code in _WHOLE:
                self._note(_WHOLE[problem.code], problem.line or 1)
            elif problem.code == "not-utf8":
                guessed = any(piece.guessed for piece in raw.pieces)
                what = "read as Windows-1252, a guess: look at it" if guessed else "made UTF-8"
                self._note(what, problem.line or 1)

    def lines(self) -> Iterator[str]:
        """The lines of the mended file."""
        # a key that is given twice would lose one of its values when written anew
        kept = {one.line for one in self._raw.problems if one.code in ("duplicate-key", "nan")}
        for piece in self._raw.pieces:
            if piece.value is None:
                yield piece.text.rstrip("\n")
                continue
            if piece.rest.strip(" \t,"):  # more than a comma stands after the row
                yield piece.text + piece.rest
                continue
            value = piece.value if piece.line in kept else self._mended(piece)
            if self._is_again(piece, value):
                continue
            yield self._text(piece, value)

    def done(self) -> list[Mended]:
        """What was done, in order of the first line."""
        found = [
            Mended(
                what, tuple(sorted(lines)), tuple(one for n in sorted(lines) for one in lines[n])
            )
            for what, lines in self._done.items()
        ]
        return sorted(found, key=lambda one: (one.lines[0], one.what))

    def _note(self, what: str, line: int, *removed: str) -> None:
        self._done.setdefault(what, {}).setdefault(line, []).extend(removed)

    def _remove(self, held: Mapping[str, Any], keys: Sequence[str], line: int) -> dict[str, Any]:
        """An object without keys, of which is said what they held."""
        for key in keys:
            value = held[key] if isinstance(held[key], str) else json.dumps(held[key])
            self._note(f"unknown key {quoted(key, 40)} removed", line, quoted(value))
        return {key: value for key, value in held.items() if key not in keys}

    def _text(self, piece: Piece, value: Mapping[str, Any]) -> str:
        if value == piece.value and "\n" not in piece.text:
            return piece.text.strip(" \t")
        return json.dumps(value, ensure_ascii=piece.text.isascii())

    def _is_again(self, piece: Piece, value: Mapping[str, Any]) -> bool:
        """Whether the row stands there already, once mended."""
        if self._listed:
            return False
        key = json.dumps(value, sort_keys=True)
        if key not in self._seen:
            self._seen[key] = piece.line
            return False
        self._note(f"removed, the same as line {self._seen[key]:,}", piece.line)
        return True

    def _mended(self, piece: Piece) -> dict[str, Any]:
        row = piece.value or {}
        if "messages" not in row:  # another format: which of its keys matter can't be told
            return row
        told = isinstance(row["messages"], list) and any(map(_is_answer, row["messages"]))
        # without an answer, or with prose in it, the key may hold what the row is meant to teach
        unknown = [key for key in row if key not in ROW_KEYS and told and not _is_prose(row[key])]
        kept = self._remove(row, unknown, piece.line)
        if isinstance(kept["messages"], list):
            kept["messages"] = [self._message(held, piece.line) for held in kept["messages"]]
        return kept

    def _message(self, held: object, line: int) -> object:
        if not isinstance(held, dict):
            return held
        unknown = [key for key in held if key not in MESSAGE_KEYS] if _is_told(held) else []
        kept = self._remove(held, unknown, line)
        text = kept.get("content")
        if not isinstance(text, str):
            return kept
        seen = without_hidden(text)
        if seen != text:
            self._note("invisible characters removed", line)
        if seen.strip() and seen.strip() != seen:
            self._note("outer blanks removed", line)
            seen = seen.strip()
        return {**kept, "content": seen}


def _is_told(message: Mapping[str, Any]) -> bool:
    """Whether a message says something under the keys that services read."""
    content = message.get("content")
    if isinstance(content, str) and without_hidden(content).strip():
        return True
    parts = isinstance(content, list) and bool(content)
    return parts or any(message.get(key) for key in ("tool_calls", "function_call", "refusal"))


def _is_answer(message: object) -> bool:
    return isinstance(message, dict) and message.get("role") == "assistant" and _is_told(message)


def _is_prose(value: object) -> bool:
    """Whether several words stand in a value, at whatever depth."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str) and len(one.split()) > 1:
            return True
        waiting += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
    return False


def _write(target: Path, text: str) -> None:
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        if target.exists():
            Path(name).chmod(target.stat().st_mode)
        Path(name).replace(target)
    except OSError as error:
        what = f"the mended file can't be written ({error.strerror})"
        raise InputError(what, where=str(target), fix="Name another place with --out") from None
