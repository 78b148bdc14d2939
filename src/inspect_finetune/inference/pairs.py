"""Values of one measure on the same samples under two runs, sorted into clusters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from inspect_finetune.inference.scale import Scale, scale_of
from inspect_finetune.metrics.intervals import Shares

Pair = tuple[float, float]
"""A sample's value in the base run, and in the candidate; repeats and epochs are averaged."""


@dataclass(frozen=True)
class Pairs:
    """One measure of the samples that two runs share.

    Attributes:
        clusters: The pairs of each cluster, by its name; a sample of none is a cluster of its own.
        base_answers: How many independent answers the base's values are means of, in all.
        candidate_answers: The same for the candidate's.
        most: The most answers that one value of the base, and of the candidate, is the mean of;
            None for as many as a sample has on average.
        known_scale: The scale, where it is not to be read off the values.
    """

    clusters: Mapping[str, Sequence[Pair]]
    base_answers: float
    candidate_answers: float
    most: tuple[float, float] | None = None
    known_scale: Scale | None = None

    @property
    def samples(self) -> int:
        """How many samples there are."""
        return sum(len(group) for group in self.clusters.values())

    @cached_property
    def bounded(self) -> bool:
        """Whether every value is a share in [0, 1]."""
        values = (value for group in self.clusters.values() for pair in group for value in pair)
        return all(-1e-9 <= value <= 1 + 1e-9 for value in values)

    @cached_property
    def scale(self) -> Scale:
        """What values are measured in, and whether they come from right and wrong answers."""
        if self.known_scale is not None:
            return self.known_scale
        pairs = [pair for group in self.clusters.values() for pair in group]
        most = self.most or tuple(
            answers / max(len(pairs), 1) for answers in (self.base_answers, self.candidate_answers)
        )
        sides = ([pair[place] for pair in pairs] for place in (0, 1))
        return scale_of([(side, max(one, 1.0)) for side, one in zip(sides, most, strict=True)])

    def gains(self) -> list[float]:
        """For each cluster the sum of candidate minus base over its samples."""
        return [sum(new - old for old, new in group) for group in self.clusters.values()]

    def sizes(self) -> list[int]:
        """For each cluster how many samples it has."""
        return [len(group) for group in self.clusters.values()]

    def base(self) -> Shares:
        """The base's values by cluster."""
        return self._side(0, self.base_answers)

    def candidate(self) -> Shares:
        """The candidate's values by cluster."""
        return self._side(1, self.candidate_answers)

    def _side(self, place: int, answers: float) -> Shares:
        held: dict[object, list[float]] = {
            # an empty cluster would count as one that was asked
            name: [pair[place] for pair in group]
            for name, group in self.clusters.items()
            if group
        }
        return Shares(held, answers)

    def flipped(self) -> "Pairs":
        """The same with every sign turned: what rises here, falls there. For `lower is better`.

        A share becomes its complement, so that it is a share still; other values are negated, or
        taken from the unit if each is 0 or it. What they are measured in remains.
        """
        top = self.scale.unit if self.scale.binary else float(self.bounded)
        held = {
            name: [(top - old, top - new) for old, new in group]
            for name, group in self.clusters.items()
        }
        return Pairs(held, self.base_answers, self.candidate_answers, self.most, self.scale)
