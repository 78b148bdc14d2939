"""What the command shows of a run: what came of it, and what to type next."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from inspect_finetune.training.record import FILE, RUNS, RunRecord

MOST = 5
"""Checkpoints that are shown, the latest; more are counted."""


def show_record(record: RunRecord, folder: Path, as_json: bool) -> None:
    """Say what came of a run, and what to type next.

    Args:
        record: The run's record.
        folder: The run's folder.
        as_json: Whether to print the record itself instead.
    """
    if as_json:
        click.echo(record.as_json(), nl=False)
        return
    job = f", job {record.job['id']}" if record.job.get("id") else ""
    click.echo(f"{folder}: {record.status}{job}")
    if record.status == "running":
        click.echo(f"Go on watching: {command(folder)} --resume")
    if record.status != "succeeded":
        return
    click.echo(f"Model: {record.model}")
    _show_checkpoints(record, folder)
    for what, losses in (("Training", record.loss), ("Validation", record.validation_loss)):
        if losses:
            step, value = losses[-1]
            click.echo(f"{what} loss after step {step}: {value:.4g}")
    click.echo(f"Ask it: inspect-finetune evaluate {quote(str(folder))}")


def _show_checkpoints(record: RunRecord, folder: Path) -> None:
    more = len(record.checkpoints) - MOST
    if more > 0:
        click.echo(f"Checkpoints: {more} earlier ones in {folder / FILE}")
    for one in record.checkpoints[-MOST:]:
        loss = f", loss {one.loss:.4g}" if one.loss is not None else ""
        click.echo(f"Checkpoint {one.name}: {one.model}{loss}")


def command(folder: Path) -> str:
    """The command about the run of a folder, to be typed where this one was."""
    runs = "" if str(folder.parent) == RUNS else f" --runs-dir {quote(str(folder.parent))}"
    return f"inspect-finetune train --name {folder.name}{runs}"
