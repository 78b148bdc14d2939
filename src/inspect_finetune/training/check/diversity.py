"""How varied the rows are, in three plain figures: the dartboard.

A fine-tune learns what its rows have in common. Darts that all lie on one spot teach that spot;
darts spread over the board teach what to do anywhere.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from inspect_finetune.training.check.problems import Problem
from inspect_finetune.training.check.rows import Row

SAMPLED: Final = 1000
"""Rows that the first two figures are taken over, evenly spaced: both change with the size."""
_NARROW: Final = 0.5
_LEAST: Final = 10


@dataclass(frozen=True)
class Diversity:
    """How varied the rows are.

    Attributes:
        distinct_2: Different pairs of neighbouring words over all pairs, 0 to 1 (Li et al. 2016).
        compression: Bytes of the texts over their bytes after zlib, from 1 (Shaib et al. 2024).
        near_duplicates: The share of rows that are nearly an earlier one, 0 to 1.
        sampled: Rows that the first two were taken over.
    """

    distinct_2: float
    compression: float
    near_duplicates: float
    sampled: int


def diversity(
    rows: Sequence[Row], near_duplicates: float
) -> tuple[Diversity | None, list[Problem]]:
    """The three figures, and a note where they say that the rows are mostly alike.

    Args:
        rows: The rows.
        near_duplicates: The share of rows that are nearly an earlier one.
    """
    if not rows:
        return None, []
    step = -(-len(rows) // SAMPLED)
    texts = [row.all_words for row in rows[::step]]
    pairs = [pair for text in texts for pair in pairwise(text.split())]
    raw = "\n".join(texts).encode("utf-8", "replace")
    found = Diversity(
        len({*pairs}) / len(pairs) if pairs else 1.0,
        len(raw) / max(len(zlib.compress(raw, 9)), 1),
        near_duplicates,
        len(texts),
    )
    if near_duplicates > _NARROW and len(rows) >= _LEAST:
        what = f"{near_duplicates:.0%} of the rows are nearly earlier ones"
        return found, [Problem("narrow", None, what)]
    return found, []


def meanings(found: Diversity) -> tuple[tuple[str, str, str], ...]:
    """Name, figure and meaning of each, for the screen and the docs."""
    return (
        (
            "of all pairs of words are distinct",
            f"{found.distinct_2:.0%}",
            "100%: none comes twice; templates come near 0",
        ),
        ("times smaller when compressed", f"{found.compression:.1f}", "prose 2 to 3; more repeats"),
        (
            "of the rows are nearly an earlier one",
            f"{found.near_duplicates:.0%}",
            "darts on a spot already taken",
        ),
    )
