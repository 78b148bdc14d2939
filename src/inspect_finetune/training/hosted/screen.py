"""What the command shows: a dry run, what came of a run, and where an interrupted one stands."""

from __future__ import annotations

import json
from pathlib import Path
from shlex import quote

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from inspect_finetune.training.hosted.begin import Order, existing
from inspect_finetune.training.hosted.explain import kept
from inspect_finetune.training.hosted.plan import Plan, rows_of
from inspect_finetune.training.record import RunRecord

RUNS = "runs"
"""The folder of all runs if ``--runs-dir`` names no other."""


def show_plan(found: Plan, as_json: bool) -> None:
    """Show a dry run."""
    if as_json:
        click.echo(json.dumps(found.as_dict(), indent=2, ensure_ascii=False))
        return
    table = Table(show_header=False, box=None, pad_edge=False)
    for what, value in rows_of(found):
        table.add_row(Text(what, style="bold"), Text(value))
    console = Console()
    with console.capture() as shown:
        console.print(table)
    click.echo("\n".join(line.rstrip() for line in shown.get().splitlines()))
    for objection in found.objections:
        click.echo(f"A service may reject the file: {objection}.")
    if found.base.objection:
        click.echo(f"The base model can't be tuned: {found.base.objection}.")
    for note in filter(None, (*found.notes, found.begun)):
        click.echo(note)
    click.echo("Dry run: nothing was sent. Add --yes to train.")


def show_record(record: RunRecord, folder: Path, as_json: bool) -> None:
    """Say what came of it, and what to type next."""
    if as_json:
        click.echo(record.as_json(), nl=False)
        return
    job = f", job {record.job['id']}" if record.job.get("id") else ""
    click.echo(f"{folder}: {record.status}{job}")
    if record.status != "succeeded":
        if record.status == "running":
            click.echo(f"Go on watching: {command(folder)} --resume")
        return
    click.echo(f"Model: {record.model}")
    for one in record.checkpoints:
        loss = f", loss {one.loss:.4g}" if one.loss is not None else ""
        click.echo(f"Checkpoint {one.name}: {one.model}{loss}")
    for what, losses in (("Training", record.loss), ("Validation", record.validation_loss)):
        if losses:
            step, loss_ = losses[-1]
            click.echo(f"{what} loss after step {step}: {loss_:.4g}")
    click.echo(f"Ask it: inspect-finetune evaluate {quote(str(folder))}")


def command(folder: Path) -> str:
    """The command about the run of a folder, to be typed where this one was."""
    runs = "" if str(folder.parent) == RUNS else f" --runs-dir {quote(str(folder.parent))}"
    return f"inspect-finetune train --name {folder.name}{runs}"


def say_interrupted(order: Order) -> None:
    """After Ctrl-C: how to go on, and how to stop what costs."""
    record = existing(order.folder)
    click.echo(f"\nInterrupted. {kept(record) if record else 'Nothing was sent'}.", err=True)
    if record and record.job.get("id"):
        click.echo("It goes on at the service, and is paid for.", err=True)
    click.echo(f"Go on: {command(order.folder)} --resume --yes", err=True)
    click.echo(f"Cancel: {command(order.folder)} --cancel", err=True)
