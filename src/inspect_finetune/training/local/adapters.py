"""Low-rank adapters (LoRA): put on, read back, and merged into a copy of the weights."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.base import Model

if TYPE_CHECKING:
    from torch import Tensor

FOLDER = "adapter"
"""Where a checkpoint keeps the adapter itself, beside the merged model."""

WEIGHTS = "adapter_model.safetensors"

_NAME = "default"
_ALPHA_PER_RANK = 2
"""The adapter's weight over its rank: a common choice, so that the rank alone is to be set."""


def put_on(model: Model, rank: int, seed: int) -> Model:
    """A model whose linear layers carry adapters, which alone are trained.

    Args:
        model: The base.
        rank: Of the adapters.
        seed: Of their first weights.

    Raises:
        InputError: If the model has no layer that could carry one.
    """
    import torch
    from peft import LoraConfig, get_peft_model

    torch.manual_seed(seed)
    config = LoraConfig(
        r=rank,
        lora_alpha=_ALPHA_PER_RANK * rank,
        target_modules="all-linear",
        task_type="CAUSAL_LM",
    )
    try:
        return get_peft_model(model, config)
    except ValueError as error:
        what = f"the model can't carry an adapter ({' '.join(str(error).split())[:120]})"
        raise InputError(what, fix="Leave --lora out to train all of its weights") from None


def read_back(model: Model, folder: Path) -> None:
    """Set the adapter's weights to those that a checkpoint keeps."""
    from peft import set_peft_model_state_dict
    from safetensors.torch import load_file

    set_peft_model_state_dict(model, load_file(folder / FOLDER / WEIGHTS))


def merged_weights(model: Model) -> Mapping[str, Tensor]:
    """The weights of the model with its adapter merged in, under the base's names, on the CPU.

    The model itself stays as it is, to the bit: merging and unmerging in place would round.
    """
    import torch

    base = model.get_base_model()
    weights: dict[str, Tensor] = {}
    with torch.no_grad():
        for name, weight in base.state_dict().items():
            if ".lora_" not in name:
                weights[name.replace(".base_layer.", ".")] = weight.detach().cpu()
        for name, layer in base.named_modules():
            if _NAME in getattr(layer, "lora_A", ()):
                key = f"{name}.weight"
                delta = layer.get_delta_weight(_NAME).detach().cpu()
                weights[key] = weights[key] + delta.to(weights[key].dtype)
    return weights
