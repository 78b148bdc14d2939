"""What a rule asks of a measure, each demand tested for good and for bad news."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isinf

from inspect_finetune.compare.findings import Verdict
from inspect_finetune.compare.policies.rules import Rule
from inspect_finetune.compare.wording import amount, differs, figure
from inspect_finetune.grids import p_value
from inspect_finetune.inference.level import interval_of, level_of
from inspect_finetune.inference.paired import p_margin, paired_interval
from inspect_finetune.inference.pairs import Pairs
from inspect_finetune.inference.signflip import tested
from inspect_finetune.metrics.differences import Estimate

LOWER_IS_BETTER = ("not_rise", "fall")
KEEPS = ("not_fall", "not_rise")
"""Rules with a margin; the others ask for a change."""
_ODD = 0.1
"""The share of values outside [0, 1] up to which the measure looks like one of shares."""


@dataclass(frozen=True)
class Demand:
    """One thing that is asked of a measure, and what the data say of it.

    Attributes:
        good: The p value of the good news: a margin is kept, a value is reached. Uncorrected, since
            all demands must be met.
        bad: The p value of the bad news: a fall, a value that is missed. Not corrected yet.
        margin: The largest change for the worse that passes; None where none is asked about.
        worse: The bad news in a word or two.
        seen: What was seen, with its interval.
        met: What is said if the good news is shown; ``{good}`` stands for its p value.
        broken: What is said if the bad news is shown; ``{bad}`` stands for its corrected p value.
        open: What is said if neither is.
        gain: The change that was seen, turned so that a fall is the bad news; None of a level.
    """

    good: float
    bad: float
    margin: float | None
    worse: str
    seen: str
    met: str
    broken: str
    open: str
    gain: Estimate | None = None

    def said(self, verdict: Verdict, corrected: float, alpha: float) -> str:
        """What is said of it, such as ``fell by 10 points (95 % interval 4 to 16), p < .001``.

        Args:
            verdict: What was decided.
            corrected: The corrected p value of the bad news.
            alpha: The level, at which a fall may be shown although it keeps its margin.
        """
        good, bad, shown = p_is(self.good), p_is(corrected), corrected <= alpha
        apart = "" if self.gain is None or (self.gain.lower > 0) else differs(self.gain, shown)
        if verdict == "pass":
            also = f", {bad}{apart}, but" if shown else ":" if self.margin else ","
            return f"{self.seen}{also} {self.met.format(good=good)}"
        text = self.broken if verdict == "regression" else self.open
        return self.seen + text.format(good=good, bad=bad) + apart


def demands(pairs: Pairs, rule: Rule) -> list[Demand]:
    """Everything that a rule asks of a measure; nothing where it is only tracked.

    Args:
        pairs: The measure's values in both runs; at least one sample.
        rule: What is asked.
    """
    asked = [] if rule.must == "track" else [_change(pairs, rule)]
    return [*asked, *_levels(pairs, rule)]


def hints(pairs: Pairs, rule: Rule) -> list[str]:
    """What a reader may stumble over: a margin that nobody chose for this unit, a few odd values.

    Args:
        pairs: The measure's values in both runs.
        rule: What is asked.
    """
    if pairs.bounded:
        return []
    values = [value for group in pairs.clusters.values() for pair in group for value in pair]
    outside = sum(not 0 <= value <= 1 for value in values)
    said = []
    if rule.must in KEEPS and not rule.given:
        end = figure(max(values, key=abs), bounded=False)
        said = [
            f"its margin of {rule.margin:g} is the default, though values go to {end}: give one"
        ]
    if outside <= _ODD * len(values):
        said.append(f"{outside} of {len(values):,} values lie outside 0 to 1, so it is no per cent")
    return said


def asks(rule: Rule) -> bool:
    """Whether anything is asked at all."""
    return rule.must != "track" or rule.at_least is not None or rule.at_most is not None


def oriented(pairs: Pairs, rule: Rule) -> Pairs:
    """The pairs so that a fall is the bad news."""
    return pairs.flipped() if rule.must in LOWER_IS_BETTER else pairs


def asked_of(rule: Rule, bounded: bool) -> str:
    """What a rule asks, in words: ``must not fall by 5 points or more``.

    Args:
        rule: The rule.
        bounded: Whether the measure's values are shares.
    """
    said = []
    if rule.must != "track":
        by = f" by {amount(rule.margin, bounded)} or more" if rule.margin > 0 else ""
        said = [f"must {rule.must.replace('_', ' ')}{by if rule.must in KEEPS else ''}"]
    for word, value in (("at least", rule.at_least), ("at most", rule.at_most)):
        if value is not None:
            said.append(f"{word} {_value(value, bounded)}")
    return ", ".join(said) or "tracked"


def moved(gain: Estimate, bounded: bool) -> str:
    """A change: ``fell by 10 points (95 % interval 4.1 to 15.9)``."""
    way = "fell" if gain.value < 0 else "rose"
    said = f"{way} by {amount(gain.value, bounded)}" if gain.value else "did not change"
    low, high = (figure(abs(end), bounded) for end in (gain.lower, gain.upper))
    if isinf(gain.lower) and isinf(gain.upper):
        return f"{said} (too few clusters for an interval)"
    if gain.lower < 0 < gain.upper:
        return f"{said} (95 % interval from a fall of {low} to a rise of {high})"
    low, high = (high, low) if gain.upper <= 0 else (low, high)
    return f"{said} (95 % interval {low} to {high})"


def p_is(value: float) -> str:
    """A p value as a clause: ``p = .021``, ``p < .001``."""
    said = p_value(value)
    return f"p < {said[1:]}" if said.startswith("<") else f"p = {said}"


def _change(pairs: Pairs, rule: Rule) -> Demand:
    turned, bounded = oriented(pairs, rule), pairs.bounded
    worse, better = ("rise", "fall") if rule.must in LOWER_IS_BETTER else ("fall", "rise")
    flip, keeps, limit = tested(turned), rule.must in KEEPS, amount(rule.margin, bounded)
    gain = paired_interval(pairs)
    kept = f"that a {worse} stays below {limit}" if keeps and rule.margin else f"a {better}"
    excluded = f"a {worse} of {limit} or more is excluded, " if keeps and rule.margin else ""
    return Demand(
        good=p_margin(turned, rule.margin) if keeps else flip.rose,
        bad=flip.fell,
        margin=rule.margin if keeps else None,
        worse=f"a {worse}",
        seen=moved(gain, bounded),
        met=f"{excluded}{{good}}",
        broken=", {bad}",
        open=f": neither a {worse} ({{bad}}) nor {kept} ({{good}}) is shown",
        gain=gain if turned is pairs else Estimate(-gain.value, -gain.upper, -gain.lower),
    )


def _levels(pairs: Pairs, rule: Rule) -> Iterator[Demand]:
    bounded, side = pairs.bounded, pairs.candidate()
    for value, better, worse in (
        (rule.at_least, "above", "below"),
        (rule.at_most, "below", "above"),
    ):
        if value is None:
            continue
        found, named = level_of(side, value, _most(pairs)), _value(value, bounded)
        yield Demand(
            good=found.above if better == "above" else found.below,
            bad=found.below if better == "above" else found.above,
            margin=None,
            worse=f"a value {worse} {named}",
            seen=_level(pairs),
            met=f"{better} {named}, {{good}}",
            broken=f", {worse} {named}, {{bad}}",
            open=f", shown neither to be {worse} {named} ({{bad}}) nor {better} it ({{good}})",
        )


def _level(pairs: Pairs) -> str:
    """The candidate's value: ``is 91.3 % (95 % interval 86.0 to 94.8)``."""
    found, bounded = candidate_level(pairs), pairs.bounded
    value = f"is {_value(found.value, bounded)}"
    if isinf(found.lower):
        return f"{value} (too few clusters for an interval)"
    low, high = figure(found.lower, bounded), figure(found.upper, bounded)
    return f"{value} (95 % interval {low} to {high})"


def candidate_level(pairs: Pairs) -> Estimate:
    """The candidate's mean with its interval."""
    return interval_of(pairs.candidate(), _most(pairs))


def base_level(pairs: Pairs) -> Estimate:
    """The base's mean with its interval."""
    return interval_of(pairs.base(), pairs.most[0] if pairs.most else None)


def _most(pairs: Pairs) -> float | None:
    return pairs.most[1] if pairs.most else None


def _value(value: float, bounded: bool) -> str:
    return f"{figure(value, bounded)}{' %' if bounded else ''}"
