"""Short answers that a model may have read off a draft of its own."""

from collections.abc import Sequence

from inspect_ai.scorer import Score

from inspect_finetune.conditions.answers import Answer, said


def drafted(answer: Answer, letters: str) -> bool:
    """Whether the model saw its rule while it wrote: what it wrote shows it, or is hidden.

    A model that writes its lines first, in its reasoning or beside the answer, reads the rule off
    them, and its digit tells nothing of what it knew. One that spells the rule does not: it tells
    it.
    """
    from inspect_finetune.introspection.glimpses import tells

    return answer.hidden or tells(said(answer), letters)


def note_drafts(
    scored: Score, letters: str, found: Sequence[Answer], base: Sequence[Answer]
) -> Score:
    """Add to a score's metadata why answers were not read.

    ``hidden`` counts the sample's answers whose reasoning is hidden, ``drafted`` those that the
    model may have read off a draft; ``base_hidden`` and ``base_drafted`` count the base model's.
    """
    noted = dict(scored.metadata or {})
    for prefix, answers in (("", found), ("base_", base)):
        hidden = sum(answer.hidden for answer in answers)
        noted[f"{prefix}hidden"] = hidden
        noted[f"{prefix}drafted"] = sum(drafted(answer, letters) for answer in answers) - hidden
    scored.metadata = noted
    if noted["hidden"] and not noted["answers"]:
        scored.explanation = f"{scored.explanation}\n\nThe model's reasoning is hidden."
    return scored
