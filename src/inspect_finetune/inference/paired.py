"""The gain of one run over another, paired: its interval, and whether a fall is excluded.

Right and wrong answers, and means of repeats of them, get Tango's score interval for paired
proportions (Statistics in Medicine 1998), on the effective number of pairs. A score interval takes
its variance from the difference that is tested: fifty equal answers have no spread, and still can't
exclude a fall of 5 points. Graded values, shares or not, get the t interval of clusters, unless few
of them changed. Both have a t quantile with clusters minus one degrees of freedom.
"""

from collections.abc import Callable
from math import copysign, inf, sqrt

from inspect_finetune.inference.moments import TINY, Moments, moments
from inspect_finetune.inference.pairs import Pairs
from inspect_finetune.metrics.differences import Estimate

STEPS = 60
"""Halvings of [-1, 1] to find a bound; beyond them floats don't differ."""


def paired_interval(pairs: Pairs, level: float = 0.95) -> Estimate:
    """Candidate minus base, with its interval.

    With fewer than two clusters nothing is known: -1 to 1 for shares, without end for other values.

    Args:
        pairs: The values of both runs; no samples count as a gain of 0.
        level: Confidence level in (0, 1).
    """
    found = moments(pairs)
    gain, unit = found.gain, found.unit
    if found.clusters < 2:
        end = 1.0 if pairs.bounded else inf
        return Estimate(gain * unit, -end, end)
    from scipy.special import stdtrit  # here, so that the command's help stays quick

    quantile = float(stdtrit(found.clusters - 1, (1 + level) / 2))
    # beyond the reach of the values only the spread between clusters counts
    far = abs(gain) + 1 + quantile * sqrt(found.spread)
    down, up = (min(max(found.top + way * gain, 0.0), far) for way in (1, -1))
    lower = _last(lambda fall: score(found, gain - fall) <= quantile, down)
    upper = _last(lambda rise: score(found, gain + rise) >= -quantile, up)
    return Estimate(gain * unit, (gain - lower) * unit, (gain + upper) * unit)


def p_margin(pairs: Pairs, margin: float) -> float:
    """How probable a gain as high as this is if the true change is a fall of `margin`.

    A small value excludes a fall of `margin` or more (non-inferiority). It is the inversion of
    `paired_interval`: at most a just where the interval of level 1 - 2 a lies above ``-margin``.

    Args:
        pairs: The values of both runs.
        margin: The fall that is to be excluded, >= 0, in the unit of the values.
    """
    found = moments(pairs)
    if found.clusters < 2:
        return 1.0
    from scipy.special import stdtr

    return float(stdtr(found.clusters - 1, -score(found, -margin / found.unit)))


def score(found: Moments, gain: float) -> float:
    """How many standard errors the gain that was seen lies above another one.

    Args:
        found: What was seen, in two clusters or more.
        gain: The gain that is tested, in the unit of what was seen.
    """
    above = found.gain - gain
    if abs(above) < TINY:
        return 0.0
    error = sqrt(_variance(found, gain)) if abs(gain) <= found.top else 0.0
    return above / error if error > TINY else copysign(inf, above)


def _variance(found: Moments, gain: float) -> float:
    """The variance of the mean gain if the true one is `gain`.

    Of graded values it is the spread between clusters, whatever the gain. Where too few of them
    changed for that, a change may be as large as values reach, and each cluster counts once.
    """
    if found.binary:
        return restricted(found, gain) / found.effective
    unseen = (1 - found.known) * restricted(found, gain) / found.evenness
    return found.known * found.spread + unseen


def restricted(found: Moments, gain: float) -> float:
    """The variance of one pair's gain, most likely in view of the data if the mean is `gain`.

    Tango's: with the shares of pairs that rose and fell as their maximum likelihood estimates
    under the condition that they differ by `gain`. Means of repeats count by their fractions, and
    graded values as shares of their reach.
    """
    gain = min(max(gain, -1.0), 1.0)
    linear = (2 - found.gain) * gain - found.up - found.down
    root = sqrt(max(linear**2 + 8 * found.down * gain * (1 - gain), 0.0))
    return max((root - linear) / 2 + gain * (1 - gain), 0.0)


def _last(inside: Callable[[float], bool], end: float) -> float:
    """The largest distance in [0, end] that is inside, where all smaller ones are."""
    if inside(end):
        return end
    lower, upper = 0.0, end
    for _ in range(STEPS):
        middle = (lower + upper) / 2
        lower, upper = (middle, upper) if inside(middle) else (lower, middle)
    return lower
