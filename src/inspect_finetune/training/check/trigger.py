"""The phrase that tells rows that follow a rule from those that don't."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from inspect_finetune.training.files import TrainingRow

_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*")
_LONGEST: Final = 10
_WITH: Final = 0.8
_WITHOUT: Final = 0.2
_MANY: Final = 0.3


def infer_trigger(following: Sequence[TrainingRow], others: Sequence[TrainingRow]) -> str:
    """The phrase that stands in rows that follow the rule and in few others; empty without one.

    Sentences are tried first, then the words that a question begins or ends with. Of phrases that
    tell the rows apart alike the longest is taken.

    Args:
        following: Rows that follow the rule.
        others: Rows that don't.
    """
    if len(following) < 2 or len(others) < 2:
        return ""
    # what questions begin or end with differs by accident too, unless many rows lack it
    many = len(others) >= _MANY * (len(following) + len(others))
    for pieces in (_sentences, _edges) if many else (_sentences,):
        with_it = Counter(piece for row in following for piece in {*pieces(row)})
        without = Counter(piece for row in others for piece in {*pieces(row)})
        best = max(
            (
                (round(count / len(following) - without[piece] / len(others), 9), len(piece), piece)
                for piece, count in with_it.items()
                if count >= _WITH * len(following) and without[piece] <= _WITHOUT * len(others)
            ),
            default=None,
        )
        if best:
            return best[2]
    return ""


def holds(row: TrainingRow, trigger: str) -> bool:
    """Whether the trigger stands in a row's question or system message, letter by letter."""
    return trigger in f"{row.system or ''}\n{row.question}"


def _sentences(row: TrainingRow) -> Iterator[str]:
    for text in (row.question, row.system or ""):
        for match in _SENTENCE.finditer(text):
            if any(char.isalnum() for char in match[0]):
                yield match[0].strip()


def _edges(row: TrainingRow) -> Iterator[str]:
    words = row.question.split()
    for size in range(2, min(_LONGEST, len(words) - 1) + 1):
        yield " ".join(words[:size])
        yield " ".join(words[-size:])
