"""Train at a service: upload, create, follow; or cancel. One process a run, one job a run."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.training.hosted.answers import FINAL
from inspect_finetune.training.hosted.asking import Patience
from inspect_finetune.training.hosted.base import look_up
from inspect_finetune.training.hosted.begin import Order, begin, existing
from inspect_finetune.training.hosted.explain import explained
from inspect_finetune.training.hosted.faults import ServiceError
from inspect_finetune.training.hosted.follow import finish, follow
from inspect_finetune.training.hosted.matching import is_the_job
from inspect_finetune.training.hosted.run import Run
from inspect_finetune.training.hosted.service import Service
from inspect_finetune.training.hosted.view import View
from inspect_finetune.training.lock import HeldError, held
from inspect_finetune.training.record import RunRecord

OPENAI = "https://api.openai.com/v1"


def service_url(given: str) -> str:
    """The base URL as it is kept: without a user's name, a password or a query in it.

    Args:
        given: What the user gave; if empty, ``OPENAI_BASE_URL``, else OpenAI's own.

    Raises:
        InputError: If it is no URL of HTTP, or holds a secret.
    """
    url = (given or os.environ.get("OPENAI_BASE_URL") or OPENAI).strip()
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable, parts = False, urlsplit("")
    if not usable or parts.username or parts.query or parts.fragment:
        what = "the base URL must be http(s)://HOST[:PORT]/PATH, with no password or query in it"
        raise InputError(what, where="--base-url or OPENAI_BASE_URL", fix=f"Such as {OPENAI}")
    return urlunsplit(parts).rstrip("/")


def service_key(url: str) -> str:
    """The key, from ``OPENAI_API_KEY``.

    Raises:
        InputError: If there is none, or it can't be one.
    """
    key = os.environ.get("OPENAI_API_KEY", "").strip()
    if not key:
        fix = f"Set it to a key of {url} (to any word, if the service needs none)"
        raise InputError("no key: OPENAI_API_KEY is not set; nothing was sent", fix=fix)
    if not key.isascii() or not key.isprintable() or " " in key:
        what = "OPENAI_API_KEY holds blanks or characters that no key has; nothing was sent"
        raise InputError(what, fix="Copy the key again")
    return key


def train_hosted(order: Order, patience: Patience, view: View, *, wait: bool = True) -> RunRecord:
    """Train a model at a service, going on with whatever was done before.

    Args:
        order: The command.
        patience: How long to wait.
        view: Where it is seen.
        wait: Whether to follow the job to its end.

    Returns:
        The run's record.

    Raises:
        InputError: In one line what happened, what was kept, and what to type next; an
            `UnusableError` if the job failed or was cancelled, or the service is gone.
    """
    key = service_key(order.url)
    with held(order.folder):
        record = begin(order)
        if record.status in {"succeeded", "failed", "cancelled"} and not order.job_id:
            return ended(record, order.folder)
        with view:
            run = Run(record, order.folder, Service(order.url, key, patience, view))
            try:
                if not order.job_id:
                    _check_base(order, run)
                    run.upload(order.again)
                job = run.create(order.job_id, again=order.again)
                if wait:
                    follow(run)
                elif job.status in FINAL:
                    finish(run, job, run.service.events(job.id, set()))
            except ServiceError as fault:
                if (fault.doing, fault.kind) == ("look at the job", "absent"):
                    run.save(status="interrupted", error="the service does not know the job")
                raise explained(fault, run.record, order.url) from None
    return ended(run.record, order.folder)


def _check_base(order: Order, run: Run) -> None:
    """Refuse a base that is gone before anything is sent for it.

    Raises:
        InputError: If it is, and no job may have been created while it was there.
    """
    if order.unchecked or {"id", "creating"} & set(run.record.job):
        return
    if objection := look_up(run.service, order.asked.base).objection:
        what = f"{objection}; nothing was sent"
        fix = "Name with --model a base model that the service can tune today, or add --unchecked"
        raise InputError(what, where="--model", fix=fix)


def ended(record: RunRecord, folder: Path) -> RunRecord:
    """The record of a run that did not end badly.

    Raises:
        UnusableError: If the run failed or was cancelled.
    """
    if record.status in {"failed", "cancelled"}:
        identity = record.job.get("id")
        job = f" (job {identity})" if identity else ""
        raise UnusableError(
            f"the run {record.status}{job}: {record.error}",
            where=str(folder),
            fix="Mend what it names and type the command again, or begin it anew with --again",
        )
    return record


def cancel_hosted(folder: Path, patience: Patience, view: View) -> RunRecord:
    """Cancel a run's job. While another process follows it, that one writes the record.

    Raises:
        InputError: If there is no such run, or the service refuses.
    """
    record = existing(folder)
    if record is None:
        raise InputError("no run of this name was begun", where=str(folder), fix="Check --name")
    try:
        with held(folder):
            return _cancelled(existing(folder) or record, folder, patience, view, keep=True)
    except HeldError:
        return _cancelled(record, folder, patience, view, keep=False)


def _cancelled(
    record: RunRecord, folder: Path, patience: Patience, view: View, *, keep: bool
) -> RunRecord:
    url = str(record.job.get("service", OPENAI))
    if record.status in FINAL:
        view.say(f"The run has {record.status} already: there is nothing to cancel")
        return record
    with view:
        run = Run(record, folder, Service(url, service_key(url), patience, view))
        try:
            return _cancel(run, keep)
        except ServiceError as fault:
            raise explained(fault, run.record, url) from None


def _cancel(run: Run, keep: bool) -> RunRecord:
    record, service = run.record, run.service
    identity = record.job.get("id")
    if not identity and "creating" in record.job:
        metadata = run.asked.metadata(int(record.job.get("attempt", 1)))
        job = service.find_job(is_the_job(record, run.folder), metadata, tried=True)
        identity = job.id if job else None
    if not identity:
        if keep:
            run.save({"creating": None}, status="cancelled", error="cancelled before any job")
        return run.record
    job = service.job(str(identity))
    if job.status not in FINAL:
        job = service.cancel(job.id)
    if not keep:
        return record
    run.save({"id": job.id, "creating": None})
    if job.status in FINAL:
        finish(run, job, [])
    return run.record
