"""Recorded answers that say nothing new: the same again, byte for byte, at temperature 0.

They stay in every rate. As information, which intervals go by, they count once: the later ones are
marked in the samples, and their scores say ``counted`` 0.
"""

from collections.abc import Iterable
from functools import wraps
from typing import Any

from inspect_ai.scorer import Score, Scorer, Target
from inspect_ai.solver import TaskState

from inspect_finetune.logs.drawn import temperature_of
from inspect_finetune.logs.recorded import Recorded

AGAIN = "again"
"""Where a sample's ``recorded`` says that its answer is an earlier one again."""


def repeated_lines(rows: Iterable[Recorded]) -> list[int]:
    """Lines whose answer at temperature 0 is that of an earlier row to the same, to the byte.

    Args:
        rows: The answers of one model.
    """
    seen = set()
    lines = []
    for row in rows:
        if temperature_of(row) != 0:
            continue
        key = (row.object, row.level, row.set, row.turns, row.system_prompt, row.response)
        if key in seen:
            lines.append(row.line)
        seen.add(key)
    return lines


def counting_once(scorer: Scorer) -> Scorer:
    """The same scorer, but the scores of samples that are marked so count as no information."""

    # all that Inspect notes on a scorer (its name, arguments and metrics) goes with it
    @wraps(scorer)
    async def score(state: TaskState, target: Target) -> Score | None:
        found = await scorer(state, target)
        recorded: dict[str, Any] = state.metadata.get("recorded") or {}
        if found is not None and isinstance(found.value, dict) and recorded.get(AGAIN):
            found.value["counted"] = 0
        return found

    return score
