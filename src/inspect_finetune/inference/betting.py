"""Evidence that may be looked at after every cluster: tests by betting.

Someone who doubts a claim starts with a purse of 1 and bets on every cluster as it comes. Where the
claim is true no way of betting makes money on average, so the purse ever reaches ``1 / alpha`` with
probability `alpha` at most, however long one plays and whenever one stops (Ville's inequality;
Waudby-Smith and Ramdas, JRSS-B 2024; Ramdas et al., Statistical Science 2023). What is in the
purse is called an e-value.

Each purse is spread over several fixed bets. The shares of those that win grow, so nobody has to
know beforehand how large a fall would be or how much clusters vary.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import exp, expm1, log, log1p, tanh

FALL_BETS = ((0.8, 0.03), (1.5, 0.85), (5.0, 0.08), (20.0, 0.04))
"""Odds against a fall of a cluster, and the first share of the purse on each.

The second is the best against falls of some 20 points where clusters vary much (few answers in
each, or facts that are known or not), the others against smaller falls, and where they vary little.
"""

ABOVE_BETS = ((0.1, 0.15), (0.3, 0.25), (0.6, 0.25), (0.95, 0.35))
"""The part of what one could lose at most that is bet on a mean above 0, and the first shares."""

_ROUNDING = 1e-9


class Purse:
    """A purse spread over several bets.

    Args:
        shares: The first share of each bet; they add up to 1.
        enough: The purse at which the claim is given up, above 1: ``1 / alpha``.

    Attributes:
        log_e: The natural logarithm of what is in the purse: the evidence against the claim.
    """

    def __init__(self, shares: Sequence[float], enough: float) -> None:
        self.log_e = 0.0
        self._goal = log(enough)
        self._shares = list(shares)

    @property
    def e(self) -> float:
        """What is in the purse: the e-value against the claim."""
        return exp(min(self.log_e, 700.0))

    @property
    def reached(self) -> bool:
        """Whether the claim is given up."""
        return self.log_e >= self._goal - _ROUNDING

    @property
    def _missing(self) -> float:
        """The gain, as a part of the purse, that would be enough; 0 once it is."""
        return expm1(min(max(self._goal - self.log_e, 0.0), 700.0))

    def _mean(self, profits: Sequence[float]) -> float:
        """The mean of what the bets gain, by their shares."""
        return sum(share * one for share, one in zip(self._shares, profits, strict=True))

    def _settle(self, profits: Sequence[float], profit: float) -> None:
        """Pay out.

        Args:
            profits: What each bet gained or lost, as a part of its stake, above -1.
            profit: What the purse gained or lost, as a part of what was in it, above -1.
        """
        self.log_e += log1p(profit)
        grown = [share * (1 + one) for share, one in zip(self._shares, profits, strict=True)]
        total = sum(grown)
        if total > 0:  # all of them can only vanish together by rounding
            self._shares = [one / total for one in grown]


class Fall(Purse):
    """Evidence of a fall, against the claim that base and candidate are alike.

    If they are, which of the two is which is the toss of a coin in every cluster: a gain is as
    probable as the same loss, whatever its size. So the size may be looked at first, and the bet is
    on the sign: at odds that are right where answers are independent and their log odds fell
    (``1 - tanh(odds * gain)``). No more is bet than is missing to the goal: what is won beyond it
    would be worth nothing, and what is kept back cannot be lost.

    The claim includes that the two differ by luck only, in the base as well as in the candidate.
    Clusters must be independent, and their order must not depend on the answers.

    Args:
        enough: The purse at which the claim is given up, above 1.
    """

    def __init__(self, enough: float) -> None:
        super().__init__([share for _, share in FALL_BETS], enough)

    def add(self, gain: float) -> None:
        """Take one more cluster: the candidate's mean minus the base's."""
        stakes = _stakes(round(abs(gain), 12))
        sign = 1.0 if gain < 0 else -1.0
        stake = min(self._mean(stakes), self._missing)
        self._settle([sign * one for one in stakes], sign * stake)


@lru_cache(maxsize=4096)
def _stakes(size: float) -> tuple[float, ...]:
    """What each bet puts on the sign of a gain of this size, below 1."""
    return tuple(min(tanh(odds * size), 1 - 1e-9) for odds, _ in FALL_BETS)


class Above(Purse):
    """Evidence that a mean lies above 0, against the claim that it is 0 or below.

    Nothing is assumed of the values but their lower bound, and that every cluster's expectation,
    given those before it, is at most 0 under the claim: true of clusters that are drawn at random.

    Args:
        lowest: The smallest value that a cluster can have, below 0.
        enough: The purse at which the claim is given up, above 1.
    """

    def __init__(self, lowest: float, enough: float) -> None:
        super().__init__([share for _, share in ABOVE_BETS], enough)
        self._lowest = min(lowest, -0.01)
        self._rates = [part / -self._lowest for part, _ in ABOVE_BETS]

    def add(self, value: float) -> None:
        """Take one more cluster; a value below the lowest is taken for it."""
        value = max(value, self._lowest)
        profits = [rate * value for rate in self._rates]
        self._settle(profits, self._mean(profits))
