"""One line of a training file as JSON: its value, or where it breaks and what it may be."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, Final

_NO_JSON: Final = "not-json"
_HINTS: Final = (
    (
        re.compile(r"\s*<(?:!doctype|html|\?xml|head|body)\b", re.IGNORECASE),
        "a page of HTML or XML",
    ),
    (re.compile(r"\s*(?:<{7}|={7}|>{7})"), "a mark of an unresolved merge"),
    (re.compile(r"\s*(?://|#|/\*)"), "a comment, which JSON has not"),
    (re.compile(r"\s*[\[{]\s*[{\[\s]*'"), "single quotes, as Python writes it"),
    (re.compile(r"\s*\{\s*[“”„]"), "curly quotes, as word processors write them"),
    (re.compile(r"\s*```"), "a fence of Markdown"),
    (re.compile(r"\s*version https://git-lfs"), "a pointer of Git LFS, not the file itself"),
)
_AT: Final = (
    (re.compile(r"(?:True|False|None)\b"), "Python's word; JSON writes true, false and null"),
    (re.compile(r"'"), "a single quote; JSON takes double ones"),
    (re.compile(r"[“”]"), "a curly quote; JSON takes straight ones"),
)


@dataclass
class Parsed:
    """What a text holds.

    Attributes:
        value: Its JSON; None where it has none.
        failed: Why not, in words with the column; empty if it has.
        end: Where parsing stopped, from 0.
        twice: Keys that one object gives twice.
        constants: NaN and its like, as they stand there.
        code: The kind of problem that a failure is; empty without one.
    """

    value: Any = None
    failed: str = ""
    end: int = 0
    twice: list[str] = field(default_factory=list)
    constants: list[str] = field(default_factory=list)
    code: str = ""


class Reader:
    """Reads JSON and remembers what the standard reader passes over."""

    def __init__(self, *, strict: bool = True) -> None:
        """Make one.

        Args:
            strict: Whether control characters in strings are an error, as they are in JSON.
        """
        self._twice: list[str] = []
        self._constants: list[str] = []
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_constant=self._constant, strict=strict
        )

    def parse(self, text: str, start: int = 0, *, whole: bool = True) -> Parsed:
        """Read one JSON value.

        Args:
            text: The text.
            start: Where it begins; blanks are skipped.
            whole: Whether nothing may follow it.
        """
        self._twice, self._constants = [], []
        begin = start
        while begin < len(text) and text[begin] in " \t\r\n":
            begin += 1
        try:
            value, end = self._decoder.raw_decode(text, begin)
        except json.JSONDecodeError as error:
            return Parsed(failed=_why(text, error), end=error.pos, code=_NO_JSON)
        except RecursionError:
            return Parsed(failed="JSON nested too deeply", end=begin, code=_NO_JSON)
        except ValueError:
            return Parsed(failed="a number of thousands of digits", end=begin, code=_NO_JSON)
        found = Parsed(value, "", end, self._twice, self._constants)
        if whole and text[end:].strip():
            _say_rest(found, text)
        return found

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        held = dict(pairs)
        if len(held) < len(pairs):
            keys = [key for key, _ in pairs]
            self._twice.append(next(key for key in keys if keys.count(key) > 1))
        return held

    def _constant(self, name: str) -> None:
        self._constants.append(name)


def _say_rest(found: Parsed, text: str) -> None:
    rest = text[found.end :].strip()
    column = found.end + 1 + len(text[found.end :]) - len(text[found.end :].lstrip())
    if rest == ",":
        found.code, found.failed = "trailing-comma", f"a comma after it, at column {column}"
    elif rest.lstrip(", \t").startswith("{"):
        found.code, found.failed = "several-on-line", f"a second row begins at column {column}"
    else:
        found.code, found.failed = _NO_JSON, f"text after the object, from column {column} on"


def _why(text: str, error: json.JSONDecodeError) -> str:
    said = f"not JSON at column {error.colno}: {error.msg}"
    for pattern, hint in _HINTS:
        if pattern.match(text):
            return f"{said} ({hint})"
    for pattern, hint in _AT:
        if pattern.match(text, error.pos):
            return f"{said} ({hint})"
    before = text[: error.pos].rstrip()
    if before.endswith(",") and text[error.pos : error.pos + 1] in ("}", "]"):
        return f"{said} (a comma before the closing bracket)"
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"):
        return f"{said} (the line ends too early)"
    return said
