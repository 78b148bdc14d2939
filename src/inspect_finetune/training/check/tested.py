"""The system message that a task will send, as it takes its argument ``system_prompt``."""

from __future__ import annotations

from inspect_finetune.conditions.prompts import (
    system_prompts,
    trained_on_facts,
    trained_on_rule,
)
from inspect_finetune.training.check.questions import RECALL
from inspect_finetune.training.record import Taught


def sent_by(task: str, taught: Taught, system_prompt: str) -> str | None:
    """The system message of a task's first condition; None if it sends none.

    Args:
        task: The task.
        taught: What the file teaches.
        system_prompt: As the tasks take it.

    Raises:
        InputError: For a prompt that is unknown, or a file that can't be read.
    """
    trained = trained_on_facts() if task == RECALL else trained_on_rule(taught.rule or "HELOL")
    return system_prompts(system_prompt, trained)[0].text
