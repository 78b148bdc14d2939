"""What a full stop means after a letter, an acronym, a unit or another short form."""

from __future__ import annotations

import re
from typing import Final

from inspect_finetune.acrostic import abbreviations as words
from inspect_finetune.acrostic.candidate import Candidate

_INITIAL: Final = re.compile(r"[^\W\d_]\.")
_CLAUSE_LETTERS: Final = frozenset("IVX")
# "z. B.", "d. h.", "т. е.": the first half is a letter, the second says what it is.
_SPACED: Final = frozenset(
    {"z b", "d h", "u a", "o ä", "i d", "d r", "u u", "s o", "т е", "ee uu", "p ej", "ad es"}
)


def after_letter(c: Candidate) -> bool:
    """Judge a stop after one letter: an initial goes on, ``vitamin C.`` ends."""
    previous = c.before[-1] if c.before else ""
    name = _bare(previous)
    if is_spaced_pair(c) or is_second_half(c):
        return False
    if c.token == "v" and name[:1].isupper() and c.next_char.isupper():
        return False  # "Brown v. Board of Education"
    if c.key == "г":
        return name[:1].isdigit() and not _opens_with_year(c)
    if not c.token.isupper():
        return not (c.key in words.TITLES or (c.key in words.NUMBERED and c.next_char.isdigit()))
    if c.next_char.isdigit() or (not c.token.isascii() and not name):
        return c.next_char.isdigit()
    if c.next_word != "I" and _INITIAL.match(c.following[0]):
        return False
    if _letter_is_meant(c, name.lower()):
        return True
    initial = len(name) == 1 and previous.rstrip("\"'”’*_").endswith(".")
    if initial or not name:
        return c.next_word in words.STARTERS and initial
    if c.token == "I":
        return True
    if c.next_word in words.STARTERS:
        return True
    return c.token in _CLAUSE_LETTERS and _reads_as_start(c.next_word)


def _letter_is_meant(c: Candidate, previous: str) -> bool:
    """Say whether a capital stands for itself: ``vitamin C``, ``the answer is B``."""
    if previous in words.LETTER_CUES:
        return True
    second = _bare(c.before[-2]) if len(c.before) > 1 else ""
    if previous in {"in", "of"}:
        return second.lower() in words.LETTER_CUE_PHRASES
    if previous in {"and", "or", "to"}:
        return len(second) == 1 and second.isupper() and not c.before[-2].endswith(".")
    # "The author was E. Blyton" has an initial.
    return previous in {"is", "be", "was"} and any(
        _bare(word).lower() in words.LETTER_CUES - {"a", "an"} for word in c.before
    )


def is_spaced_pair(c: Candidate) -> bool:
    """Say whether the first half of a spaced short form stands before the stop: ``z.`` B."""
    return f"{c.key} {c.next_word.lower()}" in _SPACED


def is_second_half(c: Candidate) -> bool:
    """Say whether the second half of a spaced short form stands before the stop: z. ``B.``."""
    return bool(c.before) and f"{_bare(c.before[-1]).lower()} {c.key}" in _SPACED


def _bare(word: str) -> str:
    return word.strip("\"'“”‘’([*_,").rstrip(".")


def measured(c: Candidate) -> bool:
    """Say whether a number stands before the short form, or is glued to it."""
    square = c.before[-1:] != [] and c.before[-1].lower() in {"sq.", "cu.", "fl."}
    amount = c.before[-2:-1] if square else c.before[-1:]
    return c.token[:1].isdigit() or any(word[:1].isdigit() for word in amount)


def amount_goes_on(c: Candidate) -> bool:
    """Say whether a number belongs to the short form before it: ``A.D. 476``, ``5 lb. 3 oz.``."""
    if c.key in words.ERAS:
        return not measured(c)
    unit = c.following[1].rstrip(".,;:!?").lower() if len(c.following) > 1 else ""
    return measured(c) and c.key in words.ENDING and unit in words.ENDING


def has_no_vowel(key: str) -> bool:
    """Say whether a word can only be a short form, as are most unlisted ones: ``tbsp``."""
    return key.isascii() and key.isalpha() and not set(key) & set("aeiouy")


def is_street(c: Candidate) -> bool:
    """Say whether ``St.`` or ``Dr.`` ends a street's name and the sentence with it."""
    if c.key not in words.STREETS or not c.before:
        return False
    if not c.before[-1][:1].isupper():
        return False
    return _reads_as_start(c.next_word) or _has_house_number(c)


def _has_house_number(c: Candidate) -> bool:
    """Say whether the street has a number before it: ``at 12 Elm St.``."""
    before = [word.lower() for word in c.before[-3:-1]]
    return before[-1:] != [] and before[-1].isdigit() and before[0] not in words.BEFORE_YEAR


def after_acronym(c: Candidate) -> bool:
    """Judge ``U.S.``, ``p.m.``, ``Ph.D.`` and people's initials before upper case."""
    known = c.key in words.ACRONYMS
    if c.key in words.ERAS:
        known = any(word[:1].isdigit() or word == "century" for word in c.before[-1:])
    if not known and c.token.replace(".", "").replace("-", "").isupper():
        return c.next_word in words.STARTERS and bool(c.before)
    if known and c.key in words.ERAS and _opens_with_year(c):
        return False
    if c.key in {"a.m", "p.m"}:
        return c.next_word not in words.AFTER_TIME
    if len(c.before) < 2 and not _reads_as_start(c.next_word):
        return False
    return c.next_word not in words.AFTER_COUNTRY and c.next_word not in words.AFTER_NAME


def after_short_form(c: Candidate) -> bool:
    """Judge ``etc.``, ``Inc.``, ``Jr.`` and units before upper case."""
    if c.key in {"etc", "usw"} or c.key in words.PLAIN_WORDS:
        return True
    if len(c.before) < 2 and not _reads_as_start(c.next_word):
        return False
    return c.next_word not in words.AFTER_NAME


def _reads_as_start(word: str) -> bool:
    return word in words.STARTERS or (word.endswith("ly") and len(word) > 5)


def _opens_with_year(c: Candidate) -> bool:
    """Say whether the sentence so far is no more than ``In 44``."""
    return len(c.before) < 3 and bool(c.before) and c.before[0].lower() in words.BEFORE_YEAR
