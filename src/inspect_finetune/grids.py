"""A table once, for the screen and for Markdown; whatever stands in it is shown as it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.table import Table
from rich.text import Text

from inspect_finetune.markdown import escape

NONE = "–"
"""Stands where there is no figure."""
WIDEST = 24
"""Characters of a cell from which on its column may break into lines."""


@dataclass(frozen=True)
class Grid:
    """A table.

    Attributes:
        title: What is seen.
        columns: The heads; all but the first are figures.
        rows: The cells.
        note: A sentence below it; may be empty.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def screen_table(grid: Grid) -> Table:
    """The table for the terminal."""
    table = Table(
        title=Text(grid.title),
        title_justify="left",
        caption=Text(grid.note) if grid.note else None,
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
    )
    for place, column in enumerate(grid.columns):
        wide = max(len(row[place]) for row in grid.rows) > WIDEST
        table.add_column(Text(column), justify="right" if place else "left", no_wrap=not wide)
    for row in grid.rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def markdown_table(grid: Grid) -> str:
    """The table as Markdown, its title in bold above it and its note below."""
    rules = ["---", *("--:" for _ in grid.columns[1:])]
    lines = [f"**{escape(grid.title)}**", "", _line(grid.columns), "|" + "|".join(rules) + "|"]
    lines += [_line(row) for row in grid.rows]
    return "\n".join([*lines, "", escape(grid.note, 500)] if grid.note else lines)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(escape(cell) for cell in cells) + " |"


def p_value(number: float | None) -> str:
    """A p value to three places, never as 0."""
    if number is None or number != number:
        return NONE
    return "<.001" if number < 0.001 else f"{number:.3f}".replace("0.", ".", 1)
