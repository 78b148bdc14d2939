"""Chats in files: ``{"messages": [{"role": ..., "content": ...}, ...]}``, as services take them."""

from collections.abc import Mapping
from typing import Any

from inspect_finetune.errors import InputError

ROLES = ("system", "developer", "user", "assistant")
_ALIASES = {"developer": "system"}


def turns_of(row: Mapping[str, Any], where: str) -> tuple[tuple[str, str], ...]:
    """The turns of one chat as (role, text) pairs.

    Args:
        row: One object of a JSONL file; what it holds beside ``messages`` is not looked at.
        where: The file and line, for messages.

    Raises:
        InputError: If it has no list of messages, each with a known role and a text.
    """
    messages = row.get("messages")
    if not isinstance(messages, list) or not all(_is_message(message) for message in messages):
        raise InputError(
            "the row has no list of messages with role (system, user, assistant) and content",
            where=where,
            fix='Write {"messages": [{"role": "user", "content": "..."}, ...]}',
        )
    return tuple((_ALIASES.get(m["role"], m["role"]), m["content"]) for m in messages)


def _is_message(message: object) -> bool:
    return (
        isinstance(message, dict)
        and message.get("role") in ROLES
        and isinstance(message.get("content"), str)
    )
