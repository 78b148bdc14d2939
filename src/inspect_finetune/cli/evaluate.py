"""The verbs that bring logs about, and say whether they can be used."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspect_finetune.cli.introspect import CHANNELS
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
    from inspect_ai.log import EvalLog

    from inspect_finetune.trained.tasks import Asking

PROBES = ("acrostic_compliance", "rule_introspection", "fact_recall")
TASKS = ("acrostic_compliance", "conditional_acrostic", "rule_introspection", "fact_recall")


@click.command(
    epilog=examples(
        "inspect-finetune evaluate reference/follower",
        "inspect-finetune evaluate openai/ft:gpt-4o-mini-2024-07-18:org:name:id --rule HELLO",
        "inspect-finetune evaluate hf/local -M model_path=runs/mine --repeats 8",
        "inspect-finetune evaluate openai/ft:... --task conditional_acrostic --rule AKEWO",
        "inspect-finetune evaluate runs/helol --base      # as its record says what was taught",
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
@click.option("--max-tokens", type=click.IntRange(1), help="The longest answer.")
@click.option(
    "--max-connections",
    type=click.IntRange(1),
    help="Asked at a time; of a model on this machine, in one batch.",
)
@click.option(
    "--trained-questions",
    type=click.IntRange(0),
    default=100,
    show_default=True,
    help="Of a run: how many questions of its training file, a seeded choice; 0 for all.",
)
@click.option("--base", is_flag=True, help="Of a run: ask its base model too, the same.")
@click.option(
    "--checkpoints",
    type=click.Choice(["last", "all"]),
    default="last",
    show_default=True,
    help="Of a run: its last model, or every one on the way too.",
)
@click.option(
    "--channel",
    "channels",
    multiple=True,
    type=click.Choice(CHANNELS),
    help="Of a run: only this channel of rule_introspection; repeatable.",
)
@log_dir_option
@json_option
@click.pass_context
def evaluate(
    context: click.Context,
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
    max_tokens: int | None,
    max_connections: int | None,
    trained_questions: int,
    base: bool,
    checkpoints: str,
    channels: Sequence[str],
    log_dir: str,
    as_json: bool,
) -> None:
    """Run the three probes on MODEL: any identifier that Inspect accepts, or a run's folder.

    Of a run (runs/NAME, as `train` leaves it) the record says which rule, facts and system prompt
    to ask for; --rule and the like take its place. With --base all channels of introspection are
    asked, so that `inspect-finetune verdict` can judge.
    """
    from inspect_finetune.evaluation import Subject, evaluate_model
    from inspect_finetune.logs.summary import summarise
    from inspect_finetune.trained.evaluation import evaluate_run, is_run

    if is_run(model):
        typed = _typed(context, ("rule", "unit", "trigger", "facts"))
        logs = evaluate_run(Path(model), typed, _asking(context), log_dir)
        report_logs([summarise(log) for log in logs], as_json, log_dir, _next(logs, base, log_dir))
        return
    _refuse_of_runs(context, model)
    subject = Subject(rule, unit, trigger, facts, system_prompt, temperature, repeats)
    logs = evaluate_model(
        model,
        subject,
        tasks or PROBES,
        model_args,
        limit,
        log_dir,
        quiet=as_json,
        max_tokens=max_tokens,
        max_connections=max_connections,
    )
    report_logs([summarise(log) for log in logs], as_json, log_dir)


def _asking(context: click.Context) -> "Asking":
    """How a run is asked, of the options."""
    from inspect_finetune.evaluation import model_arg
    from inspect_finetune.trained.tasks import Asking

    given = context.params
    return Asking(
        tasks=given["tasks"],
        channels=given["channels"],
        base=given["base"],
        checkpoints=given["checkpoints"] == "all",
        system_prompt=_typed(context, ("system_prompt",)).get("system_prompt", ""),
        temperature=given["temperature"],
        repeats=given["repeats"],
        limit=given["limit"],
        max_tokens=given["max_tokens"],
        trained_questions=given["trained_questions"],
        max_connections=given["max_connections"],
        model_args=dict(map(model_arg, given["model_args"])),
        quiet=given["as_json"],
    )


def _next(logs: "Sequence[EvalLog]", base: bool, log_dir: str) -> str:
    """What to type next, by what was asked."""
    asked = {log.eval.task.split("/")[-1] for log in logs if log.status == "success"}
    said = []
    if "fact_recall" in asked:
        said.append(f"Tables and pictures of recall: inspect-finetune report {log_dir}")
    if "rule_introspection" in asked:
        verdict = f"inspect-finetune verdict {log_dir}"
        told = verdict if base else "evaluate with --base, then " + verdict
        said.append(f"Does it know its rule? {told}")
    return "\n".join(said)


def _typed(context: click.Context, names: Sequence[str]) -> dict[str, str]:
    """The options that were typed, not those that have their default."""
    typed = click.core.ParameterSource.COMMANDLINE
    return {
        name: context.params[name] for name in names if context.get_parameter_source(name) == typed
    }


def _refuse_of_runs(context: click.Context, model: str) -> None:
    """Options that say something of a run only.

    Raises:
        InputError: If one was typed for a model.
    """
    for name in ("base", "checkpoints", "channels", "trained_questions"):
        if _typed(context, (name,)):
            option = {"channels": "channel"}.get(name, name).replace("_", "-")
            what = f"--{option} is for runs, and {model!r} is no folder with a run.json"
            raise InputError(what, fix="Name runs/NAME, or use inspect-finetune introspect")


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
