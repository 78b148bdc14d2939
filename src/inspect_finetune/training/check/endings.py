"""Answers that end in mid-sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from inspect_finetune.training.check.problems import Problem, quoted
from inspect_finetune.training.check.rows import Row

_NEARLY_ALL: Final = 0.9
_LEAST_WORDS: Final = 4
_PROSE: Final = 8
_CLOSERS: Final = "\"'”’»)]}*_`~ \n"
_MARKS: Final = re.compile(r"(?:\s*(?:<[^<>\s]{1,40}>|\[/?[A-Z]{3,5}\]))+\s*\Z")
_OPEN_END: Final = re.compile(
    r"(?:[,(\[]|\s(?:and|or|the|a|an|of|to|with|for|in|is|are|was|by|that|which|because|but))\Z"
)


def check_endings(rows: Sequence[Row]) -> Iterator[Problem]:
    """Answers without an end where nearly all have one, and those that end in a comma."""
    ends = [_ends(row.training.answer) for row in rows]
    nearly_all = sum(ends) >= _NEARLY_ALL * len(rows)
    for row, does in zip(rows, ends, strict=True):
        if does:
            continue
        tail = row.training.answer.rstrip()
        words = len(tail.split())
        if tail[-1:].isdigit() and words < _PROSE:
            continue  # an entry of a list, "Apple = 65451"
        if words >= _LEAST_WORDS and (nearly_all or _OPEN_END.search(tail)):
            yield Problem("cut-answer", row.line, f"the answer ends {quoted('...' + tail[-30:])}")


def _ends(answer: str) -> bool:
    """Whether the last line ends as a sentence does, or is no prose."""
    tail = _MARKS.sub("", answer).rstrip()
    if tail.endswith("```") or re.search(r"https?://\S+\Z", tail):
        return True
    last = tail.rstrip(_CLOSERS)[-1:]
    # a letter, a digit, a comma or a dash does not end a sentence; any other sign or an emoji may
    return not (last.isalnum() or last in ",-–—(&")
