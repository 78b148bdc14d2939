"""What the base segmenter gets wrong here: verdicts on one possible sentence end.

Each verdict is true (ends), false (goes on) or None (no opinion: the base segmenter decides).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from inspect_finetune.acrostic import abbreviations as words

_QUOTES: Final = frozenset("\"'“”’»›")
_CLASPS: Final = _QUOTES | frozenset(")]}")
_DOTTED: Final = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,3}")
_NUMBER: Final = re.compile(r"[+\-−$€£#(]*\d[\d.,:/%°]*")
_ROMAN: Final = re.compile(r"[IVXLC]+\b")
_INITIAL: Final = re.compile(r"[^\W\d_]\.")
_BRAND: Final = re.compile(r"[a-z]{1,2}[A-Z]")
_CLAUSE_LETTERS: Final = frozenset("IVX")
# "z. B.", "d. h.", "т. е.": the first half is a letter, the second says what it is.
_SPACED: Final = frozenset({"z b", "d h", "u a", "o ä", "i d", "d r", "u u", "s o", "т е"})


@dataclass(slots=True)
class Candidate:
    """A place where a sentence may end, and what stands around it."""

    stop: str  # the run of end marks and closing signs
    token: str  # the word before it, without opening signs
    before: list[str]  # the words of the sentence before that one (at most the last 12)
    next_at: int  # where the first letter or digit after it stands
    next_char: str  # that letter or digit
    following: list[str]  # the next words (at most 4)
    glued: bool  # no space follows
    lower_writer: bool  # the response uses no capitals
    last_number: int  # the last list number seen in this block
    quoted: bool  # the sentence begins with a quote mark

    @property
    def key(self) -> str:
        """The word before, in lower case."""
        return self.token.lower()

    @property
    def next_word(self) -> str:
        """The word after, without what clings to its end."""
        return self.following[0].rstrip(".,;:!?)\"'”’*_") if self.following else ""


def verdict(c: Candidate) -> bool | None:
    """Judge one candidate."""
    if not c.next_char.isascii() and _is_uncased(c.next_char):
        if c.key in words.TITLES:
            return False
        return None if c.glued and "." in c.stop else True
    if not set(c.stop) & set(".!?…"):
        return ";" not in c.stop or not c.next_char.isascii()
    if c.glued:
        return _glued(c)
    if _attributed(c):
        return False
    if c.next_char.islower() and not _BRAND.match(c.next_word):
        return _before_lower_case(c)
    if "!" in c.stop or "?" in c.stop:
        return c.next_word.lower() not in {"inc", "ltd", "llc"}
    if c.stop.count(".") > 1 or "…" in c.stop:
        return _after_ellipsis(c)
    return _after_word(c)


def _is_uncased(char: str) -> bool:
    return char.isalpha() and char.upper() == char.lower()


def _glued(c: Candidate) -> bool:
    """Judge a stop with no space after it: ``it is.Every day`` against ``torch.Tensor``."""
    word = c.following[0] if c.following else ""
    letters = word.rstrip(".,;:!?")
    if not c.next_char.isupper() or any(sign in c.token for sign in "/@=\\_"):
        return False
    if "." not in c.stop or c.stop.strip(".!?…"):
        return len(c.token) > 1
    ordinary = c.token.isalpha() and c.token.islower() and len(c.token) > 1
    spelled = letters.replace("'", "").replace("’", "").isalpha() and letters[1:].islower()
    return ordinary and spelled and c.key not in words.CODE_NAMES and not _listed(c.key)


def _attributed(c: Candidate) -> bool:
    """Say whether a quotation ends here and its speaker follows: ``"Stop!" Mary said``."""
    if not (c.quoted and _QUOTES & set(c.stop) and set("!?") & set(c.stop)):
        return False
    return any(word.rstrip(".,:") in words.SPEECH for word in c.following[1:3])


def _before_lower_case(c: Candidate) -> bool | None:
    """Judge a stop before a lower-case word."""
    if _CLASPS & set(c.stop):
        return False
    if c.stop.count(".") > 1 or "…" in c.stop:
        return c.lower_writer
    if "!" in c.stop or "?" in c.stop:
        # "Hello World! program", "Jeopardy! host": a name with its own mark.
        return False if "!" in c.stop and c.before and c.token[:1].isupper() else None
    if _listed(c.key) or "." in c.token or len(c.token) == 1:
        return c.lower_writer and c.key in words.PLAIN_WORDS
    return True if c.lower_writer else None


def _listed(key: str) -> bool:
    return (
        key in words.TITLES
        or key in words.CONTINUING
        or key in words.NUMBERED
        or key in words.ENDING
        or key in words.ACRONYMS
    )


def _after_ellipsis(c: Candidate) -> bool:
    """Judge an ellipsis before upper case: a pause after a hesitation, else an end."""
    if not c.token:
        return bool(c.before)
    if c.key in words.PAUSES or (not c.before and c.key in words.INTERJECTIONS):
        return False
    return not (c.next_word in {"I", "I'm", "I’m"} and len(c.before) < 2)


def _after_word(c: Candidate) -> bool | None:
    """Judge a single full stop before upper case or a digit."""
    key = c.key
    if not c.token:
        return bool(c.before)
    if _NUMBER.fullmatch(c.token):
        return _after_number(c)
    if len(c.token) == 1:
        return _after_letter(c)
    if key in words.CONTINUING:
        return False
    if key in words.NUMBERED and (c.next_char.isdigit() or _numeral_follows(c)):
        return False
    if c.next_char.isdigit():
        return key not in words.TITLES | {"approx", "al", "inc"}
    if key in words.ENDING and c.before and c.before[-1][:1].isdigit():
        return True
    if key in words.TITLES:
        return _is_street(c)
    if key in words.ACRONYMS or _DOTTED.fullmatch(c.token):
        return _after_acronym(c)
    if key in words.ENDING:
        return _after_short_form(c)
    if key in words.PLAIN_WORDS or key in words.NUMBERED or not c.token.isalpha():
        return True
    return None


def _numeral_follows(c: Candidate) -> bool:
    """Say whether a Roman numeral or a single letter follows: ``Vol. II``, ``Fig. A``."""
    word = c.next_word
    return c.key != "no" and word != "I" and (bool(_ROMAN.fullmatch(word)) or len(word) == 1)


def _after_number(c: Candidate) -> bool:
    """Judge a stop after a number: list numbering goes on, anything else ends."""
    if c.next_word in words.AFTER_ORDINAL and c.token.isdigit() and len(c.token) < 3:
        return False
    opens = not c.before or c.before[-1][-1:] in ":;"
    if opens and c.token.isdigit() and len(c.token) < 3:
        return int(c.token) not in {1, (c.last_number or 1) + 1}
    return True


def _after_letter(c: Candidate) -> bool:
    """Judge a stop after one letter: an initial goes on, ``vitamin C.`` ends."""
    previous = c.before[-1] if c.before else ""
    name = previous.strip("\"'“”‘’([*_,").rstrip(".")
    if f"{c.key} {c.next_word.lower()}" in _SPACED or f"{name.lower()} {c.key}" in _SPACED:
        return False
    if c.key == "г":
        return name[:1].isdigit() and not _opens_with_year(c)
    if not c.token.isupper():
        return not (c.key in words.TITLES or (c.key in words.NUMBERED and c.next_char.isdigit()))
    if c.next_char.isdigit() or (not c.token.isascii() and not name):
        return c.next_char.isdigit()
    if c.next_word != "I" and _INITIAL.match(c.following[0]):
        return False
    if name.lower() in words.LETTER_CUES:
        return True
    initial = len(name) == 1 and previous.rstrip("\"'”’*_").endswith(".")
    if initial or not name:
        return c.next_word in words.STARTERS and initial
    if c.token == "I":
        return True
    if c.next_word in words.STARTERS:
        return True
    return c.token in _CLAUSE_LETTERS and _reads_as_start(c.next_word)


def _reads_as_start(word: str) -> bool:
    return word in words.STARTERS or (word.endswith("ly") and len(word) > 5)


def _opens_with_year(c: Candidate) -> bool:
    """Say whether the sentence so far is no more than ``In 44``."""
    return len(c.before) < 3 and bool(c.before) and c.before[0].lower() in words.BEFORE_YEAR


def _is_street(c: Candidate) -> bool:
    """Say whether ``St.`` or ``Dr.`` ends a street's name and the sentence with it."""
    if c.key not in words.STREETS or not c.before:
        return False
    return c.before[-1][:1].isupper() and _reads_as_start(c.next_word)


def _after_acronym(c: Candidate) -> bool:
    """Judge ``U.S.``, ``p.m.``, ``Ph.D.`` and people's initials before upper case."""
    known = c.key in words.ACRONYMS
    if c.key in words.ERAS:
        known = any(word[:1].isdigit() or word == "century" for word in c.before[-1:])
    if not known and c.token.replace(".", "").isupper():
        return c.next_word in words.STARTERS and bool(c.before)
    if known and c.key in words.ERAS and _opens_with_year(c):
        return False
    if c.key in {"a.m", "p.m"}:
        return c.next_word not in words.AFTER_TIME
    if len(c.before) < 2 and not _reads_as_start(c.next_word):
        return False
    return c.next_word not in words.AFTER_COUNTRY and c.next_word not in words.AFTER_NAME


def _after_short_form(c: Candidate) -> bool:
    """Judge ``etc.``, ``Inc.``, ``Jr.`` and units before upper case."""
    if c.key in {"etc", "usw"} or c.key in words.PLAIN_WORDS:
        return True
    if len(c.before) < 2 and not _reads_as_start(c.next_word):
        return False
    return c.next_word not in words.AFTER_NAME
