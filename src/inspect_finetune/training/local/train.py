"""Fine-tuning on the own machine: from a file of chats to a model that Inspect's ``hf/`` serves.

``runs/NAME`` holds the trained model, ``run.json``, the loss as ``loss.svg`` and ``loss.csv``, and
``checkpoints/step-N``. A run that was cut off goes on from its latest checkpoint when the same
command is given again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspect_finetune.errors import UnusableError
from inspect_finetune.training.local import saving
from inspect_finetune.training.local.base import check_place
from inspect_finetune.training.local.curve import write_curve
from inspect_finetune.training.local.extra import machine, need_local, versions
from inspect_finetune.training.local.loop import Progress, fit
from inspect_finetune.training.local.prepare import Prepared, prepare
from inspect_finetune.training.local.resume import Start, find_start
from inspect_finetune.training.local.rows import described, read_chats
from inspect_finetune.training.local.settings import TINY, LocalSettings, check_settings
from inspect_finetune.training.local.stopping import asked_to_stop
from inspect_finetune.training.local.threads import threads_kept
from inspect_finetune.training.local.tiny.base import SERVED, tiny_base
from inspect_finetune.training.local.trouble import memory_explained
from inspect_finetune.training.lock import held
from inspect_finetune.training.record import Checkpoint, RunRecord, now, write_record

__all__ = ["LocalSettings", "train_local"]

_POINTS = 1000
"""Of the loss in the record; all of them stand in ``loss.csv``."""


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
    chats = read_chats(settings.data)
    held_out = read_chats(settings.validation) if settings.validation else ()
    training = described(settings.data, len(chats))
    if settings.model != TINY:
        check_place(settings.model)
    start = find_start(settings, training.sha256)
    if start.record is not None and start.done:
        say(f"{settings.folder} is trained already with these settings; nothing to do")
        return start.record
    need_local(lora=settings.lora > 0)
    with held(settings.folder), threads_kept():
        own = settings.model == TINY
        base = str(tiny_base(settings.runs_dir, say=say)) if own else settings.model
        prepared = prepare(settings, base, start, (chats, held_out), say)
        run = _Run(settings, prepared, start, _begun(settings, base, prepared, start))
        return run.carried_out(say)


@dataclass
class _Run:
    """One run, from its first or next step to the end.

    Attributes:
        settings: How.
        prepared: The model and the rows.
        start: Where it begins.
        record: Its record, kept up to date on the disk.
    """

    settings: LocalSettings
    prepared: Prepared
    start: Start
    record: RunRecord

    def carried_out(self, say: Callable[[str], None]) -> RunRecord:
        """Train, and leave the model, the record and the curve in the run's folder."""
        write_record(self.record, self.settings.folder)
        from inspect_finetune.cli.progress import progress as bar  # the command loads all verbs

        work, done = self.prepared.work, self.prepared.progress
        shown = _unseen() if self.settings.quiet else bar("Training", work.total)
        if done.step:
            say(f"Going on after step {done.step} of {work.total}, from {self.start.folder}")
        try:
            with memory_explained(self.settings, done), asked_to_stop() as stopping, shown as moved:
                for _ in range(done.step):
                    moved()
                ended = fit(work, done, self.save, stopping, moved)
        except Exception as error:
            self.note(status="failed", error=str(error))
            raise
        if not ended:
            self.note(status="interrupted", error=f"interrupted after step {done.step}")
            raise _interrupted(self.settings.folder, done.step, work.total)
        return self.finished(done)

    def save(self, done: Progress, state: dict[str, Any]) -> None:
        """Keep a checkpoint, and drop those that are not to be kept."""
        run, an_epoch = self.settings.folder, self.prepared.work.an_epoch
        folder = saving.checkpoint_folder(run, done.step)
        saving.save_model(self.prepared.work.model, self.prepared.tokenizer, folder, state)
        ended = [one.step for one in saving.kept(run) if one.step % an_epoch == 0]
        saving.drop_old(run, set(ended[-self.settings.keep :] if self.settings.keep else ended))
        losses = dict(done.losses)
        points = tuple(
            Checkpoint(
                one.folder.name,
                one.step,
                "hf/local",
                self.prepared.served(one.folder),
                losses.get(one.step),
            )
            for one in saving.kept(run)
        )
        held_out = tuple(done.validation)
        self.note(checkpoints=points, loss=_thinned(done.losses), validation_loss=held_out)

    def finished(self, done: Progress) -> RunRecord:
        """Lay the last checkpoint's model into the run's folder, and say so in the record."""
        run = self.settings.folder
        last = saving.kept(run)[-1].folder
        saving.publish(last, run)
        write_curve(run, self.settings.name, done.losses, done.validation)
        self.note(
            status="succeeded",
            model="hf/local",
            model_args=self.prepared.served(run),
            dates={**self.record.dates, "finished": now()},
            error="",
        )
        (last / saving.STATE).unlink(missing_ok=True)
        return self.record

    def note(self, **changes: object) -> None:
        """Change the record, on the disk too."""
        self.record = self.record.changed(**changes)
        write_record(self.record, self.settings.folder)


def _begun(settings: LocalSettings, base: str, prepared: Prepared, start: Start) -> RunRecord:
    """The record of a run that begins, or goes on."""
    created = start.record.dates.get("created") if start.record else None
    given = settings.validation
    return RunRecord(
        name=settings.name,
        backend="local",
        status="running",
        base=settings.model,
        base_model="hf/local" if Path(base).expanduser().is_dir() else f"hf/{base}",
        base_args=prepared.served(Path(base)) if Path(base).expanduser().is_dir() else SERVED,
        training=described(settings.data, prepared.chats, prepared.tokens, settings.model),
        validation=described(given, len(prepared.work.held_out)) if given else None,
        taught=settings.taught,
        settings=settings.as_record(),
        seed=settings.seed,
        checkpoints=start.record.checkpoints if start.record else (),
        loss=_thinned(prepared.progress.losses),
        validation_loss=tuple(prepared.progress.validation),
        dates={"created": created or now(), "started": now()},
        packages=versions(),
        machine=machine(),
    )


@contextmanager
def _unseen() -> Iterator[Callable[[], None]]:
    yield lambda: None


def _interrupted(folder: Path, step: int, total: int) -> UnusableError:
    left = saving.checkpoint_folder(folder, step)
    what = f"interrupted after step {step} of {total}; kept: {left}"
    fix = "Type the same command again to go on from there"
    return UnusableError(what, where=str(folder), fix=fix)


def _thinned(losses: list[tuple[int, float]]) -> tuple[tuple[int, float], ...]:
    """The loss at up to `_POINTS` steps, the last one among them."""
    every = -(-len(losses) // _POINTS) or 1
    return tuple((step, round(loss, 6)) for step, loss in losses[::-1][::every][::-1])
