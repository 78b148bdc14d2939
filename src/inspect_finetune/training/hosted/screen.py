"""What the command shows of a service: a dry run, and where an interrupted run stands."""

from __future__ import annotations

import json

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from inspect_finetune.training.hosted.begin import Order, existing
from inspect_finetune.training.hosted.explain import kept
from inspect_finetune.training.hosted.plan import Plan, rows_of
from inspect_finetune.training.screen import command


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


def say_interrupted(order: Order) -> None:
    """After Ctrl-C: how to go on, and how to stop what costs."""
    record = existing(order.folder)
    click.echo(f"\nInterrupted. {kept(record) if record else 'Nothing was sent'}.", err=True)
    if record and record.job.get("id"):
        click.echo("It goes on at the service, and is paid for.", err=True)
    click.echo(f"Go on: {command(order.folder)} --resume --yes", err=True)
    click.echo(f"Cancel: {command(order.folder)} --cancel", err=True)
