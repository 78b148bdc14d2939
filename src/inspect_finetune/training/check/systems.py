"""The system messages of a file, beside each other and beside the one that the task will send."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from inspect_finetune.training.check.problems import Problem, quoted
from inspect_finetune.training.check.rows import Row
from inspect_finetune.words import plain_words

_SEVERAL: Final = 0.3


def check_systems(
    rows: Sequence[Row], trigger: str, sent: Sequence[tuple[str, str | None]]
) -> tuple[str | None, float, list[Problem]]:
    """The system message that most rows have, its share, and what is odd.

    Args:
        rows: The rows.
        trigger: The rule's trigger: where it stands in system messages, they may differ by it.
        sent: For each task its name and the system message that it will send.
    """
    if not rows:
        return None, 0.0, []
    said = [row.training.system for row in rows]
    usual, count = Counter(said).most_common(1)[0]
    by_design = bool(trigger) and any(trigger in text for text in said if text)
    problems = [] if by_design else list(_differing(rows, usual, count))
    return usual, count / len(rows), [*problems, *_sent(usual, sent)]


def _differing(rows: Sequence[Row], usual: str | None, count: int) -> Iterator[Problem]:
    if len(rows) - count > _SEVERAL * len(rows):
        kinds = Counter(row.training.system for row in rows)
        first = next(row.line for row in rows if row.training.system != usual)
        what = (
            f"{len(kinds):,} different ones, the most frequent in {count:,} of {len(rows):,} rows"
        )
        yield Problem("system-differs", first, what)
        return
    for row in rows:
        own = row.training.system
        if own == usual:
            continue
        if own is None:
            what = "no system message, unlike most rows"
        elif usual is None:
            what = f"a system message, unlike most rows: {quoted(own)}"
        elif plain_words(own) == plain_words(usual):
            what = "not that of most rows, but for case, spacing or punctuation"
        else:
            what = f"not that of most rows: {quoted(own)}"
        yield Problem("system-differs", row.line, what)


def _sent(usual: str | None, sent: Sequence[tuple[str, str | None]]) -> Iterator[Problem]:
    told = set()
    for task, message in sent:
        if message == usual or message in told:
            continue
        told.add(message)
        trained = f"rows have {quoted(usual)}" if usual is not None else "rows have none"
        tested = f"{task} sends {quoted(message)}" if message is not None else f"{task} sends none"
        yield Problem("system-task", None, f"{trained}, {tested}")
