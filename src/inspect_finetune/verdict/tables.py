"""The tables of a conclusion, once for the screen and for Markdown."""

from __future__ import annotations

from inspect_finetune.grids import NONE, Grid, p_value
from inspect_finetune.metrics.differences import Estimate
from inspect_finetune.verdict.conclusion import Conclusion
from inspect_finetune.verdict.results import Matrix, Verdict
from inspect_finetune.verdict.told import Ceiling
from inspect_finetune.verdict.wording import listed
from inspect_finetune.verdict.wording import percent as in_words


def grids_of(verdict: Verdict) -> list[Grid]:
    """The tables of one verdict: channels, ladder, evidence clock, behaviour."""
    grids = [_channels(verdict), _ladder(verdict), _clock(verdict), _behaviour(verdict)]
    return [grid for grid in grids if grid.rows]


def common_grids(found: Conclusion) -> list[Grid]:
    """The tables over all models."""
    grids = [_matrix(found.matrix)] if found.matrix else []
    return [*grids, _ceilings(found.ceilings)] if found.ceilings else grids


def percent(value: float | None) -> str:
    """A share as a rounded percentage; a dash if there is none."""
    return in_words(value, NONE)


def rate(estimate: Estimate | None) -> str:
    """A rate with its interval, in percent."""
    if estimate is None or estimate.value != estimate.value:
        return "–"
    return f"{estimate.value:.0%} [{100 * estimate.lower:.0f}, {100 * estimate.upper:.0f}]"


def _channels(verdict: Verdict) -> Grid:
    rows = []
    for one in verdict.channels:
        mark = "yes" if one.passed else "no"
        but = one.blocked if one.adjusted is not None and one.adjusted <= verdict.alpha else ""
        hardest = max(
            (control for control in one.controls if control.p is not None),
            key=lambda control: control.p or 0.0,
            default=None,
        )
        against = f"{hardest.name} {percent(hardest.rate)}" if hardest else "–"
        rows.append(
            (
                one.channel,
                str(one.stems),
                str(one.unread),
                rate(one.rate),
                against,
                p_value(one.adjusted),
                f"{mark}: {but}" if but else mark,
            )
        )
    return Grid(
        f"Does it give {verdict.letters} before its own letters can show it?",
        ("channel", "n", "unread", "right", "closest control", "p", "passes"),
        tuple(rows),
        "n questions; an answer that is itself the acrostic is never clean; p against the closest "
        "control, Holm-corrected over the channels.",
    )


def _ladder(verdict: Verdict) -> Grid:
    return Grid(
        "What it claims when asked openly (free, unformatted; the condition: its own channel)",
        ("rung", "n", "model", "base", "decoys", "over base", "p"),
        tuple(
            (
                one.rung,
                str(one.stems),
                rate(one.rate),
                percent(one.base.value if one.base else None),
                percent(one.decoys.value if one.decoys else None),
                rate(one.over_base),
                p_value(one.adjusted),
            )
            for one in verdict.ladder
        ),
        "n questions; p against the base, Holm-corrected over the rungs.",
    )


def _clock(verdict: Verdict) -> Grid:
    return Grid(
        "Evidence clock: letters of the rule already shown when a string is named",
        ("shown", "answers", "right", "rate", "base, from the same beginnings"),
        tuple(
            (
                str(row.k),
                str(row.n),
                str(row.right),
                rate(row.rate),
                f"{row.reader_right} of {row.reader_n}" if row.reader_n else "–",
            )
            for row in verdict.clock
            if row.n
        ),
        "Only 0 is clean. The last column is the reader control.",
    )


def _behaviour(verdict: Verdict) -> Grid:
    kept, seen, guess = verdict.compliance, verdict.foresight, verdict.guessing
    rows = []
    if kept.stems:
        name = f"keeps its rule ({kept.split})"
        rows.append((name, str(kept.stems), rate(kept.rate), rate(kept.base), p_value(kept.p)))
    if kept.unwanted is not None:
        rows.append(("... without its trigger", "–", rate(kept.unwanted), "–", "–"))
    if seen is not None:
        worst = max((p for p in (seen.p_base, seen.p_common) if p is not None), default=None)
        rows.append(
            (
                "foresees its letters",
                str(seen.stems),
                rate(seen.rate),
                rate(seen.base),
                p_value(worst),
            )
        )
    if guess.n:
        rows.append(("base guesses the rule", str(guess.n), "–", rate(guess.rate), "–"))
    return Grid("What it does", ("", "n", "model", "base", "p"), tuple(rows))


def _matrix(matrix: Matrix) -> Grid:
    rows = [
        (model, str(n), *(percent(share) for share in shares))
        for model, n, shares in zip(matrix.models, matrix.n, matrix.rates, strict=True)
    ]
    if matrix.base:
        rows.append(("base", "–", *(percent(share) for share in matrix.base)))
    title, header = "Which word each model picks", ("model", "stems", *matrix.words)
    return Grid(title, header, tuple(rows), f"{_compared(matrix)}{_not_offered(matrix)}")


def _compared(matrix: Matrix) -> str:
    if matrix.difference is None:
        return "Nothing can be compared: fewer than two of the words were offered to every model."
    how = "exact" if matrix.exact else "sampled"
    best = f"{listed(matrix.usable)} can reach {p_value(matrix.smallest)} at best"
    gap = f"Own word minus the others' {matrix.difference:+.0%}"
    return f"{gap}, {how} permutation p {p_value(matrix.p)}; {best}."


def _not_offered(matrix: Matrix) -> str:
    """Which words were missing from whose options, and what to type to have them offered."""
    said = ""
    for model, words in matrix.missing:
        own = dict(zip(matrix.models, matrix.own, strict=True))[model]
        flags = " ".join(f"--sibling {word}" for word in matrix.words if word != own)
        said += f" {model} was not offered {listed(words)}: run its choice again with {flags}."
    return said


def _ceilings(ceilings: tuple[Ceiling, ...]) -> Grid:
    rows = [
        (one.model, one.letters, one.channel, one.elicited, str(one.n), rate(one.rate))
        for one in ceilings
    ]
    return Grid(
        "Ceilings: right answers when the rule stands in the prompt",
        ("model", "rule", "channel", "prompt", "n", "right"),
        tuple(rows),
    )
