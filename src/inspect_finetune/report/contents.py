"""What a report says, before any of it is written: figures, tables, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from inspect_finetune.errors import UnusableError
from inspect_finetune.logs.answer_logs import Bar, ReadLog, no_bar, read_answers
from inspect_finetune.logs.answers import FactAnswer
from inspect_finetune.report.errors import (
    Cells,
    error_cells,
    errors_sheet,
    other_cells,
    pooled_doses,
)
from inspect_finetune.report.facts import (
    Fact,
    Known,
    facts_of,
    facts_sheet,
    known_of,
    known_sheet,
)
from inspect_finetune.report.frame import RECALL, frame_of, values
from inspect_finetune.report.measures import Measure, measures_of, measures_sheet
from inspect_finetune.report.mistakes import Mistake, mistakes_of, mistakes_sheet
from inspect_finetune.report.notes import notes_of
from inspect_finetune.report.outcomes import Outcomes, outcomes_of, outcomes_sheet
from inspect_finetune.report.published import answers_sheet
from inspect_finetune.report.sheets import Sheet
from inspect_finetune.report.swaps import Swap, swaps_of, swaps_sheet


@dataclass(frozen=True)
class Contents:
    """Everything that a report says.

    Attributes:
        frame: The answers.
        logs: What each log held.
        notes: What the reader has to know of what is and is not in it, a sentence each.
        models: The models, in the order of tables.
        errors: Wrong answers to questions that ask for a taught value, by what was varied.
        doses: The same by examples per fact, where several models share a dose: pooled.
        others: Wrong answers to other questions, and about what was never taught.
        outcomes: Kinds of answers.
        facts: What is said of each taught fact.
        known: How many facts are known.
        measures: What else the metrics of the task say.
        swaps: Whose value is given for whom.
        mistakes: Every wrong answer.
    """

    frame: pd.DataFrame
    logs: tuple[ReadLog, ...]
    notes: tuple[str, ...]
    models: tuple[str, ...]
    errors: Cells
    doses: Cells
    others: Cells
    outcomes: tuple[Outcomes, ...]
    facts: tuple[Fact, ...]
    known: tuple[Known, ...]
    measures: tuple[Measure, ...]
    swaps: tuple[Swap, ...]
    mistakes: tuple[Mistake, ...]

    def sheets(self) -> dict[str, Sheet]:
        """Every table as plain values, by the file's name without its ending."""
        return {
            "answers": answers_sheet(self.frame),
            "errors": errors_sheet([self.errors, self.others], self.doses),
            "outcomes": outcomes_sheet(list(self.outcomes)),
            "known": known_sheet(self.known),
            "measures": measures_sheet(self.measures),
            "facts": facts_sheet(self.facts),
            "swaps": swaps_sheet(self.swaps),
            "mistakes": mistakes_sheet(self.mistakes),
        }


def read_contents(places: Sequence[str], bar: Bar = no_bar) -> Contents:
    """Read logs of fact_recall and compute all that a report says of them.

    Args:
        places: Logs, or folders of them.
        bar: Shows how far it is.

    Raises:
        UnusableError: If a log can't be concluded from, or no answer was scored.
        InputError: If there is no log, or the same run is named twice.
    """
    answers: list[FactAnswer] = []
    logs, left_out = read_answers(places, answers.append, bar)
    if not answers:
        what = "no answer was scored"
        raise UnusableError(what, where=", ".join(places), fix="Look at the logs: inspect view")
    frame = frame_of(answers, fine_tunes=_are_fine_tunes(answers))
    facts = facts_of(frame)
    absent = (f"{log.name}: {log.absent}." for log in logs if log.absent)
    return Contents(
        frame=frame,
        logs=tuple(logs),
        notes=(*absent, *left_out, *notes_of(frame)),
        models=tuple(values(frame, "model")),
        errors=error_cells(frame),
        doses=pooled_doses(frame),
        others=other_cells(frame),
        outcomes=tuple(outcomes_of(frame)),
        facts=tuple(facts),
        known=tuple(known_of(facts)),
        measures=tuple(measures_of(frame)),
        swaps=tuple(swaps_of(frame[frame["part"] == RECALL])),
        mistakes=tuple(mistakes_of(frame)),
    )


def _are_fine_tunes(answers: Sequence[FactAnswer]) -> bool:
    """Whether some model has logs of different examples per fact, each log of one number."""
    doses: dict[str, dict[str, set[float | None]]] = {}
    for answer in answers:
        logs = doses.setdefault(answer.model, {})
        logs.setdefault(answer.location, set()).add(answer.examples)
    return any(
        all(len(found) == 1 for found in logs.values()) and len(set().union(*logs.values())) > 1
        for logs in doses.values()
    )
