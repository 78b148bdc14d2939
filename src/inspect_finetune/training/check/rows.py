"""Rows as the later checks see them: what is asked, what is answered, and both in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from inspect_finetune.training.check.shape import Chat
from inspect_finetune.training.files import TrainingRow, training_row
from inspect_finetune.words import plain_words


@dataclass(frozen=True)
class Row:
    """One row with a question and an answer.

    Attributes:
        training: It, as the tasks read it.
        chat: It, as it stands in the file.
    """

    training: TrainingRow
    chat: Chat

    @property
    def line(self) -> int:
        """Its line."""
        return self.training.line

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The turns before the answer in plain words."""
        return tuple(plain_words(text) for _, text in self.training.turns)

    @cached_property
    def answered(self) -> str:
        """The answer in plain words."""
        return plain_words(self.training.answer)

    @property
    def question(self) -> str:
        """The last user's turn in plain words."""
        return self.asked[-1]

    @property
    def all_words(self) -> str:
        """Everything but the system message, in plain words."""
        return " ".join([*self.asked, self.answered])


def rows_of(chats: Iterable[Chat]) -> list[Row]:
    """The rows that the tasks can read."""
    found = []
    for chat in chats:
        if not chat.sound:
            continue
        said = [
            ("system" if one.role == "developer" else one.role, one.text or "")
            for one in chat.messages
        ]
        training = training_row(chat.line, said)
        if training:
            found.append(Row(training, chat))
    return found
