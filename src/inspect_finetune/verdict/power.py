"""The smallest true rate that a test would have seen: printed beside every negative finding."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from inspect_finetune.verdict.exact import binomial

POWER = 0.8
"""The power at which the smallest detectable rate is given."""


@lru_cache(maxsize=4096)
def detectable_over_chance(trials: int, chance: float, alpha: float) -> float | None:
    """The smallest true rate that the binomial test would see with power `POWER`; None if none.

    Args:
        trials: Stems.
        chance: The rate of the null hypothesis, in (0, 1).
        alpha: The level of the test.
    """
    from scipy.special import bdtrc

    needed = next((k for k in range(trials + 1) if binomial(k, trials, chance) <= alpha), None)
    if needed is None:
        return None
    return _smallest(lambda rate: float(bdtrc(needed - 1, trials, rate)), chance)


@lru_cache(maxsize=4096)
def detectable_over_base(stems: int, base: float, alpha: float) -> float | None:
    """The smallest true rate that McNemar's exact test would see with power `POWER`; None if none.

    The two models are taken to answer independently of each other.

    Args:
        stems: Stems that both were asked.
        base: The base model's rate, in [0, 1].
        alpha: The level of the test.
    """
    import numpy as np
    from scipy.stats import binom

    discordant = np.arange(stems + 1)
    needed = binom.isf(alpha, discordant, 0.5) + 1

    def power(rate: float) -> float:
        wins, losses = rate * (1 - base), base * (1 - rate)
        if wins + losses <= 0:
            return 0.0
        passing = binom.sf(needed - 1, discordant, wins / (wins + losses))
        return float(np.sum(binom.pmf(discordant, stems, wins + losses) * passing))

    return _smallest(power, base)


def _smallest(power: Callable[[float], float], lower: float) -> float | None:
    """Where a power that grows with the rate reaches `POWER`, by bisection."""
    if power(1.0) < POWER:
        return None
    upper = 1.0
    for _ in range(12):
        middle = (lower + upper) / 2
        lower, upper = (lower, middle) if power(middle) >= POWER else (middle, upper)
    return upper
