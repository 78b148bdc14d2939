"""Recorded answers as samples: what was asked, what a right answer says, under which condition."""

from collections.abc import Mapping
from typing import Any

from inspect_ai.dataset import Sample

from inspect_finetune.conditions.design import Turns
from inspect_finetune.logs.recorded import Recorded


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
    return Sample(id=name, input=row.question, target=target, metadata={**own, **conditions(row)})


def conditions(row: Recorded) -> dict[str, Any]:
    """The factors as recorded; a system message in the conversation is one of its own."""
    system = any(role == "system" for role, _ in row.turns)
    prompt = row.system_prompt or ("recorded" if system else "none")
    return {"temperature": temperature_of(row), "system_prompt": prompt}


def temperature_of(row: Recorded) -> float | None:
    """The sampling temperature; None if the file does not tell."""
    return float(row.temperature) if row.temperature else None


def last_user(sample: Sample) -> str:
    """The question of a sample: the user's last turn."""
    turns: Turns = (
        [("user", sample.input)]
        if isinstance(sample.input, str)
        else [(message.role, message.text) for message in sample.input]
    )
    return [text for role, text in turns if role == "user"][-1]
