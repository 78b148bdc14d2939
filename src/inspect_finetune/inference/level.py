"""Whether a rate, or another mean, is shown to lie above or below a value."""

from dataclasses import dataclass, replace
from math import copysign, inf, sqrt

from inspect_finetune.inference.moments import TINY, moments
from inspect_finetune.inference.paired import score
from inspect_finetune.inference.pairs import Pairs
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


def level_of(shares: Shares, value: float, bounded: bool = True) -> Level:
    """Test a mean against a value, by the inversion of the interval that is shown beside it.

    Args:
        shares: The values by cluster; fewer than two clusters show nothing.
        value: The value.
        bounded: Whether they are shares in [0, 1], with Wilson's interval (`bounds_of`); else the
            mean has the t interval of clusters.
    """
    count = len(shares.clusters)
    if count < 2:
        return Level(1.0, 1.0)
    from scipy.special import stdtr

    errors = _wilsons(shares, value) if bounded else _students(shares, value)
    return Level(float(stdtr(count - 1, -errors)), float(stdtr(count - 1, errors)))


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


def _students(shares: Shares, value: float) -> float:
    against = {
        str(index): [(value, one) for one in group]
        for index, group in enumerate(shares.clusters.values())
    }
    found = moments(Pairs(against, shares.answers, shares.answers))
    return score(replace(found, bounded=False), 0.0)
