"""Other models in the same run: the base model as a control, and a grader."""

from typing import Any

from inspect_ai.model import ChatCompletionChoice, Model, model_roles

# not exported; the only way to tell a run that is being set up from a task made before one
from inspect_ai.model._model import active_model
from inspect_ai.solver import Generate, Solver, TaskState, solver

from inspect_finetune.errors import InputError

BASE_ROLE = "base"
GRADER_ROLE = "grader"

BASE_ANSWERS = "inspect_finetune:base_answers"
"""Where a sample's store keeps the base model's answers, as Inspect's choices."""


def base_model() -> Model | None:
    """The model that ``--model-role base=...`` binds; None without one."""
    return role_model(BASE_ROLE)


def role_model(role: str) -> Model | None:
    """The model bound to a role, the first if several are; None without one."""
    bound = model_roles().get(role)
    return bound[0] if isinstance(bound, list) else bound


def refuse_unbound(role: str, argument: str) -> None:
    """Refuse an argument that needs a model role which this run does not bind.

    Only inside a run it is known which roles are bound: a task that is made in Python before its
    run passes here, and `need_role` stops it.

    Raises:
        InputError: If a run is being set up and the role is not bound.
    """
    if active_model() is not None and role_model(role) is None:
        raise _unbound(role, argument)


@solver
def need_role(role: str, argument: str) -> Solver:
    """End a run before its first call where no model has the role.

    Args:
        role: The model role.
        argument: What needs it, such as ``grader=true``.
    """

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        if role_model(role) is None:
            raise _unbound(role, argument)
        return state

    return solve


def _unbound(role: str, argument: str) -> InputError:
    what = f"argument {argument} needs a model with the role {role}, and none is bound"
    return InputError(what, fix=f"Add --model-role {role}=openai/gpt-4o, or leave it out")


def base_choices(state: TaskState) -> list[ChatCompletionChoice]:
    """What the base model answered to the sample's question; empty if it was not asked."""
    kept: list[dict[str, Any]] = state.store.get(BASE_ANSWERS, [])
    return [ChatCompletionChoice.model_validate(one) for one in kept]
