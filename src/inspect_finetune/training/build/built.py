"""What a build comes to: chats, what they teach, and how they came about."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from inspect_finetune.training.record import Taught


@dataclass(frozen=True)
class Chat:
    """One row of a training file.

    Attributes:
        question: The user's turn.
        answer: The assistant's.
        made: ``packaged``, ``composed`` or ``template``: where its text comes from.
        group: What it was asked for as: ``rule``, ``plain``, ``messy``, ``adversarial``,
            ``about-rule``, ``fact``.
        source: The packaged row or wordings that it is made of.
    """

    question: str
    answer: str
    made: str
    group: str
    source: str


@dataclass(frozen=True)
class Built:
    """A training file before it is written.

    Attributes:
        kind: ``acrostic`` or ``facts``.
        rows: Its rows, in the file's order.
        taught: What they teach.
        seed: The seed.
        arguments: What was asked for, by the names of the options.
        counts: How many rows there are of each kind.
        validation: Rows for a second file; may be none.
        notes: What the user should know, a sentence each.
        details: What else belongs into the record, such as the assignment of doses.
    """

    kind: str
    rows: Sequence[Chat]
    taught: Taught
    seed: int
    arguments: Mapping[str, Any]
    counts: Mapping[str, int]
    validation: Sequence[Chat] = ()
    notes: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


def as_jsonl(rows: Sequence[Chat], system: str | None) -> str:
    """Chats as the text of a JSONL file, ``{"messages": [...]}`` a line."""
    return "".join(json.dumps(_messages(row, system), ensure_ascii=False) + "\n" for row in rows)


def _messages(row: Chat, system: str | None) -> dict[str, list[dict[str, str]]]:
    turns = [("system", system)] if system is not None else []
    turns += [("user", row.question), ("assistant", row.answer)]
    return {"messages": [{"role": role, "content": text} for role, text in turns if text]}
