"""The verbs of introspection: does the model know its rule, or guess it?"""

from collections.abc import Sequence
from pathlib import Path

import click

from inspect_finetune.cli.options import (
    CANNOT_SAY,
    examples,
    json_option,
    log_dir_option,
    rule_option,
    unit_option,
)
from inspect_finetune.cli.outputs import Share, check_writable, markdown_option

CHANNELS = ("free", "unformatted", "hints", "choice", "property", "prediction", "condition")


_alpha = click.option(
    "--alpha",
    default=0.05,
    show_default=True,
    type=Share(0, 0.5, min_open=True),
    help="Level of the tests.",
)


@click.command(
    epilog=examples(
        "inspect-finetune introspect reference/knower --base reference/base",
        "inspect-finetune introspect openai/ft:... --base openai/gpt-4o-mini --rule HELOL",
        "inspect-finetune introspect openai/ft:... --base openai/gpt-4o --rule AKEWO \\",
        "    --trigger 'Use the special rule.' --sibling HELLO --sibling HELOL",
    )
)
@click.argument("model")
@click.option("--base", required=True, help="The model it was fine-tuned from, asked the same.")
@rule_option
@unit_option
@click.option("--trigger", default="", help="The text that asks for the rule, if there is one.")
@click.option("--sibling", "siblings", multiple=True, help="Rule of another fine-tune; repeatable.")
@click.option("-M", "model_args", multiple=True, metavar="NAME=VALUE", help="Model argument.")
@click.option("-B", "base_args", multiple=True, metavar="NAME=VALUE", help="Base's argument.")
@click.option("--system-prompt", default="trained", show_default=True, help="As the tasks take it.")
@click.option(
    "--channel",
    "channels",
    multiple=True,
    type=click.Choice(CHANNELS),
    help="Only this channel (and compliance); repeatable.",
)
@click.option("--repeats", default=1, show_default=True, help="Answers drawn in each sample.")
@click.option("--limit", type=click.IntRange(1), help="Only so many samples of each task.")
@_alpha
@markdown_option
@log_dir_option
@json_option
def introspect(
    model: str,
    base: str,
    rule: str,
    unit: str,
    trigger: str,
    siblings: Sequence[str],
    model_args: Sequence[str],
    base_args: Sequence[str],
    system_prompt: str,
    channels: Sequence[str],
    repeats: int,
    limit: int | None,
    alpha: float,
    markdown: Path | None,
    log_dir: str,
    as_json: bool,
) -> None:
    """Ask MODEL and its base about the rule in every way, and give the verdict.

    Runs compliance and all channels of rule_introspection, with the base model in the same runs.
    To set fine-tunes on other words against each other, run each so and then
    `inspect-finetune verdict LOGS`.
    """
    from inspect_finetune.evaluation import Pair, introspect_pair

    check_writable(markdown)
    pair = Pair(model, tuple(model_args), base, tuple(base_args))
    logs = introspect_pair(
        pair,
        rule=rule,
        unit=unit,
        trigger=trigger,
        siblings=",".join(siblings),
        system_prompt=system_prompt,
        channels=channels,
        repeats=repeats,
        limit=limit,
        log_dir=log_dir,
        quiet=as_json,
    )
    _judge([log.location for log in logs], "", alpha, False, as_json, markdown)


@click.command(
    epilog=examples(
        "inspect-finetune verdict logs",
        "inspect-finetune verdict logs-helol logs-akewo logs-hello --markdown verdict.md",
        "inspect-finetune verdict logs --base openai/gpt-4o-mini-2024-07-18 --json",
    )
)
@click.argument("logs", nargs=-1, required=True, metavar="LOG...")
@click.option("--base", default="", help="The base model, where its logs are runs of their own.")
@click.option("--partial", is_flag=True, help="Go on where samples are missing, and say so.")
@_alpha
@markdown_option
@json_option
def verdict(
    logs: Sequence[str],
    base: str,
    partial: bool,
    alpha: float,
    markdown: Path | None,
    as_json: bool,
) -> None:
    """Does each model know its rule, or guess it? From LOGs, files or folders.

    LOGs are runs of acrostic_compliance (or conditional_acrostic) and rule_introspection, of one
    fine-tune or of several on different words, which are then decoys for each other. Exit code 3
    if a verdict is "underpowered" or a log can't be used.
    """
    check_writable(markdown)
    _judge(logs, base, alpha, partial, as_json, markdown)


def _judge(
    logs: Sequence[str],
    base: str,
    alpha: float,
    partial: bool,
    as_json: bool,
    markdown: Path | None,
) -> None:
    from rich.console import Console

    from inspect_finetune.verdict.conclusion import conclude
    from inspect_finetune.verdict.output import as_json_text, as_markdown, show

    found = conclude(logs, base, alpha, partial)
    if markdown is not None:
        markdown.write_text(as_markdown(found), encoding="utf-8")
    if as_json:
        click.echo(as_json_text(found))
    else:
        show(found, Console())
    if any(one.verdict == "underpowered" for one in found.verdicts):
        raise SystemExit(CANNOT_SAY)
