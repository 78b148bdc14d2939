"""The channels' questions as Inspect's samples."""

from collections.abc import Sequence
from dataclasses import replace

from inspect_ai.dataset import Sample

from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.conditions.design import Condition, sample
from inspect_finetune.conditions.elicited import Elicited
from inspect_finetune.introspection.questions import Question

SHORT_ANSWER = 16
"""Tokens of an answer that is to come before any line is complete."""

SHORT = ("choice", "property", "prediction")
"""The channels whose answers are a digit, a number or a letter."""

PREDICTED = 30
"""Ordinary questions that the channel `prediction` asks about."""


def questions_of(
    channel: str, rule: AcrosticRule, siblings: Sequence[str], rotations: int, trigger: str
) -> tuple[Question, ...]:
    """The questions of one channel; a prediction's ordinary questions carry the trigger."""
    from inspect_finetune.acrostic.selection import choose_questions
    from inspect_finetune.introspection.channels import channel_questions

    asked: list[tuple[str, str]] = []
    if channel == "prediction":
        unseen = choose_questions("unseen")[:PREDICTED]
        asked = [(one.id, f"{one.messages[-1][1]} {trigger}".strip()) for one in unseen]
    return channel_questions(
        channel, rule.letters, siblings=siblings, rotations=rotations, ask=asked
    )


def channel_samples(
    channel: str,
    questions: Sequence[Question],
    cells: Sequence[Condition],
    elicited: Sequence[Elicited],
) -> list[Sample]:
    """Every question under every condition and elicitation."""
    return [
        _sample(channel, question, cell, one)
        for question in questions
        for one in elicited
        for cell in cells
    ]


def _sample(channel: str, question: Question, cell: Condition, elicited: Elicited) -> Sample:
    prompt = cell.system_prompt
    if elicited.told:
        said = f"{prompt.text} {elicited.told}" if prompt.text else elicited.told
        cell = replace(cell, system_prompt=replace(prompt, text=said))
    metadata = {
        **question.metadata,
        "channel": channel,
        "kind": question.kind,
        "elicited": elicited.name or None,
        "max_tokens": SHORT_ANSWER if channel in SHORT else None,
    }
    name = f"{question.id}|{elicited.name}" if elicited.name else question.id
    return sample(name, [*elicited.turns, *question.turns], question.target, cell, metadata)
