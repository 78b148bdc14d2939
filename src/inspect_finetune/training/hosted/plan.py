"""What a command would do, before anything is sent that costs."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, replace
from typing import Any

from inspect_finetune.training.hosted.asked import AUTO, Asked
from inspect_finetune.training.hosted.asking import Patience
from inspect_finetune.training.hosted.base import Base, look_up
from inspect_finetune.training.hosted.begin import Order, differences, existing
from inspect_finetune.training.hosted.service import Service
from inspect_finetune.training.hosted.train import OPENAI
from inspect_finetune.training.hosted.view import View
from inspect_finetune.training.record import TrainingFile
from inspect_finetune.training.tokens import ESTIMATE

SCHEMA = "inspect-finetune/training-plan"
NOTE = (
    "November 2026: OpenAI has announced that self-serve fine-tuning ends there in January 2027. "
    "Any other service that answers in the same way is used with --base-url."
)
# Inspect sends OpenAI models with these words in their names to another API (0.3.285).
_MISROUTED = ("codex", "deep-research")


@dataclass(frozen=True)
class Plan:
    """A dry run.

    Attributes:
        order: The command.
        objections: What makes a service reject the files.
        epochs: How many epochs there will be; a guess if the service is to choose.
        base: What the service says of the base model.
        begun: What there is already of the run, in words; empty for nothing.
        notes: What else should be known.
    """

    order: Order
    objections: tuple[str, ...]
    epochs: int
    base: Base
    begun: str
    notes: tuple[str, ...]

    @property
    def is_fit(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.objections and not self.base.objection

    @property
    def total_tokens(self) -> int:
        """Tokens that will be trained on, in all epochs."""
        return (self.order.asked.training.tokens or 0) * self.epochs

    def as_dict(self) -> dict[str, Any]:
        """The plan as plain data."""
        asked = self.order.asked
        return {
            "schema": SCHEMA,
            "version": 1,
            "dry_run": True,
            "name": asked.name,
            "base": asked.base,
            "shutdown_date": self.base.shutdown or None,
            "service": self.order.url,
            "training": asdict(asked.training),
            "validation": asdict(asked.validation) if asked.validation else None,
            "settings": asked.settings,
            "seed": asked.seed,
            "expected_epochs": self.epochs,
            "expected_tokens": self.total_tokens,
            "objections": [*self.objections, *filter(None, [self.base.objection])],
            "begun": self.begun,
            "notes": list(self.notes),
        }


def plan(order: Order, objections: tuple[str, ...]) -> Plan:
    """Look at what a command would do; the service is asked for the base model only."""
    asked = order.asked
    return Plan(
        order,
        objections,
        asked.epochs if asked.epochs != AUTO else usual_epochs(asked.training.rows),
        _base(order),
        _begun(order),
        tuple(_notes(order)),
    )


def usual_epochs(rows: int) -> int:
    """How many epochs OpenAI takes by itself, about.

    Three, more if they show fewer than 100 rows, fewer if they show more than 25,000 (OpenAI
    cookbook, "Data preparation and analysis for chat model fine-tuning").
    """
    if rows * 3 < 100:
        return min(25, 100 // max(rows, 1))
    return max(1, 25_000 // rows) if rows * 3 > 25_000 else 3


def rows_of(found: Plan) -> list[tuple[str, str]]:
    """The plan as (what, value) pairs for the screen."""
    asked, training = found.order.asked, found.order.asked.training
    about = "about " if training.tokens_from == ESTIMATE else ""
    how = (
        "an estimate"
        if training.tokens_from == ESTIMATE
        else f"counted with {training.tokens_from}"
    )
    guess = " (the service chooses; about so many)" if asked.epochs == AUTO else ""
    validation = asked.validation
    return [
        ("file", f"{_size(training)}, sha256 {training.sha256[:16]}"),
        ("tokens", f"{about}{training.tokens or 0:,} an epoch, {how}"),
        ("validation", _size(validation) if validation else "none"),
        ("base model", f"{asked.base}, {_shutdown_said(found)}"),
        ("epochs", f"{found.epochs}{guess}"),
        ("trained tokens", f"about {found.total_tokens:,} in all, which is what is paid for"),
        ("batch size", str(asked.batch_size)),
        ("learning rate multiplier", str(asked.multiplier)),
        ("seed", str(asked.seed)),
        ("suffix", asked.suffix or "none"),
        ("service", found.order.url),
        ("record", str(found.order.folder)),
    ]


def _size(file: TrainingFile) -> str:
    return f"{file.path}, {file.rows:,} row{'s' * (file.rows != 1)}"


def _shutdown_said(found: Plan) -> str:
    if found.base.objection and found.base.shutdown:
        return f"was shut down on {found.base.shutdown}"
    if found.base.shutdown:
        return f"shut down on {found.base.shutdown}"
    return found.base.unknown or "no date of its end is announced"


def _base(order: Order) -> Base:
    """What the service says of the base model; a dry run needs neither key nor service."""
    key = os.environ.get("OPENAI_API_KEY", "").strip()
    if not key.isascii() or not key.isprintable() or not key:
        return Base(unknown="not looked up, as OPENAI_API_KEY is not set")
    found = look_up(Service(order.url, key, Patience(), View(quiet=True)), order.asked.base)
    record = existing(order.folder)
    begun = record is not None and "id" in record.job  # then the base was there in time
    return replace(found, objection="") if begun else found


def _begun(order: Order) -> str:
    record = existing(order.folder)
    if record is None:
        return ""
    job = f", job {record.job['id']}" if "id" in record.job else ""
    said = f"There is a run of this name: {record.status}{job}"
    if differing := differences(order, record):
        return f"{said}; it differs in: {differing}."
    return f"{said}. --yes goes on with it and pays nothing twice."


def _notes(order: Order) -> list[str]:
    asked: Asked = order.asked
    found = [NOTE] if order.url == OPENAI else []
    for word in _MISROUTED:
        if word in f"{asked.base}:{asked.suffix}":
            found.append(
                f"Inspect sends models with '{word}' in their name to the Responses API, which "
                "fine-tuned models may not have: choose another --suffix."
            )
    return found
