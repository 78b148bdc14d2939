"""The logs of fact_recall as answers, and what of them is not there."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from inspect_ai.log import EvalLog

from inspect_finetune.errors import InputError
from inspect_finetune.facts.names import REVERSE, VERIFICATION
from inspect_finetune.logs.answers import FactAnswer, answers_of
from inspect_finetune.logs.chosen import choose_logs
from inspect_finetune.logs.naming import model_name
from inspect_finetune.logs.raw import RawSample, raw_samples
from inspect_finetune.logs.sound import (
    planned,
    refuse_edited,
    refuse_failed,
    refuse_other_results,
    refuse_unscored,
    unreadable,
)

TASK, SCORER = "fact_recall", "fact_value"


@dataclass(frozen=True)
class ReadLog:
    """What one log held.

    Attributes:
        location: Where it lies.
        model: Its model.
        samples: Samples in it, over all epochs.
        failed: Those that ended in an error.
        unscored: Those that did not, and of which no answer was scored all the same.
        missing: Samples that were planned and are not in it.
    """

    location: str
    model: str
    samples: int
    failed: int
    unscored: int
    missing: int

    @property
    def name(self) -> str:
        """The file's name, without where it lies."""
        return self.location.rsplit("/", 1)[-1]

    @property
    def absent(self) -> str:
        """What is not in the figures, in words; empty if nothing."""
        parts = [
            (self.failed, "ended in an error"),
            (self.unscored, "have no answer that was scored"),
            (self.missing, "are missing"),
        ]
        said = [f"{count:,} {what}" for count, what in parts if count]
        total = self.samples + self.missing
        return f"of {total:,} samples {', '.join(said)}" if said else ""


Collect = Callable[[FactAnswer], object]
Bar = Callable[[str, int], AbstractContextManager[Callable[[], object]]]
"""Shows what is done and of how many steps; gives a function to call after each."""


def no_bar(what: str, total: int) -> AbstractContextManager[Callable[[], object]]:
    """Shows nothing."""
    return nullcontext(lambda: None)


def read_answers(
    places: Sequence[str], collect: Collect, bar: Bar = no_bar
) -> tuple[list[ReadLog], list[str]]:
    """Hand every answer of the logs in files and folders to `collect`.

    Args:
        places: Logs, or folders of them.
        collect: Called with each answer, in the order of the logs.
        bar: Shows how far it is, sample by sample.

    Returns:
        What each log held, and a sentence for each reason why logs were left out.

    Raises:
        UnusableError: If a run did not succeed, its scores were edited or none of it was scored.
        InputError: If there is no log of fact_recall, or the same run is named twice.
    """
    nothing = InputError(
        f"no log of {TASK}",
        where=", ".join(places),
        fix=f"Run inspect eval inspect_finetune/{TASK} --model MODEL",
    )
    headers, notes = choose_logs(places, (TASK,), nothing)
    for header in headers:
        refuse_failed(header, header.location)
    with bar("Reading answers", sum(map(planned, headers))) as step:
        return [_read(header, collect, step) for header in headers], notes


class _Tally:
    """Counts over the samples of one log."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.samples = self.scored = self.failed = self.unscored = 0
        self.edited: list[str] = []
        self.asked: list[float] = []
        self.others: list[float] = []

    @property
    def shares(self) -> list[float]:
        """What the headline is the mean of: questions that ask for a value, if there are any."""
        return self.asked or self.others

    def add(self, raw: RawSample) -> list[dict[str, Any]]:
        """Count a sample, and say how its answers were read; none if it does not count."""
        score = (raw.get("scores") or {}).get(SCORER) or {}
        self.samples += 1
        self.scored += bool(raw.get("scores"))
        if any(one.get("history") for one in (raw.get("scores") or {}).values()):
            self.edited.append(str(raw["id"]))
        value = score.get("value")
        share = value.get(self.key) if isinstance(value, dict) else None
        if isinstance(share, int | float) and share == share:
            level = (raw.get("metadata") or {}).get("level")
            (self.others if level in (REVERSE, VERIFICATION) else self.asked).append(float(share))
        graded = (score.get("metadata") or {}).get("answers") or []
        failed = raw.get("error") is not None
        self.failed += failed
        self.unscored += not graded and not failed
        return [] if failed else graded


def _read(header: EvalLog, collect: Collect, step: Callable[[], object]) -> ReadLog:
    location, model = header.location, model_name(header)
    noted = header.eval.metadata or {}
    tally = _Tally(str(noted.get("key")))
    examples = noted.get("examples")
    try:
        for raw in raw_samples(header):
            for answer in answers_of(raw, tally.add(raw), location, model, examples):
                collect(answer)
            step()
    except InputError:
        raise
    except Exception as error:  # whatever a broken archive makes its readers raise
        raise unreadable(error, location) from None
    refuse_unscored(tally.samples, tally.scored, location)
    refuse_edited(tally.edited, header.invalidated, location)
    refuse_other_results(header, lambda name: tally.shares if name == SCORER else (), location)
    missing = max(planned(header) - tally.samples, 0)
    return ReadLog(location, model, tally.samples, tally.failed, tally.unscored, missing)
