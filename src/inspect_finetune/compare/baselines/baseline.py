"""Baselines: runs that others are measured by, kept as one small file."""

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from inspect_finetune.compare.baselines.baseline_text import (
    SCHEMA,
    VERSION,
    as_text,
    checksum_of,
    dataset_hash,
)
from inspect_finetune.compare.runs.matching import find_runs
from inspect_finetune.compare.runs.run import Run, SampleValues, Scorer
from inspect_finetune.compare.runs.whole import reasons
from inspect_finetune.errors import InputError, UnusableError

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
    places: Sequence[str], path: str | Path, cluster: str = "", max_unscored: float = 0.0
) -> Baseline:
    """Make the runs in files and folders the baseline, in place of an earlier one.

    The file is written whole or not at all, and only if every run is whole.

    Args:
        places: Logs, or folders of them.
        path: The file; its folder is made.
        cluster: The metadata key of the cluster; empty for the one that each log names.
        max_unscored: The largest share of samples that a scorer may leave unscored.

    Raises:
        InputError: If there is no readable log, two are of one task, or the file can't be written.
        UnusableError: If a run failed, or is not whole.
    """
    runs = find_runs(places, cluster)
    for run in runs:
        found = reasons(run, max_unscored)
        if run.skipped:
            found.append("it was stopped early, and a baseline has to be whole")
        if found:
            raise UnusableError(f"can't be blessed: {'; '.join(found)}", where=run.location)
    text = as_text(runs)
    _write(Path(path), text)
    return _parsed(json.loads(text), str(path))


def _write(path: Path, text: str) -> None:
    """Write a file in one step, so that nobody ever reads half of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "w",
            encoding="ascii",
            newline="\n",
            dir=path.parent,
            prefix=f".{path.name}.",
            delete=False,
        ) as file:
            try:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).chmod(_mode(path))
                Path(file.name).replace(path)
            except BaseException:
                with suppress(OSError):
                    Path(file.name).unlink()
                raise
    except OSError as error:
        what = f"the baseline can't be written ({error.strerror or error})"
        raise InputError(what, where=str(path), fix="Name another file with --baseline") from None


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced; those of any new file else."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def is_baseline(path: str | Path) -> bool:
    """Whether a local file says that it is a baseline, readable or not."""
    with suppress(OSError, ValueError), Path(path).open("rb") as file:
        return f'"schema": "{SCHEMA}"'.encode() in file.read(_HEAD)
    return False


def read_baseline(path: str | Path) -> Baseline:
    """Read a baseline.

    Raises:
        InputError: If it can't be read, is of a newer schema, was edited, or is no baseline.
    """
    return _parsed(_document(Path(path)), str(path))


def _document(path: Path) -> object:
    try:
        return json.loads(path.read_bytes(), parse_constant=_refuse_constant)
    except OSError as error:
        what = f"the baseline can't be read ({error.strerror or error})"
        fix = f"Bless a log: inspect-finetune bless LOG --baseline {path}"
        raise InputError(what, where=str(path), fix=fix) from None
    except (ValueError, RecursionError):
        raise _malformed(str(path), "it is not JSON") from None


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
    cluster = one["cluster"]
    return SampleValues(
        values={name: float(value) for name, value in values if value is not None},
        answers=float(one["answers"]),
        cluster=None if cluster is None else str(cluster),
        asked=str(one["asked"]),
        groups={key: str(value) for key, value in kinds if value is not None},
    )
