"""What compare and gate share: options, and where their results are written."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from inspect_finetune.errors import InputError

PICTURES = (".svg", ".png", ".pdf")


class Share(click.FloatRange):
    """A number in a range; NaN, which is in none, is refused."""

    def convert(
        self, value: str | float, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number that was typed."""
        number = float(super().convert(value, param, ctx))  # type: ignore[arg-type]
        if number != number:
            self.fail("nan is no number", param, ctx)
        return number


def file_option(name: str, about: str) -> Callable[[Any], Any]:
    """An option that names a file to write."""
    return click.option(name, type=click.Path(path_type=Path, dir_okay=False), help=about)


markdown_option = file_option("--markdown", "Also write the result to this file, as Markdown.")
picture_option = file_option("--picture", "Draw the differences: a .svg, .png or .pdf file.")
cluster_option = click.option(
    "--cluster",
    metavar="KEY",
    default="",
    help="Metadata key of related samples; our own tasks name theirs.",
)
unscored_option = click.option(
    "--max-unscored",
    type=Share(0, 1),
    default=0.0,
    show_default=True,
    help="Share of unscored samples that is let pass.",
)
intersection_option = click.option(
    "--intersection",
    is_flag=True,
    help="Where the runs differ, compare the samples that both were asked alike.",
)


def check_writable(*paths: Path | None) -> None:
    """Before anything is read, as it would be for nothing.

    Raises:
        InputError: If one of the files can't be written.
    """
    for path in filter(None, paths):
        folder = path.absolute().parent
        if not folder.is_dir() or not os.access(path if path.exists() else folder, os.W_OK):
            what = "the file can't be written"
            raise InputError(what, where=str(path), fix="Name one in a folder that exists")


def check_picture(path: Path | None) -> None:
    """Refuse a picture of another kind.

    Raises:
        InputError: If its ending is none of `PICTURES`.
    """
    if path is not None and path.suffix.lower() not in PICTURES:
        what = f"{path.suffix or 'no ending'!r} is no kind of picture"
        raise InputError(what, where=str(path), fix=f"End it in {', '.join(PICTURES)}")
