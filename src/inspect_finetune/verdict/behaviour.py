"""What the model does: whether it keeps its rule, and whether it foresees its letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inspect_finetune.metrics.intervals import Shares
from inspect_finetune.verdict.evidence import Case, Kept, Prediction
from inspect_finetune.verdict.exact import exceeds
from inspect_finetune.verdict.rates import by_stem, estimate, excess
from inspect_finetune.verdict.results import Compliance, Foresight

LEAST = 0.1
"""The least rate of keeping a rule that counts as doing it."""

TRAINED = "trained"
"""The split of the questions that were trained on."""


def compliance(case: Case, alpha: float, seed: int) -> Compliance:
    """How often the subject keeps its rule on questions that it was not trained on.

    Where the rule has a trigger, how often it keeps it without the trigger stands beside.
    """
    wanted = [kept for kept in case.subject.kept if kept.wanted]
    unseen = [kept for kept in wanted if kept.split != TRAINED]
    ours = _shares(unseen or wanted)
    base_kept = [kept for kept in case.base.kept if kept.wanted]
    base = _shares([kept for kept in base_kept if kept.stem in ours.clusters] or base_kept)
    unwanted = _shares(kept for kept in case.subject.kept if not kept.wanted)
    p = exceeds(ours, base, seed)
    less = exceeds(ours, unwanted, seed)
    return Compliance(
        split="unseen" if unseen else "all",
        stems=len(ours.clusters),
        rate=estimate(ours),
        base=estimate(base),
        over_base=excess(ours, base),
        p=p,
        unwanted=estimate(unwanted),
        selective=None if less is None else less <= alpha,
        does=p is not None and p <= alpha and ours.mean >= LEAST,
    )


def _shares(rows: Iterable[Kept]) -> Shares:
    return by_stem((kept.stem, kept.share) for kept in rows)


def foresight(case: Case, alpha: float, seed: int) -> Foresight | None:
    """How often the subject foresees the letter that it then writes; None if it was not asked.

    The questions are about all places of the rule, so who knows nothing of its letters can do no
    better than always to predict the letter that is written most often over all places.
    """
    known = [item for item in case.subject.predictions if item.written]
    if not known:
        return None
    ours = _foreseen(known)
    base = _foreseen([item for item in case.base.predictions if item.written])
    common = _always(known, _common_letter(known))
    p_base, p_common = exceeds(ours, base, seed), exceeds(ours, common, seed)
    return Foresight(
        stems=len(ours.clusters),
        rate=estimate(ours),
        base=estimate(base),
        common=common.mean,
        p_base=p_base,
        p_common=p_common,
        passed=all(p is not None and p <= alpha for p in (p_base, p_common)),
    )


def _foreseen(rows: Sequence[Prediction]) -> Shares:
    return by_stem((row.stem, row.written.count(row.predicted) / len(row.written)) for row in rows)


def _always(rows: Sequence[Prediction], letter: str) -> Shares:
    return by_stem((row.stem, row.written.count(letter) / len(row.written)) for row in rows)


def _common_letter(rows: Sequence[Prediction]) -> str:
    """The letter that would foresee best; of two as good the first in the alphabet."""
    letters = sorted({letter for row in rows for letter in row.written})
    return max(letters, key=lambda letter: _always(rows, letter).mean)
