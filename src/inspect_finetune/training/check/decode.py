"""The bytes of a training file as text, with what is wrong about them."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from typing import Final

from inspect_finetune.training.check.problems import Problem

_BINARY: Final = {
    b"\x1f\x8b": "a gzip archive",
    b"PK\x03\x04": "a zip archive or a spreadsheet",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF",
    b"ARROW1": "an Arrow file",
    b"SQLite": "a database",
}
_WIDE: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MARK: Final = "\ufeff"


@dataclass
class Decoded:
    """A file's text.

    Attributes:
        text: It, newlines as they are, without a byte-order mark.
        guessed: Lines that are no UTF-8 and were read as Windows-1252.
        problems: What was found.
        reencoded: Whether it was in another encoding than UTF-8, known for certain.
    """

    text: str
    guessed: frozenset[int] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    reencoded: bool = False


def decode(data: bytes) -> Decoded:
    """Read the bytes of a file as text, whatever they are.

    Bytes that are not UTF-8 are read as Windows-1252, line by line, so that the rest can be
    checked; of a binary file no text is left.
    """
    if not data.strip():
        return Decoded("", problems=[Problem("empty-file", None, "the file is empty")])
    for start, kind in _BINARY.items():
        if data.startswith(start):
            return _binary(f"this is {kind}")
    wide = next((name for mark, name in _WIDE if data.startswith(mark)), _unmarked_wide(data))
    if wide:
        text = data.decode(wide, errors="replace").removeprefix(MARK)
        what = f"the file is {wide[:6].upper()}"
        return Decoded(text, problems=[Problem("not-utf8", 1, what)], reencoded=True)
    if data.count(b"\0") > len(data) // 20:
        return _binary("this is a binary file")
    found = _by_line(data)
    if found.text.startswith(MARK):
        found.text = found.text.removeprefix(MARK)
        found.problems.append(Problem("byte-order-mark", 1, "the file begins with it"))
    return found


def _binary(what: str) -> Decoded:
    return Decoded("", problems=[Problem("binary-file", 1, what)])


def _unmarked_wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of plain letters is 0."""
    half = len(data[:4000]) // 2
    if half > 4 and data[1:4000:2].count(0) > 0.8 * half:
        return "utf-16-le"
    return "utf-16-be" if half > 4 and data[0:4000:2].count(0) > 0.8 * half else None


def _by_line(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    lines, guessed, problems = [], set(), []
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError as error:
            bad = line[error.start]
            guess = bytes([bad]).decode("cp1252", errors="replace")
            as_read = f", {guess} in Windows-1252" if guess.isprintable() and guess != "�" else ""
            what = f"byte 0x{bad:02x}{as_read}, at byte {error.start + 1} of the line"
            problems.append(Problem("not-utf8", number, what))
            guessed.add(number)
            lines.append(line.decode("cp1252", errors="replace"))
    return Decoded("\n".join(lines), frozenset(guessed), problems)
