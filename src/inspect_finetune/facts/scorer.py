"""The scorer `fact_value`: which number each answer commits to, and what kind of answer it is."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from inspect_ai.scorer import Score, Scorer, Target, accuracy, scorer, stderr
from inspect_ai.solver import TaskState

from inspect_finetune.conditions.answers import Answer, answers, base_answers
from inspect_finetune.conditions.grading import Graded, score_answers
from inspect_finetune.markdown import escape
from inspect_finetune.metrics.differences import over_base
from inspect_finetune.metrics.fields import answers as answer_count
from inspect_finetune.metrics.fields import field, means
from inspect_finetune.metrics.groups import by_group
from inspect_finetune.metrics.intervals import interval
from inspect_finetune.packaged import data_file

if TYPE_CHECKING:
    from inspect_finetune.facts.outcomes import FactOutcome

# Readers are imported where they are used: every `inspect` command loads this module.

FILES = (".csv", ".jsonl")


def taught_numbers(facts: str) -> dict[str, str]:
    """What was taught, object to number, from a packaged set of facts or a file."""
    from inspect_finetune.facts.load import load_facts

    return {fact.object: fact.number for fact in load_facts(data_file("facts", facts, FILES))}


@scorer(
    name="fact_value",
    metrics=[
        accuracy(to_float=field("correct")),
        stderr(to_float=field("correct"), cluster="object"),
        interval("correct", cluster="object"),
        answer_count(),
        means(["correct", "incorrect", "not_attempted", "cut"]),
        by_group("correct", cluster="object", factors=["level", "temperature", "system_prompt"]),
        over_base("correct", cluster="object"),
    ],
)
def fact_value(facts: str = "objects-50") -> Scorer:
    """Read the number that each answer commits to and compare it with the one that was taught.

    The score's value has, as shares of the sample's answers: ``correct``, ``incorrect`` and
    ``not_attempted`` (declined, or said no number), which add up to 1; ``cut`` (ended at the token
    limit); and ``answers``, how many there were.

    Args:
        facts: What was taught, so that another object's number is recognised: a packaged set, or
            the path of a file.
    """
    from inspect_finetune.facts.outcomes import classify_answer

    taught = taught_numbers(facts)

    async def score(state: TaskState, target: Target) -> Score:
        def grade(answer: Answer) -> Graded:
            outcome = classify_answer(answer.text, target.text, taught, _question(state))
            return _graded(outcome, target.text, answer.text, taught)

        return score_answers(answers(state), grade, headline="correct", base=base_answers(state))

    return score


def _question(state: TaskState) -> str:
    """The user's last turn: a number that it contains is not the model's."""
    turns = [message.text for message in state.messages if message.role == "user"]
    return turns[-1] if turns else ""


def _graded(outcome: "FactOutcome", expected: str, text: str, taught: Mapping[str, str]) -> Graded:
    correct, declined = outcome.kind == "correct", outcome.kind == "abstained"
    number = outcome.reading.number
    return Graded(
        values={
            "correct": correct,
            "incorrect": not correct and not declined,
            "not_attempted": declined,
        },
        answer=number[:40] if number else "(none)",
        verdict=outcome.kind,
        detail=_detail(outcome, expected, text),
        metadata={
            "outcome": outcome.kind,
            "number": number[:100] if number else None,
            "swapped_with": outcome.swapped_with,
            "flags": list(outcome.reading.flags),
        },
    )


def _detail(outcome: "FactOutcome", expected: str, text: str) -> str:
    number = outcome.reading.number or ""
    rows = ["| digit | read | expected | |", "|---|---|---|---|"]
    for index, digit in enumerate(expected):
        read = number[index] if index < len(number) else "–"
        rows.append(f"| {index + 1} | {read} | {digit} | {'✓' if read == digit else '✗'} |")
    whose = f" (the number of {escape(outcome.swapped_with)})" if outcome.swapped_with else ""
    flags = f" Flags: {', '.join(outcome.reading.flags)}." if outcome.reading.flags else ""
    said = f"Read **{escape(number, 40) or 'no number'}**, expected **{expected}**"
    return "\n".join(
        [f"{said}: {outcome.kind}{whose}.{flags}", "", f"Answer: {escape(text)}", "", *rows]
    )
