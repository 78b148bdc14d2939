"""Options and endings that several verbs share."""

import json

import click

CANNOT_SAY = 3
"""Exit code where nothing can be concluded: a run that failed, or says too little."""


def examples(*lines: str) -> str:
    """An epilog that click does not rewrap."""
    return "\n\n".join(["Examples:", "\b\n" + "\n".join(f"  {line}" for line in lines)])


rule_option = click.option(
    "--rule", default="HELOL", show_default=True, help="Letters of the rule."
)
unit_option = click.option(
    "--unit", default="sentence", show_default=True, help="sentence, line or paragraph."
)
trigger_option = click.option(
    "--trigger",
    default="Use the special rule.",
    show_default=True,
    help="What asks for the rule, for conditional_acrostic.",
)
facts_option = click.option(
    "--facts", default="objects-50", show_default=True, help="Packaged facts, or a file."
)
log_dir_option = click.option(
    "--log-dir",
    default="logs",
    envvar="INSPECT_LOG_DIR",
    show_default=True,
    help="Folder for the logs, or a URL that Inspect writes to.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")


def report_logs(summaries: list, as_json: bool, log_dir: str | None, note: str = "") -> None:  # type: ignore[type-arg]
    """Print what was found, and exit 3 if a run can't be used."""
    from rich.console import Console

    from inspect_finetune.logs.summary import as_dicts, show

    if as_json:
        click.echo(json.dumps(as_dicts(summaries), indent=2))
        if note:
            click.echo(note, err=True)
    else:
        show(summaries, Console())
        if note:
            click.echo(note)
        if log_dir is not None:
            click.echo(f"Read the answers: inspect view --log-dir {log_dir}")
    if not all(summary.usable for summary in summaries):
        raise SystemExit(CANNOT_SAY)
