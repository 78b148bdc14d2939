"""Sign flips: how probable a difference between two runs is if it does not matter which is which.

If nothing changed, the base and the candidate could change places within a cluster, and the sum of
its differences would turn its sign. The p value is the share of all sign patterns whose total is as
far out as the one that was seen (Fisher 1935; Edgington and Onghena, Randomization Tests, 2007).
Totals of shares lie on a grid (thirds, eighths), so that all 2^n patterns can be counted however
many clusters there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspect_finetune.inference.grid import on_grid
from inspect_finetune.inference.pairs import Pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

RESAMPLES = 9_999
"""Random sign patterns where the patterns can't all be counted."""
FEW = 32
"""Clusters up to which all patterns are counted where totals lie on no grid."""
NEAR = 1e-9
"""Sums that differ by less than this share of the largest possible one are equal."""
WORK = 700_000_000
"""Additions up to which the distribution on a grid is built: half a second."""
TAIL = 1e-30
"""Probability below which the ends of a distribution are left out; no p value is smaller."""
WIDTH = 24.0
"""How many standard deviations then remain."""


@dataclass(frozen=True)
class Flip:
    """What sign flips say of a sum of differences.

    Attributes:
        fell: The probability of a sum as low as this, in (0, 1].
        rose: The probability of a sum as high as this.
        two_sided: Twice the smaller of the two, at most 1, as in scipy and statsmodels.
        test: ``McNemar, exact``, ``sign flips, exact`` or ``sign flips, 9,999 random``.
    """

    fell: float
    rose: float
    two_sided: float
    test: str


def tested(pairs: Pairs) -> Flip:
    """The sign-flip test of two runs: `sign_flips` of their clusters, under its proper name.

    McNemar's is the one with a single 0/1 answer in each cluster.
    """
    scale = pairs.scale
    gains = pairs.gains()
    found = sign_flips([one / scale.unit for one in gains] if scale.binary else gains)
    if all(size == 1 for size in pairs.sizes()):
        return found
    test = found.test.replace("McNemar", "sign flips")
    return Flip(found.fell, found.rose, found.two_sided, test)


def sign_flips(gains: Sequence[float], seed: int = 0) -> Flip:
    """Test whether a sum of independent gains is 0, by turning their signs.

    Where every gain is -1, 0 or 1 this is McNemar's exact test.

    Args:
        gains: For each cluster the sum of its differences; those of 0 do not count.
        seed: Decides the patterns that are drawn where they can't all be counted.
    """
    import numpy as np

    held = np.asarray(gains, dtype=float)
    scale = float(np.abs(held).max(initial=0.0))
    held = held[np.abs(held) > NEAR * scale]
    if not held.size:
        return Flip(1.0, 1.0, 1.0, "sign flips, exact")
    whole = on_grid(np.abs(held))
    tails = None if whole is None else _on_grid(whole, held > 0)
    exact = "McNemar, exact" if np.all(np.abs(np.abs(held) - 1) < NEAR) else "sign flips, exact"
    if tails is None and held.size <= FEW:
        tails = _every_pattern(held)
    if tails is None:
        tails, exact = _random(held, seed), f"sign flips, {RESAMPLES:,} random"
    fell, rose = tails
    return Flip(fell, rose, min(1.0, 2 * min(fell, rose)), exact)


def _on_grid(sizes: NDArray[np.int64], rises: NDArray[np.bool_]) -> tuple[float, float] | None:
    """Both tails where all sizes are whole numbers; None if that is too much work.

    Of n gains of one size m a binomial number rises, and adds m times itself to the sum of rises.
    The distributions of all sizes are convolved; all terms are positive, so even small
    probabilities are right but for rounding.
    """
    import numpy as np

    magnitudes, counts = np.unique(sizes, return_counts=True)
    parts = [_binomial(int(count)) for count in counts]
    if _work(magnitudes, counts, [part.size for _, part in parts]) > WORK:
        return None
    total, begin = np.ones(1), 0
    for magnitude, (first, part) in zip(magnitudes.tolist(), parts, strict=True):
        longer = np.zeros(total.size + magnitude * (part.size - 1))
        for place, weight in enumerate(part.tolist()):
            longer[place * magnitude : place * magnitude + total.size] += weight * total
        cut, total = _trimmed(longer)
        begin += first * magnitude + cut
    seen = int(sizes[rises].sum()) - begin
    below, above = total[: max(seen + 1, 0)].sum(), total[max(seen, 0) :].sum()
    return _probability(below), _probability(above)


def _work(magnitudes: NDArray[np.int64], counts: NDArray[np.int64], widths: list[int]) -> float:
    """How many additions the convolutions take: each width times the length that it meets."""
    import numpy as np

    ends = np.cumsum(magnitudes * (np.array(widths) - 1.0))
    spread = np.sqrt(np.cumsum(counts * magnitudes.astype(float) ** 2)) / 2
    return float((np.array(widths) * np.minimum(ends, WIDTH * spread)).sum())


def _binomial(trials: int) -> tuple[int, Array]:
    """The binomial distribution at 1/2 without its far ends: (the first number, weights)."""
    import numpy as np
    from scipy.special import gammaln

    numbers = np.arange(trials + 1)
    logs = gammaln(trials + 1) - gammaln(numbers + 1) - gammaln(trials - numbers + 1)
    return _trimmed(np.exp(logs - trials * np.log(2)))


def _trimmed(weights: Array) -> tuple[int, Array]:
    """Weights without the ends that are below `TAIL`: (how many are cut at the front, the rest)."""
    import numpy as np

    kept = np.flatnonzero(weights >= TAIL)
    return int(kept[0]), weights[kept[0] : kept[-1] + 1]


def _probability(value: float) -> float:
    # beyond the ends that are left out it is as improbable as they are
    return float(min(max(value, TAIL), 1.0))


def _every_pattern(gains: Array) -> tuple[float, float]:
    """Both tails by all sign patterns: those of one half against those of the other, sorted."""
    import numpy as np

    middle = gains.size // 2
    first, second = _sums(gains[:middle]), np.sort(_sums(gains[middle:]))
    seen, near = float(gains.sum()), NEAR * float(np.abs(gains).sum())
    below = np.searchsorted(second, seen + near - first, side="right").sum()
    above = (second.size - np.searchsorted(second, seen - near - first, side="left")).sum()
    patterns = 2.0**gains.size
    return float(below / patterns), float(above / patterns)


def _sums(gains: Array) -> Array:
    import numpy as np

    sums = np.zeros(1)
    for gain in gains.tolist():
        sums = np.concatenate((sums - gain, sums + gain))
    return sums


def _random(gains: Array, seed: int) -> tuple[float, float]:
    """Both tails by random patterns; the one that was seen counts as one of them.

    Eight signs are one random byte, whose sum is looked up: a tenth of the time of eight products.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    seen, near = float(gains.sum()), NEAR * float(np.abs(gains).sum())
    padded = np.concatenate((gains, np.zeros(-gains.size % 8))).reshape(-1, 8)
    signs = 2.0 * np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1) - 1
    sums = np.zeros(RESAMPLES)
    for eight in padded:
        sums += (signs @ eight)[rng.integers(0, 256, RESAMPLES, dtype=np.uint8)]
    below, above = int((sums <= seen + near).sum()), int((sums >= seen - near).sum())
    return (1 + below) / (1 + RESAMPLES), (1 + above) / (1 + RESAMPLES)
