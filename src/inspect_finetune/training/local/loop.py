"""The training loop: forward, backward, step; a checkpoint after every epoch.

Plain on purpose. Every step draws from its own seed, so that a run that was cut off and goes on
from a checkpoint takes the very steps that it would have taken.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.base import Model
from inspect_finetune.training.local.steps import batches, collate, rate_at, steps_an_epoch

if TYPE_CHECKING:
    from torch import Tensor
    from torch.optim import Optimizer

    from inspect_finetune.training.local.settings import LocalSettings
    from inspect_finetune.training.local.template import Row

SAVE_EVERY = 600.0
"""Seconds after which a long epoch is saved in between."""

BETAS = (0.9, 0.95)
"""Of AdamW, as for language models mostly: the second forgets a jump of the gradient soon."""

_SEEDS_A_RUN = 1_000_003


@dataclass
class Progress:
    """How far a run is: what a checkpoint holds beside the weights.

    Attributes:
        step: Steps taken.
        losses: (step, training loss) of every step, counted from 1.
        validation: (step, validation loss) of every epoch.
        optimizer: The optimizer's state, where training goes on from a checkpoint.
    """

    step: int = 0
    losses: list[tuple[int, float]] = field(default_factory=list)
    validation: list[tuple[int, float]] = field(default_factory=list)
    optimizer: dict[str, Any] | None = None

    def state(self, optimizer: Optimizer) -> dict[str, Any]:
        """What is saved."""
        return {
            "step": self.step,
            "losses": self.losses,
            "validation": self.validation,
            "optimizer": optimizer.state_dict(),
        }


@dataclass(frozen=True)
class Work:
    """What is trained, on what.

    Attributes:
        model: The model, on its device.
        rows: The training rows.
        held_out: The rows of the validation file.
        pad: The token to pad with.
        device: ``cpu``, ``cuda`` or ``mps``.
        bf16: Whether to compute in bf16.
        settings: How.
    """

    model: Model
    rows: Sequence[Row]
    held_out: Sequence[Row]
    pad: int
    device: str
    bf16: bool
    settings: LocalSettings

    @property
    def an_epoch(self) -> int:
        """Steps of an epoch."""
        return steps_an_epoch(len(self.rows), self.settings.batch_size)

    @property
    def total(self) -> int:
        """Steps of the run."""
        return self.an_epoch * self.settings.epochs


Save = Callable[[Progress, dict[str, Any]], None]
"""Keeps a checkpoint: how far the run is, and what it needs to go on."""


def fit(
    work: Work,
    progress: Progress,
    save: Save,
    stopping: Callable[[], bool],
    moved: Callable[[], None],
) -> bool:
    """Train from where the progress stands to the end.

    Args:
        work: What is trained.
        progress: How far it is; kept up to date.
        save: Called after every epoch, when it is stopped, and every ten minutes.
        stopping: Whether somebody asked it to stop.
        moved: Called after every step.

    Returns:
        Whether it came to the end; False if it was stopped, after a checkpoint.

    Raises:
        InputError: If the loss, the gradients or the weights are no numbers any more.
    """
    optimizer = make_optimizer(work.model, work.settings)
    if progress.optimizer is not None:
        optimizer.load_state_dict(progress.optimizer)
        progress.optimizer = None  # it is twice as large as the model
    settings, saved = work.settings, time.monotonic()
    shown = batches(len(work.rows), settings.batch_size, settings.seed, settings.epochs)
    work.model.train()
    for step, places in enumerate(shown):
        if step < progress.step:
            continue
        _seed(settings.seed, step)
        rate = rate_at(step, work.total, settings)
        loss = take_step(work, [work.rows[i] for i in places], optimizer, rate)
        progress.step = step + 1
        progress.losses.append((step + 1, loss))
        moved()
        ended = progress.step % work.an_epoch == 0
        if ended and work.held_out:
            held_out = _finite("validation loss", held_out_loss(work))
            progress.validation.append((progress.step, held_out))
        stop = stopping() and progress.step < work.total
        if ended or stop or time.monotonic() - saved > SAVE_EVERY:
            check_weights(work.model)
            save(progress, progress.state(optimizer))
            saved = time.monotonic()
        if stop:
            return False
    return True


def make_optimizer(model: Model, settings: LocalSettings) -> Optimizer:
    """AdamW over what is trained; matrices decay, gains and offsets do not."""
    from torch.optim import AdamW

    trained = [weight for weight in model.parameters() if weight.requires_grad]
    groups = [
        {"params": [w for w in trained if w.dim() >= 2], "weight_decay": settings.weight_decay},
        {"params": [w for w in trained if w.dim() < 2], "weight_decay": 0.0},
    ]
    return AdamW([group for group in groups if group["params"]], lr=settings.rate, betas=BETAS)


def take_step(work: Work, rows: Sequence[Row], optimizer: Optimizer, rate: float) -> float:
    """One step; returns the mean loss of the learnt tokens before it."""
    import torch

    for group in optimizer.param_groups:
        group["lr"] = rate
    loss = _loss(work, rows)
    value = _finite("loss", float(loss.item()))
    optimizer.zero_grad(set_to_none=True)
    backward(loss)
    norm = torch.nn.utils.clip_grad_norm_(work.model.parameters(), work.settings.clip)
    _finite("gradient's norm", float(norm.item()))
    optimizer.step()
    return value


def _finite(what: str, value: float) -> float:
    """The value.

    Raises:
        InputError: If it is none.
    """
    if math.isfinite(value):
        return value
    fix = "Type a smaller --learning-rate, with another --name if checkpoints were kept"
    raise InputError(f"the {what} is {value}: training has come apart", fix=fix)


def check_weights(model: Model) -> None:
    """Refuse to go on with weights that are no numbers: the last step may have spoilt them.

    Raises:
        InputError: If one is none.
    """
    trained = (weight for weight in model.parameters() if weight.requires_grad)
    if not all(bool(weight.isfinite().all()) for weight in trained):
        _finite("largest weight", math.nan)


def backward(loss: Any) -> None:  # noqa: ANN401 - torch gives the method no type
    """The gradients of a loss."""
    loss.backward()


def held_out_loss(work: Work) -> float:
    """The mean loss of the learnt tokens of the validation file."""
    import torch

    total, tokens = 0.0, 0
    work.model.eval()
    with torch.no_grad():
        for start in range(0, len(work.held_out), work.settings.batch_size):
            rows = work.held_out[start : start + work.settings.batch_size]
            count = sum(sum(row.learnt[1:]) for row in rows)
            total += _loss(work, rows).item() * count
            tokens += count
    work.model.train()
    return total / max(tokens, 1)


def _loss(work: Work, rows: Sequence[Row]) -> Tensor:
    import torch

    half: AbstractContextManager[Any] = (
        torch.autocast(work.device, dtype=torch.bfloat16) if work.bf16 else nullcontext()
    )
    with half:
        loss: Tensor = work.model(**collate(rows, work.pad, work.device)).loss
    return loss


def _seed(seed: int, step: int) -> None:
    import torch

    torch.manual_seed(seed * _SEEDS_A_RUN + step)
