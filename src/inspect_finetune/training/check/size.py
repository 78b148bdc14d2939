"""How much there is to train on: rows, messages, tokens, epochs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from inspect_finetune.training.check.lines import RawFile
from inspect_finetune.training.check.problems import Problem
from inspect_finetune.training.check.result import Size
from inspect_finetune.training.check.rows import Row
from inspect_finetune.training.check.shape import Chat
from inspect_finetune.training.tokens import ESTIMATE, count_tokens

LEAST_ROWS: Final = 10
"""Rows that OpenAI takes at least."""
TOKEN_LIMIT: Final = 65_536
"""Tokens of a training row that OpenAI takes for GPT-4o and GPT-4.1 models."""

# OpenAI cookbook, "Data preparation and analysis for chat model fine-tuning": 3 epochs, but no
# fewer than 100 and no more than 25,000 rows in all epochs together.
_EPOCHS: Final = 3
_FEWEST_SEEN: Final = 100
_MOST_SEEN: Final = 25_000
_MOST_EPOCHS: Final = 25


def usual_epochs(rows: int) -> int:
    """The epochs that a service chooses for so many rows."""
    if not rows:
        return 0
    if rows * _EPOCHS < _FEWEST_SEEN:
        return min(_MOST_EPOCHS, _FEWEST_SEEN // rows)
    return max(1, min(_EPOCHS, _MOST_SEEN // rows))


def check_size(
    raw: RawFile,
    chats: Sequence[Chat],
    rows: Sequence[Row],
    model: str,
    epochs: int | None,
    least_rows: int,
    token_limit: int,
) -> tuple[Size, list[Problem]]:
    """Count, and say what is too little or too long.

    Args:
        raw: The file.
        chats: Its rows as conversations.
        rows: Those of them that the tasks can read.
        model: The base model, for its vocabulary.
        epochs: How often it is gone through; None for the service's own choice.
        least_rows: Rows that the service takes at least.
        token_limit: Tokens that a row may have.
    """
    turns = [[(one.role, one.text or "") for one in chat.messages] for chat in chats]
    tokens = count_tokens(turns, model)
    problems = list(_long(chats, turns, model, token_limit))
    if chats and len(chats) < least_rows:
        what = f"{len(chats)} of at least {least_rows}"
        problems.append(Problem("few-rows", None, what))
    size = Size(
        rows=raw.total,
        usable=len(rows),
        roles=dict(Counter(one.role or "unknown" for chat in chats for one in chat.messages)),
        turns=dict(sorted(Counter(len(chat.messages) for chat in chats).items())),
        tokens=tokens.count,
        counted_with=tokens.counted_with,
        epochs=epochs or usual_epochs(len(chats)),
        epochs_stated=bool(epochs),
    )
    return size, problems


def _long(
    chats: Sequence[Chat], turns: Sequence[list[tuple[str, str]]], model: str, limit: int
) -> Iterator[Problem]:
    for chat, said in zip(chats, turns, strict=True):
        # a token has a byte at least, and a message some tokens of its own
        if sum(4 * len(text) + 8 for _, text in said) <= limit:
            continue
        tokens = count_tokens([said], model)
        if tokens.count > limit:
            about = "about " if tokens.counted_with == ESTIMATE else ""
            yield Problem("long-row", chat.line, f"{about}{tokens.count:,} tokens of {limit:,}")
