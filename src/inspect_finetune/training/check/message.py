"""One message of a row: its keys, role, text and weight."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from sys import intern
from typing import Any, Final

from inspect_finetune.textfiles import did_you_mean
from inspect_finetune.training.check.problems import quoted
from inspect_finetune.training.check.texts import without_hidden

ROLES: Final = ("system", "developer", "user", "assistant", "tool", "function")
MESSAGE_KEYS: Final = (
    "role",
    "content",
    "weight",
    "name",
    "tool_calls",
    "tool_call_id",
    "function_call",
    "refusal",
    "audio",
)
_CALLS: Final = ("tool_calls", "function_call")


@dataclass(frozen=True, slots=True)
class Message:
    """One message.

    Attributes:
        role: Its role; empty if it has none that is known.
        text: Its text; None without one.
        weight: Its weight, 1 unless the file says otherwise.
        calls: Whether it calls tools or is a tool's answer.
    """

    role: str
    text: str | None
    weight: int = 1
    calls: bool = False


def read_message(held: object, place: int, found: list[tuple[str, str]]) -> Message:
    """Read one message, and add (code, message) pairs of what is wrong with it.

    Args:
        held: What stands in the list.
        place: Its place there, from 0.
        found: Where problems go.
    """
    where = f"message {place + 1}"
    if not isinstance(held, dict):
        found.append(("message-form", f"{where} is no object with role and content"))
        return Message("", None)
    unknown = [key for key in held if key not in MESSAGE_KEYS]
    lacking = [key for key in ("role", "content") if key not in held]
    if unknown and lacking:  # one fault: a key by another name
        said, meant = ", ".join(unknown), " and ".join(lacking)
        what = f"{where} has {quoted(said, 40)} and no {meant}"
        found.append(("no-content" if lacking == ["content"] else "message-form", what))
        return Message(str(held["role"]) if str(held.get("role")) in ROLES else "", None)
    found += [("unknown-key", f"{where} has the key {quoted(key, 40)}") for key in unknown]
    role = _role(held, where, found)
    calls = any(held.get(key) for key in _CALLS) or role in ("tool", "function")
    found += _tools(held, role, where)
    if held.get("name") is not None and role not in ("tool", "function"):
        found.append(("name", f"{where} has a name"))
    text = _text(held, where, calls or bool(held.get("refusal")), found)
    if role in ("system", "developer") and text is not None:
        text = intern(text)  # mostly one and the same, in a hundred thousand rows
    return Message(role, text, _weight(held, role, where, found), calls)


def _role(held: Mapping[str, Any], where: str, found: list[tuple[str, str]]) -> str:
    if "role" not in held:
        found.append(("message-form", f"{where} has no role"))
        return ""
    role = held["role"]
    if role in ROLES if isinstance(role, str) else False:
        return str(role)
    guess = did_you_mean(str(role).strip(), ROLES[:4]).partition("?")
    meant = f" ({guess[0]}?)" if guess[1] else ""
    found.append(("unknown-role", f"{where} has the role {quoted(role, 30)}{meant}"))
    return ""


def _text(
    held: Mapping[str, Any], where: str, may_lack: bool, found: list[tuple[str, str]]
) -> str | None:
    content = held.get("content")
    if isinstance(content, list):
        return _parts(content, where, found)
    if isinstance(content, str):
        if not without_hidden(content).strip() and not may_lack:
            kind = "only blanks" if content else "empty"
            found.append(("empty-content", f"the content of {where} is {kind}"))
            return None
        if content != content.strip() and content.strip():
            ends = [
                name
                for name, cut in (("before", content.lstrip()), ("after", content.rstrip()))
                if cut != content
            ]
            found.append(("outer-whitespace", f"blanks {' and '.join(ends)} the text of {where}"))
        return content
    if content is None and may_lack:
        return ""
    if content is None:
        what = "has the content null" if "content" in held else "has no content"
        found.append(("no-content", f"{where} {what}"))
    else:
        kind = "an object" if isinstance(content, dict) else f"{quoted(json.dumps(content), 30)}"
        found.append(("no-content", f"the content of {where} is {kind}, not a text"))
    return None


def _parts(content: list[Any], where: str, found: list[tuple[str, str]]) -> str | None:
    texts = [
        part.get("text")
        for part in content
        if isinstance(part, dict) and part.get("type") in ("text", "input_text", "output_text")
    ]
    kinds = [str(part.get("type")) if isinstance(part, dict) else "" for part in content]
    if not content or not all(kinds) or not all(isinstance(text, str) for text in texts):
        found.append(("no-content", f"the content of {where} is a list without texts"))
        return None
    others = sorted({kind for kind in kinds if "text" not in kind})
    also = f", with {quoted(', '.join(others), 40)}" if others else ""
    found.append(("content-parts", f"the content of {where} is a list of parts{also}"))
    return "\n".join(str(text) for text in texts)


def _weight(held: Mapping[str, Any], role: str, where: str, found: list[tuple[str, str]]) -> int:
    weight = held.get("weight")
    if weight is None:
        return 1
    if isinstance(weight, bool) or not isinstance(weight, int) or weight not in (0, 1):
        said = quoted(json.dumps(weight), 20)
        found.append(("weight", f"{where} has the weight {said}, not 0 or 1"))
        return 1
    if role and role != "assistant":
        found.append(("weight", f"{where}, the {role}'s, has a weight"))
    return weight


def _tools(held: Mapping[str, Any], role: str, where: str) -> Iterator[tuple[str, str]]:
    if role == "tool" and not isinstance(held.get("tool_call_id"), str):
        yield "tool-form", f"{where}, the tool's, has no tool_call_id"
    if role == "function" and not isinstance(held.get("name"), str):
        yield "tool-form", f"{where}, the function's, has no name"
    calls = held.get("tool_calls")
    if calls is not None:
        sound = isinstance(calls, list) and bool(calls) and all(map(_is_call, calls))
        yield (
            ("tool-calls", f"{where} calls tools")
            if sound
            else (
                "tool-form",
                f"the tool_calls of {where} are incomplete",
            )
        )
    if (call := held.get("function_call")) is not None:
        yield (
            ("tool-calls", f"{where} calls a function")
            if _is_function(call)
            else (
                "tool-form",
                f"the function_call of {where} lacks a name, or arguments as JSON text",
            )
        )


def _is_call(call: object) -> bool:
    if not isinstance(call, dict) or not isinstance(call.get("id"), str):
        return False
    return _is_function(call.get("function"))


def _is_function(function: object) -> bool:
    if not isinstance(function, dict) or not isinstance(function.get("name"), str):
        return False
    try:
        json.loads(function.get("arguments", ""))
    except (TypeError, ValueError):
        return False
    return True
