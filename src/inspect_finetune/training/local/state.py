"""What a checkpoint holds beside the model, read again: how far training was, and how to go on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.adapters import FOLDER, WEIGHTS, read_back
from inspect_finetune.training.local.base import Model
from inspect_finetune.training.local.loop import Progress, make_optimizer
from inspect_finetune.training.local.memory import is_memory
from inspect_finetune.training.local.saving import STATE
from inspect_finetune.training.local.settings import LocalSettings
from inspect_finetune.training.local.whole import unreadable, unusable


def check_whole(folder: Path) -> None:
    """Refuse a checkpoint whose model, or adapter, is damaged, before it is loaded.

    Args:
        folder: The checkpoint's.

    Raises:
        InputError: Naming what is missing or broken.
    """
    adapter = folder / FOLDER
    wrong = unusable(folder) or (unreadable(adapter / WEIGHTS) if adapter.is_dir() else "")
    if wrong:
        raise _damaged(folder, wrong)


def _damaged(folder: Path, what: str) -> InputError:
    fix = "Remove this folder to start the run over, or type another --name"
    return InputError(
        f"training can't go on from this checkpoint: {what}", where=str(folder), fix=fix
    )


def restored(model: Model, settings: LocalSettings, folder: Path) -> Progress:
    """How far a run is, from its checkpoint; the model's adapter is set to what it was there.

    Args:
        model: The model as it will be trained, its weights those of the checkpoint or the base.
        settings: The run's.
        folder: The checkpoint's.

    Raises:
        InputError: If its files are damaged.
    """
    import torch

    try:
        held = torch.load(folder / STATE, weights_only=True, map_location="cpu")
        progress = _progress(held, folder)
        if settings.lora:
            read_back(model, folder)
        # that it fits is seen here, not within the first step
        make_optimizer(model, settings).load_state_dict(held["optimizer"])
    except Exception as error:  # torch, pickle and zipfile have an error for every kind of damage
        if isinstance(error, InputError) or is_memory(error):
            raise
        raise _damaged(folder, f"{STATE} or its adapter is cut off or broken") from None
    return progress


def _progress(held: Mapping[str, Any], folder: Path) -> Progress:
    progress = Progress(**held)
    if folder.name != f"step-{progress.step}" or len(progress.losses) != progress.step:
        raise _damaged(folder, f"{STATE} is that of another step")
    return progress
