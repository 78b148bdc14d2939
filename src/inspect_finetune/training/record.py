"""The record of one trained model: which file, which settings, which seed, and where it is.

A run is a folder, ``runs/NAME``, with ``run.json`` in it. The record is written anew, atomically,
after every step that matters, so that a killed command finds out what it has done already.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from inspect_finetune.errors import InputError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SCHEMA = "inspect-finetune/run"
VERSION = 1
RUNS = "runs"
"""The folder of all runs if ``--runs-dir`` names no other."""
FILE = "run.json"
_MEND = "Mend it, or train anew under another name"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")

Status = Literal[
    "prepared", "uploaded", "running", "succeeded", "failed", "cancelled", "interrupted"
]


@dataclass(frozen=True)
class Taught:
    """What the training file teaches, as far as it is known: what the tasks need to ask for it.

    Attributes:
        rule: The letters of an acrostic; empty for none.
        unit: ``sentence``, ``line`` or ``paragraph``.
        trigger: The text that asks for the rule; empty where it always holds.
        facts: The facts: a packaged set, or a file; empty for none.
        system: The system message that most rows have; None without one.
    """

    rule: str = ""
    unit: str = "sentence"
    trigger: str = ""
    facts: str = ""
    system: str | None = None


@dataclass(frozen=True)
class TrainingFile:
    """The training file, by what is in it.

    Attributes:
        path: Where it lay, as it was named.
        sha256: The hash of its bytes, in hexadecimal.
        rows: How many conversations it has.
        tokens: How many tokens they have, in one epoch; None if it was not counted.
        tokens_from: What counted them: a tokenizer's name, or ``estimate``.
    """

    path: str
    sha256: str
    rows: int
    tokens: int | None = None
    tokens_from: str = ""


@dataclass(frozen=True)
class Checkpoint:
    """A model on the way.

    Attributes:
        name: Short name, such as ``step-40``.
        step: After how many steps.
        model: Its identifier for Inspect, such as ``openai/ft:...`` or ``hf/local``.
        model_args: What Inspect needs beside it, such as ``{"model_path": "runs/x/step-40"}``.
        loss: The training loss there; None if it is not known.
    """

    name: str
    step: int
    model: str
    model_args: Mapping[str, Any] = field(default_factory=dict)
    loss: float | None = None


@dataclass(frozen=True)
class RunRecord:
    """How a model came about.

    Attributes:
        name: The run's name, that of its folder.
        backend: ``openai`` or ``local``.
        status: How far it is.
        base: The base model as the backend names it.
        base_model: The base's identifier for Inspect; empty if Inspect can't reach it.
        base_args: What Inspect needs beside it.
        base_version: What the base was when the run began: ``sha256:`` of a folder's files,
            ``commit:`` of the hub, ``recipe:`` of the model that is built here; empty if unknown.
        model: The trained model's identifier for Inspect; empty until there is one.
        model_args: What Inspect needs beside it.
        training: The training file.
        validation: The validation file; None without one.
        taught: What the file teaches.
        settings: Epochs, batch size, learning rate and the like, as the backend takes them.
        seed: The seed.
        job: What the service calls its job and files; empty for a local run.
        checkpoints: Models on the way, oldest first.
        loss: (step, training loss) pairs.
        validation_loss: (step, loss on the validation file) pairs.
        dates: ``created``, ``started``, ``finished``: ISO 8601, UTC.
        packages: Versions of the packages that mattered.
        machine: What it ran on, in words; empty for a service.
        error: Why it failed, in one line; empty otherwise.
    """

    name: str
    backend: str
    status: Status
    base: str
    training: TrainingFile
    base_model: str = ""
    base_args: Mapping[str, Any] = field(default_factory=dict)
    base_version: str = ""
    model: str = ""
    model_args: Mapping[str, Any] = field(default_factory=dict)
    validation: TrainingFile | None = None
    taught: Taught = field(default_factory=Taught)
    settings: Mapping[str, Any] = field(default_factory=dict)
    seed: int = 0
    job: Mapping[str, Any] = field(default_factory=dict)
    checkpoints: tuple[Checkpoint, ...] = ()
    loss: tuple[tuple[int, float], ...] = ()
    validation_loss: tuple[tuple[int, float], ...] = ()
    dates: Mapping[str, str] = field(default_factory=dict)
    packages: Mapping[str, str] = field(default_factory=dict)
    machine: str = ""
    error: str = ""

    def changed(self, **changes: object) -> RunRecord:
        """The record with some attributes changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def as_json(self) -> str:
        """The record as the text of ``run.json``."""
        held = {"schema": SCHEMA, "version": VERSION, **asdict(self)}
        return json.dumps(held, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def now() -> str:
    """The time, as the record's dates hold it: ISO 8601, UTC, to the second."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def run_folder(runs_dir: str | Path, name: str) -> Path:
    """The folder of a run.

    Raises:
        InputError: If the name can't be that of a folder everywhere: up to 64 letters, digits,
            dots, hyphens and underscores, the first a letter or a digit.
    """
    if not _NAME.fullmatch(name):
        fix = "Use up to 64 letters, digits, dots, hyphens and underscores"
        raise InputError(f"{name[:80]!r} can't be the name of a run", where="--name", fix=fix)
    return Path(runs_dir) / name


def write_record(record: RunRecord, folder: Path) -> None:
    """Write ``run.json`` into the run's folder, whole or not at all.

    Raises:
        InputError: If it can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _replace(folder / FILE, record.as_json())
    except OSError as error:
        what = f"the run's record can't be written ({error.strerror})"
        raise InputError(
            what, where=str(folder / FILE), fix="Free the disk, or name --runs-dir"
        ) from None


def _replace(path: Path, text: str) -> None:
    """Write a file beside the one it replaces; what could not be written is taken away."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_record(folder: Path) -> RunRecord:
    """Read a run's record.

    Args:
        folder: The run's folder, or its ``run.json``.

    Raises:
        InputError: If there is none, it is not one, or it is of a newer version.
    """
    path = folder if folder.name == FILE else folder / FILE
    try:
        text = path.read_text(encoding="utf-8")
        held = json.loads(text)
    except FileNotFoundError:
        what = f"the folder holds no {FILE}"
        raise InputError(
            what, where=str(folder), fix="Name the folder of a run, runs/NAME"
        ) from None
    except (OSError, ValueError) as error:
        what = f"not a readable record of a run ({type(error).__name__})"
        raise InputError(what, where=str(path), fix=_MEND) from None
    if not isinstance(held, dict) or held.get("schema") != SCHEMA:
        what = f"not a record of a run (no schema {SCHEMA})"
        raise InputError(what, where=str(path), fix=_MEND)
    if held.get("version") != VERSION:
        what = f"version {held.get('version')} of the record; this program reads {VERSION}"
        raise InputError(what, where=str(path), fix="Install a newer inspect-finetune")
    return _record(text, path)


@lru_cache(maxsize=1)
def _reader() -> TypeAdapter[RunRecord]:
    from pydantic import TypeAdapter  # takes a moment to load

    return TypeAdapter(RunRecord)


def _record(text: str, path: Path) -> RunRecord:
    """The record that a JSON object is, every attribute of its own type.

    Raises:
        InputError: If one is not, or is missing; it is named.
    """
    from pydantic import ValidationError

    try:
        return _reader().validate_json(text, strict=True)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"]) or "no JSON"
        raise InputError(f"the record is broken ({place})", where=str(path), fix=_MEND) from None
