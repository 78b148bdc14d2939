"""The models of a run as Inspect is asked for them, wherever the run's folder lies now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.whole import unusable
from inspect_finetune.training.record import Checkpoint, RunRecord

_PATH = "model_path"

Named = tuple[str, str, Mapping[str, Any]]
"""Who it is, its identifier for Inspect, and what Inspect needs beside it."""


def models_of(record: RunRecord, folder: Path, checkpoints: bool) -> Iterator[Named]:
    """The run's model, and before it, if asked for, the checkpoints that are not that.

    Args:
        record: The run's record.
        folder: Where it was read.
        checkpoints: Whether checkpoints are asked for.

    Raises:
        InputError: If the model's folder is gone, or not whole.
    """
    if checkpoints:
        for one in record.checkpoints:
            if not _is_last(one, record):
                yield one.name, one.model, _found(one.model_args, record, folder)
    yield "run", record.model, _found(record.model_args, record, folder)


def _is_last(one: Checkpoint, record: RunRecord) -> bool:
    """Whether a checkpoint is the run's model: here its last one, under another path."""
    if record.backend == "local":
        return one.step == max(other.step for other in record.checkpoints)
    return one.model == record.model and dict(one.model_args) == dict(record.model_args)


def base_of(record: RunRecord, folder: Path) -> Named:
    """The base model.

    Raises:
        InputError: If the record names none that Inspect could ask, or its folder is gone or not
            whole.
    """
    if not record.base_model:
        what = f"the record names no base model that Inspect could ask (base {record.base})"
        raise InputError(what, fix="Leave out --base, or evaluate the base by its name")
    return "base", record.base_model, _found(record.base_args, record, folder)


def _found(told: Mapping[str, Any], record: RunRecord, folder: Path) -> dict[str, Any]:
    """The arguments, the model's path being one that is there.

    Without this Inspect would ask a hub for a folder that it can't find.
    """
    arguments = dict(told)
    if not isinstance(path := arguments.get(_PATH), str):
        return arguments
    places = [place for place in _places(Path(path), record, folder) if place.is_dir()]
    there = next((place for place in places if not unusable(place)), None)
    if there is None:
        wrong = f" ({unusable(places[0])})" if places else ""
        what = f"no whole model lies in {path}, which the run's record names{wrong}"
        fix = "Type the train command again, or put the folder back"
        raise InputError(what, where=str(folder), fix=fix)
    here = Path(path)
    same = here.is_dir() and here.resolve() == there.resolve()
    return {**arguments, _PATH: path if same else str(there)}


def _places(told: Path, record: RunRecord, folder: Path) -> Iterator[Path]:
    """Where a folder that a record names may lie now: with the run first, as both move together."""
    own = Path(str(record.model_args.get(_PATH) or folder))
    for root, now in ((own, folder), (own.parent, folder.absolute().parent)):
        if told.is_relative_to(root):
            yield now / told.relative_to(root)
    yield told.expanduser()
    if not told.is_absolute():
        yield from (above / told for above in folder.absolute().parents)
