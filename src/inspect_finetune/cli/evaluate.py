"""The verbs that bring logs about, and say whether they can be used."""

from collections.abc import Sequence

import click

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

PROBES = ("acrostic_compliance", "rule_introspection", "fact_recall")
TASKS = ("acrostic_compliance", "conditional_acrostic", "rule_introspection", "fact_recall")


@click.command(
    epilog=examples(
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
@rule_option
@unit_option
@trigger_option
@facts_option
@click.option("--system-prompt", default="trained", show_default=True, help="As the tasks take it.")
@click.option("--temperature", default="0", show_default=True, help="Of fact_recall; 0,0.5,1.")
@click.option("--repeats", default=1, show_default=True, help="Answers drawn in each sample.")
@click.option("-M", "model_args", multiple=True, metavar="NAME=VALUE", help="Model argument.")
@click.option("--limit", type=click.IntRange(1), help="Only so many samples of each task.")
@log_dir_option
@json_option
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
    report_logs([summarise(log) for log in logs], as_json, log_dir)


@click.command(
    epilog=examples(
        "inspect eval inspect_finetune/fact_recall --model ... && inspect-finetune status logs"
    )
)
@click.argument("logs", nargs=-1, required=True)
@json_option
def status(logs: Sequence[str], as_json: bool) -> None:
    """Say of each log (file or folder) whether its run succeeded; exit 3 if one did not.

    ``inspect eval`` exits 0 when a task fails, so a script that calls it needs this.
    """
    from inspect_finetune.logs.summary import find_logs, summarise

    report_logs([summarise(log) for log in find_logs(logs)], as_json, None)
