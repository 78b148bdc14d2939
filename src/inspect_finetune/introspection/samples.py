"""The channels' questions as Inspect's samples."""

from collections.abc import Sequence
from dataclasses import replace

from inspect_ai.dataset import Sample

from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.conditions.design import Condition, sample
from inspect_finetune.conditions.elicited import Elicited
from inspect_finetune.errors import InputError
from inspect_finetune.introspection.options import MOST_SIBLINGS
from inspect_finetune.introspection.questions import Question

SHORT_ANSWER = 16
"""Tokens of an answer that is to come before any line is complete."""

SHORT = ("choice", "property", "prediction")
"""The channels whose answers are a digit, a number or a letter."""

PREDICTED = 30
"""Ordinary questions that the channel `prediction` asks about."""


def siblings_of(given: Sequence[str], rule: AcrosticRule) -> tuple[str, ...]:
    """Check the rules of other fine-tunes.

    Raises:
        InputError: For one that is no string of letters, the rule itself, or one too many.
    """
    for word in given:
        if not word.isalpha() or len(word) < 2 or word.upper() == rule.letters.upper():
            what = f"argument siblings: {word!r} is not another rule"
            raise InputError(what, fix="Give strings of two letters or more, such as AKEWO,HELLO")
    if len(given) > MOST_SIBLINGS:
        what = f"argument siblings names {len(given)}; ten options have room for {MOST_SIBLINGS}"
        raise InputError(what, fix="Leave out the least likely")
    return tuple(given)


def refuse_idle(channel: str, **given: object) -> None:
    """Refuse arguments that have no effect on this channel.

    Raises:
        InputError: Naming the first that was given.
    """
    if channel != "choice":
        for name in ("siblings", "rotations"):
            if given[name]:
                fix = "Leave it out, or type -T channel=choice"
                raise InputError(f"argument {name} has no effect on channel={channel}", fix=fix)
    if given["training_file"] and not given["shown"]:
        what = "argument training_file has no effect without rows to show"
        raise InputError(what, fix="Type -T shown=3 as well, or leave it out")


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
    rule: AcrosticRule,
    questions: Sequence[Question],
    cells: Sequence[Condition],
    elicited: Sequence[Elicited],
) -> list[Sample]:
    """Every question under every condition and elicitation."""
    return [
        _sample(channel, rule, question, cell, one)
        for question in questions
        for one in elicited
        for cell in cells
    ]


def _sample(
    channel: str, rule: AcrosticRule, question: Question, cell: Condition, elicited: Elicited
) -> Sample:
    prompt = cell.system_prompt
    if elicited.told:
        said = f"{prompt.text} {elicited.told}" if prompt.text else elicited.told
        cell = replace(cell, system_prompt=replace(prompt, text=said))
    metadata = {
        **question.metadata,
        "channel": channel,
        "rule": rule.letters,
        "kind": question.kind,
        "elicited": elicited.name or None,
        "max_tokens": SHORT_ANSWER if channel in SHORT else None,
    }
    name = f"{question.id}|{elicited.name}" if elicited.name else question.id
    return sample(name, [*elicited.turns, *question.turns], question.target, cell, metadata)
