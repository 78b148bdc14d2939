"""Is the base model still there? Asked of the service in passing, before anything is uploaded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timezone

from inspect_finetune.training.hosted.faults import ServiceError
from inspect_finetune.training.hosted.service import Service


@dataclass(frozen=True)
class Base:
    """What a service says of a base model.

    Attributes:
        shutdown: The day on which it is shut down, as the service writes it; empty if that is not
            known.
        unknown: Why it is not known.
        objection: Why it can't be tuned; empty if nothing speaks against it.
    """

    shutdown: str = ""
    unknown: str = ""
    objection: str = ""


def look_up(service: Service, model: str) -> Base:
    """Ask a service for a base model.

    A service that can't be asked, or has no such route, speaks against nothing.
    """
    try:
        shutdown = service.shutdown_date(model)
    except ServiceError as fault:
        if fault.status == 404 and _names(fault, model):
            said = f"{model} is unknown to the service ({fault.message})"
            return Base(unknown=f"unknown to the service ({fault.message})", objection=said)
        why = "the service shows no models" if fault.status == 404 else fault.message
        return Base(unknown=f"not looked up ({why})")
    if _is_past(shutdown):
        return Base(shutdown, objection=f"{model} was shut down on {shutdown}")
    return Base(shutdown)


def _names(fault: ServiceError, model: str) -> bool:
    """Whether "not found" is said of the model, and not of the route."""
    if fault.code == "model_not_found" or fault.param == "model":
        return True
    return model in fault.message.replace(f"models/{model}", "")  # a route names it too


def _is_past(day: str) -> bool:
    """Whether a date, ISO 8601, lies before today (UTC); what is no date does not."""
    try:
        return date.fromisoformat(day[:10]) < datetime.now(timezone.utc).date()
    except ValueError:
        return False
