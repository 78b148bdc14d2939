"""Whether two runs measured the same: what differs, and which samples they share all the same."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from inspect_finetune.compare.runs.run import Run, Scorer

_NAMED = 3
_SHOWN = 60


def differences(base: Run, candidate: Run) -> list[str]:
    """Everything that keeps two runs from being compared, a sentence each, without full stop.

    Model, seed, repeats, epochs, connections and versions of packages may differ; of the task's
    version what follows the hyphen may.
    """
    found = []
    if base.task != candidate.task:
        found.append(f"the task is {base.task} in the base and {candidate.task} in the candidate")
    elif _number(base.version) != _number(candidate.version):
        found.append(
            f"the task's version is {base.version} in the base and {candidate.version} in the"
            " candidate"
        )
    return [
        *found,
        *_of_scorers(base.scorers, candidate.scorers),
        *_of_settings("the setting ", base.settings, candidate.settings),
        *_of_samples(base, candidate),
    ]


def shared(base: Run, candidate: Run) -> tuple[Run, Run]:
    """The two runs with only the samples that both have and that were asked alike."""
    names = {
        name
        for name, one in base.samples.items()
        if (other := candidate.samples.get(name)) is not None and other.asked == one.asked
    }
    return _only(base, names), _only(candidate, names)


def _only(run: Run, names: Collection[str]) -> Run:
    return replace(run, samples={name: one for name, one in run.samples.items() if name in names})


def _number(version: str) -> str:
    """The comparable part of a version: ``2`` of ``2-A``."""
    return version.partition("-")[0]


def _of_scorers(base: Collection[Scorer], candidate: Collection[Scorer]) -> list[str]:
    ours, theirs = ([one.name for one in side] for side in (base, candidate))
    if ours != theirs:
        told = [", ".join(side) or "none" for side in (ours, theirs)]
        return [f"the scorers are {told[0]} in the base and {told[1]} in the candidate"]
    return [
        said
        for one, other in zip(base, candidate, strict=True)
        for said in _of_settings(f"scorer {one.name}'s argument ", one.options, other.options)
    ]


def _of_settings(what: str, base: Mapping[str, Any], candidate: Mapping[str, Any]) -> list[str]:
    return [
        f"{what}{name} is {_told(base, name)} in the base and {_told(candidate, name)} in the"
        " candidate"
        for name in sorted({*base, *candidate})
        if base.get(name) != candidate.get(name)
    ]


def _told(held: Mapping[str, Any], name: str) -> str:
    if name not in held:
        return "not set"
    text = str(held[name])
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def _of_samples(base: Run, candidate: Run) -> list[str]:
    """Differences of the sample set. What was stopped on purpose is not missed."""
    gone = [name for name in base.samples if name not in candidate.samples]
    new = [name for name in candidate.samples if name not in base.samples]
    other = [
        name
        for name, one in base.samples.items()
        if name in candidate.samples and candidate.samples[name].asked != one.asked
    ]
    parts = [
        ([] if candidate.skipped else gone, "in the base alone", "are"),
        ([] if base.skipped else new, "in the candidate alone", "are"),
        (other, "asked otherwise (another input, choice or target)", "were"),
    ]
    total = len(base.samples.keys() | candidate.samples.keys())
    return [
        f"{len(names):,} of {total:,} samples {verb} {what}: {_examples(names)}"
        for names, what, verb in parts
        if names
    ]


def _examples(names: list[str]) -> str:
    shown = ", ".join(name[:_SHOWN] for name in sorted(names)[:_NAMED])
    return f"{shown}, ..." if len(names) > _NAMED else shown
