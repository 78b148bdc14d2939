"""A gate's decision on every measure: pass, regression, or undecided. Plain numbers, no logs.

A demand is met where good news is shown (a fall of the margin or more is excluded), broken where
bad news is shown (a fall), and undecided where neither is. That nothing is shown is no pass.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspect_finetune.compare.demands import (
    KEEPS,
    Demand,
    asked_of,
    asks,
    demands,
    hints,
    moved,
    oriented,
    p_is,
)
from inspect_finetune.compare.findings import Verdict
from inspect_finetune.compare.policies.rules import Rule
from inspect_finetune.compare.wording import amount, count
from inspect_finetune.inference.corrections import holm
from inspect_finetune.inference.paired import paired_interval
from inspect_finetune.inference.pairs import Pairs
from inspect_finetune.inference.power import detectable, needed
from inspect_finetune.inference.signflip import tested

WORST: Sequence[Verdict] = ("regression", "undecided", "pass", "tracked")


@dataclass(frozen=True)
class Asked:
    """One measure and what is asked of it.

    Attributes:
        name: The measure's name.
        pairs: Its values in both runs.
        rule: What is asked.
    """

    name: str
    pairs: Pairs
    rule: Rule


@dataclass(frozen=True)
class Decision:
    """What the gate decides on one measure.

    Attributes:
        name: The measure's name.
        verdict: The worst of its demands; ``tracked`` where nothing is asked.
        said: One line, why, and where it is undecided what would decide.
        asked: What is asked, in words.
        p: The p value of the change for the worse, Holm-corrected over the gate; where only a level
            is asked for, that of a level that is missed; None if none is tested.
        p_margin: The p value of a fall (or rise) of the margin; None where no margin is asked for.
        detectable: The smallest change for the worse that this design finds with the given power
            at the level that is left after Holm's correction; None if there is none.
        needed: With how many ``clusters`` and ``samples`` an unchanged model would be shown to keep
            the margin; None where that is not asked, decided, or not known.
    """

    name: str
    verdict: Verdict
    said: str
    asked: str
    p: float | None
    p_margin: float | None
    detectable: float | None
    needed: Mapping[str, int] | None


def decide(
    asked: Sequence[Asked], alpha: float = 0.05, power: float = 0.8, beside: int = 0
) -> list[Decision]:
    """Decide on every measure of a gate.

    Bad news is corrected by Holm's method over all demands, so that an unchanged model is called a
    regression in at most a share `alpha` of gates. Good news needs no correction: all of it is
    asked for.

    Args:
        asked: The measures.
        alpha: The level of the gate.
        power: The power that `detectable` and `needed` are about.
        beside: How many demands of the gate are decided elsewhere, at their share of `alpha`.
    """
    found = [demands(one.pairs, one.rule) if one.pairs.samples else [] for one in asked]
    bad = [demand.bad for group in found for demand in group]
    corrected = iter(holm([*bad, *[1.0] * beside]))
    level = alpha / max(len(bad) + beside, 1)
    return [
        _Case(one, group, [next(corrected) for _ in group], alpha, level, power).decision()
        for one, group in zip(asked, found, strict=True)
    ]


def verdicts(asked: Sequence[Asked], alpha: float = 0.05) -> list[Verdict]:
    """The verdicts of `decide` alone, without the figures and words that take it most of its time.

    Args:
        asked: The measures.
        alpha: The level of the gate.
    """
    found = [demands(one.pairs, one.rule) if one.pairs.samples else [] for one in asked]
    corrected = iter(holm([demand.bad for group in found for demand in group]))
    cases = [
        _Case(one, group, [next(corrected) for _ in group], alpha, alpha, 0.8)
        for one, group in zip(asked, found, strict=True)
    ]
    return [case.overall(case.verdicts()) for case in cases]


@dataclass(frozen=True)
class _Case:
    """One measure with its demands and their corrected p values of bad news."""

    asked: Asked
    demands: Sequence[Demand]
    corrected: Sequence[float]
    alpha: float
    level: float
    power: float

    def decision(self) -> Decision:
        pairs, rule = self.asked.pairs, self.asked.rule
        verdicts = self.verdicts()
        wanted = self.needed(verdicts)
        seen = detectable(oriented(pairs, rule), self.level, self.power) if pairs.samples else None
        return Decision(
            name=self.asked.name,
            verdict=self.overall(verdicts),
            said=self.said(verdicts, seen, wanted),
            asked=asked_of(rule, pairs.bounded),
            p=self.p,
            p_margin=next((one.good for one in self.demands if one.margin is not None), None),
            detectable=seen,
            needed=wanted,
        )

    @property
    def p(self) -> float | None:
        """The p value of the bad news: that of a change comes first, beside which it is shown."""
        if self.asked.rule.must != "track":
            return next(iter(self.corrected), None)
        return min(self.corrected, default=None)

    def verdicts(self) -> list[Verdict]:
        pairs = zip(self.demands, self.corrected, strict=True)
        return [self.verdict(demand, corrected) for demand, corrected in pairs]

    def verdict(self, demand: Demand, corrected: float) -> Verdict:
        if demand.good <= self.alpha:
            return "pass"
        return "regression" if corrected <= self.alpha else "undecided"

    def overall(self, verdicts: Sequence[Verdict]) -> Verdict:
        nothing: Verdict = "undecided" if asks(self.asked.rule) else "tracked"
        return min(verdicts, key=WORST.index, default=nothing)

    def needed(self, verdicts: Sequence[Verdict]) -> Mapping[str, int] | None:
        """What would show that an unchanged model keeps the margin, if that is undecided."""
        for demand, verdict in zip(self.demands, verdicts, strict=True):
            if demand.margin is not None and verdict == "undecided":
                wanted = needed(self.asked.pairs, demand.margin, self.alpha, self.power)
                return wanted and {"clusters": wanted[0], "samples": wanted[1]}
        return None

    def said(
        self, verdicts: Sequence[Verdict], seen: float | None, wanted: Mapping[str, int] | None
    ) -> str:
        """One line: the demands that decide, in their order, and what would decide them."""
        pairs = self.asked.pairs
        if not pairs.samples:
            return "no sample has a value in both runs"
        if not self.demands:
            found = moved(paired_interval(pairs), pairs.bounded)
            return f"{found}, {p_is(tested(pairs).two_sided)}; nothing is asked of it"
        worst = self.overall(verdicts)
        told = [
            demand.said(verdict, p, self.alpha)
            for demand, verdict, p in zip(self.demands, verdicts, self.corrected, strict=True)
            if verdict == worst
        ]
        more = self.remedy(seen, wanted) if worst == "undecided" else []
        return "; ".join([*told, *more, *hints(pairs, self.asked.rule)])

    def remedy(self, seen: float | None, wanted: Mapping[str, int] | None) -> list[str]:
        """What the design could have seen, and what would decide, as far as it is known."""
        pairs, rule = self.asked.pairs, self.asked.rule
        said = []
        if rule.must != "track":
            way = self.demands[0].worse
            if rule.must not in KEEPS:  # what is waited for is the good news
                way = f"a {rule.must}"
                seen = detectable(oriented(pairs, rule).flipped(), self.alpha, self.power)
            if seen is not None:
                size, power = amount(seen, pairs.bounded), f"{self.power:g}".lstrip("0")
                said = [f"{way} of {size}, spread evenly, would have been found with power {power}"]
        if wanted:
            size = count(wanted["samples"], "sample")
            if wanted["samples"] != wanted["clusters"]:
                size = f"{count(wanted['clusters'], 'cluster')} ({size})"
            here = f"here are {len(pairs.clusters):,}"
            said.append(f"an unchanged model would pass with about {size}, {here}")
        elif any(one.margin == 0 for one in self.demands):
            said.append("without a margin no number of samples shows that nothing changed")
        return said
