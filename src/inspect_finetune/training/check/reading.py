"""The rows of a training file, with what is wrong in file, shape and text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from inspect_finetune.training.check.lines import Piece, RawFile, line_count, read_raw
from inspect_finetune.training.check.problems import Problem
from inspect_finetune.training.check.shape import Chat, read_chat
from inspect_finetune.training.check.texts import IN_CODE, is_code, odd_text

Progress = Callable[[str, int], AbstractContextManager[Callable[[], None]]]
"""Makes a bar: what is done, and how many steps there are; it gives a function for one step."""


@contextmanager
def silent(_what: str, _total: int) -> Iterator[Callable[[], None]]:
    """Shows no bar."""
    yield lambda: None


def read_rows(path: str | Path, progress: Progress = silent) -> tuple[RawFile, list[Chat]]:
    """A file's rows, with every problem of file, shape and text among those of the raw file."""
    chats, known = list[Chat](), dict[str, list[tuple[str, str]]]()
    problems: list[Problem] = []
    with progress("Reading rows", line_count(path)) as advance:

        def take(piece: Piece) -> None:
            advance()
            if piece.value is None:
                return
            chat = read_chat(piece, problems)
            chats.append(chat)
            if not chat.guessed:
                problems.extend(_texts(chat, known))

        raw = read_raw(path, take)
    raw.problems += problems
    return raw, chats


def _texts(chat: Chat, known: dict[str, list[tuple[str, str]]]) -> Iterator[Problem]:
    """Problems of the texts of a row; system messages, which are many times the same, once."""
    told = set()
    for message in chat.messages:
        text = message.text or ""
        if not text.strip():
            continue
        if message.role not in ("system", "developer"):
            found = list(odd_text(text))
        elif text in known:
            found = known[text]
        else:
            found = known[text] = list(odd_text(text))
        for code, what in found:
            said = what.replace("the text", f"the {message.role or 'message'}'s text", 1)
            if (code, said) not in told and not (code in IN_CODE and _is_on_code(chat)):
                told.add((code, said))
                yield Problem(code, chat.line, said)


def _is_on_code(chat: Chat) -> bool:
    return any(one.role == "assistant" and is_code(one.text or "") for one in chat.messages)
