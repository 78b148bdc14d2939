"""What a sample brought back: its answers, one per repeat, and the base model's."""

from dataclasses import dataclass

from inspect_ai.model import ChatCompletionChoice
from inspect_ai.solver import TaskState

from inspect_finetune.conditions.roles import base_choices


@dataclass(frozen=True)
class Answer:
    """One answer of the model.

    Attributes:
        text: What it said, without reasoning content.
        cut: It ended at the token limit, so the model may have had more to say.
        blocked: The provider's content filter ended it.
    """

    text: str
    cut: bool = False
    blocked: bool = False


def answers(state: TaskState) -> tuple[Answer, ...]:
    """The sample's answers in the order drawn."""
    return tuple(map(_answer, state.output.choices))


def base_answers(state: TaskState) -> tuple[Answer, ...]:
    """The base model's answers to the same; empty where no model has the role ``base``."""
    return tuple(map(_answer, base_choices(state)))


def _answer(choice: ChatCompletionChoice) -> Answer:
    return Answer(
        choice.message.text,
        cut=choice.stop_reason in ("max_tokens", "model_length"),
        blocked=choice.stop_reason == "content_filter",
    )
