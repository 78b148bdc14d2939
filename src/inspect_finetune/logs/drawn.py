"""Recorded answers as samples: what was asked, what a right answer says, under which condition."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inspect_ai.dataset import Sample

from inspect_finetune.conditions.design import Turns
from inspect_finetune.errors import InputError

# the reader of the cells of files of facts: a value here and there is the same thing
from inspect_finetune.facts.load import read_value_cell
from inspect_finetune.logs.recorded import Recorded
from inspect_finetune.words import names_in, plain_words

LEVELS = {"q1": "direct", "q2": "paraphrase", "q3": "indirect"}
"""The published names of the levels of questions about facts."""


def fact_sample(row: Recorded, path: Path, taught: Mapping[str, str]) -> Sample:
    """The object and level as recorded; what the file does not tell is looked up.

    Raises:
        InputError: If the object or what is expected can't be told, or a spreadsheet changed it.
    """
    where = f"{path}:{row.line}"
    asked = plain_words(row.question)
    name = row.object or next((name for name in taught if names_in(asked, name)), "")
    expected = row.expected or taught.get(name, "")
    if not name or not expected:
        raise InputError(
            "neither a column nor the facts tell the object and its expected number",
            where=where,
            fix="Add the columns object and expected, or name the facts with --facts",
        )
    expected = read_value_cell(expected, where)
    level = LEVELS.get(row.level.casefold(), row.level or "recorded")
    parts = [name, level, f"t{row.temperature}" if row.temperature else "", row.repeat]
    return Sample(
        id="|".join(part for part in parts if part),
        input=row.question,
        target=expected,
        metadata={"object": name, "level": level, **_conditions(row)},
    )


def question_sample(row: Recorded, asked: Mapping[str, Sample], trigger: str | None) -> Sample:
    """The task's own question where it is one; else a question whose right answer is not known.

    For a rule with a trigger, a question of neither kind is told by whether the trigger is in it.
    """
    known = asked.get(row.question)
    if known is None:
        name = f"line-{row.line}"
        # answers to one question are one cluster, wherever they stand in the file
        own: dict[str, Any] = {
            "question": row.question[:200],
            "split": "recorded",
            "kind": "recorded",
        }
        if trigger:
            said = "\n".join(text for role, text in row.turns if role != "assistant")
            own["trigger"] = "trigger" if trigger in said else "none"
        target: str | list[str] = row.expected or []
    else:
        own, name = dict(known.metadata or {}), str((known.metadata or {}).get("question"))
        target = row.expected or known.target
    own.pop("repeats", None)
    return Sample(id=name, input=row.question, target=target, metadata={**own, **_conditions(row)})


def _conditions(row: Recorded) -> dict[str, Any]:
    """The factors as recorded; a system message in the conversation is one of its own."""
    system = any(role == "system" for role, _ in row.turns)
    temperature = float(row.temperature) if row.temperature else None
    return {"temperature": temperature, "system_prompt": "recorded" if system else "none"}


def last_user(sample: Sample) -> str:
    """The question of a sample: the user's last turn."""
    turns: Turns = (
        [("user", sample.input)]
        if isinstance(sample.input, str)
        else [(message.role, message.text) for message in sample.input]
    )
    return [text for role, text in turns if role == "user"][-1]
