"""The shape that every scorer of this package gives: shares over a sample's answers.

Scorers grade each answer on its own and report the shares over the sample, so that repeats and
epochs reduce to the same figure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from inspect_ai.scorer import Score

from inspect_finetune.conditions.answers import Answer
from inspect_finetune.markdown import escape

SHOWN_IN_FULL = 20
"""Answers of one sample whose details an explanation shows; the others get a table row only."""


@dataclass(frozen=True)
class Graded:
    """The grade of one answer.

    Attributes:
        values: What is averaged over the sample's answers, each in [0, 1]; the same keys for
            every answer of a scorer.
        answer: What was read from it, short enough for a column of the viewer.
        verdict: One or two words, for the table of answers.
        detail: Markdown that shows how the grade came about.
        metadata: What else the log should keep of it.
    """

    values: Mapping[str, float]
    answer: str
    verdict: str
    detail: str
    metadata: Mapping[str, Any]


Grader = Callable[[Answer], Graded | None]
"""Grades one answer; None for one that it can't read."""

Pair = tuple[Answer, Graded]


def score_answers(
    found: Sequence[Answer],
    grade: Grader,
    headline: str,
    base: Sequence[Answer] = (),
    grade_base: Grader | None = None,
    strict: bool = False,
) -> Score:
    """Grade every answer of a sample and report the shares over them.

    The value holds the mean of every graded key, ``cut`` (the share of answers that ended at the
    token limit), ``answers`` (how many there are) and, of two answers or more, ``flip`` (the share
    of their pairs that differ in the headline key). A grader that takes one form of answer only is
    `strict`: the value then holds ``unread``, the share of answers that it could not read, and the
    other keys are shares of those it could. Without any answer, or any that can be read, the
    sample is unscored: nothing was measured.

    Args:
        found: The sample's answers.
        grade: Grades one of them.
        headline: The key, 0 or 1 for each answer, that `flip` compares.
        base: The base model's answers to the same: their share of the headline is the value's
            ``base_`` + headline, their readings are in the metadata.
        grade_base: Grades one of those; None grades them alike.
        strict: Whether the grader may find an answer unreadable.
    """
    pairs, control = _pairs(found, grade), _pairs(base, grade_base or grade)
    noted = _noted(pairs, control, len(base))
    if not pairs:
        return _unscored(found, noted)
    value = _shares(pairs, headline)
    if strict:
        value["unread"] = 1 - len(pairs) / len(found)
    if control:
        value[f"base_{headline}"] = fmean(one.values[headline] for _, one in control)
    return Score(
        value=value,
        answer=_summary([one.answer for _, one in pairs]),
        explanation=_explanation(pairs),
        reason=_reason(found),
        metadata=noted,
    )


def _pairs(found: Sequence[Answer], grade: Grader) -> list[Pair]:
    """The answers that could be read, with their grades."""
    graded = [(answer, grade(answer)) for answer in found]
    return [(answer, one) for answer, one in graded if one is not None]


def _shares(pairs: Sequence[Pair], headline: str) -> dict[str, str | int | float | bool | None]:
    value: dict[str, str | int | float | bool | None] = {
        key: fmean(one.values[key] for _, one in pairs) for key in pairs[0][1].values
    }
    value["cut"] = fmean(answer.cut for answer, _ in pairs)
    value["answers"] = len(pairs)
    if len(pairs) > 1:
        right, total = sum(one.values[headline] for _, one in pairs), len(pairs)
        value["flip"] = 2 * right * (total - right) / (total * (total - 1))
    return value


def _noted(pairs: Sequence[Pair], control: Sequence[Pair], asked: int) -> dict[str, Any]:
    """What the log keeps of each answer, and of the base model's where it was asked."""
    own, base = (
        [
            {
                **one.metadata,
                "answer": one.answer,
                "verdict": one.verdict,
                "cut": answer.cut,
                "blocked": answer.blocked,
                "empty": not answer.text.strip(),
            }
            for answer, one in some
        ]
        for some in (pairs, control)
    )
    if not asked:
        return {"answers": own}
    return {"answers": own, "base_answers": base, "base_unread": asked - len(base)}


def _unscored(found: Sequence[Answer], noted: dict[str, Any]) -> Score:
    """What to say of a sample in which nothing was measured."""
    if not found:
        said, reason = "The sample holds no answer.", "scoring_failed"
    else:
        texts = [escape(answer.text, 500) or "(empty)" for answer in found[:SHOWN_IN_FULL]]
        said = "\n\n".join(["No answer has the form that was asked for:", *texts])
        reason = _reason(found) or "scoring_failed"
    return Score.unscored(reason=reason, explanation=said, metadata=noted)


def _summary(read: Sequence[str]) -> str:
    """Each thing that was read once, with how often: ``65451 x7, 65415``."""
    counts: dict[str, int] = {}
    for text in read:
        counts[text] = counts.get(text, 0) + 1
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    return ", ".join(text if count == 1 else f"{text} x{count}" for text, count in ranked[:10])


def _reason(found: Sequence[Answer]) -> str | None:
    if all(answer.cut for answer in found):
        return "max_tokens"
    if all(answer.blocked for answer in found):
        return "refusal"
    if not any(answer.text.strip() for answer in found):
        return "no_response"
    return None


def _explanation(pairs: Sequence[Pair]) -> str:
    if len(pairs) == 1:
        return _marked(pairs[0][0], pairs[0][1].detail)
    rows = ["| # | read | verdict | answer |", "|---|---|---|---|"]
    for number, (answer, one) in enumerate(pairs, 1):
        verdict = f"{one.verdict} (cut)" if answer.cut else one.verdict
        said = escape(answer.text, 2000)
        rows.append(f"| {number} | {escape(one.answer)} | {verdict} | {said} |")
    details = [
        f"**Answer {number}**\n\n{_marked(answer, one.detail)}"
        for number, (answer, one) in enumerate(pairs, 1)
    ]
    return "\n\n".join(["\n".join(rows), *details[:SHOWN_IN_FULL]])


def _marked(answer: Answer, detail: str) -> str:
    marks = []
    if answer.cut:
        marks.append("**Cut by the token limit**: the model may have had more to say.")
    if answer.blocked:
        marks.append("**Ended by the provider's content filter.**")
    return "\n\n".join([*marks, detail])
