"""Where sentences end in a stretch of prose: a base segmenter, corrected.

The base is sentencex, which knows abbreviations of many languages and takes linear time;
docs/segmentation.md says how it was chosen. Quotations and corrections are this project's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from inspect_finetune.acrostic.candidate import Candidate, short_key
from inspect_finetune.acrostic.corrections import verdict
from inspect_finetune.acrostic.letters import script
from inspect_finetune.acrostic.regions import Region, find_regions

_MARKS: Final = ".!?…‽。؟۔।॥։።"
_CLOSERS: Final = "\"'“”‘’«»‹›)\\]}」』*_`~"
# A mark that points to a note: "[3]", "[3-5]", "[a]", "[note 2]".
_NOTE: Final = r"\[(?:\d{1,3}(?:[,–-] ?\d{1,3}){0,3}|[a-z]|(?:note|nb|n) \d{1,2}|citation needed)\]"
# After a stop without a space these go on: "3.5", "example.com", "(Ed.), Vol. 2".
_GLUED_ON: Final = re.compile("[0-9a-z,;:]")
_DASHES: Final = frozenset("-–—")
# Greedy and without anything to follow, so that no run of marks can make it search twice.
_STOP: Final = re.compile(rf"[{_MARKS}](?:[{_MARKS}{_CLOSERS}]|{_NOTE})*(?: [»”](?!\S))?")
_GREEK_STOP: Final = re.compile(_STOP.pattern.replace("‽", "‽;"))
_GREEK: Final = re.compile("[Ͱ-Ͽἀ-῿]")
_GAP: Final = re.compile(r"\s*")
_ALNUM: Final = re.compile(r"[^\W_]")
HIDDEN_FROM_BASE: Final = str.maketrans(dict.fromkeys("\"'“”„«»‹›()[]{}*_`~「」『』", " "))
_LANGUAGES: Final = {"GREEK": "el", "CYRILLIC": "ru"}
_WORD_CLASP: Final = "\"'“”‘’«»([{*_`~"
_QUOTE_SIGNS: Final = tuple("\"'“‘„«»")
_REACH: Final = 80


def sentence_starts(text: str, lower_writer: bool = False) -> Iterator[int]:
    """Yield the offsets at which the sentences of one stretch of prose begin.

    Args:
        text: Prose without newlines that matter (each is taken for a space).
        lower_writer: The response uses no capitals, so that lower case tells nothing.

    """
    start = 0
    yield start
    regions = find_regions(text)
    stop = _GREEK_STOP if _GREEK.search(text) else _STOP
    base: list[int] | None = None
    active: list[Region] = []
    upcoming = last_number = 0
    head = _head(text, 0)
    for match in stop.finditer(text):
        gap = _GAP.match(text, match.end())
        follows = gap.end() if gap else match.end()
        if follows == len(text):
            break
        if follows == match.end() and _GLUED_ON.match(text, follows):
            continue
        if text[follows] == "§" and text[match.start() - 2 : match.start() - 1] == ".":
            continue  # "18 U.S.C. § 1030"
        while upcoming < len(regions) and regions[upcoming].start < match.start():
            active.append(regions[upcoming])
            upcoming += 1
        active = [region for region in active if region.end > match.end()]
        # What a sentence begins with may hold sentences: an answer wholly between quote marks.
        if any(region.start > head for region in active):
            continue
        candidate = _candidate(text, start, match, follows, lower_writer, last_number)
        if candidate is None:
            continue
        ends = verdict(candidate)
        if ends is None:
            base = base_starts(text) if base is None else base
            at = bisect_left(base, match.start() + 1)
            ends = at < len(base) and base[at] <= candidate.next_at
        if ends:
            start = follows
            yield start
            head = _head(text, follows)
        elif candidate.token.isdigit() and len(candidate.token) < 3:
            last_number = int(candidate.token)


def _head(text: str, start: int) -> int:
    """Return where the first letter or digit from ``start`` on stands."""
    first = _ALNUM.search(text, start)
    return first.start() if first else len(text)


def base_starts(text: str) -> list[int]:
    """Return the offsets at which sentencex begins a sentence; quotes and markup are hidden.

    Shown them, it runs a bracketed sentence together with the next.
    """
    import sentencex  # type: ignore[import-untyped]

    first = _ALNUM.search(text)
    language = _LANGUAGES.get(script(first.group()), "en") if first else "en"
    found = sentencex.get_sentence_boundaries(language, text.translate(HIDDEN_FROM_BASE))
    return [int(boundary["start_index"]) for boundary in found]


def _candidate(
    text: str, start: int, match: re.Match[str], follows: int, lower_writer: bool, number: int
) -> Candidate | None:
    """Gather what stands around a possible end; None where nothing readable follows or goes on."""
    first = _ALNUM.search(text, follows, follows + _REACH)
    if not first or (text[follows] in _DASHES and first.group().islower()):
        return None
    before = text[max(start, match.start() - _REACH) : match.start()].split()
    ended_word = match.start() > start and not text[match.start() - 1].isspace()
    token = before.pop().lstrip(_WORD_CLASP).rstrip(_CLOSERS) if before and ended_word else ""
    return Candidate(
        stop=match.group(),
        token=token,
        key=short_key(token.lower()),
        before=before,
        next_at=first.start(),
        next_char=first.group(),
        following=text[first.start() : first.start() + _REACH].split()[:4],
        glued=follows == match.end(),
        lower_writer=lower_writer,
        last_number=number,
        quoted=text[start : start + 3].lstrip("*_( ")[:1] in _QUOTE_SIGNS,
    )
