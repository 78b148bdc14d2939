"""The verb that turns recorded answers into logs."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspect_finetune.cli.evaluate import TASKS
from inspect_finetune.cli.options import (
    examples,
    facts_option,
    json_option,
    log_dir_option,
    report_logs,
    rule_option,
    trigger_option,
    unit_option,
)
from inspect_finetune.errors import InputError

if TYPE_CHECKING:
    from inspect_finetune.logs.agreement import Compared


@click.command(
    "import",
    epilog=examples(
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
@rule_option
@unit_option
@trigger_option
@facts_option
@log_dir_option
@json_option
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
    """Turn recorded ANSWERS (.csv, or .jsonl of chat messages) into scored logs.

    CSV columns: question, response, expected answer; optionally object, level, temperature,
    repeat, correct, extracted number, model, examples; of facts also set, template, statement,
    value, also accepted. Every other column is kept in the samples' metadata. The answers.csv of a
    report becomes its logs again.

    Answers of several models, told apart by the columns model and examples, become one log each:
    named as the column model says (with the provider of --model if it names none), and with
    :5-examples after the name where only the examples tell them apart. The published layout's
    "4-5-Examples" is run 4, 5 examples of each fact.
    """
    from inspect_finetune.cli.progress import progress
    from inspect_finetune.evaluation import Subject, task_named
    from inspect_finetune.facts.scorer import taught_values
    from inspect_finetune.logs.agreement import agreement, comparing
    from inspect_finetune.logs.checks import look_over
    from inspect_finetune.logs.columns import column_mapping
    from inspect_finetune.logs.groups import group_rows
    from inspect_finetune.logs.imported import Source, import_groups
    from inspect_finetune.logs.recorded import read_recorded
    from inspect_finetune.logs.summary import summarise
    from inspect_finetune.logs.writing import write_logs

    if not model.strip():
        raise InputError("--model is empty", fix="Name the model that gave the answers")
    rows = read_recorded(answers, column_mapping(columns))
    groups = group_rows(rows, model, answers)
    notes = look_over(groups, answers, facts=task == "fact_recall")
    built = task_named(task, Subject(rule, unit, trigger, facts))
    found: list[Compared] = []
    # every answer is scored, then written
    with progress("Scoring and writing answers", 2 * len(rows)) as advance:
        scored = import_groups(groups, Source(answers, task), built, taught_values(facts), advance)
        written = write_logs(comparing(scored, found), log_dir, advance)
    said = "\n".join([*agreement(found), *notes])
    report_logs([summarise(log) for log in written], as_json, log_dir, said)
