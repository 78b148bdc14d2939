"""Runs of a base and of a candidate into what a comparison found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inspect_finetune.compare.baselines.baseline import is_baseline, read_baseline
from inspect_finetune.compare.demands import base_level, candidate_level
from inspect_finetune.compare.findings import Compared, Comparison, Finding
from inspect_finetune.compare.flips import Flip, read_flips
from inspect_finetune.compare.policies.policy import default_policy, rules_for
from inspect_finetune.compare.runs.comparable import differences, shared
from inspect_finetune.compare.runs.gaps import gaps
from inspect_finetune.compare.runs.matching import find_runs, match, unmatched
from inspect_finetune.compare.runs.measures import Measure, choose
from inspect_finetune.compare.runs.pairing import Paired, pair
from inspect_finetune.compare.runs.run import Run
from inspect_finetune.compare.runs.whole import reasons
from inspect_finetune.compare.sequential.stopped import is_watched
from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.inference.corrections import holm
from inspect_finetune.inference.paired import paired_interval
from inspect_finetune.inference.power import detectable
from inspect_finetune.inference.signflip import tested
from inspect_finetune.metrics.differences import Estimate

DIFFER = "compare what they share all the same: --intersection"


@dataclass(frozen=True)
class Allowed:
    """What a user lets pass.

    Attributes:
        max_unscored: The largest share of samples that a scorer may leave unscored, in [0, 1].
        intersection: Whether runs that differ are compared on the samples asked alike.
        cluster: The metadata key of the cluster; empty for the one that each log names.
    """

    max_unscored: float = 0.0
    intersection: bool = False
    cluster: str = ""


@dataclass(frozen=True)
class Both:
    """Two runs of one task.

    Attributes:
        base: The base, only with the samples that are compared.
        candidate: The candidate, likewise.
        reasons: All that keeps them from being compared; empty if nothing.
        notes: What a reader should know.
    """

    base: Run
    candidate: Run
    reasons: tuple[str, ...]
    notes: tuple[str, ...]

    def compared(self, findings: Sequence[Finding]) -> Compared:
        """The two with what was found of them."""
        return Compared(
            self.base.task,
            self.base.model,
            self.candidate.model,
            self.base.location,
            self.candidate.location,
            tuple(findings),
            self.notes,
        )


def base_runs(place: str, cluster: str) -> list[Run]:
    """The runs of a baseline, or of logs.

    Raises:
        InputError: If it is neither.
        UnusableError: If a log's samples can't be read.
    """
    return list(read_baseline(place).runs) if is_baseline(place) else find_runs([place], cluster)


def both(base: Run, candidate: Run, allowed: Allowed) -> Both:
    """Two runs of one task, with all that keeps them from being compared."""
    bad = [
        f"{side} ({run.location}): {reason}"
        for side, run in (("base", base), ("candidate", candidate))
        for reason in reasons(run, allowed.max_unscored)
    ]
    if base.skipped:
        bad.append(f"base ({base.location}): it was stopped early, and a base has to be whole")
    if candidate.skipped and not is_watched(candidate):
        bad.append(f"candidate ({candidate.location}): it was stopped early, nobody knows why")
    differ = differences(base, candidate)
    notes = _notes(base, candidate)
    if differ and allowed.intersection:
        notes += [f"{base.task}: {said}; compared all the same" for said in differ]
        base, candidate = shared(base, candidate)
        if not base.samples:
            bad.append(f"{base.task}: no sample was asked alike in both runs")
    elif differ:
        bad += [f"{base.task}: {said} ({DIFFER})" for said in differ]
    return Both(base, candidate, tuple(bad), tuple(notes))


def _notes(base: Run, candidate: Run) -> list[str]:
    said = [
        f"{run.task}: {scorer} left {count:,} samples of the {side} unscored"
        for side, run in (("base", base), ("candidate", candidate))
        for scorer, count in run.unscored.items()
        if count
    ]
    for name, version in candidate.packages.items():
        other = base.packages.get(name)
        if other is not None and other != version:
            said.append(f"{base.task}: {name} is {other} in the base, {version} in the candidate")
    if candidate.skipped:
        said.append(
            f"{base.task}: the candidate was stopped when it looked decided, so the table "
            "overstates what changed; the gate's verdict allows for that, the p value of compare "
            "does not"
        )
    for side, run in (("base", base), ("candidate", candidate)):
        if run.limited:
            said.append(f"{base.task}: the {side} ran {run.limited}")
    if base.cluster_key and candidate.cluster_key and base.cluster_key != candidate.cluster_key:
        said.append(f"{base.task}: clusters are those of the base ({base.cluster_key})")
    return said


def compare_places(
    base: str, candidate: str, patterns: Sequence[str], allowed: Allowed, alpha: float
) -> tuple[Comparison, list[Both]]:
    """Compare two logs, or folders of them.

    Args:
        base: A log, a folder, or a baseline.
        candidate: A log, or a folder.
        patterns: Names of measures; none for those that the default policy names.
        allowed: What is let pass.
        alpha: The level of the tests, over all measures.

    Returns:
        What was found, and the runs, in the same order.

    Raises:
        InputError: If something can't be read, no task is in both, or a measure is missing.
        UnusableError: If two runs are not comparable, or one is not whole.
    """
    ours, theirs = base_runs(base, allowed.cluster), find_runs([candidate], allowed.cluster)
    pairs = [both(one, other, allowed) for one, other in match(ours, theirs, whole=False)]
    bad = [reason for one in pairs for reason in one.reasons]
    if bad:
        raise UnusableError("; ".join(bad))
    alone = sorted({task for side in unmatched(ours, theirs) for task in side})
    if alone:
        note = f"Only one side has {', '.join(alone)}: not compared"
        pairs[0] = replace(pairs[0], notes=(*pairs[0].notes, note))
    chosen = _measures(pairs, patterns)
    level = alpha / 2 / max(sum(map(len, chosen)), 1)
    held = [
        [(m, pair(one.base, one.candidate, m)) for m in measures]
        for one, measures in zip(pairs, chosen, strict=True)
    ]
    pairs = [with_gaps(one, each) for one, each in zip(pairs, held, strict=True)]
    found = [
        [finding(one.base.task, m, paired, level) for m, paired in each]
        for one, each in zip(pairs, held, strict=True)
    ]
    kept = iter(corrected([each for group in found for each in group]))
    compared = tuple(
        one.compared([next(kept) for _ in group]) for one, group in zip(pairs, found, strict=True)
    )
    return Comparison(compared, alpha), pairs


def with_gaps(runs: Both, judged: Sequence[tuple[Measure, Paired]]) -> Both:
    """The runs, with a note on each measure that some samples have no value of."""
    said = [
        gap.said(runs.base.task, measure.name)
        for measure, paired in judged
        for gap in gaps(runs.base, runs.candidate, measure.column, paired)
        if measure.column not in runs.base.unscored  # a whole scorer's are noted already
    ]
    return replace(runs, notes=(*runs.notes, *said)) if said else runs


def _measures(pairs: Sequence[Both], patterns: Sequence[str]) -> list[list[Measure]]:
    """For each pair of runs the measures that are named, else those of the default policy.

    Raises:
        InputError: If one that is named is in none of the runs.
    """
    if not patterns:
        policy = default_policy()
        return [[one for one, _ in rules_for(policy, each.base, each.candidate)] for each in pairs]
    found: list[dict[str, Measure]] = [{} for _ in pairs]
    for pattern in patterns:
        chosen = [choose(each.base, pattern, strict=False) for each in pairs]
        if not any(chosen):
            choose(pairs[0].base, pattern)  # says what there is
            what = f"no measure is like '{pattern}'"
            raise InputError(what, fix=f"There are {', '.join(pairs[0].base.measures)}")
        for held, measures in zip(found, chosen, strict=True):
            held.update({measure.name: measure for measure in measures})
    return [list(held.values()) for held in found]


def finding(task: str, measure: Measure, paired: Paired, level: float | None = None) -> Finding:
    """What was found of one measure; its p value is not corrected yet.

    Args:
        task: The task's name.
        measure: The measure.
        paired: Its values in both runs.
        level: The one-sided level at which a drop is to be detected; None leaves that open.
    """
    pairs, flip = paired.pairs, tested(paired.pairs)
    ordered = sorted(paired.changes, key=lambda one: (one[2] - one[1], one[0]))
    base, candidate = _NOTHING, _NOTHING
    if pairs.samples:
        base, candidate = base_level(pairs), candidate_level(pairs)
    return Finding(
        task=task,
        # conditions that leave nothing out are not worth their length
        measure=measure.name if paired.excluded else measure.column,
        base=base,
        candidate=candidate,
        gain=paired_interval(pairs) if pairs.samples else _NOTHING,
        samples=pairs.samples,
        clusters=len(pairs.clusters),
        p=flip.two_sided,
        p_corrected=flip.two_sided,
        test=flip.test,
        detectable=detectable(pairs, level) if pairs.samples and level else None,
        lost=tuple(name for name, was, now in ordered if now < was),
        gained=tuple(name for name, was, now in reversed(ordered) if now > was),
        unscored=paired.unscored,
        bounded=pairs.bounded,
    )


_NOTHING = Estimate(float("nan"), float("nan"), float("nan"))


def flips_of(pairs: Sequence[Both], compared: Sequence[Compared], most: int) -> list[Flip]:
    """What was lost and gained, with both answers.

    Args:
        pairs: The runs.
        compared: What was found of them, in the same order.
        most: How many samples of each measure to show, lost and gained apart.
    """
    return [
        flip
        for one, found in zip(pairs, compared, strict=True)
        for flip in read_flips(one.base, one.candidate, found.findings, most)
    ]


def corrected(findings: Sequence[Finding]) -> list[Finding]:
    """The findings with Holm's correction over all of them that have values."""
    known = [one for one in findings if one.samples]
    values = iter(holm([one.p for one in known]))
    return [replace(one, p_corrected=next(values)) if one.samples else one for one in findings]
