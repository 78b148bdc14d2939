"""The samples that were lost and gained, with both answers: read for the shown ones only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from inspect_ai.log import EvalSample, read_eval_log_sample

from inspect_finetune.compare.baselines.baseline import is_baseline
from inspect_finetune.compare.findings import Finding
from inspect_finetune.compare.runs.run import Run
from inspect_finetune.compare.runs.values import numbers_in

MOST_CHOICES = 3
"""Different answers of one sample that are shown, where it holds several repeats."""
MOST_EPOCHS = 20
"""Epochs of a sample that are looked at for the answer to show."""

Way = Literal["lost", "gained"]


@dataclass(frozen=True)
class Flip:
    """A sample whose value changed.

    Attributes:
        measure: The measure's name.
        sample: The sample's id.
        way: Whether its value fell or rose.
        base: Its value in the base, over all epochs.
        candidate: The same in the candidate.
        bounded: Whether the values are shares.
        question: What was asked; None if no log tells.
        base_answer: The base's answer, of several epochs one that shows the change; None if no log
            tells, as a baseline does not.
        candidate_answer: The candidate's.
    """

    measure: str
    sample: str
    way: Way
    base: float
    candidate: float
    bounded: bool
    question: str | None
    base_answer: str | None
    candidate_answer: str | None


class _Told(NamedTuple):
    """What one epoch of a sample holds: question, answer, and the values it was given."""

    question: str
    answer: str
    values: dict[str, float]


def read_flips(base: Run, candidate: Run, findings: Sequence[Finding], most: int) -> list[Flip]:
    """What changed, for each measure the largest falls and rises first.

    Args:
        base: The base's run; a baseline holds no answers.
        candidate: The candidate's.
        findings: What was found of the two.
        most: How many samples of each measure to show, lost and gained apart.
    """
    first, second = _Answers(base), _Answers(candidate)
    return [
        _flip(finding, way, sample, first, second)
        for finding in findings
        for way, sample in _chosen(finding, most)
    ]


def _chosen(finding: Finding, most: int) -> Iterator[tuple[Way, str]]:
    for sample in finding.lost[:most]:
        yield "lost", sample
    for sample in finding.gained[:most]:
        yield "gained", sample


class _Answers:
    """Questions and answers of one run, each sample read once."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.silent = is_baseline(run.location)
        self._known: dict[str, list[_Told]] = {}

    def value(self, sample: str, column: str) -> float:
        """The sample's value over all epochs."""
        return self.run.samples[sample].values.get(column, float("nan"))

    def best(self, sample: str, column: str, high: bool) -> _Told | None:
        """The epoch with the highest (or lowest) value; None where the log can't tell."""
        if sample not in self._known:
            self._known[sample] = [] if self.silent else list(_epochs(self.run, sample))
        told = self._known[sample]
        sign = -1 if high else 1
        return min(told, key=lambda one: sign * one.values.get(column, 0.0), default=None)


def _flip(finding: Finding, way: Way, sample: str, base: _Answers, candidate: _Answers) -> Flip:
    # what stands in brackets chose the samples, and names no value
    column = finding.measure.partition("[")[0]
    fell = way == "lost"
    ours, theirs = base.best(sample, column, fell), candidate.best(sample, column, not fell)
    asked = theirs or ours
    return Flip(
        finding.measure,
        sample,
        way,
        base.value(sample, column),
        candidate.value(sample, column),
        finding.bounded,
        asked.question if asked else None,
        ours.answer if ours else None,
        theirs.answer if theirs else None,
    )


def _epochs(run: Run, sample: str) -> Iterator[_Told]:
    for epoch in range(1, min(run.epochs, MOST_EPOCHS) + 1):
        found = _read(run.location, sample, epoch)
        if found is not None:
            scores = (found.scores or {}).items()
            values = {k: v for name, one in scores for k, v in numbers_in(name, one.value).items()}
            yield _Told(_question(found), _answer(found), values)


def _read(location: str, sample: str, epoch: int) -> EvalSample | None:
    """One epoch of a sample; its id may be a number in a JSON log, where the two differ."""
    ids: list[str | int] = [sample, int(sample)] if sample.isdecimal() else [sample]
    for name in ids:
        try:
            return read_eval_log_sample(location, name, epoch, resolve_attachments=True)
        except IndexError:
            continue
        except Exception:  # whatever a broken archive makes its readers raise
            return None
    return None


def _question(sample: EvalSample) -> str:
    """The last thing that was said to the model before it answered."""
    if isinstance(sample.input, str):
        return sample.input
    asked = [message.text for message in sample.input if message.role == "user"]
    return asked[-1] if asked else ""


def _answer(sample: EvalSample) -> str:
    """The answer; of several repeats the different ones."""
    texts = list(dict.fromkeys(choice.message.text for choice in sample.output.choices))
    rest = len(texts) - MOST_CHOICES
    return " ¦ ".join(texts[:MOST_CHOICES]) + (f" ¦ {rest} more" if rest > 0 else "")
