"""Lists of words, written as running text."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, each once, in its order."""
    return tuple(dict.fromkeys(text.split()))
