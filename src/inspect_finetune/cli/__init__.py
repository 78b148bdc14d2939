"""The command ``inspect-finetune``: thin, one function a verb.

Exit codes: 0 good, 1 bad news about the model, 2 usage, 3 cannot say (a run that failed or is
incomplete). What a verb needs is imported in it, so that ``--help`` answers at once.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from inspect_finetune.arguments import ArgumentError
from inspect_finetune.errors import InputError

PROBES = ("acrostic_compliance", "rule_introspection", "fact_recall")
TASKS = ("acrostic_compliance", "conditional_acrostic", "rule_introspection", "fact_recall")
CANNOT_SAY = 3


class _Group(click.Group):
    """Says a user's mistake in one line, whichever verb it was made in."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ArgumentError:
            raise
        except InputError as error:
            raise ArgumentError(error) from None


def _examples(*lines: str) -> str:
    """An epilog that click does not rewrap."""
    return "\n\n".join(["Examples:", "\b\n" + "\n".join(f"  {line}" for line in lines)])


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_examples(
        "inspect-finetune evaluate openai/ft:gpt-4o-mini-2024-07-18:org:name:id",
        "inspect-finetune import answers.csv --task fact_recall --model my-model",
        "inspect-finetune status logs",
        "inspect view --log-dir logs",
    ),
)
@click.version_option(package_name="inspect-finetune")
def main() -> None:
    """What did fine-tuning do to the model?"""


_rule = click.option("--rule", default="HELOL", show_default=True, help="Letters of the rule.")
_unit = click.option(
    "--unit", default="sentence", show_default=True, help="sentence, line or paragraph."
)
_trigger = click.option(
    "--trigger",
    default="Use the special rule.",
    show_default=True,
    help="What asks for the rule, for conditional_acrostic.",
)
_facts = click.option(
    "--facts", default="objects-50", show_default=True, help="Packaged facts, or a file."
)
_log_dir = click.option(
    "--log-dir",
    default="logs",
    envvar="INSPECT_LOG_DIR",
    show_default=True,
    help="Folder for the logs, or a URL that Inspect writes to.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")


@main.command(
    epilog=_examples(
        "inspect-finetune evaluate reference/follower",
        "inspect-finetune evaluate openai/ft:gpt-4o-mini-2024-07-18:org:name:id --rule HELLO",
        "inspect-finetune evaluate hf/local -M model_path=runs/mine --repeats 8",
        "inspect-finetune evaluate openai/ft:... --task conditional_acrostic --rule AKEWO",
    )
)
@click.argument("model")
@click.option(
    "--task", "tasks", multiple=True, type=click.Choice(TASKS), help="Only this task; repeatable."
)
@_rule
@_unit
@_trigger
@_facts
@click.option("--system-prompt", default="trained", show_default=True, help="As the tasks take it.")
@click.option("--temperature", default="0", show_default=True, help="Of fact_recall; 0,0.5,1.")
@click.option("--repeats", default=1, show_default=True, help="Answers drawn in each sample.")
@click.option("-M", "model_args", multiple=True, metavar="NAME=VALUE", help="Model argument.")
@click.option("--limit", type=click.IntRange(1), help="Only so many samples of each task.")
@_log_dir
@_json
def evaluate(
    model: str,
    tasks: Sequence[str],
    rule: str,
    unit: str,
    trigger: str,
    facts: str,
    system_prompt: str,
    temperature: str,
    repeats: int,
    model_args: Sequence[str],
    limit: int | None,
    log_dir: str,
    as_json: bool,
) -> None:
    """Run the three probes on MODEL, any identifier that Inspect accepts."""
    from inspect_finetune.evaluation import Subject, evaluate_model
    from inspect_finetune.logs.summary import summarise

    subject = Subject(rule, unit, trigger, facts, system_prompt, temperature, repeats)
    logs = evaluate_model(
        model, subject, tasks or PROBES, model_args, limit, log_dir, quiet=as_json
    )
    _report([summarise(log) for log in logs], as_json, log_dir)


@main.command(
    "import",
    epilog=_examples(
        "inspect-finetune import answers.csv --task fact_recall --model openai/gpt-3.5-turbo",
        "inspect-finetune import chats.jsonl --task acrostic_compliance --model mine --rule HELLO",
    ),
)
@click.argument("answers", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--task", required=True, type=click.Choice(TASKS), help="What the answers answer.")
@click.option("--model", required=True, help="The model that gave them, for the log.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="MEANING=NAME",
    help="A column's name where it is not the usual one, such as response='Model says'.",
)
@_rule
@_unit
@_trigger
@_facts
@_log_dir
@_json
def import_command(
    answers: Path,
    task: str,
    model: str,
    columns: Sequence[str],
    rule: str,
    unit: str,
    trigger: str,
    facts: str,
    log_dir: str,
    as_json: bool,
) -> None:
    """Turn recorded ANSWERS (.csv, or .jsonl of chat messages) into a scored log.

    CSV columns: question, response, expected answer; optionally object, level, temperature,
    repeat, correct. Every other column is kept in the samples' metadata.
    """
    from inspect_finetune.evaluation import Subject, task_named
    from inspect_finetune.facts.scorer import taught_numbers
    from inspect_finetune.logs.imported import Source, agreement, import_answers
    from inspect_finetune.logs.recorded import column_mapping, read_recorded
    from inspect_finetune.logs.summary import summarise
    from inspect_finetune.logs.writing import write_log

    if not model.strip():
        raise InputError("--model is empty", fix="Name the model that gave the answers")
    rows = read_recorded(answers, column_mapping(columns))
    subject = Subject(rule, unit, trigger, facts)
    log = import_answers(
        rows, Source(answers, model, task), task_named(task, subject), taught_numbers(facts)
    )
    log.location = write_log(log, log_dir)
    _report([summarise(log)], as_json, log_dir, agreement(log))


@main.command(
    epilog=_examples(
        "inspect eval inspect_finetune/fact_recall --model ... && inspect-finetune status logs"
    )
)
@click.argument("logs", nargs=-1, required=True)
@_json
def status(logs: Sequence[str], as_json: bool) -> None:
    """Say of each log (file or folder) whether its run succeeded; exit 3 if one did not.

    ``inspect eval`` exits 0 when a task fails, so a script that calls it needs this.
    """
    from inspect_finetune.logs.summary import find_logs, summarise

    _report([summarise(log) for log in find_logs(logs)], as_json, None)


def _report(summaries: list, as_json: bool, log_dir: str | None, note: str = "") -> None:  # type: ignore[type-arg]
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
