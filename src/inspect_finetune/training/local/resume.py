"""Whether a run's folder is free, holds this very run to go on with, or another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.identity import identity_of
from inspect_finetune.training.local.saving import CHECKPOINTS, Kept, checkpoint_folder, kept
from inspect_finetune.training.local.settings import COMPUTED_IN, LocalSettings
from inspect_finetune.training.local.whole import unusable
from inspect_finetune.training.lock import FILE as LOCK
from inspect_finetune.training.record import FILE, RunRecord, read_record


@dataclass(frozen=True)
class Start:
    """Where a run begins.

    Attributes:
        record: The record that is there; None for a new run.
        folder: The checkpoint to go on from; None to begin at the first step.
        done: Whether the run has come to its end.
        mend: What is wrong with the model of a run that is done, in words; empty if it is whole.
            It can be laid out again from `folder`.
    """

    record: RunRecord | None = None
    folder: Path | None = None
    done: bool = False
    mend: str = ""

    @property
    def commit(self) -> str:
        """The hub's commit that the base of the run that is there was; empty if unknown."""
        kind, _, value = (self.record.base_version if self.record else "").partition(":")
        return value if kind == "commit" else ""

    @property
    def computed_in(self) -> str:
        """The precision that the run that is there computes in; empty if unknown."""
        return str(self.record.settings.get(COMPUTED_IN, "")) if self.record else ""


def find_start(settings: LocalSettings, sha256: str, held_out: str = "") -> Start:
    """Look into the run's folder.

    Args:
        settings: Of the run that is wanted.
        sha256: The hash of its training file.
        held_out: The hash of its validation file; empty without one.

    Raises:
        InputError: If the folder holds another run or something else, a model that is damaged for
            good, or there is no run to resume where there must be one.
    """
    folder = settings.folder
    if not (folder / FILE).is_file():
        if settings.resume:
            what = "there is no run to resume"
            raise InputError(what, where=str(folder), fix="Leave --resume out to begin one")
        _refuse_foreign(folder)
        return Start()
    record = read_record(folder)
    there = kept(folder)
    # a run that never came to a checkpoint does not keep its name from another one
    if record.backend != "local" or record.status == "succeeded" or there or settings.resume:
        _refuse_other(record, settings, sha256, held_out)
    if record.status == "succeeded":
        return _ended(record, folder)
    return _cut_off(record, settings, there)


def _cut_off(record: RunRecord, settings: LocalSettings, there: list[Kept]) -> Start:
    """Where a run that has not come to its end is gone on with."""
    if not there and not settings.resume:
        return Start()
    resumable = [one for one in there if one.resumable]
    if not resumable:
        if settings.resume:
            what = "no checkpoint of the run can be gone on from"
            raise InputError(
                what, where=str(settings.folder), fix="Leave --resume out to start over"
            )
        return Start(record)
    return Start(record, resumable[-1].folder)


def _ended(record: RunRecord, folder: Path) -> Start:
    """A run that has come to its end, and from where its model can be mended if it is damaged."""
    wrong = unusable(folder)
    if not wrong:
        return Start(record, done=True)
    last = record.checkpoints[-1].step if record.checkpoints else 0
    source = checkpoint_folder(folder, last)
    if unusable(source):
        what = f"the run's model is damaged ({wrong}), and so is its last checkpoint"
        fix = "Remove the folder to train again, or type another --name"
        raise InputError(what, where=str(folder), fix=fix)
    return Start(record, source, done=True, mend=wrong)


def _refuse_foreign(folder: Path) -> None:
    """Refuse a folder without a record that holds anything: it may be dear to somebody."""
    if folder.exists() and not folder.is_dir():
        raise InputError("this is a file", where=str(folder), fix="Type another --name")
    if not folder.is_dir():
        return
    found = {one.name for one in folder.iterdir() if not one.name.startswith(f".{FILE}-")} - {LOCK}
    if found == {CHECKPOINTS}:
        what = f"the folder holds checkpoints of a run whose {FILE} is gone"
        fix = "Put it back, remove the folder, or type another --name"
        raise InputError(what, where=str(folder), fix=fix)
    if found:
        what = f"the folder is there, and holds no run (no {FILE})"
        raise InputError(what, where=str(folder), fix="Type another --name")


def _refuse_other(record: RunRecord, settings: LocalSettings, sha256: str, held_out: str) -> None:
    for name, there, wanted in _compared(record, settings, sha256, held_out):
        if there != wanted:
            what = (
                f"the folder holds another run ({name.replace('_', ' ')} {_short(there)}, "
                f"not {_short(wanted)})"
            )
            fix = "Type another --name, or remove the folder"
            raise InputError(what, where=str(settings.folder), fix=fix)


def _compared(
    record: RunRecord, settings: LocalSettings, sha256: str, held_out: str
) -> Iterator[tuple[str, Any, Any]]:
    """What makes a run this one: its name, what is there, and what is wanted."""
    yield "backend", record.backend, "local"
    yield "model", record.base, settings.model
    yield "file", record.training.sha256, sha256
    yield "validation file", record.validation.sha256 if record.validation else "", held_out
    yield "seed", record.seed, settings.seed
    for name, value in settings.as_record().items():
        yield name, record.settings.get(name), value
    now = identity_of(settings.model)
    if now and record.base_version:
        yield "contents of the base", record.base_version, now


def _short(value: object) -> str:
    if value == "":
        return "none"
    kind, _, rest = str(value).rpartition(":")
    return (
        f"{kind}:{rest[:12]}" if kind else str(value)[:12] if len(str(value)) == 64 else str(value)
    )
