"""Writing a build: the file, its rows for validation and its record, all of them or none."""

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from inspect_finetune.errors import InputError
from inspect_finetune.training.build.built import Built, as_jsonl
from inspect_finetune.training.build.record import (
    as_record,
    is_record,
    record_path,
    validation_path,
)


@dataclass(frozen=True)
class Written:
    """What was written.

    Attributes:
        path: The training file.
        record: Its record.
        validation: The rows for validation; None without any.
        text: The record as text.
    """

    path: Path
    record: Path
    validation: Path | None
    text: str


def check_out(path: Path) -> None:
    """Check the name of a training file, before anything is built.

    Raises:
        InputError: If it does not end in ``.jsonl``, or is a folder, or its folder is missing.
    """
    if path.suffix != ".jsonl" or path.name.endswith(".validation.jsonl"):
        what = "a training file is named .jsonl (NAME.validation.jsonl is for validation)"
        raise InputError(what, where=str(path), fix=f"--out {path.stem or 'train'}.jsonl")
    if path.is_dir():
        raise InputError("this is a folder", where=str(path), fix="Name a file with --out")
    if not path.parent.is_dir():
        what = "the folder does not exist"
        raise InputError(what, where=str(path.parent), fix=f"mkdir -p {path.parent}")


def write_built(built: Built, path: Path, force: bool) -> Written:
    """Write a build.

    A file that is there already may stay if it has the same bytes, and the record of an earlier
    build is replaced with it; anything else is replaced only if `force` says so.

    Raises:
        InputError: As `check_out`; also if a file is in the way or can't be written.
    """
    check_out(path)
    text = as_jsonl(built.rows, built.taught.system)
    validation = as_jsonl(built.validation, built.taught.system) if built.validation else ""
    record = as_record(built, path, text, validation)
    texts = {path: text}
    if validation:
        texts[validation_path(path)] = validation
    if not force:
        for place, wanted in texts.items():
            _refuse_other(place, wanted)
        _refuse_stranger(record_path(path))
    # the record last: until then it does not fit the file, and nobody believes it
    _write_all({**texts, record_path(path): record})
    return Written(path, record_path(path), validation_path(path) if validation else None, record)


def _refuse_other(path: Path, wanted: str) -> None:
    """Refuse to replace a file that holds something else."""
    try:
        same = not path.exists() or path.read_bytes() == wanted.encode("utf-8")
    except OSError:
        same = False
    if not same:
        what = "the file is there already, with other rows"
        raise InputError(
            what, where=str(path), fix="Name another --out, or replace it with --force"
        )


def _refuse_stranger(path: Path) -> None:
    """Refuse to replace a file that is no record of a build."""
    try:
        ours = not path.exists() or is_record(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        ours = False
    if not ours:
        what = "the file is there already, and no record of a build"
        raise InputError(
            what, where=str(path), fix="Name another --out, or replace it with --force"
        )


def _write_all(texts: dict[Path, str]) -> None:
    """Write every file aside, then move them into place."""
    aside: dict[Path, Path] = {}
    path = next(iter(texts))
    try:
        for path, text in texts.items():
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
            aside[path] = Path(name)
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(name).chmod(0o666 & ~_umask())
        for path, temporary in aside.items():
            temporary.replace(path)
    except OSError as error:
        what = f"the file can't be written ({error.strerror or error})"
        raise InputError(what, where=str(path), fix="Name another place with --out") from None
    finally:
        for temporary in aside.values():
            temporary.unlink(missing_ok=True)


def _umask() -> int:
    """What the user's new files are kept from; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
