"""Which of the logs that a user names are read: those of the asked tasks, each run once."""

from collections.abc import Collection, Sequence
from pathlib import Path

from inspect_ai.log import EvalLog

from inspect_finetune.errors import InputError
from inspect_finetune.logs.headers import place_of
from inspect_finetune.logs.summary import find_logs


def choose_logs(
    places: Sequence[str], tasks: Collection[str] | None, nothing: InputError
) -> tuple[list[EvalLog], list[str]]:
    """The headers of these tasks' logs, of retried runs the last one, and what was left out.

    Args:
        places: Logs, or folders of them.
        tasks: Names of the tasks, without their package; None for all.
        nothing: What to raise where none is of these tasks.

    Returns:
        The headers, oldest first, and a sentence for each reason why others were left out.

    Raises:
        InputError: If a place holds no log, none is of these tasks, or the same run is named twice.
    """
    found = list({_path(log): log for log in find_logs(places)}.values())
    ours = [log for log in found if tasks is None or log.eval.task.split("/")[-1] in tasks]
    notes = []
    if len(found) > len(ours):
        others = sorted({log.eval.task.split("/")[-1] for log in found if log not in ours})
        notes.append(f"Logs of other tasks were not read: {', '.join(others)}.")
    if not ours:
        raise nothing
    last: dict[str, EvalLog] = {}
    for log in sorted(ours, key=lambda one: (one.status == "success", one.eval.created)):
        first = last.setdefault(log.eval.task_id, log)
        if first is not log and first.status == log.status == "success":
            what = f"the same run as {place_of(first)}: copied, or scored again"
            raise InputError(what, where=place_of(log), fix="Name only one of them")
        last[log.eval.task_id] = log
    retried = [place_of(log) for log in ours if last[log.eval.task_id] is not log]
    if retried:
        notes.append(f"Runs that were retried later were not read: {', '.join(retried)}.")
    return sorted(last.values(), key=lambda one: one.eval.created), notes


def _path(log: EvalLog) -> str:
    """One name for one file, whether it was named itself or found in a folder."""
    place = place_of(log)
    return place if "://" in place else str(Path(place).absolute())
