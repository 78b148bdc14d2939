"""A comparison and a gate as files: the one place that writes them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspect_finetune.compare.findings import Comparison, Gated
from inspect_finetune.compare.flips import Flip
from inspect_finetune.compare.outputs.markdown import comparison_markdown, gate_markdown
from inspect_finetune.errors import UnusableError

PICTURES = (".svg", ".png", ".pdf")
"""Endings of pictures that can be written."""


@dataclass(frozen=True)
class Files:
    """Where results are written; None for what nobody asked for.

    Attributes:
        markdown: A page, which is replaced.
        summary: A page that the result is appended to.
        junit: JUnit XML.
        picture: A picture, of the kind that its ending says (`PICTURES`).
    """

    markdown: Path | None = None
    summary: Path | None = None
    junit: Path | None = None
    picture: Path | None = None


def write_gate(
    found: Gated, flips: Sequence[Flip], files: Files, undecided: str | None = None
) -> None:
    """Write a gate.

    Args:
        found: The verdict.
        flips: What was lost and gained, with answers; none where nobody asked for them.
        files: Where to.
        undecided: As for `inspect_finetune.compare.outputs.junit.write_junit`.

    Raises:
        UnusableError: If a file can't be written.
    """

    def junit(path: Path) -> None:
        from inspect_finetune.compare.outputs.junit import write_junit

        write_junit(found, path, undecided)

    def picture(path: Path) -> None:
        from inspect_finetune.compare.outputs.picture import gate_picture, save_as

        save_as(gate_picture(found), path)

    page = gate_markdown(found, flips)
    _write(files.markdown, lambda path: _text(path, page))
    _write(files.summary, lambda path: _append(path, page))
    _write(files.junit, junit)
    _write(files.picture, picture)


def write_comparison(found: Comparison, flips: Sequence[Flip], files: Files) -> None:
    """Write a comparison: the page and the picture.

    Args:
        found: The comparison.
        flips: What was lost and gained, with answers; none where nobody asked for them.
        files: Where to.

    Raises:
        UnusableError: If a file can't be written.
    """

    def picture(path: Path) -> None:
        from inspect_finetune.compare.outputs.picture import comparison_picture, save_as

        save_as(comparison_picture(found), path)

    _write(files.markdown, lambda path: _text(path, comparison_markdown(found, flips)))
    _write(files.picture, picture)


def _write(path: Path | None, write: Callable[[Path], None]) -> None:
    if path is None:
        return
    try:
        write(path)
    except OSError as error:
        what = f"the file can't be written: {error.strerror or error}"
        raise UnusableError(what, where=str(path)) from None


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{text}\n")
