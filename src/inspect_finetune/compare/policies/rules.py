"""What a policy asks of a measure."""

from dataclasses import dataclass, field
from typing import Literal

Must = Literal["not_fall", "rise", "not_rise", "fall", "track"]


@dataclass(frozen=True)
class Rule:
    """What is asked of one measure.

    Attributes:
        must: ``not_fall``, ``rise``; ``not_rise`` and ``fall`` where lower is better; ``track``
            asks nothing.
        margin: The largest fall (or rise) that still passes, in the measure's unit, >= 0.
        at_least: A value that the candidate must reach; None asks nothing.
        at_most: A value that it must not exceed; None asks nothing.
        given: Whether somebody chose the margin; else it is the default, which is meant for shares.
    """

    must: Must = "not_fall"
    margin: float = 0.05
    at_least: float | None = None
    at_most: float | None = None
    given: bool = field(default=True, compare=False)


@dataclass(frozen=True)
class Policy:
    """What is asked of which measures.

    Attributes:
        tasks: (pattern of task names, {pattern of measures: rule}), in the order of the file; the
            first pattern that fits a task counts. ``headline`` stands for the task's headline.
        alpha: How often an unchanged model may be called a regression, over all measures.
        margin: The margin where a rule gives none.
        power: The power that "detectable" and "needed" are about.
        location: Where it was read from, for messages; ``the default policy`` if packaged.
        given: Whether somebody chose that margin.
        strict: Whether a measure that is named and missing is an error; not in the default policy.
    """

    tasks: tuple[tuple[str, tuple[tuple[str, Rule], ...]], ...]
    alpha: float = 0.05
    margin: float = 0.05
    power: float = 0.8
    location: str = "the default policy"
    strict: bool = True
    given: bool = False
