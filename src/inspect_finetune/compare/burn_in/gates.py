"""A/A gates: how often the gate calls an unchanged model a regression, and what it could see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from math import ceil, sqrt
from typing import TYPE_CHECKING

from inspect_finetune.compare.decide import Asked, decide, verdicts
from inspect_finetune.compare.line import worst
from inspect_finetune.compare.policies.policy import rules_for
from inspect_finetune.compare.policies.rules import Policy
from inspect_finetune.compare.runs.pairing import pair
from inspect_finetune.compare.runs.run import Run
from inspect_finetune.inference.pairs import Pairs
from inspect_finetune.metrics.differences import Estimate
from inspect_finetune.metrics.intervals import Shares, bounds_of

if TYPE_CHECKING:
    from inspect_finetune.compare.burn_in.splitting import Divisible

REPEATS = (1, 2, 4, 8, 16)
"""Answers a sample that the advice goes through."""
MOST = 400
"""A/A gates that are judged; of more pairs of runs a seeded choice is taken."""

Step = Callable[[], None]


@dataclass(frozen=True)
class Advice:
    """What another design would see.

    Attributes:
        repeats: Answers a sample.
        detectable: The smallest fall found with the policy's power, with as many samples as now;
            None if there is none.
        clusters: With how many clusters an unchanged model would pass with that power; None if not
            known.
        samples: With how many samples.
    """

    repeats: int
    detectable: float | None
    clusters: int | None
    samples: int | None


@dataclass(frozen=True)
class MeasureBurnIn:
    """One measure over all A/A gates.

    Attributes:
        task: The task's name.
        name: The measure's name.
        asked: What the policy asks of it, in words.
        rate: Its mean over the runs.
        spread: The standard deviation of the difference of two runs.
        alarms: The share of gates in which it was called a regression.
        passes: The share in which it passed.
        samples: Samples in a run.
        clusters: Clusters in a run.
        repeats: Answers a sample in each of the runs that were compared.
        bounded: Whether values are shares in [0, 1].
        advice: What other numbers of repeats would see.
    """

    task: str
    name: str
    asked: str
    rate: float
    spread: float
    alarms: float
    passes: float
    samples: int
    clusters: int
    repeats: float
    bounded: bool
    advice: tuple[Advice, ...]


@dataclass(frozen=True)
class BurnIn:
    """What A/A gates say of a gate.

    Attributes:
        model: The model.
        runs: How many runs were compared with each other; for halves of one run, 2.
        halves: Whether the runs are halves of one, split by its repeats.
        gates: How many gates were judged.
        alarms: The share that called a regression, with a 95 % interval in which runs, not pairs of
            runs, count as independent.
        passes: The share that passed.
        undecided: The share that was undecided.
        same: Whether all runs gave the same values, so that nothing could differ.
        measures: One for each measure that the policy asks something of.
        alpha: The policy's level.
        power: The policy's power.
        location: Where the policy was read from.
        notes: What of the policy fits no run.
    """

    model: str
    runs: int
    halves: bool
    gates: int
    alarms: Estimate
    passes: float
    undecided: float
    same: bool
    measures: tuple[MeasureBurnIn, ...]
    alpha: float
    power: float
    location: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Gate:
    """One A/A gate: what was asked in both runs, and each verdict."""

    asked: Sequence[tuple[str, Asked]]
    verdicts: Sequence[str]

    @property
    def verdict(self) -> str:
        return worst(self.verdicts)  # type: ignore[arg-type]


def burn_in_runs(groups: Sequence[Sequence[Run]], policy: Policy, step: Step) -> BurnIn:
    """Hold repeated runs of one model against each other, each pair both ways.

    Args:
        groups: For every repetition the runs of all tasks; at least two.
        policy: The policy of the gate.
        step: Called after every gate.
    """
    import numpy as np

    pairs = list(permutations(range(len(groups)), 2))
    if len(pairs) > MOST:
        chosen = np.random.default_rng(0).choice(len(pairs), MOST, replace=False)
        pairs = [pairs[place] for place in sorted(chosen)]
    gates = [_gate(groups[i], groups[j], policy, step) for i, j in pairs]
    return _summed(gates, policy, groups[0][0].model, len(groups), independent=len(groups) // 2)


def burn_in_halves(runs: Sequence[Divisible], policy: Policy, splits: int, step: Step) -> BurnIn:
    """Split runs by their repeats, again and again, and hold the halves against each other.

    Args:
        runs: The runs, one of each task.
        policy: The policy of the gate.
        splits: How often to split.
        step: Called after every gate.
    """
    import numpy as np

    random = np.random.default_rng(0)
    gates = []
    for _ in range(splits):
        halves = [run.halves(random) for run in runs]
        one, two = [half[0] for half in halves], [half[1] for half in halves]
        gates.append(_gate(one, two, policy, step))
    # all splits are of the same answers: eight of them are four independent pairs, not 200
    least = min(run.repeats for run in runs)
    found = _summed(gates, policy, runs[0].run.model, 2, independent=least // 2)
    return replace(found, halves=True)


def _gate(base: Sequence[Run], candidate: Sequence[Run], policy: Policy, step: Step) -> _Gate:
    others = {run.task: run for run in candidate}
    asked = [
        (run.task, Asked(measure.name, pair(run, others[run.task], measure).pairs, rule))
        for run in base
        for measure, rule in rules_for(policy, run, others[run.task])
    ]
    found = verdicts([one for _, one in asked], policy.alpha)
    step()
    kept = [place for place, verdict in enumerate(found) if verdict != "tracked"]
    return _Gate([asked[place] for place in kept], [found[place] for place in kept])


def _summed(
    gates: Sequence[_Gate], policy: Policy, model: str, runs: int, independent: int
) -> BurnIn:
    said = [gate.verdict for gate in gates]
    shares = {name: said.count(name) / len(said) for name in ("regression", "pass", "undecided")}
    alarms = Shares({"all": [shares["regression"]]}, len(gates))
    lower, upper = _bounds(alarms.mean, max(independent, 1))
    pairs = [one.pairs for gate in gates for _, one in gate.asked]
    return BurnIn(
        model=model,
        runs=runs,
        halves=False,
        gates=len(gates),
        alarms=Estimate(shares["regression"], lower, upper),
        passes=shares["pass"],
        undecided=shares["undecided"],
        same=not any(any(abs(gain) > 1e-9 for gain in one.gains()) for one in pairs),
        measures=tuple(_measures(gates, policy)),
        alpha=policy.alpha,
        power=policy.power,
        location=policy.location,
    )


def _bounds(share: float, number: int) -> tuple[float, float]:
    """Wilson's interval as if there were so many independent gates."""
    return bounds_of(Shares({place: [share] for place in range(number)}, number))


def _measures(gates: Sequence[_Gate], policy: Policy) -> Iterator[MeasureBurnIn]:
    for place, (task, first) in enumerate(gates[0].asked):
        several = [gate.asked[place][1].pairs for gate in gates]
        said = [gate.verdicts[place] for gate in gates]
        gains = [sum(pairs.gains()) / pairs.samples for pairs in several]
        decision = decide([first], policy.alpha, policy.power)[0]
        repeats = first.pairs.base_answers / first.pairs.samples
        yield MeasureBurnIn(
            task=task,
            name=first.name,
            asked=decision.asked,
            rate=sum(pairs.base().mean for pairs in several) / len(several),
            spread=sqrt(sum(gain**2 for gain in gains) / len(gains)),
            alarms=said.count("regression") / len(said),
            passes=said.count("pass") / len(said),
            samples=first.pairs.samples,
            clusters=len(first.pairs.clusters),
            repeats=repeats,
            bounded=first.pairs.bounded,
            advice=tuple(_advice(several, first, policy, repeats)),
        )


def _advice(
    several: Sequence[Pairs], asked: Asked, policy: Policy, repeats: float
) -> Iterator[Advice]:
    """What the design would see with other numbers of answers a sample.

    Two runs of one model differ by chance alone, whose variance goes down with the answers a
    sample: n times the answers narrow a difference by the root of n.
    """
    from inspect_finetune.compare.demands import oriented
    from inspect_finetune.inference.power import detectable, needed

    typical = _typical(several)
    turned = oriented(typical, asked.rule)
    level = policy.alpha
    seen = detectable(turned, level, policy.power)
    wanted = needed(turned, asked.rule.margin, level, policy.power)
    for number in REPEATS:
        times = repeats / number
        clusters = None if wanted is None else max(ceil(wanted[0] * times), 2)
        samples = clusters and ceil(clusters * typical.samples / len(typical.clusters))
        yield Advice(number, None if seen is None else seen * sqrt(times), clusters, samples)


def _typical(several: Sequence[Pairs]) -> Pairs:
    """The pair of runs whose differences are of middling size."""
    ordered = sorted(several, key=lambda pairs: sum(gain**2 for gain in pairs.gains()))
    return ordered[len(ordered) // 2]
