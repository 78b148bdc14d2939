"""The number that an answer gives, read from free text.

A number counts whole or not at all: five digits are never taken out of a longer one. The limits:
number words are read in English only, and Roman or Chinese numerals not at all.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from inspect_finetune.facts.answer_text import AnswerText, clean_answer
from inspect_finetune.facts.candidates import Candidate, find_candidates
from inspect_finetune.facts.commitment import commit, drop_negated, drop_others
from inspect_finetune.facts.phrases import declines_first, is_refusal

MOST_OTHERS = 32
"""Other numbers of an answer that are kept, from its end; with more, the flag "many" is set."""

FLAGS = {
    "empty": "nothing was said (reasoning does not count)",
    "refusal": "declines, or says that it does not know",
    "hesitant": "gives a number and says that it does not know or is not sure",
    "no_number": "neither a number nor a refusal",
    "several": "more than one number; the last one counts",
    "revised": "took back a number for a later one, which counts",
    "hedged": "offers several numbers and commits to none",
    "retracted": "takes its number back and gives no other",
    "negated": "says of some number that it is not the one",
    "question_number": "repeats a number that the question contains, which does not count",
    "other_object": "also gives a number for another object, which does not count",
    "aside": "the number stands where answers rarely do (a year, a list marker, an ordinal)",
    "words": "written in words",
    "separated": "written with thousands separators",
    "spaced": "written digit by digit",
    "decimal": "written with a decimal fraction",
    "scientific": "written as 6.5451E+04",
    "many": f"more than {MOST_OTHERS} other numbers",
    "cut_thought": "ends inside a reasoning block",
}
"""What each flag of a `NumberReading` means."""

_FORM_FLAGS = ("words", "separated", "spaced", "decimal", "scientific")


@dataclass(frozen=True)
class NumberReading:
    """The number that a text gives.

    Attributes:
        number: Its digits, leading zeros kept, or None if the text commits to no number.
        span: Where it stands, so that ``text[start:end]`` shows it as written; None without one.
        others: Digits of the other numbers in the text, each once, in order.
        flags: What was noticed: keys of `FLAGS`.

    """

    number: str | None
    span: tuple[int, int] | None
    others: tuple[str, ...]
    flags: tuple[str, ...]


def read_number(
    text: str, question: str = "", *, asked: Collection[str] = (), rivals: Collection[str] = ()
) -> NumberReading:
    """Return the number that the text commits to, in time linear in its length; never raises.

    Args:
        text: A model's answer, any text at all.
        question: What was asked; a number in it does not count as an answer.
        asked: Names of the object that was asked about.
        rivals: Names of other objects. Where the text gives several numbers or declines, a number
            that stands with one of them is no answer.

    """
    clean = clean_answer(text)
    flags = ["cut_thought"] if clean.cut_thought else []
    if not clean.text.strip():
        return NumberReading(None, None, (), (*flags, "empty"))
    found = find_candidates(clean.text)
    chosen, noticed = _choose(clean.text, found, _numbers_of(question), asked, rivals)
    return _reading(clean, found, chosen, [*flags, *noticed])


def _choose(
    text: str,
    found: Sequence[Candidate],
    in_question: frozenset[str],
    asked: Collection[str],
    rivals: Collection[str],
) -> tuple[Candidate | None, list[str]]:
    """Return the number that counts, and what was noticed on the way to it."""
    flags: list[str] = []
    refusal = is_refusal(text)
    new = [one for one in found if one.digits not in in_question and one.standing != "never"]
    if any(one.digits in in_question and one.standing == "answer" for one in found):
        flags.append("question_number")
    kept = drop_negated(text, new)
    if len(kept) < len(new):
        flags.append("negated")
    answers = [one for one in kept if one.standing == "answer"]
    if rivals and (refusal or len({one.digits for one in answers}) > 1):
        own = drop_others(text, answers, asked, rivals)
        if len(own) < len(answers) and (own or refusal):
            answers = own
            flags.append("other_object")
    if answers and not declines_first(text):
        chosen, decision = commit(text, answers)
        hesitant = ["hesitant"] if refusal and chosen else []
        return chosen, [*flags, *([decision] if decision else []), *hesitant]
    if refusal:
        return None, [*flags, "refusal"]
    if kept and not any(one.standing == "answer" for one in new):
        return kept[-1], [*flags, "aside"]
    return None, [*flags, "no_number"]


def _reading(
    clean: AnswerText, found: Iterable[Candidate], chosen: Candidate | None, flags: list[str]
) -> NumberReading:
    number = chosen.digits if chosen else None
    seen = dict.fromkeys(one.digits for one in found if one.standing != "never")
    others = [digits for digits in seen if digits != number]
    if chosen and chosen.form in _FORM_FLAGS:
        flags = [*flags, chosen.form]
    if len(others) > MOST_OTHERS:
        flags = [*flags, "many"]
    span = clean.original_span(chosen.start, chosen.end) if chosen else None
    return NumberReading(number, span, tuple(others[-MOST_OTHERS:]), tuple(flags))


@lru_cache(maxsize=256)
def _numbers_of(question: str) -> frozenset[str]:
    """Return every number that a question contains, whatever it says there."""
    return frozenset(one.digits for one in find_candidates(clean_answer(question).text))
