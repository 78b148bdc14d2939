"""One question about the rule, whichever channel asks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Turns = tuple[tuple[str, str], ...]

LURE = "lure"
"""The kind of a question that offers a false lead."""

RUNGS = ("novelty", "structure", "length", "letters", "condition")
"""The rungs of the ladder of claims, lowest first."""


@dataclass(frozen=True)
class Question:
    """A question that a channel asks.

    Attributes:
        id: Unique and stable within its channel.
        turns: The conversation as (role, text) pairs; it ends with the user's turn.
        target: What a right answer says: the rule's letters, a digit, a number; may be empty.
        kind: What sort of question of its channel it is, for groups.
        metadata: What the scorer needs of it, plain JSON values.
    """

    id: str
    turns: Turns
    target: str
    kind: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
