"""The verb that turns logs into tables and pictures."""

from collections.abc import Sequence
from pathlib import Path

import click

from inspect_finetune.cli.options import examples, json_option
from inspect_finetune.report.sheets import LARGEST_CELL


@click.command(
    epilog=examples(
        "inspect-finetune report logs",
        "inspect-finetune report logs-5 logs-10 logs-25 logs-50 --out dose   # with a dose curve",
        "inspect-finetune report logs --json | jq '.headline[0].error'",
    )
)
@click.argument("logs", nargs=-1, required=True, metavar="LOG...")
@click.option(
    "--out",
    default="report",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder for the report; an earlier report in it is replaced.",
)
@click.option(
    "--spreadsheet",
    is_flag=True,
    help=f"Cut longer cells of CSV files to the {LARGEST_CELL:,} characters that a spreadsheet "
    "holds, saying so in the cell.",
)
@json_option
def report(logs: Sequence[str], out: Path, spreadsheet: bool, as_json: bool) -> None:
    """Tables and pictures of fact recall. LOGs are files, folders or URLs.

    Writes report.md with its pictures (PNG and SVG) and tables (CSV): error by level, temperature
    and model with intervals, how answers fail, which facts are known, and, where logs differ in
    examples per fact, the dose curve. Exit code 3 if a log can't be used.
    """
    from rich.console import Console

    from inspect_finetune.cli.progress import progress
    from inspect_finetune.grids import screen_table
    from inspect_finetune.report.build import PAGE, write_report
    from inspect_finetune.report.folder import MANIFEST
    from inspect_finetune.report.summary import screen_lines

    found = write_report(logs, out, LARGEST_CELL if spreadsheet else None, progress)
    if as_json:
        click.echo((out / MANIFEST).read_text(encoding="utf-8"), nl=False)
        return
    console = Console()
    for sentence, grid in screen_lines(found):
        console.print(screen_table(grid))
        console.print(sentence, markup=False, highlight=False)
    for note in found.notes:
        console.print(f"Note: {note}", style="yellow", markup=False, highlight=False)
    click.echo(f"Read the report: {out / PAGE}")
