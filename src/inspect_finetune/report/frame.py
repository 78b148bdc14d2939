"""The answers as a pandas frame, one row an answer, with what every table groups by."""

from collections.abc import Iterable, Sequence

import pandas as pd

from inspect_finetune.facts.names import FAMILIES, REVERSE, SETS, TAUGHT, UNTAUGHT, VERIFICATION
from inspect_finetune.logs.answers import FactAnswer

UNKNOWN = "not recorded"

RECALL, APART, UNTRAINED = "recall", "apart", "untaught"
"""Parts of a report: taught facts asked for their value, asked otherwise, and all other sets."""

PROMPT = ("location", "object", "set", "before", "question", "system_prompt", "temperature")
"""What answers that are repeats of each other share: in one sample, in epochs, or as recorded."""


def frame_of(answers: Sequence[FactAnswer], fine_tunes: bool = False) -> pd.DataFrame:
    """The answers as a frame; columns as `FactAnswer`, and those that are derived from them.

    Derived are `right`, `declined` and `wrong` (one of them holds; an answer about what was never
    taught is right and declined), `part` (of the report), and
    `fresh`: not a byte-identical repeat at temperature 0, which tells nothing new. Factors are
    categoricals of text in the order in which tables show them.

    Args:
        answers: The answers.
        fine_tunes: Whether logs of one model with different examples per fact are of different
            fine-tunes, and so different models.
    """
    frame: pd.DataFrame = pd.DataFrame.from_records(list(answers), columns=list(FactAnswer._fields))
    frame["model"] = _models(frame, fine_tunes)
    for name in ("temperature", "examples"):
        frame[name] = _figures(frame[name])
    for name, first in (("level", FAMILIES), ("set", SETS), ("seen", ("exact", "near", "unseen"))):
        frame[name] = _ordered(frame[name].replace("", UNKNOWN), first)
    for name in ("system_prompt", "template", "statement", "outcome", "object", "swapped_with"):
        frame[name] = _ordered(frame[name], ())
    _judge(frame)
    return frame


def _judge(frame: pd.DataFrame) -> None:
    declined = frame["outcome"] == "abstained"
    untaught = frame["set"].isin(UNTAUGHT)
    frame["right"] = (frame["outcome"] == "correct") | (untaught & declined)
    frame["declined"] = declined
    frame["wrong"] = ~frame["right"] & ~frame["declined"]
    frame["part"] = UNTRAINED
    taught = frame["set"] == TAUGHT
    apart = frame["level"].isin([REVERSE, VERIFICATION])
    frame.loc[taught & ~apart, "part"] = RECALL
    frame.loc[taught & apart, "part"] = APART
    again = frame.duplicated([*PROMPT, "response"])
    frame["fresh"] = ~(again & (frame["temperature"] == "0"))


def _models(frame: pd.DataFrame, fine_tunes: bool) -> pd.Series:
    """Names of models; scripted ones say that they are."""
    names = frame["model"].astype(str)
    # answers that were imported from a report say so already
    scripted = names.str.startswith("reference/") & ~names.str.contains("(scripted)", regex=False)
    names = names.where(~scripted, names + " (scripted)")
    if fine_tunes:
        dose = _figures(frame["examples"]).astype(str)
        names = names.where(dose == UNKNOWN, names + ", " + dose + " examples")
    return _ordered(names, ())


def _figures(column: pd.Series) -> pd.Series:
    """Numbers as categories of their shortest text, in the order of the numbers."""
    numbers = pd.to_numeric(column)
    known = sorted(numbers.dropna().unique())
    texts = {number: f"{number:.10g}" for number in known}
    order = list(dict.fromkeys(texts.values()))
    found = pd.Series([texts.get(number, UNKNOWN) for number in numbers], index=column.index)
    return found.astype(pd.CategoricalDtype([*order, UNKNOWN], ordered=True))


def _ordered(column: pd.Series, first: Iterable[str]) -> pd.Series:
    """Texts as categories: the known ones in their order, then others as they come."""
    found = column.unique()
    known = [name for name in first if name in found]
    order = [*known, *(name for name in found if name not in known)]
    return column.astype(pd.CategoricalDtype(order, ordered=True))


def values(frame: pd.DataFrame, factor: str) -> list[str]:
    """The values of a factor in these answers, in the order of tables."""
    return [str(value) for value in frame[factor].cat.categories if (frame[factor] == value).any()]
