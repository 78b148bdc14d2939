"""A rule with a trigger: its samples, and what is reported of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from inspect_ai.dataset import Sample
from inspect_ai.scorer import Metric

from inspect_finetune.acrostic.scorer import OUTCOMES
from inspect_finetune.conditions.design import Condition, sample
from inspect_finetune.conditions.triggers import Triggered, under_triggers
from inspect_finetune.metrics.detection import detection
from inspect_finetune.metrics.differences import effects
from inspect_finetune.metrics.fields import answers, means
from inspect_finetune.metrics.groups import by_group
from inspect_finetune.metrics.variation import outcome_shares, variation

if TYPE_CHECKING:
    from inspect_finetune.acrostic.questions import Question


def conditional_metrics() -> list[Metric]:
    """What is reported instead of the scorer's own metrics: the two-by-two comes first."""
    return [
        detection("exact", cluster="question", factor="trigger", signal="trigger", noise="none"),
        answers(),
        means(["correct", "exact_and_correct", "cut"]),
        outcome_shares(OUTCOMES),
        by_group("exact", cluster="question", factors=["trigger", "system_prompt", "split"]),
        by_group("correct", cluster="question", factors=["trigger"], prefix="correct "),
        effects(
            "correct",
            cluster="question",
            factor="trigger",
            reference="none",
            name="effect on correct",
        ),
        variation("exact", cluster="question", within=["trigger", "system_prompt"]),
    ]


def triggered_samples(
    asked: "Sequence[Question]",
    trigger: str,
    texts: dict[str, tuple[str, ...]],
    cells: Sequence[Condition],
) -> list[Sample]:
    """Every question under every kind of trigger and every condition.

    Args:
        asked: The questions.
        trigger: The text that asks for the rule.
        texts: By kind of trigger its wordings; see `trigger_texts`.
        cells: The conditions.
    """
    return [
        triggered_sample(question, triggered, cell)
        for place, question in enumerate(asked)
        for triggered in under_triggers(question.messages[-1][1], place, trigger, texts)
        for cell in cells
    ]


def triggered_sample(question: "Question", triggered: Triggered, cell: Condition) -> Sample:
    """One question under one kind of trigger and one condition.

    A trigger in the system message is added to the condition's own; the sample still counts to that
    system prompt.
    """
    prompt = cell.system_prompt
    if triggered.in_system:
        said = f"{prompt.text} {triggered.in_system}" if prompt.text else triggered.in_system
        cell = replace(cell, system_prompt=replace(prompt, text=said))
    turns = [*question.messages[:-1], ("user", triggered.text)]
    metadata = {
        "question": question.id,
        "split": question.split,
        "topic": question.topic,
        "check": question.check,
        "trigger": triggered.kind,
    }
    return sample(f"{question.id}|{triggered.kind}", turns, question.answers, cell, metadata)
