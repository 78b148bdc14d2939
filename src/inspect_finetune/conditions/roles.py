"""The base model as a control in the same run: whatever is bound to the model role ``base``."""

from typing import Any

from inspect_ai.model import ChatCompletionChoice, Model, model_roles
from inspect_ai.solver import TaskState

BASE_ROLE = "base"

BASE_ANSWERS = "inspect_finetune:base_answers"
"""Where a sample's store keeps the base model's answers, as Inspect's choices."""


def base_model() -> Model | None:
    """The model that ``--model-role base=...`` binds; None without one."""
    return role_model(BASE_ROLE)


def role_model(role: str) -> Model | None:
    """The model bound to a role, the first if several are; None without one."""
    bound = model_roles().get(role)
    return bound[0] if isinstance(bound, list) else bound


def base_choices(state: TaskState) -> list[ChatCompletionChoice]:
    """What the base model answered to the sample's question; empty if it was not asked."""
    kept: list[dict[str, Any]] = state.store.get(BASE_ANSWERS, [])
    return [ChatCompletionChoice.model_validate(one) for one in kept]
