"""The verb that makes runs the baseline of a gate."""

from collections.abc import Sequence

import click

from inspect_finetune.cli.endings import ending
from inspect_finetune.cli.options import examples, json_option
from inspect_finetune.cli.outputs import Place, cluster_option, unscored_option


@click.command(
    epilog=examples(
        "inspect-finetune bless logs-released --baseline baselines/prod.json",
        "inspect-finetune bless facts.eval acrostic.eval --baseline baselines/prod.json",
        "inspect-finetune gate logs-new --baseline baselines/prod.json",
    )
)
@click.argument("logs", nargs=-1, required=True, type=Place(), metavar="LOG...")
@click.option(
    "--baseline",
    required=True,
    type=Place(),
    help="The file to write; it replaces an earlier baseline, and no other file.",
)
@cluster_option
@unscored_option
@click.option(
    "--limited", is_flag=True, help="Take runs of a part of their dataset (--limit, --sample-id)."
)
@json_option
def bless(
    logs: Sequence[str],
    baseline: str,
    cluster: str,
    max_unscored: float,
    limited: bool,
    as_json: bool,
) -> None:
    """Make LOGs (files, folders, URLs; one of each task) what later runs are measured by.

    Writes a small sorted JSON file with the scores of every sample, without answers, timings or
    keys: the same logs give the same bytes, so it belongs into the repository. Exit code 3 if a
    run failed, was cut short, or holds errors or unscored samples.
    """
    from rich.console import Console

    from inspect_finetune.compare.baselines import blessed
    from inspect_finetune.compare.baselines.baseline import bless as write
    from inspect_finetune.grids import screen_table

    made = write(logs, baseline, cluster, max_unscored, limited)
    with ending():
        if as_json:
            click.echo(blessed.as_json(made))
            return
        console = Console()
        for grid in blessed.tables(made):
            console.print(screen_table(grid))
        click.echo(f"Blessed: {made.path}")
        click.echo(f"Gate on it: inspect-finetune gate LOG --baseline {made.path}")
