"""What the command shows of a run on the own machine."""

from pathlib import Path
from shlex import quote

import click

from inspect_finetune.training.local.saving import CHECKPOINTS
from inspect_finetune.training.record import RunRecord

MOST = 5
"""Checkpoints that are shown; more are counted."""


def show_run(record: RunRecord, folder: Path, as_json: bool) -> None:
    """Say what came of a run that has come to its end, and what to type next."""
    if as_json:
        click.echo(record.as_json(), nl=False)
        return
    click.echo(f"{folder}: {record.status}")
    click.echo(f"Model: {record.model}")
    more = len(record.checkpoints) - MOST
    if more > 0:
        click.echo(f"Checkpoints: {more} earlier ones in {folder / CHECKPOINTS}")
    for one in record.checkpoints[-MOST:]:
        loss = f", loss {one.loss:.4g}" if one.loss is not None else ""
        click.echo(f"Checkpoint {one.name}: {one.model}{loss}")
    for what, losses in (("Training", record.loss), ("Validation", record.validation_loss)):
        if losses:
            step, value = losses[-1]
            click.echo(f"{what} loss after step {step}: {value:.4g}")
    click.echo(f"Ask it: inspect-finetune evaluate {quote(str(folder))}")
