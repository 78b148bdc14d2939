"""A comparison and a gate on the screen."""

import os
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from functools import partial
from io import StringIO
from textwrap import wrap

from rich.console import Console
from rich.table import Table

from inspect_finetune.compare.findings import Compared, Comparison, Gated
from inspect_finetune.compare.flips import Flip
from inspect_finetune.compare.outputs.tables import (
    FEWER,
    MARKS,
    comparison_grids,
    flips_grid,
    gate_grids,
)
from inspect_finetune.compare.wording import names_of, plain, sentence
from inspect_finetune.grids import Grid, screen_table

_COLOURS = {
    "pass": "green",
    "regression": "red",
    "undecided": "yellow",
    "refused": "red",
    "tracked": "",
}
_PLAIN_WIDTH = 120
"""Characters of a line where there is no terminal to ask: the log of a CI job."""
_LONG = 24
"""Characters of a measure's name from which on it is folded."""


def show_comparison(found: Comparison, flips: Sequence[Flip], console: Console) -> None:
    """Print the tables, a sentence for each measure, and what changed if it was asked for."""
    for table in _fitting(partial(comparison_grids, found), console):
        console.print(table)
    for line in comparison_lines(found):
        _line(console, line)
    _flips_and_notes(found.compared, flips, console)


def show_gate(found: Gated, flips: Sequence[Flip], console: Console) -> None:
    """Print the tables, a line for each measure, every reason, and the verdict last."""
    for table in _fitting(partial(gate_grids, found), console):
        console.print(table)
    for line, verdict in gate_lines(found):
        _line(console, line, _COLOURS[verdict])
    _flips_and_notes(found.compared, flips, console)
    for reason in found.reasons if len(found.reasons) > 1 else ():
        _line(console, f"{MARKS['refused']} {plain(reason, 2000)}", "red")
    _line(console, plain(found.said, 2000), f"bold {_COLOURS[found.verdict]}")


def comparison_lines(found: Comparison) -> list[str]:
    """A sentence for each measure, in plain words."""
    findings = found.findings
    pairs = zip(findings, names_of(findings), strict=True)
    return [f"{sentence(finding, name, found.alpha)}." for finding, name in pairs]


def gate_lines(found: Gated) -> list[tuple[str, str]]:
    """A line for each measure, and its verdict."""
    names = names_of([one.finding for one in found.judged])
    return [
        (f"{MARKS[one.verdict]} {name}: {plain(one.said, 1000)}", one.verdict)
        for one, name in zip(found.judged, names, strict=True)
    ]


def console_here() -> Console:
    """The terminal; where there is none and COLUMNS does not say otherwise, room for a table."""
    found = Console()
    narrow = not found.is_terminal and "COLUMNS" not in os.environ
    return Console(width=_PLAIN_WIDTH) if narrow else found


def gate_text(found: Gated) -> str:
    """What `show_gate` prints, without colours, for a test's report."""
    console = Console(file=StringIO(), width=_PLAIN_WIDTH, color_system=None)
    with console.capture() as held:
        show_gate(found, (), console)
    return held.get()


def _fitting(make: Callable[[Sequence[str]], list[Grid]], console: Console) -> list[Table]:
    """The tables with the columns for which there is room, no figure cut short."""
    tables: list[Table] = []
    for number in range(len(FEWER) + 1):
        tables = [screen_table(_folded(grid)) for grid in make(FEWER[:number])]
        if all(_width(table, console) <= console.width for table in tables):
            break
    return tables


def _width(table: Table, console: Console) -> int:
    """Characters that the columns want; title and note are wrapped to them."""
    bare = copy(table)
    bare.title = bare.caption = None
    return console.measure(bare, options=console.options.update(width=1000)).maximum


def _folded(grid: Grid) -> Grid:
    """The table with long names of measures in lines, a filter (in brackets) below its measure."""
    return replace(grid, rows=tuple((_lines(row[0]), *row[1:]) for row in grid.rows))


def _lines(name: str) -> str:
    parts = name.replace("[", "\n[", 1).split("\n") if len(name) > _LONG else [name]
    return "\n".join(line for part in parts for line in wrap(part, _LONG + 6))


def _flips_and_notes(compared: Sequence[Compared], flips: Sequence[Flip], console: Console) -> None:
    if flips:
        table = screen_table(flips_grid(flips))
        table.columns[0].overflow = "fold"
        for column in table.columns[3:]:  # texts, not figures
            column.justify = "left"
        console.print(table)
    for note in dict.fromkeys(note for one in compared for note in one.notes):
        _line(console, f"Note: {plain(note, 2000)}", "yellow")


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)
