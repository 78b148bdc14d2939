"""Logs onto the disk: whole or not at all, in time linear in the samples."""

from pathlib import Path

import anyio
from inspect_ai.log import EvalLog, condense_sample

# not exported; the public write_eval_log is quadratic in the samples, as it never flushes
from inspect_ai.log._recorders.eval import EvalRecorder

SAMPLES_PER_FLUSH = 500


def write_log(log: EvalLog, folder: Path) -> Path:
    """Write a log under Inspect's usual name and return its path.

    The file appears under its name only when it is complete.
    """
    stamp = log.eval.created.replace(":", "-").replace("+", "-")
    name = log.eval.task.split("/")[-1].replace("_", "-")
    path = folder / f"{stamp}_{name}_{log.eval.task_id}.eval"
    folder.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    try:
        anyio.run(_write, log, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
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
