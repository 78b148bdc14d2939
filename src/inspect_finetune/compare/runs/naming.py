"""What a log says of itself as plain data that may be shared: no secrets, addresses or folders."""

import re
from collections.abc import Mapping
from hashlib import sha256
from math import isfinite
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from inspect_ai.log import EvalLog, EvalSpec
from inspect_ai.model import GenerateConfig

from inspect_finetune.conditions.roles import BASE_ROLE
from inspect_finetune.logs.naming import SECRET

_CONNECTION = frozenset(
    # how requests are sent, repeated and stored; none changes what an answer is likely to be
    (
        *("max_retries", "timeout", "attempt_timeout", "stream_idle_timeout", "max_connections"),
        *("adaptive_connections", "seed", "num_choices", "cache", "cache_prompt", "batch"),
        *("extra_headers", "logprobs", "top_logprobs", "prompt_logprobs"),
    )
)
_LONG = 200
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def portable(value: object) -> Any:  # noqa: ANN401 - JSON in, JSON out
    """A value without what belongs to one machine only.

    Entries of a dictionary that name a secret or hold an address are left out, of the path of a
    file (and of an address elsewhere) the name alone is kept, and a long text becomes its hash.
    """
    if isinstance(value, Mapping):
        return {
            str(key): portable(part)
            for key, part in sorted(value.items(), key=lambda item: str(item[0]))
            if part is not None and not SECRET.search(str(key)) and not _is_address(part)
        }
    if isinstance(value, list | tuple):
        return [portable(part) for part in value]
    if isinstance(value, str):
        return _text(value)
    plain = (
        value is None or isinstance(value, int) or (isinstance(value, float) and isfinite(value))
    )
    return value if plain else _text(str(value))


def _is_address(value: object) -> bool:
    return isinstance(value, str) and bool(_ADDRESS.match(value))


def _text(value: str) -> str:
    if len(value) > _LONG:
        return f"sha256:{sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    if _is_address(value):
        return value.partition("?")[0].rstrip("/").rpartition("/")[2]
    if value.startswith("~") or PurePosixPath(value).is_absolute():
        return PurePosixPath(value).name or value
    return PureWindowsPath(value).name if PureWindowsPath(value).is_absolute() else value


def model_of(spec: EvalSpec) -> str:
    """The identifier, with the arguments that tell models apart."""
    said = ", ".join(f"{key}={part}" for key, part in portable(spec.model_args).items())
    return f"{spec.model} ({said})" if said else spec.model


def settings_of(log: EvalLog) -> dict[str, Any]:
    """Everything but the task and the model that may change what is answered."""
    spec = log.eval
    asked = {**_set(spec.model_generate_config), **_set(log.plan.config)}
    found = {name: part for name, part in asked.items() if name not in _CONNECTION}
    found |= {
        "message_limit": spec.config.message_limit,
        "token_limit": spec.config.token_limit,
        "solver": spec.solver,
        "solver_args": spec.solver_args_passed or None,
    }
    for role, bound in (spec.model_roles or {}).items():
        if role != BASE_ROLE:  # a control beside the model, which changes none of its answers
            models = bound if isinstance(bound, list) else [bound]
            found[f"role {role}"] = ", ".join(one.model for one in models)
    shared: dict[str, Any] = portable(found)
    return shared


def _set(config: GenerateConfig) -> dict[str, Any]:
    given: dict[str, Any] = config.model_dump(mode="json", exclude_none=True)
    return given


def packages_of(spec: EvalSpec) -> dict[str, str]:
    """Versions of Inspect and of this package."""
    return {
        name: version
        for name, version in sorted(spec.packages.items())
        if name in ("inspect_ai", "inspect_finetune")
    }


def task_of(spec: EvalSpec) -> tuple[str, str]:
    """The task's name, with its channel in brackets where it has one, and its package."""
    package, _, name = spec.task.rpartition("/")
    if not package and spec.task_registry_name:
        package = spec.task_registry_name.rpartition("/")[0]
    channel = (spec.metadata or {}).get("channel")
    return f"{name}[{channel}]" if channel else name, package
