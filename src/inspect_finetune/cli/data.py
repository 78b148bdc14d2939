"""The verbs of training files."""

import click

from inspect_finetune.cli.data_build import build
from inspect_finetune.cli.data_check import check
from inspect_finetune.cli.options import examples


@click.group(
    epilog=examples(
        "inspect-finetune data build acrostic --rule HELOL --rows 10 --out helol.jsonl",
        "inspect-finetune data build facts --facts objects-50 --examples 10 --out facts.jsonl",
        "inspect-finetune data check helol.jsonl",
    )
)
def data() -> None:
    """Build training files, and check them before they cost anything."""


data.add_command(build)
data.add_command(check)
