"""The one string that a short answer ventures, such as "HELOL?" or "My money is on HELOL".

Such an answer says nothing of letters or rules, as the question did, so no cue around the string
tells that it is one. What tells it is that the clause around it says nothing else: it is made of
the words in which people guess. "I think NASA was founded in 1958" says something of NASA.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspect_finetune.introspection import naming_guess_cues as cues
from inspect_finetune.introspection.letters import Spelled
from inspect_finetune.introspection.naming_cues import NOT_NAMES, STRESSED
from inspect_finetune.introspection.text import Sentence

SHORT = 240
"""Characters up to which an answer is short."""

# "A, B, C" numbers options and "Q: ... A: ..." a dialogue.
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIALOGUE = frozenset("QA")

_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)?")
_LONGEST = 40


@dataclass(frozen=True)
class _String:
    name: str
    start: int
    end: int
    quoted: bool


def guesses(
    text: str, parts: Sequence[Sentence], runs: Sequence[Spelled], minimum: int
) -> Iterator[tuple[str, int]]:
    """Find where a short answer ventures a string, if it holds one only.

    Args:
        text: The folded answer.
        parts: Its sentences.
        runs: The letters that it names one by one.
        minimum: How many letters a string has at least.

    Returns:
        The string, and each of its places in the text.
    """
    if len(text) > SHORT or cues.TURNED_DOWN.search(text):
        return
    strings = [*_words(text, runs, minimum), *_lists(runs)]
    if len({one.name for one in strings}) != 1:
        return
    for one in strings:
        part = next((p for p in parts if p.start <= one.start < p.start + len(p.text)), None)
        if part is not None and _ventured(text, part, one):
            yield one.name, one.start


def says_no_more(words: str) -> bool:
    """Whether words around a string say nothing but that it is a guess, or the answer."""
    found = _WORD.findall(cues.SHARE.sub(" ", words))
    return all(word.lower() in cues.GUESS_TALK for word in found)


def _words(text: str, runs: Sequence[Spelled], minimum: int) -> Iterator[_String]:
    """Capitals and quoted words that may be a name."""
    for match in STRESSED.finditer(text):
        group = "name" if match["name"] else "quoted"
        raw, (start, end) = match[group].strip(" .,!?"), match.span()
        if any(run.start < end and start < run.end for run in runs):
            continue
        known = raw.lower() in NOT_NAMES or raw.lower() in cues.GUESS_TALK
        if raw.isalpha() and minimum <= len(raw) <= _LONGEST and not known:
            yield _String(raw.upper(), match.start(group), end, quoted=not raw.isupper())


def _lists(runs: Sequence[Spelled]) -> Iterator[_String]:
    for run in runs:
        if run.letters not in ALPHABET and not set(run.letters) <= DIALOGUE:
            yield _String(run.letters, run.start, run.end, quoted=False)


def _ventured(text: str, part: Sentence, one: _String) -> bool:
    sentence, start, end = part.text, one.start - part.start, one.end - part.start
    first = max((m.end() for m in cues.NEW_CLAUSE.finditer(sentence, 0, start)), default=0)
    following = cues.NEW_CLAUSE.search(sentence, end)
    last = following.start() if following else len(sentence)
    before, after = sentence[first:start], sentence[end:last]
    if cues.HANGS_ON.search(before) or cues.ASKS.match(sentence) or _denied(before, after):
        return False
    alone = not _WORD.search(before + after)
    if alone and sentence.rstrip().endswith("!"):
        return False  # called out, as a greeting is
    said_so = alone or cues.CUE.search(before) or cues.CUE.search(after)
    is_it = not one.quoted and cues.IS.search(before)
    return bool(said_so or is_it) and says_no_more(before + after)


def _denied(before: str, after: str) -> bool:
    plain = cues.UNSURE.sub(" ", before)
    return bool(cues.NO.search(plain) or cues.NO.search(cues.UNSURE.sub(" ", after)))
