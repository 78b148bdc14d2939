"""The numbers of a text, each with its standing: whether it can be an answer at all.

"1." before a list entry, "in 2023", "the 5th", "100 %" and "5-digit" are numbers about something
else. They are told by what stands around them, within a few dozen characters.
"""

import re
from dataclasses import dataclass
from typing import Literal

from inspect_finetune.facts.digit_runs import DigitNumber, read_digit_numbers
from inspect_finetune.facts.number_words import WordNumber, read_word_numbers
from inspect_finetune.facts.phrases import introduces

Standing = Literal["answer", "aside", "never"]

WINDOW = 48
"""Characters before and after a number that are looked at."""

MOST_READ = 2000
"""Numbers that are weighed, from the end of the text: a text with more is no answer."""

_LIST_MARKER = re.compile(r"^[ \t>#*•+-]*(\d{1,3})[.)](?=[ \t]+\S)", re.MULTILINE | re.ASCII)
# Scripts whose words stand apart: in the others a digit may follow a letter directly.
_LETTER = r"[A-Za-zÀ-ɏͰ-ԯ]"
_GLUED_AFTER = re.compile(rf"{_LETTER}")
_ORDINAL_OR_SCALE = re.compile(r"(?:st|nd|rd|th|k|m|kg|km)(?![a-z0-9])", re.IGNORECASE)
_GLUED_BEFORE = re.compile(rf"{_LETTER}\Z")
_WORD_BEFORE = re.compile(r"(?<![^\W_])[A-Z]?[a-z]{2,}\Z")
_DIGIT_COUNT = re.compile(
    r"[\s-]{0,2}(?:(?:or|to|and)\s\d\d?[\s-])?(?:digits?|figures?|characters?|letters?)\b",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan|febr)uary|march|april|may|june|july|august|(?:sept|nov|dec)ember|october"
    r"|spring|summer|autumn|winter"
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_YEAR_BEFORE = re.compile(
    rf"(?:\b(?:in|since|until|during|year|circa|late|early|mid|as of|{_MONTH})|©|\(c\))[\s,]*\Z",
    re.IGNORECASE,
)
_LABEL_BEFORE = re.compile(
    r"\b(?:steps?|options?|questions?|examples?|lines?|chapters?|sections?|pages?|parts?|facts?"
    r"|rows?|tables?|figures?|versions?|levels?|rules?|choices?|attempts?|items?|entry|positions?"
    r"|top|all|other|these|those)\s{0,2}#?\Z",
    re.IGNORECASE,
)
_CONFIDENCE_BEFORE = re.compile(
    r"\b(?:confidence|certainty|probability|score|rating)\b[\s\w]{0,12}[:=]?\s?\Z", re.IGNORECASE
)
_EXAMPLE_BEFORE = re.compile(
    r"\b(?:such as|e\.g\.|for (?:example|instance))[\s,:\"']*\Z", re.IGNORECASE
)
_NAME_BEFORE = re.compile(r"[A-Za-z]-\Z")
_ASIDE_AFTER = re.compile(
    r"\s?%|\s?(?:percent|per cent|out of|times|k\b|thousand|million|billion)\b", re.IGNORECASE
)
_OUT_OF_BEFORE = re.compile(r"\bout of\s\Z", re.IGNORECASE)
_BEFORE_OTHERS = (_LABEL_BEFORE, _CONFIDENCE_BEFORE, _OUT_OF_BEFORE)
_THINGS_AFTER = re.compile(r"\s[a-z]{2,}s\b")
_VERB_AFTER = re.compile(
    r"\s(?:is|was|has|does|as|its|this|thus|always|perhaps|besides|comes|pops|springs|stands"
    r"|belongs|matches|corresponds|goes|fits|seems|feels|represents|appears|makes|sounds)\b"
)
_SENTENCE_END = re.compile(r"[\"'”)]{0,2}\s{0,2}(?:[.!?\n]|$)")
_ALONE = " \t\n.!?\"'()[]{}$“”:"


@dataclass(frozen=True)
class Candidate:
    """A number in a text.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends.
        digits: Its digits.
        form: How it is written: a form of `DigitNumber`, or "words".
        standing: "answer"; "aside" if it says something else and counts only where nothing better
            stands; "never" if it is no number of its own ("5-digit", "the one", "A65451").

    """

    start: int
    end: int
    digits: str
    form: str
    standing: Standing


def find_candidates(text: str) -> list[Candidate]:
    """Return the last `MOST_READ` numbers of a cleaned text in order; they do not overlap."""
    words = read_word_numbers(text)
    markers = [match.span(1) for match in _LIST_MARKER.finditer(text)]
    masked = _blank(text, sorted([*((one.start, one.end) for one in words), *markers]))
    listed = (DigitNumber(start, end, text[start:end], "other") for start, end in markers)
    found: list[WordNumber | DigitNumber] = [*words, *read_digit_numbers(masked), *listed]
    alone = text.strip(_ALONE)
    found = sorted(found, key=lambda number: number.start)[-MOST_READ:]
    return [
        Candidate(
            number.start,
            number.end,
            number.digits,
            "words" if isinstance(number, WordNumber) else number.form,
            "answer" if alone == text[number.start : number.end] else _standing(text, number),
        )
        for number in found
    ]


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text with blanks for list markers and a barrier for numbers in words."""
    pieces, place = [], 0
    for start, end in spans:
        if start >= place:
            filler = " " if text[start:end].isdigit() else "\1"
            pieces += [text[place:start], filler * (end - start)]
            place = end
    return "".join([*pieces, text[place:]])


def _standing(text: str, number: WordNumber | DigitNumber) -> Standing:
    if isinstance(number, DigitNumber):
        return _digit_standing(text, number)
    if _DIGIT_COUNT.match(text, number.end):
        return "never"
    if number.words > 1:
        other = _counts_other_things(text, number.start, number.end, number.digits)
        return "aside" if other else "answer"
    # "one" and "two" are nearly always a pronoun and a count, unless a sentence ends in them.
    before = text[max(0, number.start - WINDOW) : number.start]
    said = introduces(before) and _SENTENCE_END.match(text, number.end)
    return "aside" if said or number.digits not in ("1", "2") else "never"


def _digit_standing(text: str, number: DigitNumber) -> Standing:
    before = text[max(0, number.start - WINDOW) : number.start]
    if _GLUED_AFTER.match(text, number.end):
        return "aside" if _ORDINAL_OR_SCALE.match(text, number.end) else "never"
    if _GLUED_BEFORE.search(before):
        return "aside" if _WORD_BEFORE.search(before) else "never"
    if len(number.digits) <= 2 and _DIGIT_COUNT.match(text, number.end):
        return "never"
    if number.form in ("other", "fraction"):
        return "aside"
    if _NAME_BEFORE.search(before) and (len(number.digits) <= 2 or number.form == "decimal"):
        return "aside"
    other = _counts_other_things(text, number.start, number.end, number.digits)
    return "aside" if other else "answer"


def _counts_other_things(text: str, start: int, end: int, digits: str) -> bool:
    before, after = text[max(0, start - WINDOW) : start], text[end : end + WINDOW]
    if _ASIDE_AFTER.match(after) or _EXAMPLE_BEFORE.search(before):
        return True
    if _YEAR.fullmatch(digits) and _YEAR_BEFORE.search(before):
        return True
    if len(digits) > 3:
        return False
    cited = before.endswith("[") and after.startswith("]") and len(digits) <= 2
    counted = bool(_THINGS_AFTER.match(after)) and not _VERB_AFTER.match(after)
    labelled = any(pattern.search(before) for pattern in _BEFORE_OTHERS)
    return cited or counted or labelled
