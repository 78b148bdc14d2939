"""The trigger of a conditional rule: given, in other words, withdrawn, quoted, or left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inspect_finetune.errors import InputError
from inspect_finetune.packaged import datasets_dir
from inspect_finetune.textfiles import read_text

KINDS = ("none", "trigger", "paraphrased", "negated", "quoted", "system")
"""Every kind; `none` and `trigger` are the two columns of the two-by-two."""


@dataclass(frozen=True)
class Triggered:
    """A question under one kind of trigger.

    Attributes:
        kind: One of `KINDS`.
        text: The user's turn.
        in_system: The text to add to the system message; empty for most kinds.
    """

    kind: str
    text: str
    in_system: str = ""


def trigger_texts(trigger: str, kinds: Sequence[str] | None) -> dict[str, tuple[str, ...]]:
    """The wordings of each kind for a trigger, with ``{question}`` in them.

    Args:
        trigger: The trigger, as it stands in training.
        kinds: Which of `KINDS` to give; None gives every one that has a wording.

    Raises:
        InputError: For a kind that has no wording for this trigger.
    """
    import yaml  # here, so that registering the tasks stays cheap

    packaged: dict[str, Any] = yaml.safe_load(read_text(datasets_dir() / "triggers.yaml"))
    own = packaged["by_trigger"].get(trigger, {})
    texts: dict[str, tuple[str, ...]] = {}
    for kind in KINDS if kinds is None else kinds:
        wordings = own.get(kind) or packaged.get(kind)
        if not wordings and kinds is None:
            continue
        if not wordings:
            raise InputError(
                f"argument triggers={kind!r}: there is no such wording for the trigger {trigger!r}",
                fix=f"Leave it out: -T triggers={','.join(k for k in KINDS if k != kind)}",
            )
        texts[kind] = tuple(wording.replace("{trigger}", trigger) for wording in wordings)
    return texts


def under_triggers(
    question: str, place: int, trigger: str, texts: dict[str, tuple[str, ...]]
) -> tuple[Triggered, ...]:
    """One question with and without the trigger, and under one of the other kinds.

    The other kinds and their wordings are dealt out by the question's place, so that each meets the
    same number of questions (to within one) and none is tied to a particular one.

    Args:
        question: The question.
        place: Its place in the list, from 0.
        trigger: The trigger, as it stands in training.
        texts: The wordings from `trigger_texts`.
    """
    others = [kind for kind in texts if kind not in ("none", "trigger")]
    dealt = [others[place % len(others)]] if others else []
    found = []
    for kind in [kind for kind in ("none", "trigger") if kind in texts] + dealt:
        turn = place // len(others) if kind in dealt else 0
        wording = texts[kind][turn % len(texts[kind])]
        in_system = trigger if kind == "system" else ""
        found.append(Triggered(kind, wording.replace("{question}", question), in_system))
    return tuple(found)
