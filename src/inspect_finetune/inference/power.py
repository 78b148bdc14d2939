"""What a comparison could have seen, and how many clusters would show that nothing fell.

A fall is taken to be spread evenly. Of right and wrong answers every right one is lost with the
same chance; near a rate of 1 that brings more variance than the data show, so it is worked out.
Graded values fall in proportion, with the noise that the data show, or as right answers do where
too few of them changed. A fall of whole clusters is harder to see.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil, inf, log2, sqrt

from inspect_finetune.inference.grid import denominator, on_grid
from inspect_finetune.inference.moments import TINY, Moments, moments
from inspect_finetune.inference.paired import restricted, score
from inspect_finetune.inference.pairs import Pairs

STEPS = 30
"""Halvings to find the smallest drop."""
MOST = 10_000_000
"""Clusters beyond which no number is named."""


@dataclass(frozen=True)
class Design:
    """The design of a comparison, as its data show it; all of it in the unit of `found`.

    Attributes:
        found: The moments of the pairs.
        bounded: Whether values are shares, whose mean can't fall below 0.
        repeats: Independent answers of the candidate to a sample, >= 1.
        noise: The variance of one answer to a sample, averaged over samples: of ``rate (1 - rate)``
            with each sample's own rate.
        lumps: The variance of a cluster's true sum in the base, summed over clusters.
        step: The step between possible sums; 0 where there is none.
    """

    found: Moments
    bounded: bool
    repeats: float
    noise: float
    lumps: float
    step: float

    @property
    def lowest(self) -> float:
        """The largest fall that there can be."""
        return self.found.base if self.bounded or self.found.binary else inf

    def variance(self, drop: float) -> float:
        """The variance of the sum of gains if the mean falls by `drop`."""
        found = self.found
        still, rate = found.spread * found.samples**2, found.base
        if not found.binary:
            flips = (1 - found.known) * restricted(found, -drop) * found.samples
            return found.known * (still + self._more(drop)) + flips
        kept = 1 - drop / rate
        after = kept * rate - kept**2 * (rate - self.noise)
        more = found.samples / self.repeats * (after - self.noise)
        return max(still + more + (1 - kept) ** 2 * self.lumps, 0.0)

    def _more(self, drop: float) -> float:
        """What a fall of graded values in proportion adds to the variance of the sum, >= 0.

        Their noise grows as that of a sum of marks that are right or wrong: by ``r (1 - r)``,
        averaged over the clusters' own rates r, as shares of what values reached. Values that keep
        to the top of that, such as a thousand and a few, don't fall in proportion.
        """
        found, reach = self.found, self.found.reach
        if min(found.base, reach) <= TINY:
            return 0.0
        rate, apart = found.base / reach, self.lumps / reach**2
        squares = min(rate**2 + apart * found.evenness / found.samples**2, rate)
        own = rate - squares
        if own <= TINY:
            return 0.0
        kept = max(1 - drop / found.base, 0.0)
        noise = self.noise * max((kept * rate - kept**2 * squares) / own - 1, 0.0)
        more = found.samples / self.repeats * noise + (1 - kept) ** 2 * self.lumps
        return found.range / reach * more


def power_of(pairs: Pairs, drop: float, alpha: float = 0.05) -> float:
    """How probably a true drop is found by the one-sided sign-flip test, in [0, 1].

    Args:
        pairs: Values of two runs; how they vary and cluster is taken from them.
        drop: The fall of the mean, >= 0, in the unit of the values. A share can't fall below 0.
        alpha: The level of the test.
    """
    design = _design(pairs)
    return _power(design, drop / design.found.unit, alpha)


def detectable(pairs: Pairs, alpha: float = 0.05, power: float = 0.8) -> float | None:
    """The smallest drop that the sign-flip test finds with the given power; None if there is none.

    Args:
        pairs: Values of two runs.
        alpha: The level of the test.
        power: The power, in (0, 1).
    """
    design = _design(pairs)
    found = design.found
    end = min(design.lowest, 20 * sqrt(found.spread) + 1 - found.known)
    end = design.lowest if found.binary else end
    if end < TINY or _power(design, end, alpha) < power:
        return None
    lower = 0.0
    for _ in range(STEPS):
        middle = (lower + end) / 2
        lower, end = (lower, middle) if _power(design, middle, alpha) >= power else (middle, end)
    return end * found.unit


def needed(
    pairs: Pairs, margin: float, alpha: float = 0.05, power: float = 0.8
) -> tuple[int, int] | None:
    """With how many (clusters, samples) an unchanged model would be shown to keep a margin.

    Args:
        pairs: Values of two runs; clusters like theirs are meant.
        margin: The fall that is to be excluded.
        alpha: The level of the test.
        power: How probably the margin would be shown to be kept.

    Returns:
        None where no number is enough, or fewer than two clusters say how values vary.
    """
    found = moments(pairs)
    if found.clusters < 2 or margin <= TINY:
        return None

    def enough(clusters: int) -> bool:
        return _keeps(found, clusters, margin / found.unit, alpha) >= power

    clusters = _smallest(enough)
    if clusters is None:
        return None
    return clusters, ceil(clusters * found.samples / found.clusters - 1e-9)


def _design(pairs: Pairs) -> Design:
    found = moments(pairs)
    if not found.samples:
        return Design(found, pairs.bounded, 1.0, 0.0, 0.0, 0.0)
    first, second = (
        max(answers / found.samples, 1.0)
        for answers in (pairs.base_answers, pairs.candidate_answers)
    )
    # both runs' noise is in the gains; more than independent answers have is a true change
    noise = min(found.square / (1 / first + 1 / second), found.base * (1 - found.base))
    lumps = max(found.between - found.samples * noise / first, 0.0)
    step = _step(pairs, max(first, second))
    return Design(found, pairs.bounded, second, max(noise, 0.0), lumps, step)


def _step(pairs: Pairs, repeats: float) -> float:
    """The step between possible sums, which the level of an exact test can't go below."""
    import numpy as np

    sizes = np.abs(np.array(pairs.gains(), dtype=float)) / pairs.scale.unit
    if pairs.scale.binary:
        parts = denominator(sizes)
        return 1 / max(parts, repeats) if parts else 0.0
    whole = on_grid(sizes)
    return 0.0 if whole is None or not whole.any() else float(sizes.max() / whole.max())


def _power(design: Design, drop: float, alpha: float) -> float:
    """The power of the test, at most what the number of clusters allows."""
    found = design.found
    drop = min(drop, design.lowest)
    if not found.samples:
        return 0.0
    if drop <= TINY:
        return alpha
    return min(_normal(design, drop, alpha), _enough_move(found, drop, alpha))


def _normal(design: Design, drop: float, alpha: float) -> float:
    """The power by a normal approximation.

    The test asks whether the fall of the sum exceeds z times the root of Q, the sum of squared
    gains of clusters. Q holds the fall itself, and varies with it: where few answers change, a
    smaller fall meets a smaller hurdle. Mean and variance of the difference are expanded around
    the mean of Q (delta method), with cumulants of sums of single answers. A sum lies on steps of
    two units, since a sign that turns changes it twice; the level that is lost there and the
    correction for continuity make one unit together.
    """
    from scipy.special import ndtr, ndtri

    found, z = design.found, -float(ndtri(alpha))
    fall, spread = drop * found.samples, design.variance(drop)
    squares = spread + fall**2 / found.evenness
    mean, each = fall / found.clusters, spread / found.clusters
    third = design.step**2 * fall * (1 - 3 * spread / found.samples / max(design.step, TINY))
    joint = 2 * mean * spread + third
    fourth = 2 * each * spread + 4 * mean**2 * spread + design.step**2 * spread
    hurdle = sqrt(squares) - fourth / (8 * squares**1.5)
    varies = spread - z * joint / sqrt(squares) + z**2 * fourth / (4 * squares)
    ahead = fall - z * hurdle - design.step
    return float(ndtr(ahead / sqrt(varies))) if varies > TINY else float(ahead > 0)


def _enough_move(found: Moments, drop: float, alpha: float) -> float:
    """How probably so many clusters change that the test can reach its level at all."""
    from scipy.special import bdtrc

    least = ceil(-log2(alpha) - TINY)
    seen = 0.0 if found.binary else found.known  # graded values all fall
    lost = seen + (1 - seen) * min(drop, 1.0)
    still = (1 - found.moved / found.clusters) * (1 - lost) ** (found.samples / found.clusters)
    return float(bdtrc(least - 1, found.clusters, 1 - still)) if found.clusters >= least else 0.0


def _keeps(found: Moments, clusters: int, margin: float, alpha: float) -> float:
    """How probably a margin is shown to be kept by so many clusters if nothing changed."""
    from scipy.special import ndtr, stdtrit

    times = clusters / found.clusters
    half = (found.up + found.down) / 2
    more = replace(
        found,
        clusters=clusters,
        evenness=found.evenness * times,
        answers=found.answers * times,
        gain=0.0,
        up=half,
        down=half,
        spread=found.spread / times,
        moved=int(found.moved * times),
    )
    errors = score(more, -margin)
    if not errors:
        return 0.0
    ahead = margin - float(stdtrit(clusters - 1, 1 - alpha)) * margin / errors
    return float(ndtr(ahead / sqrt(more.spread))) if more.spread > TINY**2 else float(ahead >= 0)


def _smallest(enough: Callable[[int], bool]) -> int | None:
    """The smallest number from 2 on that is enough, as all larger ones are; None above `MOST`."""
    lower, upper = 1, 2
    while not enough(upper):
        lower, upper = upper, 2 * upper
        if upper > MOST:
            return None
    while upper - lower > 1:
        middle = (lower + upper) // 2
        lower, upper = (lower, middle) if enough(middle) else (middle, upper)
    return upper
