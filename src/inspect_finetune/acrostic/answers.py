"""Whether a response answers its question: the text, number or refusal that was asked for.

The answer may stand in any sentence of the response, in any spelling that a careful reader would
accept. Whether the response also follows its rule is decided elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from inspect_finetune.acrostic._answer_numbers import Quantity, find_numbers, parse_number
from inspect_finetune.acrostic._answer_text import clean, fold, phrase_pattern
from inspect_finetune.acrostic._denial import WINDOW, is_denied
from inspect_finetune.acrostic._refusals import declines

Check = Literal["text", "number", "refusal", "any"]
CHECKS: tuple[Check, ...] = get_args(Check)
"""How the accepted answers of a question are compared with a response."""


@dataclass(frozen=True)
class AnswerReading:
    """Whether a response answers its question, and by what.

    Attributes:
        right: True if it does.
        found: The accepted answer that it gives; for a refusal or small talk without accepted
            answers the kind of check; None if it is not right.
    """

    right: bool
    found: str | None = None


def read_answer(response: str, answers: Sequence[str], check: str) -> AnswerReading:
    """Read a response for an accepted answer that it gives.

    An answer counts as whole words, whatever the case, accents, hyphens, punctuation or markup;
    an answer that is a number (with or without a unit) counts by its value: 8 is "eight" and
    "8.0", never part of 85 or 8.5, and 100 °C is not 100 °F. An answer that is plainly denied
    ("it is not Paris") does not count. A response that names several candidates is right if one
    of them is. Takes time linear in the length of the response and never raises on any text.

    Args:
        response: What the model wrote; reasoning in ``<think>`` is left out.
        answers: The accepted answers. For "refusal" they are further phrases that decline; for
            "any" they are phrases of which one must occur, or none to accept any words at all.
        check: One of `CHECKS`.

    Raises:
        ValueError: ``check`` is none of `CHECKS`.
    """
    if check not in CHECKS:
        raise ValueError(f"check must be one of {', '.join(CHECKS)}, not {check!r}")
    cleaned = clean(response)
    folded = fold(cleaned)
    if check == "refusal" and declines(folded):
        return AnswerReading(True, "refusal")
    if check == "any" and not answers and any(char.isalnum() for char in folded):
        return AnswerReading(True, "any")
    wanted = {answer: parse_number(answer) for answer in answers}
    phrases = [answer for answer, number in wanted.items() if number is None]
    found = (
        _find_number(cleaned, wanted)
        or _find_phrase(folded, phrases)
        or _find_phrase(folded.replace("-", ""), phrases)  # "photo-synthesis"
    )
    return AnswerReading(found is not None, found)


def answer_is_right(response: str, answers: Sequence[str], check: str) -> bool:
    """Tell whether a response gives one of the accepted answers: `read_answer` as a bool."""
    return read_answer(response, answers, check).right


def _find_number(cleaned: str, wanted: Mapping[str, Quantity | None]) -> str | None:
    """Return the first wanted number that a cleaned text gives and does not deny."""
    targets = [(answer, number) for answer, number in wanted.items() if number]
    for number in find_numbers(cleaned) if targets else ():
        for answer, target in targets:
            if number.answers(target) and not is_denied(*_fold_around(cleaned, number)):
                return answer
    return None


def _fold_around(cleaned: str, number: Quantity) -> tuple[str, str]:
    before = cleaned[max(0, number.start - WINDOW) : number.start]
    return fold(before), " " + fold(cleaned[number.end : number.end + WINDOW])


def _find_phrase(folded: str, phrases: Sequence[str]) -> str | None:
    """Return the first phrase that a folded text gives and does not deny.

    A finding that follows a denied one at once is denied with it ("not Leonardo da Vinci").
    """
    denied_until = -2
    for start, end, phrase in _find_all(folded, phrases):
        before, after = folded[max(0, start - WINDOW) : start], folded[end : end + WINDOW]
        if start > denied_until + 1 and not is_denied(before, after):
            return phrase
        denied_until = max(denied_until, end)
    return None


def _find_all(folded: str, phrases: Sequence[str]) -> list[tuple[int, int, str]]:
    patterns = [(phrase, phrase_pattern(phrase)) for phrase in phrases]
    found = ((m, phrase) for phrase, p in patterns if p for m in p.finditer(folded))
    return sorted((*match.span(), phrase) for match, phrase in found)
