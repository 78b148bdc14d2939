"""Whether a rate, or another mean, is shown to lie above or below a value."""

from collections import Counter
from dataclasses import dataclass
from math import copysign, inf, sqrt

from inspect_finetune.inference.moments import TINY, moments
from inspect_finetune.inference.paired import paired_interval, score
from inspect_finetune.inference.pairs import Pairs
from inspect_finetune.inference.scale import Scale, scale_of
from inspect_finetune.metrics.differences import Estimate
from inspect_finetune.metrics.intervals import Shares, bounds_of


@dataclass(frozen=True)
class Level:
    """One-sided p values of a mean against a value.

    Attributes:
        above: The probability of a mean as high as this if the true one is the value: a small one
            shows that it lies above.
        below: The same of a mean as low as this.
    """

    above: float
    below: float


def interval_of(shares: Shares, most: float | None = None, level: float = 0.95) -> Estimate:
    """A mean with its interval; without values NaN, and nothing is known.

    Of right and wrong answers it is Wilson's (`bounds_of`), of graded values and other numbers
    that of t between clusters, or as wide as values reach where few clusters hold another value
    than the most frequent one.

    Args:
        shares: The values by cluster, all of the same weight.
        most: The most answers that one value is the mean of; None for as many as on average.
        level: Confidence level in (0, 1).
    """
    scale = _scale(shares, most)
    if scale.binary:
        lower, upper = bounds_of(_in_units(shares, scale), level)
        return Estimate(shares.mean, lower * scale.unit, upper * scale.unit)
    usual, against = _against_usual(shares, scale)
    found = paired_interval(against, level)
    low, high = (0.0, 1.0) if against.bounded else (-inf, inf)
    return Estimate(shares.mean, max(found.lower + usual, low), min(found.upper + usual, high))


def level_of(shares: Shares, value: float, most: float | None = None) -> Level:
    """Test a mean against a value, by the inversion of `interval_of`.

    Args:
        shares: The values by cluster; fewer than two clusters show nothing.
        value: The value.
        most: As for `interval_of`.
    """
    count = len(shares.clusters)
    if count < 2:
        return Level(1.0, 1.0)
    from scipy.special import stdtr

    scale = _scale(shares, most)
    if scale.binary:
        errors = _wilsons(_in_units(shares, scale), value / scale.unit)
    else:
        usual, against = _against_usual(shares, scale)
        errors = score(moments(against), (value - usual) / scale.unit)
    return Level(float(stdtr(count - 1, -errors)), float(stdtr(count - 1, errors)))


def _scale(shares: Shares, most: float | None) -> Scale:
    values = [value for group in shares.clusters.values() for value in group]
    scale = scale_of([(values, max(most or shares.answers / max(len(values), 1), 1.0))])
    # eights alone don't tell that 8 is the most that there can be
    return Scale(scale.unit, scale.binary and (scale.unit == 1 or len({*values}) > 1))


def _in_units(shares: Shares, scale: Scale) -> Shares:
    if scale.unit == 1:
        return shares
    held = {name: [one / scale.unit for one in group] for name, group in shares.clusters.items()}
    return Shares(held, shares.answers)


def _against_usual(shares: Shares, scale: Scale) -> tuple[float, Pairs]:
    """The most frequent value, and all values as changes of it.

    So few other values count as few changes, from whose spread little can be told.
    """
    counts = Counter(value for group in shares.clusters.values() for value in group)
    usual = min(counts, key=lambda value: (-counts[value], value), default=0.0)
    held = {
        str(k): [(usual, one) for one in group] for k, group in enumerate(shares.clusters.values())
    }
    return usual, Pairs(held, shares.answers, shares.answers, known_scale=scale)


def _wilsons(shares: Shares, value: float) -> float:
    """How many standard errors a share lies above a value, at which it has no error itself."""
    above = shares.mean - value
    if abs(above) < TINY:
        return 0.0
    variance = value * (1 - value) / _number(shares) if 0 < value < 1 else 0.0
    return above / sqrt(variance) if variance else copysign(inf, above)


def _number(shares: Shares) -> float:
    """The effective number of answers, read off Wilson's interval.

    Its bounds are the roots of (1 + a) x^2 - (2 p + a) x + p^2 with a = t^2 / n, so that their
    product is p^2 / (1 + a). Of shares below one half the complements are taken.
    """
    from scipy.special import stdtrit

    lower, upper = bounds_of(shares)
    mean = shares.mean
    if mean < 0.5:
        lower, upper, mean = 1 - upper, 1 - lower, 1 - mean
    quantile = float(stdtrit(len(shares.clusters) - 1, 0.975))
    return quantile**2 / (mean**2 / (lower * upper) - 1)
