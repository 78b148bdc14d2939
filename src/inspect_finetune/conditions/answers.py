"""What a sample brought back: its answers, one per repeat, and the base model's."""

from dataclasses import dataclass

from inspect_ai.model import ChatCompletionChoice, ContentReasoning
from inspect_ai.solver import TaskState

from inspect_finetune.conditions.roles import base_choices


@dataclass(frozen=True)
class Answer:
    """One answer of the model.

    Attributes:
        text: What it said, without reasoning content.
        cut: It ended at the token limit, so the model may have had more to say.
        blocked: The provider's content filter ended it.
        thought: What it reasoned before, where the provider gives that apart.
        hidden: It reasoned, and the provider does not say what.
    """

    text: str
    cut: bool = False
    blocked: bool = False
    thought: str = ""
    hidden: bool = False


def answers(state: TaskState) -> tuple[Answer, ...]:
    """The sample's answers in the order drawn."""
    return tuple(map(_answer, state.output.choices))


def base_answers(state: TaskState) -> tuple[Answer, ...]:
    """The base model's answers to the same; empty where no model has the role ``base``."""
    return tuple(map(_answer, base_choices(state)))


def _answer(choice: ChatCompletionChoice) -> Answer:
    parts = choice.message.content
    reasoning = [part for part in parts if isinstance(part, ContentReasoning)]
    return Answer(
        _as_logged(choice.message.text),
        thought=_as_logged("\n".join(part.reasoning for part in reasoning if not part.redacted)),
        hidden=any(part.redacted for part in reasoning),
        cut=choice.stop_reason in ("max_tokens", "model_length"),
        blocked=choice.stop_reason == "content_filter",
    )


def _as_logged(text: str) -> str:
    """The text as Inspect's logs keep it: who scores a log again must read what the run read.

    Half a surrogate pair, which some providers send, can't be written and is escaped.
    """
    return text.encode("utf-8", "backslashreplace").decode()


def said(answer: Answer) -> str:
    """All that the model wrote on its way to the answer, its reasoning included."""
    return f"{answer.thought}\n{answer.text}"
