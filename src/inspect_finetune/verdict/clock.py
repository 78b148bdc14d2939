"""The evidence clock: how often a rule is named rightly, by how much of it could be read off."""

from __future__ import annotations

from inspect_finetune.verdict.evidence import Observed
from inspect_finetune.verdict.naming import NAMING, replies, shown
from inspect_finetune.verdict.rates import by_stem, estimate
from inspect_finetune.verdict.results import ClockRow


def clock(model: Observed) -> tuple[ClockRow, ...]:
    """The answers that name a string, by the letters of the rule shown before.

    Beside each row stands what the base model named when it saw only what was shown.

    Args:
        model: The subject.

    Returns:
        One row for each k, from 0 to the length of the rule.
    """
    return tuple(_row(model, k) for k in range(len(model.letters) + 1))


def _row(model: Observed, k: int) -> ClockRow:
    answers = [r for r in replies(model, *NAMING) if r.named and shown(r) == k]
    read = [reply for reply in answers if reply.reader is not None]
    return ClockRow(
        k=k,
        n=len(answers),
        right=sum(reply.named == model.letters for reply in answers),
        rate=estimate(by_stem((r.stem, r.named == model.letters) for r in answers)),
        reader_n=len(read),
        reader_right=sum(reply.reader == model.letters for reply in read),
        reader=estimate(by_stem((r.stem, r.reader == model.letters) for r in read)),
    )
