"""Fine-tuning on the own machine: from a file of chats to a model that Inspect's ``hf/`` serves.

``runs/NAME`` holds the trained model, ``run.json``, the loss as ``loss.svg`` and ``loss.csv``, and
``checkpoints/step-N``. A run that was cut off goes on from its latest checkpoint when the same
command is given again.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from inspect_finetune.training.local import saving
from inspect_finetune.training.local.base import check_place
from inspect_finetune.training.local.extra import need_local
from inspect_finetune.training.local.prepare import prepare
from inspect_finetune.training.local.recorded import begun
from inspect_finetune.training.local.resume import Start, find_start
from inspect_finetune.training.local.rows import Chat, described, read_chats, say_unshown
from inspect_finetune.training.local.run import Run, interrupted
from inspect_finetune.training.local.settings import TINY, LocalSettings, check_settings
from inspect_finetune.training.local.threads import threads_kept
from inspect_finetune.training.local.tiny.base import tiny_base
from inspect_finetune.training.local.trouble import memory_explained
from inspect_finetune.training.lock import FILE as LOCK
from inspect_finetune.training.lock import held
from inspect_finetune.training.record import RunRecord, Taught, write_record

__all__ = ["LocalSettings", "train_local"]

_Chats = tuple[Sequence[Chat], Sequence[Chat]]


def train_local(settings: LocalSettings, say: Callable[[str], None] = print) -> RunRecord:
    """Fine-tune a model, or go on with a run that was cut off.

    Args:
        settings: What to train, on what, and how.
        say: Told in a line what is done, cut, or gone on with.

    Returns:
        The record of the finished run; that which is there already if there is nothing to do.

    Raises:
        UnusableError: If it was interrupted; the message says what was kept.
        InputError: For settings or files that are wrong, a model that can't be loaded, a machine
            that lacks packages, memory or room, or a folder that holds another run.
    """
    check_settings(settings)
    given = settings.validation
    chats = (read_chats(settings.data), read_chats(given) if given else ())
    if settings.model != TINY:
        check_place(settings.model)
    sums = [described(path, 0).sha256 if path else "" for path in (settings.data, given)]
    start = find_start(settings, *sums)
    if start.record is not None and start.done and not start.mend:
        say(f"{settings.folder} is trained already with these settings; nothing to do")
        return _retaught(start.record, settings, say)
    if not start.done:
        need_local(lora=settings.lora > 0)
    with _alone(settings):
        start = find_start(settings, *sums)  # another process may have come to an end meanwhile
        if start.record is not None and start.done:
            return _mended(start.record, start, settings, say)
        with threads_kept(), warnings.catch_warnings():
            return _trained(settings, start, chats, say)


def _retaught(record: RunRecord, settings: LocalSettings, say: Callable[[str], None]) -> RunRecord:
    """The record, with what the user now says that the file teaches."""
    if settings.taught in (record.taught, Taught()):
        return record
    say(f"{settings.folder}: its record now says that it was taught what you typed")
    changed = record.changed(taught=settings.taught)
    write_record(changed, settings.folder)
    return changed


def _mended(
    record: RunRecord, start: Start, settings: LocalSettings, say: Callable[[str], None]
) -> RunRecord:
    """The record of a run that is done; its model is laid out again if it is damaged."""
    if start.folder is not None:
        saving.publish(start.folder, settings.folder)
        say(f"{settings.folder}: the model was damaged ({start.mend}); copied from {start.folder}")
    return record


def _trained(
    settings: LocalSettings, start: Start, chats: _Chats, say: Callable[[str], None]
) -> RunRecord:
    """Train, or go on."""
    try:
        for path, read in zip((settings.data, settings.validation), chats, strict=True):
            say_unshown(path, read, say)
        own = settings.model == TINY
        base = str(tiny_base(settings.runs_dir, say=say)) if own else settings.model
        with memory_explained(settings):
            prepared = prepare(settings, base, start, chats, say)
        run = Run(settings, prepared, start, begun(settings, base, prepared, start))
    except KeyboardInterrupt:
        raise interrupted(settings.folder, "while the model was loaded") from None
    return run.carried_out(say)


@contextmanager
def _alone(settings: LocalSettings) -> Iterator[None]:
    """Hold the run's folder; where nothing came of it, the folder goes again."""
    folder = settings.folder
    with held(folder):
        try:
            yield
        finally:
            with suppress(OSError):  # Windows removes no file that is open
                if [one.name for one in folder.iterdir()] == [LOCK]:
                    (folder / LOCK).unlink()
                    folder.rmdir()
