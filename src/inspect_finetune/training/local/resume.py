"""Whether a run's folder is free, holds this very run to go on with, or another one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.saving import kept
from inspect_finetune.training.local.settings import LocalSettings
from inspect_finetune.training.record import FILE, RunRecord, read_record

_OWN = {FILE, ".lock", "checkpoints"}


@dataclass(frozen=True)
class Start:
    """Where a run begins.

    Attributes:
        record: The record that is there; None for a new run.
        folder: The checkpoint to go on from; None to begin at the first step.
        done: Whether the run has come to its end.
    """

    record: RunRecord | None = None
    folder: Path | None = None
    done: bool = False


def find_start(settings: LocalSettings, sha256: str) -> Start:
    """Look into the run's folder.

    Args:
        settings: Of the run that is wanted.
        sha256: The hash of its training file.

    Raises:
        InputError: If the folder holds another run or something else, or there is no run to
            resume where there must be one.
    """
    folder = settings.folder
    if not (folder / FILE).is_file():
        if settings.resume:
            what = "there is no run to resume"
            raise InputError(what, where=str(folder), fix="Leave --resume out to begin one")
        _refuse_foreign(folder)
        return Start()
    record = read_record(folder)
    _refuse_other(record, settings, sha256)
    if record.status == "succeeded" and (folder / "config.json").is_file():
        return Start(record, done=True)
    resumable = [one for one in kept(folder) if one.resumable]
    return Start(record, resumable[-1].folder if resumable else None)


def _refuse_foreign(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise InputError("this is a file", where=str(folder), fix="Type another --name")
    if folder.is_dir() and {one.name for one in folder.iterdir()} - _OWN:
        what = f"the folder is there, and holds no run (no {FILE})"
        raise InputError(what, where=str(folder), fix="Type another --name")


def _refuse_other(record: RunRecord, settings: LocalSettings, sha256: str) -> None:
    wanted: dict[str, Any] = {"backend": "local", "model": settings.model, "file": sha256[:12]}
    wanted |= {"seed": settings.seed, **settings.as_record()}
    there: dict[str, Any] = {
        "backend": record.backend,
        "model": record.base,
        "file": record.training.sha256[:12],
    }
    there |= {"seed": record.seed, **record.settings}
    other = [name for name, value in wanted.items() if there.get(name) != value]
    if other:
        name = other[0]
        what = (
            f"the folder holds another run ({name.replace('_', ' ')} {there.get(name)}, "
            f"not {wanted[name]})"
        )
        fix = "Type another --name, or remove the folder"
        raise InputError(what, where=str(settings.folder), fix=fix)
