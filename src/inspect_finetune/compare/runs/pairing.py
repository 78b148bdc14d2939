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
    """

    pairs: Pairs
    changes: tuple[tuple[str, float, float], ...]
    unscored: int
    excluded: int = 0


def pair(base: Run, candidate: Run, measure: Measure) -> Paired:
    """Pair the samples of two runs that both have a value of the measure.

    Clusters and metadata are the base's where it has them, so that a baseline decides what is
    compared; else the candidate's.
    """
    clusters: dict[str, list[Pair]] = {}
    changes, unscored, excluded = list[tuple[str, float, float]](), 0, 0
    answers = [0.0, 0.0]
    for name, old in base.samples.items():
        new = candidate.samples.get(name)
        was = old.values.get(measure.column)
        if new is None or was is None:
            continue
        if not measure.keeps({**new.groups, **old.groups}):
            excluded += 1
            continue
        now = new.values.get(measure.column)
        if now is None:
            unscored += 1
            continue
        cluster = cluster_of(name, old if base.cluster_key else new)
        clusters.setdefault(cluster, []).append((was, now))
        answers[0] += old.answers
        answers[1] += new.answers
        if abs(now - was) > _SAME:
            changes.append((name, was, now))
    return Paired(Pairs(clusters, *answers), tuple(changes), unscored, excluded)


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
