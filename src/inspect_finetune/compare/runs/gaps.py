"""Samples that have a value of a measure on one side only."""

from dataclasses import dataclass

from inspect_finetune.compare.runs.pairing import Paired
from inspect_finetune.compare.runs.run import Run


@dataclass(frozen=True)
class Gap:
    """Samples of one side that have no value of a measure.

    Attributes:
        side: base or candidate.
        count: How many, epochs counted apart where the run tells.
        total: Of how many.
    """

    side: str
    count: int
    total: int

    @property
    def share(self) -> float:
        """The share of samples, in [0, 1]."""
        return self.count / self.total if self.total else 0.0

    def said(self, task: str, measure: str) -> str:
        """The same in words."""
        of = f"{self.count:,} of {self.total:,} samples of the {self.side}"
        return f"{task}: {measure} has no value in {of}"


def gaps(base: Run, candidate: Run, column: str, paired: Paired) -> list[Gap]:
    """What of a measure is not there on either side.

    Args:
        base: The base.
        candidate: The candidate.
        column: The measure's name without conditions.
        paired: Its values in both.
    """
    asked = paired.pairs.samples + paired.unscored + paired.base_unscored
    sides = (("base", base, paired.base_unscored), ("candidate", candidate, paired.unscored))
    found = []
    for side, run, count in sides:
        told = run.partial.get(column, 0)
        if told:
            found.append(Gap(side, told, len(run.samples) * run.epochs))
        elif count:
            found.append(Gap(side, count, asked))
    return found
