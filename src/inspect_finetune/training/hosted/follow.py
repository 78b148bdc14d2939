"""Watching a job to its end, and putting what it reports into the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from inspect_finetune.errors import UnusableError
from inspect_finetune.training.hosted.answers import FINAL, Event, HostedJob, date_of
from inspect_finetune.training.hosted.run import Run
from inspect_finetune.training.record import Checkpoint, now


def follow(run: Run) -> None:
    """Watch the run's job until it ends.

    Raises:
        ServiceError: If the service does not answer for too long.
        UnusableError: If the job says that it succeeded, but names no model.
    """
    service, identity = run.service, str(run.record.job["id"])
    seen: set[str] = set()
    nameless = 0
    while True:
        job = service.job(identity)
        known = bool(seen)
        events = service.events(identity, seen)
        _show(run, job, events if known else events[-1:])
        _note(run, job, events)
        if job.status == "succeeded" and not job.fine_tuned and nameless < 3:
            nameless += 1  # the name may come a moment later
        elif job.status in FINAL:
            return finish(run, job, events)
        service.view.wait(service.patience.poll)


def finish(run: Run, job: HostedJob, events: list[Event]) -> None:
    """Put a job's end into the record.

    Args:
        run: The run.
        job: The job, which has ended.
        events: Its latest events, for the reason if it failed.

    Raises:
        UnusableError: If it succeeded, but names no model.
    """
    checkpoints = run.service.checkpoints(job.id)
    common: dict[str, Any] = {
        "job": _job_entries(job),
        "checkpoints": checkpoints,
        **_losses(run, events, checkpoints),
        "dates": {**run.record.dates, **_dates(job), "finished": date_of(job.finished) or now()},
    }
    if job.status == "succeeded" and job.fine_tuned:
        return run.save(status="succeeded", model=f"openai/{job.fine_tuned}", error="", **common)
    if job.status == "succeeded":
        what, fix = f"the job {job.id} succeeded but names no model", "Type the command again later"
        raise UnusableError(what, where=f"run {run.record.name}", fix=fix)
    status = "cancelled" if job.status == "cancelled" else "failed"
    reason = job.error or _last_words(events) if status == "failed" else ""
    run.save(status=status, error=reason or f"the job was {status}", **common)
    return None


def _show(run: Run, job: HostedJob, events: list[Event]) -> None:
    for event in events:
        run.view.say(event.message)
    last = next((event for event in reversed(events) if event.step is not None), None)
    if last is not None and last.step is not None:
        run.view.moved(job.status, last.step, last.steps)
    elif job.status != "running":
        run.view.moved(job.status, 0, None)


def _note(run: Run, job: HostedJob, events: list[Event]) -> None:
    """Keep in the record what is new."""
    run.save(
        job=_job_entries(job),
        dates={**run.record.dates, **_dates(job)},
        **_losses(run, events, ()),
    )


def _job_entries(job: HostedJob) -> dict[str, Any]:
    return {
        "hyperparameters": dict(job.hyperparameters) or None,
        "trained_tokens": job.trained_tokens,
    }


def _dates(job: HostedJob) -> Mapping[str, str]:
    return {"started": date_of(job.created)} if job.created else {}


def _losses(
    run: Run, events: Sequence[Event], checkpoints: Sequence[Checkpoint]
) -> dict[str, tuple[tuple[int, float], ...]]:
    """Both losses by step; what events say goes before what checkpoints say."""
    training = {one.step: one.loss for one in checkpoints if one.loss is not None}
    training.update(run.record.loss)
    held_out = dict(run.record.validation_loss)
    for event in events:
        if event.step is not None and event.loss is not None:
            training[event.step] = event.loss
        if event.step is not None and event.validation_loss is not None:
            held_out[event.step] = event.validation_loss
    return {
        "loss": tuple(sorted(training.items())),
        "validation_loss": tuple(sorted(held_out.items())),
    }


def _last_words(events: list[Event]) -> str:
    return events[-1].message if events else ""
