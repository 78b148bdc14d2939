"""The verb that sets two runs against each other."""

from collections.abc import Sequence
from pathlib import Path

import click

from inspect_finetune.cli.endings import ending
from inspect_finetune.cli.options import examples, json_option
from inspect_finetune.cli.outputs import (
    Place,
    Share,
    check_files,
    cluster_option,
    intersection_option,
    markdown_option,
    picture_option,
    unscored_option,
)
from inspect_finetune.cli.progress import waiting

SHOWN = 5
"""Samples of each measure that ``--show`` shows, lost and gained apart."""


@click.command(
    epilog=examples(
        "inspect-finetune compare logs-before logs-after",
        "inspect-finetune compare before.eval after.eval --metric 'correct[level=direct]' --show",
        "inspect-finetune compare before.eval after.eval --cluster topic   # a task of your own",
        "inspect-finetune compare baselines/prod.json s3://bucket/logs/new.eval --json",
    )
)
@click.argument("base", type=Place())
@click.argument("candidate", type=Place())
@click.option(
    "--metric",
    "metrics",
    multiple=True,
    metavar="PATTERN",
    help="Only measures of this name, such as accuracy_key or 'scorer.*'; repeatable.",
)
@click.option(
    "--show",
    type=click.IntRange(1),
    is_flag=False,
    flag_value=SHOWN,
    help=f"Show what was lost and gained, with both answers; so many of each, {SHOWN} by default.",
)
@click.option(
    "--alpha",
    type=Share(0, 0.5, min_open=True),
    default=0.05,
    show_default=True,
    help="Level of the tests, over all measures together.",
)
@cluster_option
@unscored_option
@intersection_option
@markdown_option
@picture_option
@json_option
def compare(
    base: str,
    candidate: str,
    metrics: Sequence[str],
    show: int | None,
    alpha: float,
    cluster: str,
    max_unscored: float,
    intersection: bool,
    markdown: Path | None,
    picture: Path | None,
    as_json: bool,
) -> None:
    """What rose and what fell from BASE to CANDIDATE: logs, folders or URLs.

    Samples are paired by task, id and condition; repeats and epochs are averaged within a sample,
    and related samples count as one cluster. BASE may be a baseline that `bless` wrote. Exit code
    3 if the runs are not comparable, or one is not whole.
    """
    from inspect_finetune.compare.comparison import Allowed, compare_places, flips_of
    from inspect_finetune.compare.outputs import data, screen
    from inspect_finetune.compare.outputs.files import Files, write_comparison

    files = Files(markdown=markdown, picture=picture)
    check_files(files)
    with waiting("Reading and comparing"):
        allowed = Allowed(max_unscored, intersection, cluster)
        found, pairs = compare_places(base, candidate, metrics, allowed, alpha)
        flips = flips_of(pairs, found.compared, show) if show else []
    write_comparison(found, flips, files)
    with ending():
        if as_json:
            click.echo(data.comparison_json(found, flips if show else None))
        else:
            screen.show_comparison(found, flips, screen.console_here())
