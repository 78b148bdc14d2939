"""The gate's verdict on a run that was watched while it went on.

It is that of the run itself, by the same test: a test for whole runs would err more often than it
says, as this run ended where it looked decided. What the log says of it is not believed but worked
out again from the scores.
"""

from collections.abc import Mapping, Sequence
from math import fsum, isclose
from typing import Any

from inspect_finetune.compare.decide import Decision
from inspect_finetune.compare.demands import LOWER_IS_BETTER, asked_of, p_is
from inspect_finetune.compare.findings import Verdict
from inspect_finetune.compare.policies.policy import rules_for
from inspect_finetune.compare.policies.rules import Policy, Rule
from inspect_finetune.compare.runs.measures import Measure, parse_measure
from inspect_finetune.compare.runs.run import Run
from inspect_finetune.compare.sequential.progress import METHOD, noted_measures, pairs_of, see
from inspect_finetune.compare.sequential.watch import Watch, worst
from inspect_finetune.compare.wording import amount
from inspect_finetune.errors import UnusableError
from inspect_finetune.inference.pairs import Pair

_SAME = 1e-6
"""Two e-values are alike up to rounding."""


def is_watched(run: Run) -> bool:
    """Whether a run was watched by this package, to its end or not."""
    return run.stopped is not None and "method" in run.stopped


def judge_stopped(base: Run, candidate: Run, policy: Policy, checksum: str) -> list[Decision]:
    """Judge a watched run by the clusters that its decision rests on.

    Under another policy than it was stopped by it is judged all the same, since evidence by betting
    holds wherever one stops; it may then be undecided. The p values of bad news are 1 / e,
    corrected by Bonferroni's method over all that the policy asked of the whole baseline when the
    run started; they need no further correction.

    Args:
        base: The base.
        candidate: The candidate, for which `is_watched` holds.
        policy: The gate's policy.
        checksum: The checksum of the gate's baseline; empty if the base is a log.

    Returns:
        A decision on each measure of the policy, in its order.

    Raises:
        UnusableError: If it was stopped against another baseline or by another version of the
            method, or if its scores don't give the decision that the log tells of.
    """
    noted = candidate.stopped or {}
    _refuse_other(noted, checksum, candidate)
    try:
        clusters = [str(name) for name in noted["clusters"]]
        family, planned = int(noted["family"]), int(noted["clusters_planned"])
        told = [(parse_measure(str(one["measure"])), _rule(one)) for one in noted["measures"]]
        again = _watched(base, candidate, told, float(noted["alpha"]), family, clusters)
        same = _follows(noted, told, again) and len({*clusters}) == len(clusters) <= planned
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        same = False
    if not same:
        what = "what it says of its decision doesn't follow from its scores: it was changed after"
        raise UnusableError(f"{what} the run", where=candidate.location, fix="Run it again")
    asked = rules_for(policy, base, candidate)
    watches = _watched(base, candidate, asked, policy.alpha, family, clusters)
    return [
        _decision(measure, rule, watch, _gain(base, candidate, measure, clusters), planned)
        for (measure, rule), watch in zip(asked, watches, strict=True)
    ]


def _refuse_other(noted: Mapping[str, Any], checksum: str, candidate: Run) -> None:
    if noted.get("method") != METHOD:
        what = f"it was stopped by the method {noted.get('method')}, and this version has {METHOD}"
        raise UnusableError(what, where=candidate.location, fix="Run it again")
    if noted.get("baseline_checksum") != checksum:
        what = f"it was stopped against another baseline ({noted.get('baseline')}) than is given"
        fix = "Give that one, or run it again with -T baseline= this one"
        raise UnusableError(what, where=candidate.location, fix=fix)


def _rule(one: Mapping[str, Any]) -> Rule:
    return Rule(one["must"], float(one["margin"]), one["at_least"], one["at_most"])


def _watched(
    base: Run,
    candidate: Run,
    asked: Sequence[tuple[Measure, Rule]],
    alpha: float,
    family: int,
    clusters: Sequence[str],
) -> list[Watch]:
    """Watches that have seen these clusters, in this order."""
    watches = [Watch(rule, alpha, family) for _, rule in asked]
    held = [pairs_of(base, candidate, measure) for measure, _ in asked]
    for cluster in clusters:
        see(watches, held, cluster)
    return watches


def _follows(
    noted: Mapping[str, Any], asked: Sequence[tuple[Measure, Rule]], watches: Sequence[Watch]
) -> bool:
    """Whether the scores give what the log says."""
    found = list(noted_measures(asked, watches))
    verdict = worst([watch.verdict for watch in watches])
    return verdict == noted["verdict"] and _alike(found, noted["measures"])


def _alike(one: object, other: object) -> bool:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, float) and isinstance(other, int | float):
        return isclose(one, other, rel_tol=_SAME, abs_tol=1e-12)
    return one == other


def _gain(base: Run, candidate: Run, measure: Measure, clusters: Sequence[str]) -> float:
    """Candidate minus base over these clusters, each counting alike; NaN without any."""
    held = pairs_of(base, candidate, measure)
    means = [_mean(held[cluster]) for cluster in clusters if held.get(cluster)]
    return fsum(means) / len(means) if means else float("nan")


def _mean(pairs: Sequence[Pair]) -> float:
    return fsum(new - old for old, new in pairs) / len(pairs)


def _decision(measure: Measure, rule: Rule, watch: Watch, gain: float, planned: int) -> Decision:
    asked = asked_of(rule, bounded=True)
    seen = _seen(gain, watch.clusters, planned)
    if not watch.demands:
        said = f"{seen}; nothing is asked of it"
        return Decision(measure.name, "tracked", said, asked, None, None, None, None)
    bad = min(demand.p_against for demand in watch.demands)
    good = max(demand.p_for for demand in watch.demands)
    said = f"{seen}: {_why(watch.verdict, rule, bad, good)}"
    margin = good if rule.must in ("not_fall", "not_rise") else None
    return Decision(measure.name, watch.verdict, said, asked, bad, margin, None, None)


def _seen(gain: float, clusters: int, planned: int) -> str:
    over = f"over {clusters:,} of {planned:,} clusters"
    if not clusters:
        return "no cluster that was counted has a value of it"
    if not gain:
        return f"did not change {over}"
    return f"{'fell' if gain < 0 else 'rose'} by {amount(abs(gain), True)} {over}"


def _why(verdict: Verdict, rule: Rule, bad: float, good: float) -> str:
    """What the evidence says, in words."""
    looks = "however often one looks"
    if verdict == "pass":
        return f"all that is asked is shown, {p_is(good)} {looks}"
    worse = "a rise" if rule.must in LOWER_IS_BETTER else "a fall"
    news = worse if rule.at_least is rule.at_most is None else "that it is worse than asked"
    if verdict == "regression":
        return f"{news} is shown, {p_is(bad)} {looks}"
    return f"neither {news} ({p_is(bad)}) nor what is asked ({p_is(good)}) is shown, {looks}"
