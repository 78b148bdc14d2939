"""Exact tests: every p value of a verdict is made here, one-sided.

A stem (one question) is the unit: answers to the same stem are averaged first, so that repeats
cannot pass for evidence. With one answer a stem all tests are exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil, floor
from typing import TYPE_CHECKING

from inspect_finetune.inference.corrections import holm
from inspect_finetune.inference.signflip import sign_flips
from inspect_finetune.metrics.intervals import Shares
from inspect_finetune.verdict.rates import means

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.stats._resampling import PermutationTestResult

    Array = NDArray[np.float64]

RESAMPLES = 9_999
"""Random regroupings of two samples where all of them are too many."""


def total(values: Iterable[float]) -> int:
    """Sum the mean shares of stems, rounded down: how many stems' worth of successes there are."""
    return floor(sum(values) + 1e-9)


def binomial(successes: int, trials: int, chance: float) -> float:
    """The probability of at least so many successes in independent trials."""
    from scipy.special import bdtrc  # here, so that reading results stays cheap

    return float(bdtrc(successes - 1, trials, chance)) if successes > 0 else 1.0


def mid_p(successes: int, trials: int, chance: float) -> float:
    """As `binomial`, with just so many successes counted by half (Lancaster, JASA 1961).

    Its level holds on average over the chances, not for every one of them.
    """
    more = binomial(successes + 1, trials, chance)
    return (binomial(successes, trials, chance) + more) / 2 if trials else 1.0


def poisson_binomial(successes: int, chances: Sequence[float]) -> float:
    """The probability of at least so many successes when every trial has its own chance.

    The distribution is built up trial by trial (S. Howard, JRSS B 1972).
    """
    import numpy as np

    distribution = np.ones(1)
    for chance in chances:
        distribution = np.convolve(distribution, (1 - chance, chance))
    return float(min(distribution[max(successes, 0) :].sum(), 1.0))


def rivals(ours: float, theirs: float) -> float:
    """How probable it is that one of two equally likely outcomes is ahead so far.

    Args:
        ours: The stems' worth of the one.
        theirs: The stems' worth of the other; fractions count against ours.
    """
    won, lost = floor(ours + 1e-9), ceil(theirs - 1e-9)
    return binomial(won, won + lost, 0.5)


def exceeds(first: Shares, second: Shares, seed: int = 0) -> float | None:
    """How probable it is by luck that the first rate exceeds the second by so much.

    Paired by stem where they share at least three quarters of the first's stems; else they are two
    separate samples, which loses less than leaving stems out.

    Returns:
        The p value; None if either is empty.
    """
    one, two = means(first), means(second)
    if not one or not two:
        return None
    shared = [stem for stem in one if stem in two]
    if pairs(len(one), len(shared)):
        return paired([one[stem] - two[stem] for stem in shared], seed)
    return unpaired(list(one.values()), list(two.values()), seed)


def pairs(stems: int, shared: int) -> bool:
    """Whether two rates are compared in pairs: three quarters of the first's stems are shared."""
    return 4 * shared >= 3 * stems


def paired(differences: Sequence[float], seed: int = 0) -> float:
    """How probable it is by luck that paired differences are so far above 0.

    McNemar's exact test where every difference is -1, 0 or 1; else all sign patterns of the sum
    where they can be counted, and random ones otherwise (`inference.signflip`).
    """
    return sign_flips(differences, seed).rose


def unpaired(first: Sequence[float], second: Sequence[float], seed: int = 0) -> float:
    """How probable it is by luck that the first of two separate samples is so far above the second.

    Fisher's exact test where every share is 0 or 1; else a permutation of the means.
    """
    if any(value not in (0.0, 1.0) for value in (*first, *second)):
        return _permutation(first, second, seed)
    from scipy.stats import hypergeom

    wins, size = int(sum(first)), len(first) + len(second)
    return float(hypergeom.sf(wins - 1, size, wins + int(sum(second)), len(first)))


def _permutation(first: Sequence[float], second: Sequence[float], seed: int) -> float:
    import numpy as np
    from scipy.stats import permutation_test

    if len(first) < 2 or len(second) < 2:
        return _few(first, second)
    test: Callable[..., PermutationTestResult] = permutation_test  # its stubs want equal lengths
    found = test(
        (np.asarray(first), np.asarray(second)),
        _gap_of_means,
        vectorized=True,
        n_resamples=RESAMPLES,
        alternative="greater",
        random_state=np.random.default_rng(seed),
    )
    return float(found.pvalue)


def _gap_of_means(first: Array, second: Array, axis: int) -> Array:
    gap: Array = first.mean(axis=axis) - second.mean(axis=axis)
    return gap


def _few(one: Sequence[float], two: Sequence[float]) -> float:
    """Permutations of two samples of which one holds a single value."""
    single, others = (one[0], two) if len(one) == 1 else (-two[0], [-value for value in one])
    return (1 + sum(value >= single for value in others)) / (1 + len(others))


def holm_of(values: Mapping[str, float | None]) -> dict[str, float | None]:
    """`holm` over the p values that there are."""
    known = [(name, value) for name, value in values.items() if value is not None]
    adjusted = holm([value for _, value in known])
    return {**dict.fromkeys(values), **dict(zip(dict(known), adjusted, strict=True))}
