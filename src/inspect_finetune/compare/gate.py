"""Logs held against a baseline under a policy: pass, regression, undecided, or refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from inspect_finetune.compare.baselines.baseline import is_baseline, read_baseline
from inspect_finetune.compare.comparison import Allowed, Both, both, corrected, finding, with_gaps
from inspect_finetune.compare.decide import Asked, Decision, decide
from inspect_finetune.compare.demands import LOWER_IS_BETTER
from inspect_finetune.compare.findings import Compared, Finding, Gated, Judged
from inspect_finetune.compare.line import verdict_line, worst
from inspect_finetune.compare.policies.policy import idle, read_policy, rules_for
from inspect_finetune.compare.policies.rules import Policy, Rule
from inspect_finetune.compare.runs.gaps import gaps
from inspect_finetune.compare.runs.matching import find_runs, match, unmatched
from inspect_finetune.compare.runs.measures import Measure
from inspect_finetune.compare.runs.pairing import Paired, pair
from inspect_finetune.compare.runs.run import Run
from inspect_finetune.compare.sequential.stopped import is_watched, judge_stopped
from inspect_finetune.compare.sequential.watch import demands_of
from inspect_finetune.errors import UnusableError

Undecided = Literal["pass", "fail"] | None
_CODES = {"pass": 0, "regression": 1, "undecided": 3, "refused": 3}
_UNDECIDED = {"pass": 0, "fail": 1, None: 3}


def exit_code(verdict: str, undecided: Undecided = None) -> int:
    """What the command exits with: 0 pass, 1 regression, 3 cannot say.

    Args:
        verdict: The gate's verdict.
        undecided: ``pass`` or ``fail`` makes of undecided a 0 or a 1; refused stays 3.
    """
    return _UNDECIDED[undecided] if verdict == "undecided" else _CODES[verdict]


def gate_logs(
    places: Sequence[str], baseline: str, policy: str | None = None, allowed: Allowed | None = None
) -> tuple[Gated, list[Both]]:
    """Judge logs against a baseline.

    Args:
        places: Logs of the candidate, or folders of them.
        baseline: A baseline's file, or a log or folder of logs to hold against.
        policy: A TOML file; None for the working folder's pyproject.toml, or the default policy.
        allowed: What is let pass; by default nothing.

    Returns:
        The verdict, and the runs in the order of what was compared; none where it was refused.

    Raises:
        InputError: If the user named something that can't be read or is not there.
    """
    asked = read_policy(policy)
    try:
        return _gated(places, baseline, asked, allowed or Allowed())
    except UnusableError as error:
        return _refused([str(error)], baseline, asked), []


def _refused(reasons: Sequence[str], baseline: str, policy: Policy) -> Gated:
    return Gated(
        verdict="refused",
        said=verdict_line("refused", (), reasons),
        compared=(),
        judged=(),
        reasons=tuple(reasons),
        baseline=baseline,
        alpha=policy.alpha,
        power=policy.power,
    )


def _base(place: str, cluster: str) -> tuple[Sequence[Run], str]:
    """The base's runs, and the checksum of their file, where they have one."""
    if not is_baseline(place) and not place.endswith(".json"):
        return find_runs([place], cluster), ""
    found = read_baseline(place)
    return found.runs, found.checksum


def _gated(
    places: Sequence[str], baseline: str, policy: Policy, allowed: Allowed
) -> tuple[Gated, list[Both]]:
    base, checksum = _base(baseline, allowed.cluster)
    candidates = find_runs(places, allowed.cluster)
    unfitting = idle(policy, [*base, *candidates])
    pairs = [both(one, other, allowed) for one, other in match(base, candidates)]
    bad = [reason for one in pairs for reason in one.reasons]
    if bad:
        return _refused(bad, baseline, policy), []
    _, new = unmatched(base, candidates)
    if new:
        note = f"the baseline has no {', '.join(new)}: not judged"
        pairs[0] = replace(pairs[0], notes=(*pairs[0].notes, note))
    pairs[0] = replace(pairs[0], notes=(*pairs[0].notes, *unfitting))
    cases = [case for one in pairs for case in _cases(one, policy, checksum)]
    if not cases:
        return _refused(["the runs have no measure to judge"], baseline, policy), []
    gone = [said for case in cases for said in _unknown(case, allowed.max_unscored)]
    if gone:
        return _refused(gone, baseline, policy), []
    judged = _judged(cases, policy)
    verdict = worst([one.verdict for one in judged])
    compared = [_compared(one, cases, judged) for one in pairs]
    said = verdict_line(verdict, judged, ())
    whole = Gated(verdict, said, tuple(compared), judged, (), baseline, policy.alpha, policy.power)
    return whole, pairs


@dataclass(frozen=True)
class _Case:
    """One measure of one pair of runs.

    Attributes:
        runs: The runs.
        measure: The measure.
        rule: What is asked of it.
        paired: Its values.
        decision: What was decided while the run went on, where it was watched.
    """

    runs: Both
    measure: Measure
    rule: Rule
    paired: Paired
    decision: Decision | None


def _cases(runs: Both, policy: Policy, checksum: str) -> Iterator[_Case]:
    base, candidate = runs.base, runs.candidate
    asked = rules_for(policy, base, candidate)
    decided: Sequence[Decision | None] = [None] * len(asked)
    if is_watched(candidate):
        decided = judge_stopped(base, candidate, policy, checksum)
    for (measure, rule), decision in zip(asked, decided, strict=True):
        yield _Case(runs, measure, rule, pair(base, candidate, measure), decision)


def _compared(runs: Both, cases: Sequence[_Case], judged: Sequence[Judged]) -> Compared:
    mine = [(case, one) for case, one in zip(cases, judged, strict=True) if case.runs is runs]
    noted = with_gaps(runs, [(case.measure, case.paired) for case, _ in mine])
    return noted.compared([one.finding for _, one in mine])


def _unknown(case: _Case, max_unscored: float) -> list[str]:
    """What of a measure is not there on either side, beyond what is let pass.

    That of measures of which nothing is asked is noted only.
    """
    rule = case.rule
    if rule.must == "track" and rule.at_least is rule.at_most is None:
        return []
    base, candidate = case.runs.base, case.runs.candidate
    return [
        f"{gap.said(base.task, case.measure.name)} (--max-unscored)"
        for gap in gaps(base, candidate, case.measure.column, case.paired)
        if gap.share > max_unscored
    ]


def _judged(cases: Sequence[_Case], policy: Policy) -> tuple[Judged, ...]:
    """The verdict on each measure; all bad news of the gate is corrected together."""
    whole = [case for case in cases if case.decision is None]
    asked = [Asked(case.measure.name, case.paired.pairs, case.rule) for case in whole]
    beside = sum(demands_of(case.rule) for case in cases if case.decision is not None)
    decisions = iter(decide(asked, policy.alpha, policy.power, beside))
    found = corrected([finding(case.runs.base.task, case.measure, case.paired) for case in cases])
    return tuple(
        _decided(case.rule, one, case.decision or next(decisions))
        for case, one in zip(cases, found, strict=True)
    )


def _decided(rule: Rule, found: Finding, decision: Decision) -> Judged:
    return Judged(
        finding=replace(found, detectable=decision.detectable),
        rule=decision.asked,
        verdict=decision.verdict,
        said=decision.said,
        p=decision.p,
        needed=decision.needed,
        limit=_limit(rule),
    )


def _limit(rule: Rule) -> float | None:
    """The difference at which what is asked ends: -0.05 where 5 points may be lost."""
    if rule.must == "track":
        return None
    margin = rule.margin if rule.must.startswith("not") else 0.0
    return margin if rule.must in LOWER_IS_BETTER else -margin
