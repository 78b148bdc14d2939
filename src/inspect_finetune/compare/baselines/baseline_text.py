"""A baseline as text: sorted, one line a sample, the same to the byte for the same runs."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from inspect_finetune.compare.runs.run import Run, SampleValues

SCHEMA, VERSION = "inspect-finetune/baseline", 1
_DIGITS = 12
_MOST_KINDS = 50
"""Values that a metadata key may take to be kept for choosing samples; more name the samples."""


def as_text(runs: Sequence[Run]) -> str:
    """The file's text.

    Args:
        runs: Whole runs, one of each task, in any order.
    """
    told = [_run(run) for run in sorted(runs, key=lambda run: run.task)]
    head: dict[str, Any] = {"schema": SCHEMA, "version": VERSION}
    head["checksum"] = checksum_of({**head, "runs": told})
    lines = [f'"{name}": {_json(value)},' for name, value in head.items()]
    return "\n".join(["{", *lines, '"runs": [', ",\n".join(map(_run_text, told)), "]", "}", ""])


def checksum_of(document: Mapping[str, Any]) -> str:
    """SHA-256 of all but the checksum, as sorted JSON without spaces, in ASCII."""
    rest = {name: value for name, value in document.items() if name != "checksum"}
    return f"sha256:{sha256(_json(rest).encode('ascii')).hexdigest()}"


def dataset_hash(run: Run) -> str:
    """A hash of what was asked: ids of samples, inputs, choices and targets."""
    asked = [[name, run.samples[name].asked] for name in sorted(run.samples)]
    return f"sha256:{sha256(_json(asked).encode('ascii')).hexdigest()}"


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, allow_nan=False, separators=(",", ":"))


def _run_text(told: Mapping[str, Any]) -> str:
    """A run: a line for each thing it says, then a line for each sample."""
    lines = [f'"{name}": {_json(told[name])},' for name in sorted(told) if name != "samples"]
    rows = [f"{_json(name)}: {_json(told['samples'][name])}" for name in sorted(told["samples"])]
    return "\n".join(["{", *lines, '"samples": {', ",\n".join(rows), "}", "}"])


def _run(run: Run) -> dict[str, Any]:
    measures, groups = run.measures, _kinds(run)
    return {
        "cluster_key": run.cluster_key,
        "dataset": run.dataset,
        "dataset_hash": dataset_hash(run),
        "epochs": run.epochs,
        "groups": groups,
        "headline": run.headline,
        "measures": list(measures),
        "model": run.model,
        "package": run.package,
        "packages": dict(run.packages),
        "samples": {name: _sample(one, measures, groups) for name, one in run.samples.items()},
        "scorers": [{"name": one.name, "options": _rounded(one.options)} for one in run.scorers],
        "settings": _rounded(run.settings),
        "task": run.task,
        "unscored": dict(run.unscored),
        "version": run.version,
    }


def _kinds(run: Run) -> list[str]:
    """The metadata keys that sort samples into few kinds."""
    kinds: dict[str, set[str]] = {}
    for one in run.samples.values():
        for key, value in one.groups.items():
            kinds.setdefault(key, set()).add(value)
    return sorted(key for key, values in kinds.items() if len(values) <= _MOST_KINDS)


def _sample(one: SampleValues, measures: Sequence[str], groups: Sequence[str]) -> dict[str, Any]:
    return {
        "answers": _rounded(one.answers),
        "asked": one.asked,
        "cluster": one.cluster,
        "groups": [one.groups.get(key) for key in groups],
        "values": [_rounded(one.values.get(measure)) for measure in measures],
    }


def _rounded(value: object) -> object:
    """The same with floats of twelve digits; whole numbers without a point."""
    if isinstance(value, float):
        short = float(f"{value:.{_DIGITS}g}")
        return int(short) if short.is_integer() and abs(short) < 1e15 else short
    if isinstance(value, Mapping):
        return {name: _rounded(part) for name, part in value.items()}
    return [_rounded(part) for part in value] if isinstance(value, list) else value
