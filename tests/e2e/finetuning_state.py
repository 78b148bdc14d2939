"""What a fine-tuning service on loopback holds, and how its files and jobs fare."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

KEY = "sk-proj-loopback-SECRET-0123456789"

Reply = tuple[int, dict[str, str], Any]


@dataclass
class Script:
    """How the service behaves.

    Attributes:
        steps: Training steps of a job.
        file_polls: Looks at a file until it is processed.
        rejects_file: Why files are bad; empty for good ones.
        fails_validation: Why jobs fail while their files are validated.
        fails_at: The step at which a job fails; 0 for none.
        stays_running: Whether a job never ends by itself.
        models: Models that can be tuned, with the day on which they are shut down.
        too_many: Every so-manieth request gets 429 with Retry-After; 0 is none.
        refuses: Answers of a route whatever is asked: "POST /v1/files" to (status, error object).
        lacks: Routes, such as "GET /v1/fine_tuning/jobs/*/events", that are not there.
        hangs_up: How often a route's connection is closed, "before" or "after" the work is done.
        keeps_metadata: Whether jobs carry what they were given.
        oldest_first: Whether events are listed so; OpenAI lists the newest first.
        echoes_key: Whether every message holds the key it was sent.
        page: The most objects of a list's page.
        garbles: Routes that answer with a page of HTML.
    """

    steps: int = 4
    file_polls: int = 1
    rejects_file: str = ""
    fails_validation: str = ""
    fails_at: int = 0
    stays_running: bool = False
    models: dict[str, str | None] = field(
        default_factory=lambda: {"gpt-4o-mini-2024-07-18": "2027-10-23"}
    )
    too_many: int = 0
    refuses: dict[str, tuple[int, Any]] = field(default_factory=dict)
    lacks: tuple[str, ...] = ()
    hangs_up: dict[tuple[str, str], int] = field(default_factory=dict)
    keeps_metadata: bool = True
    oldest_first: bool = False
    echoes_key: bool = False
    page: int = 100
    garbles: tuple[str, ...] = ()


class State:
    """Files, jobs and events; a job moves on by one state each time it is looked at.

    Args:
        script: How the service behaves.
    """

    def __init__(self, script: Script) -> None:
        self.script = script
        self.files: list[dict[str, Any]] = []
        self.contents: dict[str, bytes] = {}
        self.jobs: list[dict[str, Any]] = []
        self.events: dict[str, list[dict[str, Any]]] = {}
        self.bodies: list[dict[str, Any]] = []

    def error(self, status: int, message: str, code: str, param: str | None = None) -> Reply:
        if self.script.echoes_key:
            message = f"{message} (key {KEY})"
        error = {"message": message, "type": "invalid_request_error", "code": code, "param": param}
        return status, {}, {"error": error}

    def upload(self, headers: Any, body: bytes) -> dict[str, Any]:
        head = f"Content-Type: {headers['Content-Type']}\r\n\r\n".encode()
        form = BytesParser(policy=HTTP).parsebytes(head + body)
        parts = {part.get_param("name", header="content-disposition"): part
                 for part in form.iter_parts()}  # fmt: skip
        data = parts["file"].get_payload(decode=True)
        assert parts["purpose"].get_payload(decode=True) == b"fine-tune"
        file = {
            "id": f"file-{len(self.files) + 1}",
            "object": "file",
            "bytes": len(data),
            "created_at": int(time.time()),
            "filename": parts["file"].get_filename(),
            "purpose": "fine-tune",
            "status": "uploaded",
            "_polls": self.script.file_polls,
        }
        self.files.append(file)
        self.contents[str(file["id"])] = data
        return shown(file)

    def read_file(self, file: dict[str, Any]) -> None:
        file["_polls"] -= 1
        if file["_polls"] == 0:
            bad = self.script.rejects_file
            file.update(status="error" if bad else "processed", status_details=self._echo(bad))

    def create(self, body: dict[str, Any]) -> Reply:
        if body["model"] not in self.script.models:
            message = f"Model {body['model']} is not available for fine-tuning or does not exist."
            return self.error(400, message, "model_not_available", "model")
        if body["training_file"] not in self.contents:
            return self.error(400, "File does not exist", "invalid_training_file", "training_file")
        self.bodies.append(body)
        job = {
            "id": f"ftjob-{len(self.jobs) + 1}",
            "object": "fine_tuning.job",
            "created_at": int(time.time()),
            "model": body["model"],
            "status": "validating_files",
            "training_file": body["training_file"],
            "validation_file": body.get("validation_file"),
            "seed": body.get("seed", 42),
            "method": body["method"],
            "hyperparameters": body["method"]["supervised"]["hyperparameters"],
            "metadata": body.get("metadata") if self.script.keeps_metadata else None,
            "organization_id": "org-loopback",
            "result_files": [],
            "fine_tuned_model": None,
            "finished_at": None,
            "trained_tokens": None,
            "error": None,
            "_suffix": body.get("suffix", ""),
            "_step": 0,
        }
        self.jobs.append(job)
        self.events[str(job["id"])] = []
        self._tell(job, f"Created fine-tuning job: {job['id']}")
        return 200, {}, shown(job)

    def _tell(self, job: dict[str, Any], message: str, **data: Any) -> None:
        told = self.events[job["id"]]
        told.append(
            {
                "id": f"ftevent-{job['id']}-{len(told)}",
                "object": "fine_tuning.job.event",
                "created_at": int(time.time()),
                "level": "info",
                "message": self._echo(message),
                "type": "metrics" if data else "message",
                "data": data or None,
            }
        )

    def _echo(self, text: str) -> str:
        return f"{text} (key {KEY})" if text and self.script.echoes_key else text

    def move_on(self, job: dict[str, Any]) -> None:
        script = self.script
        if job["status"] == "validating_files":
            if script.fails_validation:
                return self._fail(job, script.fails_validation, "invalid_training_file")
            self._tell(job, "Files validated, moving job to queued state")
            job["status"] = "queued"
        elif job["status"] == "queued":
            job["status"] = "running"
            job["hyperparameters"] = {
                name: 3 if value == "auto" else value
                for name, value in job["hyperparameters"].items()
            }
        elif job["status"] == "running":
            if job["_step"] == script.steps and not script.stays_running:
                return self._succeed(job)
            if job["_step"] < script.steps:
                job["_step"] += 1
                self._step(job, job["_step"])
            if job["_step"] == script.fails_at:
                return self._fail(job, "The job failed due to an internal error.", "server_error")
        return None

    def _step(self, job: dict[str, Any], step: int) -> None:
        loss = round(2.0 / step, 4)
        message = f"Step {step}/{self.script.steps}: training loss={loss}"
        told = {"step": step, "total_steps": self.script.steps, "train_loss": loss}
        if job["validation_file"]:
            told["valid_loss"] = loss + 1
        self._tell(job, message, **told)

    def _fail(self, job: dict[str, Any], message: str, code: str) -> None:
        job["status"] = "failed"
        job["error"] = {"code": code, "message": self._echo(message), "param": None}
        job["finished_at"] = int(time.time())

    def _succeed(self, job: dict[str, Any]) -> None:
        job["status"] = "succeeded"
        job["fine_tuned_model"] = f"ft:{job['model']}:loopback:{job['_suffix']}:{job['id'][6:]}"
        job["finished_at"] = int(time.time())
        job["trained_tokens"] = 1234
        self._tell(job, "The job has successfully completed")

    def cancel(self, job: dict[str, Any]) -> None:
        job["status"] = "cancelled"
        job["finished_at"] = int(time.time())

    def checkpoints(self, identity: str) -> list[dict[str, Any]]:
        (job,) = [one for one in self.jobs if one["id"] == identity]
        if job["status"] != "succeeded":
            return []
        steps = range(self.script.steps, 0, -2)
        return [
            {
                "id": f"ftckpt-{step}",
                "object": "fine_tuning.job.checkpoint",
                "created_at": int(time.time()),
                "fine_tuned_model_checkpoint": f"{job['fine_tuned_model']}:ckpt-step-{step}",
                "fine_tuning_job_id": identity,
                "metrics": {"step": step, "train_loss": round(2.0 / step, 4)},
                "step_number": step,
            }
            for step in steps
        ]

    def model(self, name: str) -> Reply:
        if name not in self.script.models:
            return self.error(404, f"The model '{name}' does not exist", "model_not_found")
        model = {"id": name, "object": "model", "created": 0, "owned_by": "loopback"}
        return 200, {}, {**model, "shutdown_date": self.script.models[name]}


def shown(one: dict[str, Any]) -> dict[str, Any]:
    """An object as the service shows it."""
    return {name: value for name, value in one.items() if name[0] != "_"}
