"""What the service answers, as plain data: nothing is believed to be there that need not be.

Services that follow OpenAI's API leave fields out, and the client does not check; so every field
is looked at here, and every text is cleaned of keys.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from inspect_finetune.training.hosted.clean import Secrets
from inspect_finetune.training.hosted.faults import GarbledError
from inspect_finetune.training.record import Checkpoint

FINAL = ("succeeded", "failed", "cancelled")
_STATUSES = {
    "canceled": "cancelled",
    "completed": "succeeded",
    "success": "succeeded",
    "error": "failed",
    "expired": "failed",
}
_STEP = re.compile(r"[Ss]tep (\d+)(?:/(\d+))?\D+?loss\s*[=:]\s*([0-9.eE+-]+)")


@dataclass(frozen=True)
class HostedFile:
    """A file at the service: its id, name and size, and whether it was found good."""

    id: str
    name: str
    bytes: int | None
    status: str
    detail: str

    @property
    def rejected(self) -> bool:
        """Whether the service found it bad."""
        return self.status in {"error", "failed"}

    @property
    def pending(self) -> bool:
        """Whether the service is still looking at it."""
        return self.status in {"uploaded", "pending", "processing"}


@dataclass(frozen=True)
class HostedJob:
    """A fine-tuning job.

    Attributes:
        id: Its id.
        status: ``succeeded``, ``failed``, ``cancelled``, or a word for not being there yet.
        model: The base model.
        fine_tuned: The trained model; empty until there is one.
        training_file: The id of its training file.
        seed: Its seed; None if it is not said.
        created: When it was created, seconds since 1970; 0 if it is not said.
        finished: When it ended; 0 before.
        metadata: What it carries.
        error: Why it failed.
        trained_tokens: What was paid for; None until it is known.
        hyperparameters: What ``auto`` became.
    """

    id: str
    status: str
    model: str = ""
    fine_tuned: str = ""
    training_file: str = ""
    seed: int | None = None
    created: float = 0
    finished: float = 0
    metadata: Mapping[str, str] = field(default_factory=dict)
    error: str = ""
    trained_tokens: int | None = None
    hyperparameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Event:
    """What a job reported: a message, and perhaps the losses after a step."""

    id: str
    created: float
    message: str
    step: int | None = None
    steps: int | None = None
    loss: float | None = None
    validation_loss: float | None = None


def file_of(raw: object, secrets: Secrets) -> HostedFile:
    """Read a file object.

    Raises:
        GarbledError: If it has no id.
    """
    size = getattr(raw, "bytes", None)
    return HostedFile(
        _identity(raw, "file", secrets),
        str(getattr(raw, "filename", "") or ""),
        size if isinstance(size, int) else None,
        str(getattr(raw, "status", "") or "").casefold(),
        secrets.clean(getattr(raw, "status_details", "") or ""),
    )


def job_of(raw: object, secrets: Secrets) -> HostedJob:
    """Read a job object.

    Raises:
        GarbledError: If it has no id or no status.
    """
    status = getattr(raw, "status", None)
    if not isinstance(status, str):
        raise GarbledError("no status of a job")
    status = status.casefold()
    return HostedJob(
        id=_identity(raw, "job", secrets),
        status=_STATUSES.get(status, secrets.clean(status)),
        model=secrets.clean(getattr(raw, "model", "") or ""),
        fine_tuned=secrets.clean(getattr(raw, "fine_tuned_model", "") or ""),
        training_file=str(getattr(raw, "training_file", "") or ""),
        seed=_whole(getattr(raw, "seed", None)),
        created=_number(getattr(raw, "created_at", None)) or 0,
        finished=_number(getattr(raw, "finished_at", None)) or 0,
        metadata=_metadata(getattr(raw, "metadata", None)),
        error=_error(getattr(raw, "error", None), secrets),
        trained_tokens=_whole(getattr(raw, "trained_tokens", None)),
        hyperparameters=_hyperparameters(raw),
    )


def event_of(raw: object, secrets: Secrets) -> Event:
    """Read an event; the loss stands in its data, or only in its message."""
    message = secrets.clean(getattr(raw, "message", "") or "")
    data = getattr(raw, "data", None)
    held: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
    step, loss = _whole(held.get("step")), _number(held.get("train_loss"))
    steps = _whole(held.get("total_steps"))
    if found := _STEP.search(message):
        step = step if step is not None else int(found[1])
        steps = steps if steps is not None else _whole(found[2])
        loss = loss if loss is not None else _number(found[3])
    created = _number(getattr(raw, "created_at", None)) or 0
    identity = str(getattr(raw, "id", "") or f"{created}:{message}")
    return Event(identity, created, message, step, steps, loss, _number(held.get("valid_loss")))


def checkpoint_of(raw: object, secrets: Secrets) -> Checkpoint:
    """Read a checkpoint, as the record holds it.

    Raises:
        GarbledError: If it names no model or no step.
    """
    model = getattr(raw, "fine_tuned_model_checkpoint", None)
    step = _whole(getattr(raw, "step_number", None))
    if not model or step is None:
        raise GarbledError("no model or step of a checkpoint")
    metrics = getattr(raw, "metrics", None)
    loss = _number(getattr(metrics, "train_loss", None))
    return Checkpoint(f"step-{step}", step, f"openai/{secrets.clean(model)}", {}, loss)


def date_of(seconds: float) -> str:
    """Seconds since 1970 as the record's dates are written; empty for 0."""
    if not seconds:
        return ""
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _identity(raw: object, what: str, secrets: Secrets) -> str:
    found = getattr(raw, "id", None)
    if not isinstance(found, str) or not found or secrets.inside(found):
        raise GarbledError(f"no id of a {what}")
    return found


def _number(value: object) -> float | None:
    """A finite number, or None."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _whole(value: object) -> int | None:
    number = _number(value)
    return None if number is None else int(number)


def _metadata(value: object) -> dict[str, str]:
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, Mapping) else {}


def _error(value: object, secrets: Secrets) -> str:
    if isinstance(value, str):
        return secrets.clean(value)
    message = value.get("message") if isinstance(value, Mapping) else getattr(value, "message", "")
    return secrets.clean(message or "")


def _hyperparameters(raw: object) -> dict[str, Any]:
    """What the job trains with; jobs made with ``method`` may say it there only."""
    supervised = getattr(getattr(raw, "method", None), "supervised", None)
    found: dict[str, Any] = {}
    for held in (
        getattr(raw, "hyperparameters", None),
        getattr(supervised, "hyperparameters", None),
    ):
        for name in ("n_epochs", "batch_size", "learning_rate_multiplier"):
            value = getattr(held, name, None)
            if isinstance(value, int | float):
                found[name] = value
    return found
