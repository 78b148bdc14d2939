"""The system message that a training file's rows carry."""

from inspect_finetune.conditions.prompts import system_prompts


def system_message(value: str, trained: str) -> str | None:
    """Read ``--system-prompt``.

    Args:
        value: ``trained``, ``none``, ``generic``, a ``.txt`` file, or a text with a space in it.
        trained: What ``trained`` stands for.

    Raises:
        InputError: If it is none of these.
    """
    # in a tuple, so that the commas of a text stay in it
    return system_prompts((value,), trained)[0].text
