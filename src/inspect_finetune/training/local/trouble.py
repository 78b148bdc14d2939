"""Memory that runs out, said in one line: what was kept, and what to lower."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.memory import is_memory
from inspect_finetune.training.local.saving import kept

if TYPE_CHECKING:
    from inspect_finetune.training.local.loop import Progress
    from inspect_finetune.training.local.settings import LocalSettings


@contextmanager
def memory_explained(settings: LocalSettings, progress: Progress | None = None) -> Iterator[None]:
    """Turn an allocation that failed into an `InputError`; other errors pass.

    Args:
        settings: The run's.
        progress: How far it was; None while the model is loaded.
    """
    try:
        yield
    except (MemoryError, RuntimeError) as error:
        if not is_memory(error):
            raise
        if progress is None:
            what = "memory ran out while the model was loaded"
            fix = "Name a smaller one, or free the device"
            fix += "" if settings.lora else ", or type --lora 16"
            raise InputError(what, where=settings.model, fix=fix) from None
        found = kept(settings.folder)
        left = f"; kept: {found[-1].folder}" if found else "; nothing was to be kept yet"
        what = (
            f"memory ran out at step {progress.step + 1}, with rows of up to "
            f"{settings.max_length} tokens, {settings.batch_size} at once{left}"
        )
        raise InputError(what, where=str(settings.folder), fix=_remedy(settings)) from None


def _remedy(settings: LocalSettings) -> str:
    lower = [f"--max-length {settings.max_length // 2}"]
    if settings.batch_size > 1:
        lower.insert(0, f"--batch-size {settings.batch_size // 2}")
    if not settings.lora:
        lower.append("--lora 16")
    return f"Type {' or '.join(lower)} with another --name, or free the device"
