"""Findings and verdicts as a comparison and a gate give them, made by hand."""

from dataclasses import replace

from inspect_finetune.compare.findings import Compared, Finding, Gated, Judged
from inspect_finetune.metrics.differences import Estimate

FELL = Finding(
    task="fact_recall",
    measure="fact_value.correct[level!=reverse|verification]",
    base=Estimate(0.9, 0.85, 0.94),
    candidate=Estimate(0.6, 0.53, 0.67),
    gain=Estimate(-0.3, -0.36, -0.24),
    samples=450,
    clusters=50,
    p=0.00001,
    p_corrected=0.00002,
    test="sign flips, exact",
    detectable=0.059,
    lost=("apple|direct", "pear|direct"),
    gained=("fig|direct",),
    unscored=0,
    bounded=True,
)
STAYED = replace(
    FELL,
    measure="fact_value.false_recall",
    base=Estimate(0.02, 0.0, 0.1),
    candidate=Estimate(0.03, 0.01, 0.11),
    gain=Estimate(0.01, -0.03, 0.05),
    p=0.4,
    p_corrected=0.4,
    detectable=None,
)
LENGTH = replace(
    STAYED,
    measure="length",
    base=Estimate(120.123, 110, 130),
    candidate=Estimate(124.5, 111, 137),
    gain=Estimate(4.377, -2, 11.2),
    detectable=14.2,
    bounded=False,
)
UNKNOWN = replace(LENGTH, measure="none", gain=Estimate(*[float("nan")] * 3), samples=0)


def compared(*findings: Finding, **changes: object) -> Compared:
    whole = Compared("fact_recall", "old", "new", "old.eval", "new.eval", findings, ("A note.",))
    return replace(whole, **changes)


def gated(*judged: Judged, **changes: object) -> Gated:
    one = compared(*(each.finding for each in judged))
    said = "REGRESSION: fact_recall correct fell by 30 points"
    whole = Gated("regression", said, (one,), judged, (), "prod.json", 0.05)
    return replace(whole, **changes)


JUDGED = (
    Judged(FELL, "must not fall by 5 points", "regression", "fell by 30 points", 0.0, None, -0.05),
    Judged(STAYED, "must not rise", "undecided", "who knows", 0.4, {"clusters": 9}, 0.05),
    Judged(LENGTH, "tracked", "tracked", "rose by 4.377", None, None),
)
