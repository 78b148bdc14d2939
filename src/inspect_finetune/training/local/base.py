"""The model that a run starts from, by folder or hub name."""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.hub import commit_of, explained, hub_answers
from inspect_finetune.training.local.whole import CONFIG

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

Model: TypeAlias = Any
"""A model of transformers, or one that peft has put an adapter on: they share no class."""

_ADAPTER = "adapter_config.json"


@dataclass(frozen=True)
class Loaded:
    """A model in memory.

    Attributes:
        model: The model.
        tokenizer: Its tokenizer.
        commit: The hub's commit that it is; empty for one of a folder.
    """

    model: Model
    tokenizer: PreTrainedTokenizerBase
    commit: str = ""

    @property
    def stops(self) -> frozenset[int]:
        """The tokens that end what it says."""
        given = self.model.generation_config.eos_token_id if self.model.generation_config else None
        more = given if isinstance(given, list) else [given]
        found = {self.tokenizer.eos_token_id, *more}
        return frozenset(one for one in found if isinstance(one, int))

    @property
    def pad(self) -> int:
        """The token to pad with; any will do, as none of it is read."""
        own = self.tokenizer.pad_token_id
        given = [own, *sorted(self.stops)]
        return next((one for one in given if one is not None and one < self.known), 0)

    @property
    def known(self) -> int:
        """How many tokens the model has embeddings for."""
        return int(self.model.get_input_embeddings().weight.shape[0])

    @property
    def room(self) -> int:
        """How many tokens the model can be shown at once."""
        return int(getattr(self.model.config, "max_position_embeddings", None) or 1 << 30)


def check_place(model: str) -> None:
    """Refuse a folder that holds no model, before anything heavy is loaded.

    Raises:
        InputError: If it looks like a path and is no model's folder.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        _check_folder(folder)
    elif folder.exists():
        what = "this is a file, and a model is a folder"
        raise InputError(what, where=model, fix=f"Name the folder that holds its {CONFIG}")
    elif _is_path(model):
        what = "there is no such folder"
        fix = "Name a model's folder, or one of the hub: org/name"
        raise InputError(what, where=model, fix=fix)


def _check_folder(folder: Path) -> None:
    if (folder / CONFIG).is_file():
        return
    if (folder / _ADAPTER).is_file():
        what = "the folder holds an adapter without its model"
        raise InputError(what, where=str(folder), fix="Merge it into its base first")
    what = f"the folder holds no model (no {CONFIG})"
    raise InputError(what, where=str(folder), fix="Name the folder that save_pretrained wrote")


def _is_path(model: str) -> bool:
    starts = (".", "~", os.sep)
    return model.startswith(starts) or "\\" in model or model.count("/") > 1 or model.endswith("/")


def load(model: str, dtype: object, commit: str = "") -> Loaded:
    """Load a causal language model and its tokenizer.

    Args:
        model: A folder, or a name on the hub.
        dtype: The torch type of its weights.
        commit: Of a model on the hub, the one that is wanted; the latest if left out.

    Raises:
        InputError: If there is none, the hub can't be reached, or it is no such model.
    """
    from transformers import AutoModelForCausalLM, AutoTokenizer

    hush()
    check_place(model)
    own = Path(model).expanduser().is_dir()
    place = str(Path(model).expanduser()) if own else model
    how: dict[str, Any] = {"local_files_only": own or not hub_answers()}
    if commit and not own:
        how["revision"] = commit
    with explained(model):
        tokenizer = AutoTokenizer.from_pretrained(place, **how)
        loaded = AutoModelForCausalLM.from_pretrained(place, dtype=dtype, **how)
    if not getattr(tokenizer, "is_fast", False):
        what = "the model's tokenizer is a slow one, which does not tell where its tokens stand"
        raise InputError(what, where=model, fix="Name a model with a tokenizer.json")
    return Loaded(loaded, tokenizer, "" if own else commit or commit_of(model))


def hush() -> None:
    """Let transformers and peft draw no bars, and warn of nothing that is not an error."""
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call,unused-ignore]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call,unused-ignore]
    # what they tell their callers' authors: nothing that who trains a model could act on
    warnings.filterwarnings("ignore", module=r"(transformers|peft)(\.|$)")
