"""Which questions stand whole, word after word, within longer texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from inspect_finetune.words import plain_words

LEAST: Final = 4
"""Words of a question: a shorter one stands in many others by accident."""
_FIRST: Final = 3
_ENDS: Final = re.compile(r"(?<=[.!?:;…])\s+|\n+")


def whole_within(questions: Sequence[str], texts: Sequence[str]) -> dict[str, list[int]]:
    """For each question that stands whole within a text, the places of all such texts.

    The search goes by the first words of the questions, so that not every question is set beside
    every text.

    Args:
        questions: Questions in plain words.
        texts: Texts in plain words.
    """
    by_first: dict[tuple[str, ...], list[list[str]]] = {}
    for words in (one.split() for one in dict.fromkeys(questions)):
        if len(words) >= LEAST:
            by_first.setdefault(tuple(words[:_FIRST]), []).append(words)
    found: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        held = text.split()
        for start in range(len(held) - LEAST + 1):
            for words in by_first.get(tuple(held[start : start + _FIRST]), ()):
                if held[start : start + len(words)] == words:
                    found.setdefault(" ".join(words), []).append(place)
    return found


def is_sentence(question: str, text: str) -> bool:
    """Whether a question, in plain words, is a sentence or line of a text, or several of them."""
    parts = [plain_words(part) for part in _ENDS.split(text)]
    return any(
        " ".join(parts[start:end]) == question
        for start in range(len(parts))
        for end in range(start + 1, min(start + 4, len(parts)) + 1)
    )
