"""Logs onto the disk: whole or not at all, in time linear in the samples."""

from pathlib import Path
from tempfile import TemporaryFile

import anyio
from inspect_ai.log import EvalLog, condense_sample, write_eval_log

# not exported; the public write_eval_log is quadratic in the samples, as it never flushes
from inspect_ai.log._recorders.eval import EvalRecorder

from inspect_finetune.errors import InputError

SAMPLES_PER_FLUSH = 500


def write_log(log: EvalLog, folder: str) -> str:
    """Write a log under Inspect's usual name and return where it lies.

    A local file appears under its name only when it is complete; other places (``s3://...``) are
    written by Inspect's own writer.

    Raises:
        InputError: If the folder can't be made or written to.
    """
    stamp = log.eval.created.replace(":", "-").replace("+", "-")
    task = log.eval.task.split("/")[-1].replace("_", "-")
    name = f"{stamp}_{task}_{log.eval.task_id}.eval"
    if "://" in folder:
        write_eval_log(log, f"{folder.rstrip('/')}/{name}")
        return f"{folder.rstrip('/')}/{name}"
    path = log_folder(folder) / name
    partial = path.with_suffix(".partial")
    try:
        anyio.run(_write, log, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return str(path)


def log_folder(folder: str) -> Path:
    """A local folder for logs, made if it is not there.

    Raises:
        InputError: If it can't be made or written to.
    """
    path = Path(folder)
    try:
        path.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=path):
            pass
    except OSError as error:
        what = f"the log folder can't be used ({error.strerror or error})"
        raise InputError(what, where=folder, fix="Name another with --log-dir") from None
    return path


async def _write(log: EvalLog, path: Path) -> None:
    recorder = EvalRecorder(str(path.parent))
    await recorder.log_init(log.eval, str(path), clean=True)
    await recorder.log_start(log.eval, log.plan)
    for number, sample in enumerate(log.samples or [], 1):
        await recorder.log_sample(log.eval, condense_sample(sample))
        if number % SAMPLES_PER_FLUSH == 0:
            await recorder.flush(log.eval)
    await recorder.log_finish(log.eval, log.status, log.stats, log.results, log.reductions)
