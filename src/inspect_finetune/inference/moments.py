"""What the interval and the power of a comparison need of its pairs, in one pass over them."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from inspect_finetune.inference.pairs import Pairs
from inspect_finetune.metrics.intervals import ENOUGH_CLUSTERS

TINY = 1e-12
"""A variance or a difference that is nothing but rounding."""


@dataclass(frozen=True)
class Moments:
    """Means and variances of pairs in clusters, of values in their unit. Sums over nothing are 0.

    Attributes:
        clusters: How many clusters there are.
        samples: How many samples there are.
        evenness: How many clusters of equal size tell as much (Kish): ``(sum n)^2 / sum n^2``.
        answers: The smaller number of independent answers of the two runs, at least `samples`.
        base: The base's mean, above 0 or, where some lie below it, the smallest value.
        gain: The mean gain.
        up: The mean of the gains' positive parts: the share that was gained, for 0/1.
        down: The mean of their negative parts, >= 0.
        spread: The variance of the mean gain, from the spread between clusters; 0 if it has none.
        square: The mean squared gain of a sample.
        between: The variance of a cluster's sum in the base, summed over clusters.
        moved: In how many clusters some sample changed.
        reach: From the smallest value that was seen to the largest, 0 included; at most 1.
        range: The largest value less the smallest; at most `reach`.
        unit: What values are divided by: how far they reach (`Scale`).
        binary: Whether they are right and wrong answers, or means of repeats of them.
        top: The largest gain that there can be: of shares 1, of other numbers unknown, so infinite.
    """

    clusters: int
    samples: int
    evenness: float
    answers: float
    base: float
    gain: float
    up: float
    down: float
    spread: float
    square: float
    between: float
    moved: int
    reach: float
    range: float
    unit: float
    binary: bool
    top: float

    @property
    def effective(self) -> float:
        """The effective number of pairs, for which ``up + down - gain^2`` is a pair's variance.

        It is that variance over the clustered one of the mean, at most the number of answers: means
        of eight repeats vary less than single answers, and count for more. Where few clusters
        changed, their spread says little of how alike the changes in a cluster are; as in
        `metrics.intervals.bounds_of` the number is then drawn towards one for each cluster.
        """
        simple = (self.up + self.down - self.gain**2) / self.answers
        largest = self.answers / self.evenness
        observed = max(self.spread / simple, 1.0) if simple > TINY else largest
        return self.answers / (self.known * observed + (1 - self.known) * largest)

    @property
    def known(self) -> float:
        """How far the spread between clusters is to be trusted: 1 if enough of them changed."""
        return min(self.moved / ENOUGH_CLUSTERS, 1.0)


NOTHING = Moments(0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, 0.0, 0.0, 1.0, True, 1.0)
"""The moments of no pairs."""


def moments(pairs: Pairs) -> Moments:
    """The moments of pairs."""
    import numpy as np

    groups = [group for group in pairs.clusters.values() if group]
    if not groups:
        return NOTHING
    sizes = np.array([len(group) for group in groups], dtype=float)
    count, samples = len(groups), int(sizes.sum())
    unit = pairs.scale.unit
    held = np.array([pair for group in groups for pair in group], dtype=float) / unit
    starts = (np.cumsum(sizes) - sizes).astype(int)
    gains = held[:, 1] - held[:, 0]
    gains[np.abs(gains) < TINY * np.maximum(np.abs(held).max(axis=1), 1)] = 0.0
    old, gain = float(held[:, 0].mean()), float(gains.mean())
    free = count / (count - 1) if count > 1 else 0.0
    off = np.add.reduceat(gains, starts) - gain * sizes
    apart = np.add.reduceat(held[:, 0], starts) - old * sizes
    return Moments(
        clusters=count,
        samples=samples,
        evenness=samples**2 / float((sizes**2).sum()),
        answers=max(min(pairs.base_answers, pairs.candidate_answers), float(samples)),
        base=old - min(float(held.min()), 0.0),
        gain=gain,
        up=float(np.maximum(gains, 0).mean()),
        down=float(np.maximum(-gains, 0).mean()),
        spread=float((off**2).sum()) * free / samples**2,
        square=float((gains**2).mean()),
        between=float((apart**2).sum()) * free,
        moved=int((np.maximum.reduceat(np.abs(gains), starts) > 0).sum()),
        reach=max(float(held.max()), 0.0) - min(float(held.min()), 0.0),
        range=float(held.max() - held.min()),
        unit=unit,
        binary=pairs.scale.binary,
        top=1.0 if pairs.scale.binary or pairs.bounded else inf,
    )
