"""Which runs are meant by what a user names, and which of two sides belong together."""

from collections.abc import Sequence

from inspect_ai.log import EvalLog

from inspect_finetune.compare.runs.reading import run_of
from inspect_finetune.compare.runs.run import Run
from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.logs.chosen import choose_logs


def find_headers(places: Sequence[str]) -> list[EvalLog]:
    """The headers of the logs in files and folders, oldest first; of retried runs the last.

    Raises:
        InputError: If there is no log, or one can't be read.
    """
    nothing = InputError("there is no log", where=", ".join(places), fix="Name a .eval file")
    return choose_logs(places, None, nothing)[0]


def find_runs(places: Sequence[str], cluster: str = "") -> list[Run]:
    """The runs whose logs lie in files and folders, sorted by task; of retried ones the last.

    Args:
        places: Logs, or folders of them; paths or URLs that Inspect reads.
        cluster: The metadata key of the cluster; empty for the one that each log names.

    Raises:
        InputError: If there is no log, one can't be read, or two are of one task.
        UnusableError: If the samples of one can't be read.
    """
    runs: dict[str, Run] = {}
    for header in find_headers(places):
        run = run_of(header, cluster)
        first = runs.setdefault(run.task, run)
        if first is not run:
            what = f"two logs of {run.task}: {first.location} and {run.location}"
            raise InputError(what, fix="Name one of them instead of the folder")
    return [runs[task] for task in sorted(runs)]


def match(
    base: Sequence[Run], candidate: Sequence[Run], whole: bool = True
) -> list[tuple[Run, Run]]:
    """The runs of one task on both sides.

    Args:
        base: Runs, one of each task.
        candidate: Runs, one of each task.
        whole: Whether every run of the base needs its partner.

    Raises:
        InputError: If no task is on both sides.
        UnusableError: If one of the base's has no partner where it needs one.
    """
    found = [(one, other) for one in base for other in candidate if one.task == other.task]
    gone, _ = unmatched(base, candidate)
    if not found:
        theirs = ", ".join(one.task for one in candidate)
        what = f"no task in common: the base has {', '.join(gone)}, the candidate {theirs}"
        raise InputError(what, fix="Name logs of the same task")
    if gone and whole:
        what = f"no log of {', '.join(gone)}, which the base has"
        raise UnusableError(what, fix="Run it, and name its log too")
    return found


def unmatched(base: Sequence[Run], candidate: Sequence[Run]) -> tuple[list[str], list[str]]:
    """The tasks that only the base has, and those that only the candidate has."""
    ours, theirs = {one.task for one in base}, {one.task for one in candidate}
    return sorted(ours - theirs), sorted(theirs - ours)
