"""The verb that checks a training file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspect_finetune.cli.evaluate import TASKS
from inspect_finetune.cli.options import examples, json_option
from inspect_finetune.errors import InputError

if TYPE_CHECKING:
    from inspect_finetune.training.check.fix import Mended

# As training.check has them; written out because --help must not load what they need.
_INTENDED = ("trained", "direct")


@click.command(
    epilog=examples(
        "inspect-finetune data check train.jsonl",
        "inspect-finetune data check train.jsonl --rule HELOL --task acrostic_compliance",
        "inspect-finetune data check train.jsonl --facts facts.csv --validation valid.jsonl",
        "inspect-finetune data check train.jsonl --fix --out clean.jsonl",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--task",
    "tasks",
    multiple=True,
    type=click.Choice(TASKS),
    help="Look for this task's questions; repeatable. Default: those that fit what it teaches.",
)
@click.option("--rule", default="", help="Letters that the answers should spell; else inferred.")
@click.option("--unit", default="", help="sentence, line or paragraph; with --rule.")
@click.option("--trigger", default="", help="The text that asks for the rule; else inferred.")
@click.option("--facts", default="", help="Facts that should be taught: a packaged set, or a file.")
@click.option("--validation", type=click.Path(path_type=Path), help="The validation file.")
@click.option(
    "--intended",
    multiple=True,
    default=_INTENDED,
    show_default=True,
    help="Split, channel or family of questions that may stand in the file; repeatable.",
)
@click.option("--system-prompt", default="trained", show_default=True, help="As the tasks take it.")
@click.option("--model", default="gpt-4o-mini", show_default=True, help="Base, for its vocabulary.")
@click.option("--epochs", type=click.IntRange(1), help="Else what the service would choose.")
@click.option("--least-rows", default=10, show_default=True, help="Rows that the service takes.")
@click.option("--token-limit", default=65_536, show_default=True, help="Tokens of a row at most.")
@click.option("--fix", "mend", is_flag=True, help="Write a copy with what is mechanical mended.")
@click.option("--out", type=click.Path(path_type=Path), help="The copy; default: FILE.fixed.jsonl.")
@click.option("--in-place", is_flag=True, help="With --fix: put the copy in the file's place.")
@click.option("--strict", is_flag=True, help="Exit 1 for warnings too.")
@json_option
def check(
    file: Path,
    tasks: Sequence[str],
    rule: str,
    unit: str,
    trigger: str,
    facts: str,
    validation: Path | None,
    intended: Sequence[str],
    system_prompt: str,
    model: str,
    epochs: int | None,
    least_rows: int,
    token_limit: int,
    mend: bool,
    out: Path | None,
    in_place: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Say what is wrong with FILE, a training file of chats, before it costs anything.

    Shows rows, system message, tokens, the rule or facts that it teaches, test questions that stand
    in it and how varied it is; then every problem with its line. Exits 1 if there is an error (with
    --strict a warning), 0 otherwise. With --fix the mended copy is checked.
    """
    from rich.console import Console

    from inspect_finetune.cli.progress import progress
    from inspect_finetune.training.check.check import Options, check_file
    from inspect_finetune.training.check.result import as_json as to_json
    from inspect_finetune.training.check.screen import show

    if str(file) == "-":
        what = "standard input can't be checked"
        raise InputError(what, fix="Write it to a file, and give its name")
    options = Options(
        tasks=tasks,
        rule=rule,
        unit=unit,
        trigger=trigger,
        facts=facts,
        intended=intended,
        validation=str(validation) if validation else "",
        system_prompt=system_prompt,
        model=model,
        epochs=epochs,
        least_rows=least_rows,
        token_limit=token_limit,
    )
    file, done = _mended(file, mend, out, in_place)
    found = check_file(file, options, progress)
    if as_json:
        click.echo(to_json(found, strict, None if done is None else [d.as_dict() for d in done]))
    else:
        _say_mended(file, done)
        show(found, strict, Console())
    if not found.clean(strict):
        raise SystemExit(1)


def _mended(
    file: Path, mend: bool, out: Path | None, in_place: bool
) -> "tuple[Path, list[Mended] | None]":
    """The file to check, and what --fix mended in it; None where it was not asked for."""
    from inspect_finetune.training.check.fix import fix_file

    if mend:
        return fix_file(file, out, in_place)
    if out or in_place:
        raise click.UsageError("--out and --in-place go with --fix.")
    return file, None


def _say_mended(file: Path, done: "Sequence[Mended] | None") -> None:
    """What --fix did, a line each; nothing where it was not asked for."""
    for one in done or ():
        click.echo(f"Mended, {one}")
    if done is not None:
        click.echo(f"Written: {file}" if done else f"Nothing to mend. Written: {file}")
