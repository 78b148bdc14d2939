"""Arithmetic of training: which rows a step shows, and how large the step is."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

    from inspect_finetune.training.local.settings import LocalSettings
    from inspect_finetune.training.local.template import Row

IGNORED = -100
"""The label of a token that is not learnt, as torch's cross entropy takes it."""


def steps_an_epoch(rows: int, batch_size: int) -> int:
    """How many steps show every row once; the last may have fewer rows."""
    return -(-rows // batch_size)


def order_of(rows: int, seed: int, epoch: int) -> list[int]:
    """The order of the rows in an epoch, from 0: by the seed and the epoch alone.

    So a run that goes on from a checkpoint shows what the uninterrupted one would have shown.
    """
    order = list(range(rows))
    random.Random(f"rows {seed} {epoch}").shuffle(order)
    return order


def batches(rows: int, batch_size: int, seed: int, epochs: int) -> Iterator[list[int]]:
    """The rows of every step of a run, in order."""
    for epoch in range(epochs):
        order = order_of(rows, seed, epoch)
        for start in range(0, rows, batch_size):
            yield order[start : start + batch_size]


def rate_at(step: int, total: int, settings: LocalSettings) -> float:
    """The learning rate of a step, from 0: it rises over the warm-up, and then falls to 0.

    Args:
        step: The step.
        total: How many there are.
        settings: With the highest rate, the share of the warm-up, and the schedule.
    """
    rising = max(round(settings.warmup * total), 1)
    if step < rising:
        return settings.rate * (step + 1) / rising
    done = (step - rising) / max(total - rising, 1)
    share = {
        "cosine": 0.5 * (1 + math.cos(math.pi * done)),
        "linear": 1 - done,
        "constant": 1.0,
    }
    return settings.rate * share[settings.schedule]


def collate(rows: Sequence[Row], pad: int, device: str) -> dict[str, Tensor]:
    """The rows of a step as tensors of shape (rows, tokens of the longest), padded at the end.

    Args:
        rows: The rows.
        pad: The token to pad with.
        device: Where the tensors go.
    """
    import torch

    longest = max(len(row.ids) for row in rows)
    ids = torch.full((len(rows), longest), pad)
    labels = torch.full((len(rows), longest), IGNORED)
    mask = torch.zeros((len(rows), longest), dtype=torch.long)
    for i, row in enumerate(rows):
        own = torch.tensor(row.ids)
        ids[i, : len(own)] = own
        mask[i, : len(own)] = 1
        labels[i, : len(own)] = torch.where(torch.tensor(row.learnt), own, IGNORED)
    held = {"input_ids": ids, "attention_mask": mask, "labels": labels}
    return {name: tensor.to(device) for name, tensor in held.items()}
