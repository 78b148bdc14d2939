"""Chats of a training file, as they are shown to a model here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from inspect_finetune.chats import turns_of
from inspect_finetune.errors import InputError
from inspect_finetune.textfiles import read_jsonl
from inspect_finetune.training.record import TrainingFile

_ASSISTANT = "assistant"
_TOOLS = ("tools", "functions")
_CALLS = ("tool_calls", "function_call")


@dataclass(frozen=True)
class Chat:
    """One conversation.

    Attributes:
        line: Its line in the file, from 1.
        turns: (role, text) pairs.
        learnt: Places of the assistant's turns that are learnt: all, but for those of weight 0.
        unshown: Whether the row names tools, which no model is shown here.
    """

    line: int
    turns: tuple[tuple[str, str], ...]
    learnt: tuple[int, ...]
    unshown: bool = False

    @property
    def messages(self) -> list[dict[str, str]]:
        """The turns as chat templates take them."""
        return [{"role": role, "content": text} for role, text in self.turns]


def read_chats(path: Path) -> tuple[Chat, ...]:
    """Read a file of chats, ``{"messages": [...]}`` a line.

    Raises:
        InputError: If the file can't be read, or a row holds no assistant's turn to learn, one
            that calls a tool, or a weight that is none.
    """
    chats = []
    for line, row in read_jsonl(path):
        where = f"{path}:{line}"
        _refuse_calls(row, where)
        turns = turns_of(row, where)
        learnt = tuple(i for i, (role, _) in enumerate(turns) if _is_learnt(role, row, i, where))
        if not learnt or not any(turns[i][1].strip() for i in learnt):
            what = "the row has no assistant's answer to learn"
            fix = f"Type inspect-finetune data check {path}"
            raise InputError(what, where=where, fix=fix)
        chats.append(Chat(line, turns, learnt, any(row.get(key) for key in _TOOLS)))
    return tuple(chats)


def _refuse_calls(row: Mapping[str, Any], where: str) -> None:
    """Refuse a row in which a tool is called or answers: only texts are learnt here."""
    messages = row.get("messages")
    for number, message in enumerate(messages if isinstance(messages, list) else (), 1):
        if not isinstance(message, dict):
            continue
        if any(message.get(key) for key in _CALLS):
            what = f"message {number} calls a tool"
        elif message.get("role") in ("tool", "function"):
            what = f"message {number} is a tool's answer"
        else:
            continue
        fix = "Leave the row out"
        raise InputError(f"{what}, and only texts are learnt here", where=where, fix=fix)


def _is_learnt(role: str, row: Mapping[str, Any], place: int, where: str) -> bool:
    if role != _ASSISTANT:
        return False
    weight = row["messages"][place].get("weight")
    if weight is None:
        return True
    if isinstance(weight, bool) or weight not in (0, 1):
        what = f"message {place + 1} has the weight {weight!r}"
        fix = 'Write "weight": 0 for an answer that is not to be learnt, else 1'
        raise InputError(what, where=where, fix=fix)
    return bool(weight)


def say_unshown(path: Path | None, chats: Sequence[Chat], say: Callable[[str], None]) -> None:
    """Say in a line how many rows name tools, which is not shown to the model.

    Args:
        path: The file.
        chats: Its chats.
        say: Told so.
    """
    lines = [chat.line for chat in chats if chat.unshown]
    if lines:
        say(f"{path}: the tools of {len(lines)} rows are not shown, the first on line {lines[0]}")


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
