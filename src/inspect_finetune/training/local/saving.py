"""Models on the disk: written whole or not at all, and found again after a run was cut off.

A checkpoint is a folder that any reader of transformers' format loads, Inspect's ``hf/`` included;
the latest holds the optimizer's state too, in `STATE`, so that training goes on from it.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspect_finetune.errors import InputError
from inspect_finetune.training.local import adapters
from inspect_finetune.training.local.base import Model
from inspect_finetune.training.local.whole import CONFIG

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

CHECKPOINTS = "checkpoints"
STATE = "training_state.pt"
_PARTIAL = ".partial-"
_FULL = ("no space left", "os error 28", "disk quota", "file too large", "os error 27")


@dataclass(frozen=True)
class Kept:
    """A checkpoint on the disk.

    Attributes:
        folder: Where it lies.
        step: After how many steps.
    """

    folder: Path
    step: int

    @property
    def resumable(self) -> bool:
        """Whether training can go on from it."""
        return (self.folder / STATE).is_file()


def checkpoint_folder(run: Path, step: int) -> Path:
    """Where a run's checkpoint after so many steps lies."""
    return run / CHECKPOINTS / f"step-{step}"


def kept(run: Path) -> list[Kept]:
    """A run's checkpoints, oldest first; what was being written when it was cut off is no one."""
    found = [
        Kept(folder, int(folder.name.removeprefix("step-")))
        for folder in (run / CHECKPOINTS).glob("step-*")
        if folder.name.removeprefix("step-").isdigit() and (folder / CONFIG).is_file()
    ]
    return sorted(found, key=lambda one: one.step)


def save_model(
    model: Model, tokenizer: PreTrainedTokenizerBase, folder: Path, state: dict[str, Any] | None
) -> None:
    """Write a model and its tokenizer, whole or not at all; a folder of that name is replaced.

    Args:
        model: A model, or one with an adapter, which is written merged and by itself too.
        tokenizer: Its tokenizer, with the chat template.
        folder: Where to.
        state: What training needs to go on from here; None for a model that is done.

    Raises:
        InputError: If it can't be written: the disk is full, the folder may not be written to.
    """
    partial = folder.with_name(f"{_PARTIAL}{folder.name}-{os.getpid()}")
    with _written(folder, partial):
        partial.mkdir(parents=True)
        _write(model, tokenizer, partial, state)
        if folder.exists():
            shutil.rmtree(folder)
        partial.replace(folder)


def _write(
    model: Model, tokenizer: PreTrainedTokenizerBase, folder: Path, state: dict[str, Any] | None
) -> None:
    import torch

    if hasattr(model, "get_base_model"):
        weights = adapters.merged_weights(model)
        model.save_pretrained(folder / adapters.FOLDER)
        # peft's form of a model card, with nothing filled in
        (folder / adapters.FOLDER / "README.md").unlink(missing_ok=True)
        model.get_base_model().save_pretrained(folder, state_dict=weights)
    else:
        model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    if state is not None:
        torch.save(state, folder / STATE)


@contextmanager
def _written(folder: Path, partial: Path) -> Iterator[None]:
    """Leave nothing half-written, and say in one line why it could not be written."""
    try:
        yield
    except BaseException as error:  # a Ctrl-C among them
        _remove(partial)
        said = " ".join(str(error).split())
        full = getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        if full or any(sign in said.casefold() for sign in _FULL) or "PytorchStreamWriter" in said:
            what, fix = "the disk is full", "Free the disk, and type the same command again"
        elif isinstance(error, OSError):
            what = f"the model can't be written ({error.strerror or said})"
            fix = "Name another --runs-dir"
        else:
            raise
        raise InputError(what, where=str(folder), fix=fix) from None


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def drop_after(run: Path, step: int) -> None:
    """Remove the checkpoints of later steps: the run begins again at this one.

    Args:
        run: The run's folder.
        step: Where it begins.
    """
    for one in kept(run):
        if one.step > step:
            shutil.rmtree(one.folder)


def drop_old(run: Path, keep: set[int], latest: int) -> None:
    """Remove checkpoints that are not kept, leftovers, and the states of all but the latest.

    Args:
        run: The run's folder.
        keep: Steps whose checkpoints are kept.
        latest: The step of the latest, which is kept with its state.
    """
    for one in kept(run):
        if one.step == latest:
            continue
        if one.step in keep:
            (one.folder / STATE).unlink(missing_ok=True)
        else:
            shutil.rmtree(one.folder, ignore_errors=True)
    for left in (run / CHECKPOINTS).glob(f"{_PARTIAL}*"):
        shutil.rmtree(left, ignore_errors=True)


def publish(checkpoint: Path, run: Path) -> None:
    """Lay the model of a checkpoint into the run's folder too, so that its path is the run's.

    The files are linked where the disk can, so that they take no room twice. The model's config
    comes last: a folder without it is no model's.

    Raises:
        InputError: If they can't be written.
    """
    names = [one for one in sorted(checkpoint.iterdir()) if one.is_file() and one.name != STATE]
    for one in sorted(names, key=lambda file: file.name == CONFIG):
        fresh = run / f"{_PARTIAL}{one.name}"
        with _written(run, fresh):
            fresh.unlink(missing_ok=True)
            try:
                os.link(one, fresh)
            except OSError:
                shutil.copy2(one, fresh)
            fresh.replace(run / one.name)
