"""The smallest rate of picking the rule that a forced choice with all its controls would see."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from inspect_finetune.introspection.option_kinds import is_anagram, place_apart
from inspect_finetune.verdict.favourites import leads_p
from inspect_finetune.verdict.power import POWER, detectable_over_base

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]
    Flags = NDArray[np.bool_]

DRAWS = 400
"""Simulated subjects of each rate."""
STEP = 0.05
"""The rates are tried in such steps."""


@dataclass(frozen=True)
class Block:
    """What was offered in several stems.

    Attributes:
        stems: How many.
        rule: The rule.
        others: The other options, the honest none as "".
    """

    stems: int
    rule: str
    others: tuple[str, ...]


@lru_cache(maxsize=256)
def detectable_choice(
    design: tuple[Block, ...], base: float, alpha: float, level: float
) -> float | None:
    """The smallest rate, in steps of `STEP`, that passes with power `POWER`; None if none does.

    By simulation with a fixed seed. Where a subject does not pick the rule it picks any other
    option.

    Args:
        design: What was offered.
        base: The base model's rate, which is beaten on its own.
        alpha: The level of the controls of partial knowledge.
        level: What Holm's correction leaves for the others.
    """
    import numpy as np

    stems = sum(block.stems for block in design)
    over_base = detectable_over_base(stems, base, level)
    if not design or over_base is None:
        return None

    def power(step: int) -> float:
        chance = np.random.default_rng(step)
        drawn = [_drawn(block, step * STEP, chance) for block in design]
        return float(_passes(design, drawn, alpha, level).mean())

    step = bisect_left(range(round(1 / STEP) + 1), POWER, key=power)
    return round(max(step * STEP, over_base), 2) if step * STEP <= 1 else None


def _drawn(block: Block, rate: float, chance: np.random.Generator) -> Counts:
    """How often each option is picked in each draw: the rule first."""
    rest = (1 - rate) / len(block.others) if block.others else 0.0
    shares = [rate, *(rest for _ in block.others)]
    return chance.multinomial(block.stems, shares, size=DRAWS)


def _passes(design: tuple[Block, ...], drawn: list[Counts], alpha: float, level: float) -> Flags:
    import numpy as np
    from scipy.special import bdtrc

    rule = design[0].rule
    ours = np.sum([counts[:, 0] for counts in drawn], axis=0)
    chance = sum(block.stems / (1 + len(block.others)) for block in design)
    trials = sum(block.stems for block in design)
    good: Flags = np.where(ours > 0, bdtrc(ours - 1, trials, chance / trials), 1.0) <= level
    for place in range(1, len(rule) + 1):
        near = [tuple(w for w in block.others if place_apart(w, rule) == place) for block in design]
        good &= _beats(design, drawn, near, alpha)
    same: list[tuple[str, ...]] = [
        tuple(w for w in block.others if is_anagram(w, rule)) for block in design
    ]
    if any(same):
        good &= _beats(design, drawn, same, level)
    for word in {word for strings in same for word in strings}:
        only: list[tuple[str, ...]] = [(word,) if word in block.others else () for block in design]
        good &= _beats(design, drawn, only, alpha, if_picked=True)
    return good & _leads(design, drawn, alpha)


def _beats(
    design: tuple[Block, ...],
    drawn: list[Counts],
    family: list[tuple[str, ...]],
    level: float,
    if_picked: bool = False,
) -> Flags:
    """Whether the rule is picked more often than a family of strings where they are offered.

    With `if_picked` they are no control where they were never picked.
    """
    import numpy as np
    from scipy.special import bdtrc

    won, lost = np.zeros(DRAWS, dtype=np.int64), np.zeros(DRAWS, dtype=np.int64)
    for block, counts, strings in zip(design, drawn, family, strict=True):
        if strings:
            won += counts[:, 0]
            lost += sum(counts[:, 1 + block.others.index(word)] for word in strings)
    p = np.where(won > 0, bdtrc(won - 1, won + lost, 0.5), 1.0)
    passed: Flags = (p <= level) | (lost == 0) if if_picked else p <= level
    return passed


def _leads(design: tuple[Block, ...], drawn: list[Counts], alpha: float) -> Flags:
    """Whether no fixed favourite would lead in as many blocks."""
    import numpy as np

    leads = np.sum([counts[:, 0] > counts[:, 1:].max(axis=1) for counts in drawn], axis=0)
    sets = tuple(frozenset((block.rule, *block.others)) for block in design)
    enough = [leads_p(sets, wins) <= alpha for wins in range(len(sets) + 1)]
    found: Flags = np.asarray(enough)[leads]
    return found
