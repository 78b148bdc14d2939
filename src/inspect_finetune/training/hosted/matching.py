"""Is this job at the service the one of this run?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from inspect_finetune.errors import InputError
from inspect_finetune.training.hosted.answers import HostedFile, HostedJob
from inspect_finetune.training.hosted.asked import (
    ATTEMPT,
    HASH,
    REQUEST,
    RUN,
    Asked,
    is_upload_name,
    upload_name,
)
from inspect_finetune.training.record import FILE, RunRecord, read_record

_CLOCKS_DIFFER = 300.0
"""Seconds by which a service's clock may be behind ours."""


def is_the_job(record: RunRecord, folder: Path) -> Callable[[HostedJob], bool]:
    """A function that says whether a job is this run's.

    It is if its metadata say so. A service that keeps no metadata is believed if the job has the
    same file, base and seed, is of no other run or earlier attempt, and is no older than the first
    try to create it.

    Args:
        record: The run.
        folder: Its folder; other runs lie beside it.
    """
    asked, held = Asked.of(record), record.job
    attempt, since = int(held.get("attempt", 1)), _seconds(str(held.get("creating", "")))
    others = _jobs_of_others(folder) | set(held.get("earlier", ()))

    def found(job: HostedJob) -> bool:
        if RUN in job.metadata:
            told = (job.metadata[RUN], job.metadata.get(REQUEST))
            return told == (asked.name, asked.fingerprint) and attempt_of(job) >= attempt
        return (
            not job.metadata
            and job.training_file == held.get("file")
            and job.model.startswith(asked.base)
            and job.seed in {None, asked.seed}
            and job.created >= since - _CLOCKS_DIFFER
            and job.id not in others
        )

    return found


def why_not(
    record: RunRecord,
    folder: Path,
    job: HostedJob,
    look_at: Callable[[str], HostedFile | None],
) -> str:
    """Why a job that the user names can't be this run's; empty if nothing speaks against it.

    Less is asked than of a job that is found: the user may know of a job that carries nothing.

    Args:
        record: The run.
        folder: Its folder; other runs lie beside it.
        job: The job.
        look_at: Looks at a file of the service; None if it can't be looked at.
    """
    asked = Asked.of(record)
    if job.model and not job.model.startswith(asked.base):
        return f"tunes {job.model}, not {asked.base}"
    if job.seed not in {None, asked.seed}:
        return f"has the seed {job.seed}, not {asked.seed}"
    for key, wanted, what in (
        (RUN, asked.name, "is of the run {held}"),
        (HASH, asked.training.sha256, "was trained on another file"),
        (REQUEST, asked.fingerprint, "was created with other settings"),
    ):
        held = job.metadata.get(key, wanted)
        if held != wanted:
            return what.format(held=held)
    if RUN in job.metadata:
        return ""
    if job.id in _jobs_of_others(folder):
        return "is in the record of another run beside this one"
    return _why_not_by_file(record, job, look_at)


def _why_not_by_file(
    record: RunRecord, job: HostedJob, look_at: Callable[[str], HostedFile | None]
) -> str:
    """The same by the job's training file; one that nobody can look at says nothing."""
    if not job.training_file or job.training_file == record.job.get("file"):
        return ""
    file = look_at(job.training_file)
    if file is None or file.name == upload_name(record.training):
        return ""
    path = Path(record.training.path)
    size = path.stat().st_size if path.is_file() else None
    if is_upload_name(file.name) or (None not in {size, file.bytes} and size != file.bytes):
        return f"was trained on another file ({file.name or file.id})"
    return ""


def attempt_of(job: HostedJob) -> int:
    """Which attempt of its run a job is."""
    number = job.metadata.get(ATTEMPT, "")
    return int(number) if number.isdecimal() else 1


def _seconds(date: str) -> float:
    """A date of the record as seconds since 1970; infinite if it is none: then nothing is."""
    try:
        return datetime.fromisoformat(date.replace("Z", "+00:00")).timestamp()
    except ValueError:
        return float("inf")


def _jobs_of_others(folder: Path) -> set[str]:
    """The jobs of the runs beside this one."""
    found = set()
    for path in folder.parent.glob(f"*/{FILE}"):
        if path.parent != folder:
            try:
                found.add(str(read_record(path).job.get("id")))
            except InputError:  # another's broken record is no reason to stop
                continue
    return found
