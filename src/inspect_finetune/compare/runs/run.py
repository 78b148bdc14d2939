"""One run of one task, as a comparison needs it: whose values, of what, under which settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class SampleValues:
    """What one sample was given, over all its epochs.

    Attributes:
        values: The mean over epochs of every measure that is known: ``scorer`` for a scalar score,
            ``scorer.key`` for each key of a dictionary. What is unknown (unscored, NaN) is absent.
        answers: How many independent answers the values are means of: the sum over epochs of
            ``counted`` or ``answers`` where the score has them, else the number of epochs.
        cluster: The value of the cluster's metadata key; None where there is none.
        asked: A short hash of input, choices and target, to see that two runs asked the same.
        groups: Metadata by which samples may be chosen (``level``: ``direct``).
    """

    values: Mapping[str, float]
    answers: float
    cluster: str | None
    asked: str
    groups: Mapping[str, str]


@dataclass(frozen=True)
class Scorer:
    """A scorer as the log names it: name and arguments."""

    name: str
    options: Mapping[str, Any]


@dataclass(frozen=True)
class Run:
    """One run of one task.

    Attributes:
        task: The task's name without its package, with its channel in brackets if it has one:
            ``rule_introspection[choice]``.
        version: The task's version as text; its comparable part is what stands before ``-``.
        dataset: The dataset's name.
        scorers: The scorers and their arguments.
        settings: The settings of generation that may change answers (temperature, max_tokens, ...);
            those that are not set are absent. Never a key or a URL.
        model: The model's identifier, with arguments that tell models apart, secrets left out.
        packages: Versions of inspect_ai and of this package.
        epochs: How often each sample was run.
        headline: The measure that the task reports first; empty if it is not known.
        cluster_key: The metadata key of the cluster; empty if samples are their own.
        samples: What each sample was given, by its id.
        unscored: For every scorer, how many samples (epochs counted apart) it left unscored.
        errors: Samples that ended in an error.
        missing: Samples that were planned and are not in the log (not those stopped on purpose).
        skipped: Samples that early stopping left out.
        stopped: What the early stopping noted, whether it stopped the run or watched it to its
            end; None where there was none.
        location: Where the log or baseline lies.
        package: The package that the task's name was given with, such as ``inspect_evals``; may be
            empty.
        partial: For every key that a scorer's dictionary has only sometimes, and no metadata tell
            when, how many times it has not (epochs counted apart). A baseline doesn't keep it.
        left_out: Ids of samples that early stopping left out in every epoch or some.
        limited: How much of its dataset it was planned to run, if not all of it: ``20 of 50
            samples``.
        problems: What keeps the run from being concluded from, beside errors and missing samples:
            it did not succeed, its scores were edited, ...; a sentence each, without full stop.
    """

    task: str
    version: str
    dataset: str
    scorers: tuple[Scorer, ...]
    settings: Mapping[str, Any]
    model: str
    packages: Mapping[str, str]
    epochs: int
    headline: str
    cluster_key: str
    samples: Mapping[str, SampleValues]
    unscored: Mapping[str, int] = field(default_factory=dict)
    errors: int = 0
    missing: int = 0
    skipped: int = 0
    stopped: Mapping[str, Any] | None = None
    location: str = ""
    package: str = ""
    partial: Mapping[str, int] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    limited: str = ""
    problems: tuple[str, ...] = ()

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """Every measure that some sample has, sorted."""
        return tuple(sorted({name for one in self.samples.values() for name in one.values}))
