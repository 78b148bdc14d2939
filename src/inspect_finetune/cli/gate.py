"""The verb that a release waits for."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import click

from inspect_finetune.cli.endings import ending
from inspect_finetune.cli.options import examples, json_option
from inspect_finetune.cli.outputs import (
    Place,
    check_files,
    cluster_option,
    file_option,
    intersection_option,
    markdown_option,
    picture_option,
    policy_option,
    unscored_option,
)
from inspect_finetune.cli.progress import waiting

SUMMARY = "GITHUB_STEP_SUMMARY"
"""Names the file that a GitHub job shows as its summary."""
SHOWN = 5
"""Samples of each measure that ``--show-answers`` shows, lost and gained apart."""


@click.command(
    epilog=examples(
        "inspect-finetune bless logs-released --baseline baselines/prod.json",
        "inspect-finetune gate logs --baseline baselines/prod.json",
        "inspect-finetune gate logs --baseline baselines/prod.json --policy gate.toml \\",
        "    --undecided pass --junit gate.xml --markdown gate.md",
    )
)
@click.argument("logs", nargs=-1, required=True, type=Place(), metavar="LOG...")
@click.option(
    "--baseline",
    required=True,
    type=Place(),
    metavar="FILE",
    help="What `bless` wrote, or a log to hold against.",
)
@policy_option
@click.option(
    "--undecided",
    type=click.Choice(["pass", "fail"]),
    default=None,
    help="What an undecided gate exits with: 0 or 1, not 3.",
)
@click.option("--show-answers", is_flag=True, help="Show lost and gained samples with answers.")
@cluster_option
@unscored_option
@intersection_option
@markdown_option
@file_option("--junit", "Also write one test case for each measure, as JUnit XML.")
@picture_option
@json_option
def gate(
    logs: Sequence[str],
    baseline: str,
    policy: str | None,
    undecided: Literal["pass", "fail"] | None,
    show_answers: bool,
    cluster: str,
    max_unscored: float,
    intersection: bool,
    markdown: Path | None,
    junit: Path | None,
    picture: Path | None,
    as_json: bool,
) -> None:
    """May this model go out? Judges LOGs (files, folders, URLs) against a baseline.

    Exit code 0: nothing that must not fall fell by its margin. 1: a regression is shown. 3:
    undecided, or the runs are not comparable or not whole. In a GitHub job the summary is written
    without being asked.
    """
    from inspect_finetune.compare.comparison import Allowed, flips_of
    from inspect_finetune.compare.gate import exit_code, gate_logs
    from inspect_finetune.compare.outputs import data, screen
    from inspect_finetune.compare.outputs.files import Files, write_gate
    from inspect_finetune.compare.wording import plain

    summary = Path(os.environ[SUMMARY]) if os.environ.get(SUMMARY) else None
    files = Files(markdown, summary, junit, picture)
    check_files(files)
    with waiting("Reading and judging"):
        allowed = Allowed(max_unscored, intersection, cluster)
        found, pairs = gate_logs(logs, baseline, policy, allowed)
        flips = flips_of(pairs, found.compared, SHOWN) if show_answers else []
    write_gate(found, flips, files, undecided)
    code = exit_code(found.verdict, undecided)
    with ending(code):
        if as_json:
            click.echo(data.gate_json(found, code, flips if show_answers else None))
            click.echo(plain(found.said, 2000), err=True)
        else:
            screen.show_gate(found, flips, screen.console_here())
