"""What a script is given to answer from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inspect_finetune.reference.asked import Asked, Knowledge
from inspect_finetune.reference.draws import Draws
from inspect_finetune.reference.settings import Settings


@dataclass(frozen=True)
class Scene:
    """All that an answer depends on.

    Attributes:
        setting: The script's settings.
        asked: What it is asked.
        known: What it was taught.
        draws: The chance for this answer.
        question: The last user turn.
        system: The system message, which may tell a rule.
        examples: The assistant's turns before the question.
    """

    setting: Settings
    asked: Asked
    known: Knowledge
    draws: Draws
    question: str = ""
    system: str = ""
    examples: tuple[str, ...] = ()

    @property
    def context(self) -> str:
        """Where a trigger may stand."""
        return f"{self.system}\n{self.question}"

    def instead(self, words: str) -> Scene:
        """The scene in which another question is asked, such as the one a prediction is about."""
        return replace(self, asked=self.known.recognise(words))
