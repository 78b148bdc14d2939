"""Figures and findings in words."""

from collections.abc import Sequence

from inspect_finetune.report.rates import Cell, Rate

KINDS = {
    "correct": "right",
    "abstained": "declined",
    "swapped": "another object's value",
    "leading_digits": "first three digits right",
    "near": "one digit off",
    "wrong_length": "wrong number of digits",
    "invented": "invented value",
    "several": "several values",
    "misjudged": "wrong judgement",
    "spilled": "a taught value",
    "fabricated": "made-up value",
}
"""Kinds of answers in plain words; a kind that is not here is shown by its name."""


LONGEST = 30
"""Letters of a name within a sentence."""
ALIKE = 0.9
"""The share of answers that count as independent from which on clusters hardly matter."""


def kind(outcome: str) -> str:
    """A kind of answer in plain words."""
    return KINDS.get(outcome, outcome.replace("_", " ") or "not told")


def plain(level: str) -> str:
    """A name of the task as words."""
    words = level.replace("_", " ")
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def percent(share: float) -> str:
    """A share as a percentage to a tenth, such as ``12.2 %``."""
    return f"{100 * share:.1f} %"


def interval(lower: float, upper: float) -> str:
    """An interval in percent, such as ``8.3 to 17.5``."""
    return f"{100 * lower:.1f} to {100 * upper:.1f}"


def number(count: float, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{count:,.0f} {one if round(count) == 1 else many or one + 's'}"


def both_intervals(rate: Rate, again: bool = False) -> str:
    """What the two intervals of a rate are, for somebody who has met neither.

    Args:
        rate: The rate of wrong answers.
        again: Whether it was explained before, so that the reasons can be left out.
    """
    reason = "" if again else f", like {rate.answers:,} facts asked once each"
    answers, objects = number(rate.answers, "answer"), number(rate.objects, "object")
    said = (
        f"{rate.count:,} of {answers} are wrong, {percent(rate.share)}. The naive 95 % interval, "
        f"{interval(rate.naive_lower, rate.naive_upper)} %, is computed as if all {answers} were "
        f"independent{reason}. "
    )
    if rate.objects < 2:
        return said + "They are about one object only, which says nothing about others."
    worth = min(rate.worth, rate.answers)
    said += (
        f"The clustered one, {interval(rate.lower, rate.upper)} %, is computed as if there were "
        f"about {worth:,.0f} independent answers"
    )
    if again:
        return f"{said}."
    if worth > ALIKE * rate.answers:
        return f"{said}: answers about one object are hardly more alike than others here."
    return said + (
        f": there are only {objects}, and answers "
        "about one object tend to be right or wrong together. Asking the same objects more often "
        "narrows the naive interval without end, though nothing more is learned about other "
        "facts. Go by the clustered one."
    )


def worst(cells: Sequence[Cell], factor: str, noun: str) -> str:
    """Which value of a factor has most wrong answers, if one stands out.

    It does if its clustered interval lies above the rate of every other.

    Args:
        cells: One for each value.
        factor: The factor.
        noun: What a value is put before, such as "questions".
    """
    ranked = sorted(cells, key=lambda cell: -cell.wrong.share)
    top = ranked[0]
    name = plain(top.factors[factor]).capitalize()
    if top.wrong.count == 0:
        return f"Not one wrong answer in {sum(cell.wrong.answers for cell in cells):,}"
    if len(ranked) == 1:
        return f"{name} {noun}: {percent(top.wrong.share)} wrong"
    if top.wrong.lower > ranked[1].wrong.share:
        return f"{name} {noun} fail most: {percent(top.wrong.share)} wrong"
    last = ranked[-1]
    shares = f"{100 * top.wrong.share:.1f} and {percent(last.wrong.share)} wrong"
    if top.wrong.lower > last.wrong.share:
        return f"{name} {noun} fail more than {plain(last.factors[factor])}: {shares}"
    return f"No kind of {noun} clearly fails more than others: {shares}"
