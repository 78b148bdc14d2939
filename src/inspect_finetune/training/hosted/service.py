"""The service: files, jobs, events, checkpoints and models, over the client `openai`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from inspect_finetune.training.hosted.answers import (
    Event,
    HostedFile,
    HostedJob,
    checkpoint_of,
    event_of,
    file_of,
    job_of,
)
from inspect_finetune.training.hosted.asking import Asker, Patience, newest, pages
from inspect_finetune.training.hosted.clean import Secrets
from inspect_finetune.training.hosted.view import View
from inspect_finetune.training.record import Checkpoint

if TYPE_CHECKING:
    from openai import OpenAI

_ANSWER = 60.0
"""Seconds that an answer may take ..."""
_UPLOAD = 600.0
"""... and the answer to an upload."""
_PAGE = 100
_LOOKS = 3
"""How often a job is looked for that may have been created a moment ago."""


class Service:
    """A service that fine-tunes.

    Its methods raise `ServiceError` if it refuses, or does not answer for too long.

    Args:
        url: Its base URL.
        key: The key.
        patience: How long to wait for it.
        view: Where waiting is seen.
    """

    def __init__(self, url: str, key: str, patience: Patience, view: View) -> None:
        import openai

        self.url = url
        self.secrets = Secrets.of(key)
        self.patience = patience
        self.view = view
        self._asker = Asker(patience, self.secrets, view)
        self._client: OpenAI = openai.OpenAI(api_key=key, base_url=url, timeout=_ANSWER)
        self._newest_first = False  # of events; until it is known, all of them are read
        self._unretried = self._client.with_options(max_retries=0)

    def shutdown_date(self, model: str) -> str:
        """The day on which a base model is shut down; empty if the service does not say.

        Asked in passing: the first failure is raised.
        """
        models = self._unretried.with_options(timeout=10).models
        found = self._asker.once("look at the model", lambda: models.retrieve(model))
        return self.secrets.clean(getattr(found, "shutdown_date", None) or "")

    def upload(self, name: str, data: bytes, *, anew: bool = False) -> tuple[HostedFile, bool]:
        """Upload a file, unless it is there.

        Args:
            name: Its name, which is derived from its bytes.
            data: Its bytes.
            anew: Whether one that the service rejected is to be uploaded once more.

        Returns:
            The file, and whether it was there.
        """

        def find() -> HostedFile | None:
            return self._find_file(name, len(data), rejected=not anew)

        def send() -> HostedFile:
            file: Any = (name, data, "application/jsonl")
            files = self._unretried.with_options(timeout=_UPLOAD).files
            return file_of(files.create(file=file, purpose="fine-tune"), self.secrets)

        return self._asker.find_or_send("upload the file", find, send)

    def file(self, identity: str) -> HostedFile:
        """Look at a file."""
        files = self._client.files
        return self._asker.ask(
            "look at the file", lambda: file_of(files.retrieve(identity), self.secrets)
        )

    def _find_file(self, name: str, size: int, rejected: bool) -> HostedFile | None:
        def look() -> list[HostedFile]:
            listed = self._client.files.list(purpose="fine-tune", limit=1000)
            files = (file_of(raw, self.secrets) for raw in newest(listed))
            return [file for file in files if file.name == name and file.bytes in {None, size}]

        found = self._asker.list_if_there("list the files", look)
        good = [file for file in found if not file.rejected]
        ready = [file for file in good if not file.pending]
        return next(iter(ready + good + (found if rejected else [])), None)

    def create_job(
        self,
        is_it: Callable[[HostedJob], bool],
        metadata: dict[str, str],
        arguments: dict[str, Any],
        key: str,
        *,
        tried: bool,
    ) -> tuple[HostedJob, bool]:
        """Create a job, unless it is there.

        Args:
            is_it: Whether a job is the one.
            metadata: What it carries.
            arguments: All else that ``jobs.create`` takes.
            key: Sent as ``Idempotency-Key``: a service that knows it creates one job a key.
            tried: Whether it may have been created before; then a service that can't list its
                jobs raises `ServiceError`, as nobody can tell.

        Returns:
            The job, and whether it was there.
        """

        def find() -> HostedJob | None:
            nonlocal tried
            found = self.find_job(is_it, metadata, tried=tried)
            tried = True  # what follows is a request whose answer may be lost
            return found

        def send() -> HostedJob:
            headers = {"Idempotency-Key": key}
            made = self._unretried.fine_tuning.jobs.create(
                **arguments, metadata=metadata, extra_headers=headers
            )
            return job_of(made, self.secrets)

        return self._asker.find_or_send("create the job", find, send)

    def find_job(
        self, is_it: Callable[[HostedJob], bool], metadata: dict[str, str], *, tried: bool
    ) -> HostedJob | None:
        """The newest job that is the one; looked for several times if it was `tried`."""

        def look(metadata: dict[str, str] | None = None) -> list[HostedJob]:
            filters: dict[str, Any] = {"metadata": metadata} if metadata else {}
            listed = self._client.fine_tuning.jobs.list(limit=_PAGE, **filters)
            jobs = (job_of(raw, self.secrets) for raw in newest(listed))
            return [job for job in jobs if is_it(job)]

        ask, doing = self._asker, "list the jobs"
        for turn in range(_LOOKS if tried else 1):
            if turn:
                self.view.wait(self.patience.poll)
            # A service that doesn't know the filter refuses it, lists all, or lists none.
            found = ask.list_if_there(doing, lambda: look(metadata))
            if not found:
                found = ask.ask(doing, look) if tried else ask.list_if_there(doing, look)
            if found:
                return max(found, key=lambda job: job.created)
        return None

    def job(self, identity: str) -> HostedJob:
        """Look at a job."""
        jobs = self._client.fine_tuning.jobs
        return self._asker.ask(
            "look at the job", lambda: job_of(jobs.retrieve(identity), self.secrets)
        )

    def cancel(self, identity: str) -> HostedJob:
        """Cancel a job."""
        jobs = self._client.fine_tuning.jobs
        return self._asker.ask(
            "cancel the job", lambda: job_of(jobs.cancel(identity), self.secrets)
        )

    def events(self, identity: str, seen: set[str]) -> list[Event]:
        """The job's events that were not seen, oldest first; none if the service has none.

        Args:
            identity: The job's id.
            seen: Ids of those seen; the others are added.
        """

        def look() -> list[Event]:
            found: list[Event] = []
            for page in pages(self._client.fine_tuning.jobs.list_events(identity, limit=_PAGE)):
                found += [event_of(raw, self.secrets) for raw in page]
                if self._newest_first and any(event.id in seen for event in found):
                    break  # the rest was seen
            return found

        found = self._asker.list_if_there("look at the job's events", look)
        rising = _is_rising(found)
        self._newest_first = self._newest_first if rising is None else not rising
        new = [event for event in found if event.id not in seen]
        seen.update(event.id for event in new)
        return new if rising else new[::-1]

    def checkpoints(self, identity: str) -> tuple[Checkpoint, ...]:
        """The job's checkpoints by step; none if the service has none."""

        def look() -> list[Checkpoint]:
            listed = self._client.fine_tuning.jobs.checkpoints.list(identity, limit=_PAGE)
            return [checkpoint_of(raw, self.secrets) for raw in newest(listed)]

        found = {one.step: one for one in self._asker.list_if_there("list the checkpoints", look)}
        return tuple(found[step] for step in sorted(found))


def _is_rising(events: list[Event]) -> bool | None:
    """Whether events are listed oldest first; None if it can't be told.

    OpenAI lists the newest first, some services the oldest. Where all are of one second, the
    steps that they name tell.
    """
    steps = [event.step for event in events if event.step is not None]
    for told in ([event.created for event in events], steps):
        if told and told[0] != told[-1]:
            return told[0] < told[-1]
    return None
