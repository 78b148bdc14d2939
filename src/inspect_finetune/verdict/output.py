"""A conclusion on the screen, as Markdown and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict

from rich.console import Console
from rich.text import Text

from inspect_finetune.finite import finite
from inspect_finetune.grids import markdown_table, screen_table
from inspect_finetune.markdown import escape
from inspect_finetune.verdict.conclusion import Conclusion
from inspect_finetune.verdict.results import Verdict
from inspect_finetune.verdict.tables import common_grids, grids_of, percent

SCHEMA = 1
"""Version of the JSON; a key that changes its meaning or goes raises it."""

_COLOURS = {"knows": "green", "underpowered": "yellow", "no evidence": "yellow"}


def show(found: Conclusion, console: Console) -> None:
    """Print every verdict with its evidence."""
    for one in found.verdicts:
        colour = _COLOURS.get(one.verdict, "cyan")
        head = Text.assemble(
            (f"{one.model}, {one.letters}: ", "bold"), (one.verdict, f"bold {colour}")
        )
        console.print(head)
        for line in _said(one):
            console.print(line, markup=False, highlight=False)
        for grid in grids_of(one):
            console.print(screen_table(grid))
    for grid in common_grids(found):
        console.print(screen_table(grid))
    for note in found.notes:
        console.print(f"Note: {note}", style="yellow", markup=False, highlight=False)


def as_markdown(found: Conclusion) -> str:
    """The same as Markdown; whatever came from a model or a file is shown as it is."""
    parts: list[str] = []
    for one in found.verdicts:
        parts.append(f"## {escape(one.model)}, {escape(one.letters)}: {one.verdict}")
        parts.extend(escape(line, 2000) for line in _said(one))
        parts.extend(markdown_table(grid) for grid in grids_of(one))
    parts.extend(markdown_table(grid) for grid in common_grids(found))
    parts.extend(f"Note: {escape(note, 2000)}" for note in found.notes)
    return "\n\n".join(parts) + "\n"


def as_json_text(found: Conclusion) -> str:
    """The same as JSON, with sorted keys; a figure that could not be computed is null."""
    content = {"schema": SCHEMA, **asdict(found)}
    return json.dumps(finite(content), indent=2, sort_keys=True, ensure_ascii=False)


def _said(one: Verdict) -> list[str]:
    """The verdict in sentences."""
    figure = one.figure
    interval = (
        f" [{percent(figure.lower)}, {percent(figure.upper)}]" if figure.lower is not None else ""
    )
    beat = f"; beat: {one.beat}" if one.beat else ""
    lines = [
        one.why,
        f"Deciding figure: {figure.name} {percent(figure.value)}{interval}, n {figure.n}{beat}.",
        f"What would change it: {one.change}",
        f"Base: {one.base}. Decoys: {', '.join(one.decoys) or 'none'}. Level: {one.alpha:g}.",
    ]
    lines += [f"Conflict: {conflict}" for conflict in one.conflicts]
    return lines + [f"Note: {note}" for note in one.notes]
