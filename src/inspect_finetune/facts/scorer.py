"""The scorer `fact_value`: which value each answer commits to, and what kind of answer it is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from inspect_ai.scorer import Score, Scorer, Target, scorer
from inspect_ai.solver import TaskState

from inspect_finetune.conditions.answers import Answer, answers, base_answers
from inspect_finetune.conditions.grading import Graded, score_answers
from inspect_finetune.facts.metrics import recall, shares
from inspect_finetune.facts.names import DIGITS, FAILURES
from inspect_finetune.markdown import escape
from inspect_finetune.metrics.differences import over_base
from inspect_finetune.metrics.groups import by_group
from inspect_finetune.packaged import data_file

if TYPE_CHECKING:
    from inspect_finetune.facts.grading import Asked
    from inspect_finetune.facts.outcomes import FactOutcome

# Readers are imported where they are used: every `inspect` command loads this module.

FILES = (".csv", ".jsonl")


def taught_values(facts: str) -> dict[str, str]:
    """What was taught, object to value, from a packaged set of facts or a file."""
    from inspect_finetune.facts.load import as_taught, load_facts

    return as_taught(load_facts(data_file("facts", facts, FILES)))


@scorer(
    name="fact_value",
    metrics=[
        recall(cluster="object", outcomes=FAILURES, digits=DIGITS),
        by_group("correct", cluster="object", factors=["level", "temperature", "system_prompt"]),
        by_group("correct", cluster="object", factors=["seen", "statement"], crossed=False),
        by_group("false_recall", cluster="object", factors=["set"], prefix="false_recall "),
        shares(["false_recall", "spill", "world", "agreement"], cluster="object"),
        over_base("correct", cluster="object"),
        over_base("false_recall", cluster="object", prefix="false_recall "),
        over_base("world", cluster="object", prefix="world "),
    ],
)
def fact_value(facts: str = "objects-50") -> Scorer:
    """Read the value that each answer commits to and compare it with the one that was taught.

    The score's value has, as shares of the sample's answers, for a taught fact: ``correct``,
    ``incorrect`` and ``not_attempted`` (declined, or gave no value), which add up to 1; how an
    attempt failed (``swapped``, ``leading_digits``, ``near``, ``wrong_length``, ``invented``,
    ``several``, ``misjudged``, which add up to ``incorrect``); ``digits`` and ``digit_1`` ...
    (right by place). For an object that was never taught: ``false_recall`` and ``spill`` (a taught
    value). For a question about the world: ``world`` (right) and ``spill``. For all: ``cut`` (ended
    at the token limit); ``answers``, how many there were; with several, ``agreement`` (pairs of
    them that give the same); and at temperature 0 ``counted``, the answers with byte-identical ones
    counted once, which is what intervals go by.

    Args:
        facts: What was taught, so that another object's value is recognised: a packaged set, or
            the path of a file.
    """
    from inspect_finetune.facts.grading import Classifier, asked_of, headline_of
    from inspect_finetune.facts.load import load_facts

    classifier = Classifier(load_facts(data_file("facts", facts, FILES)))

    async def score(state: TaskState, target: Target) -> Score:
        asked = asked_of(_question(state), list(target), state.metadata)

        def grade(answer: Answer) -> Graded:
            return _graded(classifier.classify(answer.text, asked), asked, answer.text)

        found = answers(state)
        scored = score_answers(
            found, grade, headline=headline_of(asked.set), base=base_answers(state)
        )
        _add_repeats(scored, found, state.metadata.get("temperature"))
        return scored

    return score


def _question(state: TaskState) -> str:
    """The user's last turn: a value that it contains is not the model's."""
    turns = [message.text for message in state.messages if message.role == "user"]
    return turns[-1] if turns else ""


def _add_repeats(score: Score, found: Sequence[Answer], temperature: object) -> None:
    """What several answers to one question say beside their shares."""
    from inspect_finetune.facts.grading import agreement

    if not isinstance(score.value, dict) or len(found) < 2:
        return
    read = [one["number"] for one in (score.metadata or {}).get("answers", [])]
    score.value["agreement"] = agreement(read)
    if temperature == 0:
        score.value["counted"] = len({answer.text for answer in found})


def _graded(outcome: "FactOutcome", asked: "Asked", text: str) -> Graded:
    from inspect_finetune.facts.grading import values_of

    answered = outcome.answered
    return Graded(
        values=values_of(outcome, asked.set),
        answer=answered[:40] if answered else "(none)",
        verdict=outcome.kind,
        detail=_detail(outcome, asked, text),
        metadata=_noted(outcome),
    )


def _noted(outcome: "FactOutcome") -> dict[str, Any]:
    answered = outcome.answered
    return {
        "outcome": outcome.kind,
        "number": answered[:100] if answered else None,
        "swapped_with": outcome.swapped_with,
        "flags": list(outcome.reading.flags),
    }


def _detail(outcome: "FactOutcome", asked: "Asked", text: str) -> str:
    answered, expected = outcome.answered or "", asked.expected[0]
    whose = f" (that of {escape(outcome.swapped_with)})" if outcome.swapped_with else ""
    flags = f" Flags: {', '.join(outcome.reading.flags)}." if outcome.reading.flags else ""
    said = f"Read **{escape(answered, 40) or 'no value'}**, expected **{escape(expected, 100)}**"
    lines = [f"{said}: {outcome.kind}{whose}.{flags}", "", f"Answer: {escape(text)}"]
    return "\n".join([*lines, "", *_digit_rows(outcome, answered, expected)])


def _digit_rows(outcome: "FactOutcome", answered: str, expected: str) -> list[str]:
    if not outcome.digits_right:
        return []
    rows = ["| digit | read | expected | |", "|---|---|---|---|"]
    for index, digit in enumerate(expected):
        read = answered[index] if index < len(answered) else "–"
        rows.append(f"| {index + 1} | {read} | {digit} | {'✓' if read == digit else '✗'} |")
    return rows
