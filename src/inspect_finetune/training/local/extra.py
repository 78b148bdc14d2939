"""What models here need beside the core of the package: the extra ``[local]``."""

import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from inspect_finetune.errors import InputError

NEEDED = ("torch", "transformers", "tokenizers", "safetensors", "accelerate")
ADAPTER = "peft"
_RECORDED = ("torch", "transformers", "tokenizers", "peft", "inspect-ai", "inspect-finetune")


def need_local(lora: bool = False) -> None:
    """Refuse to go on without the packages of the extra.

    Args:
        lora: Whether an adapter is to be trained.

    Raises:
        InputError: Naming what is missing and what to type.
    """
    wanted: Sequence[str] = (*NEEDED, ADAPTER) if lora else NEEDED
    missing = [name for name in wanted if find_spec(name) is None]
    if missing:
        what = f"a model on this machine needs {', '.join(missing)}, not installed here"
        raise InputError(what, fix="Type pip install 'inspect-finetune[local]'")


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that made a model."""
    found = {"python": platform.python_version()}
    for name in _RECORDED:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def machine() -> str:
    """What a model is trained on, in words."""
    import torch

    if torch.cuda.is_available():
        return f"{torch.cuda.get_device_name()}, {platform.system()} {platform.machine()}"
    threads = torch.get_num_threads()
    said = f"{threads} thread{'' if threads == 1 else 's'}"
    return f"{said} of a processor ({platform.machine()}), {platform.system()}"
