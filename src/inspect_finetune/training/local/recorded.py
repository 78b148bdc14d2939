"""A run here and its record: what a run writes when it begins, and what is read to go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.extra import machine, versions
from inspect_finetune.training.local.identity import identity_of
from inspect_finetune.training.local.loop import Progress
from inspect_finetune.training.local.prepare import Prepared
from inspect_finetune.training.local.resume import Start
from inspect_finetune.training.local.rows import described
from inspect_finetune.training.local.settings import COMPUTED_IN, LocalSettings
from inspect_finetune.training.local.tiny.base import SERVED
from inspect_finetune.training.record import RunRecord, now

POINTS = 1000
"""Of the loss in the record; all of them stand in ``loss.csv``."""

_KEEP = "keep"
_IN_SETTINGS = {one.name for one in fields(LocalSettings)}


def begun(settings: LocalSettings, base: str, prepared: Prepared, start: Start) -> RunRecord:
    """The record of a run that begins, or goes on.

    Args:
        settings: The run's.
        base: The folder or name of the base model.
        prepared: What the run works with.
        start: Where it begins.
    """
    own = Path(base).expanduser().is_dir()
    created = start.record.dates.get("created") if start.record else None
    given, work, done = settings.validation, prepared.work, prepared.progress
    before = start.record.checkpoints if start.record else ()
    commit = f"commit:{prepared.commit}" if prepared.commit else ""
    return RunRecord(
        name=settings.name,
        backend="local",
        status="running",
        base=settings.model,
        base_model="hf/local" if own else f"hf/{base}",
        base_args=prepared.served(Path(base)) if own else SERVED,
        base_version=identity_of(settings.model) or commit,
        training=described(settings.data, prepared.chats, prepared.tokens, settings.model),
        validation=described(given, len(work.held_out)) if given else None,
        taught=settings.taught,
        settings={
            **settings.as_record(),
            _KEEP: settings.keep,
            COMPUTED_IN: "bf16" if work.bf16 else "fp32",
        },
        seed=settings.seed,
        checkpoints=tuple(one for one in before if one.step <= done.step),
        loss=thinned(done),
        validation_loss=tuple(done.validation),
        dates={"created": created or now(), "started": now()},
        packages=versions(),
        machine=machine(),
    )


def thinned(done: Progress) -> tuple[tuple[int, float], ...]:
    """The loss at up to `POINTS` steps, the last one among them."""
    every = -(-len(done.losses) // POINTS) or 1
    return tuple((step, round(loss, 6)) for step, loss in done.losses[::-1][::every][::-1])


def settings_of(record: RunRecord, typed: Mapping[str, Any]) -> LocalSettings:
    """The settings of a run that was begun, to go on with it.

    Args:
        record: The run's.
        typed: What was typed, which goes before the record; `find_start` refuses what differs.

    Raises:
        InputError: If the record is one of another backend, or a file that it names has moved.
    """
    if record.backend != "local":
        what = f"the run is one of --backend {record.backend}"
        raise InputError(what, where=record.name, fix="Leave --backend out")
    held = {name: value for name, value in record.settings.items() if name in _IN_SETTINGS}
    held |= {
        "data": Path(record.training.path),
        "model": record.base,
        "seed": record.seed,
        "validation": Path(record.validation.path) if record.validation else None,
        "taught": record.taught,
    }
    chosen = {**held, **typed}
    for name in ("data", "validation"):
        path = chosen[name]
        if path and name not in typed and not path.is_file():
            what = "the file that the run's record names is not here"
            option = "FILE" if name == "data" else "--validation"
            raise InputError(what, where=str(path), fix=f"Type {option} too: where it lies now")
    return LocalSettings(**chosen)
