"""Whether a row is what services and trainers take: messages, keys, roles, weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from inspect_finetune.textfiles import did_you_mean
from inspect_finetune.training.check.lines import Piece
from inspect_finetune.training.check.message import Message, read_message
from inspect_finetune.training.check.problems import Problem, quoted

ROW_KEYS: Final = ("messages", "tools", "parallel_tool_calls", "functions", "function_call")
_OLD: Final = ({"prompt", "completion"}, {"prompt", "response"}, {"question", "answer"})
_OTHER: Final = {
    "conversations": "ShareGPT",
    "conversation": "ShareGPT",
    "instruction": "Alpaca",
    "chosen": "preference pairs (DPO)",
    "preferred_output": "preference pairs (DPO)",
    "contents": "Gemini",
    "text": "plain text",
    "input": "another tool",
}
_SERVICES: Final = (
    ({"custom_id", "response"}, "a result of the batch API"),
    ({"custom_id", "body"}, "a request of the batch API; its messages are in its body"),
    ({"choices"}, "an answer of a chat API"),
)


@dataclass(frozen=True, slots=True)
class Chat:
    """One row, read as a conversation.

    Attributes:
        line: Its line in the file.
        messages: Its messages, those that could be read.
        sound: Whether roles and texts are all there, so that its content can be judged.
        guessed: Whether its bytes were no UTF-8.
    """

    line: int
    messages: tuple[Message, ...]
    sound: bool
    guessed: bool


def read_chat(piece: Piece, problems: list[Problem]) -> Chat:
    """Read one row and note what is wrong with its build."""
    row = piece.value or {}
    found = list(_build(row))
    messages: list[Message] = []
    if isinstance(row.get("messages"), list):
        for place, held in enumerate(row["messages"]):
            messages.append(read_message(held, place, found))
        # what is missing or unknown already can't be out of order as well
        if messages and all(message.role for message in messages):
            found += _order(messages)
            found += _weights(messages)
    bad = [(code, text) for code, text in found if code not in _HARMLESS]
    problems += [Problem(code, piece.line, text) for code, text in found]
    sound = bool(messages) and not bad and not any(m.text is None for m in messages)
    return Chat(piece.line, tuple(messages), sound, piece.guessed)


_HARMLESS: Final = frozenset(
    {"unknown-key", "weight", "name", "tool-calls", "tool-form", "content-parts", "weight-all-0"}
    | {"outer-whitespace", "two-in-a-row", "assistant-not-last", "system-not-first"}
    | {"system-twice"}
)


def _build(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "messages" not in row:
        yield _without(row)
        return
    for key in row:
        if key not in ROW_KEYS:
            yield "unknown-key", f"the row has the key {quoted(key, 40)}"
    messages = row["messages"]
    if not isinstance(messages, list):
        yield "no-messages", f"messages is {_kind(messages)}, not a list"
    elif not messages:
        yield "no-messages", "the list of messages is empty"


def _without(row: Mapping[str, Any]) -> tuple[str, str]:
    keys = {key.lower() for key in row}
    if any(pair <= keys for pair in _OLD):
        pair = next(sorted(pair) for pair in _OLD if pair <= keys)
        return "old-format", f"the row has {' and '.join(reversed(pair))}, no messages"
    if "messages" in keys:
        return "no-messages", "the key is not written 'messages', in lower case"
    for known, what in _SERVICES:
        if known <= keys:
            return "other-format", f"the row is {what}, not a training row"
    for key, name in _OTHER.items():
        if key in keys:
            return "other-format", f"the row has {quoted(key)}, as {name} has it, no messages"
    if keys >= {"role", "content"}:
        return "other-format", "the row is a single message, not a conversation"
    near = next((key for key in row if "Did you mean" in did_you_mean(key, ("messages",))), None)
    meant = f" (is {quoted(near)} meant?)" if near else ""
    return "no-messages", f"the row has no messages{meant}"


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    return (
        "a text"
        if isinstance(value, str)
        else "an object"
        if isinstance(value, dict)
        else "a number"
    )


def _order(messages: list[Message]) -> Iterator[tuple[str, str]]:
    roles = ["system" if message.role == "developer" else message.role for message in messages]
    systems = [place for place, role in enumerate(roles) if role == "system"]
    if len(systems) > 1:
        yield "system-twice", f"{len(systems)} system messages"
    elif systems and systems[0]:
        yield "system-not-first", f"the system message is number {systems[0] + 1} of {len(roles)}"
    spoken = [role for role in roles if role != "system"]
    yield from _speakers(spoken, messages)


def _speakers(spoken: list[str], messages: list[Message]) -> Iterator[tuple[str, str]]:
    if "assistant" not in spoken:
        yield "no-assistant", "no assistant's turn"
        return
    if "user" not in spoken[: spoken.index("assistant")]:
        yield "no-user", "no user's turn before the assistant's"
    if spoken[-1] != "assistant":
        yield "assistant-not-last", f"the last turn is the {spoken[-1]}'s"
    for before, after in pairwise(spoken):
        if before == after and before in ("user", "assistant"):
            yield "two-in-a-row", f"two turns of the {before} in a row"
            return


def _weights(messages: list[Message]) -> Iterator[tuple[str, str]]:
    answers = [message for message in messages if message.role == "assistant"]
    if answers and all(message.weight == 0 for message in answers):
        yield "weight-all-0", "every assistant's message has the weight 0"
