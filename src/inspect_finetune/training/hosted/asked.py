"""What is asked of the service: all that decides which model is trained, and so what is paid."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any, Literal

from inspect_finetune.errors import InputError
from inspect_finetune.training.record import RunRecord, TrainingFile

AUTO: Literal["auto"] = "auto"
RUN, HASH, REQUEST, ATTEMPT = (
    "inspect_finetune_run",
    "inspect_finetune_sha256",
    "inspect_finetune_request",
    "inspect_finetune_attempt",
)
"""Keys of a job's metadata, by which it is found again."""

LONGEST_SUFFIX = 64
"""Characters of a suffix that OpenAI takes."""


@dataclass(frozen=True)
class Asked:
    """A fine-tuning job, before it is one.

    Attributes:
        name: The run's name.
        base: The base model, as the service names it.
        training: The training file.
        validation: The validation file; None without one.
        suffix: What the service puts into the model's name.
        epochs: Passes over the training file; ``auto`` leaves it to the service.
        batch_size: Rows in a step.
        multiplier: What the service's learning rate is multiplied by.
        seed: The seed.
    """

    name: str
    base: str
    training: TrainingFile
    validation: TrainingFile | None = None
    suffix: str = ""
    epochs: int | Literal["auto"] = AUTO
    batch_size: int | Literal["auto"] = AUTO
    multiplier: float | Literal["auto"] = AUTO
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse a suffix that is too long.

        Raises:
            InputError: If it is.
        """
        if len(self.suffix) > LONGEST_SUFFIX:
            what = f"the suffix has {len(self.suffix)} characters"
            raise InputError(what, where="--suffix", fix=f"Use up to {LONGEST_SUFFIX}")

    @classmethod
    def of(cls, record: RunRecord) -> Asked:
        """What was asked for in a run that has a record."""
        held = record.settings
        return cls(
            name=record.name,
            base=record.base,
            training=record.training,
            validation=record.validation,
            suffix=str(held.get("suffix", "")),
            epochs=held.get("epochs", AUTO),
            batch_size=held.get("batch_size", AUTO),
            multiplier=held.get("learning_rate_multiplier", AUTO),
            seed=record.seed,
        )

    @property
    def settings(self) -> dict[str, Any]:
        """The settings, as the record holds them."""
        return {
            "epochs": self.epochs,
            "batch_size": self.batch_size,
            "learning_rate_multiplier": self.multiplier,
            "suffix": self.suffix,
        }

    @property
    def method(self) -> dict[str, Any]:
        """The argument ``method`` of the job."""
        hyperparameters = {
            "n_epochs": self.epochs,
            "batch_size": self.batch_size,
            "learning_rate_multiplier": self.multiplier,
        }
        return {"type": "supervised", "supervised": {"hyperparameters": hyperparameters}}

    @property
    def facts(self) -> dict[str, Any]:
        """All that decides which model is trained, in words for messages."""
        return {
            "training file": self.training.sha256,
            "validation file": self.validation.sha256 if self.validation else "none",
            "model": self.base,
            "seed": self.seed,
            **{name.replace("_", " "): value for name, value in self.settings.items()},
        }

    @property
    def fingerprint(self) -> str:
        """A short hash of name and facts: the same for the same command, whenever it is typed."""
        text = json.dumps([self.name, self.facts], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def metadata(self, attempt: int) -> dict[str, str]:
        """What the job carries, so that it is found again without its id."""
        return {
            RUN: self.name,
            HASH: self.training.sha256,
            REQUEST: self.fingerprint,
            ATTEMPT: str(attempt),
        }


def upload_name(file: TrainingFile) -> str:
    """The name that the file's bytes have at the service: the same bytes, the same name."""
    return f"inspect-finetune-{file.sha256[:16]}.jsonl"


def is_upload_name(name: str) -> bool:
    """Whether a name at the service is one that `upload_name` gave: then it tells the bytes."""
    return bool(re.fullmatch(r"inspect-finetune-[0-9a-f]{16}\.jsonl", name))


def suffix_of(name: str) -> str:
    """A run's name as a suffix: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9-]+", "-", name.casefold()).strip("-")[:LONGEST_SUFFIX]
