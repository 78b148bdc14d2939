"""The samples of `fact_recall`: every question under every condition, with what scoring needs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from logging import getLogger
from pathlib import Path
from typing import Any

from inspect_ai.dataset import Sample

from inspect_finetune.conditions.design import Condition, sample
from inspect_finetune.facts.design import FactQuestion
from inspect_finetune.facts.dose import count_examples
from inspect_finetune.facts.load import Fact, shortened
from inspect_finetune.facts.names import TAUGHT, UNTAUGHT, VERIFICATION
from inspect_finetune.training.files import read_training
from inspect_finetune.training.seen import seen_status

logger = getLogger(__name__)

NOTHING = "(never taught: declines)"
"""The target of a question about an object that was never taught."""


@dataclass(frozen=True)
class Trained:
    """What a training file says of a run's questions and facts.

    Attributes:
        system: The system message that most of its rows have; None if they have none.
        seen: For every question ``exact``, ``near`` or ``unseen``.
        examples: For every object the rows that teach it.
    """

    system: str | None
    seen: Mapping[str, str]
    examples: Mapping[str, int]


def warn_of_odd(path: Path, facts: Sequence[Fact]) -> None:
    """Say in the run's log what is odd about the facts, though it can be so."""
    short = shortened(facts)
    if short:
        logger.warning(
            f"{path}: {len(short)} numbers have fewer digits than the others ({_some(short)}): did"
            " a spreadsheet drop leading zeros?"
        )
    alike = [v for v, n in Counter(fact.value for fact in facts).items() if n > 1]
    if alike:
        logger.warning(
            f"{path}: {len(alike)} values belong to several objects ({_some(alike)}): a swap with"
            " one of them can't be told from the right answer"
        )


def _some(names: Sequence[str]) -> str:
    return ", ".join([*names[:5], *(["..."] if len(names) > 5 else [])])


def read_trained(path: str, facts: Sequence[Fact], asked: Sequence[FactQuestion]) -> Trained:
    """Compare a training file with the facts and with what is asked.

    Says so in the run's log where rows have no answer, or where some facts are taught by none.

    Raises:
        InputError: As `read_training`.
    """
    training = read_training(path)
    turns = [text for row in training.rows for role, text in row.turns if role == "user"]
    texts = [question.text for question in asked]
    rows = [(row.question, row.answer) for row in training.rows]
    examples = count_examples(facts, rows)
    never = [name for name, count in examples.items() if not count]
    if never:
        said = f"{len(never)} of {len(facts)} facts stand in no row"
        logger.warning(f"{path}: {said}: {_some(never)}")
    if training.skipped:
        logger.warning(f"{path}: {len(training.skipped)} rows without an answer were not looked at")
    return Trained(
        training.system, dict(zip(texts, seen_status(texts, turns), strict=True)), examples
    )


def fact_samples(
    asked: Sequence[FactQuestion], cells: Sequence[Condition], trained: Trained | None
) -> list[Sample]:
    """Every question under every condition."""
    return [
        sample(
            _name(question),
            [("user", question.text)],
            [question.expected or NOTHING, *question.accepted],
            cell,
            _metadata(question, trained),
        )
        for question in asked
        for cell in cells
    ]


def _name(question: FactQuestion) -> str:
    parts = [question.object, question.template] if question.set in (TAUGHT, *UNTAUGHT) else []
    parts = parts or [question.set, question.object]
    return "|".join([*parts, question.expected] if question.level == VERIFICATION else parts)


def _metadata(question: FactQuestion, trained: Trained | None) -> dict[str, Any]:
    noted: dict[str, Any] = {
        "object": question.object,
        "level": question.level,
        "template": question.template,
        "set": question.set,
    }
    if question.level == VERIFICATION:
        noted |= {"statement": question.expected, "value": question.value}
    if trained:
        noted["seen"] = trained.seen[question.text]
        if question.set == TAUGHT:
            noted["examples"] = trained.examples[question.object]
    return noted
