"""Every answer in the columns of the published results, and a few more after them."""

from collections.abc import Iterator

import pandas as pd

from inspect_finetune.report.frame import UNKNOWN
from inspect_finetune.report.sheets import Sheet, Value

PUBLISHED = (
    "Object",
    "No",
    "Question",
    "Expected Answer",
    "Response",
    "Extracted Number",
    "Correct",
    "Temperature",
)
FURTHER = (
    "Model",
    "Outcome",
    "Repeat",
    "Epoch",
    "Set",
    "Template",
    "Statement",
    "Value",
    "Also Accepted",
    "Seen",
    "System Prompt",
    "Examples",
    "Swapped With",
    "Cut",
    "Sample",
    "Log",
)
NUMBERS = {"direct": "Q1", "paraphrase": "Q2", "indirect": "Q3"}
"""What the published results call the levels."""

_FIELDS = (
    *("object", "level", "question", "expected", "response", "number", "right", "temperature"),
    *("model", "outcome", "repeat", "epoch", "set", "template", "statement", "value"),
    *("accepted", "seen", "system_prompt", "examples", "swapped_with", "cut", "sample", "location"),
)


def answers_sheet(frame: pd.DataFrame) -> Sheet:
    """All answers, one a row, in the order of the logs."""
    return Sheet((*PUBLISHED, *FURTHER), _rows(frame))


def _rows(frame: pd.DataFrame) -> Iterator[tuple[Value, ...]]:
    columns = [frame[name].tolist() for name in _FIELDS]
    for row in zip(*columns, strict=True):
        cells: dict[str, Value] = dict(zip(_FIELDS, row, strict=True))
        cells["level"] = NUMBERS.get(str(cells["level"]), cells["level"])
        for name in ("temperature", "examples"):
            cells[name] = _figure(str(cells[name]))
        for name in ("level", "seen"):
            cells[name] = "" if cells[name] == UNKNOWN else cells[name]
        cells["location"] = str(cells["location"]).rsplit("/", 1)[-1]
        yield tuple(cells.values())


def _figure(text: str) -> int | float | None:
    """A number as short as it can be, so that 0 is not written 0.0."""
    if text == UNKNOWN:
        return None
    return int(text) if text.isdigit() else float(text)
