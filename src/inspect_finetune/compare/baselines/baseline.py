"""Baselines: runs that others are measured by, kept as one small file."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspect_finetune.compare.baselines.baseline_text import (
    SCHEMA,
    VERSION,
    as_text,
    checksum_of,
    dataset_hash,
)
from inspect_finetune.compare.baselines.target import writable, write_whole
from inspect_finetune.compare.runs.matching import find_runs
from inspect_finetune.compare.runs.run import Run, SampleValues, Scorer
from inspect_finetune.compare.runs.whole import unfit
from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.logs.raw import opened

_HEAD = 4096
_AGAIN = "Bless the log again: inspect-finetune bless LOG --baseline {path}"


@dataclass(frozen=True)
class Baseline:
    """A baseline.

    Attributes:
        runs: Its runs, sorted by task.
        checksum: What the file says its own content sums up to: ``sha256:...``.
        path: The file.
    """

    runs: tuple[Run, ...]
    checksum: str
    path: str


def bless(
    places: Sequence[str],
    path: str | Path,
    cluster: str = "",
    max_unscored: float = 0.0,
    limited: bool = False,
) -> Baseline:
    """Make the runs in files and folders the baseline, in place of an earlier one.

    The file is written whole or not at all, and only if every run is whole.

    Args:
        places: Logs, or folders of them.
        path: The file; its folder is made.
        cluster: The metadata key of the cluster; empty for the one that each log names.
        max_unscored: The largest share of samples that a scorer may leave unscored.
        limited: Whether a run of a part of its dataset is let pass.

    Raises:
        InputError: If there is no readable log, two are of one task, or the file can't be written,
            or holds something that is no baseline.
        UnusableError: If a run failed, or is not whole.
    """
    target = writable(path)
    if target.exists() and target.stat().st_size and not is_baseline(target):
        what = "there is a file that is no baseline"
        raise InputError(what, where=str(target), fix="Name another file with --baseline")
    runs = find_runs(places, cluster)
    for run in runs:
        if found := unfit(run, max_unscored, limited):
            raise UnusableError(f"can't be blessed: {'; '.join(found)}", where=run.location)
    text = as_text(runs)
    write_whole(target, text)
    return _parsed(json.loads(text), str(path))


def is_baseline(place: str | Path) -> bool:
    """Whether a file says that it is a baseline, readable or not.

    Args:
        place: A path, or the URL of a .json file.
    """
    remote = "://" in str(place) and not str(place).startswith("file://")
    if remote and not str(place).endswith(".json"):
        return False
    with suppress(Exception), opened(str(place)) as file:  # whatever a file system raises
        return f'"schema": "{SCHEMA}"'.encode() in file.read(_HEAD)
    return False


def read_baseline(place: str | Path) -> Baseline:
    """Read a baseline.

    Args:
        place: A path, or a URL that fsspec reads.

    Raises:
        InputError: If it can't be read, is of a newer schema, was edited, or is no baseline.
    """
    path = str(place).removeprefix("file://")
    if not path.strip():
        fix = "Name a file; a variable of the shell may be unset"
        raise InputError("an empty name of a baseline", fix=fix)
    return _parsed(_document(path), path)


def _document(path: str) -> object:
    try:
        with opened(path) as file:
            text = file.read()
    except Exception as error:  # whatever the file system behind a URL raises
        said = getattr(error, "strerror", None) or str(error) or type(error).__name__
        fix = f"Bless a log: inspect-finetune bless LOG --baseline {path}"
        raise InputError(f"the baseline can't be read ({said})", where=path, fix=fix) from None
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise _malformed(path, "it is not JSON") from None


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _malformed(path: str, what: str) -> InputError:
    return InputError(f"not a baseline: {what}", where=path, fix=_AGAIN.format(path=path))


def _parsed(document: object, path: str) -> Baseline:
    if not isinstance(document, Mapping) or document.get("schema") != SCHEMA:
        raise _malformed(path, f"its schema is not {SCHEMA}")
    version = document.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        what = f"the baseline is of version {version}, and this inspect-finetune reads {VERSION}"
        raise InputError(what, where=path, fix="Install a newer inspect-finetune")
    checksum = document.get("checksum")
    try:
        whole = checksum_of(document) == checksum
    except (ValueError, TypeError):  # a number that JSON has not got, such as 1e999
        whole = False
    if not whole:
        what = "the baseline was edited by hand: its checksum is that of another text"
        raise InputError(what, where=path, fix=_AGAIN.format(path=path))
    try:
        runs = tuple(_run(told, path) for told in document["runs"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _malformed(path, f"{type(error).__name__} in its runs") from None
    if len({run.task for run in runs}) < len(runs):
        raise _malformed(path, "it holds two runs of one task")
    return Baseline(runs, str(checksum), path)


def _run(told: Mapping[str, Any], path: str) -> Run:
    measures, groups = told["measures"], told["groups"]
    run = Run(
        task=str(told["task"]),
        version=str(told["version"]),
        dataset=str(told["dataset"]),
        scorers=tuple(Scorer(str(one["name"]), dict(one["options"])) for one in told["scorers"]),
        settings=dict(told["settings"]),
        model=str(told["model"]),
        packages=dict(told["packages"]),
        epochs=int(told["epochs"]),
        headline=str(told["headline"]),
        cluster_key=str(told["cluster_key"]),
        samples={
            str(name): _sample(one, measures, groups) for name, one in told["samples"].items()
        },
        unscored={str(name): int(count) for name, count in told["unscored"].items()},
        location=path,
        package=str(told["package"]),
    )
    if dataset_hash(run) != told["dataset_hash"]:
        raise ValueError("dataset_hash")
    return run


def _sample(one: Mapping[str, Any], measures: Sequence[str], groups: Sequence[str]) -> SampleValues:
    values = zip(measures, one["values"], strict=True)
    kinds = zip(groups, one["groups"], strict=True)
    cluster, answers = one["cluster"], float(one["answers"])
    if answers < 0:
        raise ValueError("answers")
    return SampleValues(
        values={name: float(value) for name, value in values if value is not None},
        answers=answers,
        cluster=None if cluster is None else str(cluster),
        asked=str(one["asked"]),
        groups={key: str(value) for key, value in kinds if value is not None},
    )
