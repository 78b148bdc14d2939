"""A run at a service, step by step; the record is written before each step that costs."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.training.hosted.answers import HostedFile, HostedJob
from inspect_finetune.training.hosted.asked import Asked, upload_name
from inspect_finetune.training.hosted.faults import ServiceError
from inspect_finetune.training.hosted.matching import attempt_of, is_the_job, why_not
from inspect_finetune.training.hosted.service import Service
from inspect_finetune.training.record import RunRecord, TrainingFile, now, write_record

_LOOKS_AT_FILE = 12
"""How often a file is looked at that the service has not judged yet, before going on."""


class Run:
    """A run under way.

    Args:
        record: How far it is.
        folder: Its folder, which this process holds.
        service: The service.
    """

    def __init__(self, record: RunRecord, folder: Path, service: Service) -> None:
        self.record = record
        self.folder = folder
        self.service = service
        self.view = service.view

    @property
    def asked(self) -> Asked:
        """What is paid for."""
        return Asked.of(self.record)

    def save(self, job: dict[str, Any] | None = None, **changes: object) -> None:
        """Write the record with some changes, if they are any.

        Args:
            job: Entries of the record's `job` to change; None takes one away.
            changes: Attributes of the record to change.
        """
        merged = {**self.record.job, **(job or {})}
        held = {name: value for name, value in merged.items() if value is not None}
        record = self.record.changed(job=held, **changes)
        if record != self.record:
            self.record = record
            write_record(record, self.folder)

    def upload(self, anew: bool = False) -> None:
        """Have the files at the service, each uploaded once whatever happened before.

        Args:
            anew: Whether a file that was rejected is to be uploaded once more.

        Raises:
            InputError: If a file is rejected, or has changed.
            ServiceError: As the service's methods.
        """
        if self.record.job.get("id"):
            return
        self._upload("file", self.record.training, anew)
        if self.record.validation:
            self._upload("validation_file", self.record.validation, anew)
        self.save(status="uploaded")

    def _upload(self, key: str, file: TrainingFile, anew: bool) -> None:
        there = self._still_there(key)
        if there is None or (there.rejected and anew):
            there, found = self.service.upload(upload_name(file), read_bytes(file), anew=anew)
            self.view.say(f"{file.path}: {'already there' if found else 'uploaded'} as {there.id}")
            self.save({key: there.id})
        there = self._judged(there)
        if there.rejected:
            reason = there.detail or "no reason is given"
            self.save(status="failed", error=f"{file.path} was rejected: {reason}")
            raise InputError(
                f"the service rejects the file ({reason}). It is kept there as {there.id}, and "
                "no job was created",
                where=file.path,
                fix=f"See `inspect-finetune data check {file.path}`, mend it, and train again; "
                "--again uploads it as it is",
            )

    def _still_there(self, key: str) -> HostedFile | None:
        identity = self.record.job.get(key)
        return self._file(str(identity)) if identity else None

    def _file(self, identity: str) -> HostedFile | None:
        try:
            return self.service.file(identity)
        except ServiceError as fault:
            if fault.kind == "absent":  # deleted, or files can't be looked at: find_file tells
                return None
            raise

    def _judged(self, file: HostedFile) -> HostedFile:
        """Wait until the service has judged the file, if it says so at all."""
        for _ in range(_LOOKS_AT_FILE):
            if not file.pending:
                break
            self.view.moved("the service reads the file", 0, None)
            self.view.wait(self.service.patience.poll)
            try:
                file = self.service.file(file.id)
            except ServiceError as fault:
                if fault.kind != "absent":
                    raise
                break
        return file

    def create(self, job_id: str = "", *, again: bool = False) -> HostedJob:
        """Have the job at the service, created once whatever happened before.

        Args:
            job_id: The job, if the user knows it.
            again: Whether the user says that there is none, where the service can't be asked.

        Returns:
            The job, which may have ended.

        Raises:
            ServiceError: As the service's methods.
            InputError: If the job that was named is not this run's.
            UnusableError: If the job was created and the record can't be written.
        """
        if job_id or self.record.job.get("id"):
            job = self.service.job(job_id or str(self.record.job["id"]))
            found = True
            if job_id and (why := why_not(self.record, self.folder, job, self._file)):
                what = f"the job {job.id} is not this run's: it {why}"
                raise InputError(what, where="--job", fix="Name the job of this run")
        else:
            job, found = self._create(again)
        words = "there already" if found else "created"
        self.view.say(f"Job {job.id} {words} ({job.status})")
        attempt = max(attempt_of(job), int(self.record.job.get("attempt", 1)))
        try:
            changes = {"id": job.id, "creating": None, "attempt": attempt}
            if job_id and job.training_file:
                changes["file"] = job.training_file
            self.save(changes, status="running", error="")
        except InputError as error:
            what = f"{error.what}, but the job {job.id} is {words}"
            raise UnusableError(
                what, where=error.where, fix="Free the disk; the same command finds the job again"
            ) from None
        return job

    def _create(self, again: bool) -> tuple[HostedJob, bool]:
        tried = "creating" in self.record.job
        if not tried:
            self.save({"creating": now()})
        attempt = int(self.record.job.get("attempt", 1))
        asked, held = self.asked, self.record.job
        arguments: dict[str, Any] = {
            "model": asked.base,
            "training_file": held["file"],
            "method": asked.method,
            "seed": asked.seed,
        }
        if asked.validation:
            arguments["validation_file"] = held["validation_file"]
        if asked.suffix:
            arguments["suffix"] = asked.suffix
        try:
            return self.service.create_job(
                is_the_job(self.record, self.folder),
                asked.metadata(attempt),
                arguments,
                f"{asked.fingerprint}-{attempt}-{held['creating']}",
                tried=tried and not again,
            )
        except ServiceError as fault:
            if fault.doing == "create the job" and not fault.may_pass:
                self.save({"creating": None})  # refused, and none was found: there is none
            raise


def read_bytes(file: TrainingFile) -> bytes:
    """The bytes of a training file, which must be those that were looked at.

    Raises:
        InputError: If it can't be read, or they aren't.
    """
    try:
        data = Path(file.path).read_bytes()
    except OSError as error:
        what = f"the file can't be read ({error.strerror})"
        fix = "Type the command in the folder where the run was begun"
        raise InputError(what, where=file.path, fix=fix) from None
    if hashlib.sha256(data).hexdigest() != file.sha256:
        what = "the file is not the one that the run was prepared with"
        raise InputError(what, where=file.path, fix="Name another run with --name")
    return data
