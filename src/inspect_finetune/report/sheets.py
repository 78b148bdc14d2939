"""CSV files that a spreadsheet opens without running anything in them.

A cell of text that a spreadsheet would take for a formula gets an apostrophe in front; numbers of
our own stay numbers. Characters that break files or screens are shown by their pictures.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspect_finetune.logs.formulas import guarded

Value = str | int | float | bool | None

LARGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet holds."""

_CONTROLS = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),  # halves of a pair: no UTF-8
    **dict.fromkeys((0xFFFE, 0xFFFF), 0xFFFD),
}


@dataclass(frozen=True)
class Sheet:
    """A table of plain values.

    Attributes:
        columns: The heads.
        rows: The values; a share is a number between 0 and 1.
    """

    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]


def write_sheet(sheet: Sheet, path: Path, most: int | None = None) -> None:
    """Write a sheet as CSV: UTF-8, commas, every text in quotes.

    Args:
        sheet: What to write.
        path: The file.
        most: Characters that a cell may have; what is cut off is counted in it. None: any number.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
        writer.writerow(sheet.columns)
        writer.writerows([_cell(value, most) for value in row] for row in sheet.rows)


def _cell(value: Value, most: int | None) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str):
        return safe_text(value, most)
    if isinstance(value, float):
        return "" if value != value else round(value, 6)
    return value


def safe_text(text: str, most: int | None = None) -> str:
    """A text as a cell that no spreadsheet runs.

    Args:
        text: Any text.
        most: As for `write_sheet`.
    """
    shown = guarded(text).translate(_CONTROLS)
    if most is None or len(shown) <= most:
        return shown
    # room for the longest count that can follow
    kept = most - 50
    return f"{shown[:kept]} … (cut: {len(shown) - kept:,} more characters)"
