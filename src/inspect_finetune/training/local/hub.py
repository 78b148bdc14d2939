"""The hub that models come from: whether it can be reached, and what its errors mean."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.memory import is_memory
from inspect_finetune.training.local.whole import CONFIG

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


def hub_answers() -> bool:
    """Whether the hub can be reached; transformers itself would try for most of a minute.

    It is asked by the very client that would download, so through the same proxy, but only once.
    """
    if _offline():
        return False
    import huggingface_hub as client  # type: ignore[import-not-found,unused-ignore]

    session = client.get_session()
    try:
        session.head(os.environ.get("HF_ENDPOINT") or _HUB, timeout=_PATIENCE)
    except Exception:  # the client's errors share no class over its versions
        return False
    return True


def commit_of(model: str) -> str:
    """The hub's commit that was just loaded: that of the latest, in the hub's cache here."""
    import huggingface_hub as client  # type: ignore[import-not-found,unused-ignore]

    found = client.try_to_load_from_cache(model, CONFIG)
    return Path(found).parent.name if isinstance(found, str) else ""  # snapshots/COMMIT/config.json


def _offline() -> bool:
    return os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "ON", "YES", "TRUE")


@contextmanager
def explained(model: str) -> Iterator[None]:
    """Say in one line why a model can't be loaded.

    Args:
        model: The model, as the user named it.
    """
    try:
        yield
    except InputError:
        raise
    except Exception as error:  # safetensors and tokenizers raise classes of their own
        if is_memory(error):
            what = "the model does not fit into memory"
            raise InputError(what, where=model, fix="Name a smaller one") from None
        raise _reason(model, error) from None


def _reason(model: str, error: Exception) -> InputError:
    said = " ".join(str(error).split())
    chain = " ".join(_chain(error)).casefold()
    if any(name in chain for name in ("gatedrepo", "gated repo", "401 client", "403 client")):
        what, fix = "the hub asks for a login", "Accept the model's licence, and set HF_TOKEN"
    elif "repositorynotfound" in chain or "404 client" in chain:
        what, fix = "the hub knows no such model", "Check its name: org/name"
    elif any(word in chain for word in _UNREACHABLE):
        state = "HF_HUB_OFFLINE is set" if _offline() else "it can't be reached"
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
