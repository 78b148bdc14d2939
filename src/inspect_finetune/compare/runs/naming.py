"""What a log says of itself as plain data that may be shared: no secrets, addresses or folders."""

from typing import Any

from inspect_ai.log import EvalLog, EvalSpec
from inspect_ai.model import GenerateConfig

from inspect_finetune.conditions.roles import BASE_ROLE
from inspect_finetune.logs.naming import entries

_CONNECTION = frozenset(
    # how requests are sent, repeated and stored; none changes what an answer is likely to be
    (
        *("max_retries", "timeout", "attempt_timeout", "stream_idle_timeout", "max_connections"),
        *("adaptive_connections", "seed", "num_choices", "cache", "cache_prompt", "batch"),
        *("extra_headers", "logprobs", "top_logprobs", "prompt_logprobs"),
    )
)


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
    return entries(found)


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
