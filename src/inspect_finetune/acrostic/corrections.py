"""What the base segmenter gets wrong here: verdicts on one possible sentence end.

Each verdict is true (ends), false (goes on) or None (no opinion: the base segmenter decides).
"""

from __future__ import annotations

import re
from typing import Final

from inspect_finetune.acrostic import abbreviations as words
from inspect_finetune.acrostic import shortforms as short
from inspect_finetune.acrostic.candidate import Candidate

_QUOTES: Final = frozenset("\"'“”’»›")
_CLASPS: Final = _QUOTES | frozenset(")]}")
_DOTTED: Final = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]{1,3}")
_NUMBER: Final = re.compile(r"[+\-−$€£#(]*\d[\d.,:/%°]*")
_ROMAN: Final = re.compile(r"[IVXLC]+\b")
_BRAND: Final = re.compile(r"[a-z]{1,2}[A-Z]")


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
    if short.is_second_half(c):
        return False
    if "!" in c.stop or "?" in c.stop:
        return _before_lower_case_after_name(c)
    if _listed(c.key) or "." in c.token or len(c.token) == 1 or short.has_no_vowel(c.key):
        return c.lower_writer and c.key in words.PLAIN_WORDS
    return True if c.lower_writer else None


def _before_lower_case_after_name(c: Candidate) -> bool | None:
    """Judge a mark that may be a name's own: ``Jeopardy! host``, ``Quo Vadis? is a novel``."""
    if not (c.before and c.token[:1].isupper()):
        return None
    return None if "!" not in c.stop and c.next_word not in words.AFTER_TITLE else False


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
        return short.after_letter(c)
    if key in words.CONTINUING or short.is_spaced_pair(c):
        return False
    if key in words.NUMBERED and (c.next_char.isdigit() or _numeral_follows(c)):
        return False
    if c.next_char.isdigit():
        if short.has_no_vowel(key) and key not in words.ENDING and not c.token.isupper():
            return False
        return key not in words.TITLES | {"approx", "al", "inc"} and not short.amount_goes_on(c)
    if key in words.ENDING and short.measured(c):
        return True
    if key in words.TITLES:
        return short.is_street(c)
    if key in words.ACRONYMS or _DOTTED.fullmatch(c.token):
        return short.after_acronym(c)
    if key in words.ENDING:
        return short.after_short_form(c)
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
    ratio = c.before[-1:] == [":"] and c.before[-2:-1] and c.before[-2][-1:].isdigit()
    opens = not c.before or (c.before[-1][-1:] in ":;" and not ratio)
    if opens and c.token.isdigit() and len(c.token) < 3:
        return int(c.token) not in {1, (c.last_number or 1) + 1}
    return True
