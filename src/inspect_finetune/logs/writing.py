"""Logs onto the disk: whole or not at all, in time linear in the samples."""

from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryFile

import anyio
from inspect_ai.log import EvalLog, condense_sample, write_eval_log

# not exported; the public write_eval_log is quadratic in the samples, as it never flushes
from inspect_ai.log._recorders.eval import EvalRecorder

from inspect_finetune.errors import InputError
from inspect_finetune.logs.bulk import steps

SAMPLES_PER_FLUSH = 500


def write_logs(
    logs: Iterable[EvalLog], folder: str, advance: Callable[[], object] | None = None
) -> list[EvalLog]:
    """Write logs under Inspect's usual names, all of them or none.

    Local files appear under their names only when all are complete; other places (``s3://...``) are
    written by Inspect's own writer.

    Args:
        logs: The logs; a generator may make each when the one before it is written.
        folder: Where they go.
        advance: Called after each sample.

    Returns:
        The logs without their samples, each with its location.

    Raises:
        InputError: If the folder can't be made or written to.
    """
    if "://" in folder:
        return [_write_away(log, folder.rstrip("/")) for log in list(logs)]
    place, written = log_folder(folder), list[tuple[Path, EvalLog]]()
    try:
        for log in logs:
            partial = place / f"{_name(log)}.partial"
            written.append((partial, log))
            with steps(advance) as step:
                anyio.run(_write, log, partial, step)
            log.samples, log.reductions = None, None
        for partial, log in written:
            log.location = str(partial.with_suffix(""))
            partial.replace(log.location)
    finally:
        for partial, _ in written:
            partial.unlink(missing_ok=True)
    return [log for _, log in written]


def _name(log: EvalLog) -> str:
    stamp = log.eval.created.replace(":", "-").replace("+", "-")
    task = log.eval.task.split("/")[-1].replace("_", "-")
    return f"{stamp}_{task}_{log.eval.task_id}.eval"


def _write_away(log: EvalLog, folder: str) -> EvalLog:
    log.location = f"{folder}/{_name(log)}"
    write_eval_log(log, log.location)
    log.samples, log.reductions = None, None
    return log


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


async def _write(log: EvalLog, path: Path, step: Callable[[], None]) -> None:
    recorder = EvalRecorder(str(path.parent))
    await recorder.log_init(log.eval, str(path), clean=True)
    await recorder.log_start(log.eval, log.plan)
    for number, sample in enumerate(log.samples or [], 1):
        await recorder.log_sample(log.eval, condense_sample(sample))
        if number % SAMPLES_PER_FLUSH == 0:
            await recorder.flush(log.eval)
        step()
    await recorder.log_finish(
        log.eval, log.status, log.stats, log.results, log.reductions, header_only=True
    )
