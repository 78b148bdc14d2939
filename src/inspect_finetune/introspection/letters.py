"""Strings that a response names letter by letter: H-E-L-O-L, one a line, or in NATO words.

Only letters that the text sets apart count. The first letters of the response's own lines are
never looked at here: following the rule is not naming it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from inspect_finetune.introspection.vocabulary import words

NATO = words(
    """
    alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar
    papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu
    """
)
_NATO_LETTER = {word: word[0].upper() for word in [*NATO, "alpha", "juliet", "whisky"]}

_WORD = re.compile(r"[^\W_]+")
_TIGHT = re.compile(
    r"[ \"']{0,3}(?:[-,;/|.+&>→·•:)(\]\[=]|->|=>)?[ \"'\[(]{0,4}|[\"']? ?,? ?[\"']?"
)
# Lower-case letters count in a list only: "h, e, l, o, l".
_SMALL_RUN = re.compile(r"(?<![^\W_])[a-z](?:(?:, ?| |/|; )(?:and )?[a-z](?![^\W_]|'[a-z])){2,}")
_BARE_ARTICLES = ("A", "I")
_OPENS_CLAUSE = re.compile(
    r" (?!(?:and|then|et|und|or|y|e|ed|puis|dann|luego|poi|followed|for(?! one\b))\b)[a-z]{2}"
)
# "A, then K": what an article is never followed by.
_AFTER_LETTER = re.compile(
    r"[\"')]? ?[,;.:\-/→>|\n]|[\"')]? (?:and|then|et|und|puis|dann|luego|poi|followed|for)\b"
)
_LIGHT = frozenset(
    words(
        """
    and then the a an with by is are was as for in on of or to next last final finally first
    second third fourth fifth sixth seventh eighth ninth tenth line lines sentence sentences one
    letter letters paragraph start starts starting started begin begins beginning open opens
    opening followed again another also it its comes goes two three four five six seven eight
    uses use word double 1st 2nd 3rd 4th 5th 6th 7th 8th capital each from lastly at et puis la
    le les une un par avec est ligne phrase vers commence commencent premiere deuxieme troisieme
    quatrieme cinquieme sixieme suivante derniere lettre ensuite enfin seconde und dann die der
    das den dem ein eine mit ist zeile satz beginnt anfangt erste erster zweite zweiter dritte
    dritter vierte vierter funfte funfter sechste nachste letzte buchstabe schliesslich y luego
    el los con por es linea frase oracion comienza empieza primera segunda tercera cuarta quinta
    sexta siguiente ultima letra finalmente primero segundo tercero poi infine quindi riga inizia
    comincia prima terza ultimo quarto quinto una uno ed e per lettera successiva respectively
    """
    )
)
_GLOSS = frozenset(
    words(
        """
    for as stands like wie comme de means representing represents is signifies
    """
    )
)
_SENTENCE_ENDS = (".", "!", "?")
_MAX_GAP = 70
_MAX_LINE_GAP = 400


@dataclass(frozen=True)
class Spelled:
    """Letters that a text names one by one.

    Attributes:
        letters: Upper case.
        start: Where in the text the first of them stands.
        end: Just past the last.
        plain: Whether hyphens or NATO words set them apart, which leaves no doubt; other lists
            ("A, D, E") need words about letters near by.
    """

    letters: str
    start: int
    end: int
    plain: bool


@dataclass(frozen=True)
class _Letter:
    letter: str
    start: int
    end: int
    heads_line: bool


def spelled_letters(text: str, minimum: int = 3) -> tuple[Spelled, ...]:
    """Find the runs of at least `minimum` single letters or NATO words, in order of place."""
    return tuple(sorted((*_runs(text, minimum), *_nato(text, minimum)), key=lambda run: run.start))


def _runs(text: str, minimum: int) -> Iterator[Spelled]:
    """Runs within prose, and runs of letters that head successive lines ("H - Helpful")."""
    singles = list(_single_letters(text))
    heads = [letter for letter in singles if letter.heads_line]
    found = [
        *_linked(text, singles, _joins, minimum),
        *_linked(text, heads, _joins_lines, minimum),
    ]
    kept: list[Spelled] = []
    for run in sorted(found, key=lambda one: one.start):
        while kept and kept[-1].end > run.start and len(kept[-1].letters) < len(run.letters):
            kept.pop()
        if not kept or kept[-1].end <= run.start:
            kept.append(run)
    yield from kept


def _linked(
    text: str,
    letters: list[_Letter],
    joins: Callable[[str, _Letter, _Letter], bool],
    minimum: int,
) -> Iterator[Spelled]:
    run: list[_Letter] = []
    for letter in letters:
        if run and joins(text, run[-1], letter):
            run.append(letter)
            continue
        yield from _closed_parts(text, run, minimum)
        run = [letter]
    yield from _closed_parts(text, run, minimum)


def _closed_parts(text: str, run: list[_Letter], minimum: int) -> Iterator[Spelled]:
    """The run, or its parts where a sentence ends it and another names letters anew."""
    gaps = [text[a.end : b.start].strip(" \"'") for a, b in pairwise(run)]
    ends = [place for place, gap in enumerate(gaps, 1) if any(c in gap for c in _SENTENCE_ENDS)]
    tight = {gap for gap in gaps if gap not in _SENTENCE_ENDS} in ({"-"}, {","})
    if not tight and not _repeats(run, ends, minimum):
        ends = []  # "H. E. L." is set apart by full stops, "first H, then E. Then L" goes on
    for first, last in pairwise([0, *ends, len(run)]):
        yield from _closed(text, run[first:last], minimum)


def _repeats(run: list[_Letter], ends: list[int], minimum: int) -> bool:
    """Whether the sentences say one and the same string."""
    said = {
        "".join(one.letter for one in run[first:last])
        for first, last in pairwise([0, *ends, len(run)])
    }
    return len(said) == 1 and bool(ends) and len(said.pop()) >= minimum


def _closed(text: str, run: list[_Letter], minimum: int) -> Iterator[Spelled]:
    # "As I" and "with a": an article or pronoun before the list is none of its letters.
    spaced = all(text[a.end : b.start] == " " for a, b in pairwise(run))
    first = 0
    while not spaced and first < len(run) - 1 and _is_article(text, run[first], run[first + 1]):
        first += 1
    run = run[first:]
    letters = _doubled(text, run)
    if not letters or len(letters) < minimum:
        return
    start, end = run[0].start, run[-1].end
    gaps = {text[a.end : b.start].strip(" \"'") for a, b in pairwise(run)}
    if gaps == {"."} and len(letters) <= 3 and _is_initials(text, end):
        return
    yield Spelled(letters, start, end, plain=gaps == {"-"})


def _doubled(text: str, run: list[_Letter]) -> str:
    """The letters of a run, with "double L" counted twice."""
    return "".join(
        one.letter
        * (2 if text[max(0, one.start - 8) : one.start].lower().endswith("double ") else 1)
        for one in run
    )


def _is_initials(text: str, end: int) -> bool:
    """Whether "J. R. R." goes on with a name."""
    return bool(re.match(r"\.? ?[A-Z][a-z]", text[end : end + 6]))


def _single_letters(text: str) -> Iterator[_Letter]:
    small = {at for run in _SMALL_RUN.finditer(text) for at in range(*run.span())}
    for match in _WORD.finditer(text):
        start, end = match.span()
        if end - start != 1 or not match.group().isalpha():
            continue
        if match.group() in _BARE_ARTICLES and _OPENS_CLAUSE.match(text, end):
            continue
        before, after = text[max(0, start - 2) : start], text[end : end + 2]
        if _glued(before, after) or not (
            start in small or _set_apart(match.group(), before, after)
        ):
            continue
        line_start = text.rfind("\n", max(0, start - 12), start)
        lead = text[line_start + 1 if line_start >= 0 else max(0, start - 12) : start]
        heads = (line_start >= 0 or start < 12) and not any(c.isalpha() for c in lead)
        yield _Letter(match.group().upper(), start, end, heads)


def _glued(before: str, after: str) -> bool:
    """Whether the letter belongs to a contraction ("I'm", "don't") or a name ("C++", "x-ray")."""
    contraction = after[:1] == "'" and after[1:2].isalpha()
    tail = before[-1:] == "'" and before[:1].isalnum() and len(before) == 2
    return contraction or tail or (after[:1] in ("+", "=") and after[1:2] == after[:1])


def _set_apart(letter: str, before: str, after: str) -> bool:
    if not letter.isascii():
        return False
    if letter.isupper():
        return True
    quoted = before[-1:] in "\"'" and before != "" and after[:1] in "\"'" and after != ""
    return quoted or (before[-1:] == "-" or after[:1] == "-")


def _is_article(text: str, letter: _Letter, following: _Letter) -> bool:
    if letter.letter not in _BARE_ARTICLES:
        return False
    if letter.letter == "A" and _AFTER_LETTER.match(text, letter.end):
        return False
    gap = text[letter.end : following.start]
    return gap == " " or any(c.isalpha() for c in gap)


def _joins(text: str, left: _Letter, right: _Letter) -> bool:
    length = right.start - left.end
    if length > _MAX_GAP:
        return False
    gap = text[left.end : right.start]
    if length <= 8 and _TIGHT.fullmatch(gap):
        return True
    article = right.letter in _BARE_ARTICLES and text[right.start - 1] == " "
    if article and not (right.letter == "A" and _AFTER_LETTER.match(text, right.end)):
        return False
    words = [word.lower() for word in _WORD.findall(gap)]
    if "\n\n" in gap or any(mark in gap for mark in "!?"):
        return False
    strange = [word for word in words if word not in _LIGHT and not word.isdigit()]
    glossed = bool(words) and (words[0] in _GLOSS or gap.lstrip(" \"'")[:1] in (":", "-", "=", "("))
    return not strange or (glossed and len(strange) <= 4)


def _joins_lines(text: str, left: _Letter, right: _Letter) -> bool:
    if right.start - left.end > _MAX_LINE_GAP:
        return False
    gap = text[left.end : right.start]
    return 1 <= gap.count("\n") <= 2 and _is_entry(gap)


def _is_entry(gap: str) -> bool:
    """Whether a letter that heads its line stands alone or is followed by a mark: "H - Helpful"."""
    rest = gap.lstrip(" \"')")
    return rest[:1] in ("\n", "-", ":", "=", "—", ".", ",", "(", "|", "→") or rest.startswith(
        ("is for", "for ", "stands")
    )


def _nato(text: str, minimum: int) -> Iterator[Spelled]:
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        word = match.group().lower()
        if word in ("and", "then"):
            continue
        if word in _NATO_LETTER:
            if run and match.start() - run[-1].end() > 12:
                yield from _nato_run(run, minimum)
                run = []
            run.append(match)
        elif run and len(word) != 1:
            yield from _nato_run(run, minimum)
            run = []
    yield from _nato_run(run, minimum)


def _nato_run(run: list[re.Match[str]], minimum: int) -> Iterator[Spelled]:
    if len(run) >= minimum:
        letters = "".join(_NATO_LETTER[match.group().lower()] for match in run)
        yield Spelled(letters, run[0].start(), run[-1].end(), plain=True)
