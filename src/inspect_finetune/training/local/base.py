"""The model that a run starts from, by folder or hub name, and why it can't be loaded."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit
from urllib.request import getproxies

from inspect_finetune.errors import InputError

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

Model: TypeAlias = Any
"""A model of transformers, or one that peft has put an adapter on: they share no class."""

CONFIG = "config.json"
_ADAPTER = "adapter_config.json"
_HUB = "https://huggingface.co"
_PATIENCE = 5.0
_UNREACHABLE = (
    "connect",
    "connection",
    "offline",
    "timed out",
    "name resolution",
    "outgoing traffic",
    "max retries",
    "client has been closed",
)


@dataclass(frozen=True)
class Loaded:
    """A model in memory.

    Attributes:
        model: The model.
        tokenizer: Its tokenizer.
    """

    model: Model
    tokenizer: PreTrainedTokenizerBase

    @property
    def stops(self) -> frozenset[int]:
        """The tokens that end what it says."""
        given = self.model.generation_config.eos_token_id if self.model.generation_config else None
        more = given if isinstance(given, list) else [given]
        found = {self.tokenizer.eos_token_id, *more}
        return frozenset(one for one in found if isinstance(one, int))


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


def load(model: str, dtype: object) -> Loaded:
    """Load a causal language model and its tokenizer.

    Args:
        model: A folder, or a name on the hub.
        dtype: The torch type of its weights.

    Raises:
        InputError: If there is none, the hub can't be reached, or it is no such model.
    """
    from transformers import AutoModelForCausalLM, AutoTokenizer

    hush()
    check_place(model)
    own = Path(model).expanduser().is_dir()
    place = str(Path(model).expanduser()) if own else model
    here = own or not hub_answers()
    with explained(model):
        tokenizer = AutoTokenizer.from_pretrained(place, local_files_only=here)
        loaded = AutoModelForCausalLM.from_pretrained(place, dtype=dtype, local_files_only=here)
    if not getattr(tokenizer, "is_fast", False):
        what = "the model's tokenizer is a slow one, which does not tell where its tokens stand"
        raise InputError(what, where=model, fix="Name a model with a tokenizer.json")
    return Loaded(loaded, tokenizer)


def hub_answers() -> bool:
    """Whether the hub can be reached; transformers itself would try for most of a minute."""
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "ON", "YES", "TRUE"):
        return False
    if getproxies().get("https"):
        return True  # the proxy knows
    address = urlsplit(os.environ.get("HF_ENDPOINT") or _HUB)
    try:
        with socket.create_connection((address.hostname or "", address.port or 443), _PATIENCE):
            return True
    except OSError:
        return False


def hush() -> None:
    """Let transformers draw no bars of its own and warn of nothing that is not an error."""
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call,unused-ignore]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call,unused-ignore]


@contextmanager
def explained(model: str) -> Iterator[None]:
    """Say in one line why a model can't be loaded.

    Args:
        model: The model, as the user named it.
    """
    try:
        yield
    except MemoryError:
        what = "the model does not fit into memory"
        raise InputError(what, where=model, fix="Name a smaller one") from None
    except (OSError, ValueError, RuntimeError, KeyError, ImportError) as error:
        raise _reason(model, error) from None


def _reason(model: str, error: Exception) -> InputError:
    said = " ".join(str(error).split())
    chain = " ".join(_chain(error)).casefold()
    if any(name in chain for name in ("gatedrepo", "gated repo", "401 client", "403 client")):
        what, fix = "the hub asks for a login", "Accept the model's licence, and set HF_TOKEN"
    elif "repositorynotfound" in chain or "404 client" in chain:
        what, fix = "the hub knows no such model", "Check its name: org/name"
    elif any(word in chain for word in _UNREACHABLE):
        offline = os.environ.get("HF_HUB_OFFLINE", "") not in ("", "0")
        state = "HF_HUB_OFFLINE is set" if offline else "it can't be reached"
        what = f"the model is not on this machine, and the hub was not asked: {state}"
        fix = "Name a folder, go online, or type --model tiny, which needs no download"
    elif "trust_remote_code" in said:
        what, fix = "the model brings code of its own, which is not run here", "Name another"
    elif "unrecognized configuration class" in chain or "model_type" in chain:
        what, fix = "this is no causal language model", "Name one that writes text"
    else:
        what = f"the model can't be loaded ({type(error).__name__}: {said[:200]})"
        fix = "Check that its folder is whole"
    return InputError(what, where=model, fix=fix)


def _chain(error: BaseException | None) -> Iterator[str]:
    """An error and what caused it, in words."""
    while error is not None:
        yield f"{type(error).__name__} {error}"
        error = error.__cause__ or error.__context__
