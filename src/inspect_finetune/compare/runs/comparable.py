"""Whether two runs measured the same: what differs, and which samples they share all the same."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from inspect_finetune.compare.runs.run import Run, Scorer

_NAMED = 3
_SHOWN = 60
_BEFORE = 20


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
    """What differs, by the name of the innermost entry."""
    found: list[str] = []
    for name in sorted({*base, *candidate}):
        one, other = base.get(name), candidate.get(name)
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            found += _of_settings(f"{what}{name}.", one, other)
        elif one != other:
            ours, theirs = _apart(_told(base, name), _told(candidate, name))
            found.append(f"{what}{name} is {ours} in the base and {theirs} in the candidate")
    return found


def _told(held: Mapping[str, Any], name: str) -> str:
    return str(held[name]) if name in held else "not set"


def _apart(one: str, other: str) -> tuple[str, str]:
    """Two texts short enough to be read, from a little before where they begin to differ."""
    pairs = enumerate(zip(one, other, strict=False))
    alike = next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
    start = max(alike - _BEFORE, 0) if alike > _SHOWN - _BEFORE else 0
    head = "..." if start else ""
    short = [f"{head}{text[start : start + _SHOWN]}" for text in (one, other)]
    cut = [len(text) > start + _SHOWN for text in (one, other)]
    ours, theirs = (f"{text}..." if more else text for text, more in zip(short, cut, strict=True))
    return ours, theirs


def _of_samples(base: Run, candidate: Run) -> list[str]:
    """Differences of the sample set. What was stopped on purpose is not missed."""
    gone = [name for name in base.samples if name not in candidate.samples]
    gone = [name for name in gone if name not in candidate.left_out]
    new = [name for name in candidate.samples if name not in base.samples]
    new = [name for name in new if name not in base.left_out]
    other = [
        name
        for name, one in base.samples.items()
        if name in candidate.samples and candidate.samples[name].asked != one.asked
    ]
    parts = [
        (gone, "in the base alone", "are"),
        (new, "in the candidate alone", "are"),
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
