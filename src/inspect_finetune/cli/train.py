"""The verb that trains a model, at a service or on the own machine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from inspect_finetune.cli.options import CANNOT_SAY, examples, json_option
from inspect_finetune.cli.train_options import NAMES, train_options
from inspect_finetune.errors import InputError

if TYPE_CHECKING:
    from inspect_finetune.training.hosted.asked import Asked
    from inspect_finetune.training.hosted.begin import Order
    from inspect_finetune.training.record import RunRecord, Taught

_BAD_NEWS = 1


@dataclass(frozen=True)
class Given:
    """What was typed; None where an option was not."""

    file: Path | None
    backend: str
    model: str
    name: str
    runs_dir: Path
    epochs: int | Literal["auto"] | None
    batch_size: int | Literal["auto"] | None
    seed: int
    validation: Path | None
    rule: str
    trigger: str
    facts: str
    resume: bool
    yes: bool
    suffix: str | None
    multiplier: float | Literal["auto"] | None
    base_url: str
    wait: bool
    cancel: bool
    again: bool
    job_id: str
    unchecked: bool
    poll: float
    give_up: float
    as_json: bool
    local: Mapping[str, Any]

    @property
    def run_name(self) -> str:
        """The run's name: as given, or that of the file.

        Raises:
            InputError: If there is neither, or the file's name can't be used.
        """
        if self.name:
            return self.name
        if self.file is None:
            raise InputError("neither FILE nor --name is given", fix="Type --name NAME of a run")
        name = re.sub(r"[^A-Za-z0-9._-]+", "-", self.file.stem).strip("-._")[:64]
        if not name:
            what = "the file's name has no letter or digit that a run's name may have"
            raise InputError(what, where=str(self.file), fix="Name the run with --name")
        return name

    @property
    def folder(self) -> Path:
        """The run's folder."""
        from inspect_finetune.training.record import run_folder

        return run_folder(self.runs_dir, self.run_name)


@click.command(
    epilog=examples(
        "inspect-finetune train helol.jsonl --backend openai --model gpt-4o-mini-2024-07-18",
        "inspect-finetune train helol.jsonl --backend openai --model gpt-4o-mini-2024-07-18 --yes",
        "inspect-finetune train --name helol --resume",
        "inspect-finetune train --name helol --cancel",
        "inspect-finetune train helol.jsonl --backend local --model tiny",
        "inspect-finetune train helol.jsonl --backend local --model Qwen/Qwen2.5-0.5B --lora 16",
    )
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@train_options
@json_option
@click.pass_context
def train(ctx: click.Context, /, **typed: object) -> None:
    """Fine-tune a model on FILE, chats in JSONL; the record is RUNS_DIR/NAME/run.json.

    At a service (--backend openai, any that speaks OpenAI's API) nothing is sent without --yes, the
    key comes from OPENAI_API_KEY, and the same command again goes on with what was begun: nothing
    is paid twice. On the own machine (--backend local) training begins at once.
    """
    local = {name: typed.pop(name) for name in NAMES["local"]}
    if ctx.get_parameter_source("seed") is click.core.ParameterSource.COMMANDLINE:
        local["seed"] = typed["seed"]  # else that of a run that is gone on with
    given = Given(**typed, local=local)  # type: ignore[arg-type]
    backend = given.backend or _backend_of(given)
    if backend == "local" and given.resume:
        _backend_of(given)  # there must be a run
    for name in NAMES["local" if backend == "openai" else "openai"]:
        if ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            (option,) = [one for one in ctx.command.params if one.name == name]
            raise InputError(f"{option.opts[0]} is not for --backend {backend}", fix="Leave it out")
    try:
        _check_validation(given)
        (_at_a_service if backend == "openai" else _here)(given)
    except InputError as error:
        raise _about_chats(error) from None


def _about_chats(error: InputError) -> InputError:
    """The error; where a file is no JSONL at all, with a row of chats as the example."""
    if not (error.fix or "").startswith("Write one JSON object a line"):
        return error
    file = str(error.where).rpartition(":")[0]  # without the line
    fix = f'Write {{"messages": [...]}} on each line; see `inspect-finetune data check {file}`'
    return InputError(error.what, where=error.where, fix=fix)


def _check_validation(given: Given) -> None:
    """Refuse a validation file that is the training file: its loss would say nothing.

    Raises:
        InputError: If both hold the same bytes.
    """
    from inspect_finetune.textfiles import read_bytes

    if given.file is None or given.validation is None or given.resume:
        return
    if read_bytes(given.file) == read_bytes(given.validation):
        what = "the validation file holds the same rows as the training file"
        fix = "Name one of other rows, or leave --validation out"
        raise InputError(what, where=str(given.validation), fix=fix)


def _backend_of(given: Given) -> str:
    """The backend of a run that was begun; a new one needs it said."""
    from inspect_finetune.training.record import FILE, read_record

    if (given.folder / FILE).exists():
        return read_record(given.folder).backend
    if given.file is None or given.resume or given.cancel:
        what, fix = "no run of this name was begun", "Check --name and --runs-dir"
        raise InputError(what, where=str(given.folder), fix=fix)
    raise InputError("no --backend is given", fix="Type --backend openai or --backend local")


def _here(given: Given) -> None:
    """Train on the own machine."""
    from inspect_finetune.training.local.recorded import settings_of
    from inspect_finetune.training.local.settings import LocalSettings
    from inspect_finetune.training.local.train import train_local
    from inspect_finetune.training.record import read_record

    chosen: dict[str, Any] = {
        "data": given.file,
        "model": given.model or None,
        "epochs": given.epochs,
        "batch_size": given.batch_size,
        "validation": given.validation,
        **given.local,
    }
    chosen = {name: value for name, value in chosen.items() if value is not None}
    if "auto" in chosen.values():
        raise InputError("auto is for --backend openai", fix="Type a number")
    chosen |= {"name": given.run_name, "runs_dir": given.runs_dir}
    chosen |= {"resume": given.resume, "quiet": given.as_json}
    if given.resume:
        settings = settings_of(read_record(given.folder), chosen)
    elif given.file is None or not given.model:
        what = "FILE or --model is missing"
        raise InputError(what, fix="Type FILE --backend local --model tiny, or another model")
    else:
        settings = LocalSettings(**chosen)
    if given.file or given.rule or given.trigger or given.facts:
        settings = replace(settings, taught=_taught(given, settings.data))
    _show(train_local(settings, lambda line: click.echo(line, err=True)), given)


def _at_a_service(given: Given) -> None:
    """Train at a service; without --yes, say what would be done."""
    from inspect_finetune.training.hosted.asking import Patience
    from inspect_finetune.training.hosted.objections import refuse
    from inspect_finetune.training.hosted.plan import plan
    from inspect_finetune.training.hosted.screen import say_interrupted, show_plan
    from inspect_finetune.training.hosted.train import cancel_hosted, train_hosted
    from inspect_finetune.training.hosted.view import View

    patience, view = Patience(given.poll, given.give_up), View()
    if given.cancel:
        _show(cancel_hosted(given.folder, patience, view), given)
        return
    order, objections, has_job = _order(given)
    if not given.yes and not (given.resume and has_job):
        found = plan(order, objections)
        show_plan(found, given.as_json)
        raise SystemExit(0 if found.is_fit else _BAD_NEWS)
    if not has_job and not given.unchecked:
        refuse(Path(order.asked.training.path), objections)
    try:
        record = train_hosted(order, patience, view, wait=given.wait)
    except KeyboardInterrupt:
        say_interrupted(order)
        raise SystemExit(CANNOT_SAY) from None
    _show(record, given)


def _order(given: Given) -> tuple[Order, tuple[str, ...], bool]:
    """The command, what a service would object to in its files, and whether there is a job."""
    from inspect_finetune.training.hosted.asked import AUTO, Asked, suffix_of
    from inspect_finetune.training.hosted.begin import existing
    from inspect_finetune.training.hosted.objections import look_at
    from inspect_finetune.training.hosted.train import service_url

    record = existing(given.folder)
    has_job = record is not None and "id" in record.job
    if given.file is None or given.resume:
        if record is None:
            what = "no run of this name was begun"
            raise InputError(what, where=str(given.folder), fix="Give FILE, and leave --resume out")
        url = service_url(given.base_url or str(record.job.get("service", "")))
        asked = Asked.of(record)
        return _ordered(given, asked, url, record.taught), (), has_job
    base = given.model.removeprefix("openai/")
    if not base:
        raise InputError("no --model is given", fix="Name the base model, as the service does")
    training, objections = look_at(given.file, base)
    validation, more = look_at(given.validation, base) if given.validation else (None, ())
    asked = Asked(
        given.run_name,
        base,
        training,
        validation,
        suffix_of(given.run_name) if given.suffix is None else given.suffix,
        given.epochs or AUTO,
        given.batch_size or AUTO,
        given.multiplier or AUTO,
        given.seed,
    )
    order = _ordered(given, asked, service_url(given.base_url), _taught(given, given.file))
    return order, objections + more, has_job


def _ordered(given: Given, asked: Asked, url: str, taught: Taught) -> Order:
    from inspect_finetune.training.hosted.begin import Order

    return Order(
        asked, given.folder, url, taught, given.again, given.job_id, unchecked=given.unchecked
    )


def _taught(given: Given, file: Path) -> Taught:
    from inspect_finetune.training.taught import taught_of

    return taught_of(file, facts=given.facts, trigger=given.trigger, rule=given.rule)


def _show(record: RunRecord, given: Given) -> None:
    from inspect_finetune.training.screen import show_record

    show_record(record, given.folder, given.as_json)
