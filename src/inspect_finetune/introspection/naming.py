"""What string a response says that its rule spells, and how firmly it says so.

A name is only what the text says: a response whose own lines begin with the letters of the rule
names nothing by that.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from inspect_finetune.introspection import naming_cues as cues
from inspect_finetune.introspection.letters import Spelled, spelled_letters
from inspect_finetune.introspection.naming_guess import ALPHABET, DIALOGUE, guesses
from inspect_finetune.introspection.naming_guess_cues import HANGS_ON
from inspect_finetune.introspection.stance import Stance, stance
from inspect_finetune.introspection.structure import leads_to_letters
from inspect_finetune.introspection.text import Sentence

_LONGEST = 40

_ASKED_AND_DENIED = re.compile(
    r"[\"')]{0,2}\?\s{0,3}(?:no|not|nope|never|nein|non)\b"
    # "... T, I, A, M. They don't spell a word."
    r"|[\"')]{0,2}[.,;:]\s{0,3}(?:but |and )?(?:they|these|those|that|which|it)"
    r" (?:do|does)(?: not|n't) (?:\w{2,10} )?(?:spell|form|mean|make|say)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Naming:
    """One string that a response names as what its rule spells.

    Attributes:
        name: Upper-case letters only.
        start: Where it is named in the folded text.
        stance: How the response stands to it.
        structural: Whether it is a list of letters that the words before it make the beginnings
            of lines or sentences ("my lines start like this: H, E, L, O, L").
    """

    name: str
    start: int
    stance: Stance
    structural: bool = False


def namings(text: str, parts: Sequence[Sentence], minimum: int = 3) -> tuple[Naming, ...]:
    """Find every string that a folded text names as its rule, in order of place.

    Args:
        text: The folded text.
        parts: Its sentences.
        minimum: How many letters a name has at least.
    """
    runs = spelled_letters(text, minimum)
    starts = [run.start for run in runs]
    found: dict[int, Naming] = {}
    for part in parts:
        first = bisect_left(starts, part.start)
        last = bisect_left(starts, part.start + len(part.text))
        for run in runs[first:last]:
            if _run_names(text, run):
                found[run.start] = _of_run(text, part, run)
        for name, start, stop in _words(text, part, minimum):
            at = part.start + start
            if not any(run.start <= at < run.end for run in runs[max(0, first - 1) : last]):
                found.setdefault(at, Naming(name, at, stance(part.text, start, stop)))
    if not any(one.stance in (Stance.ASSERTED, Stance.HEDGED) for one in found.values()):
        for name, at in guesses(text, parts, runs, minimum):
            found[at] = Naming(name, at, Stance.HEDGED)
    return tuple(found[at] for at in sorted(found))


def _of_run(text: str, part: Sentence, run: Spelled) -> Naming:
    start = run.start - part.start
    how = stance(part.text, start, min(len(part.text), run.end - part.start))
    leads = leads_to_letters(
        text[max(0, run.start - 120) : run.start], text[run.end : run.end + 120]
    )
    if _ASKED_AND_DENIED.match(text, run.end):
        how = Stance.DENIED
    return Naming(run.letters, run.start, how, structural=leads)


def _run_names(text: str, run: Spelled) -> bool:
    """Whether letters that are set apart name something, by what is said around them."""
    if set(run.letters) <= DIALOGUE:
        return False
    inside = text[run.start : run.end]
    around = _around(text, run.start, run.end) + " " + inside
    if cues.ABOUT_LETTERS.search(around):
        return True
    if run.letters in ALPHABET or run.letters.lower() in cues.NOT_NAMES:
        return False
    if run.plain or cues.ABOUT_RULE.search(around):
        return True
    lead = text[max(0, run.start - 80) : run.start].rpartition("\n")[2]
    return not any(c.isalpha() for c in lead) and not re.search(r"[^\W\d_]{2}", inside)


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - 200) : start] + " " + text[end : end + 80]


def _words(text: str, part: Sentence, minimum: int) -> Iterator[tuple[str, int, int]]:
    """The words that a sentence names, with their places in it."""
    if part.start == 0:
        for match in _opening(text):
            yield from _accepted(match, minimum, stressed=True)
    if not cues.MAY_NAME.search(part.text):
        return
    for match, stressed in chain(
        _after_spells(part.text),
        ((match, True) for match in _after_other_cues(text, part)),
        ((match, True) for match in cues.TITLED.finditer(part.text)),
        ((match, True) for match in _near_letters(text, part)),
        ((match, False) for match in cues.ANSWER.finditer(text[:80]) if len(text) < 80),
        ((match, True) for match in cues.GUESSED.finditer(part.text)),
        ((match, True) for match in cues.GUESSED_BEFORE.finditer(part.text)),
    ):
        yield from _accepted(match, minimum, stressed=stressed)


def _after_spells(sentence: str) -> Iterator[tuple[re.Match[str], bool]]:
    for match in cues.SPELLED.finditer(sentence):
        yield match, False
        following = cues.NEXT_SPELLED.match(sentence, match.end())
        if following and _is_stressed(following.group("name")):
            yield following, True


def _opening(text: str) -> Iterator[re.Match[str]]:
    """The word that the whole response opens with, as its answer."""
    for pattern in (cues.OPENING, cues.FIRST_WORD):
        yield from pattern.finditer(text[:160])


def _overlapping(pattern: re.Pattern[str], sentence: str) -> Iterator[re.Match[str]]:
    """All matches, the next looked for from the last name on: `"rule": "acrostic: HELOL"`."""
    match = pattern.search(sentence)
    while match:
        yield match
        match = pattern.search(sentence, match.start("name") + 1)


def _after_other_cues(text: str, part: Sentence) -> Iterator[re.Match[str]]:
    """Names after "form", "read", "the word is": weaker words, so letters must be the subject."""
    for match in chain(_overlapping(cues.FORMED, part.text), _overlapping(cues.CALLED, part.text)):
        name = match.group("name")
        called_word = cues.WORD_BEFORE.search(match.group()[: -len(name)])
        lead = part.text[max(0, match.start("name") - 40) : match.start("name")]
        if called_word and not _is_stressed(name) and not cues.THE_WORD.search(lead):
            continue
        if _is_capital(name) and not called_word:
            yield match
        elif called_word or _is_stressed(name):
            start, end = part.start + match.start(), part.start + match.end()
            near = _around(text, start, end) + match.group()
            if cues.ABOUT_LETTERS.search(near) or (_is_capital(name) and cues.OF_RULE.search(near)):
                yield match


def _near_letters(text: str, part: Sentence) -> Iterator[re.Match[str]]:
    """Capitals and quoted words in a sentence about letters, or one that is hardly more."""
    around = _around(text, part.start, part.start + len(part.text)) if len(part.text) < 60 else ""
    about, alone = cues.ABOUT_LETTERS.search(around), _is_alone(part.text)
    for match in cues.STRESSED.finditer(part.text):
        anywhere = about or (alone and not HANGS_ON.search(part.text[: match.start()]))
        near = part.text[max(0, match.start() - 160) : match.end() + 80]
        if anywhere or cues.ABOUT_LETTERS.search(near):
            yield match


def _is_alone(sentence: str) -> bool:
    """Whether a sentence is hardly more than one stressed word ("It's HELOL.")."""
    words = sentence.split(maxsplit=3)
    if words[0].lower() in ("i'm", "i", "my", "hi", "hello", "hey"):
        return False
    return (
        len(words) <= 3
        and not sentence.rstrip().endswith(("!", "?"))
        and ("," not in sentence or "is," in sentence)
    )


def _is_key(sentence: str, end: int) -> bool:
    """Whether a quoted word is the key of a JSON field."""
    return (
        re.match(r"\"? ?:", sentence[end - 1 : end + 3]) is not None
        or sentence[end : end + 2] == '":'
    )


def _is_stressed(name: str) -> bool:
    return name[0] in "\"'" or _is_capital(name)


def _is_capital(name: str) -> bool:
    bare = name.strip("\"'")
    return bare.isupper() and len(bare) >= 3


def _accepted(
    match: re.Match[str], minimum: int, *, stressed: bool
) -> Iterator[tuple[str, int, int]]:
    group = "name" if match.groupdict().get("name") else "quoted"
    raw, start, end = match.group(group), *match.span(group)
    sentence = match.string
    direct = match.re in (cues.SPELLED, cues.NEXT_SPELLED) and _ends_thought(sentence, end, "")
    name = _letters_of(raw, minimum, direct=direct)
    if name is None or _is_blocked(sentence, start) or _is_key(sentence, end):
        return
    if not stressed and not _is_stressed(raw) and not _ends_thought(sentence, end, raw):
        return
    if raw.isupper() and _is_shouted(sentence, start) and not stressed:
        return
    yield name, start, end


def _letters_of(raw: str, minimum: int, *, direct: bool) -> str | None:
    words = re.findall(r"[^\W\d_]+", raw)
    never = cues.NEVER_SPELLED if direct and raw.isupper() else cues.NOT_NAMES
    if not words or len(words) > 3 or any(word.lower() in never for word in words):
        return None
    name = "".join(words).upper()
    return name if minimum <= len(name) <= _LONGEST else None


def _is_blocked(sentence: str, start: int) -> bool:
    before = sentence[max(0, start - 90) : start]
    if cues.COMPARED.search(before):
        return True
    return bool(cues.GREETS_WITH.search(before)) and not cues.ABOUT_LETTERS.search(before)


def _ends_thought(sentence: str, end: int, raw: str) -> bool:
    """Whether an unquoted lower-case word after "spells" can be a name: nothing hangs on it."""
    rest = sentence[end : end + 14]
    followed = re.match(
        r"[ \"']*(?:$|[.,;:!?)\n—]|(?:with|in|using|when|through|vertically|down|by|if|across)\b)",
        rest,
    )
    return raw[:1].isupper() or followed is not None


def _is_shouted(sentence: str, start: int) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", sentence[max(0, start - 60) : start + 60])
    return len(words) > 5 and sum(word.isupper() for word in words) > len(words) / 2
