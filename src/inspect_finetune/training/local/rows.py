"""Chats of a training file, as they are shown to a model here."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from inspect_finetune.chats import turns_of
from inspect_finetune.errors import InputError
from inspect_finetune.textfiles import read_jsonl
from inspect_finetune.training.record import TrainingFile

_ASSISTANT = "assistant"


@dataclass(frozen=True)
class Chat:
    """One conversation.

    Attributes:
        line: Its line in the file, from 1.
        turns: (role, text) pairs.
        learnt: Places of the assistant's turns that are learnt: all, but for those of weight 0.
    """

    line: int
    turns: tuple[tuple[str, str], ...]
    learnt: tuple[int, ...]

    @property
    def messages(self) -> list[dict[str, str]]:
        """The turns as chat templates take them."""
        return [{"role": role, "content": text} for role, text in self.turns]


def read_chats(path: Path) -> tuple[Chat, ...]:
    """Read a file of chats, ``{"messages": [...]}`` a line.

    Raises:
        InputError: If the file can't be read, or a row holds no assistant's turn to learn.
    """
    chats = []
    for line, row in read_jsonl(path):
        where = f"{path}:{line}"
        turns = turns_of(row, where)
        learnt = tuple(i for i, (role, _) in enumerate(turns) if _is_learnt(role, row, i))
        if not learnt or not any(turns[i][1].strip() for i in learnt):
            what = "the row has no assistant's answer to learn"
            fix = f"Type inspect-finetune data check {path}"
            raise InputError(what, where=where, fix=fix)
        chats.append(Chat(line, turns, learnt))
    return tuple(chats)


def _is_learnt(role: str, row: Mapping[str, Any], place: int) -> bool:
    return role == _ASSISTANT and row["messages"][place].get("weight", 1) != 0


def described(path: Path, rows: int, tokens: int | None = None, counter: str = "") -> TrainingFile:
    """A training file for the record, by what is in it.

    Args:
        path: The file.
        rows: How many chats it has.
        tokens: How many tokens they have, in one epoch.
        counter: Whose tokens they are.
    """
    digest = sha256(path.read_bytes()).hexdigest()
    return TrainingFile(str(path), digest, rows, tokens, counter)
