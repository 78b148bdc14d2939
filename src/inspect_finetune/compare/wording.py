"""Figures and findings in plain words, for every output alike."""

from collections.abc import Sequence
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
        forms.insert(0, [name.partition("[")[0] for name in forms[0]])
    return [
        plain(next((form[i] for form in forms if form.count(form[i]) == 1), forms[-1][i]))
        for i in range(len(findings))
    ]


def figure(number: float, bounded: bool, sign: str = "") -> str:
    """A number to a tenth of a per cent, or to four digits where it is no share; no unit.

    Args:
        number: The number.
        bounded: Whether it is a share, or a difference of shares.
        sign: ``+`` to show the sign of what is above 0 too.
    """
    if number != number:
        return NONE
    # + 0.0: a rounded -0.04 is 0.0, not -0.0
    return f"{round(100 * number, 1) + 0.0:{sign}.1f}" if bounded else f"{number + 0.0:{sign}.4g}"


def level(one: Estimate, bounded: bool) -> str:
    """A value, such as ``87.5 %``, and its interval on a line below it."""
    if one.value != one.value:
        return NONE
    unit = " %" if bounded else ""
    low, high = figure(one.lower, bounded), figure(one.upper, bounded)
    return f"{figure(one.value, bounded)}{unit}\n[{low}, {high}]"


def change(one: Estimate, bounded: bool) -> str:
    """A difference, such as ``-4.4``, and its interval on a line below it."""
    if one.value != one.value:
        return NONE
    low, high = figure(one.lower, bounded, "+"), figure(one.upper, bounded, "+")
    return f"{figure(one.value, bounded, '+')}\n[{low}, {high}]"


def amount(number: float, bounded: bool) -> str:
    """How much, without a sign: ``6 points``, ``4.4 points``; ``1.25`` of what is no share."""
    size = abs(number)
    if not bounded or size != size:
        return figure(size, bounded)
    points = f"{100 * size:.1f}".removesuffix(".0")
    return f"{points} point" if points == "1" else f"{points} points"


def moved(finding: Finding) -> str:
    """What the difference is: ``rose by 9.8 points (4.9 to 14.7)``."""
    gain, bounded = finding.gain, finding.bounded
    if gain.value == 0:
        return "did not change"
    fell = gain.value < 0
    ends = (-gain.upper, -gain.lower) if fell else (gain.lower, gain.upper)
    low, high = (figure(end, bounded) for end in ends)
    return f"{'fell' if fell else 'rose'} by {amount(gain.value, bounded)} ({low} to {high})"


def seen(finding: Finding) -> str:
    """The smallest drop that would have been found, as a clause."""
    if finding.detectable is None and finding.bounded and finding.base.value <= 0:
        return "it could not fall"
    if finding.detectable is None:
        groups = count(finding.clusters, "cluster")
        return f"no drop would have been found with power .8 in {groups}"
    drop = amount(finding.detectable, finding.bounded)
    return f"a drop of {drop} would have been found with power .8"


def sentence(finding: Finding, name: str, alpha: float) -> str:
    """What a comparison says of a measure, in one sentence."""
    if finding.samples == 0 or finding.gain.value != finding.gain.value:
        return f"{name}: no sample has a value in both runs"
    if verdict_of(finding, alpha) != "undecided":
        return f"{name} {moved(finding)}"
    return f"{name}: undecided (no difference is shown), it {moved(finding)}; {seen(finding)}"


def verdict_of(finding: Finding, alpha: float) -> Literal["rose", "fell", "undecided"]:
    """What a comparison shows of a measure."""
    if not finding.p_corrected <= alpha:
        return "undecided"
    return "rose" if finding.gain.value > 0 else "fell"


def count(number: int, one: str) -> str:
    """A number with its noun: ``1 sample``, ``1,200 samples``."""
    return f"{number:,} {one if number == 1 else one + 's'}"
