"""Answers that no model gave, for what real ones seldom show."""

from collections.abc import Sequence

import pandas as pd

from inspect_finetune.logs.answers import FactAnswer
from inspect_finetune.report.frame import frame_of

PLAIN = FactAnswer(
    location="a.eval",
    model="openai/a",
    sample="s",
    epoch=1,
    repeat="1",
    object="Apple",
    level="direct",
    template="direct-1",
    set="taught",
    statement="",
    value="",
    seen="",
    examples=None,
    system_prompt="none",
    temperature=1.0,
    before=0,
    question="Which number?",
    expected="65451",
    accepted="",
    response="65451",
    outcome="correct",
    number="65451",
    swapped_with="",
    cut=False,
)


def answer(**changes: object) -> FactAnswer:
    return PLAIN._replace(**changes)


def answers(objects: int, wrong: Sequence[int] = (), each: int = 1, **changes: object):
    """`each` answers about every object; those about the objects so numbered are wrong."""
    return [
        answer(
            object=f"object {one}",
            sample=f"{one}|{repeat}",
            outcome="invented" if one in wrong else "correct",
            **changes,
        )
        for one in range(objects)
        for repeat in range(each)
    ]


def frame(*some: FactAnswer) -> pd.DataFrame:
    return frame_of(some)
