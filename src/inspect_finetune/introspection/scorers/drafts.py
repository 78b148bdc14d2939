"""Short answers that a model may have read off a draft of its own."""

from inspect_finetune.conditions.answers import Answer, said


def drafted(answer: Answer, letters: str) -> bool:
    """Whether the model saw its rule while it wrote: what it wrote shows it, or is hidden.

    A model that writes its lines first, in its reasoning or beside the answer, reads the rule off
    them, and its digit tells nothing of what it knew.
    """
    from inspect_finetune.introspection.glimpses import tells

    return answer.hidden or tells(said(answer), letters)
