"""What went wrong when the service was asked, whatever version of the client says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import time
from typing import Literal

from inspect_finetune.training.hosted.clean import Secrets

Kind = Literal["busy", "gone", "absent", "refused"]
_NO_ENDPOINT = (404, 405, 501)
_MAY_PASS = (408, 409, 425)
_OUT_OF_MONEY = ("insufficient_quota", "billing_hard_limit_reached", "billing_not_active")


class GarbledError(ValueError):
    """An answer that is not what was asked for, such as a page of HTML."""


@dataclass
class ServiceError(Exception):
    """A request that failed.

    Attributes:
        kind: ``busy`` and ``gone`` may pass; ``absent`` is an endpoint or object that isn't there;
            ``refused`` is all else.
        doing: What was asked, such as "create the job".
        message: What the service said, without keys.
        status: The HTTP status; 0 if there was no answer.
        code: The service's code for it, such as ``model_not_found``.
        param: The argument that it is about.
        after: Seconds that the service asks to wait; None if it does not say.
    """

    kind: Kind
    doing: str
    message: str
    status: int = 0
    code: str = ""
    param: str = ""
    after: float | None = None

    @property
    def may_pass(self) -> bool:
        """Whether it is worth trying again."""
        return self.kind in {"busy", "gone"}


def fault_of(error: Exception, doing: str, secrets: Secrets) -> ServiceError | None:
    """What an error of the client means; None if it is not about the service.

    Args:
        error: What was raised.
        doing: What was asked.
        secrets: The keys in use.
    """
    import openai

    if isinstance(error, openai.APIStatusError):
        return _of_status(error, doing, secrets)
    if isinstance(error, openai.APITimeoutError):
        return ServiceError("gone", doing, "no answer in time")
    if isinstance(error, openai.APIConnectionError):
        cause = error.__cause__
        why = secrets.clean(cause) if cause else ""
        return ServiceError("gone", doing, f"no connection: {why}" if why else "no connection")
    # The client raises AttributeError and TypeError on lists that are no lists.
    if isinstance(error, openai.OpenAIError | ValueError | AttributeError | TypeError | KeyError):
        why = str(error) if isinstance(error, GarbledError) else type(error).__name__
        return ServiceError("gone", doing, f"an answer that can't be read ({why})")
    return None


def _of_status(error: object, doing: str, secrets: Secrets) -> ServiceError:
    status = int(getattr(error, "status_code", 0))
    body = getattr(error, "body", None)
    # The body is the "error" object of the answer, if it has one; else the answer as it is.
    held = body if isinstance(body, Mapping) else {}
    said = held.get("message") or held.get("detail") or ("" if held else body) or ""
    code = str(held.get("code") or held.get("type") or "")
    return ServiceError(
        _kind(status, code, str(held.get("type") or "")),
        doing,
        secrets.clean(said) or f"HTTP {status}",
        status,
        secrets.clean(code),
        secrets.clean(held.get("param") or ""),
        _after(getattr(getattr(error, "response", None), "headers", {})),
    )


def _kind(status: int, code: str, type_: str) -> Kind:
    if status == 429:
        return "refused" if {code, type_} & set(_OUT_OF_MONEY) else "busy"
    if status in _NO_ENDPOINT:
        return "absent"
    return "gone" if status in _MAY_PASS or status >= 500 else "refused"


def _after(headers: Mapping[str, str]) -> float | None:
    """Seconds of ``Retry-After``, given as a number or a date (RFC 9110, 10.2.3)."""
    said = headers.get("retry-after", "")
    try:
        return max(float(said), 0.0)
    except ValueError:
        pass
    try:
        return max(parsedate_to_datetime(said).timestamp() - time(), 0.0)
    except (ValueError, TypeError):
        return None
