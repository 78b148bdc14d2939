"""One measure that is watched while its run goes on: what is asked of it, and if it is decided."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any, Literal

from inspect_finetune.compare.policies.rules import Rule
from inspect_finetune.inference.betting import Above, Fall
from inspect_finetune.inference.pairs import Pair

Decided = Literal["pass", "regression", "undecided"]

_LESS = 1 - 1e-8
"""So that rounding does not undo what was just reached."""

Means = Callable[[float, float], float]
"""Makes of a cluster's base and candidate means the value that is bet on."""


@dataclass
class Demand:
    """One thing that is asked of a measure: the purses against it and for it.

    Attributes:
        name: ``not_fall``, ``rise``, ``not_rise``, ``fall``, ``at_least`` or ``at_most``.
        against: Evidence that it is broken; reached is a regression.
        broken: What `against` bets on.
        kept: Evidence that it is met; reached is a pass.
        met: What `kept` bets on.
        family: How many demands share the level of `against`.
        verdict: The first of the two that was reached.
    """

    name: str
    against: Fall | Above
    broken: Means
    kept: Above
    met: Means
    family: int
    verdict: Decided = "undecided"

    @property
    def p_against(self) -> float:
        """The p value of the bad news, ``family / e``, at most 1; alpha or less if reached."""
        return min(1.0, self.family / self.against.e * _LESS) if self.against.e > 0 else 1.0

    @property
    def p_for(self) -> float:
        """The p value of the good news, 1 / e, at most 1."""
        return min(1.0, 1 / self.kept.e * _LESS) if self.kept.e > 0 else 1.0

    def add(self, base: float, candidate: float) -> None:
        """Take one more cluster, unless it is decided."""
        if self.verdict != "undecided":
            return
        self.against.add(self.broken(base, candidate))
        self.kept.add(self.met(base, candidate))
        if self.kept.reached:
            self.verdict = "pass"
        elif self.against.reached:
            self.verdict = "regression"


class Watch:
    """One measure over the clusters as they come.

    Args:
        rule: What is asked of it; at least one thing.
        alpha: The error that is allowed for each conclusion, over all that is watched.
        demands: How many demands are watched in all: each may cry regression at ``alpha / demands``
            (Bonferroni), and a pass needs all of them, so that each may be passed at `alpha`.

    Attributes:
        demands: What is asked, each with its evidence.
        clusters: How many clusters had a value of the measure.
    """

    def __init__(self, rule: Rule, alpha: float, demands: int) -> None:
        self.demands = tuple(_demands(rule, alpha, demands))
        self.clusters = 0

    def add(self, pairs: Sequence[Pair]) -> None:
        """Take the pairs of one more cluster; none are no cluster."""
        if not pairs:
            return
        self.clusters += 1
        base, candidate = (fsum(pair[side] for pair in pairs) / len(pairs) for side in (0, 1))
        for demand in self.demands:
            demand.add(base, candidate)

    @property
    def verdict(self) -> Decided:
        """``regression`` if a demand is broken, ``pass`` if all are met, else ``undecided``."""
        return worst([demand.verdict for demand in self.demands])

    def noted(self) -> list[dict[str, Any]]:
        """For each demand its verdict and both e-values, as the log keeps them."""
        return [
            {
                "demand": demand.name,
                "verdict": demand.verdict,
                "e_against": demand.against.e,
                "e_for": demand.kept.e,
            }
            for demand in self.demands
        ]


def worst(verdicts: Sequence[Decided]) -> Decided:
    """The verdict on several things together."""
    if "regression" in verdicts:
        return "regression"
    return "pass" if verdicts and all(one == "pass" for one in verdicts) else "undecided"


def demands_of(rule: Rule) -> int:
    """How many things a rule asks for."""
    return (rule.must != "track") + (rule.at_least is not None) + (rule.at_most is not None)


def _demands(rule: Rule, alpha: float, number: int) -> Iterator[Demand]:
    enough, too_much = 1 / alpha, number / alpha
    if rule.must != "track":
        down = rule.must in ("not_fall", "rise")
        # nothing that lies in [0, 1] can fall by more than 1
        margin = min(rule.margin, 1.0) if rule.must in ("not_fall", "not_rise") else 0.0

        def gain(base: float, candidate: float) -> float:
            return candidate - base if down else base - candidate

        def beyond(base: float, candidate: float) -> float:
            return gain(base, candidate) + margin

        yield Demand(rule.must, Fall(too_much), gain, Above(margin - 1, enough), beyond, number)
    if (least := rule.at_least) is not None:
        below, above = Above(least - 1, too_much), Above(-least, enough)
        yield Demand(
            "at_least", below, lambda _, new: least - new, above, lambda _, new: new - least, number
        )
    if (most := rule.at_most) is not None:
        above, below = Above(-most, too_much), Above(most - 1, enough)
        yield Demand(
            "at_most", above, lambda _, new: new - most, below, lambda _, new: most - new, number
        )
