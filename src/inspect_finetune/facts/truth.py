"""Whether an answer says that a statement is true."""

import re
from dataclasses import dataclass

from inspect_finetune.facts.answer_text import clean_answer
from inspect_finetune.facts.numbers import read_number
from inspect_finetune.facts.phrases import is_refusal

_VERDICT = re.compile(
    r"(?P<yes>\b(?:yes|yeah|yep|true|correct|right|accurate|indeed)\b)"
    r"|(?P<no>\b(?:no|nope|false|incorrect|wrong|untrue|inaccurate|mistaken)\b)",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"(?:\bnot|n't|\bnever|\bfar from)(?:\s(?:quite|actually|at all|really|the|a|entirely)){0,2}"
    r"[\s\"'“*]{1,3}\Z",
    re.IGNORECASE,
)
_ECHO = re.compile(r"\b(?:true|yes|right|correct) or (?:false|no|wrong|not)\b", re.IGNORECASE)
_NO_NOUN = re.compile(
    r"\bno (?:idea|clue|information|record|knowledge|way to|data)\b", re.IGNORECASE
)
_RIGHT_NOUN = re.compile(r"\bthe (?:right|correct|true) (?:\w+ )?(?:is|would be)\b", re.IGNORECASE)
_LEAD = re.compile(r"[\W_]{0,12}(?:(?:the |my )?answer(?: is)?[\W_]{1,4})?", re.IGNORECASE)
_WINDOW = 40
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

    A verdict at the beginning counts, whatever follows; elsewhere all verdicts have to agree. An
    answer without a verdict that states the value (or another) says so that it is true (false).

    Args:
        text: A model's answer, any text at all.
        value: The value that the statement gives.
    """
    plain = clean_answer(text[:_MOST]).text
    if not plain.strip():
        return TruthReading(None, ("empty",))
    for pattern in (_ECHO, _NO_NOUN, _RIGHT_NOUN):
        plain = pattern.sub(lambda found: " " * len(found[0]), plain)
    verdicts = [(match.start(), _says(plain, match)) for match in _VERDICT.finditer(plain)]
    lead = _LEAD.match(plain)
    if verdicts and lead and verdicts[0][0] == lead.end():
        return TruthReading(verdicts[0][1])
    if is_refusal(text[:_MOST]) and not verdicts:
        return TruthReading(None, ("refusal",))
    if len({said for _, said in verdicts}) > 1:
        return TruthReading(None, ("hedged",))
    if verdicts:
        return TruthReading(verdicts[0][1])
    number = read_number(text[:_MOST]).number
    if number is not None and value.isdigit():
        return TruthReading(number == value, ("by_number",))
    return TruthReading(None, ("no_verdict",))


def _says(plain: str, match: re.Match[str]) -> bool:
    negated = _NEGATED.search(plain[max(0, match.start() - _WINDOW) : match.start()])
    return (match["yes"] is not None) != bool(negated)
