"""A comparison and a gate as Markdown, for a job's summary or a comment."""

from collections.abc import Sequence

from inspect_finetune.compare.findings import Compared, Comparison, Gated
from inspect_finetune.compare.flips import Flip
from inspect_finetune.compare.outputs.screen import comparison_lines, gate_lines
from inspect_finetune.compare.outputs.tables import comparison_grids, flips_grid, gate_grids
from inspect_finetune.grids import Grid, markdown_table
from inspect_finetune.markdown import escape

_LONGEST = 2000
"""Characters of a line."""
_ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "://": "&#58;//",
    "www.": "www&#46;",
    "@": "@&#8288;",
}


def comparison_markdown(found: Comparison, flips: Sequence[Flip] = ()) -> str:
    """The comparison; answers only where they are handed in."""
    parts = ["## What changed between the two runs"]
    parts += _list(comparison_lines(found))
    parts += map(_table, comparison_grids(found))
    return _page([*parts, *_rest(found.compared, flips)])


def gate_markdown(found: Gated, flips: Sequence[Flip] = ()) -> str:
    """The gate; answers only where they are handed in."""
    parts = [f"## {_text(found.said)}", f"Baseline: {_text(found.baseline)}"]
    parts += _list(found.reasons) + _list([line for line, _ in gate_lines(found)])
    parts += map(_table, gate_grids(found))
    return _page([*parts, *_rest(found.compared, flips)])


def _rest(compared: Sequence[Compared], flips: Sequence[Flip]) -> list[str]:
    notes = dict.fromkeys(note for one in compared for note in one.notes)
    shown = [_table(flips_grid(flips))] if flips else []
    return [*shown, *(f"Note: {_text(note)}" for note in notes)]


def _list(lines: Sequence[str]) -> list[str]:
    return ["\n".join(f"- {_text(line)}" for line in lines)] if lines else []


def _table(grid: Grid) -> str:
    return _inert(markdown_table(grid))


def _text(text: str) -> str:
    return _inert(escape(text, _LONGEST))


def _inert(text: str) -> str:
    """Makes inert what GitHub and GitLab act on and Inspect's viewer, for one, does not.

    HTML, bare links, and mentions (a word joiner after the @, which nobody sees).
    """
    for sign, entity in _ENTITIES.items():
        text = text.replace(sign, entity)
    return text


def _page(parts: Sequence[str]) -> str:
    return "\n\n".join(parts) + "\n"
