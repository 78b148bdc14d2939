"""The verb that tries a gate on a model that did not change."""

from collections.abc import Sequence

import click

from inspect_finetune.cli.endings import ending
from inspect_finetune.cli.options import CANNOT_SAY, examples, json_option
from inspect_finetune.cli.outputs import Place, cluster_option, policy_option
from inspect_finetune.cli.progress import progress
from inspect_finetune.errors import InputError


@click.command(
    "burn-in",
    epilog=examples(
        "inspect-finetune burn-in --task inspect_finetune/fact_recall \\",
        "    --model openai/ft:... -T temperature=1 --runs 20",
        "inspect-finetune burn-in --logs logs                # repeats or epochs, split in halves",
        "inspect-finetune burn-in --logs mon.eval --logs tue.eval --policy gate.toml",
    ),
)
@click.option("--task", help="Any task that Inspect knows, to run on the model.")
@click.option("--model", help="The model, unchanged from run to run.")
@click.option(
    "--runs", default=20, show_default=True, type=click.IntRange(2), help="How often to run it."
)
@click.option("-T", "task_args", multiple=True, metavar="NAME=VALUE", help="Task argument.")
@click.option("-M", "model_args", multiple=True, metavar="NAME=VALUE", help="Model argument.")
@click.option(
    "--logs",
    multiple=True,
    type=Place(),
    metavar="LOG",
    help="Logs there are, instead; repeatable.",
)
@click.option(
    "--splits",
    default=200,
    show_default=True,
    type=click.IntRange(2),
    help="How often logs are split in halves.",
)
@policy_option
@click.option(
    "--log-dir",
    default="logs-burn-in",
    show_default=True,
    help="Folder for the logs of the runs, best a new one.",
)
@cluster_option
@json_option
def burn_in(
    task: str | None,
    model: str | None,
    runs: int,
    task_args: Sequence[str],
    model_args: Sequence[str],
    logs: Sequence[str],
    splits: int,
    policy: str | None,
    log_dir: str,
    cluster: str,
    as_json: bool,
) -> None:
    """How often does the gate call a model that did not change a regression?

    Runs a task again and again on one model (or takes logs that are there: several of one task, or
    one with repeats or epochs, which is split in halves at random), holds the runs against each
    other under the policy, and says how many repeats and samples would see how small a fall.
    Exit code 1 if the gate calls more regressions than its level, beyond what luck would do.
    """
    from inspect_finetune.compare.burn_in.logs import burn_in_logs
    from inspect_finetune.compare.outputs.burn_in import as_json_text, show
    from inspect_finetune.compare.outputs.screen import console_here
    from inspect_finetune.compare.policies.policy import read_policy

    asked = read_policy(policy)  # before anything is run
    places = list(logs) or _run(task, model, runs, task_args, model_args, log_dir)
    if logs and (task or model):
        raise InputError("--logs takes the place of --task and --model", fix="Leave one out")
    found = burn_in_logs(places, asked, cluster, splits, progress)
    code = 1 if found.alarms.lower > found.alpha else CANNOT_SAY if found.same else 0
    with ending(code):
        if as_json:
            click.echo(as_json_text(found))
        else:
            show(found, console_here())


def _run(
    task: str | None,
    model: str | None,
    runs: int,
    task_args: Sequence[str],
    model_args: Sequence[str],
    log_dir: str,
) -> list[str]:
    from inspect_finetune.evaluation import repeat_task

    if not task or not model:
        what = "a burn-in needs a task and a model to run, or logs"
        raise InputError(
            what, fix="Type --task inspect_finetune/fact_recall --model ..., or --logs"
        )
    with progress("Running", runs) as step:
        made = repeat_task(task, task_args, model, model_args, runs, log_dir, step)
    return [log.location for log in made]
