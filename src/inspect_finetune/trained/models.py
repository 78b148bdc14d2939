"""The models of a run as Inspect is asked for them, wherever the run's folder lies now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.identity import identity_of, recipe_of
from inspect_finetune.training.local.whole import unusable
from inspect_finetune.training.record import Checkpoint, RunRecord

_HERE, _PATH = "hf/local", "model_path"
_COMMIT, _RECIPE = "commit", "recipe"

Named = tuple[str, str, Mapping[str, Any]]
"""Who it is, its identifier for Inspect, and what Inspect needs beside it."""


def models_of(record: RunRecord, folder: Path, checkpoints: bool) -> Iterator[Named]:
    """The run's model, and before it, if asked for, the checkpoints that are not that.

    They lie in the run's folder and nowhere else: at the path that the record tells, as seen from
    here, another run of the same name may lie.

    Args:
        record: The run's record.
        folder: Where it was read.
        checkpoints: Whether checkpoints are asked for.

    Raises:
        InputError: If a model's folder is gone, or not whole.
    """
    if checkpoints:
        for one in record.checkpoints:
            if not _is_last(one, record):
                yield one.name, one.model, _own(one.model, one.model_args, record, folder)
    yield "run", record.model, _own(record.model, record.model_args, record, folder)


def _is_last(one: Checkpoint, record: RunRecord) -> bool:
    """Whether a checkpoint is the run's model: here its last one, under another path."""
    if record.backend == "local":
        return one.step == max(other.step for other in record.checkpoints)
    return one.model == record.model and dict(one.model_args) == dict(record.model_args)


def base_of(record: RunRecord, folder: Path) -> Named:
    """The base model.

    Raises:
        InputError: If the record names none that Inspect could ask, or its folder is gone, not
            whole, or no longer what the run was trained from.
    """
    if not record.base_model:
        what = f"the record names no base model that Inspect could ask (base {record.base})"
        raise InputError(what, fix="Leave out --base, or evaluate the base by its name")
    kind, _, version = record.base_version.partition(":")
    if record.base_model != _HERE:
        revision = {"revision": version} if kind == _COMMIT else {}
        return "base", record.base_model, {**record.base_args, **revision}
    told = _told(record.base_args, folder)
    there = _whole(told, _places(told, record, folder), folder, "Put it back, or leave --base out")
    found = recipe_of(there) if kind == _RECIPE else identity_of(str(there))
    if version and found != record.base_version:
        what = f"{there} is not the base that the run was trained from ({kind} differs)"
        raise InputError(what, where=str(folder), fix="Put that back, or leave --base out")
    return "base", record.base_model, {**record.base_args, _PATH: _as_told(told, there)}


def _own(model: str, told: Mapping[str, Any], record: RunRecord, folder: Path) -> dict[str, Any]:
    """The arguments of a model that lies in the run's folder; of others as they are."""
    if model != _HERE:
        return dict(told)
    path, own = _told(told, folder), _told(record.model_args, folder)
    inside = path.relative_to(own) if path.is_relative_to(own) else Path(path.name)
    fix = "Type the train command again, or put it back"
    there = _whole(path, [folder / inside], folder, fix)
    return {**told, _PATH: _as_told(path, there)}


def _told(arguments: Mapping[str, Any], folder: Path) -> Path:
    """The model's folder as the record names it."""
    path = arguments.get(_PATH)
    if not isinstance(path, str) or not path:
        what = "the record names no folder of the model (model_path)"
        raise InputError(what, where=str(folder), fix="Train anew under another --name")
    return Path(path)


def _whole(told: Path, places: Iterable[Path], folder: Path, fix: str) -> Path:
    """The first of the places that is there, with a whole model.

    Without this Inspect would ask a hub for a folder that it can't find.
    """
    there = next((place for place in places if place.is_dir()), None)
    wrong = "the folder is gone" if there is None else unusable(there)
    if there is None or wrong:
        what = f"no whole model lies in {told}, which the run's record names ({wrong})"
        raise InputError(what, where=str(folder), fix=fix)
    return there


def _places(told: Path, record: RunRecord, folder: Path) -> Iterator[Path]:
    """Where the base may lie now: beside the run first, as both move together."""
    beside = _told(record.model_args, folder).parent
    if told.is_relative_to(beside):
        yield folder.absolute().parent / told.relative_to(beside)
    yield told.expanduser()
    if not told.is_absolute():
        yield from (above / told for above in folder.absolute().parents)


def _as_told(told: Path, there: Path) -> str:
    """The path as the record names it where it means the same from here: logs name it alike."""
    same = told.is_dir() and told.resolve() == there.resolve()
    return str(told if same else there)
