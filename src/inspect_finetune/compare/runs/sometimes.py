"""Keys that a scorer's dictionary has only sometimes, for no reason that can be seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspect_finetune.compare.runs.gathering import Epoch

MOST_KINDS = 50
"""Values of a metadata key that sorts samples into kinds; more of them name the samples."""

Epochs = Sequence["Epoch"]
"""All epochs of one sample."""


def sometimes(samples: Sequence[Epochs]) -> dict[str, int]:
    """For every key that a scorer's dictionary has only sometimes, how many times it has not.

    NaN, and whatever else is no number, is not there. A key that no sample of some kind has (by a
    metadata key that sorts the samples into few kinds) is about the others; it is left out.

    Args:
        samples: The epochs of each sample.
    """
    numbered, known = Counter[str](), Counter[str]()
    for epochs in samples:
        for epoch in epochs:
            numbered.update(name for name, number in epoch.scorers.items() if number)
            known.update(epoch.values.keys())
    found = {}
    for measure, count in sorted(known.items()):
        scorers = [name for name in numbered if measure.startswith(f"{name}.")]
        if measure in numbered or not scorers:
            continue
        scorer = max(scorers, key=len)
        if count < numbered[scorer] and not _is_explained(samples, scorer, measure):
            found[measure] = numbered[scorer] - count
    return found


def _is_explained(samples: Sequence[Epochs], scorer: str, measure: str) -> bool:
    """Whether some metadata tell which samples have a measure of a scorer."""
    said = [[one for one in epochs if one.scorers.get(scorer)] for epochs in samples]
    held = [epochs for epochs in said if epochs]
    known = [{measure in one.values for one in epochs} for epochs in held]
    keys = {key for epochs in held for key in epochs[0].groups}
    return any(_tells([epochs[0].groups.get(key) for epochs in held], known) for key in keys)


def _tells(kinds: Sequence[str | None], known: Sequence[set[bool]]) -> bool:
    """Whether all samples of a kind are alike, and no single one makes up a kind without it."""
    if None in kinds or len(set(kinds)) > MOST_KINDS:
        return False
    found: dict[str | None, list[set[bool]]] = {}
    for kind, one in zip(kinds, known, strict=True):
        found.setdefault(kind, []).append(one)
    return all(
        all(one == {True} for one in each)
        or (len(each) > 1 and all(one == {False} for one in each))
        for each in found.values()
    )
