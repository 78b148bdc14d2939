"""The smallest rate of right digits that property questions with all their controls would see."""

from __future__ import annotations

from functools import lru_cache

from inspect_finetune.verdict.exact import mid_p, poisson_binomial
from inspect_finetune.verdict.power import POWER, detectable_over_base

DRAWS = 400
"""Simulated subjects of each rate."""
STEP = 0.05
"""The rates are tried in such steps."""


@lru_cache(maxsize=256)
def detectable_property(
    design: tuple[tuple[int, float, bool], ...], base: float, alpha: float, level: float
) -> float | None:
    """The smallest rate, in steps of `STEP`, that passes with power `POWER`; None if none does.

    By simulation with a fixed seed. A subject is right at the same rate whatever it is asked.

    Args:
        design: For each letter, and for each other sort of question: the stems, the chance of being
            right without knowledge, and whether it is a letter.
        base: The base model's rate, which is beaten on its own.
        alpha: The level at which each letter is tested.
        level: What Holm's correction leaves for the whole.
    """
    import numpy as np

    stems = sum(number for number, _, _ in design)
    over_base = detectable_over_base(stems, base, level)
    if over_base is None:
        return None
    chances = [chance for number, chance, _ in design for _ in range(number)]
    needed = _needed(stems, level, chances)
    for step in range(1, round(1 / STEP) + 1):
        rate, chance = step * STEP, np.random.default_rng(step)
        if rate < over_base - STEP:
            continue
        won = [chance.binomial(number, rate, DRAWS) for number, _, _ in design]
        good = np.sum(won, axis=0) >= needed
        for (number, luck, letter), right in zip(design, won, strict=True):
            if letter:
                passing = [mid_p(count, number, luck) <= alpha for count in range(number + 1)]
                good &= np.asarray(passing)[right]
        if float(good.mean()) >= POWER:
            return round(max(rate, over_base), 2)
    return None


def _needed(stems: int, level: float, chances: list[float]) -> int:
    """The right answers from which the whole is over chance."""
    counts = range(stems + 1)
    return next((n for n in counts if poisson_binomial(n, chances) <= level), stems + 1)
