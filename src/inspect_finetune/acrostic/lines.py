"""Lines and paragraphs: what stands on a line of its own, and where prose was hard-wrapped."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Final

from inspect_finetune.acrostic.leadins import is_list_mark, strip_marks

_READABLE: Final = re.compile(r"[^\W_]")
_ENUMERATOR: Final = re.compile(r"[(\[]?([A-Za-z]|[ivxIVX]{1,4})([.)\]])[ \t]+(?=\S)")
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_TAIL: Final = "\"'”’»›)]}*_`~ \t"
_OPENING: Final = "\"'“‘„«([*_`~"
_FINAL: Final = frozenset(".!?…。؟।॥։።:|")
# "**E**very" becomes "****Every": the word whole, and its emphasis before it.
_EMPHASIS: Final = re.compile(r"(\*{1,3}|_{1,3}|`|~~)([^\W\d_])\1(?=[^\W\d_])")
_WRAP_WIDTH: Final = 40
_SHORT: Final = 5


@dataclass(slots=True)
class Line:
    """One readable line: its text after the marks, the marks, and how it stands to the next."""

    text: str
    flags: tuple[str, ...]
    item: bool
    paragraph: int
    joins_next: bool = False


def read_lines(text: str) -> list[Line]:
    """Return the readable lines. Blank lines and rules (``---``) only separate paragraphs."""
    lines: list[Line] = []
    paragraph = 0
    for raw in text.split("\n"):
        if not _READABLE.search(raw):
            paragraph += bool(lines) and lines[-1].paragraph == paragraph
            continue
        stripped = raw.strip()
        if "*" in raw or "_" in raw or "`" in raw or "~" in raw:
            stripped = _EMPHASIS.sub(r"\1\1\2", stripped)
        if stripped[0].isalpha():
            lines.append(Line(stripped, (), False, paragraph))
            continue
        start, flags = strip_marks(stripped)
        lines.append(Line(stripped[start:], flags, is_list_mark(flags), paragraph))
    _strip_enumerators(lines)
    _mark_wraps(lines)
    return lines


def _strip_enumerators(lines: list[Line]) -> None:
    """Take ``a)``, ``B.`` or ``ii.`` off lines, where a run of them counts up from the first.

    Alone such a mark may be an initial or the letter itself, so the count is what tells.
    """
    run: list[tuple[Line, re.Match[str]]] = []
    for line in lines:
        match = _ENUMERATOR.match(line.text)
        if not match:
            continue
        if run and not _follows(run, match):
            _strip_run(run)
            run = []
        run.append((line, match))
    _strip_run(run)


def _follows(run: list[tuple[Line, re.Match[str]]], match: re.Match[str]) -> bool:
    """Say whether an enumerator is the next one of the run."""
    if len(run) >= len(_ROMAN) or match[2] != run[0][1][2]:
        return False
    marks = [found[1].lower() for _, found in run] + [match[1].lower()]
    return marks in ([chr(97 + i) for i in range(len(marks))], list(_ROMAN[: len(marks)]))


def _strip_run(run: list[tuple[Line, re.Match[str]]]) -> None:
    """Strip a run that starts at the first mark: two with a bracket, three with a full stop."""
    if not run or run[0][1][1] not in "aAiI":
        return
    if len(run) < (3 if run[0][1][2] == "." else 2):
        return
    for line, match in run:
        line.text = line.text[match.end() :]
        line.flags = (*line.flags, "numbering")
        line.item = True


def _mark_wraps(lines: list[Line]) -> None:
    """Mark the lines that go on in the next one, paragraph by paragraph."""
    start = 0
    for i, line in enumerate(lines):
        last = i + 1 == len(lines)
        if last or lines[i + 1].paragraph != line.paragraph or lines[i + 1].item:
            if i > start:
                _mark_block(lines[start : i + 1])
            start = i + 1


def _mark_block(block: list[Line]) -> None:
    """Mark the hard wraps among lines that stand together, none an item but the first."""
    if "heading" in block[0].flags or "table" in block[0].flags:
        block = block[1:]
    goes_on = [_goes_on(a, b) for a, b in itertools.pairwise(block)]
    if not any(goes_on) or _is_lower_case_poem(block):
        return
    _cut_lists(block, goes_on)
    filled = _is_filled(block) and 3 * sum(goes_on) >= len(goes_on)
    for line, wraps in zip(block, goes_on, strict=False):
        line.joins_next = filled or wraps


def _cut_lists(block: list[Line], goes_on: list[bool]) -> None:
    """Keep apart what an unmarked list in lower case holds: ``We need:``, ``eggs``, ``milk``."""
    for i in range(len(block) - 1, -1, -1):
        if block[i].text.endswith(":"):
            if i + 1 < len(block) and _is_lower_case_poem(block[i + 1 :]):
                goes_on[i:] = [False] * len(goes_on[i:])
            return


def _goes_on(line: Line, following: Line) -> bool:
    """Say whether a line without end punctuation goes on in lower case on the next."""
    first = following.text.lstrip(_OPENING)[:1]
    if not first.islower():
        return False
    end = line.text[-40:].rstrip(_TAIL)[-1:]
    if end in _FINAL or line.text.endswith("\\"):
        return False
    # "Dear all," is a unit of its own, however the next line is written.
    return not (end in {",", ";"} and len(line.text[:80].split()) < _SHORT)


def _is_lower_case_poem(block: list[Line]) -> bool:
    """Say whether no line begins in upper case and none has a stop: lines, and not prose."""
    return all(
        line.text.lstrip(_OPENING)[:1].islower() and not any(mark in line.text for mark in ".!?")
        for line in block
    )


def _is_filled(block: list[Line]) -> bool:
    """Say whether each line was filled up to a width: the next line's first word did not fit."""
    width = max(len(line.text.rstrip(_TAIL)) for line in block)
    if len(block) < 3 or width < _WRAP_WIDTH:
        return False
    return all(
        len(line.text) + 1 + len(following.text.split(None, 1)[0]) > width
        for line, following in itertools.pairwise(block)
    )
