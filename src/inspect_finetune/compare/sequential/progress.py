"""A run while it goes on: which clusters are complete, and whether that is enough to decide."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from inspect_finetune.compare.policies.rules import Rule
from inspect_finetune.compare.runs.gathering import Gathered
from inspect_finetune.compare.runs.measures import Measure
from inspect_finetune.compare.runs.pairing import pair
from inspect_finetune.compare.runs.rows import Row
from inspect_finetune.compare.runs.run import Run
from inspect_finetune.compare.sequential.watch import Decided, Watch, demands_of, worst
from inspect_finetune.inference.pairs import Pair

METHOD = "betting-1"
"""The version of the method, which every log names: another one gives other e-values."""

Asked = Sequence[tuple[Measure, Rule]]


@dataclass(frozen=True)
class Plan:
    """What is watched in a run, fixed before its first answer.

    Attributes:
        base: The base run.
        asked: The measures and what is asked of each; those that are tracked only are left out.
        alpha: The error that is allowed for each conclusion.
        family: How many demands the gate will judge at this level, over all runs of the baseline.
        seed: What the order of the clusters was drawn from.
        baseline: The baseline's file.
        checksum: The baseline's checksum.
    """

    base: Run
    asked: Asked
    alpha: float
    family: int
    seed: int
    baseline: str
    checksum: str

    def watches(self) -> list[Watch]:
        """A fresh watch for each measure."""
        return [Watch(rule, self.alpha, self.family) for _, rule in self.asked]


def watched(asked: Asked) -> list[tuple[Measure, Rule]]:
    """Those of which something is asked."""
    return [(measure, rule) for measure, rule in asked if demands_of(rule)]


class Progress:
    """The clusters of one run as they are completed.

    They count in the order in which they were planned, whichever is finished first: a cluster that
    is answered faster, because of what is answered, would else be looked at sooner.

    Args:
        plan: What is watched.
        samples: The planned samples as rows (id, input, choices, target, metadata), in the order
            in which they are run.
        epochs: How often each is run.

    Attributes:
        verdict: The decision, ``undecided`` until there is one.
        counted: The clusters it rests on, in the order in which they counted.
    """

    def __init__(self, plan: Plan, samples: Sequence[Row], epochs: int) -> None:
        self.plan = plan
        self.verdict: Decided = "undecided"
        self.counted: list[str] = []
        self.watches = plan.watches()
        self.skipped = 0
        self._rows = {str(row["id"]): row for row in samples}
        self._clusters = {str(row["id"]): cluster_of(row, plan.base) for row in samples}
        self._open: dict[str, set[tuple[str, int]]] = {}
        for name, cluster in self._clusters.items():
            runs = {(name, epoch) for epoch in range(1, epochs + 1)}
            self._open.setdefault(cluster, set()).update(runs)
        self._gathered = {
            cluster: Gathered(plan.base.cluster_key, own=True) for cluster in self._open
        }
        self._left = iter(_by_last_sample(self._clusters))
        self._next = next(self._left, None)

    @property
    def decided(self) -> bool:
        """Whether nothing more need be asked."""
        return self.verdict != "undecided"

    @property
    def reason(self) -> str:
        """Why a sample is skipped."""
        clusters = f"{len(self.counted):,} of {len(self._open):,} clusters"
        return f"decided: {self.verdict} after {clusters}"

    def complete(self, name: str, epoch: int, scores: Mapping[str, Any]) -> None:
        """Take the scores of one epoch of a sample, as a row has them."""
        cluster = self._clusters.get(name)
        if cluster is None:
            return
        if cluster in self._gathered:
            self._gathered[cluster].add({**self._rows[name], "epoch": epoch, "scores": scores})
        self._open[cluster].discard((name, epoch))
        while self._next is not None and not self._open[self._next] and not self.decided:
            self._count(self._next)
            self._next = next(self._left, None)

    def _count(self, cluster: str) -> None:
        run = replace(self.plan.base, samples=self._gathered[cluster].samples())
        base = replace(
            self.plan.base,
            samples={
                name: one for name, one in self.plan.base.samples.items() if name in run.samples
            },
        )
        self.counted.append(cluster)
        self.verdict = see(
            self.watches, [pairs_of(base, run, one) for one, _ in self.plan.asked], cluster
        )

    def noted(self) -> dict[str, Any]:
        """What the log keeps, enough to come to the same decision again."""
        return {
            "method": METHOD,
            "verdict": self.verdict,
            "alpha": self.plan.alpha,
            "family": self.plan.family,
            "baseline": self.plan.baseline,
            "baseline_checksum": self.plan.checksum,
            "seed": self.plan.seed,
            "measures": list(noted_measures(self.plan.asked, self.watches)),
            "clusters": list(self.counted),
            "clusters_planned": len(self._open),
            "clusters_unfinished": sum(bool(one) for one in self._open.values()),
            "samples_skipped": self.skipped,
        }


def see(
    watches: Sequence[Watch], held: Sequence[Mapping[str, Sequence[Pair]]], cluster: str
) -> Decided:
    """Show one more cluster to every watch.

    Args:
        watches: The watches.
        held: For each of them the pairs by cluster.
        cluster: The cluster's name.
    """
    for watch, pairs in zip(watches, held, strict=True):
        watch.add(pairs.get(cluster, ()))
    return worst([watch.verdict for watch in watches])


def pairs_of(base: Run, candidate: Run, measure: Measure) -> Mapping[str, Sequence[Pair]]:
    """The pairs of two runs by cluster, as the rest of the comparison names clusters."""
    return pair(base, candidate, measure).pairs.clusters


def noted_measures(asked: Asked, watches: Sequence[Watch]) -> Iterator[dict[str, Any]]:
    """What a log keeps of each measure."""
    for (measure, rule), watch in zip(asked, watches, strict=True):
        yield {
            "measure": measure.name,
            "must": rule.must,
            "margin": rule.margin,
            "at_least": rule.at_least,
            "at_most": rule.at_most,
            "verdict": watch.verdict,
            "clusters": watch.clusters,
            "demands": watch.noted(),
        }


def cluster_of(row: Row, base: Run) -> str:
    """The cluster of a planned sample: the base's of the same id, named as `pair` names it."""
    name = str(row["id"])
    found = base.samples.get(name)
    cluster = found.cluster if found else None
    return f"alone: {name}" if cluster is None else f"in: {cluster}"


def _by_last_sample(clusters: Mapping[str, str]) -> list[str]:
    """The clusters by the place of their last sample: that in which they can be complete."""
    last = {cluster: place for place, cluster in enumerate(clusters.values())}
    return sorted(last, key=last.__getitem__)
