"""What a comparison found, and what a gate makes of it: plain data, for every output alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from inspect_finetune.metrics.differences import Estimate

Verdict = Literal["pass", "regression", "undecided", "tracked"]


@dataclass(frozen=True)
class Finding:
    """One measure in two runs.

    Attributes:
        task: The task's name.
        measure: The measure's name, such as ``fact_value.correct[level=direct]``.
        base: Its mean in the base, over the samples that both have, with its 95 % interval.
        candidate: The same in the candidate.
        gain: Candidate minus base, with its paired 95 % interval.
        samples: How many samples were paired.
        clusters: In how many clusters they lie.
        p: Two-sided p value of no difference.
        p_corrected: The same after Holm's correction over all measures that are compared.
        test: What the p value comes from: ``McNemar, exact``; ``sign flips, exact``; ...
        detectable: The smallest drop that the design would have found with power .8; None if none.
        lost: Ids of the samples whose value fell, the largest falls first.
        gained: Ids of the samples whose value rose, the largest first.
        unscored: Samples that the base has a value of and the candidate has not.
        bounded: Whether values are shares in [0, 1], to be shown as per cent.
    """

    task: str
    measure: str
    base: Estimate
    candidate: Estimate
    gain: Estimate
    samples: int
    clusters: int
    p: float
    p_corrected: float
    test: str
    detectable: float | None
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    unscored: int
    bounded: bool


@dataclass(frozen=True)
class Compared:
    """Two runs of one task.

    Attributes:
        task: The task's name.
        base_model: The base's model.
        candidate_model: The candidate's.
        base_location: Where the base lies.
        candidate_location: Where the candidate lies.
        findings: One for each measure.
        notes: What the reader should know: what was left out, how many samples are unscored, how
            the runs differ where that was allowed.
    """

    task: str
    base_model: str
    candidate_model: str
    base_location: str
    candidate_location: str
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Everything that was compared at once.

    Attributes:
        compared: One for each pair of runs.
        alpha: The level of the tests, over all measures together.
    """

    compared: tuple[Compared, ...]
    alpha: float

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, pair by pair."""
        return tuple(finding for one in self.compared for finding in one.findings)


@dataclass(frozen=True)
class Judged:
    """What the gate says of one measure.

    Attributes:
        finding: What was found.
        rule: What is asked of it, in words: ``must not fall by 5 points``.
        verdict: ``pass``, ``regression``, ``undecided``; ``tracked`` where nothing is asked.
        said: One line in plain words, why.
        p: The p value of the change for the worse, Holm-corrected over the gate; where only a level
            is asked for, that of a level that is missed; None where none is tested.
        needed: What would decide, in clusters and samples, if nothing had changed; None if decided
            or not known.
        limit: The difference (candidate minus base) at which the margin ends, -0.05 where 5 points
            may be lost; None where no difference is asked about.
    """

    finding: Finding
    rule: str
    verdict: Verdict
    said: str
    p: float | None
    needed: Mapping[str, int] | None
    limit: float | None = None


@dataclass(frozen=True)
class Gated:
    """The verdict of a gate.

    Attributes:
        verdict: ``pass``, ``regression``, ``undecided``, or ``refused`` where runs are not
            comparable or not whole.
        said: The one line.
        compared: What was compared.
        judged: One for each measure, in the order of the tasks.
        reasons: Why it was refused, a line each; empty otherwise.
        baseline: The file.
        alpha: The level: how often an unchanged model may be called a regression.
        power: The power that ``detectable`` and ``needed`` are about.
    """

    verdict: Literal["pass", "regression", "undecided", "refused"]
    said: str
    compared: tuple[Compared, ...]
    judged: tuple[Judged, ...]
    reasons: tuple[str, ...]
    baseline: str
    alpha: float
    power: float = 0.8
