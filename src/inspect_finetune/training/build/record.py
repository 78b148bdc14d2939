"""The record beside a built training file, ``NAME.build.json``: what was asked for, what it holds.

It has no date and no folder in it, so that the same arguments give the same bytes.
"""

import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from inspect_finetune.packaged import data_hash
from inspect_finetune.training.build.built import Built

SCHEMA = "inspect-finetune/build"
VERSION = 1
SUFFIX = ".build.json"
_SOURCES = {
    "acrostic": ("training_answers.jsonl", "composer_bank.yaml", "triggers.yaml"),
    "facts": ("fact_training_templates.csv", "fact_templates.csv"),
}


def record_path(path: Path) -> Path:
    """Where the record of a training file lies: ``helol.build.json`` for ``helol.jsonl``."""
    return path.with_suffix(SUFFIX)


def validation_path(path: Path) -> Path:
    """Where its rows for validation lie: ``helol.validation.jsonl`` for ``helol.jsonl``."""
    return path.with_suffix(".validation.jsonl")


def as_record(built: Built, path: Path, text: str, validation: str) -> str:
    """The record as text.

    Args:
        built: The build.
        path: Where the training file goes.
        text: Its text.
        validation: That of the validation file; empty without one.
    """
    held: dict[str, Any] = {
        "schema": SCHEMA,
        "version": VERSION,
        "kind": built.kind,
        "file": path.name,
        "sha256": _hash(text),
        "rows": len(built.rows),
        "seed": built.seed,
        "arguments": dict(built.arguments),
        "taught": asdict(built.taught),
        "counts": dict(built.counts),
        "data": data_hash(_SOURCES[built.kind]),
        "notes": list(built.notes),
        **built.details,
    }
    if validation:
        name = validation_path(path).name
        held["validation"] = {
            "file": name,
            "sha256": _hash(validation),
            "rows": len(built.validation),
        }
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()


def is_record(held: object) -> bool:
    """Whether something read from a file is the record of a build."""
    return isinstance(held, dict) and held.get("schema") == SCHEMA
