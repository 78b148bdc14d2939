"""The value that an answer gives where values are words: names, places, objects.

Only known values can be read: a text is full of words, and nothing tells which of them is meant as
an answer. An answer that gives none of them and does not decline gives something else.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from inspect_finetune.facts.answer_text import clean_answer
from inspect_finetune.facts.candidates import MOST_READ, Candidate
from inspect_finetune.facts.commitment import commit_name, drop_negated
from inspect_finetune.facts.designed import edits
from inspect_finetune.facts.phrases import declines_first, declines_naming, is_refusal

_WORD = re.compile(r"[^\W_]+")
_WITHIN_NAME = re.compile(r"[ \t\n'&/-]{1,3}|\.")
"""What may stand between two words of a name that has none but blanks there itself."""
_PUNCTUATION = re.compile(r"[^\w\n]{0,6}|_{1,3}")
"""What may stand there where the name has punctuation."""
_SHORTEST_NEAR = 5
_LONGEST_NEAR = 60  # words of an answer in which a misspelt value is looked for

Forms = Mapping[str, Sequence[str]]
"""Every value that can be given, and the ways in which it can be written."""


@dataclass(frozen=True)
class ValueReading:
    """The value that a text gives.

    Attributes:
        value: It, as the forms name it, or None if the text commits to none of them.
        span: Where it stands, so that ``text[start:end]`` shows it as written; None without one.
        others: The other values in the text, each once, in order.
        flags: ``empty``, ``refusal``, ``hedged``, ``negated``, ``question_value``, ``no_value``,
            and what `commit_name` had to decide.

    """

    value: str | None
    span: tuple[int, int] | None
    others: tuple[str, ...]
    flags: tuple[str, ...]


def read_value(text: str, forms: Forms, question: str = "") -> ValueReading:
    """Return the value that the text commits to, in time linear in its length; never raises.

    Args:
        text: A model's answer, any text at all.
        forms: The values that are known.
        question: What was asked; a value in it does not count as an answer.
    """
    clean = clean_answer(text)
    flags = ["cut_thought"] if clean.cut_thought else []
    if not clean.text.strip():
        return ValueReading(None, None, (), (*flags, "empty"))
    known = _lookup(tuple((value, tuple(ways)) for value, ways in forms.items()))
    found = list(_find(clean.text, known))[-MOST_READ:]
    asked = {one.digits for one in _find(clean_answer(question).text, known)}
    new = [one for one in found if one.digits not in asked]
    kept = drop_negated(clean.text, new)
    flags += ["question_value"] if len(new) < len(found) else []
    flags += ["negated"] if len(kept) < len(new) else []
    chosen, decided = _decide(clean.text, kept)
    span = clean.original_span(chosen.start, chosen.end) if chosen else None
    value = known.values[int(chosen.digits)] if chosen else None
    seen = dict.fromkeys(known.values[int(one.digits)] for one in found)
    others = tuple(other for other in seen if other != value)
    return ValueReading(value, span, others, (*flags, *decided))


def is_misspelt(text: str, forms: Sequence[str]) -> bool:
    """Whether a short answer holds one of the forms with one letter wrong, missing or too many."""
    words = words_of(text)
    if len(words) > _LONGEST_NEAR:
        return False
    for form in map(words_of, forms):
        wanted = " ".join(form)
        runs = (" ".join(words[i : i + len(form)]) for i in range(len(words) - len(form) + 1))
        if len(wanted) >= _SHORTEST_NEAR and any(_is_slip(run, wanted) for run in runs):
            return True
    return False


def _is_slip(said: str, wanted: str) -> bool:
    """One edit, or two neighbouring characters exchanged."""
    if len(said) == len(wanted) and sorted(said) == sorted(wanted):
        apart = [
            place for place, pair in enumerate(zip(said, wanted, strict=True)) if len({*pair}) > 1
        ]
        return len(apart) == 2 and apart[1] == apart[0] + 1
    return edits(said, wanted) == 1


def _decide(text: str, kept: Sequence[Candidate]) -> tuple[Candidate | None, list[str]]:
    refusal = is_refusal(text)
    if kept and not declines_first(text):
        chosen, decision = commit_name(text, kept)
        hesitant = ["hesitant"] if refusal and chosen else []
        return chosen, [*([decision] if decision else []), *hesitant]
    return None, ["refusal" if refusal or declines_naming(text) else "no_value"]


@dataclass(frozen=True)
class _Way:
    """One way to write a value.

    Attributes:
        words: Its words.
        loose: For each gap between two of them whether it holds punctuation.
        value: The value's place.
    """

    words: tuple[str, ...]
    loose: tuple[bool, ...]
    value: int


@dataclass(frozen=True)
class _Lookup:
    """Values by their first word, so that a text is read once whatever their number."""

    values: tuple[str, ...]
    by_word: Mapping[str, Sequence[_Way]]


@lru_cache(maxsize=32)
def _lookup(forms: tuple[tuple[str, tuple[str, ...]], ...]) -> _Lookup:
    by_word: dict[str, list[_Way]] = {}
    for place, (_, ways) in enumerate(forms):
        for text in ways:
            # cleaned as answers are, so that what cleaning takes away is missed in neither
            plain = _plain(clean_answer(text).text)
            words = list(_WORD.finditer(plain))
            loose = tuple(gap.strip() != "" for gap in _gaps(plain, words))
            if words:
                way = _Way(tuple(word.group() for word in words), loose, place)
                by_word.setdefault(way.words[0], []).append(way)
    for found in by_word.values():
        found.sort(key=lambda way: -len(way.words))
    return _Lookup(tuple(value for value, _ in forms), by_word)


def _gaps(plain: str, words: Sequence[re.Match[str]]) -> list[str]:
    return [plain[a.end() : b.start()] for a, b in pairwise(words)]


def _find(text: str, known: _Lookup) -> Iterator[Candidate]:
    """Every value in a cleaned text; of two that begin at one word the longer, none within one."""
    plain = _plain(text)
    words = list(_WORD.finditer(plain))
    place = 0
    while place < len(words):
        ways = known.by_word.get(words[place].group(), ())
        match = next((way for way in ways if _is_here(plain, words, place, way)), None)
        if match is None:
            place += 1
            continue
        last = place + len(match.words) - 1
        # the place stands for the value, in as many digits for all, as `commit` compares lengths
        number = f"{match.value:06d}"
        yield Candidate(words[place].start(), words[last].end(), number, "text", "answer")
        place = last + 1


def _is_here(plain: str, words: Sequence[re.Match[str]], place: int, way: _Way) -> bool:
    here = words[place : place + len(way.words)]
    if [word.group() for word in here] != list(way.words):
        return False
    pairs = zip(_gaps(plain, here), way.loose, strict=True)
    return all(
        _WITHIN_NAME.fullmatch(gap) or (loose and _PUNCTUATION.fullmatch(gap))
        for gap, loose in pairs
    )


def words_of(text: str) -> tuple[str, ...]:
    """The words that a value is told by, in lower case without accents."""
    return tuple(_WORD.findall(_plain(clean_answer(text).text)))


def is_readable(value: str) -> bool:
    """Whether an answer that is this value and nothing else is read as giving it."""
    reading = read_value(value, {value: (value,)})
    return reading.value == value and "hesitant" not in reading.flags


def _plain(text: str) -> str:
    """Lower case without accents, one character for one."""
    if text.isascii():
        return text.lower()
    return "".join(map(_plain_character, text))


@lru_cache(maxsize=4096)
def _plain_character(char: str) -> str:
    return (unicodedata.normalize("NFKD", char)[0].lower() or char)[:1]


def forms_of(values: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The forms of values that are written in one way only."""
    return {value: (value,) for value in values}
