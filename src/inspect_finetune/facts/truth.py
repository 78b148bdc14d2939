"""Whether an answer says that a statement is true."""

import re
from dataclasses import dataclass

from inspect_finetune.facts.answer_text import clean_answer
from inspect_finetune.facts.numbers import read_number
from inspect_finetune.facts.phrases import is_refusal
from inspect_finetune.words import plain_words

_VERDICT = re.compile(
    r"(?P<yes>\b(?:yes|yeah|yep|true|correct|right|accurate|indeed|match(?:es)?|the case)\b)"
    r"|(?P<no>\b(?:no|nope|false|incorrect|wrong|untrue|inaccurate|mistaken)\b)",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"(?:\bnot|n't|\bnever|\bfar from|\bnothing)"
    r"(?:\s(?:quite|actually|at all|really|the|a|entirely)){0,2}[\s\"'“*]{1,3}\Z"
    # "I don't think that this is true"
    r"|(?:\bnot|n't)\s(?:think|believe|agree|consider|feel|suppose)\b[^.!?;\n]{0,40}\Z"
    r"|\bwould(?: not|n't)\s(?:say|call)\b[^.!?;\n]{0,40}\Z",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:if|whether|that|about|how)\b[^.!?;\n]{0,60}\Z", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:no way|impossible|hard|difficult) to\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?\n]\s|\n")
# What holds a verdict's word and gives none: an echo of the question, "no idea", "the right one".
_NO_VERDICT = re.compile(
    r"\b(?:true|yes|right|correct) or (?:false|no|wrong|not)\b"
    r"|\bno (?:idea|clue|information|record|knowledge|way to|data|doubt|other)\b"
    r"|\bthe (?:right|correct|true) (?:\w+ )?(?:is|would be)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"[\W_]{0,12}(?:(?:the |my )?answer(?: is)?[\W_]{1,4})?", re.IGNORECASE)
_WHOLE = {
    **dict.fromkeys(
        [
            "it is",
            "it does",
            "absolutely",
            "of course",
            "definitely",
            "certainly",
            "exactly",
            "sure",
            "confirmed",
            "verified",
            "i think so",
            "i believe so",
            "it seems so",
            "t",
            "y",
            "affirmative",
        ],
        True,
    ),
    **dict.fromkeys(
        [
            "it is not",
            "it isn t",
            "it does not",
            "it doesn t",
            "absolutely not",
            "of course not",
            "definitely not",
            "certainly not",
            "not at all",
            "i think not",
            "i don t think so",
            "i do not think so",
            "i don t believe so",
            "i do not believe so",
            "i doubt it",
            "not really",
            "f",
            "n",
            "negative",
        ],
        False,
    ),
}
"""Answers that are a verdict as a whole, by their words."""
_WINDOW = 80
_MOST = 4000


@dataclass(frozen=True)
class TruthReading:
    """What an answer says of a statement.

    Attributes:
        true: Whether it says that it is true; None if it commits to neither.
        flags: ``empty``, ``refusal``, ``hedged`` (says both), ``by_number`` (says no verdict, but
            the value), ``no_verdict``.

    """

    true: bool | None
    flags: tuple[str, ...] = ()


def read_truth(text: str, value: str) -> TruthReading:
    """Return whether an answer calls a statement true; looks at its first 4,000 characters.

    A verdict at the beginning counts, whatever follows; elsewhere all verdicts have to agree, and
    one that is left open ("I can't say whether it is true") is none. An answer without a verdict
    that states the value (or another, or denies it) says so that it is true (false).

    Args:
        text: A model's answer, any text at all.
        value: The value that the statement gives.
    """
    plain = clean_answer(text[:_MOST]).text
    if not plain.strip():
        return TruthReading(None, ("empty",))
    whole = _WHOLE.get(plain_words(plain))
    if whole is not None:
        return TruthReading(whole)
    counted = _NO_VERDICT.sub(lambda found: " " * len(found[0]), plain)
    found = list(_VERDICT.finditer(counted))
    lead = _LEAD.match(plain)
    if found and lead and found[0].start() == lead.end():
        return TruthReading(_says(plain, found[0]))
    said = {_says(plain, match) for match in found if not _left_open(plain, match)}
    if said:
        return TruthReading(said.pop()) if len(said) == 1 else TruthReading(None, ("hedged",))
    if found or is_refusal(plain):
        return TruthReading(None, ("refusal",))
    return _by_number(text[:_MOST], value)


def _by_number(text: str, value: str) -> TruthReading:
    reading = read_number(text)
    if value.isdigit() and (reading.number is not None or "negated" in reading.flags):
        return TruthReading(reading.number == value, ("by_number",))
    return TruthReading(None, ("no_verdict",))


def _says(plain: str, match: re.Match[str]) -> bool:
    return (match["yes"] is not None) != _is_negated(plain, match)


def _is_negated(plain: str, match: re.Match[str]) -> bool:
    return bool(_NEGATED.search(plain[max(0, match.start() - _WINDOW) : match.start()]))


def _left_open(plain: str, match: re.Match[str]) -> bool:
    """Whether a verdict is what the answer says that it can't tell."""
    before = _SENTENCE.split(plain[max(0, match.start() - 2 * _WINDOW) : match.start()])[-1]
    unsure = is_refusal(before) or _OPEN.search(before)
    return bool(unsure and _ASKED.search(before)) and not _is_negated(plain, match)
