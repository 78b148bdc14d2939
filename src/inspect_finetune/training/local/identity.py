"""Which base a run began with, so that another one under the same name is noticed.

Of a folder: a hash of its config, tokenizer and weights; of large weights samples are taken, as
any training changes all of them. Of the model that is built here: its recipe. Of a model of the
hub: its commit, which only loading it tells.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from inspect_finetune.training.local.settings import TINY
from inspect_finetune.training.local.tiny.base import key_of
from inspect_finetune.training.local.tiny.build import Recipe
from inspect_finetune.training.local.whole import CONFIG, TOKENIZERS

_WHOLE = (
    CONFIG, *TOKENIZERS, "tokenizer_config.json", "merges.txt", "added_tokens.json",
    "special_tokens_map.json", "generation_config.json", "chat_template.jinja",
    "chat_template.json",
)  # fmt: skip
_WEIGHTS = ("*.safetensors", "*.bin")
_SMALL = 64 * 2**20
"""Bytes of a file that is hashed whole."""
_SAMPLES, _SAMPLE = 256, 4096


def identity_of(model: str) -> str:
    """What tells a base from others; empty for one of the hub.

    Args:
        model: ``tiny``, a folder, or a name on the hub.
    """
    if model == TINY:
        return f"recipe:{Recipe().key()}"
    folder = Path(model).expanduser()
    return f"sha256:{_hash(folder)}" if folder.is_dir() else ""


def recipe_of(folder: Path) -> str:
    """The recipe of a model that was built here, from its record; empty if it has none."""
    key = key_of(folder)
    return f"recipe:{key}" if key else ""


def _hash(folder: Path) -> str:
    weights = sorted(path for kind in _WEIGHTS for path in folder.glob(kind))
    found = hashlib.sha256()
    for path in (*(folder / name for name in _WHOLE), *weights):
        if path.is_file():
            found.update(f"{path.name} {path.stat().st_size}\n".encode())
            for part in _parts(path):
                found.update(part)
    return found.hexdigest()


def _parts(path: Path) -> Iterator[bytes]:
    size = path.stat().st_size
    if size <= _SMALL:
        yield path.read_bytes()
        return
    with path.open("rb") as file:
        for i in range(_SAMPLES):
            file.seek((size - _SAMPLE) * i // (_SAMPLES - 1))
            yield file.read(_SAMPLE)
