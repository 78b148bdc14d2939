"""What compare, gate and bless share: options, and what is checked before anything is read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspect_finetune.errors import InputError

if TYPE_CHECKING:
    from inspect_finetune.compare.outputs.files import Files


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


class Place(click.types.StringParamType):
    """A file, folder or URL.

    Empty it is refused: a shell variable that is not set, which as a path means the working folder.
    """

    name = "place"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """The place that was typed."""
        place = str(super().convert(value, param, ctx))
        if not place.strip():
            self.fail("it is empty: is a variable not set?", param, ctx)
        return place


class _File(click.Path):
    """A file to write, under a name that is not empty."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """The path that was typed."""
        Place().convert(os.fspath(value), param, ctx)
        return super().convert(value, param, ctx)


def file_option(name: str, about: str) -> Callable[[Any], Any]:
    """An option that names a file to write."""
    return click.option(name, type=_File(path_type=Path, dir_okay=False), help=about)


markdown_option = file_option("--markdown", "Also write the result to this file, as Markdown.")
picture_option = file_option("--picture", "Draw the differences: a .svg, .png or .pdf file.")
policy_option = click.option(
    "--policy",
    type=Place(),
    metavar="FILE",
    help="TOML file of what must not fall; else [tool.inspect-finetune.gate] of pyproject.toml.",
)
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


def check_files(files: Files) -> None:
    """The same for all results of a verb; a picture of another kind is refused too.

    Raises:
        InputError: If one of the files can't be written, or no picture ends like this one.
    """
    from inspect_finetune.compare.outputs.files import PICTURES

    ending = files.picture.suffix.lower() if files.picture else None
    if ending is not None and ending not in PICTURES:
        what = f"{ending or 'no ending'!r} is no kind of picture"
        raise InputError(what, where=str(files.picture), fix=f"End it in {', '.join(PICTURES)}")
    check_writable(files.markdown, files.summary, files.junit, files.picture)
