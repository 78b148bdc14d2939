"""Figures and findings in plain words, for every output alike."""

from collections.abc import Sequence
from math import isfinite
from typing import Literal

from inspect_finetune.compare.findings import Finding
from inspect_finetune.grids import NONE
from inspect_finetune.metrics.differences import Estimate
from inspect_finetune.report.pictures.lettering import one_line


def plain(text: str, most: int = 200) -> str:
    """A text of a log or a user as one printable line: no line break, no escape sequence."""
    line = one_line(text[: most + 1])
    return line if len(text) <= most else f"{line[: most - 1]}…"


def key_of(measure: str) -> str:
    """A measure without its scorer: ``fact_value.correct[level=direct]`` is ``correct[...]``."""
    name, bracket, where = measure.partition("[")
    return f"{name.partition('.')[2] or name}{bracket}{where}"


def names_of(findings: Sequence[Finding], bare: bool = False) -> list[str]:
    """What each finding is called: task and measure, with the scorer only where it tells apart.

    Args:
        findings: The findings.
        bare: Whether to leave out too which samples are meant, where that tells nothing apart.
    """
    forms = [[f"{one.task} {form(one.measure)}" for one in findings] for form in (key_of, str)]
    if bare:
        keys = [key_of(one.measure).partition("[")[0] for one in findings]
        forms.insert(0, [f"{one.task} {key}" for one, key in zip(findings, keys, strict=True)])
    return [
        plain(next((form[i] for form in forms if form.count(form[i]) == 1), forms[-1][i]))
        for i in range(len(findings))
    ]


def figure(number: float, bounded: bool, sign: str = "") -> str:
    """A number to a tenth of a per cent, or to four digits where it is no share; no unit.

    What is not known, or without end, is a dash.

    Args:
        number: The number.
        bounded: Whether it is a share, or a difference of shares.
        sign: ``+`` to show the sign of what is above 0 too.
    """
    if not isfinite(number):
        return NONE
    # + 0.0: a rounded -0.04 is 0.0, not -0.0
    return f"{round(100 * number, 1) + 0.0:{sign}.1f}" if bounded else f"{number + 0.0:{sign}.4g}"


def level(one: Estimate, bounded: bool) -> str:
    """A value, such as ``87.5 %``, and its interval on a line below it."""
    if one.value != one.value:
        return NONE
    unit = " %" if bounded else ""
    return f"{figure(one.value, bounded)}{unit}\n{_ends(one, bounded)}"


def change(one: Estimate, bounded: bool) -> str:
    """A difference, such as ``-4.4``, and its interval on a line below it."""
    if one.value != one.value:
        return NONE
    return f"{figure(one.value, bounded, '+')}\n{_ends(one, bounded, '+')}"


def _ends(one: Estimate, bounded: bool, sign: str = "") -> str:
    """An interval in brackets; a dash if nothing is known of it."""
    if not isfinite(one.lower) and not isfinite(one.upper):
        return NONE
    return f"[{figure(one.lower, bounded, sign)}, {figure(one.upper, bounded, sign)}]"


def amount(number: float, bounded: bool) -> str:
    """How much, without a sign: ``6 points``, ``4.4 points``; ``1.25`` of what is no share."""
    size = abs(number)
    if not bounded or not isfinite(size):
        return figure(size, bounded)
    points = f"{100 * size:.1f}".removesuffix(".0")
    return f"{points} point" if points == "1" else f"{points} points"


def moved(finding: Finding) -> str:
    """What the difference is: ``rose by 9.8 points (4.9 to 14.7)``."""
    gain, bounded = finding.gain, finding.bounded
    if gain.value == 0:
        return "did not change"
    fell = gain.value < 0
    said = f"{'fell' if fell else 'rose'} by {amount(gain.value, bounded)}"
    ends = (-gain.upper, -gain.lower) if fell else (gain.lower, gain.upper)
    if not all(map(isfinite, ends)):
        return said
    low, high = (figure(end, bounded) for end in ends)
    return f"{said} ({low} to {high})"


def differs(gain: Estimate, shown: bool) -> str:
    """Says that interval and test differ; empty if they don't.

    They may: the interval is two-sided, allows for what few clusters can't tell, and is not
    corrected for the number of measures.

    Args:
        gain: The change with its interval.
        shown: Whether the test shows a change.
    """
    if shown and gain.lower <= 0 <= gain.upper:
        return " (the test shows it, the interval does not)"
    if not shown and (gain.lower > 0 or gain.upper < 0):
        return " (the interval shows it, the test does not)"
    return ""


def seen(finding: Finding) -> str:
    """The smallest drop that would have been found, as a clause."""
    if finding.detectable is None and finding.bounded and finding.base.value <= 0:
        return "it could not fall"
    if finding.detectable is None:
        groups = count(finding.clusters, "cluster")
        return f"no drop would have been found with power .8 in {groups}"
    drop = amount(finding.detectable, finding.bounded)
    return f"a drop of {drop}, spread evenly, would have been found with power .8"


def sentence(finding: Finding, name: str, alpha: float) -> str:
    """What a comparison says of a measure, in one sentence."""
    if finding.samples == 0 or finding.gain.value != finding.gain.value:
        return f"{name}: no sample has a value in both runs"
    shown = verdict_of(finding, alpha) != "undecided"
    said = f"{moved(finding)}{differs(finding.gain, shown)}"
    if shown:
        return f"{name} {said}"
    return f"{name}: undecided (no difference is shown), it {said}; {seen(finding)}"


def verdict_of(finding: Finding, alpha: float) -> Literal["rose", "fell", "undecided"]:
    """What a comparison shows of a measure."""
    if not finding.p_corrected <= alpha:
        return "undecided"
    return "rose" if finding.gain.value > 0 else "fell"


def count(number: int, one: str) -> str:
    """A number with its noun: ``1 sample``, ``1,200 samples``."""
    return f"{number:,} {one if number == 1 else one + 's'}"
