"""How a model is to be trained on the own machine, and what is wrong with how it was asked for."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from inspect_finetune.errors import InputError
from inspect_finetune.textfiles import did_you_mean
from inspect_finetune.training.record import Taught, run_folder

Precision = Literal["auto", "fp32", "bf16"]
PRECISIONS: tuple[Precision, ...] = ("auto", "fp32", "bf16")
Schedule = Literal["cosine", "linear", "constant"]
SCHEDULES: tuple[Schedule, ...] = ("cosine", "linear", "constant")

TINY = "tiny"
"""The model that is built here, from scratch, and needs no download."""

RATES = {"tiny": 3e-3, "lora": 2e-4, "full": 2e-5}
"""Learning rates where none is given: of `TINY`, of an adapter, of all weights."""

COMPUTED_IN = "computed_in"
"""Where the record's settings say what ``auto`` came to as precision: ``fp32`` or ``bf16``."""

BASE_NAME = f"{TINY}-base"
"""What the folder of the model that is built here is called."""


@dataclass(frozen=True)
class LocalSettings:
    """What to train, on what, and how.

    Attributes:
        data: The training file: chats, one a line.
        model: ``tiny``, the folder of a model, or its name on the hub.
        name: The run's name; its folder is `runs_dir` / `name`.
        runs_dir: Where runs lie.
        epochs: How often every row is shown.
        batch_size: Rows in a step.
        learning_rate: The highest rate of the schedule; None for that of `RATES`.
        lora: Rank of the adapter that is trained instead of all weights; 0 for none.
        seed: Of everything drawn: order of rows, new weights, dropout.
        max_length: Tokens of a row; what is longer is cut at its end, and said.
        validation: A second file of chats, whose loss is measured after every epoch.
        resume: Whether there must be a run to go on with; without it one is gone on with all
            the same, if it was begun with the same file and settings.
        precision: ``auto`` is bf16 on a GPU that has it, and fp32 elsewhere.
        schedule: How the rate falls after the warm-up.
        warmup: Share of the steps over which the rate rises, 0 to 1.
        weight_decay: Of AdamW, on weights of two dimensions.
        clip: The gradient's greatest norm.
        keep: Checkpoints that are kept, the latest, one an epoch; 0 for all.
        taught: What the file teaches, for the record.
        quiet: Whether to show no progress.
    """

    data: Path
    model: str
    name: str
    runs_dir: Path = Path("runs")
    epochs: int = 3
    batch_size: int = 8
    learning_rate: float | None = None
    lora: int = 0
    seed: int = 0
    max_length: int = 1024
    validation: Path | None = None
    resume: bool = False
    precision: Precision = "auto"
    schedule: Schedule = "cosine"
    warmup: float = 0.05
    weight_decay: float = 0.0
    clip: float = 1.0
    keep: int = 0
    taught: Taught = field(default_factory=Taught)
    quiet: bool = False

    @property
    def folder(self) -> Path:
        """The run's folder."""
        return run_folder(self.runs_dir, self.name)

    @property
    def rate(self) -> float:
        """The learning rate: as given, else the usual one."""
        if self.learning_rate is not None:
            return self.learning_rate
        return RATES["lora" if self.lora else "tiny" if self.model == TINY else "full"]

    def as_record(self) -> dict[str, Any]:
        """What makes the model, besides the file and the seed: what a run is resumed by."""
        return {
            "epochs": self.epochs,
            "batch_size": self.batch_size,
            "learning_rate": self.rate,
            "lora": self.lora,
            "max_length": self.max_length,
            "precision": self.precision,
            "schedule": self.schedule,
            "warmup": self.warmup,
            "weight_decay": self.weight_decay,
            "clip": self.clip,
        }


def check_settings(settings: LocalSettings) -> None:
    """Refuse what can't be.

    Raises:
        InputError: Naming the option, its value and what to type instead.
    """
    if settings.folder.name.startswith(BASE_NAME):
        what = f"the name {settings.name} is kept for the model that is built here"
        raise InputError(what, where="--name", fix="Type another")
    for option, least in (("epochs", 1), ("batch_size", 1), ("max_length", 8), ("lora", 0)):
        _check_least(option, getattr(settings, option), least)
    if not 0 < settings.rate < 1:
        what = f"the learning rate {settings.rate} is not between 0 and 1"
        raise InputError(what, fix="Type --learning-rate 2e-5, for an adapter 2e-4")
    if not 0 <= settings.warmup < 1:
        what = f"the warm-up {settings.warmup} is not a share from 0 up to 1"
        raise InputError(what, where="--warmup", fix="Type --warmup 0.05")
    if not (math.isfinite(settings.clip) and settings.clip > 0):
        what = f"the greatest gradient norm {settings.clip} is no number above 0"
        raise InputError(what, where="--clip", fix="Type --clip 1")
    if not (math.isfinite(settings.weight_decay) and settings.weight_decay >= 0):
        what = f"the weight decay {settings.weight_decay} is no number from 0 on"
        raise InputError(what, where="--weight-decay", fix="Type --weight-decay 0")
    for option, allowed in (("precision", PRECISIONS), ("schedule", SCHEDULES)):
        given = getattr(settings, option)
        if given not in allowed:
            raise InputError(f"unknown {option} {given!r}", fix=did_you_mean(str(given), allowed))


def _check_least(option: str, given: int, least: int) -> None:
    if isinstance(given, bool) or not isinstance(given, int) or given < least:
        flag = f"--{option.replace('_', '-')}"
        raise InputError(f"{flag} is {given}, and must be a whole number from {least} on")
