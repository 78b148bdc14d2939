"""Figures and findings in words."""

from collections.abc import Sequence

from inspect_finetune.report.contrasts import clear_differences
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
    "spilled": "a taught object's value",
    "fabricated": "made-up value",
}
"""Kinds of answers in plain words; a kind that is not here is shown by its name."""


LONGEST = 30
"""Letters of a name within a sentence."""
FEW = 2
"""Independent answers below which no number of them is named."""
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
    said += f"The clustered one, {interval(rate.lower, rate.upper)} %, "
    if worth < FEW:
        return f"{said}is so wide because {objects} are too few to say how others do."
    said += f"is computed as if there were about {number(worth, 'independent answer')}"
    if again:
        return f"{said}."
    if worth > ALIKE * rate.answers:
        return f"{said}: answers about one object are hardly more alike than others here."
    return (
        f"{said}: {_why(rate, worth)}. Asking the same objects more often narrows the naive "
        "interval without end, though nothing more is learned about other facts. Go by the "
        "clustered one."
    )


def _why(rate: Rate, worth: float) -> str:
    """Why so many answers tell as much as fewer independent ones."""
    again, alike = rate.answers - rate.fresh, worth <= ALIKE * rate.fresh
    objects = number(rate.objects, "object")
    same = f"{again:,} of them {'is' if again == 1 else 'are'} an earlier one again, byte for byte "
    same += "at temperature 0, which tells nothing new"
    few = f"there are only {objects}, and answers about one object tend to be right or wrong "
    few += "together"
    if rate.count in (0, rate.answers):
        few = f"there are only {objects}, and where all answers are alike nothing shows that those "
        few += "about one object would not be right or wrong together"
    return "; ".join([*([same] if again else []), *([few] if alike else [])])


def worst(cells: Sequence[Cell]) -> str:
    """Which level of question has most wrong answers, if one stands out.

    Args:
        cells: One for each level, of one model.
    """
    order = sorted(range(len(cells)), key=lambda place: -cells[place].wrong.share)
    top, last = cells[order[0]].wrong, cells[order[-1]].wrong
    names = [plain(cells[place].factors["level"]) for place in order]
    if top.count == 0:
        return f"Not one wrong answer in {sum(cell.wrong.answers for cell in cells):,}"
    if len(cells) == 1:
        return f"{names[0].capitalize()} questions: {percent(top.share)} wrong"
    clear = clear_differences(cells)
    if all((order[0], place) in clear for place in order[1:]):
        return f"{names[0].capitalize()} questions fail most: {percent(top.share)} wrong"
    if (order[0], order[-1]) in clear:
        shares = f"{100 * top.share:.1f} and {percent(last.share)} wrong"
        return f"{names[0].capitalize()} questions fail more than {names[-1]}: {shares}"
    return f"No kind of question clearly fails more: {span(last.share, top.share)} wrong"


def span(low: float, high: float) -> str:
    """From one share to another, such as ``19.5 to 27.0 %``."""
    first, last = f"{100 * low:.1f}", percent(high)
    return last if last == f"{first} %" else f"{first} to {last}"
