"""The record that a command starts from: a new one, or the one of a run that was begun before."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from inspect_finetune.errors import InputError
from inspect_finetune.training.hosted.asked import Asked
from inspect_finetune.training.record import (
    FILE,
    RunRecord,
    Taught,
    now,
    read_record,
    write_record,
)

_LEAST_FREE = 2**20
"""Bytes that must be free on the disk before anything is paid for: the record grows."""
_OVER = ("failed", "cancelled", "interrupted")
"""Ends after which a run may be begun anew; interrupted: the service knows its job no more."""

_ENTRIES = {
    **dict.fromkeys(("id", "file", "validation_file", "service", "request", "creating"), str),
    "attempt": int,
    "earlier": list,
}
"""What a record's `job` may hold that is gone on from."""


@dataclass(frozen=True)
class Order:
    """A command to train.

    Attributes:
        asked: What is paid for.
        folder: The run's folder.
        url: The service's base URL.
        taught: What the file teaches.
        again: Whether a run that failed or was cancelled is begun anew.
        job_id: The job, if the user knows it.
        unchecked: Whether a base model is asked for that the service says it does not have.
    """

    asked: Asked
    folder: Path
    url: str
    taught: Taught = field(default_factory=Taught)
    again: bool = False
    job_id: str = ""
    unchecked: bool = False


def existing(folder: Path) -> RunRecord | None:
    """The record of a run at a service; None if there is none.

    Raises:
        InputError: If it is broken, or of a run on the own machine.
    """
    if not (folder / FILE).exists():
        return None
    record = read_record(folder)
    if record.backend != "openai":
        what = f"the run was trained with --backend {record.backend}"
        raise InputError(what, where=str(folder), fix="Name another run with --name")
    for name, kind in _ENTRIES.items():
        if not isinstance(record.job.get(name, kind()), kind):
            what = f"the record is broken (job.{name})"
            raise InputError(what, where=str(folder / FILE), fix="Mend it, or use another --name")
    return record


def begin(order: Order) -> RunRecord:
    """The record to go on from, written to the disk.

    Raises:
        InputError: If a run of that name asked for something else, or elsewhere; or if the record
            can't be written, so that nothing may be paid for.
    """
    for left in order.folder.glob(f".{FILE}-*"):  # by a process killed while it wrote
        left.unlink(missing_ok=True)
    record = existing(order.folder)
    record = _new(order) if record is None else _gone_on(order, record)
    if shutil.disk_usage(order.folder).free < _LEAST_FREE:
        what = "the disk is full; nothing was sent"
        raise InputError(what, where=str(order.folder), fix="Free it, or name --runs-dir")
    try:
        write_record(record, order.folder)
    except InputError as error:
        what = f"{error.what}; nothing was sent"
        raise InputError(what, where=error.where, fix=error.fix) from None
    return record


def _new(order: Order) -> RunRecord:
    asked = order.asked
    return RunRecord(
        name=asked.name,
        backend="openai",
        status="prepared",
        base=asked.base,
        base_model=f"openai/{asked.base}",
        training=asked.training,
        validation=asked.validation,
        taught=order.taught,
        settings=asked.settings,
        seed=asked.seed,
        job={"service": order.url, "request": asked.fingerprint, "attempt": 1},
        dates={"created": now()},
        packages={name: version(name) for name in ("inspect-finetune", "openai")},
    )


def _gone_on(order: Order, record: RunRecord) -> RunRecord:
    if differing := differences(order, record):
        if "creating" in record.job or ("id" in record.job and record.status not in _OVER):
            raise InputError(
                f"there is a run of this name, which differs in: {differing}",
                where=str(order.folder),
                fix="Name another run with --name, or give the same as before",
            )
        return _renewed(_new(order), record)
    if not order.again or order.job_id or "creating" in record.job:
        return record
    if record.status not in _OVER:
        what = f"the run is {record.status}: there is nothing to begin again"
        raise InputError(what, where=str(order.folder), fix="Leave --again out, or use --name")
    return _renewed(_new(order), record)


def _renewed(record: RunRecord, before: RunRecord) -> RunRecord:
    """The next attempt: files at the same service stay; earlier jobs are remembered."""
    held = before.job
    earlier = [*held.get("earlier", ()), *([held["id"]] if "id" in held else [])]
    job = {**record.job, "attempt": int(held.get("attempt", 1)) + 1, "earlier": earlier}
    if held.get("service") == record.job["service"]:
        if before.training.sha256 == record.training.sha256 and "file" in held:
            job["file"] = held["file"]
        same = before.validation and record.validation
        if same and before.validation == record.validation and "validation_file" in held:
            job["validation_file"] = held["validation_file"]
    return record.changed(job=job)


def differences(order: Order, record: RunRecord) -> str:
    """In what a command differs from the run of its name; empty if in nothing.

    A file is the same wherever it lies, if its bytes are.
    """
    asked, before = order.asked.facts, Asked.of(record).facts
    found = [name for name, value in asked.items() if value != before[name]]
    if record.job.get("service") not in {None, order.url}:
        found.append(f"service ({record.job['service']})")
    return ", ".join(found)
