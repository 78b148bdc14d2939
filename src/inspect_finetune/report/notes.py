"""What a reader has to know before believing the figures."""

import pandas as pd

from inspect_finetune.facts.names import OUTCOMES
from inspect_finetune.report.frame import values
from inspect_finetune.report.wording import number


def notes_of(frame: pd.DataFrame) -> tuple[str, ...]:
    """A sentence for everything that the answers themselves call for."""
    return tuple(
        note for note in (_scripted(frame), _cut(frame), _repeated(frame), _unknown(frame)) if note
    )


def _scripted(frame: pd.DataFrame) -> str:
    if not any(model.startswith("reference/") for model in values(frame, "model")):
        return ""
    return "Models marked (scripted) are scripts that check the instrument, not language models."


def _cut(frame: pd.DataFrame) -> str:
    count = int(frame["cut"].sum())
    if not count:
        return ""
    verb = "ends" if count == 1 else "end"
    return f"{number(count, 'answer')} {verb} at the token limit and may have had more to say."


def _repeated(frame: pd.DataFrame) -> str:
    count = int((~frame["fresh"]).sum())
    if not count:
        return ""
    return (
        f"{number(count, 'repeat')} at temperature 0 {'is' if count == 1 else 'are'} byte for byte "
        "the same answer again: counted in n and in the rates, not as information."
    )


def _unknown(frame: pd.DataFrame) -> str:
    unknown = [name for name in values(frame, "outcome") if name not in OUTCOMES]
    if not unknown:
        return ""
    named = ", ".join(repr(name) for name in unknown)
    return f"Kinds of answers that this version does not know were counted as wrong: {named}."
