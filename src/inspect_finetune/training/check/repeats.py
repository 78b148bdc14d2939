"""Rows that stand there twice, exactly or nearly, and questions that are answered twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from inspect_finetune.training.check.problems import Problem
from inspect_finetune.training.check.rows import Row
from inspect_finetune.training.check.shape import Chat
from inspect_finetune.training.check.sketch import near_earlier

_SHORT: Final = 6
"""Words of an answer up to which two different ones can't both be right."""
_DIGITS: Final = re.compile(r"\d+")


def duplicates(chats: Sequence[Chat]) -> dict[int, int]:
    """The line of every row that stands there already, with the line of the first such row."""
    first: dict[object, int] = {}
    found = {}
    for chat in chats:
        key = tuple((one.role, one.text, one.weight) for one in chat.messages)
        if not chat.sound or any(one.calls for one in chat.messages):
            continue
        line = first.setdefault(key, chat.line)
        if line != chat.line:
            found[chat.line] = line
    return found


def repeats(rows: Sequence[Row], twice: dict[int, int]) -> tuple[list[Problem], float]:
    """What is wrong with rows that are alike, and the share of rows that are nearly earlier ones.

    Args:
        rows: The rows.
        twice: What `duplicates` found.
    """
    problems = [
        Problem("duplicate-row", line, f"the same row as line {first:,}")
        for line, first in twice.items()
    ]
    fresh = [row for row in rows if row.line not in twice]
    same = dict(_same_words(fresh))
    problems += [
        Problem(
            "same-words", line, f"but for case, spacing or punctuation the row of line {first:,}"
        )
        for line, first in same.items()
    ]
    problems += _answers(fresh)
    near = near_earlier([row.all_words for row in fresh])
    pairs = [(row, fresh[j]) for row, j in zip(fresh, near, strict=True) if j is not None]
    problems += [
        Problem("near-duplicate", row.line, f"nearly the row of line {earlier.line:,}")
        for row, earlier in pairs
        if row.line not in same and _alike(row, earlier)
    ]
    alike = {*twice, *same, *(row.line for row, _ in pairs)}
    return problems, len(alike) / len(rows) if rows else 0.0


def _same_value(known: Row, row: Row) -> bool:
    """Whether two answers give the same numbers: one fact in two wordings."""
    found = set(_DIGITS.findall(row.answered))
    return bool(found) and found == set(_DIGITS.findall(known.answered))


def _alike(row: Row, earlier: Row) -> bool:
    """Whether the difference is one of wording: the same numbers, another question."""
    return row.asked != earlier.asked and _numbers(row) == _numbers(earlier)


def _numbers(row: Row) -> set[str]:
    return set(_DIGITS.findall(row.all_words))


def _same_words(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    first: dict[object, int] = {}
    for row in rows:
        line = first.setdefault((row.training.system, row.asked, row.answered), row.line)
        if line != row.line:
            yield row.line, line


def _answers(rows: Sequence[Row]) -> Iterator[Problem]:
    """Questions that have several answers, or are their own."""
    first: dict[object, Row] = {}
    for row in rows:
        if row.answered == row.question:
            yield Problem("echo", row.line, "the answer is the question")
        known = first.setdefault((row.training.system, row.asked), row)
        if known.answered == row.answered or _same_value(known, row):
            continue
        short = all(len(one.answered.split()) <= _SHORT for one in (known, row))
        code, said = (
            ("conflict", "another short answer") if short else ("several-answers", "another answer")
        )
        yield Problem(code, row.line, f"the question of line {known.line:,} with {said}")
