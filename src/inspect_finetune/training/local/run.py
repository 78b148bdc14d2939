"""One run on the own machine, from its first or next step to the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.training.local import saving
from inspect_finetune.training.local.curve import write_curve
from inspect_finetune.training.local.loop import Progress, fit
from inspect_finetune.training.local.prepare import Prepared
from inspect_finetune.training.local.recorded import thinned
from inspect_finetune.training.local.resume import Start
from inspect_finetune.training.local.settings import LocalSettings
from inspect_finetune.training.local.stopping import asked_to_stop
from inspect_finetune.training.local.trouble import memory_explained
from inspect_finetune.training.record import Checkpoint, RunRecord, now, write_record


@dataclass
class Run:
    """One run.

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
        """Train, and leave the model, the record and the curve in the run's folder.

        Raises:
            UnusableError: If it was interrupted.
            InputError: If it failed.
        """
        work, done = self.prepared.work, self.prepared.progress
        try:
            self.make_way(say)
            if self.trained():
                return self.finished(done)
        except KeyboardInterrupt:  # of one who would not wait for the checkpoint
            if self.record.status == "succeeded":
                return self.record
        except Exception as error:
            with suppress(InputError):  # the disk may be full; what came first is said
                self.note(status="failed", error=str(error))
            raise
        self.note(status="interrupted", error=f"interrupted after step {done.step}")
        raise interrupted(self.settings.folder, f"after step {done.step} of {work.total}")

    def make_way(self, say: Callable[[str], None]) -> None:
        """Say where the run begins, and remove what stands there from beyond that."""
        folder, done = self.settings.folder, self.prepared.progress
        write_record(self.record, folder)
        later = [one for one in saving.kept(folder) if one.step > done.step]
        if done.step:
            total = self.prepared.work.total
            more = f", without {len(later)} later checkpoints that lack a state" if later else ""
            say(f"Going on after step {done.step} of {total}, from {self.start.folder}{more}")
        elif later:
            say(
                f"{folder}: no checkpoint holds what training needs to go on ({saving.STATE}); "
                f"starting over, without the {len(later)} that are there"
            )
        saving.drop_after(folder, done.step)

    def trained(self) -> bool:
        """Train to the end; False if it was stopped, after a checkpoint."""
        from inspect_finetune.cli.progress import progress as bar  # the command loads all verbs

        work, done = self.prepared.work, self.prepared.progress
        shown = _unseen() if self.settings.quiet else bar("Training", work.total)
        with memory_explained(self.settings, done), asked_to_stop() as stopping, shown as moved:
            for _ in range(done.step):
                moved()
            return fit(work, done, self.save, stopping, moved)

    def save(self, done: Progress, state: dict[str, Any]) -> None:
        """Keep a checkpoint, and drop those that are not to be kept."""
        run, an_epoch = self.settings.folder, self.prepared.work.an_epoch
        folder = saving.checkpoint_folder(run, done.step)
        saving.save_model(self.prepared.work.model, self.prepared.tokenizer, folder, state)
        ended = [one.step for one in saving.kept(run) if one.step % an_epoch == 0]
        keep = set(ended[-self.settings.keep :] if self.settings.keep else ended)
        saving.drop_old(run, keep, done.step)
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
        self.note(checkpoints=points, loss=thinned(done), validation_loss=held_out)

    def finished(self, done: Progress) -> RunRecord:
        """Lay the last checkpoint's model into the run's folder, and say so in the record."""
        run = self.settings.folder
        last = saving.checkpoint_folder(run, done.step)
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
        changed = self.record.changed(**changes)
        write_record(changed, self.settings.folder)
        self.record = changed


def interrupted(folder: Path, when: str) -> UnusableError:
    """The error of a run that was interrupted.

    Args:
        folder: The run's.
        when: After which step, or before which.
    """
    found = saving.kept(folder)
    left = f"kept: {found[-1].folder}" if found else "nothing was to be kept yet"
    fix = "Type the same command again to " + ("go on from there" if found else "begin anew")
    return UnusableError(f"interrupted {when}; {left}", where=str(folder), fix=fix)


@contextmanager
def _unseen() -> Iterator[Callable[[], None]]:
    yield lambda: None
