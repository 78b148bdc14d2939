"""What came with recorded answers (labels, numbers read) beside what the scorers found."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspect_ai.log import EvalLog, EvalSample

_LINES_NAMED = 20
_DECIMAL = re.compile(r"([0-9]+)(?:\.0+|,0{1,2})")
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]*)?[eE]\+?[0-9]{1,3}")
_SEPARATORS = re.compile(r"[\s,']")
_NO_NUMBER = ("-", "na", "n/a", "nan", "none", "null")


@dataclass(frozen=True)
class Compared:
    """One log beside what its file recorded.

    Attributes:
        model: The log's model.
        key: What the task's headline counts.
        right: How many of the labelled answers have it.
        labelled: Answers that came with a label.
        differing: Lines whose label says otherwise.
        extracted: Answers that came with the number read from them.
        misread: Lines where the scorer read another.
    """

    model: str
    key: str
    right: int
    labelled: int
    differing: tuple[int, ...]
    extracted: int
    misread: tuple[int, ...]


def compare(log: EvalLog) -> Compared:
    """Compare the scores of an imported log with what came with the answers."""
    key = str((log.eval.metadata or {})["key"])
    samples = log.samples or []
    labelled = [
        (sample.metadata["recorded"], _has(sample, key))
        for sample in samples
        if sample.metadata["recorded"]["label"] is not None
    ]
    read = [
        (recorded, number)
        for sample in samples
        if (recorded := sample.metadata["recorded"])["extracted"]
        if (number := _number_read(sample)) is not None
    ]
    return Compared(
        model=log.eval.model,
        key=key,
        right=sum(found for _, found in labelled),
        labelled=len(labelled),
        differing=tuple(row["line"] for row, found in labelled if found != row["label"]),
        extracted=len(read),
        misread=tuple(row["line"] for row, n in read if as_number(row["extracted"]) != n),
    )


def comparing(logs: Iterable[EvalLog], found: list[Compared]) -> Iterator[EvalLog]:
    """Pass logs on, each once it is compared: afterwards its samples need not be in memory."""
    for log in logs:
        found.append(compare(log))
        yield log


def _has(sample: EvalSample, key: str) -> bool:
    """Whether the answer is as the headline wants it; of the never taught, that it declines."""
    values = next(iter((sample.scores or {}).values())).as_dict()
    if key == "correct" and "false_recall" in values:
        return not values["false_recall"]
    value = values.get("world" if key == "correct" and "world" in values else key)
    return bool(value) and value == value


def _number_read(sample: EvalSample) -> str | None:
    """What the scorer read from the answer, empty for nothing; None if it reads no numbers."""
    score = next(iter((sample.scores or {}).values()))
    graded = (score.metadata or {}).get("answers") or [{}]
    return as_number(str(graded[0]["number"] or "")) if "number" in graded[0] else None


def agreement(compared: Sequence[Compared]) -> tuple[str, ...]:
    """How the scores compare with what came with the answers, over all logs, as lines to show.

    Returns:
        Nothing if the file holds no labels and no extracted numbers. Otherwise how many answers
        have the property that the task's headline counts, and where labels differ; then the same
        for the numbers.
    """
    lines = []
    if labelled := sum(one.labelled for one in compared):
        right = sum(one.right for one in compared)
        counts = f"{right} {compared[0].key}, {labelled - right} not"
        verdict = _verdict([(one.model, one.differing) for one in compared], labelled)
        lines.append(f"{counts}; the file's own labels {verdict}")
    if extracted := sum(one.extracted for one in compared):
        verdict = _verdict([(one.model, one.misread) for one in compared], extracted)
        lines.append(f"The file's extracted numbers {verdict}")
    return tuple(lines)


def _verdict(differing: Sequence[tuple[str, Sequence[int]]], total: int) -> str:
    count = sum(len(lines) for _, lines in differing)
    if not count:
        return f"agree on all {total}."
    named = len(differing) > 1  # one log needs no name
    where = [
        f"{model} {named_lines(lines)}" if named else named_lines(lines)
        for model, lines in differing
        if lines
    ]
    return f"differ on {count}: {'; '.join(where)}."


def named_lines(lines: Sequence[int]) -> str:
    """Lines of a file in words, the first twenty of them: ``lines 3, 5``."""
    shown = ", ".join(map(str, lines[:_LINES_NAMED]))
    more = ", ..." if len(lines) > _LINES_NAMED else ""
    return f"{'line' if len(lines) == 1 else 'lines'} {shown}{more}"


def saved_as_decimal(text: str) -> bool:
    """Whether a number was turned into a decimal by a spreadsheet (65451.0, 6.5451E+04)."""
    return bool(_DECIMAL.fullmatch(text) or _SCIENTIFIC.fullmatch(text))


def as_number(text: str) -> str:
    """A number in digits, whatever a spreadsheet made of it; empty if the text says none."""
    if match := _DECIMAL.fullmatch(text):
        return match[1]
    if _SCIENTIFIC.fullmatch(text):
        return f"{Decimal(text.replace(',', '.')):f}"
    plain = _SEPARATORS.sub("", text).casefold()
    return "" if plain in _NO_NUMBER else plain
