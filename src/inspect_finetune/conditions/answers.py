"""What a sample brought back: its answers, and the shape that every scorer of this package gives.

A sample holds one answer per repeat. Scorers grade each answer on its own and report the shares
over the sample, so that repeats and epochs reduce to the same figure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from inspect_ai.scorer import Score
from inspect_ai.solver import TaskState

from inspect_finetune.markdown import escape

SHOWN_IN_FULL = 20
"""Answers of one sample whose details an explanation shows; the others get a table row only."""


@dataclass(frozen=True)
class Answer:
    """One answer of the model.

    Attributes:
        text: What it said, without reasoning content.
        cut: It ended at the token limit, so the model may have had more to say.
        blocked: The provider's content filter ended it.
    """

    text: str
    cut: bool = False
    blocked: bool = False


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


def answers(state: TaskState) -> tuple[Answer, ...]:
    """The sample's answers in the order drawn."""
    return tuple(
        Answer(
            choice.message.text,
            cut=choice.stop_reason in ("max_tokens", "model_length"),
            blocked=choice.stop_reason == "content_filter",
        )
        for choice in state.output.choices
    )


def score_answers(
    found: Sequence[Answer], grade: Callable[[Answer], Graded], headline: str
) -> Score:
    """Grade every answer of a sample and report the shares over them.

    The value holds the mean of every graded key, ``cut`` (the share of answers that ended at the
    token limit), ``answers`` (how many there are) and, of two answers or more, ``flip`` (the share
    of their pairs that differ in the headline key). Without any answer the sample is unscored:
    nothing was measured.

    Args:
        found: The sample's answers.
        grade: Grades one of them.
        headline: The key, 0 or 1 for each answer, that `flip` compares.
    """
    if not found:
        return Score.unscored(reason="scoring_failed", explanation="The sample holds no answer.")
    graded = [grade(answer) for answer in found]
    value: dict[str, str | int | float | bool | None] = {
        key: fmean(one.values[key] for one in graded) for key in graded[0].values
    }
    value["cut"] = fmean(answer.cut for answer in found)
    value["answers"] = len(found)
    if len(found) > 1:
        right, total = sum(one.values[headline] for one in graded), len(found)
        value["flip"] = 2 * right * (total - right) / (total * (total - 1))
    return Score(
        value=value,
        answer=_summary([one.answer for one in graded]),
        explanation=_explanation(found, graded),
        reason=_reason(found),
        metadata={
            "answers": [
                {**one.metadata, "answer": one.answer, "verdict": one.verdict, "cut": answer.cut}
                for answer, one in zip(found, graded, strict=True)
            ]
        },
    )


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


def _explanation(found: Sequence[Answer], graded: Sequence[Graded]) -> str:
    if len(found) == 1:
        return _marked(found[0], graded[0].detail)
    rows = ["| # | read | verdict | answer |", "|---|---|---|---|"]
    for number, (answer, one) in enumerate(zip(found, graded, strict=True), 1):
        verdict = f"{one.verdict} (cut)" if answer.cut else one.verdict
        said = escape(answer.text, 2000)
        rows.append(f"| {number} | {escape(one.answer)} | {verdict} | {said} |")
    details = [
        f"**Answer {number}**\n\n{_marked(answer, one.detail)}"
        for number, (answer, one) in enumerate(zip(found, graded, strict=True), 1)
    ]
    return "\n\n".join(["\n".join(rows), *details[:SHOWN_IN_FULL]])


def _marked(answer: Answer, detail: str) -> str:
    marks = []
    if answer.cut:
        marks.append("**Cut by the token limit**: the model may have had more to say.")
    if answer.blocked:
        marks.append("**Ended by the provider's content filter.**")
    return "\n\n".join([*marks, detail])
