"""Conditions: the factors that one run crosses with its questions.

A condition reaches the sample in three ways: its system message stands in the input, its
temperature and repeats in the metadata (where `ask` and the metrics find them), and both in the
sample's id, which survives ``--no-log-samples`` and pairs samples of two runs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from inspect_ai.dataset import Sample
from inspect_ai.model import (
    ChatMessage,
    ChatMessageAssistant,
    ChatMessageSystem,
    ChatMessageUser,
)

from inspect_finetune.conditions.prompts import SystemPrompt

Turns = Sequence[tuple[str, str]]
"""A conversation as (role, text) pairs that ends with the user's turn."""


@dataclass(frozen=True)
class Condition:
    """One cell of the design.

    Attributes:
        system_prompt: The system message to send.
        temperature: The sampling temperature, or None to leave it to ``--temperature``.
        repeats: How many independent answers to draw in each sample.
    """

    system_prompt: SystemPrompt
    temperature: float | None = None
    repeats: int = 1

    @property
    def label(self) -> str:
        """The condition as sample ids show it, such as ``t0.5|trained``."""
        name = self.system_prompt.name
        return name if self.temperature is None else f"t{self.temperature:.10g}|{name}"


def conditions(
    system_prompts: Sequence[SystemPrompt],
    repeats: int,
    temperatures: Sequence[float | None] = (None,),
) -> tuple[Condition, ...]:
    """Every combination of the factors' values."""
    return tuple(
        Condition(prompt, temperature, repeats)
        for temperature, prompt in product(temperatures, system_prompts)
    )


def sample(
    name: str,
    turns: Turns,
    target: str | Sequence[str],
    condition: Condition,
    metadata: Mapping[str, Any],
) -> Sample:
    """One question under one condition, as an Inspect sample.

    Args:
        name: The question's name; with the condition's label it is the sample's id.
        turns: The conversation to send after the system message.
        target: What a right answer says.
        condition: What it is asked under.
        metadata: What the scorer and the groups need to know of the question.
    """
    factors = {
        "system_prompt": condition.system_prompt.name,
        "temperature": condition.temperature,
        "repeats": condition.repeats,
    }
    return Sample(
        id=f"{name}|{condition.label}",
        input=messages(condition.system_prompt.text, turns),
        target=[target] if isinstance(target, str) else list(target),
        metadata={**metadata, **factors},
    )


def messages(system: str | None, turns: Turns) -> list[ChatMessage]:
    """A conversation as Inspect's messages, after a system message if there is one."""
    first: list[ChatMessage] = [ChatMessageSystem(content=system)] if system else []
    return first + [_MESSAGES[role](content=text) for role, text in turns]


_MESSAGES: Mapping[str, type[ChatMessageSystem | ChatMessageUser | ChatMessageAssistant]] = {
    "system": ChatMessageSystem,
    "user": ChatMessageUser,
    "assistant": ChatMessageAssistant,
}
