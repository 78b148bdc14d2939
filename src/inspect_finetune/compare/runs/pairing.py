"""Samples of two runs side by side."""

from dataclasses import dataclass

from inspect_finetune.compare.runs.measures import Measure
from inspect_finetune.compare.runs.run import Run, SampleValues
from inspect_finetune.inference.pairs import Pair, Pairs
from inspect_finetune.metrics.intervals import Shares


@dataclass(frozen=True)
class Paired:
    """One measure of the samples that two runs share.

    Attributes:
        pairs: The values, sorted into clusters.
        changes: (id, base, candidate) of every sample whose value differs, in the order of ids.
        unscored: How many samples the base has a value of, and the candidate, which asked them
            too, has not.
        excluded: How many samples with a value the measure's conditions leave out.
        base_unscored: How many samples the candidate has a value of, and the base, which asked
            them too, has not.
    """

    pairs: Pairs
    changes: tuple[tuple[str, float, float], ...]
    unscored: int
    excluded: int = 0
    base_unscored: int = 0


def pair(base: Run, candidate: Run, measure: Measure) -> Paired:
    """Pair the samples of two runs that both have a value of the measure.

    Clusters and metadata are the base's where it has them, so that a baseline decides what is
    compared; else the candidate's.
    """
    clusters: dict[str, list[Pair]] = {}
    changes, excluded = list[tuple[str, float, float]](), 0
    unknown, answers = [0, 0], [0.0, 0.0]
    column, clustered = measure.column, bool(base.cluster_key)
    for name, old in base.samples.items():
        new = candidate.samples.get(name)
        if new is None:
            continue
        was, now = old.values.get(column), new.values.get(column)
        if measure.where and not measure.keeps({**new.groups, **old.groups}):
            excluded += was is not None
            continue
        if was is None or now is None:
            unknown[0] += now is not None
            unknown[1] += was is not None
            continue
        cluster = cluster_of(name, old if clustered else new)
        clusters.setdefault(cluster, []).append((was, now))
        answers[0] += old.answers
        answers[1] += new.answers
        if abs(now - was) > _SAME:
            changes.append((name, was, now))
    held = Pairs(clusters, answers[0], answers[1], most=_most(base, candidate, measure))
    return Paired(held, tuple(changes), unknown[1], excluded, unknown[0])


def _most(base: Run, candidate: Run, measure: Measure) -> tuple[float, float] | None:
    """The most answers that a value is the mean of, where a scorer notes them; None elsewhere.

    `SampleValues.answers` may be fewer: answers that are alike count once in it.
    """
    column = f"{measure.column.rpartition('.')[0]}.answers"
    if column not in base.measures or column not in candidate.measures:
        return None
    base_most, candidate_most = (
        run.epochs * max((one.values.get(column, 0.0) for one in run.samples.values()), default=0.0)
        for run in (base, candidate)
    )
    return (base_most, candidate_most) if base_most and candidate_most else None


def shares_of(run: Run, measure: Measure) -> Shares:
    """One measure of one run, sorted into clusters."""
    clusters: dict[object, list[float]] = {}
    answers = 0.0
    for name, value in measure.values(run):
        sample = run.samples[name]
        clusters.setdefault(cluster_of(name, sample), []).append(value)
        answers += sample.answers
    return Shares(clusters, answers)


def cluster_of(name: str, sample: SampleValues) -> str:
    """The name of a sample's cluster; a sample of none is one of its own, whatever it is called."""
    return f"alone: {name}" if sample.cluster is None else f"in: {sample.cluster}"


_SAME = 1e-9
"""Values are alike up to rounding: a baseline keeps twelve digits."""
